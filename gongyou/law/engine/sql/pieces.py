"""Pieces of SQL text, with the columns they refer to and the bounds of their numbers.

A number is an integer numerator over a denominator: a constant one, known when the query is
written, or a column's. So every value is exact. Bounds say when 64 bits are enough.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm

from ..rounding import DOWN, HALF_UP, UP, Rounding
from .dialects import Dialect

NARROW = 2**63 - 1
FEW, LARGEST_MULTIPLE = 64, 10**16


@dataclass(frozen=True)
class Piece:
    """An SQL expression and the columns it needs."""

    sql: str
    refs: frozenset[str] = frozenset()

    @property
    def simple(self) -> bool:
        """Short enough to be written more than once."""
        return len(self.sql) <= 60


NO_REFS: frozenset[str] = frozenset()


def make(template: str, *pieces: Piece) -> Piece:
    """A piece from others, {0}, {1}, … standing for their text."""
    refs = frozenset().union(*(p.refs for p in pieces)) if pieces else NO_REFS
    return Piece(template.format(*(p.sql for p in pieces)), refs)


@dataclass(frozen=True)
class Number:
    """n / d: `n` an integer of some bits within lo to hi; `d` a positive constant or integer."""

    n: Piece
    lo: int
    hi: int
    d: int | Piece = 1
    d_hi: int = 1
    choices: frozenset[int] | None = None
    bits: int = 64

    @property
    def possible(self) -> frozenset[int] | None:
        """Every numerator that can occur, if they are few: then it can divide exactly."""
        if self.choices is not None:
            return self.choices
        if self.hi - self.lo <= FEW:
            return frozenset(range(self.lo, self.hi + 1))
        return None

    @property
    def wide(self) -> bool:
        """Whether the numerator is kept in 128 bits."""
        return self.bits > 64

    @property
    def refs(self) -> frozenset[str]:
        """Columns needed."""
        return self.n.refs | (self.d.refs if isinstance(self.d, Piece) else NO_REFS)


def constant(value: int | Fraction) -> Number:
    """A number known when the query is written."""
    n, d = Fraction(value).as_integer_ratio()
    return Number(Piece(str(n) if n >= 0 else f"({n})"), n, n, d, bits=bits_for(n, n))


def bits_for(lo: int, hi: int) -> int:
    """The integer type that holds these: of 32, 64 or 128 bits."""
    size = max(abs(lo), abs(hi))
    return 32 if size < 2**31 else 64 if size <= NARROW else 128


class Arithmetic:
    """Exact arithmetic on numbers, in one dialect."""

    def __init__(self, dialect: Dialect):
        self.dialect = dialect

    def _fit(self, a: Piece, lo: int, hi: int, bits: int) -> tuple[Piece, int]:
        """The piece cast to what the result needs, if its operands are narrower."""
        needed = bits_for(lo, hi)
        if needed <= bits:
            return a, bits
        cast = self.dialect.wide if needed > 64 else self.dialect.narrow
        return Piece(cast(a.sql), a.refs), needed

    def scaled(self, x: Number, factor: int) -> Number:
        """x with numerator and constant denominator multiplied by a constant."""
        assert isinstance(x.d, int)
        return replace(self._times(x, factor), d=x.d * factor)

    def _times(self, x: Number, factor: int) -> Number:
        if factor == 1:
            return x
        lo, hi = sorted((x.lo * factor, x.hi * factor))
        if not x.n.refs and x.lo == x.hi:
            whole = constant(lo)
            return replace(x, n=whole.n, lo=lo, hi=lo, choices=None, bits=whole.bits)
        several = None if x.choices is None else frozenset(c * factor for c in x.choices)
        n, bits = self._fit(x.n, lo, hi, x.bits)
        made = make(f"({{0}} * {factor})", n)
        return replace(x, n=made, lo=lo, hi=hi, choices=several, bits=bits)

    def _product(self, a: Number, b: Number) -> Number:
        """The product of the numerators."""
        ends = [p * q for p in (a.lo, a.hi) for q in (b.lo, b.hi)]
        lo, hi = min(ends), max(ends)
        if b.n.sql == "1":
            return Number(a.n, lo, hi, bits=a.bits)
        if a.n.sql == "1":
            return Number(b.n, lo, hi, bits=b.bits)
        left, bits = self._fit(a.n, lo, hi, max(a.bits, b.bits))
        return Number(make("({0} * {1})", left, b.n), lo, hi, bits=bits)

    def den(self, x: Number) -> Number:
        """The denominator as a number of its own."""
        if isinstance(x.d, int):
            return constant(x.d)
        return Number(x.d, 1, x.d_hi, bits=max(64, bits_for(1, x.d_hi)))

    def common(self, a: Number, b: Number) -> tuple[Number, Number, int | Piece, int]:
        """Numerators over one denominator, and that denominator with its bound."""
        if isinstance(a.d, int) and isinstance(b.d, int):
            same = a.d * b.d // gcd(a.d, b.d)
            return self._times(a, same // a.d), self._times(b, same // b.d), same, same
        d = self._product(self.den(a), self.den(b))
        return self._product(a, self.den(b)), self._product(b, self.den(a)), d.n, d.hi

    def add(self, a: Number, b: Number, sign: str = "+") -> Number:
        """The sum, or the difference."""
        x, y, d, d_hi = self.common(a, b)
        lo, hi = (x.lo + y.lo, x.hi + y.hi) if sign == "+" else (x.lo - y.hi, x.hi - y.lo)
        left, bits = self._fit(x.n, lo, hi, max(x.bits, y.bits))
        return Number(make(f"({{0}} {sign} {{1}})", left, y.n), lo, hi, d, d_hi, bits=bits)

    def multiply(self, a: Number, b: Number) -> Number:
        """The product."""
        top = self._product(a, b)
        if isinstance(a.d, int) and isinstance(b.d, int):
            return replace(top, d=a.d * b.d, d_hi=a.d * b.d)
        below = self._product(self.den(a), self.den(b))
        return replace(top, d=below.n, d_hi=below.hi)

    def divide(self, a: Number, b: Number) -> Number:
        """The quotient; NULL where the divisor is zero."""
        multiple = self._common_multiple(b)
        if multiple is not None:
            return self._by_few(a, b, multiple)
        top = self._product(a, self.den(b))
        n, lo, hi = top.n, top.lo, top.hi
        size = max(abs(b.lo), abs(b.hi), 1)
        divisor = b.n
        if b.lo < 0:
            n = make("CASE WHEN {1} > 0 THEN {0} WHEN {1} < 0 THEN -({0}) END", n, b.n)
            lo, hi = min(lo, -hi), max(hi, -lo)
            divisor = make("abs({0})", b.n)
        else:
            n = make("CASE WHEN {1} > 0 THEN {0} END", n, b.n)
        below = self._product(self.den(a), Number(divisor, 1, size, bits=b.bits))
        return Number(n, lo, hi, below.n, below.hi, bits=top.bits)

    def _common_multiple(self, b: Number) -> int | None:
        """A number that every possible divisor divides, if the divisors are few."""
        few = b.possible
        if few is None or min(few) < 0 or few == {0}:
            return None
        found = lcm(*(v for v in few if v))
        return found if found <= LARGEST_MULTIPLE else None

    def _by_few(self, a: Number, b: Number, multiple: int) -> Number:
        """a over b as a times (multiple / b) over the multiple: a constant denominator."""
        if b.lo == b.hi:
            factor = constant(multiple // b.lo)
        else:
            divided = self.dialect.quotient(str(multiple), b.n.sql, wide=b.wide)
            n = Piece(f"CASE WHEN {b.n.sql} > 0 THEN {divided} END", b.n.refs)
            factor = Number(n, 0, multiple, bits=bits_for(0, multiple))
        top = self._product(self.multiply(a, self.den(b)), factor)
        if isinstance(a.d, int):
            return replace(top, d=a.d * multiple, d_hi=a.d * multiple)
        below = self._product(self.den(a), constant(multiple))
        return replace(top, d=below.n, d_hi=below.hi)

    def compare(self, sign: str, a: Number, b: Number) -> Piece:
        """A comparison."""
        x, y, _, _ = self.common(a, b)
        return make(f"({{0}} {sign} {{1}})", x.n, y.n)

    def round(self, x: Number, rounding: Rounding) -> Number:
        """x rounded in a named way; its denominator is the step's."""
        step_n, step_d = rounding.step.as_integer_ratio()
        if isinstance(x.d, int):
            shared = gcd(step_d, x.d * step_n)
            scaled = self._times(x, step_d // shared)
            divisor = constant(x.d * step_n // shared)
        else:
            scaled = self._times(x, step_d)
            divisor = self._times(self.den(x), step_n)
        units = self._units(scaled, divisor, rounding.mode)
        made = self._times(units, step_n)
        return replace(made, d=step_d, d_hi=step_d)

    def _units(self, x: Number, d: Number, mode: str) -> Number:
        if d.lo == d.hi == 1:
            return replace(x, d=1, d_hi=1)
        lo, hi = x.lo // d.lo - 1, x.hi // d.lo + 1
        if x.lo >= 0:
            lo = 0
        up, bits = self._quotient(x, d, mode)
        if x.lo < 0:
            mirrored = {UP: DOWN, DOWN: UP}.get(mode, mode)
            negative = Number(make("(-{0})", x.n), min(-x.hi, 0), -x.lo, bits=x.bits)
            down, bits = self._quotient(negative, d, mirrored)
            up = make("CASE WHEN {0} >= 0 THEN {1} ELSE -({2}) END", x.n, up, down)
        if bits > 64 >= bits_for(lo, hi):
            up, bits = Piece(self.dialect.narrow(up.sql), up.refs), 64
        return Number(up, lo, hi, bits=bits)

    def _quotient(self, x: Number, d: Number, mode: str) -> tuple[Piece, int]:
        """The quotient of a number that is not negative."""
        if mode == HALF_UP and d.lo == d.hi and d.lo % 2 == 0:
            x = self.add(replace(x, d=1), constant(d.lo // 2))
        elif mode == HALF_UP:
            twice, double = self._times(x, 2), self._times(d, 2)
            x = self.add(replace(twice, d=1), replace(d, d=1))
            d = double
        elif mode == UP:
            x = self.add(self.add(replace(x, d=1), replace(d, d=1)), constant(1), "-")
        bits = max(x.bits, d.bits)
        sql = self.dialect.quotient(x.n.sql, d.n.sql, bits > 64)
        return Piece(sql, x.n.refs | d.n.refs), bits


__all__ = ["Arithmetic", "Number", "Piece", "bits_for", "constant", "make"]
