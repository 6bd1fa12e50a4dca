"""The expression graph that rules record: its nodes and their signs.

Nodes are immutable and shared: the same expression written twice is one node. A node knows its
operation, its kind (number, yes/no, date, text) and its table (the grain it has one value for).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from weakref import WeakValueDictionary

from gongyou.law.schema.types import BOOL_KIND, DATE_KIND, NUM, TEXT_KIND, exact_number

from .operations import OPERATIONS


class RuleError(Exception):
    """A rule says something that the engine cannot mean."""


@dataclass(frozen=True, eq=False)
class Table:
    """A grain: `empty` says what no row at all for a parent means, "unknown" or "none"."""

    name: str
    parent: Table | None
    key: tuple[str, ...]
    empty: str = "unknown"

    @property
    def line(self) -> list[Table]:
        """This table and those above it, the root last."""
        return [self, *(self.parent.line if self.parent else [])]


class Expr:
    """One node of the graph. Compare with ==, <, …; combine conditions with &, |, ~."""

    __slots__ = ("__weakref__", "args", "data", "kind", "op", "table")
    __hash__ = object.__hash__

    def __init__(self, op: str, args: tuple, data: Any, kind: str, table: Table | None):
        self.op, self.args, self.data, self.kind, self.table = op, args, data, kind, table

    def __repr__(self) -> str:
        data = getattr(self.data, "name", self.data)
        shown = ", ".join([*map(repr, self.args), *([] if data is None else [str(data)])])
        return f"{self.op}({shown})"

    def __bool__(self) -> bool:
        raise RuleError("use &, | and ~ for conditions and when() for choices in a rule")

    def __add__(self, other: Any) -> Expr:
        return number_op("add", self, other)

    def __radd__(self, other: Any) -> Expr:
        return number_op("add", other, self)

    def __sub__(self, other: Any) -> Expr:
        return number_op("sub", self, other)

    def __rsub__(self, other: Any) -> Expr:
        return number_op("sub", other, self)

    def __mul__(self, other: Any) -> Expr:
        return number_op("mul", self, other)

    def __rmul__(self, other: Any) -> Expr:
        return number_op("mul", other, self)

    def __truediv__(self, other: Any) -> Expr:
        return number_op("div", self, other)

    def __rtruediv__(self, other: Any) -> Expr:
        return number_op("div", other, self)

    def __floordiv__(self, other: Any) -> Expr:
        return floor(number_op("div", self, other))

    def __mod__(self, other: Any) -> Expr:
        return self - lift(other) * (self // other)

    def __neg__(self) -> Expr:
        return 0 - self

    def __lt__(self, other: Any) -> Expr:
        return compare("lt", self, other)

    def __le__(self, other: Any) -> Expr:
        return compare("le", self, other)

    def __gt__(self, other: Any) -> Expr:
        return compare("lt", other, self)

    def __ge__(self, other: Any) -> Expr:
        return compare("le", other, self)

    def __eq__(self, other: Any) -> Expr:  # type: ignore[override]
        return compare("eq", self, other)

    def __ne__(self, other: Any) -> Expr:  # type: ignore[override]
        return ~compare("eq", self, other)

    def __and__(self, other: Any) -> Expr:
        return all_of(self, other)

    def __rand__(self, other: Any) -> Expr:
        return all_of(other, self)

    def __or__(self, other: Any) -> Expr:
        return any_of(self, other)

    def __ror__(self, other: Any) -> Expr:
        return any_of(other, self)

    def __invert__(self) -> Expr:
        return node("not", (wants(self, BOOL_KIND),), None, BOOL_KIND)

    def is_in(self, *values: str) -> Expr:
        """True where the text is one of the values."""
        return node("in", (wants(self, TEXT_KIND),), tuple(values), BOOL_KIND)

    def within(self, first: Any, last: Any) -> Expr:
        """True from first to last, both included."""
        return (self >= first) & (self <= last)


_nodes: WeakValueDictionary[tuple, Expr] = WeakValueDictionary()


def node(op: str, args: tuple[Expr, ...], data: Any, kind: str, table: Any = ...) -> Expr:
    """The shared node for these parts; its table is the deepest of its arguments'."""
    key = (op, tuple(map(id, args)), data, kind, table)
    found = _nodes.get(key)
    if found is None:
        if op not in OPERATIONS:
            raise RuleError(f"no operation is called {op}")
        grain = deepest(args) if table is ... else table
        found = _nodes[key] = Expr(op, args, data, kind, grain)
    return found


def deepest(args: Iterable[Expr]) -> Table | None:
    """The finest table among the arguments; they must lie on one line."""
    found: Table | None = None
    for arg in args:
        if arg.table is None or (found is not None and arg.table in found.line):
            continue
        if found is not None and found not in arg.table.line:
            raise RuleError(f"{found.name} and {arg.table.name} rows cannot be combined")
        found = arg.table
    return found


