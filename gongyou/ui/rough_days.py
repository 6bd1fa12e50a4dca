"""A day that is known only roughly: some day in March 2024, between two days.

    RoughDay.between(date(2024, 3, 1), date(2024, 3, 31))

It is its own first day, so that what needs one day has the earliest; whoever reckons with it asks
`last_of` as well, and whoever shows it shows the whole span. It equals no exact day.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _


class RoughDay(date):
    """The first of the days that it may have been; `last` is the last."""

    last: date

    @classmethod
    def between(cls, first: date, last: date) -> Self:
        """From one day to a later one."""
        made = cls(first.year, first.month, first.day)
        made.last = date(last.year, last.month, last.day)
        return made

    @classmethod
    def read(cls, kept: str) -> Self:
        """From the text that `kept` gave."""
        first, last = kept.split("/")
        return cls.between(date.fromisoformat(first), date.fromisoformat(last))

    @property
    def kept(self) -> str:
        """As it is kept: both days with a stroke (ISO 8601)."""
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    @property
    def first(self) -> date:
        """The earliest day that it may have been."""
        return date(self.year, self.month, self.day)

    @property
    def typed(self) -> str:
        """As one would type it again."""
        if self._whole("year"):
            return str(self.year)
        if self._whole("month"):
            return f"{self.year}-{self.month:02d}"
        return f"{self.first.isoformat()}..{self.last.isoformat()}"

    @property
    def in_words(self) -> str:
        """As a page or paper says it."""
        if self._whole("year"):
            return _("some day in %(year)s") % {"year": self.year}
        if self._whole("month"):
            month = date_format(self.first, "YEAR_MONTH_FORMAT")
            return _("some day in %(month)s") % {"month": month}
        days = {
            "first": date_format(self.first, "DATE_FORMAT"),
            "last": date_format(self.last, "DATE_FORMAT"),
        }
        return _("between %(first)s and %(last)s") % days

    def _whole(self, unit: str) -> bool:
        if unit == "year":
            return (self.first, self.last) == (date(self.year, 1, 1), date(self.year, 12, 31))
        ends = date(self.year, self.month, monthrange(self.year, self.month)[1])
        return (self.first, self.last) == (self.first.replace(day=1), ends)

    def __eq__(self, other):
        return isinstance(other, RoughDay) and self.kept == other.kept

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.kept)

    def __reduce__(self):
        return type(self).between, (self.first, self.last)


def last_of(day: date) -> date:
    """The last day that it may have been: itself where it is exact."""
    return day.last if isinstance(day, RoughDay) else day


def exact(day: date) -> date:
    """A plain day: the first that it may have been."""
    return day.first if isinstance(day, RoughDay) else day
