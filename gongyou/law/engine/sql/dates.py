"""The SQL twins of the calendar arithmetic, from year, month and day parts alone.

Each database has date functions of its own that count months differently; none is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dates import FURTHEST_DAYS, FURTHEST_MONTHS
from ..language.nodes import Expr
from .pieces import Number, Piece, make

if TYPE_CHECKING:
    from .grain import Grain

BOUNDS = {"year": (1, 9999), "month": (1, 12), "day": (1, 31)}
LEAP = "(({0} % 4 = 0 AND {0} % 100 <> 0) OR {0} % 400 = 0)"
LENGTH = (
    "CASE WHEN {1} IN (4, 6, 9, 11) THEN 30 WHEN {1} = 2 THEN "
    f"CASE WHEN {LEAP} THEN 29 ELSE 28 END ELSE 31 END"
)
CLAMPED = f"CASE WHEN {{2}} <= 28 OR {{2}} <= {LENGTH} THEN {{2}} ELSE {LENGTH} END"


class Dates:
    """Writes date arithmetic for one table's columns."""

    def __init__(self, grain: Grain):
        self.grain, self.dialect = grain, grain.compiler.dialect

    def part(self, name: str, day: Piece) -> Piece:
        """Year, month or day of a date."""
        return Piece(self.dialect.part(name, day.sql), day.refs)

    def parts(self, day: Piece) -> tuple[Piece, Piece, Piece]:
        """All three."""
        year, month, number = (self.part(name, day) for name in ("year", "month", "day"))
        return year, month, number

    def year_length(self, day: Piece) -> Number:
        """365 or 366."""
        text = f"CASE WHEN {LEAP} THEN 366 WHEN {{0}} IS NOT NULL THEN 365 END"
        return Number(make(text, self.part("year", day)), 365, 366)

    def weekday(self, day: Piece) -> Number:
        """1 for Monday to 7, counted from a Monday long ago."""
        since = self.dialect.days_between("DATE '0001-01-01'", day.sql)
        return Number(Piece(f"({since} % 7 + 1)", day.refs), 1, 7)

    def days_between(self, a: Piece, b: Piece) -> Number:
        """Days from a to b."""
        sql = self.dialect.days_between(a.sql, b.sql)
        return Number(Piece(sql, a.refs | b.refs), -4_000_000, 4_000_000)

    def add_days(self, day: Piece, days: Number) -> Piece:
        """So many days later; NULL beyond the range."""
        n = days.n
        moved = Piece(self.dialect.add_days(day.sql, n.sql), day.refs | n.refs)
        if self.reaches(days, FURTHEST_DAYS):
            return moved
        return make(f"CASE WHEN {{1}} {_between(FURTHEST_DAYS)} THEN {{0}} END", moved, n)

    @staticmethod
    def reaches(steps: Number, furthest: int) -> bool:
        """Whether a step is within the range, whatever the facts."""
        return -furthest <= steps.lo and steps.hi <= furthest

    def add_months(self, day: Piece, months: Number, *, inline: bool = False) -> Piece:
        """The same day number so many months later, or that month's last day."""
        year, month, number = self.parts(day)
        if months.lo == months.hi and months.lo % 12 == 0:
            later = make(f"({{0}} + {months.lo // 12})", year)
            short = f"{{1}} = 2 AND {{2}} = 29 AND NOT {LEAP}"
            number = make(f"CASE WHEN {short} THEN 28 ELSE {{2}} END", later, month, number)
            return self._date(day, later, month, number)
        index = make("({0} * 12 + {1} - 1 + {2})", year, month, months.n)
        if not inline:
            index = self.grain.column(self.grain.compiler.fresh("i"), index)
        later = Piece(self.dialect.quotient(index.sql, "12", wide=False), index.refs)
        month = make("({0} % 12 + 1)", index)
        made = self._date(day, later, month, make(CLAMPED, later, month, number))
        if self.reaches(months, FURTHEST_MONTHS):
            return made
        return make(f"CASE WHEN {{1}} {_between(FURTHEST_MONTHS)} THEN {{0}} END", made, months.n)

    def _date(self, guard: Piece, year: Piece, month: Piece, day: Piece) -> Piece:
        made = self.dialect.make_date("{0}", "{1}", "{2}")
        return make(f"CASE WHEN {{3}} IS NOT NULL THEN {made} END", year, month, day, guard)

    def make_date(self, parts: list[Number]) -> Piece:
        """A date from its parts; NULL where there is none."""
        year, month, day = (p.n for p in parts)
        clamped = day if parts[2].hi <= 28 else make(CLAMPED, year, month, day)
        valid = [
            make(f"{{0}} BETWEEN {lo} AND {hi}", p.n)
            for p, (lo, hi) in zip(parts, ((1, 9999), (1, 12), (1, 10**9)), strict=True)
            if not (lo <= p.lo and p.hi <= hi)
        ]
        valid += [make("{0} IS NOT NULL", p.n) for p in parts if p.n.refs]
        conditions = " AND ".join(f"{{{i + 3}}}" for i in range(len(valid))) or "TRUE"
        made = f"CASE WHEN {conditions} THEN {self.dialect.make_date('{0}', '{1}', '{2}')} END"
        return make(made, year, month, clamped, *valid)

    def months_between(self, start: Piece, end: Piece, *, clamped: bool) -> Number:
        """Full months, the month's last day completing one if `clamped`."""
        y1, m1, d1 = self.parts(start)
        y2, m2, d2 = self.parts(end)
        short = f"{{5}} < {{2}} AND {{5}} < {_shifted(LENGTH)}" if clamped else "{5} < {2}"
        whole = "(({3} - {0}) * 12 + {4} - {1})"
        text = f"({whole} - CASE WHEN {short} THEN 1 ELSE 0 END)"
        return Number(make(text, y1, m1, d1, y2, m2, d2), -110_000, 110_000)


def _between(limit: int) -> str:
    return f"BETWEEN -{limit} AND {limit}"


def _shifted(template: str) -> str:
    """A template of year and month that stand in fourth and fifth place."""
    return template.replace("{0}", "{3}").replace("{1}", "{4}")


def can_miss(grain: Grain, expr: Expr) -> bool:
    """Whether a date function of known values can find no date."""
    if expr.op == "make_date":
        limits = ((1, 9999), (1, 12), (1, 10**9))
        numbers = [grain.whole(a) for a in expr.args]
        return not all(
            lo <= n.lo and n.hi <= hi for n, (lo, hi) in zip(numbers, limits, strict=True)
        )
    furthest = FURTHEST_DAYS if expr.op == "add_days" else FURTHEST_MONTHS
    return not Dates.reaches(grain.whole(expr.args[1]), furthest)
