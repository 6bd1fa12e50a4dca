"""The meaning of every node over columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import gcd
from typing import Any

import numpy as np

from gongyou.law.schema.types import BOOL_KIND, DATE_KIND, NUM, TEXT_KIND

from ..language.nodes import Expr
from ..language.operations import DIVISION_BY_ZERO, OUT_OF_RANGE
from ..program import Program
from ..rounding import DOWN, DOWN_TO_WHOLE, HALF_UP, UP, Rounding
from . import calendar
from .aggregates import Aggregates
from .figures import Figures
from .sheets import Sheet, Sheets
from .uses import AGGREGATES, Key
from .vectors import (
    LIMIT,
    Column,
    Gap,
    add,
    bound_of,
    common,
    constant_column,
    one_denominator,
    product,
    reduced,
    settled,
    tidy,
    times,
    union,
)

Array = Any


class Evaluator:
    """Computes nodes, each once, and lets their columns go when nobody will ask again."""

    def __init__(
        self, program: Program, sheets: Sheets, reading: dict[str, str], uses: Mapping[Key, int]
    ):
        self.program, self.sheets, self.reading = program, sheets, reading
        self.names = sheets.names
        self.known: dict[Key, Column] = {}
        self.left = dict(uses)
        self.aggregates, self.figures = Aggregates(self), Figures(self)

    def value(self, sheet: Sheet, expr: Expr) -> Column:
        """A node's column for the rows of a sheet."""
        key = (sheet.table.name, id(expr))
        found = self.known.get(key)
        if found is None:
            if expr.table is not None and expr.table is not sheet.table:
                found = self._from_above(sheet, expr)
            else:
                found = _MEANING[expr.op](self, sheet, expr)
            self.known[key] = found
        left = self.left[key] = self.left[key] - 1
        if not left:
            del self.known[key]
        return found

    def _from_above(self, sheet: Sheet, expr: Expr) -> Column:
        above = self.sheets.of(expr.table)  # type: ignore[arg-type]
        column = self.value(above, expr)
        return column.taken(sheet.owner_in(above))

    def arguments(self, sheet: Sheet, expr: Expr) -> list[Column]:
        """The columns of a node's arguments."""
        return [self.value(sheet, a) for a in expr.args]

    def whole(self, column: Column) -> Column:
        """Rounded down to integers."""
        return self.rounded(column, DOWN_TO_WHOLE)

    def rounded(self, x: Column, rounding: Rounding) -> Column:
        """Rounded in a named way."""
        step_n, step_d = rounding.step.as_integer_ratio()
        if isinstance(x.d, int):
            shared = gcd(step_d, x.d * step_n)
            top, below = times(x, step_d // shared), x.d * step_n // shared
            if below == 1:
                return Column(times(top, step_n).values, x.gap, step_d, top.bound * step_n)
        else:
            top, below = times(x, step_d), product(x.d, step_n)
        values = _UNITS[rounding.mode](top, below)
        made = times(Column(values, x.gap, 1, bound_of(values)), step_n)
        return settled(made.values, x.gap, step_d, made.bound)


def _fact(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    return sheet.facts[expr.data.name]


def _const(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    if expr.kind == NUM:
        n, d = Fraction(expr.data).as_integer_ratio()
        return constant_column(n, d)
    if expr.kind == DATE_KIND:
        return constant_column(calendar.number_of(expr.data))
    if expr.kind == TEXT_KIND:
        return constant_column(run.sheets.texts.number(expr.data))
    return Column(np.array([expr.data], bool), None, 1, 1)


def _unknown(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    dtype = bool if expr.kind == BOOL_KIND else np.int64
    gap = run.names.gap(expr.data, np.ones(1, bool))
    return Column(np.zeros(1, dtype), gap, 1, 0)


def _add(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    a, b = run.arguments(sheet, expr)
    return add(a, b, 1 if expr.op == "add" else -1)


def _mul(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    a, b = run.arguments(sheet, expr)
    made = times(a, b.values)
    return reduced(settled(made.values, union(a.gap, b.gap), product(a.d, b.d), made.bound))


def _div(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    a, b = run.arguments(sheet, expr)
    zero = np.asarray(b.values == 0, bool)
    gap = union(a.gap, b.gap)
    if gap is not None:
        zero = zero & ~gap.unknown
    gap = union(gap, run.names.gap(DIVISION_BY_ZERO, zero))
    if len(b.values) and gap is a.gap and b.values[0] > 0 and (b.values == b.values[0]).all():
        only = int(b.values[0])
        made = times(a, b.d)
        return reduced(Column(made.values, gap, product(a.d, only), made.bound))
    divisor = np.where(b.values == 0, 1, b.values)
    top = times(a, b.d)
    below = product(a.d, np.abs(divisor))
    made = Column(np.where(divisor < 0, -top.values, top.values), gap, below, top.bound)
    return reduced(settled(made.values, gap, below, made.bound))


def _extreme(pick: Callable) -> Callable:
    def meaning(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
        a, b = run.arguments(sheet, expr)
        gap = union(a.gap, b.gap)
        if expr.kind != NUM:
            return settled(pick(a.values, b.values), gap, 1, max(a.bound, b.bound))
        x, y, d = common(a, b)
        return reduced(settled(pick(x.values, y.values), gap, d, max(x.bound, y.bound)))

    return meaning


def _compare(test: Callable) -> Callable:
    def meaning(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
        a, b = run.arguments(sheet, expr)
        x, y = (a, b) if expr.args[0].kind != NUM else common(a, b)[:2]
        return _truth(np.asarray(test(x.values, y.values), bool), union(a.gap, b.gap))

    return meaning


def _truth(values: Array, gap: Gap | None) -> Column:
    return Column(values if gap is None else values & ~gap.unknown, gap, 1, 1)


def _not(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    (a,) = run.arguments(sheet, expr)
    return _truth(~a.values, a.gap)


def _and(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    parts = run.arguments(sheet, expr)
    values, decided = np.ones(1, bool), np.zeros(1, bool)
    for part in parts:
        false = ~part.values if part.known is None else ~part.values & part.known
        values, decided = values & part.values, decided | false
    gap = union(*(p.gap for p in parts))
    return _truth(values, gap.where(~decided) if gap else None)


def _or(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    parts = run.arguments(sheet, expr)
    values = np.zeros(1, bool)
    for part in parts:
        values = values | part.values
    gap = union(*(p.gap for p in parts))
    return _truth(values, gap.where(~values) if gap else None)


def _in(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    (a,) = run.arguments(sheet, expr)
    numbers = [run.sheets.texts.number(t) for t in expr.data]
    return _truth(np.isin(a.values, numbers), a.gap)


def _is_known(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    (a,) = run.arguments(sheet, expr)
    known = np.ones(1, bool) if a.known is None else a.known
    return Column(known, None, 1, 1)


def _when(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    condition = run.value(sheet, expr.args[0])
    if condition.gap is None:
        if condition.values.all():
            return run.value(sheet, expr.args[1])
        if not condition.values.any():
            return run.value(sheet, expr.args[2])
    then, other = (run.value(sheet, a) for a in expr.args[1:])
    made = choose(condition.values, then, other, number=expr.kind == NUM)
    if condition.gap is None:
        return made
    inner = made.gap.where(~condition.gap.unknown) if made.gap else None
    return settled(made.values, union(inner, condition.gap), made.d, made.bound)


def choose(rows: Array, a: Column, b: Column, *, number: bool) -> Column:
    """One column in some rows and another in the rest."""
    gap = _chosen_gap(rows, a.gap, b.gap)
    if not number:
        return settled(np.where(rows, a.values, b.values), gap, 1, max(a.bound, b.bound))
    if isinstance(a.d, int) and isinstance(b.d, int):
        x, y, d = common(a, b)
        return settled(np.where(rows, x.values, y.values), gap, d, max(x.bound, y.bound))
    d = np.where(rows, a.d, b.d)
    return settled(np.where(rows, a.values, b.values), gap, d, max(a.bound, b.bound))


def _chosen_gap(rows: Array, a: Gap | None, b: Gap | None) -> Gap | None:
    if a is None and b is None:
        return None
    words = set(a.words if a else ()) | set(b.words if b else ())
    none = np.uint64(0)
    return tidy(
        {
            k: np.where(
                rows,
                a.words.get(k, none) if a else none,
                b.words.get(k, none) if b else none,
            )
            for k in words
        }
    )


def _first_known(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    first = run.value(sheet, expr.args[0])
    if first.gap is None:
        return first
    second = run.value(sheet, expr.args[1])
    made = choose(~first.gap.unknown, first, second, number=expr.kind == NUM)
    if second.gap is None or expr.op == "assumed":
        return made
    both = first.gap.unknown & second.gap.unknown
    return settled(made.values, union(made.gap, first.gap.where(both)), made.d, made.bound)


def _round(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    return run.rounded(run.value(sheet, expr.args[0]), expr.data)


def _half_up(x: Column, d: Any) -> Array:
    values = x.values
    size = 2 * x.bound + (d if isinstance(d, int) else bound_of(d))
    if size >= LIMIT // 2:
        values = np.asarray(values, object)
    magnitude = (2 * np.abs(values) + d) // (2 * d)
    return np.where(values < 0, -magnitude, magnitude)


def _trunc(x: Column, d: Any) -> Array:
    return np.where(x.values < 0, -(-x.values // d), x.values // d)


_UNITS: dict[str, Callable[[Column, Any], Array]] = {
    HALF_UP: _half_up,
    UP: lambda x, d: -(-x.values // d),
    DOWN: lambda x, d: x.values // d,
    "trunc": _trunc,
}


def _as_text(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    x = one_denominator(run.value(sheet, expr.args[0]))
    distinct, inverse = np.unique(x.values, return_inverse=True)
    numbers = [run.sheets.texts.number(str(Fraction(int(v), x.d))) for v in distinct]  # type: ignore[arg-type]
    return Column(np.array(numbers or [0])[inverse.reshape(-1)], x.gap, 1, 0)


def _complete(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    made, rows, expected = run.arguments(sheet, expr)
    x, y, _ = common(rows, expected)
    gap = union(made.gap, rows.gap, expected.gap)
    short = np.asarray(x.values < y.values, bool)
    if gap is not None:
        short = short & ~gap.unknown
    gap = union(gap, run.names.gap(expr.data.name, short))
    return settled(made.values, gap, made.d, made.bound)


def _in_place(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    code, above = expr.data
    return _by_place(run, sheet, expr, lambda p: p == code or bool(above and code in above(p)))


def _reading(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    question, option = expr.data
    chosen = run.reading.get(question.name)
    if chosen is not None or not expr.args:
        holds = (chosen or question.default) == option
        return Column(np.array([holds]), None, 1, 1)
    answer = run.program.local_answer(question)
    return _by_place(run, sheet, expr, lambda p: answer(p) == option)


def _by_place(run: Evaluator, sheet: Sheet, expr: Expr, test: Callable[[str], bool]) -> Column:
    (place,) = run.arguments(sheet, expr)
    texts = run.sheets.texts.known
    held = [n for n in np.unique(place.values).tolist() if test(texts[n])] if texts else []
    return _truth(np.isin(place.values, held), place.gap)


def _part(number: int) -> Callable:
    def meaning(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
        (day,) = run.arguments(sheet, expr)
        return settled(calendar.parts(day.values)[number], day.gap, 1, 9999)

    return meaning


def _weekday(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    (day,) = run.arguments(sheet, expr)
    return settled((day.values + 3) % 7 + 1, day.gap, 1, 7)


def _year_length(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    (day,) = run.arguments(sheet, expr)
    return settled(365 + calendar.is_leap(calendar.parts(day.values)[0]), day.gap, 1, 366)


def _days_between(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
    a, b = run.arguments(sheet, expr)
    return settled(b.values - a.values, union(a.gap, b.gap), 1, a.bound + b.bound)


def _months(clamped: bool) -> Callable:
    def meaning(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
        a, b = run.arguments(sheet, expr)
        months = calendar.months_between(a.values, b.values, clamped=clamped)
        return settled(months, union(a.gap, b.gap), 1, 130_000)

    return meaning


def _dates(function: Callable) -> Callable:
    def meaning(run: Evaluator, sheet: Sheet, expr: Expr) -> Column:
        columns = run.arguments(sheet, expr)
        kinds = [a.kind for a in expr.args]
        whole = [run.whole(c) if k == NUM else c for c, k in zip(columns, kinds, strict=True)]
        days, none = function(*(c.values for c in whole))
        gap = union(*(c.gap for c in columns))
        none = np.asarray(none, bool) if gap is None else np.asarray(none, bool) & ~gap.unknown
        gap = union(gap, run.names.gap(OUT_OF_RANGE, none))
        return settled(days, gap, 1, 4_000_000)

    return meaning


_MEANING: dict[str, Callable[[Evaluator, Sheet, Expr], Column]] = {
    "const": _const,
    "fact": _fact,
    "rule": lambda run, sheet, expr: run.value(sheet, run.program.traced[expr.data].expr),
    "said": lambda run, sheet, expr: run.value(sheet, expr.args[0]),
    "unknown": _unknown,
    "add": _add,
    "sub": _add,
    "mul": _mul,
    "div": _div,
    "min": _extreme(np.minimum),
    "max": _extreme(np.maximum),
    "lt": _compare(lambda a, b: a < b),
    "le": _compare(lambda a, b: a <= b),
    "eq": _compare(lambda a, b: a == b),
    "not": _not,
    "and": _and,
    "or": _or,
    "in": _in,
    "known": _is_known,
    "when": _when,
    "first_known": _first_known,
    "assumed": _first_known,
    "round": _round,
    "as_text": _as_text,
    "complete": _complete,
    "in_place": _in_place,
    "reading": _reading,
    "year": _part(0),
    "month": _part(1),
    "day": _part(2),
    "weekday": _weekday,
    "year_length": _year_length,
    "days_between": _days_between,
    "months_between": _months(True),
    "months_same_day": _months(False),
    "add_days": _dates(calendar.add_days),
    "add_months": _dates(calendar.add_months),
    "make_date": _dates(calendar.make_date),
    "lookup": lambda run, sheet, expr: run.figures.lookup(sheet, expr),
    "daily": lambda run, sheet, expr: run.figures.daily(sheet, expr),
    **dict.fromkeys(
        AGGREGATES,
        lambda run, sheet, expr: run.aggregates.value(sheet, expr),
    ),
    "restarted": lambda run, sheet, expr: run.aggregates.restarted(sheet, expr),
}
