"""A name and a password for programs with each call (HTTP Basic), as spreadsheets send them.

The account allows it by having made such a password; a passphrase is not taken this way, since
spreadsheets keep what they send. The first call begins a session as `POST sessions` does; later
calls find it by a keyed digest of what was sent.
"""

import base64
import binascii
import hashlib
import os
import threading
import time

from django.utils.translation import gettext as _

from gongyou.vault.public import (
    Actor,
    SecondStepNeeded,
    WrongPassphrase,
    actor_for_bearer,
    api_sign_in,
    throttle,
)

REALM = 'Basic realm="gongyou", charset="UTF-8"'
LASTS, MOST = 600, 200
# How passwords for programs begin.
PROGRAM = "gyp_"

_key = os.urandom(32)
_lock = threading.Lock()
_tokens: dict[str, tuple[str, float]] = {}


class Refused(Exception):
    """The name and passphrase do not open anything here; the message says why."""

    def __init__(self, message: str, status: float = 401.2):
        super().__init__(message)
        self.message, self.status = message, status


def actor_for_basic(request, sent: str) -> Actor:
    """Who sent this. Raises Refused."""
    login, secret = _pair(sent)
    mark = hashlib.blake2b(f"{login}:{secret}".encode(), key=_key, digest_size=32).hexdigest()
    with _lock:
        token, until = _tokens.get(mark, ("", 0.0))
    actor = actor_for_bearer(token) if token and time.monotonic() < until else None
    if actor is None:
        token = _sign_in(request, login, secret)
        actor = actor_for_bearer(token)
    if actor is None:
        raise Refused(_("Please sign in."))
    _keep(mark, token)
    return actor


def _pair(sent: str) -> tuple[str, str]:
    try:
        login, colon, secret = base64.b64decode(sent, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise Refused(_("Please sign in.")) from None
    if not colon:
        raise Refused(_("Please sign in."))
    return login, secret


def _sign_in(request, login: str, secret: str) -> str:
    if not secret.startswith(PROGRAM):
        raise Refused(_("Give a password for programs, which you make on your account's page."))
    if throttle.blocked(request, login):
        raise Refused(_("Too many attempts. Please wait ten minutes."), 429.1)
    try:
        token = api_sign_in(login, secret)
    except WrongPassphrase:
        throttle.failed(request, login)
        raise Refused(_("Wrong name or passphrase.")) from None
    except SecondStepNeeded:
        text = _("This account has a second step. Give a password for programs.")
        raise Refused(text) from None
    throttle.succeeded(request, login)
    return token


def _keep(mark: str, token: str) -> None:
    now = time.monotonic()
    with _lock:
        for old in [key for key, (_, until) in _tokens.items() if until < now]:
            del _tokens[old]
        while len(_tokens) >= MOST:
            del _tokens[next(iter(_tokens))]
        _tokens[mark] = (token, now + LASTS)
