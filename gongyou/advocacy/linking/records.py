"""What two reports are compared by, and how names and titles are made comparable."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from gongyou.advocacy.sheets.cells import text_of

_FORMS = re.compile(
    r"\b(incorporated|inc|corporation|corp|company|co|llc|llp|lp|ltd|limited|the|of|and|plc|na|"
    r"multiple unions|group|holdings?|usa|america)\b"
)
_ASIDE = re.compile(r"\([^)]*\)|\b(?:dba|aka|fka)\b.*")
_UNION = re.compile(
    r"\b(local|union|lodge|district|council|unit|intl|international|afl|cio|of|the)\b"
)
_SIGNS = re.compile(r"[^\w\s]|_")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "at",
        "in",
        "on",
        "of",
        "for",
        "to",
        "and",
        "or",
        "by",
        "with",
        "after",
        "over",
        "their",
        "due",
        "from",
        "against",
        "as",
        "is",
        "are",
        "be",
        "worker",
        "workers",
        "hold",
        "stage",
        "staged",
        "strike",
        "strikes",
        "striking",
        "protest",
        "protests",
        "demand",
        "demands",
        "demanding",
        "collectively",
    ]
)
_CITY = re.compile(r"\bin ([A-Z][\w']+(?: [A-Z][\w']+)?),")
_STEM = re.compile(r"(ing|ed|s)$")


@dataclass(frozen=True)
class Record:
    """A report, or an event, to be compared.

    `file`: where it came from; `cells`: a digest of its cells, equal only where all are equal.
    """

    id: str
    file: str
    start: date
    end: date | None = None
    seen: date | None = None
    employer: str = ""
    union: str = ""
    region: str = ""
    city: str = ""
    title: str = ""
    size: int | None = None
    number: str = ""
    cells: str = ""

    def row(self) -> dict[str, Any]:
        """The columns that are compared."""
        words = title_words(self.title)
        return {
            "unique_id": self.id,
            "file": self.file,
            "day": (self.start - date(1900, 1, 1)).days,
            "last": ((self.end or self.seen or self.start) - date(1900, 1, 1)).days,
            "finish": (self.end - date(1900, 1, 1)).days if self.end else None,
            "employer": employer_key(self.employer) or None,
            "aside": aside_key(self.employer) or None,
            "employer_words": sorted(set(employer_key(self.employer).split())) or None,
            "union_name": union_key(self.union) or None,
            "region": self.region.strip().casefold() or None,
            "city": (self.city or city_in(self.title)).strip().casefold() or None,
            "words": sorted(set(words)) or None,
            "size": self.size if self.size else None,
            "number": self.number or None,
        }


@cache
def _simplifier():
    from opencc import OpenCC

    return OpenCC("t2s")


def _plain(text: str) -> str:
    text = text_of(text)
    if not text.isascii():
        text = _simplifier().convert(unicodedata.normalize("NFKC", text))
    return text.casefold()


def employer_key(name: str) -> str:
    """A name without legal forms, brackets and signs.

    >>> employer_key("Simpson Strong-Tie Company, Inc. (Stockton)")
    'simpson strong tie'
    """
    plain = _SIGNS.sub(" ", _ASIDE.sub(" ", _plain(name)).replace("&", " "))
    return " ".join(_FORMS.sub(" ", plain).split()) or " ".join(plain.split())


def aside_key(name: str) -> str:
    """What a name says in brackets: often the unit of the employer.

    >>> aside_key("STEEL CITY PRODUCTS (CLERICAL)")
    'clerical'
    """
    return " ".join(re.findall(r"\(([^)]*)\)?", _plain(name))).strip()


def union_key(name: str) -> str:
    """The letters of a union and its number, in order, without "Local" and glue.

    >>> union_key("IUOE Local 39") == union_key("IUOE AFL-CIO 39")
    True
    """
    plain = _SIGNS.sub(" ", _plain(name))
    plain = re.sub(r"(\d)([a-z])", r"\1 \2", re.sub(r"([a-z])(\d)", r"\1 \2", plain))
    return " ".join(sorted(set(_UNION.sub(" ", plain).split())))


def title_words(title: str) -> list[str]:
    """The words of a title that tell one event from another."""
    plain = _plain(title)
    words = [word for word in _SIGNS.sub(" ", plain).split() if word not in _SMALL]
    return [_STEM.sub("", word) if len(word) > 4 else word for word in words]


def city_in(title: str) -> str:
    """The city of a title of the form "in City, Province"."""
    found = _CITY.search(title)
    return found[1] if found else ""
