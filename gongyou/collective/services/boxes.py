"""The closed box of a secret ballot: a file beside the database, and a key that lies in neither.

While people vote nothing of it is in the database, its write-ahead log, the journal or a backup:
the box is one file, written whole at each vote, of one size from the opening to the end and dated
by the day alone. Ballots in it are sealed to a key made for the election. That key is printed once,
with the slips, and kept in the machine's memory; no disk and no archive ever holds it. See
decision 0050.
"""

import contextlib
import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from gongyou.collective.models import Election
from gongyou.collective.typed_codes import SIGNS
from gongyou.vault.public import (
    BoxPair,
    Tampered,
    data_folder,
    forget_in_memory,
    held_in_memory,
    hold_in_memory,
    one_at_a_time,
    place,
    round_times,
    seal_bytes,
    secret_for,
    unseal_bytes,
    write_durably,
)

FOLDER = "ballots"
KEY_SIGNS = 28


class BoxGone(LookupError):
    """No box stands here: it was never laid, was opened, or the data came from a backup."""


class NoBoxKey(ValueError):
    """The key of the box is not in memory, or the one that was typed is not it."""


@dataclass
class Contents:
    """What is in a box: hashes of all codes, of those that are spent, and the sealed ballots."""

    marks: list[str]
    size: int
    spent: list[str] = field(default_factory=list)
    sealed: list[str] = field(default_factory=list)
    shut: bool = False


def new_code(length: int) -> str:
    """A code to print, in groups of four."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(length))
    return "-".join(signs[n : n + 4] for n in range(0, length, 4))


def plain(code: str) -> str:
    """A typed code without what people put between its signs."""
    return "".join(sign for sign in code.upper() if sign in SIGNS)


# --- the file ------------------------------------------------------------------------------


def _name(election: Election) -> str:
    keyed = hashlib.blake2b(election.public.bytes, key=secret_for("gongyou-box"), digest_size=20)
    return keyed.hexdigest()


def _path(election: Election) -> Path:
    folder = data_folder() / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / _name(election)


def _where(election: Election) -> bytes:
    return place("collective.box", election.public.bytes)


@contextmanager
def locked(election: Election) -> Iterator[None]:
    """Only one vote of an election is taken at a time, in whatever process."""
    with one_at_a_time(_path(election).with_suffix(".lock")):
        yield


def lay(election: Election, marks: list[str], ballot_size: int) -> None:
    """An empty box for as many ballots as there are codes; an older one is written over."""
    # As JSON, each hash and each ballot takes three signs more than itself.
    size = len(marks) * (2 * (len(marks[0]) + 3) + ballot_size + 3) + 200
    write(election, Contents(marks, size))


def exists(election: Election) -> bool:
    """Whether the box of an election stands in this data folder."""
    return _path(election).exists()


def read(election: Election) -> Contents:
    """What is in the box.

    Raises:
        BoxGone: there is none.
    """
    try:
        sealed = _path(election).read_bytes()
    except FileNotFoundError:
        raise BoxGone from None
    opened = json.loads(unseal_bytes(secret_for("gongyou-box"), sealed, _where(election)))
    opened.pop("fill")
    return Contents(**opened)


def write(election: Election, contents: Contents) -> None:
    """Write the box whole and durably, as large as it always was and dated by the day."""
    held = vars(contents) | {"fill": ""}
    held["fill"] = "0" * (contents.size - len(json.dumps(held)))
    data = seal_bytes(secret_for("gongyou-box"), json.dumps(held).encode(), _where(election))
    path = _path(election)
    write_durably(path, data)
    round_times(path, path.parent)


def destroy(election: Election) -> None:
    """The box and its key are no more."""
    forget_in_memory(_name(election))
    path = _path(election)
    for one in (path, path.with_suffix(".lock")):
        one.unlink(missing_ok=True)
    round_times(path.parent)


def shut(election: Election) -> None:
    """Take no more votes, ever: its ballots are about to be opened."""
    with contextlib.suppress(BoxGone), locked(election):
        held = read(election)
        if not held.shut:
            held.shut = True
            write(election, held)


# --- the key -------------------------------------------------------------------------------


def new_key(election: Election) -> BoxPair:
    """A key for the box; its code stays in memory until the box is opened or destroyed."""
    code = new_code(KEY_SIGNS)
    sealed = seal_bytes(secret_for("gongyou-box-key"), code.encode(), _where(election))
    hold_in_memory(_name(election), sealed)
    return _pair(election, code)


def _pair(election: Election, code: str) -> BoxPair:
    secret = hashlib.blake2b(plain(code).encode(), key=election.public.bytes, digest_size=32)
    return BoxPair(secret.digest())


def key_at_hand(election: Election) -> str:
    """The code of the key, for the sheet that is printed with the slips; "" when it is gone."""
    held = held_in_memory(_name(election))
    if held is None:
        return ""
    try:
        return unseal_bytes(secret_for("gongyou-box-key"), held, _where(election)).decode()
    except Tampered:
        return ""


def pair_of(election: Election, public: bytes, typed: str = "") -> BoxPair:
    """The pair that opens the box, from what was typed or from memory.

    Raises:
        NoBoxKey: neither gives it.
    """
    code = typed or key_at_hand(election)
    pair = _pair(election, code) if plain(code) else None
    if pair is None or pair.public != bytes(public):
        raise NoBoxKey
    return pair


def sweep(elections) -> list[Election]:
    """Put the folder in order after a start; gives the open elections whose box is not here.

    A closing that a power cut broke off leaves a shut box of an open election, which is closed
    once more by hand, or the box of a closed one, which is destroyed.
    """
    online = elections.filter(means="online")
    for election in online.exclude(state="open"):
        if exists(election):
            destroy(election)
    return [election for election in online.filter(state="open") if not exists(election)]
