"""Heads of chains, noted where whoever edits the database does not see or cannot forge them.

A chain proves itself, but not that its end is still there. So heads are noted in a sealed file
beside the database, each hour and at each start, and for each person under a key that only
their passphrase gives, at each sign-in.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongyou.vault.durable import alone, write_durably
from gongyou.vault.installation import data_folder, secret_for
from gongyou.vault.journal.models import Entry
from gongyou.vault.journal.proof import Head, heads
from gongyou.vault.keys.aead import place, seal, unseal
from gongyou.vault.keys.derive import derive
from gongyou.vault.keys.errors import Tampered
from gongyou.vault.merge_kinds import LOCAL

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor

FILE, OLDER = "heads", "heads.jsonl"
KEEP = 200
EVERY_SECONDS = 3600
_WHERE = place("heads")
_last: dict[str, float] = {}


class Witness(models.Model):
    """The heads that a person's last sign-in saw, under a key from their own.

    The row without a person says how many notes the file holds.
    """

    merge_kind = LOCAL

    account = models.OneToOneField(
        "vault.Account", on_delete=models.CASCADE, null=True, related_name="witness"
    )
    user_key = models.UUIDField(null=True)
    notes = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField(null=True)

    def __str__(self):
        return str(self.account_id)


def note() -> list[Head]:
    """Note the heads in the file."""
    now, path = heads(), data_folder() / FILE
    with alone(path.with_name("heads.lock")):
        with transaction.atomic():
            row, _new = Witness.objects.get_or_create(account=None)
            row.notes += 1
            row.save(update_fields=["notes"])
        known = [*(_read() or [])[-KEEP:], {"number": row.notes, "heads": _plain(now)}]
        content = json.dumps(known).encode()
        write_durably(path, seal(secret_for("gongyou-heads"), content, _WHERE))
    _last["at"] = time.monotonic()
    return now


def note_when_due() -> None:
    """Note the heads if the last note is an hour old; after an entry was committed."""
    if time.monotonic() - _last.get("at", -EVERY_SECONDS) >= EVERY_SECONDS:
        note()


def noted() -> list[Head]:
    """The heads that were noted so far in the file."""
    lines = [line["heads"] for line in _read() or []]
    older = data_folder() / OLDER
    if older.exists():
        lines += [json.loads(line) for line in older.read_text().splitlines() if line.strip()]
    return [Head(*item) for line in lines for item in line]


def harm() -> list[str]:
    """What is wrong with the notes themselves."""
    row = Witness.objects.filter(account=None).first()
    if row is None:
        since = timezone.now() - dt.timedelta(seconds=2 * EVERY_SECONDS)
        begun = (data_folder() / FILE).exists() or Entry.objects.filter(version=2, at__lt=since)
        return [_("the count of noted heads is gone")] if begun else []
    try:
        known = _read()
    except Tampered:
        return [_("the notes of the journal's heads were changed")]
    if known is None:
        return [_("the notes of the journal's heads are gone")]
    # The program may have been killed between the count and the file.
    if known[-1]["number"] < row.notes - 1:
        return [_("the newest notes of the journal's heads are gone")]
    if known[-1]["number"] > row.notes:
        return [_("the database is older than the notes of its journal")]
    return []


def lost(known: list[Head]) -> list[str]:
    """Which noted heads the journal no longer has."""
    found = []
    for head in known:
        entry = Entry.objects.filter(stream=head.device, seq=head.seq).first()  # type: ignore[misc]
        if head.seq and (entry is None or bytes(entry.hash).hex() != head.hash):
            found.append(
                _("entry %(seq)s of chain %(chain)s isn't the one that was there")
                % {"seq": head.seq, "chain": head.device[:8]}
            )
    return found


def greet(actor: Actor) -> list[str]:
    """At a sign-in: what the journal lost since this person was last here; then note its heads."""
    found = since_last(actor)
    content = json.dumps(_plain(heads())).encode()
    keyring = actor.keyring
    sealed = seal(_own(keyring), content, _where(actor))
    Witness.objects.update_or_create(
        account=actor.account,
        defaults={"user_key": keyring.user_key_id, "sealed": sealed},
    )
    return found


def since_last(actor: Actor) -> list[str]:
    """What the journal lost since this person's last sign-in."""
    row = Witness.objects.filter(account=actor.account).first()
    if row is None:
        before = Entry.objects.filter(account=actor.account, act="vault.sign_in")
        again = before.filter(user_key=actor.keyring.user_key_id).count() > 1
        return [_("the note of your last sign-in is gone")] if again else []
    if row.user_key != actor.keyring.user_key_id:
        return []
    try:
        content = unseal(_own(actor.keyring), bytes(row.sealed), _where(actor))  # type: ignore[arg-type]
    except Tampered:
        return [_("the note of your last sign-in was changed")]
    return lost([Head(*item) for item in json.loads(content)])


def _own(keyring) -> bytes:
    return derive(keyring.user.seed, "gongyou-witness")


def _where(actor: Actor) -> bytes:
    return place("witness", actor.person.pk.bytes)


def _plain(now: list[Head]) -> list:
    return [[head.device, head.seq, head.hash] for head in now]


def _read() -> list[dict] | None:
    path = data_folder() / FILE
    if not path.exists():
        return None
    return json.loads(unseal(secret_for("gongyou-heads"), path.read_bytes(), _WHERE))
