"""Loops over the rows of a finer table."""

from __future__ import annotations

from collections.abc import Callable

from gongyou.law.schema.types import NUM, TEXT_KIND

from ..language.nodes import Expr, Table
from ..meaning.rows import aggregate_name
from .code import I32, I64, Code, c32, c64, op, times, unless_zero
from .emitter import Emitter, type_of, zero_of
from .exact import LIMIT, clamped, common
from .parts import Block, Taken, Value, Words
from .way import COMPILED

Use = Callable[..., None]


def loop(
    run: Emitter, expr: Expr, table: Table, condition: Expr, values: tuple[Expr, ...], use: Use
) -> Words:
    """Go over the rows below; `use` the values of those for which the condition holds.

    What the rows lack is gathered in words, which are returned.
    """
    assert expr.table is not None
    outer = run.block_of(expr.table)
    first, last = run.rows_below(table, outer.table, outer.row)
    row = run.new(I32, first)
    of_root = outer.table is run.pack.root
    memo = ("symbol", f"memo {table.name}") if of_root else run.memo_at(table, first)
    at = run.new(I32, memo)
    body = Block(table, [], row, at, _taken(run), grain=outer.table)
    run.mark(body)
    gathered: Words = {}
    run.within(body, lambda: _one_row(run, condition, values, use, gathered))
    for number, code in gathered.items():
        run.out("set", code[1], c64(0))
        gathered[number] = code
    body.body.append(("set", row[1], op("i32.add", row, c32(1))))
    stride = ("symbol", f"stride {table.name}")
    body.body.append(("set", at[1], op("i32.add", at, stride)))
    run.out("while", op("i32.lt_s", row, last), body.body)
    words: Words = dict(gathered)
    if table.empty == "unknown":
        words = run.lacking(words, table.name, op("i32.ge_s", first, last))
    return words


def _taken(run: Emitter) -> Taken:
    """Where explanations are wanted a loop notes for itself whether there was a row."""
    return run.new_taken() if run.marks else run.blocks[-1].taken


def _one_row(
    run: Emitter, condition: Expr, values: tuple[Expr, ...], use: Use, gathered: Words
) -> None:
    held = run.emit(condition)
    unknown = run.unknown(held)
    _gather(run, held.words, gathered)
    outer = run.blocks[-1]
    inner = Block(outer.table, [], outer.row, outer.memo_at, _taken(run))
    run.mark(inner)
    run.within(inner, lambda: _values(run, values, use, gathered))
    run.out("if", unless_zero(unknown, held.x), inner.body, [])


def _values(run: Emitter, values: tuple[Expr, ...], use: Use, gathered: Words) -> None:
    found = [run.emit(value) for value in values]
    words = run.union(*found)
    unknown = run.unknown_of(words)
    _gather(run, words, gathered)
    block = run.plain_block()
    run.within(block, lambda: use(*found))
    if unknown is None:
        run.blocks[-1].body += block.body
    else:
        run.out("if", op("i32.eqz", unknown), block.body, [])


def _gather(run: Emitter, words: Words, gathered: Words) -> None:
    for number, code in words.items():
        if number not in gathered:
            gathered[number] = run.new(I64)
        run.out("set", gathered[number][1], op("i64.or", gathered[number], code))


@COMPILED.says("count")
def _count(run: Emitter, expr: Expr) -> Value:
    count = run.new(I64, c64(0))

    def use() -> None:
        run.out("set", count[1], op("i64.add", count, c64(1)))

    words = loop(run, expr, expr.data, expr.args[1], (), use)
    return Value(count, I64, 1, words, 0, run.layout.size.most_rows)


@COMPILED.says("total")
def _total(run: Emitter, expr: Expr) -> Value:
    most = run.layout.size.most_rows
    total, below = run.new(I64, c64(0)), run.new(I64, c64(1))
    found: list[Value] = []

    def use(value: Value) -> None:
        found.append(value)
        if isinstance(value.below, int):
            run.out("set", total[1], op("i64.add", total, value.x))
            clamped(run, total, min(value.low, 0) * most, max(value.high, 0) * most)
        else:
            _add_fraction(run, total, below, value)

    words = loop(run, expr, expr.data, expr.args[1], expr.args[:1], use)
    (value,) = found
    if not isinstance(value.below, int):
        return Value(total, I64, below, words, -LIMIT, LIMIT, LIMIT)
    low = max(-LIMIT, min(0, value.low) * most)
    high = min(LIMIT, max(0, value.high) * most)
    return Value(total, I64, value.below, words, low, high, value.below)


