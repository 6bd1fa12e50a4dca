"""From rows of a finer table to one value."""

from __future__ import annotations

from typing import Any

from gongyou.law.schema.types import BOOL_KIND, DATE_KIND, NUM

from .nodes import Expr, RuleError, Table, deepest, lift, node, wants
from .recording import recording
from .values import said, when


def total(x: Any, where: Any = True, expected: Any = None) -> Expr:
    """Sum over the finer rows; unknown if one is, or if fewer than `expected` rows are there."""
    return _aggregate("total", lift(x), where, expected=expected)


def count(where: Expr, expected: Any = None) -> Expr:
    """Number of finer rows for which the condition holds."""
    return _aggregate("count", where, where, expected=expected)


def any_row(where: Expr) -> Expr:
    """True if the condition holds for a finer row."""
    return count(where) > 0


def largest(x: Expr, where: Any = True, none: Any = None) -> Expr:
    """The greatest value of the finer rows; `none` if there is no row."""
    return _aggregate("largest", x, where, none=none)


def smallest(x: Expr, where: Any = True, none: Any = None) -> Expr:
    """The least value of the finer rows; `none` if there is no row."""
    return _aggregate("smallest", x, where, none=none)


def latest(x: Expr, by: Expr, where: Any = True, none: Any = None) -> Expr:
    """The value of the row with the greatest `by`; of equal ones the greatest value."""
    return _aggregate("latest", x, where, none=none, by=by)


def earliest(x: Expr, by: Expr, where: Any = True, none: Any = None) -> Expr:
    """The value of the row with the least `by`; of equal ones the greatest value."""
    return _aggregate("earliest", x, where, none=none, by=by)


def average(x: Expr, where: Any = True, expected: Any = None) -> Expr:
    """Mean over the finer rows; unknown if there is none."""
    mean = total(x, where, expected) / count_of(x, where)
    return said("average", mean, _shown(x), *([] if where is True else [_shown(where)]))


def _shown(x: Expr) -> Expr:
    """The values of finer rows as the explanation shows them: not evaluated."""
    return node("shown", (), x, x.kind, None)


def count_of(x: Expr, where: Any = True) -> Expr:
    """Number of finer rows of x's table for which the condition holds."""
    return _aggregate("count", x, where)


def restarted(start: Any, months: int, dates: Expr, where: Any = True) -> Expr:
    """The start of a period that each event begins anew, if it falls within the period.

    Dates of finer rows for which the condition holds, in order: one that falls after the start and
    not later than so many months after the last beginning becomes the beginning.
    """
    condition = wants(where, BOOL_KIND)
    table = deepest([dates, condition])
    grain = _grain_above(table, "restarted() needs dates")
    args = (wants(dates, DATE_KIND), condition, wants(start, DATE_KIND))
    return node("restarted", args, (table, months), DATE_KIND, grain)


def _grain_above(table: Table | None, needs: str) -> Table:
    """The grain of the rule that is being recorded, which must be above the table."""
    grain = recording[-1].grain if recording else None
    if table is None or grain is None or grain is table or grain not in table.line:
        raise RuleError(f"{needs} of a table finer than the rule's")
    return grain


def _aggregate(
    op: str, x: Expr, where: Any, *, expected: Any = None, none: Any = None, by: Expr | None = None
) -> Expr:
    condition = wants(where, BOOL_KIND)
    table = deepest([x, condition] if by is None else [x, condition, by])
    grain = _grain_above(table, f"{op}() needs values")
    kind = NUM if op in ("total", "count") else x.kind
    if op == "count":
        x = lift(1)
    args = [x, condition, *([] if by is None else [by])]
    made = node(op, tuple(args), table, kind, grain)
    if expected is not None:
        rows = node("count", (lift(1), condition), table, NUM, grain)
        made = node("complete", (made, rows, wants(expected, NUM)), table, kind)
    if none is not None:
        rows = node("count", (lift(1), condition), table, NUM, grain)
        made = when(rows > 0, made, none)
    return made
