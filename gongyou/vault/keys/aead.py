"""Authenticated encryption of one value: XChaCha20-Poly1305, versioned and bound to its place.

A sealed value is: version (1 byte), nonce (24 bytes), ciphertext with tag. What it belongs
to is associated data, so a ciphertext moved to another row, column or key fails to open.
"""

import os

from nacl.bindings.crypto_aead import ffi, lib

from gongyou.vault.keys.errors import Plaintext, Tampered
from gongyou.vault.keys.padding import pad, unpad

VERSION = 1
NONCE = 24
TAG = 16
KEY = 32
LEAST = 1 + NONCE + TAG
_HEAD = bytes([VERSION])
_SIXTEEN = (16).to_bytes(2, "big")
_DOMAIN = b"gongyou\x01"


def place(*parts: bytes | str) -> bytes:
    """Associated data: format version and the parts, each with its length in front."""
    framed = [_DOMAIN]
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        framed.append(len(data).to_bytes(2, "big"))
        framed.append(data)
    return b"".join(framed)


def at_row(prefix: bytes, row_id: bytes, key_id: bytes) -> bytes:
    """`place(…, row_id, key_id)` from the place of its column, for loops over many rows."""
    return prefix + _SIXTEEN + row_id + _SIXTEEN + key_id


def seal(key: bytes, data: bytes, where: bytes) -> bytes:
    """Encrypt `data`, padded, for the place `where`."""
    _check_key(key)
    nonce, padded = os.urandom(NONCE), pad(data)
    sealed = ffi.new("unsigned char[]", len(padded) + TAG)
    lib.crypto_aead_xchacha20poly1305_ietf_encrypt(
        sealed, ffi.NULL, padded, len(padded), where, len(where), ffi.NULL, nonce, key
    )
    return _HEAD + nonce + ffi.buffer(sealed)[:]


def unseal(key: bytes, sealed: bytes, where: bytes) -> bytes:
    """Open what `seal` made.

    Raises:
        Plaintext: a text stands where a sealed value is due.
        Tampered: changed, cut, moved, or of an unknown version.
    """
    if not isinstance(sealed, bytes):
        if not isinstance(sealed, (bytearray, memoryview)):
            raise Plaintext("a sealed value is due here")
        sealed = bytes(sealed)
    _check_key(key)
    if len(sealed) < LEAST or sealed[0] != VERSION:
        raise Tampered("too short or of an unknown version")
    # The library is called directly: the checks of its Python wrapper take longer than the
    # decryption, and a search opens forty thousand values. Lengths are checked above.
    size = len(sealed) - LEAST
    opened = ffi.new("unsigned char[]", size or 1)
    failed = lib.crypto_aead_xchacha20poly1305_ietf_decrypt(
        opened,
        ffi.NULL,
        ffi.NULL,
        sealed[1 + NONCE :],
        size + TAG,
        where,
        len(where),
        sealed[1 : 1 + NONCE],
        key,
    )
    if failed:
        raise Tampered("changed, moved or under another key")
    try:
        return unpad(ffi.buffer(opened)[:size])
    except ValueError:
        raise Tampered("badly padded") from None


def _check_key(key: bytes) -> None:
    if not isinstance(key, bytes) or len(key) != KEY:
        raise ValueError("a key has 32 bytes")


def looks_sealed(value) -> bool:
    """Whether a value has the outer form of a sealed one."""
    return (
        isinstance(value, (bytes, bytearray, memoryview))
        and len(value) >= LEAST
        and bytes(value[:1]) == _HEAD
    )
