"""From finer rows to one value a coarser row; the finer rows lie in the coarser ones' order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gongyou.law.schema.types import BOOL_KIND, NUM, TEXT_KIND

from ..dates import add_months
from ..language.nodes import Expr, Table
from ..meaning.rows import aggregate_name
from .calendar import date_of, number_of
from .sheets import Sheet
from .vectors import (
    LIMIT,
    Column,
    Gap,
    bound_of,
    chosen_rows,
    full,
    one_denominator,
    settled,
    tidy,
    union,
)

if TYPE_CHECKING:
    from .evaluate import Evaluator

Array = Any


class Segments:
    """Where each coarser row's finer rows begin."""

    def __init__(self, owner: Array, size: int):
        self.owner, self.size = owner, size
        self.counts = np.bincount(owner, minlength=size) if len(owner) else np.zeros(size, int)
        self.filled = np.flatnonzero(self.counts)
        self.starts = (np.cumsum(self.counts) - self.counts)[self.filled]

    def reduce(self, function: Any, values: Array, empty: Any = 0) -> Array:
        """A function of each segment's values; `empty` where there is none."""
        found = np.full(self.size, empty, values.dtype)
        if len(self.owner):
            found[self.filled] = function.reduceat(full(values, len(self.owner)), self.starts)
        return found

    def gap(self, gap: Gap | None) -> Gap | None:
        """All that the rows of each segment lack."""
        if gap is None:
            return None
        return tidy({k: self._any_bit(w) for k, w in gap.words.items()})

    def _any_bit(self, word: Array) -> Array:
        if len(word) == 1:
            return np.where(self.counts > 0, word, np.uint64(0))
        return self.reduce(np.bitwise_or, word)

    def number(self, held: Array) -> Array:
        """How many of each row's finer rows are held."""
        if len(held) == 1:
            return self.counts if held[0] else np.zeros(1, np.int64)
        return self.reduce(np.add, held.astype(np.int64))


class Aggregates:
    """Computes aggregates for the rows of a sheet."""

    def __init__(self, evaluator: Evaluator):
        self.evaluator = evaluator
        self._segments: dict[tuple[str, str], Segments] = {}

    def segments(self, sheet: Sheet, table: Table) -> tuple[Sheet, Segments]:
        """The finer sheet, and how it is cut by the coarser one."""
        finer = self.evaluator.sheets.of(table)
        key = (sheet.table.name, table.name)
        if key not in self._segments:
            self._segments[key] = Segments(finer.owner_in(sheet), sheet.size)
        return finer, self._segments[key]

    def _held(self, finer: Sheet, condition: Expr, values: list[Expr]) -> tuple[Array, Any, Any]:
        """The rows that count, their values, and what they lack."""
        run = self.evaluator
        condition_column = run.value(finer, condition)
        held = condition_column.values
        if not held.any() or not finer.size:
            return held, None, condition_column.gap
        columns = [run.value(finer, v) for v in values]
        inner = union(*(c.gap for c in columns))
        gap = union(condition_column.gap, inner.where(held) if inner else None)
        return held, columns, gap

    def _gaps(self, table: Table, cut: Segments, lacking: Gap | None) -> Gap | None:
        """Of the rows, and of the table itself where no row was told."""
        gap = cut.gap(lacking)
        if table.empty == "unknown":
            gap = union(gap, self.evaluator.names.gap(table.name, cut.counts == 0))
        return gap

    def value(self, sheet: Sheet, expr: Expr) -> Column:
        """Any aggregate but a period begun anew."""
        finer, cut = self.segments(sheet, expr.data)
        x, condition, *by = expr.args
        held, columns, lacking = self._held(finer, condition, [x, *by])
        gap = self._gaps(expr.data, cut, lacking)
        number = cut.number(held)
        if expr.op == "count":
            return settled(number, gap, 1, bound_of(number))
        if expr.op == "total":
            if columns is None:
                return settled(np.zeros(1, np.int64), gap, 1, 0)
            return self._total(columns[0], held, cut, gap)
        none = number == 0 if gap is None else (number == 0) & ~gap.unknown
        gap = union(gap, self.evaluator.names.gap(aggregate_name(expr), none))
        if columns is None:
            dtype = bool if expr.kind == BOOL_KIND else np.int64
            return settled(np.zeros(1, dtype), gap, 1, 0)
        return self._chosen(expr, columns, held, cut, gap)

    def _total(self, x: Column, held: Array, cut: Segments, gap: Gap | None) -> Column:
        x = one_denominator(x)
        values = np.where(held, x.values, 0)
        bound = x.bound * (int(cut.counts.max()) if cut.size else 0)
        if bound >= LIMIT:
            values = np.asarray(values, object)
        found = cut.reduce(np.add, values)
        return settled(found, gap, x.d, bound)

    def _chosen(
        self, expr: Expr, columns: list[Column], held: Array, cut: Segments, gap: Gap | None
    ) -> Column:
        """The value of one row of each segment, found by sorting the rows that count."""
        column = one_denominator(columns[0]) if expr.kind == NUM else columns[0]
        rank = self._rank(expr, column)
        order = [rank if expr.op != "smallest" else -rank]
        if expr.op in ("latest", "earliest"):
            by = one_denominator(columns[1]).values
            order = [rank, by if expr.op == "latest" else -by]
        rows = np.flatnonzero(full(held, len(cut.owner)))
        placed = np.lexsort([*(full(o, len(cut.owner))[rows] for o in order), cut.owner[rows]])
        sorted_rows = rows[placed]
        owners = cut.owner[sorted_rows]
        last = np.flatnonzero(np.append(owners[1:] != owners[:-1], True))
        values = np.zeros(cut.size, column.values.dtype)
        values[owners[last]] = chosen_rows(column.values, sorted_rows[last])
        return settled(values, gap, column.d, column.bound)

    def _rank(self, expr: Expr, column: Column) -> Array:
        """What orders equal rows: numbers and dates themselves, texts by the alphabet."""
        if expr.kind != TEXT_KIND:
            return column.values.astype(np.int64) if expr.kind == BOOL_KIND else column.values
        texts = self.evaluator.sheets.texts.known
        ranks = np.empty(len(texts), np.int64)
        ranks[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts))
        return ranks[column.values]

    def restarted(self, sheet: Sheet, expr: Expr) -> Column:
        """The last beginning of periods that events begin anew."""
        table, months = expr.data
        day, condition, start = expr.args
        finer, cut = self.segments(sheet, table)
        begun = self.evaluator.value(sheet, start)
        held, columns, lacking = self._held(finer, condition, [day])
        gap = union(self._gaps(table, cut, lacking), begun.gap)
        values = full(begun.values, cut.size).copy()
        if columns is not None:
            days = full(columns[0].values, len(cut.owner))
            rows = np.flatnonzero(held & (days > values[cut.owner]))
            for row in rows[np.lexsort([days[rows], cut.owner[rows]])].tolist():
                owner = cut.owner[row]
                reach = number_of(add_months(date_of(values[owner]), months))
                if values[owner] < days[row] <= reach:
                    values[owner] = days[row]
        return settled(values, gap, 1, bound_of(values))