def _add_fraction(run: Emitter, total: Code, below: Code, value: Value) -> None:
    """A fraction to a fraction; cancelled only where neither denominator divides the other."""
    x, under = value.x, value.below
    assert not isinstance(under, int)

    def first() -> None:
        run.out("set", total[1], x)
        run.out("set", below[1], under)

    def finer() -> None:
        scaled_ = run.call("checked", x, op("i64.div_s", below, under))
        run.out("set", total[1], op("i64.add", total, scaled_))
        clamped(run, total, -2 * LIMIT, 2 * LIMIT)

    def coarser() -> None:
        scaled_ = run.call("checked", total, op("i64.div_s", under, below))
        run.out("set", total[1], op("i64.add", scaled_, x))
        run.out("set", below[1], under)
        clamped(run, total, -2 * LIMIT, 2 * LIMIT)

    def other() -> None:
        top = run.new(I64, run.call("pair_top", total, below, x, under))
        run.out("set", below[1], run.call("checked", below, under))
        shared = run.new(I64, run.call("gcd", top, below))
        run.out("set", total[1], op("i64.div_s", top, shared))
        run.out("set", below[1], op("i64.div_s", below, shared))

    blocks = [run.plain_block() for _ in range(4)]
    for block, write in zip(blocks, (first, finer, coarser, other), strict=True):
        run.within(block, write)
    divides = op("i64.eqz", op("i64.rem_s", below, under))
    divided = op("i64.eqz", op("i64.rem_s", under, below))
    rest = ("if", divided, blocks[2].body, blocks[3].body)
    run.out("if", op("i64.eqz", total), blocks[0].body, [("if", divides, blocks[1].body, [rest])])


class _Best:
    """The value chosen so far, and by what."""

    def __init__(self, run: Emitter, expr: Expr):
        self.run, self.expr = run, expr
        self.value = self._slot(expr.kind)
        self.any = run.new(I32, c32(0))
        self.by = self._slot(expr.args[2].kind) if len(expr.args) > 2 else None
        self.seen: list[Value] = []

    def _slot(self, kind: str) -> Value:
        run = self.run
        x = run.new(type_of(kind), zero_of(kind))
        return Value(x, type_of(kind), run.new(I64, c64(1)))

    def use(self, value: Value, by: Value | None = None) -> None:
        """Take a row's value if it is better."""
        run, sign = self.run, "lt_s" if self.expr.op == "smallest" else "gt_s"
        self.seen.append(value)
        better = self._compared(sign, value, self.value, self.expr.kind)
        if by is not None and self.by is not None:
            kind = self.expr.args[2].kind
            sign = "gt_s" if self.expr.op == "latest" else "lt_s"
            before = self._compared(sign, by, self.by, kind)
            same = self._compared("eq", by, self.by, kind)
            better = op("i32.or", before, op("i32.and", same, better))
        block = run.plain_block()
        run.within(block, lambda: self._take(value, by))
        run.out("if", op("i32.or", op("i32.eqz", self.any), better), block.body, [])

    def _take(self, value: Value, by: Value | None) -> None:
        self._set(self.value, value)
        self.run.out("set", self.any[1], c32(1))
        if by is not None and self.by is not None:
            self._set(self.by, by)

    def _set(self, slot: Value, value: Value) -> None:
        self.run.out("set", slot.x[1], value.x)
        if not isinstance(value.below, int):
            assert not isinstance(slot.below, int)
            self.run.out("set", slot.below[1], value.below)

    def _compared(self, sign: str, value: Value, slot: Value, kind: str) -> Code:
        run = self.run
        if kind == TEXT_KIND:
            return op(f"i32.{sign}", self._rank(value.x), self._rank(slot.x))
        if kind != NUM:
            return op(f"i32.{sign}", value.x, slot.x)
        if isinstance(value.below, int):
            return op(f"i64.{sign}", value.x, slot.x)
        assert not isinstance(slot.below, int)
        left = run.new(I64, run.call("checked", value.x, slot.below))
        right = run.new(I64, run.call("checked", slot.x, value.below))
        return op(f"i64.{sign}", left, right)

    def _rank(self, code: Code) -> Code:
        return op("i32.load", times(code, 4), self.run.layout.ranks)


@COMPILED.says("largest", "smallest", "latest", "earliest")
def _chosen(run: Emitter, expr: Expr) -> Value:
    best = _Best(run, expr)
    by = expr.args[2:]
    words = loop(run, expr, expr.data, expr.args[1], (expr.args[0], *by), best.use)
    (value,) = best.seen
    none = run.new(I32, unless_zero(run.unknown_of(words), op("i32.eqz", best.any)))
    words = run.lacking(words, aggregate_name(expr), none)
    low, high = min(0, value.low), max(0, value.high)
    fixed = isinstance(value.below, int)
    below = value.below if fixed else best.value.below
    return Value(best.value.x, value.type, below, words, low, high, value.most_below)


@COMPILED.says("complete")
def _complete(run: Emitter, expr: Expr) -> Value:
    made, rows, expected = run.arguments(expr)
    (x, *_), (y, *_), _, _ = common(run, rows, expected)
    words = run.union(made, rows, expected)
    short = op("i64.lt_s", x, y)
    short = run.new(I32, unless_zero(run.unknown_of(words), short))
    words = run.lacking(words, expr.data.name, short)
    return Value(made.x, made.type, made.below, words, made.low, made.high, made.most_below)


@COMPILED.says("restarted")
def _restarted(run: Emitter, expr: Expr) -> Value:
    table, months = expr.data
    count = run.new(I32, c32(0))
    start = run.emit(expr.args[2])

    def use(day: Value) -> None:
        run.out("i32.store", times(count, 4), run.layout.scratch, day.x)
        run.out("set", count[1], op("i32.add", count, c32(1)))

    words = loop(run, expr, table, expr.args[1], expr.args[:1], use)
    words = run.union(Value(c64(0), words=words), start)
    begun = run.new(I32, run.call("restart", start.x, c32(months), count))
    return Value(begun, I32, 1, words, -(2**31), 2**31)
