"""Every view says who may open it. A view that says nothing is a failing test.

The decorator checks sign-in, unlocked keys and that the right exists in some compartment;
the object itself is asked for by `Model.objects.get_for(request.actor, right, pk=…)`.
"""

from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils.cache import patch_cache_control

from gongyou.vault.accounts.actor import NotYours
from gongyou.vault.accounts.unlocking import proved_recently
from gongyou.vault.rights import Right

UNLOCK_URL = getattr(settings, "UNLOCK_URL", settings.LOGIN_URL)


@dataclass(frozen=True)
class Access:
    """What a view asks for; read by the test that walks all addresses."""

    kind: str
    right: Right | None = None
    unlocked: bool = False
    fresh: bool = False
    api: bool = False


def public_view(view):
    """Anyone may open it, signed in or not; it touches no session."""
    return _mark(view, Access("public"))


def signed_in(view=None, *, unlocked: bool = False, fresh: bool = False):
    """Whoever is signed in; with `unlocked` their keys must be open, with `fresh` just proved."""
    if view is None:
        return lambda inner: signed_in(inner, unlocked=unlocked, fresh=fresh)
    return _guard(view, Access("signed_in", unlocked=unlocked, fresh=fresh))


def administrator(view=None, *, fresh: bool = False):
    """Administrators of the installation. It gives no right in any compartment."""
    if view is None:
        return lambda inner: administrator(inner, fresh=fresh)
    return _guard(view, Access("administrator", fresh=fresh))


def access(right: Right, *, unlocked: bool = True, fresh: bool = False, api: bool = False):
    """Members who have `right` in at least one compartment.

    Args:
        unlocked: False for pages that work on pseudonyms alone.
        fresh: the passphrase must have been given within five minutes (export, share, shred).
        api: answer 401 and 404 as JSON instead of leading to a page.
    """
    if callable(right):
        raise TypeError("write @access(Right.READ)")
    return lambda view: _guard(view, Access("member", right, unlocked, fresh, api))


def _mark(view, rule: Access):
    view.gongyou_access = rule
    return view


def _guard(view, rule: Access):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        refusal = _refusal(request, rule)
        if refusal is not None:
            return refusal
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True)
        return response

    return _mark(guarded, rule)


def _refusal(request, rule: Access):
    actor = getattr(request, "actor", None)
    if actor is None:
        return _lead(request, rule, settings.LOGIN_URL, 401)
    if rule.kind == "administrator" and not actor.is_administrator:
        raise NotYours
    if rule.right is not None and not actor.may_somewhere(rule.right):
        raise NotYours
    if rule.unlocked and not actor.unlocked:
        return _lead(request, rule, UNLOCK_URL, 401)
    if rule.fresh and not proved_recently(request):
        return _lead(request, rule, UNLOCK_URL, 401, fresh="1")
    return None


def _lead(request, rule: Access, name: str, status: int, **extra):
    """To a page that asks for what is missing, and back from there."""
    if rule.api:
        return JsonResponse({"error": "sign in"}, status=status)
    # After a refused post the person comes back to the page, not to the act.
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    query = urlencode({"next": back, **extra})
    target = f"{resolve_url(name)}?{query}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)
