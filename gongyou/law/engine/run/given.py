"""A worker's facts, read by their declarations and written where the compiled law reads them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gongyou.law.schema.types import BOOL_KIND, DATE_KIND, NUM, FactError, Type

from ..compile.code import MIN32, MIN64
from ..compile.law import Law
from ..dates import EPOCH
from ..facts import Facts
from ..language.nodes import Table
from .bind import NO_ROOM, Bound
from .machine import Machine

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


class Places:
    """Where a worker's facts go: the root's lie together, each in a place of 64 bits."""

    def __init__(self, law: Law):
        layout, root = law.layout, law.layout.pack.root
        facts = [f for f in layout.facts.values() if f.table is root]
        self.root = [(f.name, *_number_of(f.type)) for f in facts]
        self.root_at = layout.fact_at[facts[0].name] if facts else 0
        self.exact = [f.name for f in facts if f.type.exact]
        self.finer = [f for f in layout.facts.values() if f.table is not root]


def _number_of(type_: Type) -> tuple[int, Callable[[Any, Bound], int] | None]:
    """What stands for none, and what turns a cell into its number (None where it is one)."""
    if type_.kind == NUM:
        return MIN64, (lambda cell, _: cell[0]) if type_.exact else None
    if type_.kind == DATE_KIND:
        return MIN32, lambda cell, _: cell.toordinal() - FIRST_ORDINAL
    if type_.kind == BOOL_KIND:
        return MIN32, lambda cell, _: int(cell)
    return MIN32, _number_of_text


def _number_of_text(cell: str, bound: Bound) -> int:
    number = bound.number(cell)
    if number == NO_ROOM:
        raise NoRoom
    return number


def write(machine: Machine, bound: Bound, given: Given) -> None:
    """A worker's facts into the memory."""
    layout, places = machine.layout, machine.law.keep(Places)
    for table in layout.finer:
        _write_starts(machine, table, given)
    _write_root(machine, places, bound, given.root)
    for fact in places.finer:
        cells = given.columns[fact.table.name].get(fact.name)
        if cells is None:
            if fact.name not in machine.filled:
                machine.absent(fact.name, layout.size.rows)
            continue
        machine.filled.pop(fact.name, None)
        machine.write(layout.fact_at[fact.name], _encode(fact.type, cells, bound))
        if fact.type.exact:
            below = array("q", [1 if c is None else c[1] for c in cells])
            machine.write(layout.fact_at[f"{fact.name}/"], below.tobytes())


def _write_root(machine: Machine, places: Places, bound: Bound, root: dict[str, Any]) -> None:
    """All facts of the worker's own row at once; a short one is the lower half of a long."""
    numbers = []
    for name, none, number_of in places.root:
        cell = root.get(name)
        if cell is None:
            numbers.append(none)
        else:
            numbers.append(cell if number_of is None else number_of(cell, bound))
    machine.write(places.root_at, array("q", numbers).tobytes())
    for name in places.exact:
        cell = root.get(name)
        below = array("q", [1 if cell is None else cell[1]])
        machine.write(machine.layout.fact_at[f"{name}/"], below.tobytes())


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
