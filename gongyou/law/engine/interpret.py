"""The graph's meaning, node by node, for one worker: exact, three-valued, naming what is missing.

`Unknown` stands for a value that is not known, with the names of the facts, figures or rules
that it waits for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from . import dates
from .expressions import Expr, Table
from .parameters import Figure

DIVISION_BY_ZERO, OUT_OF_RANGE = "division by zero", "date out of range"


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


class Interpreter:
    """Evaluates rules over rows; `readings` answers the pack's questions."""

    def __init__(self, program: Any, readings: dict[str, str]):
        self.program, self.readings = program, readings
        self.parameters = program.pack.parameters

    def rule(self, name: str, row: Row) -> Any:
        """A rule's value for a row."""
        traced = self.program.traced[name]
        home = row.at(traced.table)
        if name not in home.meanings:
            home.meanings[name] = self.value(traced.expr, home)
        return home.meanings[name]

    def value(self, expr: Expr, row: Row) -> Any:
        """A node's value for a row."""
        return _MEANING[expr.op](self, expr, row)

    def strict(self, expr: Expr, row: Row, meaning: Callable) -> Any:
        """Apply a function to known values; unknown if one argument is."""
        values = [self.value(a, row) for a in expr.args]
        gaps = [v for v in values if type(v) is Unknown]
        return joined(gaps) if gaps else meaning(*values)

    def figure(self, expr: Expr, row: Row) -> Figure | Unknown:
        """The row of a parameter that a look-up finds."""
        values = [self.value(a, row) for a in expr.args]
        gaps = [v for v in values if type(v) is Unknown]
        if gaps:
            return joined(gaps)
        parameter = self.parameters.get(expr.data.name, expr.data)
        found = parameter.find(tuple(values[:-1]), values[-1])
        if found is None:
            return Unknown([f"figure:{parameter.name}"])
        return found


def joined(gaps: Iterable[Unknown]) -> Unknown:
    """All that several unknown values wait for."""
    return Unknown(frozenset().union(*(gap.names for gap in gaps)))


def whole(value: int | Fraction) -> int | Fraction:
    """An int where a fraction is whole."""
    return value.numerator if value.denominator == 1 else value


def divide(a: int | Fraction, b: int | Fraction) -> int | Fraction | Unknown:
    """The exact quotient."""
    return whole(Fraction(a) / b) if b else Unknown([DIVISION_BY_ZERO])


def _fact(run: Interpreter, expr: Expr, row: Row) -> Any:
    fact = expr.data
    cell = row.at(expr.table).cells.get(fact.name)
    return Unknown([fact.name]) if cell is None else fact.type.exact_value(cell)


def _and(run: Interpreter, expr: Expr, row: Row) -> Any:
    return _kleene(run, expr, row, decisive=False)


def _or(run: Interpreter, expr: Expr, row: Row) -> Any:
    return _kleene(run, expr, row, decisive=True)


def _kleene(run: Interpreter, expr: Expr, row: Row, decisive: bool) -> Any:
    gaps = []
    for arg in expr.args:
        value = run.value(arg, row)
        if value is decisive:
            return decisive
        if type(value) is Unknown:
            gaps.append(value)
    return joined(gaps) if gaps else not decisive


def _when(run: Interpreter, expr: Expr, row: Row) -> Any:
    condition, then, otherwise = expr.args
    chosen = run.value(condition, row)
    if type(chosen) is Unknown:
        return chosen
    return run.value(then if chosen else otherwise, row)


def _first_known(run: Interpreter, expr: Expr, row: Row) -> Any:
    first, second = (run.value(a, row) for a in expr.args)
    if type(first) is not Unknown:
        return first
    return joined([first, second]) if type(second) is Unknown else second


def _assumed(run: Interpreter, expr: Expr, row: Row) -> Any:
    found = run.value(expr.args[0], row)
    return run.value(expr.args[1], row) if type(found) is Unknown else found


def _restarted(run: Interpreter, expr: Expr, row: Row) -> Any:
    table, months = expr.data
    when, condition, start = expr.args
    begun = run.value(start, row)
    found = _held_rows(run, table, (when,), condition, row.at(expr.table))
    gaps = [v for v in (begun, found) if isinstance(v, Unknown)]
    if isinstance(found, Unknown) or gaps:
        return joined(gaps)
    for (day,) in sorted(found):
        if begun < day <= dates.add_months(begun, months):
            begun = day
    return begun


def _lookup(run: Interpreter, expr: Expr, row: Row) -> Any:
    found = run.figure(expr, row)
    return found if isinstance(found, Unknown) else found.value


def _reading(run: Interpreter, expr: Expr, row: Row) -> Any:
    question, option = expr.data
    chosen = run.readings.get(question.name)
    if chosen is None and expr.args:
        place = run.value(expr.args[0], row)
        if type(place) is Unknown:
            return place
        above = run.program.pack.places
        line = [place, *(above(place) if above else ())]
        chosen = next((question.local[p] for p in line if p in question.local), None)
    return (chosen or question.default) == option


def _in_place(run: Interpreter, expr: Expr, row: Row) -> Any:
    code, above = expr.data
    return run.strict(expr, row, lambda p: p == code or bool(above and code in above(p)))


