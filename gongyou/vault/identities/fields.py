"""Model fields that hold only ciphertext."""

import json

from django.db import models
from django.utils.translation import gettext as _

from gongyou.vault.keys.aead import looks_sealed
from gongyou.vault.keys.errors import Plaintext


class CannotOpen(str):
    """Stands where a damaged value should: shown, and never sealed again."""

    __slots__ = ()


class SealedTextField(models.BinaryField):
    """A text under the data key of its record. Set it with `seal`, read it with `reveal`.

    Args:
        identity: whether reading it is written into the journal (default yes). Give False to
            texts that members read all day and that name nobody by themselves.
    """

    def __init__(self, *args, identity: bool = True, **kwargs):
        self.identity = identity
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        """The same column, whatever is journalled."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("null", None)
        kwargs.pop("blank", None)
        return name, path, args, kwargs

    def get_db_prep_value(self, value, connection, prepared=False):
        """Refuse a value in clear."""
        if value is not None and not looks_sealed(value):
            raise Plaintext(f"{self.name} holds only sealed values; use record.seal(...)")
        return super().get_db_prep_value(value, connection, prepared)

    def encode(self, value) -> bytes:
        """From the value to the bytes that are sealed."""
        if not isinstance(value, str):
            raise TypeError(f"{self.name} takes a text")
        return value.encode()

    def decode(self, data: bytes):
        """Back again."""
        return data.decode()

    def value_to_string(self, obj):
        """Never serialised."""
        return ""


def in_place_of(field: SealedTextField) -> CannotOpen | None:
    """What a page and a list show where a value was changed or moved."""
    return CannotOpen(_("cannot be opened")) if type(field) is SealedTextField else None


class SealedJSONField(SealedTextField):
    """A JSON value under the data key of its record."""

    def encode(self, value) -> bytes:
        """As compact JSON."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def decode(self, data: bytes):
        """Back again."""
        return json.loads(data)
