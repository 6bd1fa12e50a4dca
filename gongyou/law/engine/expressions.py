"""The expression graph that rules record.

Nodes are immutable and shared: the same expression written twice is one node. A node knows its
kind (number, yes/no, date, text) and its table (the grain it has one value for).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from weakref import WeakValueDictionary

from gongyou.law.schema.types import BOOL_KIND, DATE_KIND, NUM, TEXT_KIND, exact_number

from .rounding import DOWN_TO_WHOLE, UP_TO_WHOLE, Rounding


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
        from .wording import formula

        return formula(self)

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


def when(condition: Any, then: Any, otherwise: Any) -> Expr:
    """One of two values; only the chosen one needs to be known."""
    left, right = lift(then), lift(otherwise)
    if left.kind == DATE_KIND:
        right = wants(otherwise, DATE_KIND)
    elif left.kind != right.kind:
        raise RuleError(f"when() chooses between a {left.kind} and a {right.kind}")
    return node("when", (wants(condition, BOOL_KIND), left, right), None, left.kind)


def case(*pairs: tuple[Any, Any], otherwise: Any) -> Expr:
    """The value of the first pair whose condition is true."""
    result = otherwise
    for condition, value in reversed(pairs):
        result = when(condition, value, result)
    return lift(result)


def choose(text: Expr, values: dict[str, Any], otherwise: Any) -> Expr:
    """The value that belongs to a text."""
    return case(*((text == key, value) for key, value in values.items()), otherwise=otherwise)


def band(x: Any, bounds: Iterable[tuple[Any, Any]], otherwise: Any) -> Expr:
    """The value of the first bound that x lies below: band(years, [(10, 5), (20, 10)], 15)."""
    return case(*((lift(x) < bound, value) for bound, value in bounds), otherwise=otherwise)


def min_of(*values: Any) -> Expr:
    """The least; unknown if one is unknown."""
    return _extreme("min", values)


def max_of(*values: Any) -> Expr:
    """The greatest; unknown if one is unknown."""
    return _extreme("max", values)


def _extreme(op: str, values: tuple) -> Expr:
    kind = next((v.kind for v in values if isinstance(v, Expr)), NUM)
    result = wants(values[0], kind)
    for value in values[1:]:
        result = node(op, (result, wants(value, kind)), None, kind)
    return result


def clamp(x: Any, least: Any, most: Any) -> Expr:
    """x, but not below least nor above most."""
    return min_of(max_of(x, least), most)


def abs_of(x: Any) -> Expr:
    """The distance from zero."""
    return max_of(x, -lift(x))


def round_to(x: Any, rounding: Rounding) -> Expr:
    """x rounded in a named way."""
    return node("round", (wants(x, NUM),), rounding, NUM)


def floor(x: Any) -> Expr:
    """The whole number not above x."""
    return round_to(x, DOWN_TO_WHOLE)


def ceil(x: Any) -> Expr:
    """The whole number not below x."""
    return round_to(x, UP_TO_WHOLE)


def unknown(name: str, like: Expr | str = NUM) -> Expr:
    """A value that is always unknown, under this name (a judgment a person must make)."""
    return node("unknown", (), name, like if isinstance(like, str) else like.kind, None)


def is_known(x: Expr) -> Expr:
    """True where x is known; never unknown itself."""
    return node("known", (lift(x),), None, BOOL_KIND)


def first_known(*values: Any) -> Expr:
    """The first value that is known; a constant last makes it a default."""
    result = lift(values[-1])
    for value in reversed(values[:-1]):
        left = lift(value)
        result = node("first_known", (left, wants(result, left.kind)), None, left.kind)
    return result


def as_text(x: Any) -> Expr:
    """A whole number as text, to look it up by."""
    expr = lift(x)
    return expr if expr.kind == TEXT_KIND else node("as_text", (wants(x, NUM),), None, TEXT_KIND)


def assumed(fact: Expr, value: Any) -> Expr:
    """The fact, or where it is unknown the value, with the assumption listed in the result."""
    return node("assumed", (fact, wants(value, fact.kind)), None, fact.kind)


def not_due(code: str) -> Expr:
    """In a branch of an entitlement's when(): nothing is due, for this reason."""
    return node("not_due", (), code, NUM, None)


@dataclass(frozen=True)
class Owed:
    """An amount with the reasons for which it is not due."""

    amount: Expr
    unless: tuple[tuple[str, Expr], ...]


def owed(amount: Any, unless: dict[str, Expr] | None = None) -> Owed:
    """What an entitlement rule returns: the amount, and reason codes that exclude it.

    Reasons are asked in order; the first that is true is the answer. While none is true and one
    is unknown the result is undetermined.
    """
    pairs = tuple((code, wants(c, BOOL_KIND)) for code, c in (unless or {}).items())
    return Owed(lift(amount), pairs)


