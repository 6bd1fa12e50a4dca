"""One worker through the compiled law, with what its marks say of the way."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from gongyou.law.schema.types import BOOL_KIND, DATE_KIND, NUM, FactError

from ..account import Mentions, Missing, Used, in_order, traced_of
from ..compile.code import I64, MIN32, MIN64, constant_of
from ..compile.emitter import Stored, Value
from ..compile.entitlements import NO_REASON, OPEN
from ..compile.law import Law, law_of
from ..compile.layout import ONE
from ..dates import EPOCH, date_of
from ..facts import Facts
from ..language.nodes import Table
from ..parameters import Figure
from .bind import NO_ROOM, Bound
from .machine import Machine, pool_of
from .many import bound_of

FIRST_ORDINAL = EPOCH.toordinal()


class NoRoom(Exception):
    """More rows or texts than the compiled law has room for."""


@dataclass
class Given:
    """A worker's facts, read and checked: the root's cells, finer rows by columns of cells."""

    root: dict[str, Any]
    rows: dict[str, list[Mapping[str, Any]]]
    columns: dict[str, dict[str, list[Any]]]
    owners: dict[str, list[int]]


def read(pack: Any, facts: Facts) -> Given:
    """Check facts against their declarations."""
    root = pack.root
    given = facts.tables.get(root.name) or {}
    if not isinstance(given, Mapping):
        (given,) = given
    made = Given(_cells(pack.readers[root.name], given), {}, {}, {})
    for name, table in pack.tables.items():
        if table.parent is not None:
            _read_finer(pack, table, facts.tables.get(name) or (), made)
    return made


def _cells(readers: dict[str, list], row: Mapping[str, Any]) -> dict[str, Any]:
    cells = {}
    for column, value in row.items():
        if value is not None and column in readers:
            for name, read_value in readers[column]:
                cell = read_value(value, name)
                if cell is not None:
                    cells[name] = cell
    return cells


def _read_finer(pack: Any, table: Table, given: Iterable[Mapping[str, Any]], made: Given) -> None:
    rows = list(given)
    assert table.parent is not None
    if table.parent is not pack.root and rows:
        rows = _in_order(pack, table, rows, made)
    made.rows[table.name] = rows
    columns = made.columns[table.name] = {}
    readers = pack.readers[table.name]
    for column in dict.fromkeys(name for row in rows for name in row):
        for name, read_value in readers.get(column, ()):
            values = [row.get(column) for row in rows]
            cells = [None if v is None else read_value(v, name) for v in values]
            columns[name] = cells


def _in_order(
    pack: Any, table: Table, rows: list[Mapping[str, Any]], made: Given
) -> list[Mapping[str, Any]]:
    """Rows in the order of the rows above them, whose numbers are noted."""
    assert table.parent is not None
    key = [c for c in table.parent.key if c not in pack.root.key]
    places: dict[tuple, int] = {}
    for number, above in enumerate(made.rows[table.parent.name]):
        places.setdefault(tuple(str(above.get(c)) for c in key), number)
    owners = [places.get(tuple(str(row.get(c)) for c in key), -1) for row in rows]
    if -1 in owners:
        raise FactError(f"{table.name}: a row belongs to no {table.parent.name} row")
    order = sorted(range(len(rows)), key=owners.__getitem__)
    made.owners[table.name] = [owners[n] for n in order]
    return [rows[n] for n in order]


def _write(machine: Machine, bound: Bound, given: Given) -> None:
    """A worker's facts into the memory."""
    layout = machine.layout
    root = layout.pack.root
    for table in layout.finer:
        _write_starts(machine, table, given)
    for name, fact in layout.facts.items():
        if fact.table is root:
            cells = [given.root.get(name)]
        else:
            rows = len(given.rows[fact.table.name])
            found = given.columns[fact.table.name].get(name)
            if found is None:
                machine.absent(name, rows)
                continue
            cells = found
        machine.filled.pop(name, None)
        machine.write(layout.fact_at[name], _encode(fact.type, cells, bound))
        if fact.type.exact:
            below = array("q", [1 if c is None else c[1] for c in cells])
            machine.write(layout.fact_at[f"{name}/"], below.tobytes())


def _write_starts(machine: Machine, table: Table, given: Given) -> None:
    layout = machine.layout
    assert table.parent is not None
    rows = given.rows[table.name]
    if len(rows) > layout.size.most_rows:
        raise NoRoom
    owners = given.owners.get(table.name)
    if table.name not in layout.owner:
        starts = [0, len(rows)]
    else:
        counts = [0] * (len(given.rows[table.parent.name]) + 1)
        for owner in owners or ():
            counts[owner + 1] += 1
        starts = np.cumsum(counts).tolist()
        machine.write(layout.owner[table.name], array("i", owners or ()).tobytes())
    machine.write(layout.start[table.name], array("i", starts).tobytes())


