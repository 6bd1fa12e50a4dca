"""Places of events: provinces as sheets print them, and places that a title names. No Django.

What a title names is a proposal, never a place that the source gave.
"""

from __future__ import annotations

import re
from functools import cache

from gongyou.law.places import find_place, regions

_WORD = re.compile(r"[A-Z][a-z']+(?:\s[A-Z][a-z']+)?|[一-鿿]{2,4}")
_SPELT = {
    "heibei": "hebei",
    "inner mongol": "inner mongolia",
    "xizang": "tibet",
    "hunnan": "hunan",
    "guangzhou province": "guangdong",
    "neimenggu": "inner mongolia",
    "hongkong": "hong kong",
    "gd": "guangdong",
    "huhhot": "hohhot",
}
_ENDS = ("0000",)
_COUNTRY = "100000"
_ELSEWHERE = re.compile(
    r"(?:Hong Kong|Taiwan|Macau)(?:ese)?[\s-]+\w+|\bto [A-Z]\w+|China \w+", re.IGNORECASE
)


@cache
def _found(word: str) -> str | None:
    return find_place(_SPELT.get(word.casefold(), word))[0]


@cache
def province_of(printed: str) -> str | None:
    """The code of a province as printed; None when it is none.

    >>> province_of("Guangdong")
    '440000'
    """
    code = _found(printed.strip())
    return f"{code[:2]}0000" if code and code.isdigit() else None


@cache
def places_in(title: str) -> frozenset[str]:
    """The codes of all places that a title names, as far as only one place is so called."""
    found = set()
    for match in _WORD.finditer(title):
        for word in {match[0], *match[0].split()}:
            code = _found(word)
            if code and code.isdigit():
                found.add(code)
    return frozenset(found)


def provinces_in(title: str) -> frozenset[str]:
    """The provinces that a title names by their own names (not by a city of theirs).

    Whose the firm is ("Taiwan-owned"), where it moves to and the country do not count.
    """
    here = _ELSEWHERE.sub(" ", title)
    return frozenset(code for code in places_in(here) if code.endswith(_ENDS)) - {_COUNTRY}


def place_in(title: str, province: str | None) -> str | None:
    """The narrowest place of a title that lies in a province: a proposal for the coder."""
    inside = [c for c in places_in(title) if province and c[:2] == province[:2]]
    inside = [code for code in inside if not code.endswith("0000")]
    return max(inside, key=lambda code: code.rstrip("0"), default=None)


__all__ = ["place_in", "places_in", "province_of", "provinces_in", "regions"]
