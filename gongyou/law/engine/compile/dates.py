"""Dates as days since 1970; their parts are found by a table of first days of months."""

from __future__ import annotations

from ..dates import FURTHEST_DAYS, FURTHEST_MONTHS, date_of
from ..language.nodes import Expr
from ..language.operations import OUT_OF_RANGE
from .code import I32, I64, MIN32, Code, c32, c64, constant_of, op, unless_zero
from .emitter import Emitter
from .exact import whole
from .helpers import day_of_month, packed_day
from .layout import FIRST_CALENDAR_YEAR
from .parts import Value
from .way import COMPILED

FURTHEST = {"add_days": FURTHEST_DAYS, "add_months": FURTHEST_MONTHS}
MOST_DAYS, MOST_MONTHS, MOST_YEAR = 4 * 10**6, 2 * 10**5, 10_000
LONGEST_MONTH = 31
DATE_PARTS = (1, 9999), (1, 12), (1, 2**40)


def packed(run: Emitter, expr: Expr) -> tuple[Code, Value]:
    """Months since 1600, times 32, and the day: found once for each date."""
    value = run.emit(expr)
    key = ("packed", id(expr))
    for block in run.seen(len(run.blocks)):
        if key in block.memo:
            return block.memo[key], value
    known = within_calendar(run, value.low, value.high)
    found = run.new(I32, packed_day(run.layout, value.x) if known else run.call("civil", value.x))
    run.blocks[-1].memo[key] = found
    return found, value


def within_calendar(run: Emitter, low: int, high: int) -> bool:
    """Whether all days of these bounds are in the table of days."""
    first, last = run.layout.calendar
    return first <= low and high <= last


def year_of(code: Code) -> Code:
    """The year of a packed date."""
    months = op("i32.shr_s", code, c32(5))
    return op("i32.add", op("i32.div_s", months, c32(12)), c32(FIRST_CALENDAR_YEAR))


def _wide(run: Emitter, code: Code, words: dict, low: int, high: int) -> Value:
    return Value(run.new(I64, op("i64.extend_i32_s", code)), I64, 1, words, low, high)


@COMPILED.says("year")
def _year(run: Emitter, expr: Expr) -> Value:
    code, value = packed(run, expr.args[0])
    ends = (0, MOST_YEAR)
    if within_calendar(run, value.low, value.high):
        ends = (date_of(value.low).year, date_of(value.high).year)
    return _wide(run, year_of(code), dict(value.words), *ends)


@COMPILED.says("month")
def _month(run: Emitter, expr: Expr) -> Value:
    code, value = packed(run, expr.args[0])
    months = op("i32.shr_s", code, c32(5))
    number = op("i32.add", op("i32.rem_s", months, c32(12)), c32(1))
    return _wide(run, number, dict(value.words), 0, 12)


@COMPILED.says("day")
def _day(run: Emitter, expr: Expr) -> Value:
    code, value = packed(run, expr.args[0])
    return _wide(run, op("i32.and", code, c32(31)), dict(value.words), 0, 31)


@COMPILED.says("weekday")
def _weekday(run: Emitter, expr: Expr) -> Value:
    value = run.emit(expr.args[0])
    rest = op("i32.rem_s", op("i32.add", value.x, c32(3)), c32(7))  # 1 January 1970: a Thursday
    number = op("i32.add", op("i32.rem_s", op("i32.add", rest, c32(7)), c32(7)), c32(1))
    return _wide(run, number, dict(value.words), 0, 7)


@COMPILED.says("year_length")
def _year_length(run: Emitter, expr: Expr) -> Value:
    code, value = packed(run, expr.args[0])
    days = op("i32.add", c32(365), run.call("leap", year_of(code)))
    return _wide(run, days, dict(value.words), 0, 366)


@COMPILED.says("days_between")
def _days_between(run: Emitter, expr: Expr) -> Value:
    a, b = run.arguments(expr)
    return _wide(run, op("i32.sub", b.x, a.x), run.union(a, b), -MOST_DAYS, MOST_DAYS)


@COMPILED.says("months_between", "months_same_day")
def _months(run: Emitter, expr: Expr) -> Value:
    (start, a), (end, b) = packed(run, expr.args[0]), packed(run, expr.args[1])
    made = run.call(expr.op, start, end)
    return _wide(run, made, run.union(a, b), -MOST_MONTHS, MOST_MONTHS)


@COMPILED.says("add_days", "add_months")
def _add(run: Emitter, expr: Expr) -> Value:
    day, n = run.arguments(expr)
    code, least, most = whole(run, n)
    steps, furthest, far = run.keep(code, I64), FURTHEST[expr.op], None
    known = constant_of(steps)
    if -furthest <= least and most <= furthest:
        step = c32(known) if known is not None else run.new(I32, op("i32.wrap_i64", steps))
    else:
        least, most = -furthest, furthest
        over = op("i64.gt_s", steps, c64(furthest))
        far = run.new(I32, op("i32.or", over, op("i64.lt_s", steps, c64(-furthest))))
        step = run.new(I32, op("select", c32(0), op("i32.wrap_i64", steps), far))
    if expr.op == "add_days":
        made = run.new(I32, op("i32.add", day.x, step))
        return _within_reach(run, [day, n], made, far, (day.low + least, day.high + most))
    start, _ = packed(run, expr.args[0])
    ends = (day.low + LONGEST_MONTH * min(least, 0), day.high + LONGEST_MONTH * max(most, 0))
    if within_calendar(run, *ends):
        month = run.new(I32, op("i32.add", op("i32.shr_s", start, c32(5)), step))
        made = run.new(I32, day_of_month(run.layout, month, op("i32.and", start, c32(31))))
    else:
        made, ends = run.new(I32, run.call("add_months", start, step)), run.layout.calendar
    return _within_reach(run, [day, n], made, far, ends)


@COMPILED.says("make_date")
def _make_date(run: Emitter, expr: Expr) -> Value:
    values = run.arguments(expr)
    found = [whole(run, v) for v in values]
    parts = [run.keep(code, I64) for code, _, _ in found]
    none: Code | None = None
    for part, (_, low, high), (least, most) in zip(parts, found, DATE_PARTS, strict=True):
        if least <= low and high <= most:
            continue
        outside = op("i32.or", op("i64.lt_s", part, c64(least)), op("i64.gt_s", part, c64(most)))
        none = outside if none is None else op("i32.or", none, outside)
    none = None if none is None else run.new(I32, none)
    if found[2][2] > LONGEST_MONTH:
        parts[2] = op("select", c64(31), parts[2], op("i64.gt_s", parts[2], c64(31)))
    safe = [op("i32.wrap_i64", part) for part in parts]
    if none is not None:
        instead = zip((2000, 1, 1), safe, strict=True)
        safe = [run.new(I32, op("select", c32(other), part, none)) for other, part in instead]
    made = run.new(I32, run.call("make_date", *safe))
    return _within_reach(run, values, made, none, run.layout.calendar)


def _within_reach(
    run: Emitter, values: list[Value], made: Code, far: Code | None, ends: tuple[int, int]
) -> Value:
    """A date; unknown where the step was too far or the parts are none."""
    words = run.union(*values)
    low, high = max(ends[0], MIN32), min(ends[1], -MIN32)
    if far is None:
        return Value(made, I32, 1, words, low, high)
    far = run.new(I32, unless_zero(run.unknown_of(words), far))
    return Value(made, I32, 1, run.lacking(words, OUT_OF_RANGE, far), low, high)
