"""The sealed index of names: blocks under W, opened for one search and forgotten.

Leaks nothing at rest but how many blocks there are. Fields that change are noted in
NameChange; searches read those few from the records and, now and then, fold them into blocks.
"""

import re
import struct
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from gongyou.vault.identities.models import NameBlock, NameChange
from gongyou.vault.identities.names import normal, spelling, spelling_pattern
from gongyou.vault.inserting import insert
from gongyou.vault.keys.aead import place, seal, unseal

ROWS = 2000
FOLD_AFTER = 200
_OR_CHANGE = (
    "ON CONFLICT (record_id) DO UPDATE SET compartment_id = excluded.compartment_id, "
    "record_type = excluded.record_type"
)
_HEAD = struct.Struct(">III")
# Between the values of one record; a term never holds it.
BAR = "\x1f"


@dataclass
class Names:
    """An opened block: ids, and one line of names and of spellings for each."""

    ids: list[uuid.UUID]
    names: str
    spellings: str

    @classmethod
    def of(cls, rows: Iterable[tuple[uuid.UUID, list[str]]]) -> "Names":
        """From ids and values."""
        ids, names, spellings = [], [], []
        for pk, values in rows:
            normalised = [normal(value) for value in values if value]
            ids.append(pk)
            names.append(BAR.join(normalised))
            spellings.append("|".join(filter(None, map(spelling, normalised))))
        return cls(ids, "\n".join(names), "\n".join(spellings))

    def pack(self) -> bytes:
        """As bytes."""
        names, spellings = self.names.encode(), self.spellings.encode()
        head = _HEAD.pack(len(self.ids), len(names), len(spellings))
        return head + b"".join(pk.bytes for pk in self.ids) + names + spellings

    @classmethod
    def unpack(cls, data: bytes) -> "Names":
        """Back again."""
        count, names, spellings = _HEAD.unpack_from(data)
        at = _HEAD.size + 16 * count
        ids = [uuid.UUID(bytes=data[start : start + 16]) for start in range(_HEAD.size, at, 16)]
        text = data[at : at + names].decode()
        return cls(ids, text, data[at + names : at + names + spellings].decode())

    def without(self, gone: set[uuid.UUID]) -> "Names":
        """The block without some records."""
        rows = zip(self.ids, self.names.split("\n"), self.spellings.split("\n"), strict=True)
        left = [row for row in rows if row[0] not in gone]
        return Names(
            [row[0] for row in left],
            "\n".join(row[1] for row in left),
            "\n".join(row[2] for row in left),
        )


def find(data: bytes, term: str) -> Iterator[tuple[uuid.UUID, str]]:
    """(id, line of names) of the records in a packed block whose names match."""
    count, size, rest = _HEAD.unpack_from(data)
    at = _HEAD.size + 16 * count
    names = data[at : at + size].decode()
    found = set(_lines(re.compile(re.escape(term)), names))
    if pattern := spelling_pattern(term):
        found |= set(_lines(pattern, data[at + size : at + size + rest].decode()))
    if not found:
        return
    lines = names.split("\n")
    for line in sorted(found):
        start = _HEAD.size + 16 * line
        yield uuid.UUID(bytes=data[start : start + 16]), lines[line]


def _lines(pattern: re.Pattern, text: str) -> Iterator[int]:
    """The numbers of the lines in which a pattern is found."""
    line = at = 0
    for match in pattern.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        yield line


# --- blocks --------------------------------------------------------------------------------


def _where(compartment_id, record_type: str, key_id) -> bytes:
    return place("names", compartment_id.bytes, record_type, key_id.bytes)


def open_block(keyring, block: NameBlock) -> bytes:
    """The packed names of a block."""
    where = _where(block.compartment_id, block.record_type, block.key_id)
    return unseal(keyring.wrapping_key(block.key_id), bytes(block.sealed), where)


def _save(keyring, compartment, record_type: str, names: Names, block: NameBlock | None) -> None:
    block = block or NameBlock(compartment=compartment, record_type=record_type)
    block.key_id, block.rows = compartment.current_key_id, len(names.ids)
    where = _where(compartment.pk, record_type, block.key_id)
    block.sealed = seal(keyring.wrapping_key(block.key_id), names.pack(), where)
    block.save()


def blocks_of(compartment, record_type: str | None = None):
    """The blocks of a compartment."""
    blocks = NameBlock.objects.filter(compartment=compartment).order_by("pk")
    return blocks.filter(record_type=record_type) if record_type else blocks


# --- changes -------------------------------------------------------------------------------


def note_change(record) -> None:
    """A record's names were sealed anew."""
    row = NameChange(
        record_id=record.pk,
        compartment_id=record.compartment_id_of(),
        record_type=record._meta.label_lower,
    )
    with connection.cursor() as cursor:
        insert(cursor, [row], _OR_CHANGE)


def add_new(keyring, compartment, record_type: str, rows: list) -> None:
    """Put many new records into blocks at once: (id, [values])."""
    for start in range(0, len(rows), ROWS):
        names = Names.of(rows[start : start + ROWS])
        _save(keyring, compartment, record_type, names, None)


def drop(keyring, compartment, record_type: str, gone: set[uuid.UUID]) -> None:
    """Take records out of every block (shredded, moved)."""
    NameChange.objects.filter(record_id__in=gone).delete()
    for block in blocks_of(compartment, record_type):
        names = Names.unpack(open_block(keyring, block))
        if gone.isdisjoint(names.ids):
            continue
        left = names.without(gone)
        if left.ids:
            _save(keyring, compartment, record_type, left, block)
        else:
            block.delete()


def fold(keyring, compartment, record_type: str, rows: list) -> None:
    """Put changed records into the blocks: taken out where they were, added at the end."""
    with transaction.atomic():
        drop(keyring, compartment, record_type, {pk for pk, _ in rows})
        last = blocks_of(compartment, record_type).last()
        if last is not None and last.rows + len(rows) <= ROWS:
            old, new = Names.unpack(open_block(keyring, last)), Names.of(rows)
            joined = Names(
                old.ids + new.ids,
                f"{old.names}\n{new.names}",
                f"{old.spellings}\n{new.spellings}",
            )
            _save(keyring, compartment, record_type, joined, last)
        else:
            add_new(keyring, compartment, record_type, rows)


def reseal(keyring, compartment) -> None:
    """Put all blocks under the compartment's current key, after it was made anew."""
    for block in blocks_of(compartment).exclude(key_id=compartment.current_key_id):
        names = Names.unpack(open_block(keyring, block))
        _save(keyring, compartment, block.record_type, names, block)
