"""The facts of one spell of employment, read into rows by a pack's declarations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .expressions import Table
from .interpret import Row
from .types import FactError


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

    def __repr__(self) -> str:
        sizes = (
            f"{name}={'1 row' if isinstance(rows, Mapping) else f'{len(rows or ())} rows'}"
            for name, rows in self.tables.items()
        )
        return f"Facts({', '.join(sizes)})"

    def with_(self, **values: Any) -> Facts:
        """The same facts with other values in the root row."""
        name = next(n for n, rows in self.tables.items() if isinstance(rows, Mapping))
        return Facts(**{**self.tables, name: {**self.tables[name], **values}})


def read_rows(pack: Any, facts: Facts, on: Any) -> Row:
    """The root row with its finer rows below it, values checked against the declarations."""
    given = facts.tables.get(pack.root.name) or {}
    if not isinstance(given, Mapping):
        (given,) = given
    columns = pack.columns
    root = Row(pack.root, _values(columns[pack.root.name], {**given, "on": on}))
    parents: dict[str, dict[tuple, Row]] = {pack.root.name: {(): root}}
    for name, table in pack.tables.items():
        if table.parent is not None:
            mine = parents[name] = {}
            for given_row in facts.tables.get(name) or ():
                above = parents[table.parent.name].get(_key(given_row, table.parent, pack))
                if above is None:
                    raise FactError(f"{name}: a row belongs to no {table.parent.name} row")
                made = Row(table, _values(columns[name], given_row), above)
                above.children.setdefault(name, []).append(made)  # type: ignore[union-attr]
                mine[_key(given_row, table, pack)] = made
    return root


def _values(columns: list[tuple[str, str, Any]], row: Mapping[str, Any]) -> dict[str, Any]:
    values = {}
    for name, column, type_ in columns:
        value = row.get(column)
        if value is not None:
            values[name] = type_.read(value, name)
    return values


def _key(row: Mapping[str, Any], table: Table, pack: Any) -> tuple:
    """What tells the rows of a table apart within one spell."""
    return tuple(str(row.get(c)) for c in table.key if c not in pack.root.key)
