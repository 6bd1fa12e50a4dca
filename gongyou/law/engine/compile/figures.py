"""Figures in force, calendars, and what is the law of a place: tables that are data."""

from __future__ import annotations

from gongyou.law.schema.types import NUM

from ..language.nodes import Expr
from .code import I32, I64, MIN32, Code, c32, c64, op, times, unless_zero
from .emitter import Emitter
from .exact import is_equal_32, whole_as_32
from .layout import Shape
from .parts import Value
from .way import COMPILED

MOST_OF_A_CALENDAR = 10**7


@COMPILED.says("lookup")
def _lookup(run: Emitter, expr: Expr) -> Value:
    shape = run.layout.shapes[expr.data.name]
    values = run.arguments(expr)
    words = run.union(*values)
    unknown = run.unknown_of(words)
    series = _series(run, shape, values)
    found = run.new(I32, run.call("find", series, values[-1].x))
    if run.marks:
        known = found if unknown is None else op("select", c32(0), found, unknown)
        run.out("do", run.call("note", c32(run.blocks[-1].taken.number), known))
    none = run.new(I32, unless_zero(unknown, op("i32.eqz", found)))
    words = run.lacking(words, f"figure:{shape.name}", none)
    x = run.new(I64, op("i64.load", found, 8))  # where none was found a zero lies
    if expr.kind == NUM:
        return Value(x, I64, shape.below, words, shape.low, shape.high, shape.below)
    return Value(run.new(I32, op("i32.wrap_i64", x)), I32, 1, words, MIN32, 2**31)


def _series(run: Emitter, shape: Shape, values: list[Value]) -> Code:
    """Where the figures of these keys lie: the class of each key, and the place."""
    at: Code | None = None
    for i, texts, numbers in zip(shape.others, shape.classes, shape.maps, strict=True):
        one = op("i32.load", times(values[i].x, 4), numbers)
        at = one if at is None else op("i32.add", times(at, len(texts) + 1), one)
    if shape.where is not None:
        place = times(values[shape.where].x, shape.size)
        at = place if at is None else op("i32.add", at, place)
    index = c32(0) if at is None else times(at, 4)
    return run.new(I32, op("i32.load", index, shape.table))


@COMPILED.says("daily")
def _daily(run: Emitter, expr: Expr) -> Value:
    calendar, column = expr.data
    at, first, size = run.layout.calendars[calendar.name, column]
    value = run.emit(expr.args[0])
    key = whole_as_32(run, value) if expr.args[0].kind == NUM else value.x
    offset = run.new(I32, op("i32.sub", key, c32(first)))
    inside = op("i32.and", op("i32.ge_s", offset, c32(0)), op("i32.lt_s", offset, c32(size)))
    inside = run.new(I32, inside)
    x = run.new(I32, op("i32.load", times(op("select", offset, c32(0), inside), 4), at))
    none = op("i32.or", op("i32.eqz", inside), op("i32.eq", x, c32(MIN32)))
    none = run.new(I32, unless_zero(run.unknown(value), none))
    words = run.lacking(dict(value.words), f"calendar:{calendar.name}", none)
    x = run.new(I32, op("select", c32(0), x, none))
    if expr.kind == NUM:
        long = run.new(I64, op("i64.extend_i32_s", x))
        return Value(long, I64, 1, words, 0, MOST_OF_A_CALENDAR)
    return Value(x, I32, 1, words, MIN32, 2**31)


@COMPILED.says("reading")
def _reading(run: Emitter, expr: Expr) -> Value:
    question, option = expr.data
    wanted = question.options.index(option)
    if not expr.args:
        table = run.layout.tables["answer", question.name]
        answer = op("i32.load", c32(0), table)
        return Value(run.new(I32, is_equal_32(answer, wanted)), I32, 1, {}, 0, 1)
    place = run.emit(expr.args[0])
    table = run.layout.tables["reading", question.name]
    # An answer that was asked for holds wherever the place is: it stands at the table's end.
    asked = run.new(I32, op("i32.load", c32(0), table + 4 * (run.layout.size.texts - 1)))
    told = run.new(I32, op("i32.ge_s", asked, c32(0)))
    local = op("i32.load", times(place.x, 4), table)
    x = run.new(I32, is_equal_32(op("select", asked, local, told), wanted))
    words = {n: run.new(I64, op("select", c64(0), w, told)) for n, w in place.words.items()}
    return Value(x, I32, 1, words, 0, 1)


@COMPILED.says("in_place")
def _in_place(run: Emitter, expr: Expr) -> Value:
    place = run.emit(expr.args[0])
    at = run.layout.tables["in_place", expr.data[0]]
    x = run.new(I32, op("i32.load", times(place.x, 4), at))
    return Value(x, I32, 1, dict(place.words), 0, 1, 1, place.unknown)