def _encode(type_: Any, cells: list[Any], bound: Bound) -> bytes:
    """Cells as the memory has them."""
    if type_.kind == NUM:
        if type_.exact:
            return array("q", [MIN64 if c is None else c[0] for c in cells]).tobytes()
        return array("q", [MIN64 if c is None else c for c in cells]).tobytes()
    if type_.kind == DATE_KIND:
        days = [MIN32 if c is None else c.toordinal() - FIRST_ORDINAL for c in cells]
        return array("i", days).tobytes()
    if type_.kind == BOOL_KIND:
        return array("i", [MIN32 if c is None else int(c) for c in cells]).tobytes()
    numbers = [MIN32 if c is None else bound.number(c) for c in cells]
    if NO_ROOM in numbers:
        raise NoRoom
    return array("i", numbers).tobytes()


def compiled(pack: Any, facts: Facts, on: date, reading: Mapping[str, str]) -> Compiled | None:
    """An account by the compiled law; None where something does not fit."""
    return compiled_from(pack, read(pack, facts), on, reading)


def compiled_from(pack: Any, given: Given, on: date, reading: Mapping[str, str]) -> Compiled | None:
    """The same from facts already read: for several readings of the law."""
    law = law_of(pack, size=ONE)
    bound = bound_of(law, pack)
    given.root["on"] = on
    with pool_of(law).machine() as machine:
        try:
            machine.bind(bound, on, reading)
            _write(machine, bound, given)
            machine.bind(bound, on, reading)  # texts that were new
        except NoRoom:
            return None
        layout = machine.layout
        machine.write(layout.marks, bytes(layout.marked_end - layout.marks))
        machine.run(1)
        if machine.read(layout.left, 1) != b"\0":
            return None
        return Compiled(law, bound, given, Snapshot(machine, given))


class Snapshot:
    """What a run left in the memory, before the next one."""

    def __init__(self, machine: Machine, given: Given):
        layout, law = machine.layout, machine.law
        self.epoch = machine.epoch
        self.root = machine.read(layout.root_slots, layout.root_used - layout.root_slots)
        self.rows: dict[str, bytes] = {}
        for table in layout.finer:
            size = law.symbols[f"stride {table.name}"] * len(given.rows[table.name])
            self.rows[table.name] = machine.read(law.symbols[f"memo {table.name}"], size)
        self.status = machine.read(layout.results["status"], len(layout.codes))
        self.reason = machine.read(layout.results["reason"], len(layout.codes))
        sets = machine.read(layout.results["set"], 4 * len(layout.codes))
        self.sets = struct.unpack(f"<{len(layout.codes)}i", sets)
        exact = machine.read(layout.exact, 16 * len(layout.codes))
        self.exact = struct.unpack(f"<{2 * len(layout.codes)}q", exact)
        self.marks = machine.read(layout.marks, len(law.taken))
        (count,) = struct.unpack("<i", machine.read(layout.log_count, 4))
        self.log = machine.read(layout.log, 8 * count)
        numbers = [struct.unpack("<i", machine.read(at, 4))[0] for at in layout.versions.values()]
        self.versions = dict(zip(layout.versions, numbers, strict=True))
        self.masks = {n: self._mask(machine, n) for n in set(self.sets) if n}

    @staticmethod
    def _mask(machine: Machine, number: int) -> bytes:
        size = 8 * machine.layout.words
        return machine.read(machine.layout.set_masks + size * number, size)


class Names:
    """The names of masks, and what each mark stands for: the same in all claims of a law."""

    def __init__(self, law: Law):
        self.names = list(law.layout.names)
        self.known: dict[bytes, Missing] = {}
        self.used: dict[tuple[str, bytes], Used] = {}
        self.spans: dict[str, tuple[int, int]] = {}
        for taken in law.taken:
            first, _ = self.spans.get(taken.function, (taken.number, 0))
            self.spans[taken.function] = (first, taken.number + 1)

    def missing(self, mask: bytes) -> Missing:
        """The names of a mask."""
        found = self.known.get(mask)
        if found is None:
            bits = int.from_bytes(mask, "little")
            names = [name for n, name in enumerate(self.names) if bits >> n & 1]
            found = self.known[mask] = Missing(tuple(sorted(names)))
        return found


