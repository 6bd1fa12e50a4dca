"""Cells: as JSON so that they come back equal; as text, day, number, id, list or band."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

EMPTY_WORDS = frozenset({"null", "n/a", "na", "not provided", "none", "-", "--", "unknown", "不详"})
DAY_ZERO = dt.date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 7_000, 80_000


def column_letters(index: int) -> str:
    """A, B, …, Z, AA for 0, 1, …"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, index: int) -> str:
    """The cell as a spreadsheet names it: row counts from 1, index from 0."""
    return f"{column_letters(index)}{row}"


def keep(value: Any) -> Any:
    """A cell as JSON; `back` gives the same value again."""
    if isinstance(value, bool) or value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"day": value.isoformat()}
    if isinstance(value, dt.time):
        return {"time": value.isoformat()}
    if isinstance(value, dt.timedelta):
        return {"seconds": value.total_seconds()}
    return {"broken": str(value)}


def back(kept: Any) -> Any:
    """The value of a kept cell."""
    if not isinstance(kept, dict):
        return kept
    ((kind, held),) = kept.items()
    if kind == "moment":
        return dt.datetime.fromisoformat(held)
    if kind == "day":
        return dt.date.fromisoformat(held)
    if kind == "time":
        return dt.time.fromisoformat(held)
    return dt.timedelta(seconds=held) if kind == "seconds" else held


def is_blank(value: Any) -> bool:
    """Whether a cell holds nothing to read."""
    return value is None or (isinstance(value, str) and not value.strip())


def text_of(value: Any) -> str:
    """A cell as one line of text: edges and runs of space go, line feeds too."""
    if is_blank(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    return " ".join(str(value).split())


def head_of(value: Any) -> str:
    """A head as it is looked up: lower case, half width, no signs but # and a single space."""
    text = unicodedata.normalize("NFKC", text_of(value)).casefold()
    text = re.sub(r"\[\d+\]", " ", text)
    return " ".join(re.sub(r"[^\w#\s]", " ", text).split())


_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0?0:00(?::00)?(?:\.0+)?Z?)?")
_AMERICAN = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:\s+0?0:00(?::00)?|\s+12:00(?::00)? AM)?"
)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_EIGHT = re.compile(r"(19|20)(\d{2})(\d{2})(\d{2})")
_NAMED = (
    re.compile(
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?P<month>[a-z]{3,9})\.?[ ,-]+(?P<year>\d{4}|\d{2})"
    ),
    re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"),
)
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? ")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")  # fmt: skip
_YOUNG = 40


def day_of(value: Any, order: str = "mdy") -> dt.date | None:
    """A day, or None when the cell is none. `order` reads 3/4/2020: mdy or dmy."""
    if isinstance(value, dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if FIRST_SERIAL <= value <= LAST_SERIAL:
            return DAY_ZERO + dt.timedelta(days=int(value))
        value = int(value) if value == int(value) else value
    text = unicodedata.normalize("NFKC", text_of(value))
    if found := _ISO.fullmatch(text) or _EIGHT.fullmatch(text):
        *years, month, day = found.groups()
        return _day(int("".join(years)), int(month), int(day))
    if found := _DOTTED.fullmatch(text):
        day, month, year = map(int, found.groups())
        return _day(year, month, day)
    if found := _AMERICAN.fullmatch(text):
        first, second, year = map(int, found.groups())
        month, day = (first, second) if order == "mdy" else (second, first)
        return _day(_century(year, found[3]), month, day)
    return _named_day(text.casefold())


def _named_day(text: str) -> dt.date | None:
    """5 Mar 2014, 5-Mar-14, March 5, 2014, each with its weekday or without."""
    text = _WEEKDAY.sub("", text, count=1)
    for pattern in _NAMED:
        if found := pattern.fullmatch(text):
            stem = "sep" if found["month"] == "sept" else found["month"]
            month = next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(stem)), 0)
            return _day(_century(int(found["year"]), found["year"]), month, int(found["day"]))
    return None


def _century(year: int, printed: str) -> int:
    if len(printed) > 2:
        return year
    return year + (2000 if year < _YOUNG else 1900)


def order_of(values: Iterable[Any]) -> str:
    """How a column writes 3/4/2020: dmy where a first part is above twelve and no second one is."""
    found = [_AMERICAN.fullmatch(text_of(value)) for value in values if isinstance(value, str)]
    pairs = [(int(each[1]), int(each[2])) for each in found if each]
    european = any(first > 12 for first, _second in pairs)
    return "dmy" if european and all(second <= 12 for _first, second in pairs) else "mdy"


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


_NUMBER = re.compile(r"[<>~约]?\s*[$£€¥]?\s*(-?\d{1,3}(?:,\d{3})+|-?\d+)(\.\d+)?\s*%?\s*[*†‡]{0,4}")


def number_of(value: Any) -> float | None:
    """A number, also as text with commas; None when the cell is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return value
    found = _NUMBER.fullmatch(text_of(value))
    if not found:
        return None
    number = float(found[1].replace(",", "") + (found[2] or ""))
    return int(number) if number.is_integer() else number


def id_of(value: Any) -> tuple[str, bool]:
    """(id as text, whether a reader of numbers had spoilt it): 201711820079.0 is mended."""
    if isinstance(value, float):
        return (str(int(value)) if value.is_integer() else repr(value)), True
    text = text_of(value)
    if re.fullmatch(r"\d{6,}\.0+", text):
        return text.split(".")[0], True
    return text, False


_BAND = re.compile(r"(\d[\d,]*)\s*(?:-|–|—|to|至|~|～)\s*(\d[\d,]*)")
_OPEN = re.compile(
    r"(?:over|more than|at least|>=?|超过)?\s*(\d[\d,]*)\s*(?:\+|以上|人以上|or more|and over)"
)


def band_of(value: Any) -> tuple[int | None, int | None, str] | None:
    """(low, high, basis) of a size band, both ends in; None when the cell is none.

    >>> band_of("100-1000 Persons")
    (100, 1000, 'band')
    >>> band_of("10000+ Persons")
    (10000, None, 'at_least')
    """
    text = text_of(value).casefold()
    plain = number_of(value)
    if plain is not None:
        return int(plain), int(plain), "exact"
    if found := _BAND.search(text):
        low, high = (int(each.replace(",", "")) for each in found.groups())
        return (low, high, "band") if low <= high else None
    if found := _OPEN.search(text):
        return int(found[1].replace(",", "")), None, "at_least"
    return None
