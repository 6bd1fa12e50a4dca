"""The tables that rooms offer for counting, without their knowing each other.

`AppConfig.counted_tables` of a room lists dotted functions `(actor) -> [CountedTable]`. Each table
leaves out those who did not say yes to being counted and says how many they were; its row ids are
those of the register of what was shown (`person_id`): random, the same for one person in every
table, and never printed. No key is needed for any of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module

import pyarrow as pa
from django.apps import apps
from django.utils.functional import Promise

ID = "_id"
"""The column of row ids."""

GROUPS = ("place", "sector", "size", "sex", "migrant", "year")
"""Columns by which figures may be told apart, where a table has them."""


@dataclass(frozen=True)
class Column:
    """A column: kind "flag", "number", "money", "days", "code", "group" or "set"."""

    kind: str
    title: str | Promise
    sensitive: bool = False


@dataclass(frozen=True)
class Counted:
    """The rows of today, and how many are not among them, by reason ("refused", "not_asked")."""

    rows: pa.Table
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def people(self) -> list[str]:
        """The id of each row."""
        return self.rows.column(ID).to_pylist() if ID in self.rows.column_names else []


@dataclass(frozen=True)
class CountedTable:
    """One table that may be counted.

    `kind` is what indicators ask for ("cases", "answers", "members", …); `population` the name in
    the register of what was shown; `basis` "sample", "register" or "events".
    """

    name: str
    kind: str
    title: str | Promise
    population: str
    basis: str
    columns: Mapping[str, Column]
    read: Callable[[], Counted]


def counted_tables(actor) -> list[CountedTable]:
    """All tables that rooms offer this person, those of the rooms below first."""
    found: list[CountedTable] = []
    for config in apps.get_app_configs():
        for dotted in getattr(config, "counted_tables", ()):
            module, name = dotted.rsplit(".", 1)
            found += getattr(import_module(module), name)(actor)
    return found


def counted_table(actor, name: str) -> CountedTable | None:
    """One table by its name, or None where the person is offered none of that name."""
    return next((each for each in counted_tables(actor) if each.name == name), None)


def table_of(columns: Mapping[str, Column], rows: list[dict]) -> pa.Table:
    """Rows as Arrow with typed columns, also where there are none."""
    types = {"flag": pa.bool_(), "number": pa.float64(), "money": pa.float64()}
    types |= {"days": pa.float64(), "set": pa.list_(pa.string())}
    fields = [(ID, pa.string())]
    fields += [(name, types.get(each.kind, pa.string())) for name, each in columns.items()]
    schema = pa.schema(fields)
    arrays = [
        pa.array([_plain(row.get(name)) for row in rows], type=kind, from_pandas=True)
        for name, kind in fields
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _plain(value):
    return float(value) if hasattr(value, "as_tuple") else value
