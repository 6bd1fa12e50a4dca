"""Make, wrap and open data keys (D)."""

import contextlib
import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q

from gongyou.vault.inserting import as_parameter
from gongyou.vault.keys.aead import place, seal, unseal
from gongyou.vault.keys.errors import Shredded, Tampered, VaultKeyError
from gongyou.vault.keys.models import DataKey, Wrapped
from gongyou.vault.keys.pairs import seal_to

BYTES = 32


def where(data_key_id: uuid.UUID, compartment_key_id: uuid.UUID) -> bytes:
    """What a wrapped D is bound to."""
    return place("datakey", data_key_id.bytes, compartment_key_id.bytes)


@dataclass(frozen=True)
class OpenKey:
    """A data key in clear, for the length of a request."""

    id: uuid.UUID
    secret: bytes
    # The other keys of its record, opened only when a value isn't under this one.
    others: Callable[[], list["OpenKey"]] = field(default=list, compare=False, repr=False)

    def __repr__(self):
        return "OpenKey(…)"


def make(keyring, compartment_key) -> tuple[DataKey, OpenKey]:
    """A new D under W, not yet saved."""
    row = DataKey(key=compartment_key, made_under=compartment_key.pk)
    secret = os.urandom(BYTES)
    row.wrap = seal(keyring.wrapping_key(compartment_key.pk), secret, where(row.pk, row.key_id))
    return row, OpenKey(row.pk, secret)


def make_keyless(compartment_key) -> tuple[DataKey, OpenKey]:
    """A new D sealed to C.pub, by a writer who can't read it back; not yet saved."""
    row = DataKey(key=compartment_key, how=Wrapped.BOX, made_under=compartment_key.pk)
    secret = os.urandom(BYTES)
    row.wrap = seal_to(compartment_key.public, secret, where(row.pk, row.key_id))
    return row, OpenKey(row.pk, secret)


def open_wrap(keyring, data_key_id, compartment_key_id, how: int, wrap: bytes) -> bytes:
    """D in clear.

    Raises:
        Shredded: it was destroyed.
        NoKey, Locked: the keyring can't open the compartment.
        Tampered: the wrap was changed or moved.
    """
    if how == Wrapped.SHREDDED or not wrap:
        raise Shredded("this key was destroyed")
    bound = where(data_key_id, compartment_key_id)
    if how == Wrapped.SYMMETRIC:
        return unseal(keyring.wrapping_key(compartment_key_id), wrap, bound)
    if how == Wrapped.BOX:
        return keyring.pair(compartment_key_id).open(wrap, bound)
    raise Tampered("unknown way of wrapping")


def open_key(keyring, row: DataKey) -> OpenKey:
    """D of a row, kept in the keyring for the rest of the request."""
    if row.pk in keyring.opened:
        return keyring.opened[row.pk]
    secret = open_wrap(keyring, row.pk, row.key_id, row.how, bytes(row.wrap))
    opened = OpenKey(row.pk, secret, lambda: relatives(keyring, row.pk))
    keyring.opened[row.pk] = opened
    return opened


def family_of(data_key_id: uuid.UUID):
    """Every D of the record that has this one, itself among them."""
    first = DataKey.objects.filter(pk=data_key_id).values("family")
    return DataKey.objects.filter(Q(pk=data_key_id) | Q(family__in=first))


def relatives(keyring, data_key_id: uuid.UUID) -> list[OpenKey]:
    """The other D of a record, the newest first, as far as the keyring opens them."""
    found = []
    for row in family_of(data_key_id).exclude(pk=data_key_id).order_by("-pk"):
        try:
            found.append(open_key(keyring, row))
        except VaultKeyError:
            continue
    return found


def unseal_by(key: OpenKey, sealed: bytes, where: Callable[[OpenKey], bytes]) -> bytes:
    """Open a value under a record's D, or under one that the record had before.

    Raises:
        Tampered: it lies under none of them.
    """
    try:
        return unseal(key.secret, sealed, where(key))
    except Tampered:
        for other in key.others():
            with contextlib.suppress(Tampered):
                return unseal(other.secret, sealed, where(other))
        raise


def successor(keyring, row: DataKey, compartment_key) -> tuple[DataKey, OpenKey]:
    """The D of the same record that was made under the key in use; made now if there is none."""
    known = family_of(row.pk).filter(made_under=compartment_key.pk)
    found = known.exclude(how=Wrapped.SHREDDED).order_by("pk").first()
    if found is not None:
        return found, open_key(keyring, found)
    family = row.family or row.pk
    if row.family is None:
        row.family = family
        row.save(update_fields=["family"])
    made, opened = make(keyring, compartment_key)
    made.family = family
    made.save(force_insert=True)
    opened = OpenKey(opened.id, opened.secret, lambda: relatives(keyring, made.pk))
    keyring.opened[made.pk] = opened
    return made, opened


def rewrap(keyring, row: DataKey, compartment_key_id: uuid.UUID, secret: bytes) -> DataKey:
    """Put D under W of the given compartment key."""
    row.key_id = compartment_key_id
    row.how = Wrapped.SYMMETRIC
    row.wrap = seal(keyring.wrapping_key(compartment_key_id), secret, where(row.pk, row.key_id))
    row.save(update_fields=["key", "how", "wrap"])
    return row


# By hand: a reader waits for it, and Django's own way takes fifteen times as long.
_REWRAP = "UPDATE vault_datakey SET key_id = %s, how = %s, wrap = %s WHERE id = %s"


def rewrap_many(keyring, opened: dict[uuid.UUID, bytes], compartment_key_id: uuid.UUID) -> None:
    """Put many opened data keys under W at once (after a bulk reading)."""
    wrapping = keyring.wrapping_key(compartment_key_id)
    rows = [
        (
            as_parameter(compartment_key_id),
            Wrapped.SYMMETRIC.value,
            seal(wrapping, secret, where(pk, compartment_key_id)),
            as_parameter(pk),
        )
        for pk, secret in opened.items()
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_REWRAP, rows)
