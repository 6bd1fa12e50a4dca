"""Sums, products, quotients, least and greatest."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from gongyou.law.schema.types import NUM

from ..language.nodes import Expr
from ..language.operations import DIVISION_BY_ZERO
from .code import I32, I64, c64, op, unless_zero
from .emitter import Emitter
from .exact import (
    LIMIT,
    Bounded,
    below_of,
    clamped,
    common,
    negated,
    number,
    product,
    reduced,
    rounded,
    scaled,
)
from .parts import Value
from .way import COMPILED

WORTH_A_TRY = 100


@COMPILED.says("add", "sub")
def _add(run: Emitter, expr: Expr) -> Value:
    a, b = run.arguments(expr)
    (x, x_low, x_high), (y, y_low, y_high), below, most = common(run, a, b)
    if expr.op == "sub":
        y_low, y_high = -y_high, -y_low
    made = run.new(I64, op("i64.add" if expr.op == "add" else "i64.sub", x, y))
    low, high = clamped(run, made, x_low + y_low, x_high + y_high)
    return number(run, (made, low, high), below, most, run.union(a, b))


@COMPILED.says("mul")
def _mul(run: Emitter, expr: Expr) -> Value:
    a, b = run.arguments(expr)
    words = run.union(a, b)
    if isinstance(a.below, int) and isinstance(b.below, int):
        below = a.below * b.below
        if below < LIMIT:
            made = product(run, (a.x, a.low, a.high), (b.x, b.low, b.high))
            return number(run, made, below, below, words)
    a, b = _whole_if_it_is(run, a), _whole_if_it_is(run, b)
    made = product(run, (a.x, a.low, a.high), (b.x, b.low, b.high))
    under, _, most = product(run, below_of(a), below_of(b))
    return reduced(run, made, under, most, words)


def _whole_if_it_is(run: Emitter, value: Value) -> Value:
    """A number over a large constant as a whole one, where it is: far cheaper than to cancel later.

    (Twenty hours at 150 % are thirty, not 600,000 over 20,000.)
    """
    if not isinstance(value.below, int) or value.below < WORTH_A_TRY:
        return value
    whole = run.new(I64, op("i64.div_s", value.x, c64(value.below)))
    exact = run.new(I32, op("i64.eq", op("i64.mul", whole, c64(value.below)), value.x))
    x = run.new(I64, op("select", whole, value.x, exact))
    below = run.new(I64, op("select", c64(1), c64(value.below), exact))
    return Value(x, I64, below, value.words, value.low, value.high, value.below)


@COMPILED.says("div")
def _div(run: Emitter, expr: Expr) -> Value:
    a, b = run.arguments(expr)
    divisor = expr.args[1]
    if divisor.op == "const" and divisor.data > 0:
        return _by_constant(run, a, Fraction(divisor.data))
    words = run.union(a, b)
    zero = op("i64.eqz", b.x)
    bad = run.new(I32, unless_zero(run.unknown_of(words), zero))
    words = run.lacking(words, DIVISION_BY_ZERO, bad)
    over, under_a = _cancelled(a, b)
    top = product(run, (a.x, a.low, a.high), over)
    size = run.new(I64, op("select", c64(1), b.x, op("i64.eqz", b.x)))
    if b.low < 0:
        minus = run.new(I32, op("i64.lt_s", size, c64(0)))
        size = run.new(I64, op("select", negated(size), size, minus))
        code, low, high = top
        turned = run.new(I64, op("select", negated(code), code, minus))
        top = (turned, min(low, -high), max(high, -low))
    under, _, most = product(run, under_a, (size, 1, max(-b.low, b.high, 1)))
    return reduced(run, top, run.keep(under, I64), most, words)


def _cancelled(a: Value, b: Value) -> tuple[Bounded, Bounded]:
    """The denominators of a quotient's parts, without what two constants share."""
    if isinstance(a.below, int) and isinstance(b.below, int):
        shared = gcd(a.below, b.below)
        over, under = b.below // shared, a.below // shared
        return (c64(over), over, over), (c64(under), under, under)
    return below_of(b), below_of(a)


def _by_constant(run: Emitter, a: Value, divisor: Fraction) -> Value:
    n, d = divisor.as_integer_ratio()
    top = scaled(run, a, d)
    if isinstance(a.below, int) and a.below * n < LIMIT:
        return number(run, top, a.below * n, a.below * n, dict(a.words))
    under, _, most = product(run, below_of(a), (c64(n), n, n))
    return number(run, top, under, most, dict(a.words))


@COMPILED.says("round")
def _round(run: Emitter, expr: Expr) -> Value:
    value = run.emit(expr.args[0])
    made, below = rounded(run, value, expr.data)
    return number(run, made, below, below, dict(value.words))


@COMPILED.says("min", "max")
def _extreme(run: Emitter, expr: Expr) -> Value:
    a, b = run.arguments(expr)
    words = run.union(a, b)
    sign, pick = ("le_s", min) if expr.op == "min" else ("ge_s", max)
    if expr.kind != NUM:
        chosen = op("select", a.x, b.x, op(f"i32.{sign}", a.x, b.x))
        return Value(run.new(I32, chosen), I32, 1, words, pick(a.low, b.low), pick(a.high, b.high))
    (x, x_low, x_high), (y, y_low, y_high), below, most = common(run, a, b)
    x, y = run.keep(x, I64), run.keep(y, I64)
    first = run.new(I32, op(f"i64.{sign}", x, y))
    if isinstance(below, int) or a.below == b.below:
        ends = (pick(x_low, y_low), pick(x_high, y_high))
        return number(run, (op("select", x, y, first), *ends), below, most, words)
    under = run.new(I64, op("select", below_of(a)[0], below_of(b)[0], first))
    ends = (min(a.low, b.low), max(a.high, b.high))
    chosen = op("select", a.x, b.x, first)
    return number(run, (chosen, *ends), under, max(below_of(a)[2], below_of(b)[2]), words)
