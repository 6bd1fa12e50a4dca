"""Derive one key from another: BLAKE2b keyed, with a purpose of at most 16 bytes."""

import hashlib


def derive(key: bytes, purpose: str, *more: bytes) -> bytes:
    """A 32-byte key for one purpose; knowing it tells nothing about `key`."""
    digest = hashlib.blake2b(key=key[:64], person=purpose.encode(), digest_size=32)
    for part in more:
        digest.update(len(part).to_bytes(4, "big"))
        digest.update(part)
    return digest.digest()


def fingerprint(*parts: bytes) -> bytes:
    """A 32-byte digest that names public keys."""
    digest = hashlib.blake2b(person=b"gongyou-finger", digest_size=32)
    for part in parts:
        digest.update(len(part).to_bytes(4, "big"))
        digest.update(part)
    return digest.digest()
