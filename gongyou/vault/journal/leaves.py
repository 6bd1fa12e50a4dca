"""Leaves: one changed row each, salted and hashed, so that one can be cut and the chain stands.

A leaf is a line of text, its salt and then JSON: [table, id, "put", {column: value}] or
[table, id, "gone"]. An entry's `rows_root` is the hash over the hashes of its leaves: first
those of its content, then those of wrapped keys.
"""

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

import orjson

from gongyou.vault.journal.plan import earlier_columns

PUT, GONE = "put", "gone"
SALT = 16
_CUT = b"!"


@dataclass(slots=True)
class Leaf:
    """One changed row; `line` is None once it was cut."""

    line: bytes | None
    digest: bytes

    @property
    def said(self) -> list:
        """What it says: [table, id, what, cells]; not of a leaf that was cut."""
        assert self.line is not None
        said = orjson.loads(self.line[2 * SALT :])
        names = earlier_columns().get(said[0])
        if names and said[2] == PUT:
            said[3] = {names.get(name, name): value for name, value in said[3].items()}
        return said


@dataclass(slots=True)
class KeyRow:
    """A leaf of wrapped keys, and whose row it is."""

    leaf: Leaf
    table: str
    row: str


@dataclass(slots=True)
class Taken:
    """What an entry takes: leaves of rows, leaves of keys, and rows whose older keys go."""

    leaves: list[Leaf] = field(default_factory=list)
    keys: list[KeyRow] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)

    def __bool__(self):
        return bool(self.leaves or self.keys)

    @property
    def rows(self) -> set[tuple[str, str]]:
        """The rows that the leaves are about."""
        return {(said[0], said[1]) for said in (leaf.said for leaf in self.leaves)}

    @property
    def root(self) -> bytes:
        """The hash over all leaves."""
        return root_of([leaf.digest for leaf in (*self.leaves, *(key.leaf for key in self.keys))])


def make(said: list, salt: bytes) -> Leaf:
    """A leaf that says this."""
    line = salt.hex().encode() + orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    return Leaf(line, digest_of(line))


def salts(count: int) -> list[bytes]:
    """As many salts."""
    drawn = os.urandom(SALT * count)
    return [drawn[start : start + SALT] for start in range(0, len(drawn), SALT)]


def digest_of(line: bytes) -> bytes:
    """The hash of a leaf."""
    return blake2b(line, digest_size=32, person=b"gongyou-leaf").digest()


def root_of(digests) -> bytes:
    """The hash over the hashes of leaves."""
    return blake2b(b"".join(digests), digest_size=32, person=b"gongyou-rows").digest()


def pack(leaves: list[Leaf]) -> bytes:
    """Leaves as they are kept."""
    lines = [leaf.line or _CUT + leaf.digest.hex().encode() for leaf in leaves]
    return zlib.compress(b"\n".join(lines), 1)


def unpack(packed: bytes) -> Iterator[Leaf]:
    """The leaves, their hashes computed from what they say."""
    text = zlib.decompress(packed)
    for line in text.split(b"\n") if text else ():
        if line.startswith(_CUT):
            yield Leaf(None, bytes.fromhex(line[1:].decode()))
        else:
            yield Leaf(line, digest_of(line))
