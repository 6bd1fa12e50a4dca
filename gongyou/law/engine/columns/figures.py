"""Look-ups over columns: the rows of a series found for all dates at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gongyou.law.schema.types import NUM

from ..language.nodes import Expr
from ..parameters import Figure, Parameter
from ..workdays import HOLIDAYS, NEXT_WORKDAY, NTH_WORKDAY, WORKDAYS, Calendar
from .calendar import number_of
from .sheets import Sheet
from .vectors import Column, bound_of, full, settled, union

if TYPE_CHECKING:
    from .evaluate import Evaluator

Array = Any


class Figures:
    """Finds figures and calendar days for columns of keys and dates."""

    def __init__(self, evaluator: Evaluator):
        self.evaluator = evaluator
        self._series: dict[Any, tuple[Array, Array, Array]] = {}
        self._grouped: dict[Any, Any] = {}
        self._combined: dict[Any, Any] = {}

    def lookup(self, sheet: Sheet, expr: Expr) -> Column:
        """The figures; where there is none, a gap of the parameter's name."""
        run = self.evaluator
        parameter = run.program.pack.parameters.get(expr.data.name, expr.data)
        *keys, at = run.arguments(sheet, expr)
        gap = union(*(k.gap for k in keys), at.gap)
        number = expr.kind == NUM
        values, found, back = self._find(parameter, keys, at.values, number)
        bound = bound_of(values) if number else 0
        if back is not None:
            values = values[back]
            found = np.ones(1, bool) if found.all() else found[back]
        known = found if gap is None else found | gap.unknown
        gap = union(gap, run.names.gap(f"figure:{parameter.name}", ~known))
        if not number:
            return Column(values, gap, 1, 0)
        return settled(values, gap, parameter.denominator, bound)

    def _find(
        self, parameter: Parameter, keys: list[Column], at: Array, number: bool
    ) -> tuple[Array, Array, Array | None]:
        """The figures of the different keys and dates, whether there is one, whose each row is.

        All series one after the other, each row searching in its own stretch of days.
        """
        texts = self.evaluator.sheets.texts.known
        (*few, days), back = self._different([*(k.values for k in keys), at])
        groups, group_of = self._groups(few, len(days))
        series = [
            self._of(parameter, parameter.home(tuple(texts[n] if texts else "" for n in g)), number)
            for g in groups
        ]
        if not any(len(s[0]) for s in series):
            return np.zeros(1, np.int64), np.zeros(1, bool), None
        starts, ends, figures = (
            np.concatenate(
                [part if n == 2 else part + g * STRETCH for g, part in enumerate(column)]
            )
            for n, column in enumerate(zip(*series, strict=True))
        )
        days = days + group_of * STRETCH
        place = np.searchsorted(starts, days, side="right") - 1
        inside = (place >= 0) & (days <= ends[place])
        return np.where(inside, figures[place], 0), inside, back

    def _different(self, given: list[Array]) -> tuple[list[Array], Array | None]:
        """The different combinations of keys and date, and which of them each row has."""
        varying = [a for a in given if len(a) != 1]
        if not varying:
            return given, None
        name = tuple(map(id, varying))
        if name not in self._combined:
            first, back = _distinct(varying)
            rows = {id(a): a[first] for a in varying}
            self._combined[name] = (varying, rows, len(first), back)
        _, rows, size, back = self._combined[name]
        return [rows[id(a)] if id(a) in rows else full(a, size) for a in given], back

    def _groups(self, keys: list[Array], size: int) -> tuple[list[tuple[int, ...]], Array]:
        """The different keys, and which of them each row has."""
        if not keys or not size:
            return [()] if not keys else [], np.zeros(size, np.int64)
        name = tuple(map(id, keys))
        if name not in self._grouped:
            first, place = _distinct(keys)
            groups = [tuple(int(k[row]) for k in keys) for row in first.tolist()]
            self._grouped[name] = (keys, (groups, place))
        return self._grouped[name][1]

    def _of(
        self, parameter: Parameter, home: tuple[str, ...], number: bool
    ) -> tuple[Array, Array, Array]:
        """A series as sorted starts, ends and values."""
        cache = self.evaluator.program.series if number else self._series
        key = (parameter, home)
        if key not in cache:
            rows: list[Figure] = parameter.index.get(home, [])
            texts = self.evaluator.sheets.texts
            values = [
                int(f.value * parameter.denominator) if number else texts.number(str(f.value))
                for f in rows
            ]
            starts = np.array([number_of(f.valid_from) for f in rows], np.int64)
            ends = np.array([number_of(f.valid_to) for f in rows], np.int64)
            cache[key] = (starts, ends, np.array(values, np.int64))
        return cache[key]

    def daily(self, sheet: Sheet, expr: Expr) -> Column:
        """A calendar's tabulated values."""
        run = self.evaluator
        calendar, column = expr.data
        key = run.value(sheet, expr.args[0])
        numbers = run.whole(key).values if expr.args[0].kind == NUM else key.values
        table, first = self._table(calendar, column)
        offset = np.asarray(numbers, np.int64) - first
        inside = (offset >= 0) & (offset < len(table))
        values = table[np.where(inside, offset, 0)]
        inside &= values != NO_DAY
        known = inside if key.gap is None else inside | key.gap.unknown
        gap = union(key.gap, run.names.gap(f"calendar:{calendar.name}", ~known))
        return settled(np.where(inside, values, 0), gap, 1, 10**7)

    def _table(self, calendar: Calendar, column: str) -> tuple[Array, int]:
        """The values of a column and the key of the first."""
        tables, key = self.evaluator.program.series, (calendar, column)
        if key not in tables:
            if column == NTH_WORKDAY:
                made = [number_of(d) for d in calendar.worked]
            elif column == NEXT_WORKDAY:
                made = _next_workdays(calendar)
            else:
                counts = {WORKDAYS: calendar.count_workdays, HOLIDAYS: calendar.count_holidays}
                made = counts[column]
            tables[key] = np.array(made, np.int64)
        first = number_of(calendar.first)
        starts = {NTH_WORKDAY: 1, NEXT_WORKDAY: first}
        return tables[key], starts.get(column, first - 1)


NO_DAY = -(10**9)
STRETCH = 10**7


def _next_workdays(calendar: Calendar) -> list[int]:
    found: list[int] = []
    for key, day in calendar.table(NEXT_WORKDAY):
        offset = (key - calendar.first).days
        if offset >= 0:
            found.extend([NO_DAY] * (offset - len(found)))
            found.append(number_of(day))
    return found


def _distinct(keys: list[Array]) -> tuple[Array, Array]:
    """A row of each different combination, and the number of each row's."""
    if not len(keys[0]):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    joined = np.zeros(1, np.int64)
    for key in keys:
        low = int(key.min())
        joined = joined * (int(key.max()) - low + 1) + (key - low)
    if (joined == joined[0]).all():
        return np.zeros(1, np.int64), np.zeros(len(joined), np.int64)
    return _compact(joined)


def _compact(numbers: Array) -> tuple[Array, Array]:
    """A row of each number, and each row's place among them; small ones unsorted."""
    most = int(numbers.max()) + 1
    if most > 4 * len(numbers) + 100_000:
        _, first, place = np.unique(numbers, return_index=True, return_inverse=True)
        return first, place
    row_of = np.full(most, -1, np.int64)
    row_of[numbers] = np.arange(len(numbers))
    distinct = np.flatnonzero(row_of >= 0)
    place = np.empty(most, np.int64)
    place[distinct] = np.arange(len(distinct))
    return row_of[distinct], place[numbers]
