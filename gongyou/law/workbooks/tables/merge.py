"""The chunks of all sheets put together: one row a key, conflicts named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from gongyou.law.schema import STANDARD, Schema
from gongyou.law.workbooks.problems import Problems
from gongyou.law.workbooks.tables.extract import Chunk
from gongyou.law.workbooks.tables.fact_table import FactTable
from gongyou.law.workbooks.tables.spells import Spells


def merge(
    chunks: list[Chunk],
    problems: Problems,
    known: Schema = STANDARD,
    seen: Iterable[str] = (),
) -> dict[str, FactTable]:
    """All tables. A worker who has only pay gets an employment row, which is noted.

    `seen`: everybody who has a row, also one that tells nothing else.
    """
    tables = {
        name: _Merger(name, known, [c for c in chunks if c.table == name], problems).table()
        for name in known.tables
        if name != known.root.name
    }
    spells = Spells([c for c in chunks if c.table == known.root.name], problems)
    tables[known.root.name] = spells.table()
    _complete(known.root.name, tables, problems, seen)
    if known.monthly:
        spells.assign(tables["pay"])
    for name, table in tables.items():
        _drop_empty(table, known.keys(name))
        table.types = {c.name: c.family for c in known.tables[name].columns.values()}
    return {name: tables[name] for name in known.tables}


_SPOKEN = frozenset(["worker", "source", "month", "kind", "date", "week"])
"""Parts of keys that sheets say; others are numbers."""


class _Merger:
    """Rows of one table under its key."""

    def __init__(self, name: str, known: Schema, chunks: list[Chunk], problems: Problems) -> None:
        self.name, self.chunks, self.problems = name, chunks, problems
        self.keys = known.keys(name)
        names = dict.fromkeys([*self.keys, *(key for c in chunks for key in c.columns)])
        self.out: dict[str, list[Any]] = {key: [] for key in names}

    def table(self) -> FactTable:
        for chunk in self.chunks:
            for key, held in self.out.items():
                held.extend(chunk.columns.get(key) or [None] * len(chunk.rows))
        self._number()
        keys = list(zip(*(self.out[key] for key in self.keys), strict=True))
        if len(set(keys)) < len(keys):
            self._join(keys)
        return FactTable(self.name, self.out)

    def _number(self) -> None:
        """Number a worker's rows where the table's key is a number that was not given."""
        for key in set(self.keys) - _SPOKEN:
            counts: Counter[str] = Counter()
            for place, worker in enumerate(self.out["worker"]):
                counts[worker] += 1
                if self.out[key][place] is None:
                    self.out[key][place] = counts[worker]

    def _join(self, keys: list[tuple[Any, ...]]) -> None:
        """Complete the first row of each key from the later ones; say where they disagree."""
        first: dict[tuple[Any, ...], int] = {}
        keep: list[int] = []
        position = 0
        for chunk in self.chunks:
            for line in range(len(chunk.rows)):
                home = first.setdefault(keys[position], position)
                if home == position:
                    keep.append(position)
                else:
                    self._complete(home, position, chunk, line)
                position += 1
        self.out = {name: [held[i] for i in keep] for name, held in self.out.items()}

    def _complete(self, home: int, other: int, chunk: Chunk, line: int) -> None:
        new = conflict = False
        for name, held in self.out.items():
            value, stands = held[other], held[home]
            if value is None or value == stands or name in self.keys:
                continue
            if stands is None:
                held[home], new = value, True
            else:
                conflict = True
                cell = f"{chunk.letters.get(name, '')}{chunk.rows[line] + 1}"
                self.problems.add("conflicting_value", chunk.sheet, cell, value, more=str(stands))
        if not new and not conflict:
            self.problems.add("duplicate_row", chunk.sheet, str(chunk.rows[line] + 1))


def _complete(
    root: str, tables: dict[str, FactTable], problems: Problems, seen: Iterable[str] = ()
) -> None:
    employment = tables[root]
    known = set(employment.columns.get("worker", []))
    known |= {worker.split("/")[0] for worker in known}
    spoken = [*(w for table in tables.values() for w in table.columns.get("worker", [])), *seen]
    new = [worker for worker in dict.fromkeys(spoken) if worker not in known]
    if not new:
        return
    if known:
        problems.add("only_in_pay", "", "", more=str(len(new)))
    employment.columns.setdefault("worker", [])
    employment.columns.setdefault("source", [])
    for name, held in employment.columns.items():
        held.extend(new if name == "worker" else [None] * len(new))


def _drop_empty(table: FactTable, keys: tuple[str, ...]) -> None:
    """Leave out columns in which nothing is known; the key stays."""
    needed = {"worker", "source", *keys}
    table.columns = {
        name: held
        for name, held in table.columns.items()
        if name in needed or any(value is not None for value in held)
    }
