"""Cells read as days. Nothing is guessed: a year must be written, an order of days proved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError

from gongyou.ui.public import RoughDay, RoughDayField

_EPOCH, _SERIALS = date(1899, 12, 30), range(14_000, 73_051)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_STROKES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[, T].*)?")
_YEAR = re.compile(r"(?:19|20)\d{2}|(?<!\d)\d{2}年")
_SAID = re.compile(r"[今去前明本上下这]|ago|last|this|next|yesterday|today|tomorrow")
_FIELD = RoughDayField(required=False)


def day_first(values: Iterable[object]) -> bool | None:
    """Whether a column writes the day first (15/04/2019); None where nothing proves it."""
    proofs = set()
    for value in values:
        found = _STROKES.fullmatch(value.strip()) if isinstance(value, str) else None
        if found and (int(found[1]) > 12) != (int(found[2]) > 12):
            proofs.add(int(found[1]) > 12)
    return proofs.pop() if len(proofs) == 1 else None


def day_of(value: object, first: bool | None = None) -> tuple[date | None, str]:
    """(day, ""), a `RoughDay` where only about when is told; (None, code of the problem).

    What hangs on today (去年3月, 3 days ago, a day without a year) is not read: nobody knows
    when it was written.

    Args:
        first: whether the day stands before the month in 03/04/2019; None: not known.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _checked(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        whole = int(value)
        if whole in _SERIALS:
            return _checked(_EPOCH + timedelta(days=whole))
        value = str(whole)
    return _written(str(value or "").strip(), first)


def _written(text: str, first: bool | None) -> tuple[date | None, str]:
    if found := _ISO.fullmatch(text):
        return _made(*found.groups())
    if found := _STROKES.fullmatch(text):
        one, two, year = found.groups()
        if first is None and int(one) <= 12 and int(two) <= 12 and one != two:
            return None, "day_two_ways"
        swapped = first if first is not None else int(one) > 12
        return _made(year, two, one) if swapped else _made(year, one, two)
    if not _YEAR.search(text) or _SAID.search(text):
        return None, "no_day"
    try:
        return _checked(_FIELD.clean(text))
    except ValidationError:
        return None, "no_day"


def _made(year: str, month: str, day: str) -> tuple[date | None, str]:
    try:
        return _checked(date(int(year), int(month), int(day)))
    except ValueError:
        return None, "no_day"


def _checked(day: date | None) -> tuple[date | None, str]:
    last = day.last if isinstance(day, RoughDay) else day
    if day is None or last is None or not 1900 <= day.year <= last.year <= 2199:
        return None, "no_day"
    return day, ""
