"""Signed-in programs (ODK tools, scripts): a bearer token carries the half that opens the keys."""

import base64
import binascii
import os
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from gongyou.vault.accounts.actor import Actor
from gongyou.vault.accounts.finding import derive_for, find_account
from gongyou.vault.accounts.models import Account
from gongyou.vault.accounts.services.accounts import open_derived
from gongyou.vault.keys.aead import place, seal, unseal
from gongyou.vault.keys.errors import Tampered, WrongPassphrase
from gongyou.vault.keys.keyring import Keyring
from gongyou.vault.keys.pairs import UserPair
from gongyou.vault.merge_kinds import LOCAL


class Bearer(models.Model):
    """A session of a program: U under a key that only the token carries."""

    merge_kind = LOCAL

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="bearers")
    user_key = models.ForeignKey("vault.UserKey", on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    began_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return str(self.pk)


@sensitive_variables()
def api_sign_in(login: str, passphrase: str) -> str:
    """A bearer token for an account; one run of Argon2id, also for unknown names.

    Raises:
        WrongPassphrase: nobody has this name and passphrase.
    """
    account = find_account(login)
    derived = derive_for(account, login, passphrase)
    if account is None:
        raise WrongPassphrase("wrong name or passphrase")
    keyring = open_derived(account, derived)
    secret = os.urandom(32)
    row = Bearer(account=account, user_key_id=keyring.user_key_id)
    row.sealed = seal(secret, keyring.user.seed, _where(row))
    row.save(force_insert=True)
    return base64.urlsafe_b64encode(row.pk.bytes + secret).decode().rstrip("=")


def actor_for_bearer(token: str) -> Actor | None:
    """The unlocked actor behind a token, or None if it ended or is no token."""
    row, secret = _row(token)
    if row is None or not row.account.is_active:
        return None
    now, limits = timezone.now(), settings.GONGYOU
    idle, age = (now - row.seen_at).total_seconds(), (now - row.began_at).total_seconds()
    if idle > limits["IDLE_MINUTES"] * 60 or age > limits["SESSION_HOURS"] * 3600:
        row.delete()
        return None
    try:
        pair = UserPair(unseal(secret, bytes(row.sealed), _where(row)))
    except Tampered:
        return None
    if idle >= 60:
        Bearer.objects.filter(pk=row.pk).update(seen_at=now)
    return Actor(row.account, Keyring(pair, row.user_key_id))


def api_sign_out(token: str) -> None:
    """End a session."""
    row, _ = _row(token)
    if row is not None:
        row.delete()


def _row(token: str) -> tuple[Bearer | None, bytes]:
    try:
        content = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None, b""
    if len(content) != 48:
        return None, b""
    rows = Bearer.objects.select_related("account")
    return rows.filter(pk=uuid.UUID(bytes=content[:16])).first(), content[16:]


def _where(row: Bearer) -> bytes:
    return place("bearer", row.pk.bytes, row.account_id.bytes, row.user_key_id.bytes)
