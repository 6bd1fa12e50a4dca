"""From rows of a finer table to one value: what counts is known of every row, or nothing is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import dates
from ..language.nodes import Expr, Table
from ..rows import Row, Unknown
from .interpreter import Interpreter
from .way import MEANING, joined, whole


def aggregate_name(expr: Expr) -> str:
    """What is missing when an aggregate finds no row."""
    value = expr.args[0]
    return value.data.name if value.op == "fact" else expr.data.name


def held_rows(
    run: Interpreter, table: Table, values: tuple[Expr, ...], condition: Expr, row: Row
) -> list[tuple] | Unknown:
    """The values of the finer rows for which the condition holds."""
    below = row.below_named(table.name)
    untold = run.untold(table, condition, below)
    if untold is not None:
        return untold
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


def _of_rows(reduce: Callable[[list[tuple]], Any], *, of_none: bool = False) -> Callable:
    """An aggregate; `of_none`: it has a value also where no row holds."""

    def meaning(run: Interpreter, expr: Expr, row: Row) -> Any:
        value, condition, *by = expr.args
        rows = held_rows(run, expr.data, (value, *by), condition, row.at(expr.table))
        if isinstance(rows, Unknown):
            return rows
        if not rows and not of_none:
            return Unknown([aggregate_name(expr)])
        return reduce(rows)

    return meaning


def _earliest(rows: list[tuple]) -> Any:
    first = min(by for _, by in rows)
    return max(value for value, by in rows if by == first)


MEANING.says("total")(_of_rows(lambda rows: whole(sum((v for (v,) in rows), 0)), of_none=True))
MEANING.says("count")(_of_rows(len, of_none=True))
MEANING.says("largest")(_of_rows(lambda rows: max(v for (v,) in rows)))
MEANING.says("smallest")(_of_rows(lambda rows: min(v for (v,) in rows)))
MEANING.says("latest")(_of_rows(lambda rows: max(rows, key=lambda r: (r[1], r[0]))[0]))
MEANING.says("earliest")(_of_rows(_earliest))


@MEANING.says("complete")
def _complete(run: Interpreter, expr: Expr, row: Row) -> Any:
    def meaning(made: Any, rows: Any, expected: Any) -> Any:
        return made if rows >= expected else Unknown([expr.data.name])

    return run.strict(expr, row, meaning)


@MEANING.says("restarted")
def _restarted(run: Interpreter, expr: Expr, row: Row) -> Any:
    table, months = expr.data
    when, condition, start = expr.args
    begun = run.value(start, row)
    found = held_rows(run, table, (when,), condition, row.at(expr.table))
    gaps = [v for v in (begun, found) if isinstance(v, Unknown)]
    if isinstance(found, Unknown) or gaps:
        return joined(gaps)
    for (day,) in sorted(found):
        if begun < day <= dates.add_months(begun, months):
            begun = day
    return begun
