"""Working days by an official calendar: rest days, public holidays and made-up working days.

A calendar covers the years it was published for and no others: beyond them a count is unknown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from gongyou.law.schema.types import DATE_KIND, NUM

from .dates import number_of
from .language.dates import add_days
from .language.nodes import Expr, node, wants
from .language.values import said

WORKDAYS, HOLIDAYS, NEXT_WORKDAY, NTH_WORKDAY = (
    "workdays",
    "holidays",
    "next_workday",
    "nth_workday",
)
REST, WORK, STATUTORY = "rest", "workday", "statutory"


class Calendar:
    """Days from `first` to `last`; a weekday is worked and a weekend not, unless `days` says.

    `days` maps a date to "rest", "workday" or "statutory" (a public holiday in the narrow sense).
    """

    def __init__(self, name: str, first: date, last: date, days: dict[date, str]):
        self.name, self.first, self.last = name, first, last
        self.worked: list[date] = []
        self.count_workdays: list[int] = [0]
        self.count_holidays: list[int] = [0]
        self._numbered: dict[str, tuple[int, list[int | None]]] = {}
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            kind = days.get(day) or (WORK if day.isoweekday() < 6 else REST)
            if kind == WORK:
                self.worked.append(day)
            self.count_workdays.append(len(self.worked))
            self.count_holidays.append(self.count_holidays[-1] + (kind == STATUTORY))

    @classmethod
    def from_rows(cls, name: str, rows: Iterable[dict], years: tuple[int, int]) -> Calendar:
        """From rows with `date` and `kind`, for whole years."""
        days = {date.fromisoformat(str(r["date"])): str(r["kind"]) for r in rows}
        return cls(name, date(years[0], 1, 1), date(years[1], 12, 31), days)

    def is_workday(self, day: date) -> bool | None:
        """Whether people work that day; None outside the calendar."""
        after, before = self.find(WORKDAYS, day), self.find(WORKDAYS, day - timedelta(days=1))
        return None if after is None or before is None else after > before

    def find(self, column: str, key: Any) -> Any:
        """A tabulated value: days so far up to a date, the workday on or after it, the n-th."""
        if column == NTH_WORKDAY:
            n = int(key)
            return self.worked[n - 1] if 0 < n <= len(self.worked) else None
        offset = (key - self.first).days
        if column == NEXT_WORKDAY:
            at = bisect_left(self.worked, key)
            inside = 0 <= offset < len(self.count_workdays) - 1
            return self.worked[at] if inside and at < len(self.worked) else None
        counts = self.count_workdays if column == WORKDAYS else self.count_holidays
        return counts[offset + 1] if -1 <= offset < len(counts) - 1 else None

    def numbered(self, column: str) -> tuple[int, list[int | None]]:
        """A column as whole numbers by whole keys, and the first key; days count from 1970."""
        if column not in self._numbered:
            self._numbered[column] = self._number(column)
        return self._numbered[column]

    def _number(self, column: str) -> tuple[int, list[int | None]]:
        first = number_of(self.first)
        if column == NTH_WORKDAY:
            return 1, [number_of(day) for day in self.worked]
        if column == NEXT_WORKDAY:
            keys = [self.first + timedelta(days=n) for n in range(len(self.count_workdays) - 1)]
            found = [self.find(NEXT_WORKDAY, key) for key in keys]
            return first, [None if day is None else number_of(day) for day in found]
        counts = self.count_workdays if column == WORKDAYS else self.count_holidays
        return first - 1, list(counts)

    def _daily(self, column: str, key: Any) -> Expr:
        if column == NTH_WORKDAY:
            return node("daily", (wants(key, NUM),), (self, column), DATE_KIND)
        kind = DATE_KIND if column == NEXT_WORKDAY else NUM
        return node("daily", (wants(key, DATE_KIND),), (self, column), kind)

    def workdays(self, first: Any, last: Any) -> Expr:
        """Working days from first to last, both counted."""
        count = self._daily(WORKDAYS, last) - self._daily(WORKDAYS, add_days(first, -1))
        return said("workdays", count, first, last)

    def holidays(self, first: Any, last: Any) -> Expr:
        """Public holidays from first to last, both counted."""
        count = self._daily(HOLIDAYS, last) - self._daily(HOLIDAYS, add_days(first, -1))
        return said("holidays", count, first, last)

    def next_workday(self, day: Any) -> Expr:
        """The day itself, or the next working day: where a period ends on a rest day."""
        return said("next_workday", self._daily(NEXT_WORKDAY, day), day)

    def add_workdays(self, day: Any, n: Any) -> Expr:
        """The n-th working day after the day, which is not counted itself."""
        meaning = self._daily(NTH_WORKDAY, self._daily(WORKDAYS, day) + n)
        return said("add_workdays", meaning, day, n)
