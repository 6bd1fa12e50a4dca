"""The tables and columns that a law knows: what workbooks, models and forms ask a pack for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from gongyou.law.schema.column import Column, Table
from gongyou.law.schema.shared import SOURCE, WORKER


class Schema:
    """Tables by name; `pack.schema` grows while a pack declares its columns.

    `day_kind`: "workday", "rest" or "statutory" for a day, None beyond the law's calendar;
    `normal_day`: the hours of a normal day. Attendance sheets are added up by them.
    """

    def __init__(self, tables: Iterable[Table] = ()) -> None:
        self.tables: dict[str, Table] = {}
        self.day_kind: Callable[[date], str | None] | None = None
        self.normal_day: Decimal | None = None
        for table in tables:
            self.add(table)

    def add(self, table: Table) -> None:
        """A table with its columns; every table says whose a row is and who says so."""
        self.tables[table.name] = replace(table, columns={"worker": WORKER, "source": SOURCE})
        for column in table.columns.values():
            self.add_column(table.name, column)

    def add_column(self, table: str, column: Column) -> None:
        """A column of a table; the source stays the last."""
        columns = dict(self.tables[table].columns)
        source = columns.pop("source")
        columns[column.name] = column
        columns["source"] = source
        self.tables[table] = replace(self.tables[table], columns=columns)
        self.__dict__.pop("bounds", None)

    @property
    def root(self) -> Table:
        """The table with one row a spell of work."""
        return next(iter(self.tables.values()))

    @property
    def monthly(self) -> bool:
        """Whether pay is kept by months."""
        return "pay" in self.tables and "month" in self.tables["pay"].columns

    @property
    def eventful(self) -> bool:
        """Whether there are events of some kind."""
        return "events" in self.tables and "kind" in self.tables["events"].columns

    @cached_property
    def bounds(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """(table, column) → the least and the most figure that the law can take there."""
        return {
            (table.name, column.name): (column.type.least, column.type.most)
            for table in self.tables.values()
            for column in table.columns.values()
            if column.type.most
        }

    def column(self, table: str | None, fact: str | None) -> Column | None:
        """A column, or None where there is none."""
        held = self.tables.get(table or "")
        return held.columns.get(fact or "") if held else None

    def own(self) -> list[Table]:
        """The tables that are not those that rooms and packs share, by name and key."""
        from gongyou.law.schema import TABLES

        shared = {(name, table.key) for name, table in TABLES.items()}
        return [t for t in self.tables.values() if (t.name, t.key) not in shared]

    def find(self, name: str) -> Column | None:
        """The first column of this name in any table, or None."""
        return next((t.columns[name] for t in self.tables.values() if name in t.columns), None)

    def keys(self, table: str) -> tuple[str, ...]:
        """The columns whose values make rows of a sheet one row: the key and the source."""
        return (*self.tables[table].key, "source")
