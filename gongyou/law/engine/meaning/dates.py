"""Calendar arithmetic by `engine/dates.py`; a day outside its reach is unknown."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from .. import dates
from ..language.operations import OUT_OF_RANGE
from ..rows import Unknown
from .way import MEANING, Meaning, strict


def _within_reach(function: Callable) -> Meaning:
    """A date of whole numbers; a part of a day or a month does not count."""

    def meaning(*values: Any) -> Any:
        try:
            return function(*(int(v // 1) if type(v) is Fraction else v for v in values))
        except dates.OutOfRange:
            return Unknown([OUT_OF_RANGE])

    return strict(meaning)


MEANING.says("year")(strict(lambda day: day.year))
MEANING.says("month")(strict(lambda day: day.month))
MEANING.says("day")(strict(lambda day: day.day))
MEANING.says("weekday")(strict(dates.weekday))
MEANING.says("year_length")(strict(dates.year_length))
MEANING.says("make_date")(_within_reach(dates.make_date))
MEANING.says("add_days")(_within_reach(dates.add_days))
MEANING.says("add_months")(_within_reach(dates.add_months))
MEANING.says("days_between")(strict(dates.days_between))
MEANING.says("months_between")(strict(dates.months_between))
MEANING.says("months_same_day")(strict(dates.months_same_day))
