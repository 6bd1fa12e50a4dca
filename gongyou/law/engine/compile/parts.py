"""What the emitter keeps in hand: values, blocks, what is always computed, how a rule is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..language.nodes import Expr, Table
from .code import I64, Code

AGGREGATES = {"total", "count", "largest", "smallest", "latest", "earliest", "restarted"}
Words = dict[int, Code]


@dataclass
class Value:
    """An emitted value: where it is, its type, denominator, missing words, its bounds.

    `unknown` is a condition that is computed where the value was made, in the `place` kept for it
    there; None while nobody asked.
    """

    x: Code
    type: str = I64
    below: int | Code = 1
    words: Words = field(default_factory=dict)
    low: int = 0
    high: int = 0
    most_below: int = 1
    unknown: Code | None = None
    place: list[Any] | None = None


@dataclass
class Taken:
    """What a block of code uses: facts, rules, facts assumed."""

    function: str
    number: int
    facts: dict[str, None] = field(default_factory=dict)
    rules: dict[str, None] = field(default_factory=dict)
    assumed: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True)
class Given:
    """What is known of a roster when its code is written: facts that nobody has, or everybody."""

    absent: frozenset[str] = frozenset()
    complete: frozenset[str] = frozenset()


ANYTHING = Given()


@dataclass
class Block:
    """A suite of statements for rows of a table; `row` and `memo_at` say which row.

    `grain`: of a loop, the table for whose row it is run; rows between are not this one's.
    """

    table: Table
    body: list[Any]
    row: Code
    memo_at: Code
    taken: Taken
    memo: dict[Any, Any] = field(default_factory=dict)
    grain: Table | None = None


@dataclass(frozen=True)
class Stored:
    """How a rule's value lies in its memo: a state, the value, its denominator, its words."""

    at: int
    value: Value
    words: tuple[int, ...]
    constant: bool
    kind: str
    table: Table
    poisons: bool

    @property
    def varying(self) -> bool:
        """Whether the denominator is kept too."""
        return not isinstance(self.value.below, int)


class Certain:
    """What is computed whenever an expression is, whichever branches are taken."""

    def __init__(self) -> None:
        self._of: dict[int, dict[int, Expr]] = {}

    def both(self, one: Expr, other: Expr) -> list[Expr]:
        """What is computed in either case: written once, before the branch."""
        also = self.of(other)
        return [expr for key, expr in self.of(one).items() if key in also]

    def of(self, expr: Expr) -> dict[int, Expr]:
        """The expression and those below it, arguments before what uses them."""
        found = self._of.get(id(expr))
        if found is None:
            found = self._of[id(expr)] = self._below(expr)
            if expr.op != "const":
                found[id(expr)] = expr
        return found

    def _below(self, expr: Expr) -> dict[int, Expr]:
        if expr.op == "when":
            condition, *arms = expr.args
            return self.of(condition) | {id(e): e for e in self.both(*arms)}
        if expr.op in AGGREGATES:
            return {}
        first = expr.op in ("first_known", "assumed", "said")
        found: dict[int, Expr] = {}
        for arg in expr.args[:1] if first else expr.args:
            found.update(self.of(arg))
        return found
