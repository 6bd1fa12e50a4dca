"""Unlocked keys between requests: half in a cookie, half in the session row.

At sign-in U is encrypted with a random session key that only the cookie holds; the session
row keeps the ciphertext. Either half alone is useless.
"""

import base64
import os
import time
import uuid

from django.conf import settings

from gongyou.vault.accounts.models import Account
from gongyou.vault.accounts.services.accounts import open_account
from gongyou.vault.keys.aead import place, seal, unseal
from gongyou.vault.keys.errors import VaultKeyError, WrongPassphrase
from gongyou.vault.keys.keyring import Keyring
from gongyou.vault.keys.pairs import UserPair

COOKIE = "__Host-keys"
ROW = "vault"
PENDING_SECONDS = 600
TOUCH_SECONDS = 60


def stash(request, account: Account, keyring: Keyring, pending: bool = False) -> None:
    """Keep a keyring for the next requests; `pending` until the second factor is given."""
    session_key = os.urandom(32)
    now = int(time.time())
    sealed = seal(session_key, keyring.user.seed, _where(account.pk, keyring.user_key_id))
    request.session[ROW] = {
        "sealed": base64.b64encode(sealed).decode(),
        "account": str(account.pk),
        "user_key": str(keyring.user_key_id),
        "began": now,
        "seen": now,
        "proved": 0 if pending else now,
        "pending": pending,
    }
    request.vault_cookie = base64.urlsafe_b64encode(session_key).decode()


def _where(account_id, user_key_id) -> bytes:
    return place("session", str(account_id), str(user_key_id))


def promote(request, account: Account) -> None:
    """After the second factor: the stashed keys count."""
    row = request.session.get(ROW)
    if not row:
        return
    fresh = row["pending"] and time.time() - row["began"] < PENDING_SECONDS
    if row["account"] != str(account.pk) or not (fresh or not row["pending"]):
        lock(request)
        return
    now = int(time.time())
    request.session[ROW] = {**row, "pending": False, "seen": now, "proved": now}


def keyring_of(request, account: Account) -> Keyring | None:
    """The keyring of this request, or None when locked; notes that the person is there."""
    row = request.session.get(ROW)
    if not row or row["pending"] or row["account"] != str(account.pk):
        return None
    now = int(time.time())
    if now - row["seen"] > settings.GONGYOU["IDLE_MINUTES"] * 60:
        lock(request)
        return None
    keyring = _open(request, row)
    if keyring and now - row["seen"] >= TOUCH_SECONDS:
        request.session[ROW] = {**row, "seen": now}
    return keyring


def _open(request, row) -> Keyring | None:
    try:
        session_key = base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
        user_key = uuid.UUID(row["user_key"])
        where = _where(row["account"], user_key)
        seed = unseal(session_key, base64.b64decode(row["sealed"]), where)
    except (VaultKeyError, ValueError, TypeError):
        return None
    return Keyring(UserPair(seed), user_key)


def outlived(request) -> bool:
    """Whether the session is older than anyone may stay signed in."""
    row = request.session.get(ROW)
    hours = settings.GONGYOU["SESSION_HOURS"]
    return bool(row) and time.time() - row["began"] > hours * 3600


def lock(request) -> None:
    """Forget the keys; the person stays signed in and gives the passphrase to go on."""
    request.session.pop(ROW, None)
    request.vault_cookie = ""


def unlock(request, passphrase: str) -> bool:
    """Open the keys of the signed-in person again; False if the passphrase is wrong."""
    try:
        keyring = open_account(request.user, passphrase, known=True)
    except WrongPassphrase:
        return False
    began = (request.session.get(ROW) or {}).get("began")
    stash(request, request.user, keyring)
    if began:
        request.session[ROW] = {**request.session[ROW], "began": began}
    return True


def proved_recently(request, seconds: int = 300) -> bool:
    """Whether the passphrase was given within the last minutes (export, share, shred)."""
    row = request.session.get(ROW) or {}
    return time.time() - row.get("proved", 0) < seconds


def write_cookie(request, response) -> None:
    """Set or delete the cookie half."""
    value = getattr(request, "vault_cookie", None)
    if value is None:
        return
    if value:
        response.set_cookie(COOKIE, value, secure=True, httponly=True, samesite="Strict", path="/")
    else:
        response.delete_cookie(COOKIE, path="/", samesite="Strict")
        # A __Host- cookie is only replaced by one that is Secure too.
        response.cookies[COOKIE]["secure"] = True
