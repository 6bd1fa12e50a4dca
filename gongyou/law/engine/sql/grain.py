"""The columns of one table's query: every node becomes text over columns of an earlier level.

A column stands one level above those it refers to; a level is one SELECT over the one before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from gongyou.law.schema.types import BOOL_KIND, DATE_KIND, MONTH, NUM, TEXT_KIND

from ..language.nodes import Expr, RuleError, Table
from ..rounding import DOWN_TO_WHOLE
from . import dates, gaps
from .pieces import Arithmetic, Number, Piece, constant, make

if TYPE_CHECKING:
    from .compile import Compiler

Value = Number | Piece
KEY = "id_"


@dataclass
class Join:
    """Something that a level is joined with: a relation, or a finer table's aggregates."""

    alias: str
    level: int
    refs: frozenset[str]
    sql: str = ""
    child: Grain | None = None
    columns: dict[str, Piece] = field(default_factory=dict)
    chain: Any = None


@dataclass
class Column:
    """A column with its level; text over earlier ones, or taken from a join."""

    name: str
    level: int
    refs: frozenset[str]
    sql: str = ""
    join: Join | None = None
    upper: bool = False


class Grain:
    """All columns that have one value a row of a table."""

    def __init__(self, compiler: Compiler, table: Table, parent: Grain | None):
        self.compiler, self.table, self.parent = compiler, table, parent
        self.columns: dict[str, Column] = {}
        self.joins: dict[Any, Join] = {}
        self.arithmetic = Arithmetic(compiler.dialect)
        self.dates = dates.Dates(self)
        self._values: dict[int, Value] = {}
        self._rules: dict[str, Value] = {}
        self._named: dict[str, str] = {}
        self._gaps: dict[int, gaps.Gap] = {}
        self.gap_bits: dict[Any, int] = {}
        self.gap_sources: dict[int, dict[Any, None]] = {}

    # --- columns -------------------------------------------------------------------------------

    def level_of(self, refs: Iterable[str]) -> int:
        """The level whose columns a text can use."""
        return max((self.columns[r].level for r in refs), default=0)

    def column(self, name: str, piece: Piece) -> Piece:
        """A column of its own for a text."""
        if name not in self.columns:
            level = self.level_of(piece.refs) + 1
            self.columns[name] = Column(name, level, piece.refs, piece.sql)
            self._named.setdefault(piece.sql, name)
        return Piece(name, frozenset([name]))

    def unnamed(self, piece: Piece) -> Piece:
        """A column for a text, or the one that has this text already."""
        name = self._named.get(piece.sql)
        return self.column(name or self.compiler.fresh("l"), piece)

    def let(self, value: Value) -> Value:
        """The value as a column, if its text is long."""
        if isinstance(value, Piece):
            return value if value.simple else self.unnamed(value)
        n = self.let(value.n)
        d = value.d if isinstance(value.d, int) else self.let(value.d)
        return replace(value, n=n, d=d)  # type: ignore[arg-type]

    def named(self, name: str, value: Value) -> Value:
        """The value as a column of this name; constants stay constants."""
        if isinstance(value, Piece):
            return self.column(name, value) if value.refs else value
        if not value.refs:
            return value
        n = self.column(name, value.n)
        d = value.d if isinstance(value.d, int) else self.column(f"{name}__d", value.d)
        return replace(value, n=n, d=d)

    def from_above(self, value: Value) -> Value:
        """Columns of the coarser table, passed down to this one's rows."""
        for name in value.refs:
            self.columns.setdefault(name, Column(name, 0, frozenset(), upper=True))
        return value

    def bring(self, home: Grain, piece: Piece) -> Piece:
        """A column of a coarser table, passed down through those between."""
        if self is home:
            return piece
        assert self.parent is not None
        found = self.from_above(self.parent.bring(home, piece))
        assert isinstance(found, Piece)
        return found

    # --- values --------------------------------------------------------------------------------

    def value(self, expr: Expr) -> Value:
        """The text of a node for a row of this table."""
        found = self._values.get(id(expr))
        if found is None:
            found = self._values[id(expr)] = self._value(expr)
            if expr.args and self.compiler.is_shared(expr):
                found = self._values[id(expr)] = self.let(found)
        return found

    def number(self, expr: Expr) -> Number:
        """The node's text, a number."""
        found = self.value(expr)
        assert isinstance(found, Number)
        return found

    def piece(self, expr: Expr) -> Piece:
        """The node's text, not a number."""
        found = self.value(expr)
        assert isinstance(found, Piece)
        return found

    def whole(self, expr: Expr) -> Number:
        """The node's number, rounded down to an integer."""
        return self.arithmetic.round(self.number(expr), DOWN_TO_WHOLE)

    def short_whole(self, expr: Expr) -> Number:
        """The same, short enough to repeat."""
        return self._let_number(self.whole(expr))

    def coarser(self, expr: Expr) -> bool:
        """Whether the node belongs to a table above this one."""
        return expr.table is not None and expr.table is not self.table

    def as_column(self, expr: Expr) -> Value:
        """The node as a column or a constant, for rows of a finer table."""
        if self.coarser(expr):
            assert self.parent is not None
            return self.from_above(self.parent.as_column(expr))
        value = self.value(expr)
        if isinstance(value, Piece):
            bare = not value.refs or value.sql in self.columns
            return value if bare else self.unnamed(value)
        return value if self._bare(value) else self.named(self.compiler.fresh("u"), value)

    def _bare(self, value: Number) -> bool:
        parts = [value.n] + ([value.d] if isinstance(value.d, Piece) else [])
        return all(not p.refs or p.sql in self.columns for p in parts)

    def rule(self, name: str) -> Value:
        """A rule of this table as a column."""
        if name not in self._rules:
            traced = self.compiler.program.traced[name]
            self._rules[name] = self.named(f"r_{name}", self.value(traced.expr))
        return self._rules[name]

    def _value(self, expr: Expr) -> Value:
        if self.coarser(expr):
            assert self.parent is not None
            return self.from_above(self.parent.as_column(expr))
        writer = getattr(self, f"_{expr.op}", None)
        if writer is None:
            raise RuleError(f"{expr.op} cannot be written as SQL")
        return writer(expr)

    def _const(self, expr: Expr) -> Value:
        if expr.kind == NUM:
            return constant(expr.data)
        return Piece(literal(expr.data))

    def _fact(self, expr: Expr) -> Value:
        fact = expr.data
        name = f"f_{fact.name}"
        self.columns.setdefault(name, Column(name, 0, frozenset()))
        piece = Piece(name, frozenset([name]))
        if expr.kind != NUM:
            return piece
        if fact.type.exact:
            below = self.compiler.denominators.get(fact.name, 1)
            return Number(piece, -(10**15), 10**15, below, below)
        scale = 10**fact.type.scale
        lo, hi, bits = self.compiler.bounds.get(
            fact.name, (fact.type.least * scale, fact.type.most * scale, 64)
        )
        return Number(piece, lo, hi, scale, scale, bits=bits)

    def _rule(self, expr: Expr) -> Value:
        return self.rule(expr.data)

    def _unknown(self, expr: Expr) -> Value:
        null = {NUM: "BIGINT", DATE_KIND: "DATE", BOOL_KIND: "BOOLEAN", TEXT_KIND: "VARCHAR"}
        piece = Piece(f"CAST(NULL AS {null[expr.kind]})")
        return Number(piece, 0, 1) if expr.kind == NUM else piece

    def _said(self, expr: Expr) -> Value:
        value = self.value(expr.args[0])
        if expr.data in ("workdays", "holidays") and _one_month(*expr.args[1:]):
            assert isinstance(value, Number)
            return replace(value, lo=0, hi=31)
        return value

    # --- numbers -------------------------------------------------------------------------------

    def _add(self, expr: Expr) -> Value:
        a, b = map(self.number, expr.args)
        return self.arithmetic.add(a, b)

    def _sub(self, expr: Expr) -> Value:
        a, b = map(self.number, expr.args)
        return self.arithmetic.add(a, b, "-")

    def _mul(self, expr: Expr) -> Value:
        return self.arithmetic.multiply(*map(self.number, expr.args))

    def _div(self, expr: Expr) -> Value:
        a, b = map(self.number, expr.args)
        return self.arithmetic.divide(a, self._let_number(b))

    def _let_number(self, value: Number) -> Number:
        made = self.let(value)
        assert isinstance(made, Number)
        return made

    def _round(self, expr: Expr) -> Value:
        x = self.number(expr.args[0])
        return self.arithmetic.round(self._let_number(x) if x.lo < 0 else x, expr.data)

    def _min(self, expr: Expr) -> Value:
        return self._extreme(expr, "<=", "least")

    def _max(self, expr: Expr) -> Value:
        return self._extreme(expr, ">=", "greatest")

    def _extreme(self, expr: Expr, sign: str, function: str) -> Value:
        unknown = [self.compiler.may_be_unknown(arg) for arg in expr.args]
        a, b = (self.let(self.value(arg)) for arg in expr.args)
        if isinstance(a, Piece) or isinstance(b, Piece):
            assert isinstance(a, Piece) and isinstance(b, Piece)
            return make(_strict_extreme(function, unknown), a, b)
        x, y, d, d_hi = self.arithmetic.common(a, b)
        pick = min if function == "least" else max
        lo, hi, bits = pick(x.lo, y.lo), pick(x.hi, y.hi), max(x.bits, y.bits)
        if isinstance(d, int):
            made = make(_strict_extreme(function, unknown), x.n, y.n)
            return Number(made, lo, hi, d, d_hi, bits=bits)
        known_both = "{0} IS NOT NULL AND {1} IS NOT NULL"
        choice = f"CASE WHEN {{0}} {sign} {{1}} THEN {{2}} WHEN {known_both} THEN {{3}} END"
        lo, hi, bits = min(a.lo, b.lo), max(a.hi, b.hi), max(a.bits, b.bits)
        da, db = self.arithmetic.den(a), self.arithmetic.den(b)
        below = make(choice, x.n, y.n, da.n, db.n)
        top = make(choice, x.n, y.n, a.n, b.n)
        return Number(top, lo, hi, below, max(da.hi, db.hi), bits=bits)

    def _as_text(self, expr: Expr) -> Value:
        x = self.number(expr.args[0])
        if x.d == 1:
            return make("CAST({0} AS VARCHAR)", x.n)
        below = self.arithmetic.den(x).n
        quotient = self.compiler.dialect.quotient(x.n.sql, below.sql, x.wide)
        whole = f"CASE WHEN {{0}} % {{1}} = 0 THEN CAST({quotient} AS VARCHAR)"
        return make(f"{whole} WHEN {{0}} IS NOT NULL THEN '?' END", x.n, below)

    # --- conditions ----------------------------------------------------------------------------

    def _lt(self, expr: Expr) -> Value:
        return self._compare(expr, "<")

    def _le(self, expr: Expr) -> Value:
        return self._compare(expr, "<=")

    def _eq(self, expr: Expr) -> Value:
        return self._compare(expr, "=")

    def _compare(self, expr: Expr, sign: str) -> Value:
        a, b = map(self.value, expr.args)
        if isinstance(a, Number) and isinstance(b, Number):
            return self.arithmetic.compare(sign, a, b)
        return make(f"({{0}} {sign} {{1}})", a, b)  # type: ignore[arg-type]

    def _not(self, expr: Expr) -> Value:
        return make("(NOT {0})", self.piece(expr.args[0]))

    def _and(self, expr: Expr) -> Value:
        return _joined(" AND ", [self.piece(a) for a in expr.args])

    def _or(self, expr: Expr) -> Value:
        return _joined(" OR ", [self.piece(a) for a in expr.args])

    def _in(self, expr: Expr) -> Value:
        return make(f"({{0}} IN ({', '.join(map(literal, expr.data))}))", self.piece(expr.args[0]))

    def _known(self, expr: Expr) -> Value:
        return make("({0} IS NOT NULL)", _head(self.value(expr.args[0])))

    def _in_place(self, expr: Expr) -> Value:
        code, above = expr.data
        return self._among_places(
            expr.args[0], lambda p: p == code or bool(above and code in above(p))
        )

    def _reading(self, expr: Expr) -> Value:
        question, option = expr.data
        chosen = self.compiler.reading.get(question.name)
        if chosen is not None or not expr.args:
            return Piece("TRUE" if (chosen or question.default) == option else "FALSE")
        return self._among_places(
            expr.args[0], lambda p: self.compiler.local_option(question, p) == option
        )

    def _among_places(self, place: Expr, holds: Any) -> Piece:
        codes = [p for p in self.compiler.places if holds(p)]
        text = self.piece(place)
        if not codes:
            return make("({0} IS NULL AND NULL)", text)
        return make(f"({{0}} IN ({', '.join(map(literal, codes))}))", text)

    # --- choices -------------------------------------------------------------------------------

    def _when(self, expr: Expr) -> Value:
        condition = self.let(self.value(expr.args[0]))
        assert isinstance(condition, Piece)
        if condition.sql in ("TRUE", "FALSE"):
            return self.value(expr.args[1 if condition.sql == "TRUE" else 2])
        known = not self.compiler.may_be_unknown(expr.args[0])
        text = (
            "CASE WHEN {0} THEN {1} ELSE {2} END"
            if known
            else "CASE WHEN {0} THEN {1} WHEN NOT {0} THEN {2} END"
        )
        return self._choice(text, condition, self.value(expr.args[1]), self.value(expr.args[2]))

    def _first_known(self, expr: Expr) -> Value:
        first = self.let(self.value(expr.args[0]))
        if not self.compiler.may_be_unknown(expr.args[0]):
            return first
        known = make("({0} IS NOT NULL)", _head(first))
        text = "CASE WHEN {0} THEN {1} ELSE {2} END"
        return self._choice(text, known, first, self.value(expr.args[1]))

    _assumed = _first_known

    def _choice(self, text: str, condition: Piece, a: Value, b: Value) -> Value:
        if isinstance(a, Piece) or isinstance(b, Piece):
            return make(text, condition, a, b)  # type: ignore[arg-type]
        if isinstance(a.d, int) and isinstance(b.d, int):
            x, y, d, d_hi = self.arithmetic.common(a, b)
            n = make(text, condition, x.n, y.n)
            several = None
            if x.possible is not None and y.possible is not None:
                several = x.possible | y.possible
            lo, hi, bits = min(x.lo, y.lo), max(x.hi, y.hi), max(x.bits, y.bits)
            return Number(n, lo, hi, d, d_hi, several, bits)
        da, db = self.arithmetic.den(a), self.arithmetic.den(b)
        below = make(text, condition, da.n, db.n)
        lo, hi, bits = min(a.lo, b.lo), max(a.hi, b.hi), max(a.bits, b.bits)
        made = make(text, condition, a.n, b.n)
        return Number(made, lo, hi, below, max(da.hi, db.hi), bits=bits)

    # --- dates ---------------------------------------------------------------------------------

    def _date_part(self, expr: Expr) -> Value:
        lo, hi = dates.BOUNDS[expr.op]
        return Number(self.dates.part(expr.op, self._short(expr.args[0])), lo, hi)

    _year = _month = _day = _date_part

    def _weekday(self, expr: Expr) -> Value:
        return self.dates.weekday(self.piece(expr.args[0]))

    def _year_length(self, expr: Expr) -> Value:
        return self.dates.year_length(self._short(expr.args[0]))

    def _short(self, expr: Expr) -> Piece:
        """A date as a column or a constant: its parts are taken from it again and again."""
        found = self.piece(expr)
        bare = not found.refs or found.sql in self.columns
        return found if bare else self.unnamed(found)

    def _days_between(self, expr: Expr) -> Value:
        return self.dates.days_between(*map(self.piece, expr.args))

    def _add_days(self, expr: Expr) -> Value:
        return self.dates.add_days(self.piece(expr.args[0]), self.short_whole(expr.args[1]))

    def _add_months(self, expr: Expr) -> Value:
        return self.dates.add_months(self._short(expr.args[0]), self.short_whole(expr.args[1]))

    def _make_date(self, expr: Expr) -> Value:
        return self.dates.make_date([self.short_whole(a) for a in expr.args])

    def _months_between(self, expr: Expr) -> Value:
        return self.dates.months_between(*map(self._short, expr.args), clamped=True)

    def _months_same_day(self, expr: Expr) -> Value:
        return self.dates.months_between(*map(self._short, expr.args), clamped=False)

    # --- look-ups and aggregates ---------------------------------------------------------------

    def _lookup(self, expr: Expr) -> Value:
        return self.compiler.lookups.figure(self, expr)

    def _daily(self, expr: Expr) -> Value:
        return self.compiler.lookups.daily(self, expr)

    def _aggregate(self, expr: Expr) -> Value:
        return self.compiler.aggregates.value(self, expr)

    _total = _count = _largest = _smallest = _latest = _earliest = _restarted = _aggregate

    def _complete(self, expr: Expr) -> Value:
        made, rows, expected = map(self.number, expr.args)
        enough = self.arithmetic.compare(">=", rows, expected)
        return self._choice("CASE WHEN {0} THEN {1} END", enough, made, made)

    # --- what is missing -----------------------------------------------------------------------

    def gap(self, expr: Expr) -> gaps.Gap:
        """What a node waits for; empty if it is always known."""
        if id(expr) not in self._gaps:
            self._gaps[id(expr)] = gaps.gap(self, expr)
        return self._gaps[id(expr)]

    def bit(self, source: Any) -> int:
        """The mask's bit that stands for a name or a coarser node."""
        return self.gap_bits.setdefault(source, 1 << len(self.gap_bits))


