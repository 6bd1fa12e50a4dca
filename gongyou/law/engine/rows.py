"""Rows of facts, one below another, and what stands for a value that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .language.nodes import Table


class Unknown:
    """Not known, and why: `names` of what is missing."""

    __slots__ = ("names",)

    def __init__(self, names: Iterable[str]):
        self.names = frozenset(names)

    def __repr__(self) -> str:
        return f"Unknown({', '.join(sorted(self.names))})"


class Row:
    """One row of a table, with its parent and its finer rows.

    `cells` holds the facts: numbers as integers of their smallest unit, exact fractions as pairs.
    `verdicts` and `traces` are the generated code's; `meanings` the interpreter's.
    """

    __slots__ = ("cells", "children", "key", "meanings", "parent", "table", "traces", "verdicts")

    def __init__(
        self, table: Table, cells: dict[str, Any], parent: Row | None = None, key: Any = None
    ):
        self.table, self.cells, self.parent, self.key = table, cells, parent, key or {}
        self.children: dict[str, list[Row]] = {}
        self.verdicts: dict[str, Any] = {}
        self.traces: dict[str, list] = {}
        self.meanings: dict[str, Any] = {}

    def at(self, table: Table | None) -> Row:
        """This row or the one above it that belongs to the table."""
        row: Row | None = self
        while row is not None and row.table is not table:
            row = row.parent
        if row is None:
            raise LookupError("no row of this table")
        return row

    def below_named(self, name: str) -> list[Row]:
        """All rows of a finer table under this one."""
        direct = self.children.get(name)
        if direct is not None or not self.children:
            return direct or []
        rows: list[Row] = []
        for children in self.children.values():
            for child in children:
                rows.extend(child.below_named(name))
        return rows
