"""Calendar arithmetic as rules say it; what it means stands in `engine/dates.py`."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from gongyou.law.schema.types import DATE_KIND, NUM

from .nodes import Expr, RuleError, lift, node, wants
from .values import case, said


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
