"""Prepared facts as columns in memory, finer rows in the order of what they belong to."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from gongyou.law.schema.types import BOOL_KIND, DATE_KIND, NUM, TEXT_KIND

from ..language.nodes import Table
from ..prepare import Prepared, do, stored_rows
from ..sql.assemble import KEY, fact_table
from .vectors import Column, Names, bound_of

Array = Any


class Texts:
    """A number for every text."""

    def __init__(self) -> None:
        self.known: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text, new if it is."""
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = len(self.known)
            self.known.append(text)
        return found


class Sheet:
    """One table: its rows, and the row of the coarser table each belongs to."""

    def __init__(self, table: Table, size: int, parent: Sheet | None, owner: Array | None):
        self.table, self.size, self.parent, self.owner = table, size, parent, owner
        self.facts: dict[str, Column] = {}
        self.keys: dict[str, Any] = {}

    def owner_in(self, sheet: Sheet) -> Array:
        """For each row the row of a coarser sheet that it belongs to."""
        if self.parent is sheet or self.parent is None:
            return self.owner
        return self.parent.owner_in(sheet)[self.owner]


class Sheets:
    """All tables of a roster."""

    def __init__(self, prepared: Prepared):
        self.prepared = prepared
        self.texts, self.names = Texts(), Names()
        self.sheets: dict[str, Sheet] = {}
        self._positions: dict[str, Array] = {}
        for table in prepared.pack.tables.values():
            self._load(table)

    @property
    def root(self) -> Sheet:
        """The sheet with one row a worker."""
        return self.sheets[self.prepared.pack.root.name]

    def of(self, table: Table) -> Sheet:
        """A table's sheet."""
        return self.sheets[table.name]

    def _stored(self, table: Table) -> str:
        """The name of a table with row numbers: files are read into one first."""
        kept = stored_rows(table.name)
        if table.name in self.prepared.views:
            told = ", ".join(self._told(table))
            view = fact_table(table.name)
            sql = f"CREATE OR REPLACE TABLE {kept} AS SELECT {told} FROM {view}"  # noqa: S608
            do(self.prepared.connection, sql)
        return kept

    def _told(self, table: Table) -> list[str]:
        """The columns of a table that were given."""
        absent = self.prepared.absent
        facts = [f.name for f in self.prepared.pack.facts.values() if f.table is table]
        return [*(KEY + k for k in table.key), *(f"f_{n}" for n in facts if n not in absent)]

    def _load(self, table: Table) -> None:
        name, parent = self._stored(table), table.parent
        if parent is None:
            sql = f"SELECT * FROM {name} ORDER BY rowid"  # noqa: S608 - the pack's own names
        else:
            on = " AND ".join(f"c.{KEY}{k} = p.{KEY}{k}" for k in parent.key)
            facts = "".join(f", c.{n}" for n in self._told(table)[len(table.key) :])
            sql = (
                f"SELECT c.rowid AS own_row, p.rowid AS owner_row{facts} FROM {name} AS c "  # noqa: S608
                f"JOIN {stored_rows(parent.name)} AS p ON {on} ORDER BY c.rowid"
            )
        found = self.prepared.connection.sql(sql).to_arrow_table()
        owner = order = None
        if parent is not None:
            owner = found["owner_row"].to_numpy()
            if parent.parent is not None:
                owner = self._positions[parent.name][owner]
            order = np.argsort(owner, kind="stable")
            owner = owner[order]
            positions = np.empty(found.num_rows, np.int64)
            positions[found["own_row"].to_numpy()[order]] = np.arange(found.num_rows)
            self._positions[table.name] = positions
        above = self.sheets[parent.name] if parent else None
        sheet = self.sheets[table.name] = Sheet(table, found.num_rows, above, owner)
        self._fill(sheet, found, order)

    def _fill(self, sheet: Sheet, found: pa.Table, order: Array | None) -> None:
        if sheet.parent is None:
            sheet.keys = {k: found[KEY + k] for k in sheet.table.key}
        for fact in self.prepared.pack.facts.values():
            if fact.table is not sheet.table:
                continue
            if fact.name in self.prepared.absent:
                sheet.facts[fact.name] = self._absent(fact)
                continue
            column = self._column(fact, found[f"f_{fact.name}"].combine_chunks())
            sheet.facts[fact.name] = column if order is None else column.taken(order)

    def _absent(self, fact: Any) -> Column:
        """A fact that nobody gave."""
        dtype = bool if fact.type.kind == BOOL_KIND else np.int64
        gap = self.names.gap(fact.name, np.ones(1, bool))
        return Column(np.zeros(1, dtype), gap, 1, 0)

    def _column(self, fact: Any, given: Any) -> Column:
        if given.null_count == len(given):
            return self._absent(fact)
        unknown = np.asarray(given.is_null()) if given.null_count else np.zeros(1, bool)
        gap = self.names.gap(fact.name, unknown)
        kind = fact.type.kind
        if kind == TEXT_KIND:
            values = self._texts(given)
        elif kind == BOOL_KIND:
            values = np.asarray(given.fill_null(False))
        else:
            whole = given.cast(pa.int32()).cast(pa.int64()) if kind == DATE_KIND else given
            values = np.asarray(whole.fill_null(0)).astype(np.int64)
        d = 1
        if kind == NUM:
            below = self.prepared.denominators.get(fact.name, 1)
            d = below if fact.type.exact else 10**fact.type.scale
        if gap is None and len(values) and (values == values[0]).all():
            values = values[:1].copy()
        bound = bound_of(values) if kind in (NUM, DATE_KIND) else 0
        return Column(values, gap, d, bound)

    def _texts(self, given: Any) -> Array:
        coded = given.dictionary_encode()
        numbers = [self.texts.number(t) for t in coded.dictionary.to_pylist()] or [0]
        return np.array(numbers)[np.asarray(coded.indices.fill_null(0))]