def lift(value: Any) -> Expr:
    """A node for a plain value."""
    if isinstance(value, Expr):
        return value
    if isinstance(value, bool):
        return node("const", (), value, BOOL_KIND, None)
    if isinstance(value, int | Fraction | Decimal):
        number = exact_number(value)
        return node("const", (), number, NUM, None)
    if isinstance(value, date):
        return node("const", (), value, DATE_KIND, None)
    if isinstance(value, str):
        return node("const", (), value, TEXT_KIND, None)
    raise RuleError(f"{value!r} cannot stand in a rule; use Decimal or a fraction for numbers")


def wants(value: Any, kind: str) -> Expr:
    """The value as a node of this kind; a text that should be a date is read as one."""
    if kind == DATE_KIND and isinstance(value, str):
        value = date.fromisoformat(value)
    if kind == NUM and isinstance(value, str):
        value = Fraction(value)
    expr = lift(value)
    if expr.kind != kind:
        raise RuleError(f"expected a {kind}, got a {expr.kind}: {expr!r}")
    return expr


def number_op(op: str, a: Any, b: Any) -> Expr:
    """An arithmetic node."""
    left, right = lift(a), lift(b)
    if DATE_KIND in (left.kind, right.kind):
        raise RuleError("use add_days, add_months, days_between for dates")
    return node(op, (wants(left, NUM), wants(right, NUM)), None, NUM)


def compare(op: str, a: Any, b: Any) -> Expr:
    """A comparison of two values of one kind."""
    if isinstance(a, str) and isinstance(b, Expr):
        a = wants(a, b.kind)
    left = lift(a)
    right = wants(b, left.kind)
    if op != "eq" and left.kind in (TEXT_KIND, BOOL_KIND):
        raise RuleError(f"a {left.kind} has no order")
    return node(op, (left, right), None, BOOL_KIND)


def all_of(*conditions: Any) -> Expr:
    """True when all are; false as soon as one is false, whatever is unknown."""
    return _fold("and", [wants(c, BOOL_KIND) for c in conditions])


def any_of(*conditions: Any) -> Expr:
    """True as soon as one is, whatever is unknown."""
    return _fold("or", [wants(c, BOOL_KIND) for c in conditions])


def _fold(op: str, args: list[Expr]) -> Expr:
    flat: list[Expr] = []
    for arg in args:
        flat.extend(arg.args if arg.op == op else (arg,))
    return flat[0] if len(flat) == 1 else node(op, tuple(flat), None, BOOL_KIND)


HALF_UP, UP, DOWN, TRUNC = "half_up", "up", "down", "trunc"


@dataclass(frozen=True)
class Rounding:
    """Round to multiples of `step`.

    half_up: to the nearest, a half away from zero; up: never less; down: never more;
    trunc: towards zero. Call it with an expression to round an intermediate step.
    """

    name: str
    mode: str
    step: Fraction

    def __call__(self, x: Expr) -> Expr:
        """The expression rounded this way."""
        return round_to(x, self)

    def apply(self, value: int | Fraction) -> int | Fraction:
        """Round an exact number."""
        n, d = (value / self.step).as_integer_ratio()
        units = _UNITS[self.mode](n, d) * self.step
        return units.numerator if units.denominator == 1 else units


def _half_up(n: int, d: int) -> int:
    return (2 * n + d) // (2 * d) if n >= 0 else -((-2 * n + d) // (2 * d))


_UNITS = {
    HALF_UP: _half_up,
    UP: lambda n, d: -(-n // d),
    DOWN: lambda n, d: n // d,
    TRUNC: lambda n, d: n // d if n >= 0 else -(-n // d),
}

DOWN_TO_WHOLE = Rounding("down_to_whole", DOWN, Fraction(1))
UP_TO_WHOLE = Rounding("up_to_whole", UP, Fraction(1))


def round_to(x: Any, rounding: Rounding) -> Expr:
    """x rounded in a named way."""
    return node("round", (wants(x, NUM),), rounding, NUM)


def floor(x: Any) -> Expr:
    """The whole number not above x."""
    return round_to(x, DOWN_TO_WHOLE)


def ceil(x: Any) -> Expr:
    """The whole number not below x."""
    return round_to(x, UP_TO_WHOLE)


def walk(exprs: list[Expr]) -> list[Expr]:
    """Every node of these expressions, once, arguments before what uses them."""
    seen: dict[int, Expr] = {}

    def visit(expr: Expr) -> None:
        if id(expr) not in seen:
            for arg in expr.args:
                visit(arg)
            seen[id(expr)] = expr

    for expr in exprs:
        visit(expr)
    return list(seen.values())
