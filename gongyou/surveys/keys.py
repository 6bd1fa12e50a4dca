"""The vault's tools for writers without keys, as this room uses them."""

import hashlib
import hmac
from functools import lru_cache

from gongyou.vault.public import DataKey, make_keyless, place, secret_for
from gongyou.vault.public import seal_bytes as seal
from gongyou.vault.public import unseal_bytes as unseal

__all__ = [
    "DataKey",
    "digest_of",
    "make_keyless",
    "name_digest",
    "place",
    "seal",
    "sealed_value",
    "token_digest",
    "token_key",
    "unseal",
]


@lru_cache(maxsize=1)
def _secret() -> bytes:
    return secret_for("gongyou-surveys")


def digest_of(data: bytes) -> str:
    """A keyed digest: equal bytes are known again, and nothing can be guessed from it."""
    return hashlib.blake2b(data, digest_size=24, key=_secret()).hexdigest()


def name_digest(name: str) -> str:
    """How an attachment is found by its name."""
    return digest_of(b"name:" + name.encode())


def token_digest(token: str) -> str:
    """How a token is looked up; the token itself is not kept in clear."""
    return hashlib.blake2b(token.encode(), digest_size=24, person=b"gongyou-lookup").hexdigest()


def token_key(token: str) -> bytes:
    """The key that a token opens: never stored, there only while its holder asks."""
    return hashlib.blake2b(token.encode(), digest_size=32, person=b"gongyou-lists").digest()


def sealed_value(record, name: str, value, opened) -> bytes:
    """One sealed column of a record under an opened key, without asking the database."""
    field = record.sealed_field(name)
    where = place(record._meta.db_table, field.column, record.pk.bytes, opened.id.bytes)
    return seal(opened.secret, field.encode(value), where)


def same(a: str, b: str) -> bool:
    """Compare without telling by time."""
    return hmac.compare_digest(a.encode(), b.encode())
