"""Signing in, and who one is."""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from gongyou.surveys.queries.opened import account_number, stamp
from gongyou.surveys.rest.calls import body_json, call, problem
from gongyou.vault.public import (
    SecondStepNeeded,
    WrongPassphrase,
    api_sign_in,
    api_sign_out,
    throttle,
)


@call("POST", signed_in=False)
def sessions(request):
    """`POST sessions`: the passphrase opens the keys for as long as the token lives."""
    given = body_json(request)
    login = given.text("email")
    if throttle.blocked(request, login):
        return problem(429.1, _("Too many attempts. Please wait ten minutes."))
    try:
        token = api_sign_in(login, given.text("password"))
    except WrongPassphrase:
        throttle.failed(request, login)
        return problem(401.2, _("Wrong name or passphrase."))
    except SecondStepNeeded:
        return problem(401.2, _("This account has a second step. Give a password for programs."))
    throttle.succeeded(request, login)
    now = timezone.now()
    until = now + dt.timedelta(hours=settings.GONGYOU["SESSION_HOURS"])  # type: ignore[arg-type]
    return {"token": token, "csrf": "", "createdAt": stamp(now), "expiresAt": stamp(until)}


@call("DELETE", "GET")
def session_current(request):
    """`GET` or `DELETE sessions/current`."""
    if request.method == "DELETE":
        api_sign_out(request.headers["Authorization"].partition(" ")[2].strip())
        return {"success": True}
    return {"createdAt": stamp(timezone.now())}


@call("GET")
def user_current(request):
    """`GET users/current`."""
    account = request.actor.account
    return {
        "id": account_number(account.pk), "type": "user", "displayName": account.login,
        "email": account.login, "createdAt": stamp(account.created_at), "updatedAt": None,
    }  # fmt: skip
