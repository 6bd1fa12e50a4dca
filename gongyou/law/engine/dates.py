"""Calendar arithmetic: the one place where days, months and years are counted.

Every function is a named convention; the compiled law's twins stand in `compile/helpers.py` and
are compared with these by the tests.
"""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FURTHEST_DAYS, FURTHEST_MONTHS = 100_000, 2_400


EPOCH = date(1970, 1, 1)


class OutOfRange(ValueError):
    """No date: the parts are none, or the step is further than three or four life times."""


def days_in_month(year: int, month: int) -> int:
    """Number of days of a month."""
    return 29 if month == 2 and isleap(year) else MONTH_LENGTHS[month - 1]


def make_date(year: int, month: int, day: int) -> date:
    """A date from its parts; a day beyond the month's end becomes its last day."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and day >= 1):
        raise OutOfRange
    return date(year, month, min(day, days_in_month(year, month)))


def add_days(start: date, days: int) -> date:
    """The date so many days later."""
    if abs(days) > FURTHEST_DAYS:
        raise OutOfRange
    return start + timedelta(days=days)


def add_months(start: date, months: int) -> date:
    """The same day number so many months later, or that month's last day."""
    if abs(months) > FURTHEST_MONTHS:
        raise OutOfRange
    index = start.year * 12 + start.month - 1 + months
    return make_date(index // 12, index % 12 + 1, start.day)


def days_between(start: date, end: date) -> int:
    """Days from start to end, the first day not counted."""
    return (end - start).days


def months_between(start: date, end: date) -> int:
    """Full months from start to end (end not included).

    A month is full when its day number is reached, or the month's last day: 31 January to
    28 February is one month.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    if end.day >= start.day:
        return months
    return months - (end.day < days_in_month(end.year, end.month))


def months_same_day(start: date, end: date) -> int:
    """Full months where only the same day number completes one: 31 January to 28 February is 0."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def year_length(day: date) -> int:
    """365 or 366, by the calendar year of the date."""
    return 366 if isleap(day.year) else 365


def weekday(day: date) -> int:
    """1 for Monday to 7 for Sunday."""
    return day.isoweekday()


def number_of(day: date) -> int:
    """A date as days since 1 January 1970."""
    return (day - EPOCH).days


def date_of(number: int) -> date:
    """The date again."""
    return EPOCH + timedelta(days=number)
