"""Exact arithmetic in 64 bits: products checked where their bounds say that they must be."""

from __future__ import annotations

from math import gcd, lcm

from ..language.nodes import DOWN, HALF_UP, UP, Rounding
from .code import I32, I64, Code, c32, c64, constant_of, op
from .emitter import Emitter
from .parts import Value, Words

LIMIT = 2**62
LARGEST_PRODUCT = 4.6e18
SMALL = 2**31
Bounded = tuple[Code, int, int]


def negated(code: Code) -> Code:
    """Less than zero becomes more."""
    return op("i64.sub", c64(0), code)


def below_of(value: Value) -> Bounded:
    """A denominator as a number with its bounds."""
    if isinstance(value.below, int):
        return c64(value.below), value.below, value.below
    return value.below, 1, value.most_below


def product(run: Emitter, a: Bounded, b: Bounded) -> Bounded:
    """A product; poison where it could pass 62 bits and does."""
    (x, x_low, x_high), (y, y_low, y_high) = a, b
    if constant_of(y) == 1:
        return a
    if constant_of(x) == 1:
        return b
    ends = [i * j for i in (x_low, x_high) for j in (y_low, y_high)]
    low, high = min(ends), max(ends)
    made = run.new(I64, op("i64.mul", x, y))
    if max(-low, high) >= LIMIT:
        size = op("f64.mul", op("f64.convert_i64_s", x), op("f64.convert_i64_s", y))
        inside = op("f64.lt", op("f64.abs", size), ("f64.const", LARGEST_PRODUCT))
        run.poison(op("i32.eqz", inside))
        low, high = max(low, -LIMIT), min(high, LIMIT)
    return made, low, high


def scaled(run: Emitter, value: Value, factor: int) -> Bounded:
    """The integer of a value times a factor."""
    if factor == 1:
        return value.x, value.low, value.high
    known = constant_of(value.x)
    if known is not None and abs(known * factor) < LIMIT:
        return c64(known * factor), value.low * factor, value.high * factor
    return product(run, (value.x, value.low, value.high), (c64(factor), factor, factor))


def clamped(run: Emitter, code: Code, low: int, high: int) -> tuple[int, int]:
    """The bounds of a sum; poison where it could pass 62 bits and does."""
    if max(-low, high) > LIMIT:
        over = op("i64.gt_s", code, c64(LIMIT))
        run.poison(op("i32.or", over, op("i64.lt_s", code, c64(-LIMIT))))
        return max(low, -LIMIT), min(high, LIMIT)
    return low, high


def common(run: Emitter, a: Value, b: Value) -> tuple[Bounded, Bounded, int | Code, int]:
    """Two numbers over one denominator, and that with its bound."""
    if isinstance(a.below, int) and isinstance(b.below, int):
        below = lcm(a.below, b.below)
        if below < LIMIT:
            return scaled(run, a, below // a.below), scaled(run, b, below // b.below), below, below
    if a.below == b.below:
        return (a.x, a.low, a.high), (b.x, b.low, b.high), a.below, a.most_below
    under_a, under_b = below_of(a), below_of(b)
    x = product(run, (a.x, a.low, a.high), under_b)
    y = product(run, (b.x, b.low, b.high), under_a)
    below_, _, most = product(run, under_a, under_b)
    return x, y, below_, most


def number(run: Emitter, x: Bounded, below: int | Code, most: int, words: Words) -> Value:
    """A number as a value."""
    code, low, high = x
    return Value(run.keep(code, I64), I64, below, words, low, high, most)


def reduced(run: Emitter, x: Bounded, below: Code, most: int, words: Words) -> Value:
    """A fraction, cancelled where it may be large."""
    code, low, high = x
    if max(-low, high, most) < SMALL:
        return number(run, x, run.keep(below, I64), most, words)
    top, under = run.new(I64, code), run.new(I64, below)
    shared = run.new(I64, run.call("shared", top, under))
    cancel = [
        ("set", top[1], op("i64.div_s", top, shared)),
        ("set", under[1], op("i64.div_s", under, shared)),
    ]
    run.out("if", op("i64.gt_s", shared, c64(1)), cancel, [])
    return Value(top, I64, under, words, low, high, most)


def floored(run: Emitter, top: Bounded, under: Bounded) -> Bounded:
    """The whole number not above a quotient."""
    (n, n_low, n_high), (d, d_low, d_high) = top, under
    if constant_of(d) == 1:
        return top
    low = n_low // d_low if n_low < 0 else n_low // d_high
    high = n_high // d_low if n_high > 0 else n_high // d_high
    if constant_of(d) is None:
        return run.new(I64, run.call("floordiv", n, d)), low, high
    quotient = run.new(I64, op("i64.div_s", n, d))
    if n_low < 0:
        rest = op("i64.sub", n, op("i64.mul", quotient, d))
        less = op("i64.extend_i32_s", op("i64.lt_s", rest, c64(0)))
        quotient = run.new(I64, op("i64.sub", quotient, less))
    return quotient, low, high


def whole(run: Emitter, value: Value) -> Bounded:
    """A number rounded down."""
    return floored(run, (value.x, value.low, value.high), below_of(value))


def rounded(run: Emitter, value: Value, rounding: Rounding) -> tuple[Bounded, int]:
    """A number rounded in a named way, and its denominator."""
    step, parts = rounding.step.as_integer_ratio()
    if isinstance(value.below, int):
        shared = gcd(parts, value.below * step)
        top = scaled(run, value, parts // shared)
        below = value.below * step // shared
        under: Bounded = (c64(below), below, below)
    else:
        top = scaled(run, value, parts)
        under = product(run, below_of(value), (c64(step), step, step))
    top = (run.keep(top[0], I64), *top[1:])
    units = _units(run, top, under, rounding.mode)
    return product(run, units, (c64(step), step, step)), parts


def _units(run: Emitter, top: Bounded, under: Bounded, mode: str) -> Bounded:
    """How many steps."""
    code, low, high = top
    if constant_of(under[0]) == 1:
        return top
    if mode == DOWN:
        return floored(run, top, under)
    if mode == UP:
        up, up_low, up_high = floored(run, (run.new(I64, negated(code)), -high, -low), under)
        return run.new(I64, negated(up)), -up_high, -up_low
    minus = run.new(I32, op("i64.lt_s", code, c64(0))) if low < 0 else None
    size = run.new(I64, op("select", negated(code), code, minus)) if minus else code
    most = max(-low, high, 0)
    if mode == HALF_UP:
        two: Bounded = (c64(2), 2, 2)
        doubled, _, twice = product(run, (size, 0, most), two)
        size = run.new(I64, op("i64.add", doubled, under[0]))
        _, most = clamped(run, size, 0, twice + under[2])
        known = constant_of(under[0])
        under = (
            product(run, under, two) if known is None else (c64(2 * known), 2 * known, 2 * known)
        )
    units, _, most = floored(run, (size, 0, most), under)
    if minus is None:
        return units, 0, most
    return run.new(I64, op("select", negated(units), units, minus)), -most, most


def whole_as_32(run: Emitter, value: Value) -> Code:
    """A small whole number, rounded down."""
    return op("i32.wrap_i64", whole(run, value)[0])


def is_equal_32(code: Code, number_: int) -> Code:
    """Whether a text or an answer is this one."""
    return op("i32.eq", code, c32(number_))
