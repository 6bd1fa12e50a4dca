"""Values of a published case, however its editor wrote them.

Numbers with a currency or thousands apart, decimals after a comma, days in words or the country's
order. What can't be read is None, as if it were not told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .court_told import day_range, key_in_words

UNITS = re.compile(r"(?i)[£$€¥]|\b(hk\$?|gbp|usd|hkd|eur|euros?|pounds?|dollars?)(?![a-z])")
MORE_UNITS = re.compile(r"(?i)\s*(/|per\b|an?\b)?\s*(hours?|days?|weeks?|months?|years?|nights?)$")
THOUSANDS = re.compile(r"(?<=\d)[,'](?=\d{3}(?!\d))|(?<=\d)[\s\u202f](?=\d{3}(?!\d))")
DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}$|\d{4,}$)")
SLASHES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def unfolded(facts: Any) -> dict[str, Any]:
    """Facts in one level under their own names; keys in words joined by lines below."""
    made: dict[str, Any] = {}
    for key, value in facts.items() if isinstance(facts, Mapping) else ():
        made |= unfolded(value) if isinstance(value, Mapping) else {key_in_words(key): value}
    return made


def as_fraction(value: Any) -> Fraction | None:
    """An exact number, or None."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float | Decimal | Fraction):
        return _exact(str(value))
    text = unicodedata.normalize("NFKC", str(value)).strip()
    text = MORE_UNITS.sub("", UNITS.sub("", text).strip()).strip()
    text = DECIMAL_COMMA.sub(".", THOUSANDS.sub("", text))
    share = _exact(text.rstrip("% ")) if text.endswith("%") else None
    return share / 100 if share is not None else _exact(text)


def _exact(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def as_day(value: Any, month_first: bool = False) -> date | None:
    """A day; of a month or year told alone, the first."""
    if isinstance(value, date):
        return value
    slashes = SLASHES.fullmatch(str(value).strip())
    if slashes:
        one, other, year = slashes.groups()
        month, day = (one, other) if month_first else (other, one)
        value = f"{year}-{month}-{day}"
    found = day_range(value)
    return found[0] if found else None