def _one_month(first: Expr, last: Expr) -> bool:
    """Whether a period is a calendar month, whatever the facts."""
    if (last.op, last.data) != ("said", "month_end"):
        return False
    if first.op == "fact" and first.data.type is MONTH:
        return first is last.args[1]
    started = (first.op, first.data) == ("said", "month_start")
    return started and first.args[1] is last.args[1]


def _joined(word: str, parts: list[Piece]) -> Piece:
    return make("(" + word.join(f"{{{i}}}" for i in range(len(parts))) + ")", *parts)


def _strict_extreme(function: str, unknown: list[bool]) -> str:
    """The lesser or greater of two values, NULL if one is.

    least() and greatest() skip NULLs, and are slower than a comparison.
    """
    sign, opposite = ("<=", ">") if function == "least" else (">=", "<")
    if not any(unknown):
        return f"CASE WHEN {{0}} {sign} {{1}} THEN {{0}} ELSE {{1}} END"
    return f"CASE WHEN {{0}} {sign} {{1}} THEN {{0}} WHEN {{0}} {opposite} {{1}} THEN {{1}} END"


def _head(value: Value) -> Piece:
    return value.n if isinstance(value, Number) else value


def literal(value: Any) -> str:
    """A constant as SQL."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return f"DATE '{value.isoformat()}'"