def aggregate_name(expr: Expr) -> str:
    """What is missing when an aggregate finds no row."""
    value = expr.args[0]
    return value.data.name if value.op == "fact" else expr.data.name


def _rows(run: Interpreter, expr: Expr, row: Row) -> list[tuple] | Unknown:
    """The values of the finer rows for which the condition holds."""
    values, condition, *by = expr.args
    return _held_rows(run, expr.data, (values, *by), condition, row.at(expr.table))


def _held_rows(
    run: Interpreter, table: Table, values: tuple, condition: Expr, row: Row
) -> list[tuple] | Unknown:
    below = row.below_named(table.name)
    if not below and table.empty == "unknown":
        return Unknown([table.name])
    found: list[tuple] = []
    gaps: list[Unknown] = []
    for child in below:
        holds = run.value(condition, child)
        parts = (holds,)
        if holds is True:
            parts = tuple(run.value(e, child) for e in values)
            found.append(parts)
        gaps.extend(p for p in parts if type(p) is Unknown)
    return joined(gaps) if gaps else found


def _aggregate(reduce: Callable) -> Callable:
    def meaning(run: Interpreter, expr: Expr, row: Row) -> Any:
        rows = _rows(run, expr, row)
        if type(rows) is Unknown:
            return rows
        if not rows and expr.op not in ("total", "count"):
            return Unknown([aggregate_name(expr)])
        return reduce(rows)

    return meaning


def _total(rows: list[tuple]) -> Any:
    return whole(sum((v for (v,) in rows), 0))


def _latest(rows: list[tuple]) -> Any:
    value, _ = max(rows, key=lambda r: (r[1], r[0]))
    return value


def _earliest(rows: list[tuple]) -> Any:
    first = min(by for _, by in rows)
    return max(value for value, by in rows if by == first)


def _complete(run: Interpreter, expr: Expr, row: Row) -> Any:
    def meaning(made: Any, rows: Any, expected: Any) -> Any:
        return made if rows >= expected else Unknown([expr.data.name])

    return run.strict(expr, row, meaning)


def _strict(meaning: Callable) -> Callable:
    return lambda run, expr, row: run.strict(expr, row, meaning)


def _dates(function: Callable) -> Callable:
    """A date function of whole numbers; a day outside the calendar is unknown."""

    def meaning(*values: Any) -> Any:
        try:
            return function(*(int(v // 1) if type(v) is Fraction else v for v in values))
        except dates.OutOfRange:
            return Unknown([OUT_OF_RANGE])

    return _strict(meaning)


_MEANING: dict[str, Callable[[Interpreter, Expr, Row], Any]] = {
    "const": lambda run, expr, row: expr.data,
    "fact": _fact,
    "rule": lambda run, expr, row: run.rule(expr.data, row),
    "unknown": lambda run, expr, row: Unknown([expr.data]),
    "add": _strict(lambda a, b: whole(a + b)),
    "sub": _strict(lambda a, b: whole(a - b)),
    "mul": _strict(lambda a, b: whole(a * b)),
    "div": _strict(divide),
    "min": _strict(min),
    "max": _strict(max),
    "lt": _strict(lambda a, b: a < b),
    "le": _strict(lambda a, b: a <= b),
    "eq": _strict(lambda a, b: a == b),
    "not": _strict(lambda a: not a),
    "and": _and,
    "or": _or,
    "in": lambda run, expr, row: run.strict(expr, row, lambda v: v in expr.data),
    "when": _when,
    "known": lambda run, expr, row: type(run.value(expr.args[0], row)) is not Unknown,
    "first_known": _first_known,
    "said": lambda run, expr, row: run.value(expr.args[0], row),
    "round": lambda run, expr, row: run.strict(expr, row, expr.data.apply),
    "as_text": _strict(str),
    "lookup": _lookup,
    "daily": lambda run, expr, row: run.strict(
        expr, row, lambda v: _known(expr.data[0].find(expr.data[1], v), expr.data[0].name)
    ),
    "reading": _reading,
    "in_place": _in_place,
    "total": _aggregate(_total),
    "count": _aggregate(len),
    "largest": _aggregate(lambda rows: max(v for (v,) in rows)),
    "smallest": _aggregate(lambda rows: min(v for (v,) in rows)),
    "latest": _aggregate(_latest),
    "earliest": _aggregate(_earliest),
    "complete": _complete,
    "restarted": _restarted,
    "assumed": _assumed,
    "year": _strict(lambda d: d.year),
    "month": _strict(lambda d: d.month),
    "day": _strict(lambda d: d.day),
    "weekday": _strict(dates.weekday),
    "year_length": _strict(dates.year_length),
    "make_date": _dates(dates.make_date),
    "add_days": _dates(dates.add_days),
    "add_months": _dates(dates.add_months),
    "days_between": _strict(dates.days_between),
    "months_between": _strict(dates.months_between),
    "months_same_day": _strict(dates.months_same_day),
}


def _known(value: int | date | None, name: str) -> Any:
    return Unknown([f"calendar:{name}"]) if value is None else value
