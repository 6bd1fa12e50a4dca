"""Lend the key of one record to one person outside its compartment, for a while.

The borrower never sees the key: this program opens it in their requests, for what the room shows
them. What was lent is bound to the record and to the borrower, and is deleted when it ends.
"""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongyou.vault.accounts.services.accounts import current_user_key
from gongyou.vault.accounts.services.compartments import public_fingerprint
from gongyou.vault.files import services as files
from gongyou.vault.files.models import StoredFile
from gongyou.vault.identities.reads import note
from gongyou.vault.keys.aead import place
from gongyou.vault.keys.data_keys import OpenKey, relatives
from gongyou.vault.keys.errors import MemberListChanged, Tampered
from gongyou.vault.keys.pairs import seal_to
from gongyou.vault.rights import Right

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor
    from gongyou.vault.accounts.models import Account
    from gongyou.vault.identities.records import NeedToKnow


def lend_key(actor: Actor, record: NeedToKnow, to: Account, fingerprint: bytes) -> bytes:
    """The keys of a record sealed to one person, whose words were compared.

    Raises:
        NotYours: the actor may not share here.
        MemberListChanged: the person's key is not the compared one.
    """
    actor.require(Right.SHARE, record.compartment_id_of())
    theirs = current_user_key(to)
    if public_fingerprint(theirs) != fingerprint:
        raise MemberListChanged("this isn't the key whose words were compared")
    opened = record.open_data_key(actor)
    keys = {opened.id: opened.secret} | {
        k.id: k.secret for k in relatives(actor.keyring, opened.id)
    }
    text = json.dumps({pk.hex: base64.b64encode(secret).decode() for pk, secret in keys.items()})
    return seal_to(bytes(theirs.box_public), text.encode(), _where(record, to))


def _where(record: NeedToKnow, to: Account) -> bytes:
    return place("loan", record.key_holder().pk.bytes, to.pk.bytes)


class Lent:
    """The keys of one record as the borrower's request opens them."""

    def __init__(self, actor: Actor, record: NeedToKnow, sealed: bytes):
        """Raises Tampered where it was lent to somebody else, or for another record."""
        text = actor.keyring.user.box.open(bytes(sealed), _where(record, actor.person))
        held = [(uuid.UUID(pk), base64.b64decode(s)) for pk, s in json.loads(text).items()]
        self.actor = actor
        self._keys = [OpenKey(pk, secret) for pk, secret in held]

    def reveal(self, record: NeedToKnow, name: str):
        """A sealed field of a record under the lent key; None where it is empty or newer.

        The reading is noted in the journal of the record's compartment.
        """
        field = record.sealed_field(name)
        if getattr(record, field.attname) is None:
            return None
        for key in self._keys:
            try:
                value = record._open(field, key)
            except Tampered:
                continue
            if field.identity:
                note(self.actor, type(record), record.compartment_id_of(), [record.pk], [name])
            return value
        return None

    def pieces(self, stored: StoredFile) -> Iterator[bytes]:
        """The content of a file under the lent key; the reading is noted."""
        first, *rest = self._keys
        key = OpenKey(first.id, first.secret, lambda: rest)
        note(self.actor, StoredFile, stored.compartment_id, [stored.pk], ["content"])
        return files._pieces(key, stored)

    def put(self, record: NeedToKnow, **values) -> None:
        """Seal values into fields of a new record that lies under the lent key."""
        for name, value in values.items():
            record._put(record.sealed_field(name), self._keys[0], value)
