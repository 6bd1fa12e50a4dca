"""Identifiers: UUIDv7 inside, random-looking ones outside.

A UUIDv7 keeps rows of two laptops apart and in order, but shows when it was made. What
leaves the program (addresses, file names, exports) therefore carries a `ref`: the same 128
bits under a keyed permutation (one AES block), which only this installation can undo.

A row that two laptops may both make, such as one member of one case, takes its id from what
makes it one (`NaturalIdField`): so it is one row after they meet.
"""

import base64
import datetime as dt
import uuid
from functools import lru_cache
from hashlib import blake2b

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from uuid_utils.compat import uuid7

from gongyou.vault.installation import secret_for


def new_id() -> uuid.UUID:
    """A UUIDv7."""
    return uuid7()


def natural_id(table: str, *key) -> uuid.UUID:
    """The id of the row of a table that has this key: the same on every laptop (UUIDv8)."""
    text = "\0".join([table, *map(_part, key)])
    digest = blake2b(text.encode(), digest_size=16, person=b"gongyou-natural").digest()
    number = int.from_bytes(digest) & ~(0xF << 76) & ~(0x3 << 62)
    return uuid.UUID(int=number | 0x8 << 76 | 0x2 << 62)


def _part(value) -> str:
    value = getattr(value, "pk", value)
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value)
    raise TypeError(f"no part of a natural key: {value!r}")


class _NaturalId(DeferredAttribute):
    def __get__(self, instance, cls=None):
        found = super().__get__(instance, cls)
        if instance is None or found is not None:
            return found
        made = self.field.made_for(instance)  # type: ignore[attr-defined]
        if made is not None:
            instance.__dict__[self.field.attname] = made
        return made

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class NaturalIdField(models.UUIDField):
    """A primary key made from the fields that make a row one.

        id = NaturalIdField("case", "worker")

    It stands as soon as all of them are set, so that values can be sealed before saving. The
    fields of a key may not change afterwards. Rows written before keep the id they have.
    """

    descriptor_class = _NaturalId

    def __init__(self, *key: str, **options):
        self.key = key
        super().__init__(primary_key=True, editable=False, default=None)

    def deconstruct(self):
        """For migrations it is the id that every record has: nothing changes in the table."""
        options = {"primary_key": True, "editable": False, "default": new_id, "serialize": False}
        return self.name, "django.db.models.UUIDField", [], options

    def clone(self):
        """A field of the same key."""
        return type(self)(*self.key)

    def made_for(self, instance) -> uuid.UUID | None:
        """The id of this row; None while a part of its key is unknown."""
        meta = instance._meta
        parts = [getattr(instance, meta.get_field(name).attname) for name in self.key]
        return None if None in parts else natural_id(meta.db_table, *parts)


@lru_cache(maxsize=4)
def _cipher(key: bytes) -> Cipher:
    # A single block of a permutation, never a stream of text: ECB is the right mode here.
    return Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305


def to_ref(identifier: uuid.UUID) -> str:
    """22 characters for addresses; say nothing about time or order."""
    block = _cipher(secret_for("gongyou-ref")).encryptor().update(identifier.bytes)
    return base64.urlsafe_b64encode(block).decode().rstrip("=")


def from_ref(ref: str) -> uuid.UUID:
    """The identifier behind a ref.

    Raises:
        ValueError: it's no ref.
    """
    block = base64.urlsafe_b64decode(ref + "==")
    if len(block) != 16:
        raise ValueError("no ref")
    return uuid.UUID(bytes=_cipher(secret_for("gongyou-ref")).decryptor().update(block))


class RefConverter:
    """`<ref:pk>` in urls.py: a ref in the address, a UUID in the view."""

    regex = r"[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> uuid.UUID:
        """From the address."""
        return from_ref(value)

    def to_url(self, value: uuid.UUID | str) -> str:
        """Into the address."""
        return to_ref(value if isinstance(value, uuid.UUID) else uuid.UUID(str(value)))
