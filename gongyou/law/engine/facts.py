"""The facts of one spell of employment, read into rows by a pack's declarations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gongyou.law.schema.types import FactError

from .language.nodes import Table
from .rows import Row


class Facts:
    """Tables of plain values: one mapping for the root, lists of mappings for the others.

    A table that is not given is unknown as a whole; an empty list says that there is no row,
    which a table declared `empty="unknown"` treats as not told.
    """

    def __init__(self, **tables: Mapping[str, Any] | Iterable[Mapping[str, Any]] | None):
        self.tables: dict[str, Any] = {
            name: rows if rows is None or isinstance(rows, Mapping) else list(rows)
            for name, rows in tables.items()
        }
        self.asked: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        sizes = (
            f"{name}={'1 row' if isinstance(rows, Mapping) else f'{len(rows or ())} rows'}"
            for name, rows in self.tables.items()
        )
        return f"Facts({', '.join(sizes)})"

    def with_(self, **values: Any) -> Facts:
        """The same facts with other values in the root row."""
        name = next(n for n, rows in self.tables.items() if isinstance(rows, Mapping))
        made = Facts(**{**self.tables, name: {**self.tables[name], **values}})
        made.asked = self.asked
        return made

    def asked_about(self, *names: str) -> Facts:
        """The same facts, where these were asked about and there were none.

        A name is a fact's ("birth_on"), a table's ("events") or a kind of rows ("events:injury").
        """
        made = Facts(**self.tables)
        made.asked = self.asked | frozenset(names)
        return made


def read_rows(pack: Any, facts: Facts, on: Any) -> Row:
    """The root row with its finer rows below it, values checked against the declarations."""
    given = facts.tables.get(pack.root.name) or {}
    if not isinstance(given, Mapping):
        (given,) = given
    readers = pack.readers
    root = Row(pack.root, _cells(readers[pack.root.name], {**given, "on": on}))
    if len(pack.tables) == 1:
        return root
    parents: dict[str, dict[tuple, Row]] = {pack.root.name: {(): root}}
    for name, table in pack.tables.items():
        if table.parent is not None:
            _read_finer(pack, table, facts.tables.get(name) or (), parents)
    return root


def _read_finer(pack: Any, table: Table, given: Iterable, parents: dict) -> None:
    """Rows of a finer table, each under the row that its key names."""
    assert table.parent is not None
    above_key = [c for c in table.parent.key if c not in pack.root.key]
    own_key = [c for c in table.key if c not in pack.root.key]
    has_finer = any(t.parent is table for t in pack.tables.values())
    above = parents[table.parent.name]
    mine: dict[tuple, Row] = {}
    readers, parent = pack.readers[table.name], parents[pack.root.name][()]
    for row in given:
        if above_key:
            parent = above.get(tuple([str(row.get(c)) for c in above_key]))
            if parent is None:
                raise FactError(f"{table.name}: a row belongs to no {table.parent.name} row")
        key = {c: row.get(c) for c in own_key}
        made = Row(table, _cells(readers, row), parent, key)
        parent.children.setdefault(table.name, []).append(made)
        if has_finer:
            mine.setdefault(tuple(map(str, key.values())), made)
    parents[table.name] = mine


def _cells(readers: dict[str, list[tuple[str, Any]]], row: Mapping[str, Any]) -> dict[str, Any]:
    cells = {}
    for column, value in row.items():
        if value is not None and column in readers:
            for name, read in readers[column]:
                cell = read(value, name)
                if cell is not None:
                    cells[name] = cell
    return cells
