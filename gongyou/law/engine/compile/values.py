"""Facts, rules, choices, what is unknown or assumed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from math import lcm

from gongyou.law.schema.types import DATE_KIND, FIRST_YEAR, LAST_YEAR, NUM, TEXT_KIND

from ..dates import number_of
from ..language.nodes import Expr
from ..meaning.values import assumed_name
from ..pack import Fact
from .code import I32, I64, MIN32, MIN64, Code, c32, c64, constant_of, op, times, unless_zero
from .emitter import Emitter, type_of, zero_of
from .exact import below_of, is_equal_32, scaled, whole
from .layout import LEAST_TEXT_NUMBER, MOST_TEXT_NUMBER, OTHER_TEXT, width
from .parts import Value, Words
from .way import COMPILED

MOST_FRACTION = 10**9
DAYS = number_of(date(FIRST_YEAR, 1, 1)), number_of(date(LAST_YEAR, 12, 31))
"""Between which days a fact's date lies, as every reader of facts sees to; an unknown one is 0."""
Arm = Callable[[], Value]


@COMPILED.says("const")
def _const(run: Emitter, expr: Expr) -> Value:
    if expr.kind == NUM:
        top, below = Fraction(expr.data).as_integer_ratio()
        return Value(c64(top), I64, below, {}, top, top, below)
    if expr.kind == DATE_KIND:
        number = number_of(expr.data)
    else:
        number = run.layout.text(expr.data) if expr.kind == TEXT_KIND else int(expr.data)
    return Value(c32(number), I32, 1, {}, number, number)


@COMPILED.says("fact")
def _fact(run: Emitter, expr: Expr) -> Value:
    fact = expr.data
    run.blocks[-1].taken.facts[fact.name] = None
    if fact.name == "on":
        return Value(run.new(I32, op("i32.load", c32(0), run.layout.on)), I32, 1, {}, MIN32, 2**31)
    scale = 10**fact.type.scale if fact.type.kind == NUM else 1
    if fact.name in run.given.absent:  # the same for everybody: no column is read
        words = run.always_lacking(fact.name)
        return Value(zero_of(expr.kind), type_of(expr.kind), scale, words, 0, 0, scale, c32(1))
    assert expr.table is not None
    at = run.new(I32, times(run.block_of(expr.table).row, width(fact.type.kind)))
    if fact.type.exact:
        return _fraction(run, expr, at)
    return _cell(run, fact, at, scale)


def _cell(run: Emitter, fact: Fact, at: Code, scale: int) -> Value:
    """A fact that is one number; the least there is stands for none."""
    if fact.type.kind != NUM:
        raw = run.new(I32, op("i32.load", at, run.layout.fact_at[fact.name]))
        ends = DAYS if fact.type.kind == DATE_KIND else (MIN32, -MIN32)
        if fact.name in run.given.complete:
            return Value(raw, I32, 1, {}, *ends)
        none = run.new(I32, op("i32.eq", raw, c32(MIN32)))
        x = run.new(I32, op("select", c32(0), raw, none))
        return Value(x, I32, 1, run.lacking({}, fact.name, none), *ends, 1, none)
    raw = run.new(I64, op("i64.load", at, run.layout.fact_at[fact.name]))
    low, high = min(0, int(fact.type.least) * scale), int(fact.type.most) * scale
    if fact.name in run.given.complete:
        return Value(raw, I64, scale, {}, low, high, scale)
    none = run.new(I32, op("i64.eq", raw, c64(MIN64)))
    x = run.new(I64, op("select", c64(0), raw, none))
    return Value(x, I64, scale, run.lacking({}, fact.name, none), low, high, scale, none)


