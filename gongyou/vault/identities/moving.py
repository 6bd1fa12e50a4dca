"""Move records to another compartment: their keys go over with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongyou.vault.accounts.members import prove
from gongyou.vault.files.models import StoredFile
from gongyou.vault.identities import index
from gongyou.vault.identities.registry import registered
from gongyou.vault.journal.chain import append
from gongyou.vault.keys.data_keys import family_of, open_key, rewrap
from gongyou.vault.rights import Right

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor


def move(by: Actor, records, to) -> None:
    """Let another circle know these records, and the old one no longer.

    Parts follow by themselves; records that lie under the key of a moved one (`sealed_under`)
    must be given too.

    Raises:
        NotYours: without SHARE where they are, or WRITE and the key where they go.
    """
    by.require(Right.WRITE, to)
    key = prove(by.keyring, to)
    with transaction.atomic():
        for record in records:
            by.require(Right.SHARE, record.compartment_id_of())
            _move_one(by, record, to, key)
        append(
            by,
            "vault.move",
            changes={"count": len(records)},
            about=records,
            compartment=to,
        )


def _move_one(by: Actor, record, to, key) -> None:
    old = by.memberships[record.compartment_id].compartment
    if record.data_key_id is not None:
        family = list(family_of(record.data_key_id))
        for row in family:
            opened = open_key(by.keyring, row)
            rewrap(by.keyring, row, key.pk, opened.secret)
        StoredFile.objects.filter(data_key__in=family).update(compartment=to)
    record.compartment = to
    record.save(update_fields=["compartment"])
    if registered(type(record)):
        index.drop(by.keyring, old, record._meta.label_lower, {record.pk})
        index.note_change(record)
