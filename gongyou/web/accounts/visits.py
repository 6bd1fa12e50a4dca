"""Where an account is signed in, and signing out there."""

import re

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from gongyou.vault.public import shut_all
from gongyou.web.models import Visit

BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari", "MicroMessenger", "HarmonyOS")
NAMES = {"Edg": "Edge", "OPR": "Opera", "MicroMessenger": "WeChat"}
SYSTEMS = ("HarmonyOS", "Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")


def note(sender, request, user, **_kwargs) -> None:
    """Remember a sign-in; a signal receiver."""
    if request is None or not hasattr(request, "session"):
        return
    if not request.session.session_key:
        request.session.create()
    agent = request.headers.get("User-Agent", "") if hasattr(request, "META") else ""
    Visit.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={"account": user, "device": device_name(agent)},
    )


def forget(sender, request, user, **_kwargs) -> None:
    """Forget a session that was signed out; a signal receiver."""
    key = getattr(getattr(request, "session", None), "session_key", None)
    if key:
        Visit.objects.filter(session_key=key).delete()


def device_name(agent: str) -> str:
    """Browser and system, without versions: enough to recognise, too little to track."""
    browser = next((name for name in BROWSERS if re.search(rf"\b{name}/", agent)), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    return " · ".join(filter(None, [NAMES.get(browser, browser), system]))


def of(request) -> list[dict]:
    """The open sessions of a person, this one first."""
    living = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = request.user.visits.filter(session_key__in=living).order_by("-began_at")
    here = request.session.session_key
    found = [{"visit": row, "here": row.session_key == here} for row in rows]
    return sorted(found, key=lambda one: not one["here"])


def end(visit: Visit) -> None:
    """Sign one session out."""
    Session.objects.filter(session_key=visit.session_key).delete()
    visit.delete()


def end_others(request) -> None:
    """Sign out everywhere but here, programs, tokens and calendar addresses too."""
    shut_all(request.user)
    for visit in request.user.visits.exclude(session_key=request.session.session_key):
        end(visit)


def end_all(account) -> None:
    """Sign an account out everywhere."""
    shut_all(account)
    for visit in account.visits.all():
        end(visit)


def stay_signed_in(request) -> None:
    """Keep this session after its owner's passphrase changed."""
    request.user.refresh_from_db()
    Visit.objects.filter(session_key=request.session.session_key).delete()
    request.session.cycle_key()
    request.session[HASH_SESSION_KEY] = request.user.get_session_auth_hash()
    note(None, request, request.user)