def _fraction(run: Emitter, expr: Expr, at: Code) -> Value:
    """A fact that is an exact fraction: numerator and denominator."""
    name, where = expr.data.name, run.layout.fact_at
    raw = run.new(I64, op("i64.load", at, where[name]))
    none = run.new(I32, op("i64.eq", raw, c64(MIN64)))
    x = run.new(I64, op("select", c64(0), raw, none))
    below = run.new(I64, op("select", c64(1), op("i64.load", at, where[f"{name}/"]), none))
    words = run.lacking({}, name, none)
    most = MOST_FRACTION
    return Value(x, I64, below, words, -most * most, most * most, most, none)


@COMPILED.says("rule")
def _rule(run: Emitter, expr: Expr) -> Value:
    name = expr.data
    run.blocks[-1].taken.rules[name] = None
    if name in run.inlined:
        return run.emit(run.graph.traced[name].expr)
    return run.recall(name)


@COMPILED.says("unknown")
def _unknown(run: Emitter, expr: Expr) -> Value:
    return Value(zero_of(expr.kind), type_of(expr.kind), 1, run.always_lacking(expr.data))


@COMPILED.says("said")
def _said(run: Emitter, expr: Expr) -> Value:
    return run.emit(expr.args[0])


@COMPILED.says("known")
def _known(run: Emitter, expr: Expr) -> Value:
    unknown = run.unknown(run.emit(expr.args[0]))
    if unknown is None or constant_of(unknown) is not None:
        return Value(c32(int(unknown is None)), I32, 1, {}, 0, 1)
    return Value(run.new(I32, op("i32.eqz", unknown)), I32, 1, {}, 0, 1)


@COMPILED.says("when")
def _when(run: Emitter, expr: Expr) -> Value:
    condition = run.emit(expr.args[0])
    if run.unknown(condition) == c32(1):
        return Value(zero_of(expr.kind), type_of(expr.kind), 1, dict(condition.words))
    fixed = constant_of(condition.x)
    if fixed is not None and not condition.words:
        return run.emit(expr.args[1 if fixed else 2])
    if not run.marks:
        for shared in run.certain.both(*expr.args[1:]):
            run.emit(shared)
    arms = (lambda: run.emit(expr.args[1]), lambda: run.emit(expr.args[2]))
    return _merged(run, expr.kind, condition.x, arms, condition)


@COMPILED.says("first_known")
def _first_known(run: Emitter, expr: Expr) -> Value:
    first = run.emit(expr.args[0])

    def second() -> Value:
        other = run.emit(expr.args[1])
        unknown = run.unknown(other)
        if unknown is None:
            return other
        return _with_words(other, _both(run, first, other, unknown))

    return _either(run, expr, first, second)


@COMPILED.says("assumed")
def _assumed(run: Emitter, expr: Expr) -> Value:
    first = run.emit(expr.args[0])

    def second() -> Value:
        run.blocks[-1].taken.assumed[assumed_name(expr)] = None
        return run.emit(expr.args[1])

    return _either(run, expr, first, second)


def _either(run: Emitter, expr: Expr, first: Value, second: Arm) -> Value:
    """The first value, the second where it is unknown."""
    unknown = run.unknown(first)
    if unknown is None:
        return first
    if constant_of(unknown) is not None:
        return second()
    known = _with_words(first, {})
    return _merged(run, expr.kind, op("i32.eqz", unknown), (lambda: known, second))


def _with_words(value: Value, words: Words) -> Value:
    return Value(value.x, value.type, value.below, words, value.low, value.high, value.most_below)


def _both(run: Emitter, first: Value, second: Value, unknown: Code) -> Words:
    """Where the second is unknown too: what both wait for."""
    if constant_of(unknown) is not None:
        return run.union(first, second)
    words = dict(second.words)
    for number, code in first.words.items():
        made = op("select", code, c64(0), unknown)
        if number in words:
            made = op("i64.or", words[number], made)
        words[number] = run.new(I64, made)
    return words


