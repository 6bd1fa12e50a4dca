"""Identifiers: UUIDv7 inside, random-looking ones outside.

A UUIDv7 keeps rows of two laptops apart and in order, but shows when it was made. What
leaves the program (addresses, file names, exports) therefore carries a `ref`: the same 128
bits under a keyed permutation (one AES block), which only this installation can undo.
"""

import base64
import uuid
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from uuid_utils.compat import uuid7

from gongyou.vault.installation import secret_for


def new_id() -> uuid.UUID:
    """A UUIDv7."""
    return uuid7()


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