def said(phrase: str, meaning: Any, *shown: Any) -> Expr:
    """An expression that is said with a phrase of its own in the explanation."""
    value = lift(meaning)
    return node("said", (value, *map(lift, shown)), phrase, value.kind)


# --- dates -------------------------------------------------------------------------------------


def _date_function(op: str, result: str, *kinds: str) -> Callable[..., Expr]:
    def build(*args: Any) -> Expr:
        if len(args) != len(kinds):
            raise RuleError(f"{op} takes {len(kinds)} values")
        return node(op, tuple(map(wants, args, kinds)), None, result)

    build.__name__ = op
    return build


year = _date_function("year", NUM, DATE_KIND)
month = _date_function("month", NUM, DATE_KIND)
day = _date_function("day", NUM, DATE_KIND)
weekday = _date_function("weekday", NUM, DATE_KIND)
year_length = _date_function("year_length", NUM, DATE_KIND)
add_days = _date_function("add_days", DATE_KIND, DATE_KIND, NUM)
add_months = _date_function("add_months", DATE_KIND, DATE_KIND, NUM)
days_between = _date_function("days_between", NUM, DATE_KIND, DATE_KIND)
months_between = _date_function("months_between", NUM, DATE_KIND, DATE_KIND)
months_same_day = _date_function("months_same_day", NUM, DATE_KIND, DATE_KIND)
make_date = _date_function("make_date", DATE_KIND, NUM, NUM, NUM)


def add_years(start: Any, years: Any) -> Expr:
    """The same day so many years later; 29 February becomes 28 February."""
    return said("add_years", add_months(start, lift(years) * 12), start, years)


def days_inclusive(first: Any, last: Any) -> Expr:
    """Days from first to last, both counted."""
    return said("days_inclusive", days_between(first, last) + 1, first, last)


def months_of_service(first: Any, last: Any) -> Expr:
    """Full calendar months worked, first and last day both counted."""
    return said("months_of_service", months_between(first, add_days(last, 1)), first, last)


def years_of_service(first: Any, last: Any) -> Expr:
    """Full calendar years worked, first and last day both counted."""
    return said("years_of_service", months_of_service(first, last) // 12, first, last)


def half_rounded_years(first: Any, last: Any) -> Expr:
    """Years of service: a rest of six months or more counts as one, a shorter one as a half."""
    months = months_of_service(first, last)
    rest = months % 12
    left_over = add_months(first, months) <= wants(last, DATE_KIND)
    part = case((rest >= 6, 1), ((rest > 0) | left_over, Fraction(1, 2)), otherwise=0)
    return said("half_rounded_years", months // 12 + part, first, last)


def month_start(d: Any) -> Expr:
    """The first day of the month."""
    return said("month_start", add_days(d, 1 - day(d)), d)


def month_end(d: Any) -> Expr:
    """The last day of the month."""
    return said("month_end", add_days(add_months(month_start(d), 1), -1), d)


def year_start(d: Any) -> Expr:
    """1 January of the year."""
    return said("year_start", make_date(year(d), 1, 1), d)


def year_end(d: Any) -> Expr:
    """31 December of the year."""
    return said("year_end", make_date(year(d), 12, 31), d)


def days_in_month(d: Any) -> Expr:
    """How many days the month of the date has."""
    return said("days_in_month", day(month_end(d)), d)


def in_last_months(month_column: Expr, before: Any, months: int = 12) -> Expr:
    """True for the so many calendar months before the month of the date."""
    end = month_start(before)
    inside = (month_column >= add_months(end, -months)) & (month_column < end)
    return said("in_last_months", inside, month_column, before, months)


# --- aggregates: from rows of a finer table to one value --------------------------------------


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
    table, grain = deepest([dates, condition]), current_grain[-1] if current_grain else None
    if table is None or grain is None or grain is table or grain not in table.line:
        raise RuleError("restarted() needs dates of a table finer than the rule's")
    args = (wants(dates, DATE_KIND), condition, wants(start, DATE_KIND))
    return node("restarted", args, (table, months), DATE_KIND, grain)


current_grain: list[Table] = []


def _aggregate(
    op: str, x: Expr, where: Any, *, expected: Any = None, none: Any = None, by: Expr | None = None
) -> Expr:
    condition = wants(where, BOOL_KIND)
    table = deepest([x, condition] if by is None else [x, condition, by])
    grain = current_grain[-1] if current_grain else None
    if table is None or grain is None or grain is table or grain not in table.line:
        raise RuleError(f"{op}() needs values of a table finer than the rule's")
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
