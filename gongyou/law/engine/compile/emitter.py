"""Writes the rules of a graph as functions of the small language.

A number is an integer over a denominator (a constant of the code, or a second local); what is
missing are bits in words of 64, kept only where the graph says that one can be set. Where 64 bits
could overflow the value is checked and *poisoned*: that is not "unknown" (another value would be
chosen in its place). Poison travels with a rule's memo, and only the results that used it are left
to the meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from gongyou.law.schema.types import NUM

from ..language.nodes import Expr, RuleError, Table
from .called import called_and_inlined
from .code import I32, I64, Code, Function, c32, c64, constant_of, get, op, times, word
from .layout import MOST_BLOCKS, Layout
from .parts import ANYTHING, Block, Certain, Given, Stored, Taken, Value, Words
from .way import COMPILED

POISONING = {
    *("floordiv", "checked", "pair_top", "civil", "add_months", "make_date", "restart"),
    *("intern", "note"),
}
"""Helpers that may leave what is being computed to the meaning."""


class Emitter:
    """The functions of a layout, one after the other."""

    def __init__(self, layout: Layout, given: Given = ANYTHING):
        self.layout, self.graph, self.pack = layout, layout.graph, layout.pack
        self.given = given
        self.marks = layout.size.marks
        self.functions: list[Function] = []
        self.taken: list[Taken] = []
        self.stored: dict[str, Stored] = {}
        self.blocks: list[Block] = []
        self.locals, self.poisons = 0, False
        self.certain = Certain()
        self.called, self.inlined = (
            (frozenset(layout.rules), frozenset[str]())
            if self.marks
            else called_and_inlined(layout)
        )

    # --- statements ----------------------------------------------------------------------------

    def out(self, *statement: Any) -> None:
        """Add a statement to the innermost block."""
        self.blocks[-1].body.append(statement)

    def place(self) -> list[Any]:
        """Room for a statement here, which is written later, or never."""
        kept: list[Any] = []
        self.blocks[-1].body.append(kept)
        return kept

    def call(self, name: str, *arguments: Code) -> Code:
        """What one of the helpers gives."""
        self.poisons = self.poisons or name in POISONING
        return op("call", name, *arguments)

    def new(self, type_: str, value: Code | None = None) -> Code:
        """A new local, set to a value."""
        self.locals += 1
        name = f"t{self.locals}"
        self.function.locals[name] = type_
        if value is not None:
            self.out("set", name, value)
        return get(name)

    def keep(self, code: Code, type_: str) -> Code:
        """The value in a local, unless it is one or a constant."""
        if code[0] in ("get", "i64.const", "i32.const"):
            return code
        return self.new(type_, code)

    def condition(self, code: Code) -> Code:
        """A yes or no in a local."""
        return self.keep(code, I32)

    def poison(self, condition: Code) -> None:
        """What is being computed is left to the meaning where the condition holds."""
        self.poisons = True
        self.out("if", condition, [("setglobal", "poison", c32(1))], [])

    # --- what is missing -----------------------------------------------------------------------

    def unknown(self, value: Value) -> Code | None:
        """A condition: is it unknown? None if it never is."""
        if not value.words:
            return None
        if value.unknown is None:
            if any(constant_of(w) for w in value.words.values()):
                value.unknown = c32(1)
            else:
                first, *rest = value.words.values()
                for other in rest:
                    first = op("i64.or", first, other)
                value.unknown = self._told(op("i64.ne", first, c64(0)), value.place)
        return value.unknown

    def _told(self, condition: Code, place: list[Any] | None) -> Code:
        if place is None:
            return self.new(I32, condition)
        made = self.new(I32)
        place[:] = "set", made[1], condition
        return made

    def unknown_of(self, words: Words) -> Code | None:
        """The same for words alone."""
        return self.unknown(Value(c64(0), words=words))

    def union(self, *values: Value) -> Words:
        """All that several values wait for."""
        found: dict[int, list[Code]] = {}
        for value in values:
            for number, code in value.words.items():
                found.setdefault(number, []).append(code)
        return {number: self._either(codes) for number, codes in found.items()}

    def _either(self, codes: list[Code]) -> Code:
        fixed = 0
        for code in codes:
            fixed |= constant_of(code) or 0
        varying = list(dict.fromkeys(c for c in codes if constant_of(c) is None))
        if fixed or not varying:
            varying.append(c64(fixed))
        made, *rest = varying
        for other in rest:
            made = op("i64.or", made, other)
        return self.keep(made, I64)

    def lacking(self, words: Words, name: str, condition: Code) -> Words:
        """The words with a name's bit where a condition holds."""
        number, bit = self.layout.bit(name)
        made = op("select", c64(word(bit)), c64(0), condition)
        if number in words:
            made = op("i64.or", words[number], made)
        return {**words, number: self.new(I64, made)}

    def always_lacking(self, name: str) -> Words:
        """The words of what is never known."""
        number, bit = self.layout.bit(name)
        return {number: c64(word(bit))}

    # --- functions and blocks ------------------------------------------------------------------

    def open(self, name: str, table: Table) -> None:
        """Begin a function of a row: of the worker that is computed, or of the row given."""
        of_root = table is self.pack.root
        params = [] if of_root else [("i", I32), ("at", I32)]
        self.function = Function(name, params, locals={"w": I32})
        self.functions.append(self.function)
        row, at = (get("w"), c32(0)) if of_root else (get("i"), get("at"))
        self.poisons = False
        self.blocks = [Block(table, self.function.body, row, at, self.new_taken())]
        self.mark(self.blocks[0])
        self.out("set", "w", ("global", "w"))

    def new_taken(self) -> Taken:
        """A block's own list of what it uses."""
        if self.marks and len(self.taken) >= MOST_BLOCKS:
            raise RuleError("too many branches for an explanation")
        self.taken.append(Taken(self.function.name, len(self.taken)))
        return self.taken[-1]

    def mark(self, block: Block) -> None:
        """Note, where explanations are wanted, that a block was entered."""
        if self.marks:
            at = self.layout.marks + block.taken.number
            block.body.append(("i32.store8", c32(0), at, c32(1)))

    def within(self, block: Block, write: Callable[[], Any]) -> Any:
        """Write into a block of its own."""
        self.blocks.append(block)
        try:
            return write()
        finally:
            self.blocks.pop()

    def branch(self, write: Callable[[], Value]) -> tuple[Value, Block]:
        """A suite that is run only in one case."""
        outer = self.blocks[-1]
        block = Block(outer.table, [], outer.row, outer.memo_at, self.new_taken())
        self.mark(block)
        return self.within(block, write), block

    def plain_block(self) -> Block:
        """A suite within the innermost block's row that marks nothing of its own."""
        outer = self.blocks[-1]
        return Block(outer.table, [], outer.row, outer.memo_at, outer.taken)

    def seen(self, depth: int) -> Iterator[Block]:
        """The open blocks from the inside out, without those of rows that are not this row's.

        (A loop over all of a worker's parts may stand within one over months.)
        """
        grain: Table | None = None
        for block in reversed(self.blocks[:depth]):
            if grain is not None and block.table not in grain.line:
                continue
            yield block
            grain = block.grain or grain

    # --- rows ----------------------------------------------------------------------------------

    def block_of(self, table: Table) -> Block:
        """The block whose row belongs to a table."""
        for block in self.seen(len(self.blocks)):
            if block.table is table:
                return block
        inner = self.blocks[-1]
        if table is self.pack.root:
            return Block(table, [], get("w"), c32(0), inner.taken)
        row, below = inner.row, inner.table
        while below is not table:
            assert below.parent is not None
            row = self.new(I32, op("i32.load", times(row, 4), self.layout.owner[below.name]))
            below = below.parent
        return Block(table, [], row, self.memo_at(table, row), inner.taken)

    def memo_at(self, table: Table, row: Code) -> Code:
        """Where a finer row's memo lies: this worker's rows come one after the other."""
        first, _ = self.rows_below(table, self.pack.root, get("w"))
        stride = ("symbol", f"stride {table.name}")
        offset = op("i32.mul", op("i32.sub", row, first), stride)
        return self.new(I32, op("i32.add", ("symbol", f"memo {table.name}"), offset))

    def rows_below(self, table: Table, outer: Table, row: Code) -> tuple[Code, Code]:
        """The first of a finer table's rows below a row, and the one after the last."""
        assert table.parent is not None
        if table.parent is outer:
            ends = (row, op("i32.add", row, c32(1)))
        else:
            ends = self.rows_below(table.parent, outer, row)
        at = self.layout.start[table.name]
        first, last = (self.new(I32, op("i32.load", times(end, 4), at)) for end in ends)
        return first, last

    # --- expressions ---------------------------------------------------------------------------

    def emit(self, expr: Expr) -> Value:
        """The code of a node, remembered within the blocks that are open."""
        depth = self._depth(expr)
        key = id(expr)
        for block in self.seen(depth + 1):
            if key in block.memo:
                return block.memo[key]
        inner, self.blocks = self.blocks[depth + 1 :], self.blocks[: depth + 1]
        value = COMPILED.does[expr.op](self, expr)
        value.x = self.keep(value.x, value.type)
        if value.place is None and value.unknown is None:
            # Here: a condition made inside a branch that asks for it is stale outside of it.
            value.place = self.place()
        self.blocks[-1].memo[key] = value
        self.blocks += inner
        return value

    def _depth(self, expr: Expr) -> int:
        """The innermost block in whose rows the node has one value: loops do not repeat it.

        Where explanations are wanted it stays where it was said, so that what a loop without rows
        would have used is not noted.
        """
        last = len(self.blocks) - 1
        if expr.table is not None and not self.marks:
            for number in range(last, -1, -1):
                if self.blocks[number].table is expr.table:
                    return number
        return last

    def arguments(self, expr: Expr) -> list[Value]:
        """The values of a node's arguments."""
        return [self.emit(arg) for arg in expr.args]

    # --- rules ---------------------------------------------------------------------------------

    def rule_function(self, name: str) -> None:
        """A rule as a function that leaves its value in its memo."""
        traced = self.graph.traced[name]
        self.open(f"r_{name}", traced.table)
        self.function.locals["was"] = I32
        before, anew = self.place(), self.place()
        value = self.emit(traced.expr)
        stored = self.stored[name] = self._slots(value, traced.expr.kind, traced.table)
        base, state = self.blocks[0].memo_at, ("global", "epoch")
        if self.poisons:
            before[:] = "set", "was", ("global", "poison")
            anew[:] = "setglobal", "poison", c32(0)
            state = op("i32.add", state, op("i32.ne", ("global", "poison"), c32(0)))
        self.out("i32.store", base, stored.at, state)
        if self.poisons:
            self.out("setglobal", "poison", op("i32.or", ("global", "poison"), get("was")))
        self.out("i64.store" if value.type == I64 else "i32.store", base, stored.at + 8, value.x)
        at = stored.at + 16
        if stored.varying:
            self.out("i64.store", base, at, value.below)
            at += 8
        for number in stored.words:
            self.out("i64.store", base, at, value.words[number])
            at += 8

    def _slots(self, value: Value, kind: str, table: Table) -> Stored:
        """Room for a rule's value; words that are constants need none."""
        words = tuple(sorted(n for n, w in value.words.items() if constant_of(w) is None))
        size = 8 * (2 + (not isinstance(value.below, int)) + len(words))
        layout = self.layout
        if table is self.pack.root:
            at, layout.root_used = layout.root_used, layout.root_used + size
        else:
            at = layout.row_used[table.name]
            layout.row_used[table.name] += size
        fixed = constant_of(value.x) is not None and isinstance(value.below, int)
        return Stored(at, value, words, fixed and not words, kind, table, self.poisons)

    def recall(self, name: str) -> Value:
        """A rule's value for the row: from its memo, or computed now."""
        stored = self.stored[name]
        kept = stored.value
        if stored.constant:
            return replace(kept, words=dict(kept.words), unknown=None, place=None)
        if stored.table is self.pack.root:
            base, call = c32(0), op("call", f"r_{name}")
        else:
            block = self.block_of(stored.table)
            base, call = block.memo_at, op("call", f"r_{name}", block.row, block.memo_at)
        state = op("i32.sub", op("i32.load", base, stored.at), ("global", "epoch"))
        state = self.new(I32, state)
        once: Code = ("do", call)
        if stored.poisons:
            self.poisons = True
            known = [("setglobal", "poison", c32(1))]
            once = ("if", op("i32.eq", state, c32(1)), known, [once])
        self.out("if", state, [once], [])
        load = "i64.load" if kept.type == I64 else "i32.load"
        x = self.new(kept.type, op(load, base, stored.at + 8))
        at, below = stored.at + 16, kept.below
        if stored.varying:
            below = self.new(I64, op("i64.load", base, at))
            at += 8
        words = {n: w for n, w in kept.words.items() if constant_of(w) is not None}
        for number in stored.words:
            words[number] = self.new(I64, op("i64.load", base, at))
            at += 8
        return Value(x, kept.type, below, words, kept.low, kept.high, kept.most_below)


def zero_of(kind: str) -> Code:
    """What stands where a value of a kind is unknown."""
    return c64(0) if kind == NUM else c32(0)


def type_of(kind: str) -> str:
    """How wide a value of a kind is."""
    return I64 if kind == NUM else I32
