"""Signed-in programs (ODK tools, scripts): a bearer token carries the half that opens the keys."""

import base64
import binascii
import datetime as dt
import os
import uuid

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from gongyou.vault.accounts.actor import Actor
from gongyou.vault.accounts.doors import Door, OpenDoor, SecondStepNeeded, asks_second_step, begin
from gongyou.vault.accounts.finding import derive_for, find_account
from gongyou.vault.accounts.models import Account
from gongyou.vault.accounts.own import open_for_server, seal_for_server
from gongyou.vault.accounts.services.accounts import open_derived
from gongyou.vault.journal.chain import append
from gongyou.vault.keys.aead import place, seal, unseal
from gongyou.vault.keys.errors import Tampered, WrongPassphrase
from gongyou.vault.keys.keyring import Keyring
from gongyou.vault.keys.pairs import UserPair
from gongyou.vault.merge_kinds import LOCAL

PREFIX = "gyp_"
LABEL = "gongyou-program"
LASTS = dt.timedelta(days=180)


class Bearer(models.Model):
    """A session of a program: U under a key that only the token carries."""

    merge_kind = LOCAL

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="bearers")
    user_key = models.ForeignKey("vault.UserKey", on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    began_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    # A password for a program: made in the web after both steps, it begins sessions.
    lasting = models.BooleanField(default=False)
    label = models.TextField(blank=True)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="begun")

    def __str__(self):
        return str(self.pk)


@sensitive_variables()
def api_sign_in(login: str, secret: str) -> str:
    """A session's token, for a passphrase or a password for programs of the account.

    One run of Argon2id, also for unknown names.

    Raises:
        WrongPassphrase: nobody has this name and secret.
        SecondStepNeeded: the passphrase is right and not enough.
    """
    account = find_account(login)
    parent = _lasting(account, secret) if secret.startswith(PREFIX) else None
    if parent is not None:
        row, key = parent
        keyring = Keyring(UserPair(unseal(key, bytes(row.sealed), _where(row))), row.user_key_id)
        Bearer.objects.filter(pk=row.pk).update(seen_at=timezone.now())
    else:
        row, derived = None, derive_for(account, login, secret)
        if account is None:
            raise WrongPassphrase("wrong name or passphrase")
        keyring = open_derived(account, derived)
        if asks_second_step(account):
            raise SecondStepNeeded
    token = _made(account, keyring, parent=row)  # type: ignore[arg-type]
    begin(Actor(account, keyring), "v1")
    return token


def new_program_password(actor: Actor, label: str) -> str:
    """A password for a program (pyodk, a script), shown once; it opens what its owner may open.

    The web makes it after both steps and a fresh passphrase; it ends with every other door.
    """
    token = _made(actor.person, actor.keyring, lasting=True, label=seal_for_server(LABEL, label))
    with transaction.atomic():
        append(actor, "vault.new_program_password", subject=actor.account)
    return PREFIX + token


def _made(account: Account, keyring: Keyring, **more) -> str:
    secret = os.urandom(32)
    row = Bearer(account=account, user_key_id=keyring.user_key_id, **more)
    row.sealed = seal(secret, keyring.user.seed, _where(row))
    row.save(force_insert=True)
    return base64.urlsafe_b64encode(row.pk.bytes + secret).decode().rstrip("=")


def _lasting(account: Account | None, secret: str) -> tuple[Bearer, bytes] | None:
    row, key = _row(secret.removeprefix(PREFIX))
    if row is None or account is None or not row.lasting or row.account_id != account.pk:
        return None
    if not account.is_active or timezone.now() - row.began_at > LASTS:
        return None
    try:
        unseal(key, bytes(row.sealed), _where(row))
    except Tampered:
        return None
    return row, key


def actor_for_bearer(token: str) -> Actor | None:
    """The unlocked actor behind a token, or None if it ended or is no token."""
    row, secret = _row(token)
    if row is None or row.lasting or not row.account.is_active:
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


def _listed(account: Account) -> list[OpenDoor]:
    rows = account.bearers.filter(parent=None)
    return [
        OpenDoor(
            "v1",
            str(row.pk),
            open_for_server(LABEL, row.label) if row.label else "",
            row.began_at,
            timezone.localdate(row.seen_at),
        )
        for row in rows
    ]


def _end(account: Account, id_: str | None) -> None:
    rows = account.bearers.all()
    (rows if id_ is None else rows.filter(pk=id_)).delete()


DOOR = Door("v1", _listed, _end)
