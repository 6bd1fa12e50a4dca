"""Authenticated encryption of one value: XChaCha20-Poly1305, versioned and bound to its place.

A sealed value is: version (1 byte), nonce (24 bytes), ciphertext with tag. What it belongs
to is associated data, so a ciphertext moved to another row, column or key fails to open.
"""

import os

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt as _decrypt,
)
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_encrypt as _encrypt,
)
from nacl.exceptions import CryptoError

from gongyou.vault.keys.errors import Plaintext, Tampered
from gongyou.vault.keys.padding import pad, unpad

VERSION = 1
NONCE = 24
TAG = 16
LEAST = 1 + NONCE + TAG
_HEAD = bytes([VERSION])
_DOMAIN = b"gongyou\x01"


def place(*parts: bytes | str) -> bytes:
    """Associated data: format version and the parts, each with its length in front."""
    framed = [_DOMAIN]
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        framed.append(len(data).to_bytes(2, "big"))
        framed.append(data)
    return b"".join(framed)


def seal(key: bytes, data: bytes, where: bytes) -> bytes:
    """Encrypt `data`, padded, for the place `where`."""
    nonce = os.urandom(NONCE)
    return _HEAD + nonce + _encrypt(pad(data), where, nonce, key)


def unseal(key: bytes, sealed: bytes, where: bytes) -> bytes:
    """Open what `seal` made.

    Raises:
        Plaintext: a text stands where a sealed value is due.
        Tampered: changed, cut, moved, or of an unknown version.
    """
    if not isinstance(sealed, bytes):
        if isinstance(sealed, (bytearray, memoryview)):
            sealed = bytes(sealed)
        else:
            raise Plaintext("a sealed value is due here")
    if len(sealed) < LEAST or sealed[0] != VERSION:
        raise Tampered("too short or of an unknown version")
    try:
        return unpad(_decrypt(sealed[1 + NONCE :], where, sealed[1 : 1 + NONCE], key))
    except (CryptoError, ValueError):
        raise Tampered("changed, moved or under another key") from None


def looks_sealed(value) -> bool:
    """Whether a value has the outer form of a sealed one."""
    return (
        isinstance(value, (bytes, bytearray, memoryview))
        and len(value) >= LEAST
        and bytes(value[:1]) == _HEAD
    )
