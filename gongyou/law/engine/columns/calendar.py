"""Calendar arithmetic over columns of dates, kept as days since 1970-01-01."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from ..dates import FURTHEST_DAYS, FURTHEST_MONTHS

EPOCH = date(1970, 1, 1)
Array = Any
LENGTHS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def number_of(day: date) -> int:
    """A date as days since the epoch."""
    return (day - EPOCH).days


def date_of(number: int) -> date:
    """The date again."""
    return EPOCH + timedelta(days=int(number))


def parts(days: Array) -> tuple[Array, Array, Array]:
    """Year, month and day of each date."""
    stamps = days.astype("datetime64[D]")
    months = stamps.astype("datetime64[M]")
    count = months.astype(np.int64)
    number = (stamps - months.astype("datetime64[D]")).astype(np.int64) + 1
    return count // 12 + 1970, count % 12 + 1, number


def is_leap(year: Array) -> Array:
    """Which years have a 29 February."""
    return ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)


def month_length(year: Array, month: Array) -> Array:
    """Days of each month."""
    return LENGTHS[month - 1] + ((month == 2) & is_leap(year))


def from_parts(year: Array, month: Array, day: Array) -> Array:
    """Days since the epoch; a day beyond the month's end becomes its last."""
    first = ((year - 1970) * 12 + month - 1).astype("datetime64[M]").astype("datetime64[D]")
    return first.astype(np.int64) + np.minimum(day, month_length(year, month)) - 1


def add_days(day: Array, n: Array) -> tuple[Array, Array]:
    """So many days later, and which steps are too far."""
    far = np.abs(n) > FURTHEST_DAYS
    return day + np.where(far, 0, n).astype(np.int64), far


def add_months(day: Array, n: Array) -> tuple[Array, Array]:
    """The same day number so many months later, and which steps are too far."""
    far = np.abs(n) > FURTHEST_MONTHS
    year, month, number = parts(day)
    index = year * 12 + month - 1 + np.where(far, 0, n).astype(np.int64)
    return from_parts(index // 12, index % 12 + 1, number), far


def make_date(year: Array, month: Array, day: Array) -> tuple[Array, Array]:
    """Dates from parts, and which are none."""
    none = (year < 1) | (year > 9999) | (month < 1) | (month > 12) | (day < 1)
    safe = [np.where(none, v, p).astype(np.int64) for v, p in ((2000, year), (1, month), (1, day))]
    return from_parts(*safe), none


def months_between(start: Array, end: Array, *, clamped: bool) -> Array:
    """Full months; the month's last day completes one if `clamped`."""
    y1, m1, d1 = parts(start)
    y2, m2, d2 = parts(end)
    reached = np.minimum(d1, month_length(y2, m2)) if clamped else d1
    return (y2 - y1) * 12 + m2 - m1 - (d2 < reached)