def _merged(
    run: Emitter, kind: str, test: Code, arms: tuple[Arm, Arm], condition: Value | None = None
) -> Value:
    """One value from whichever arm is run; where the condition is unknown, its words."""
    made = [run.branch(arm) for arm in arms]
    values = [value for value, _ in made]
    fixed = [v.below for v in values if isinstance(v.below, int)]
    below: int | Code = lcm(*fixed) if len(fixed) == len(values) else run.new(I64)
    x = run.new(type_of(kind))
    numbers = {n for v in values for n in v.words} | set(condition.words if condition else ())
    words = {number: run.new(I64) for number in sorted(numbers)}
    target = Value(x, type_of(kind), below, dict(words))
    for value, block in made:
        run.within(block, lambda value=value: _assign(run, target, value))  # type: ignore[misc]
    chain = ("if", test, made[0][1].body, made[1][1].body)
    _bounds(target, values)
    unknown = run.unknown(condition) if condition else None
    if unknown is None or condition is None:
        run.out(*chain)
        return target
    none = run.plain_block()
    run.within(none, lambda: _assign_unknown(run, target, condition.words, kind))
    run.out("if", unknown, none.body, [chain])
    target.low, target.high = min(target.low, 0), max(target.high, 0)
    return target


def _assign(run: Emitter, target: Value, value: Value) -> None:
    """At the end of an arm: its value into what is merged."""
    code = value.x
    if isinstance(target.below, int):
        assert isinstance(value.below, int)
        if target.type == I64:
            code, value.low, value.high = scaled(run, value, target.below // value.below)
    else:
        run.out("set", target.below[1], below_of(value)[0])
    run.out("set", target.x[1], code)
    for number, word_ in target.words.items():
        run.out("set", word_[1], value.words.get(number, c64(0)))


def _assign_unknown(run: Emitter, target: Value, words: Words, kind: str) -> None:
    run.out("set", target.x[1], zero_of(kind))
    if not isinstance(target.below, int):
        run.out("set", target.below[1], c64(1))
    for number, word_ in target.words.items():
        run.out("set", word_[1], words.get(number, c64(0)))


def _bounds(target: Value, values: list[Value]) -> None:
    target.low = min(v.low for v in values)
    target.high = max(v.high for v in values)
    fixed = target.below
    target.most_below = fixed if isinstance(fixed, int) else max(below_of(v)[2] for v in values)


@COMPILED.says("as_text")
def _as_text(run: Emitter, expr: Expr) -> Value:
    """The text of a whole number within the table; of any other, one that the law doesn't name.

    Where that could matter the result is left to the meaning.
    """
    value = run.emit(expr.args[0])
    unknown = run.unknown(value)
    number = run.keep(whole(run, value)[0], I64)
    inside = _between(number, LEAST_TEXT_NUMBER, MOST_TEXT_NUMBER - 1)
    if value.below != 1:
        back = op("i64.mul", number, below_of(value)[0])
        is_whole = run.new(I32, op("i64.eq", back, value.x))
        inside = op("i32.and", inside, is_whole)
        if run.layout.fraction_texts:
            run.poison(unless_zero(unknown, op("i32.eqz", is_whole)))
    inside = run.new(I32, inside)
    if run.layout.far_numbers:
        run.poison(unless_zero(unknown, _between(number, *run.layout.far_numbers)))
    place = op("i32.sub", op("i32.wrap_i64", number), c32(LEAST_TEXT_NUMBER))
    at = times(op("select", place, c32(0), inside), 4)
    found = op("select", op("i32.load", at, run.layout.numbers), c32(OTHER_TEXT), inside)
    text = run.new(I32, found)
    if run.layout.numbers_told:  # a number whose text nobody has named
        run.poison(unless_zero(unknown, is_equal_32(text, OTHER_TEXT)))
    return Value(text, I32, 1, dict(value.words), 0, run.layout.size.texts)


def _between(number: Code, least: int, most: int) -> Code:
    return op("i32.and", op("i64.ge_s", number, c64(least)), op("i64.le_s", number, c64(most)))
