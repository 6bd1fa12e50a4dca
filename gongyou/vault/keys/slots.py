"""The key-slot file beside the database: who may open it, without saying who or how many.

Accounts lie inside the database that a sign-in must open. So its raw key is kept in slots,
each sealed to a pair that one passphrase gives. There are always 32 slots, sealed filler
where none is used, no names, and one salt: one run of Argon2id tries them all. As slots are
sealed to public halves (kept in the encrypted database), the key can be changed without
asking everyone for their passphrase.
"""

import json
import os
from pathlib import Path

from gongyou.vault.durable import alone, write_durably
from gongyou.vault.keys import passphrase as phrase
from gongyou.vault.keys.derive import derive
from gongyou.vault.keys.errors import Tampered
from gongyou.vault.keys.pairs import BoxPair, seal_to

COUNT = 32
FILE = "slots"
_CONTEXT = b"gongyou-slot"
_SIZE = len(seal_to(BoxPair(bytes(32)).public, bytes(32), _CONTEXT))
_MAGIC = b"gongyou slots 1\n"


def create(path: Path) -> None:
    """A file of filler with a new salt."""
    head = _head(phrase.new_salt(), phrase.cost())
    write_durably(path, head + b"".join(_filler() for _ in range(COUNT)))


def public_for(path: Path, passphrase: str) -> bytes:
    """The public half that a passphrase gives; one run of Argon2id."""
    return _pair(path, passphrase).public


def put(path: Path, index: int, public: bytes, database_key: bytes) -> None:
    """Let whoever has the secret half open the database through one slot."""
    _write(path, {index: seal_to(public, database_key, _CONTEXT)})


def clear(path: Path, index: int) -> None:
    """Overwrite a slot with filler."""
    _write(path, {index: _filler()})


def renewed(path: Path, publics: dict[int, bytes], database_key: bytes) -> bytes:
    """The content of the file for another database key: these slots, filler elsewhere."""
    salt, cost, _ = _read(path)
    slots = [
        seal_to(publics[index], database_key, _CONTEXT) if index in publics else _filler()
        for index in range(COUNT)
    ]
    return _head(salt, cost) + b"".join(slots)


def open_slots(path: Path, passphrase: str) -> bytes | None:
    """The raw key of the database, or None if the passphrase opens no slot."""
    _, _, slots = _read(path)
    pair, found = _pair(path, passphrase), None
    for slot in slots:
        # All are tried, so that the time doesn't tell which slot it was.
        try:
            found = pair.open(slot, _CONTEXT)
        except Tampered:
            continue
    return found


def _pair(path: Path, passphrase: str) -> BoxPair:
    salt, cost, _ = _read(path)
    with phrase.turn(known=True):
        return BoxPair(derive(phrase.root(passphrase, salt, cost), "gongyou-slot"))


def _filler() -> bytes:
    """Looks like any other slot: sealed to a pair that nobody keeps."""
    return seal_to(BoxPair.new().public, os.urandom(32), _CONTEXT)


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


def _write(path: Path, changed: dict[int, bytes]) -> None:
    with alone(path.with_name(path.name + ".lock")):
        salt, cost, slots = _read(path)
        for index, slot in changed.items():
            slots[index] = slot
        write_durably(path, _head(salt, cost) + b"".join(slots))