class Compiled:
    """An account of one worker, read from what a run left."""

    def __init__(self, law: Law, bound: Bound, given: Given, left: Snapshot):
        self.law, self.layout, self.given, self.left = law, law.layout, given, left
        self.bound, self.texts = bound, bound.texts
        self.pack, self.graph = bound.pack, law.layout.graph
        self.names: Names = law.kept.setdefault("names", None) or _names(law)
        self.mentions = self.graph.kept(Mentions)
        self._found: dict[str, dict[Figure, None]] | None = None
        self._words: list[str] | None = None

    # --- values --------------------------------------------------------------------------------

    def entitlement(self, code: str) -> tuple[str | None, Any]:
        """A reason, or None and the value."""
        place, left = self.layout.places[code], self.left
        reason = left.reason[place]
        traced = self.graph.traced[self.pack.entitlements[code].rule]
        if reason != NO_REASON:
            return traced.unless[reason][0], None
        if left.status[place] == OPEN:
            return None, self.names.missing(left.masks[left.sets[place]])
        top, below = left.exact[2 * place], left.exact[2 * place + 1]
        return None, self._exact(traced.amount.kind, top, below)

    def _exact(self, kind: str, number: int, below: int = 1) -> Any:
        if kind == NUM:
            return Fraction(number, below) if number % below else number // below
        if kind == DATE_KIND:
            return date_of(number)
        if kind == BOOL_KIND:
            return bool(number)
        if self._words is None:
            self._words = self.bound.words()
        return self._words[number]

    def value(self, name: str) -> Any:
        """A rule's value for the worker."""
        stored = self.law.stored[name]
        return self._stored(stored, self.left.root, stored.at - self.layout.root_slots)

    def _stored(self, stored: Stored, memory: bytes, at: int) -> Any:
        kept = stored.value
        if stored.constant:
            return self._constant(stored, kept)
        load = "<q" if kept.type == I64 else "<i"
        (number,) = struct.unpack_from(load, memory, at + 8)
        below, at = kept.below, at + 16
        if not isinstance(below, int):
            (below,) = struct.unpack_from("<q", memory, at)
            at += 8
        words = {n: constant_of(w) or 0 for n, w in kept.words.items()}
        for place in stored.words:
            (words[place],) = struct.unpack_from("<q", memory, at)
            at += 8
        if any(words.values()):
            return self._missing(words)
        return self._exact(stored.kind, number, below)

    def _constant(self, stored: Stored, kept: Value) -> Any:
        words = {n: constant_of(w) or 0 for n, w in kept.words.items()}
        if any(words.values()):
            return self._missing(words)
        assert isinstance(kept.below, int)
        return self._exact(stored.kind, constant_of(kept.x) or 0, kept.below)

    def _missing(self, words: dict[int, int]) -> Missing:
        ordered = [words.get(n, 0) for n in range(self.layout.words)]
        return self.names.missing(struct.pack(f"<{len(ordered)}q", *ordered))

    def values(self, name: str) -> tuple[list[dict[str, Any]], list[Any]]:
        """The keys of the rows for which a rule was asked, and its values."""
        stored, keys, found = self.law.stored[name], [], []
        table = stored.table
        own = [c for c in table.key if c not in self.pack.root.key]
        stride = self.law.symbols[f"stride {table.name}"]
        memory = self.left.rows[table.name]
        for number, row in enumerate(self.given.rows[table.name]):
            at = stride * number + stored.at
            if stored.constant or self._asked(memory, at):
                keys.append({c: row.get(c) for c in own})
                found.append(self._stored(stored, memory, at))
        return keys, found

    def _asked(self, memory: bytes, at: int) -> bool:
        return struct.unpack_from("<i", memory, at)[0] == self.left.epoch

    def fact(self, name: str) -> Any:
        """What the worker's own row says."""
        cell = self.given.root.get(name)
        return None if cell is None else self.pack.facts[name].type.exact_value(cell)

    def version(self, name: str) -> int:
        """Which of its versions a rule took."""
        return self.left.versions[name]

    # --- what was used -------------------------------------------------------------------------

    def used(self, key: str) -> Used:
        """What the marks of a rule's function say."""
        function = self.function(key)
        first, last = self.names.spans[function]
        marks = self.left.marks[first:last]
        found = self.names.used.get((function, marks))
        if found is None:
            found = self.names.used[function, marks] = self._used(key, first, marks)
        return found

    def _used(self, key: str, first: int, marks: bytes) -> Used:
        blocks = [self.law.taken[first + n] for n, mark in enumerate(marks) if mark]

        def all_of(part: Callable[[Any], dict[str, None]]) -> dict[str, None]:
            return {name: None for block in blocks for name in part(block)}

        traced = traced_of(self.graph, key)
        return self.mentions.used(
            traced,
            all_of(lambda b: b.facts),
            all_of(lambda b: b.rules),
            all_of(lambda b: b.assumed),
        )

    def function(self, key: str) -> str:
        """The function of a rule, or of an entitlement ("!code")."""
        return f"e_{self.layout.places[key[1:]]}" if key[0] == "!" else f"r_{key}"

    def figures(self, key: str) -> list[Figure]:
        """The figures that its look-ups found."""
        if self._found is None:
            self._found = {}
            for site, at in struct.iter_unpack("<ii", self.left.log):
                function = self.law.taken[site].function
                self._found.setdefault(function, {})[self.bound.figures[at]] = None
        return in_order(self._found.get(self.function(key), ()))


def _names(law: Law) -> Names:
    law.kept["names"] = Names(law)
    return law.kept["names"]
