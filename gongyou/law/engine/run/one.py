"""One worker through the compiled law, with what its marks say of the way."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from gongyou.law.schema.types import BOOL_KIND, DATE_KIND, NUM

from ..account import Mentions, Used, in_order, traced_of
from ..compile.entitlements import NO_REASON, OPEN
from ..compile.law import Law, law_of
from ..compile.layout import ONE
from ..dates import date_of
from ..facts import Facts
from ..language.nodes import Table
from ..parameters import Figure
from .bind import Bound
from .given import Given, NoRoom, read, write
from .machine import Machine, pool_of
from .many import bound_of
from .memo import Memo, Names


def compiled(pack: Any, facts: Facts, on: date, reading: Mapping[str, str]) -> Compiled | None:
    """An account by the compiled law; None where something does not fit."""
    return compiled_from(pack, read(pack, facts), on, reading)


def compiled_from(pack: Any, given: Given, on: date, reading: Mapping[str, str]) -> Compiled | None:
    """The same from facts already read: for several readings of the law."""
    law = law_of(pack, size=ONE)
    bound = bound_of(law.family, pack)
    given.root["on"] = on
    with pool_of(law).machine() as machine:
        try:
            machine.bind(bound, on, reading)
            write(machine, bound, given)
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


class Compiled:
    """An account of one worker, read from what a run left."""

    def __init__(self, law: Law, bound: Bound, given: Given, left: Snapshot):
        self.law, self.layout, self.given, self.left = law, law.layout, given, left
        self.bound, self.texts = bound, bound.texts
        self.pack, self.graph = bound.pack, law.layout.graph
        self.names = law.keep(Names)
        self.mentions = self.graph.kept(Mentions)
        self._found: dict[str, dict[Figure, None]] | None = None
        self._words: list[str] | None = None
        self._keys: dict[str, list[dict[str, Any]]] = {}

    # --- values --------------------------------------------------------------------------------

    def entitlement(self, code: str) -> tuple[str | None, Any]:
        """A reason, or None and the value."""
        place, left = self.layout.places[code], self.left
        reason = left.reason[place]
        if reason == NO_REASON and left.status[place] == OPEN:
            return None, self.names.missing(left.masks[left.sets[place]])
        traced = self.graph.traced[self.pack.entitlements[code].rule]
        if reason != NO_REASON:
            return traced.unless[reason][0], None
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
        memo = self.names.memo(name)
        return self._told(memo, self.left.root, memo.at - self.layout.root_slots)

    def _told(self, memo: Memo, memory: bytes, at: int) -> Any:
        """What a memo says."""
        if memo.fixed is not None:
            number, below, words = memo.fixed
        else:
            _, number, *rest = memo.struct.unpack_from(memory, at)
            below = memo.below if memo.below is not None else rest.pop(0)
            words = tuple(rest)
        if memo.always or any(words):
            return self.names.missing_of(memo, words)
        return self._exact(memo.kind, number, below)

    def rows(self, name: str) -> tuple[list[dict[str, Any]], list[Any]]:
        """The keys of the rows for which a rule was asked, and its values."""
        memo = self.names.memo(name)
        asked, columns = self._columns(memo)
        numbers = columns.pop(0).tolist()
        below = columns.pop(0).tolist() if memo.below is None and not memo.fixed else None
        words = list(zip(*(c.tolist() for c in columns), strict=True)) or [()] * len(numbers)
        found = []
        for n, number in enumerate(numbers):
            if memo.always or any(words[n]):
                found.append(self.names.missing_of(memo, words[n]))
            else:
                found.append(self._exact(memo.kind, number, below[n] if below else memo.below or 1))
        keys = self._keys_of(memo.table)
        return [keys[n] for n in asked.tolist()], found

    def lacking(self, name: str) -> list[str]:
        """What a rule's value waits for in any of those rows."""
        memo = self.names.memo(name)
        asked, columns = self._columns(memo)
        if not len(asked) or not (memo.words or memo.always):
            return []
        words = columns[len(columns) - len(memo.words) :]
        joined = tuple(int(np.bitwise_or.reduce(column)) for column in words)
        if not (memo.always or any(joined)):
            return []
        return list(self.names.missing_of(memo, joined).names)

    def _columns(self, memo: Memo) -> tuple[Any, list[Any]]:
        """Which rows were asked, and of those the parts of the memo: number, denominator, words."""
        rows = len(self.given.rows[memo.table.name])
        if memo.fixed is not None:
            return np.arange(rows), [np.full(rows, memo.fixed[0])]
        stride = self.law.symbols[f"stride {memo.table.name}"]
        memory = self.left.rows[memo.table.name]

        def column(kind: str, at: int) -> Any:
            return np.ndarray((rows,), kind, memory, memo.at + at, (stride,))

        asked = np.flatnonzero(column("<i4", 0) == self.left.epoch)
        kinds = [(memo.number, 8)]
        more = len(memo.words) + (memo.below is None)
        kinds += [("<i8", 16 + 8 * n) for n in range(more)]
        return asked, [column(kind, at)[asked] for kind, at in kinds]

    def _keys_of(self, table: Table) -> list[dict[str, Any]]:
        """The keys of a table's rows, beside the worker's own."""
        if table.name not in self._keys:
            own = [c for c in table.key if c not in self.pack.root.key]
            rows = self.given.rows[table.name]
            self._keys[table.name] = [{c: row.get(c) for c in own} for row in rows]
        return self._keys[table.name]

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
