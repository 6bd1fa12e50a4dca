"""The key-slot file beside the database: who may open it, without saying who or how many.

Accounts lie inside the database that a sign-in must open. So its raw key is kept in slots,
each under one passphrase. There are always 32 slots, random filler where none is used, no
names, and one salt: one run of Argon2id tries them all.
"""

import json
import os
from pathlib import Path

from gongyou.vault.durable import alone, write_durably
from gongyou.vault.keys import passphrase as phrase
from gongyou.vault.keys.aead import VERSION, place, seal, unseal
from gongyou.vault.keys.derive import derive
from gongyou.vault.keys.errors import Tampered

COUNT = 32
FILE = "slots"
_SIZE = len(seal(bytes(32), bytes(32), b""))
_MAGIC = b"gongyou slots 1\n"


def create(path: Path) -> None:
    """A file of filler with a new salt."""
    head = _head(phrase.new_salt(), phrase.cost())
    write_durably(path, head + b"".join(_filler() for _ in range(COUNT)))


def put(path: Path, index: int, passphrase: str, database_key: bytes) -> None:
    """Let a passphrase open the database through one slot."""
    key = _key(path, passphrase)
    _write(path, index, lambda salt: seal(key, database_key, _where(salt, index)))


def clear(path: Path, index: int) -> None:
    """Overwrite a slot with filler."""
    _write(path, index, lambda _salt: _filler())


def open_slots(path: Path, passphrase: str) -> bytes | None:
    """The raw key of the database, or None if the passphrase opens no slot."""
    salt, _, slots = _read(path)
    key, found = _key(path, passphrase), None
    for index, slot in enumerate(slots):
        # All are tried, so that the time doesn't tell which slot it was.
        try:
            found = unseal(key, slot, _where(salt, index))
        except Tampered:
            continue
    return found


def _key(path: Path, passphrase: str) -> bytes:
    salt, cost, _ = _read(path)
    return derive(phrase.root(passphrase, salt, cost), "gongyou-slot")


def _where(salt: bytes, index: int) -> bytes:
    return place("slot", salt, bytes([index]))


def _filler() -> bytes:
    return bytes([VERSION]) + os.urandom(_SIZE - 1)


def _head(salt: bytes, cost: tuple[int, int, int]) -> bytes:
    return _MAGIC + json.dumps({"salt": salt.hex(), "cost": list(cost)}).encode() + b"\n"


def _read(path: Path) -> tuple[bytes, tuple[int, int, int], list[bytes]]:
    content = path.read_bytes()
    if not content.startswith(_MAGIC):
        raise Tampered("no key-slot file")
    line, body = content[len(_MAGIC) :].split(b"\n", 1)
    if len(body) != COUNT * _SIZE:
        raise Tampered("a key-slot file of another size")
    head = json.loads(line)
    time_cost, memory, lanes = head["cost"]
    slots = [body[start : start + _SIZE] for start in range(0, len(body), _SIZE)]
    return bytes.fromhex(head["salt"]), (time_cost, memory, lanes), slots


def _write(path: Path, index: int, make) -> None:
    with alone(path.with_name(path.name + ".lock")):
        salt, cost, slots = _read(path)
        slots[index] = make(salt)
        write_durably(path, _head(salt, cost) + b"".join(slots))
