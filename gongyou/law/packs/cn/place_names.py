"""Chinese places by code or name, as people write them.

440306, 广东省深圳市宝安区, 深圳宝安, 深圳（宝安）, 东莞虎门, 彭水县, 闸北区, Shenzhen. A name that
several places of one rank bear is asked back; a city or province goes before districts of its
name.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from .place_forms import COUNTRY, ENGLISH, SEPARATORS, forms_of, latin_parts, spelt

_TOWNSHIP = re.compile(r"[^省市区县]{1,8}(?:镇|乡|街道|村|社区|工业区|工业园区?)")
_NO_DISTRICTS = {"441900", "442000", "460300", "460400", "620200"}
"""Cities that are divided into townships only: what follows their name needs no entry."""
_ASK = {"朝阳"}
"""Names whose district is written so more often than the city of the same name."""
WHOLE_COUNTRY = "100000"


@dataclass(frozen=True)
class Place:
    """One row of the table: a place in force, or a former one with its last month and heir."""

    code: str
    name: str
    until: str = ""
    now: str = ""
    pinyin: str = ""


@cache
def _rows() -> tuple[Place, ...]:
    text = resources.files(__package__).joinpath("place_names.csv").read_text("utf-8")
    return tuple(Place(**row) for row in csv.DictReader(text.splitlines()))


@cache
def _names() -> dict[str, str]:
    """Code of six digits → full name of the place alone, such as 宝安区; a former name last."""
    names: dict[str, str] = {}
    for row in sorted(_rows(), key=lambda row: (bool(row.until), row.until == "", row.until)):
        names.setdefault(row.code, row.name)
    return names


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """Every form of every name to the codes of the places so called."""
    index: dict[str, dict[str, None]] = {}
    for row in _rows():
        for form in forms_of(row.name):
            index.setdefault(form, {})[row.code] = None
    return {form: tuple(codes) for form, codes in index.items()}


@cache
def _by_pinyin() -> dict[str, tuple[str, ...]]:
    index: dict[str, dict[str, None]] = {}
    for row in _rows():
        index.setdefault(row.pinyin, {})[row.code] = None
    return {form: tuple(codes) for form, codes in index.items()}


def known_place(code: str) -> bool:
    """Whether a place has or had this code."""
    return code == WHOLE_COUNTRY or code in _names()


def place_name(code: str) -> str | None:
    """The full name from province down: 440306 → 广东省深圳市宝安区."""
    names = _names()
    if code not in names:
        return None
    steps = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
    return "".join(dict.fromkeys(names[step] for step in steps if step in names))


@cache
def former_places() -> dict[str, Place]:
    """Codes no longer in force, with the last month listed and the place that took over."""
    in_force = {row.code for row in _rows() if not row.until}
    return {row.code: row for row in _rows() if row.until and row.code not in in_force}


def counties_of(city: str) -> list[str]:
    """Counties, banners and county-level cities (not districts) of a city, former ones included."""
    return list(_counties().get(city[:4], ()))


@cache
def _counties() -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for row in _rows():
        if row.code[4:] != "00" and not row.name.endswith("区"):
            found.setdefault(row.code[:4], {})[row.code] = None
    return found


@cache
def find_place(text: str) -> tuple[str | None, str | None]:
    """(code, None), or (None, problem) when no or several places are so called."""
    plain = "".join(text.split())
    if plain.isdigit():
        code = plain[:6].ljust(6, "0") if len(plain) in (2, 4, 6, 9, 12) else plain
        return (code, None) if known_place(code) else (None, "unknown_place")
    if plain.lower() in ("中国", "全国", "china"):
        return WHOLE_COUNTRY, None
    found = _latin(text) if text.isascii() else _chinese(text)
    if len(found) == 1:
        return next(iter(found)), None
    return None, "ambiguous_place" if found else "unknown_place"


def _chinese(text: str) -> set[str]:
    joined = COUNTRY.sub("", SEPARATORS.sub("", text))
    found = _walk(joined, "") or _around_township(joined) or _within_township_city(joined)
    return found if joined in _ASK else _highest(found)


def _walk(text: str, within: str) -> set[str]:
    """All codes inside the place `within` whose names in a row spell `text`."""
    if not text:
        return {within}
    found: set[str] = set()
    for length in range(len(text), 1, -1):
        for code in _index().get(text[:length], ()):
            if _inside(code, within):
                found |= _walk(text[length:], code)
        if found:
            return _outermost(found)
    return found


def _around_township(text: str) -> set[str]:
    """The city or district named before a township, for which the law has no rules of its own."""
    for length in range(len(text) - 2, 1, -1):
        if _TOWNSHIP.fullmatch(text[length:]) and (found := _walk(text[:length], "")):
            return found
    return set()


def _within_township_city(text: str) -> set[str]:
    """A city without districts, whatever part of it is named."""
    for length in range(len(text) - 2, 1, -1):
        found = _highest(_walk(text[:length], ""))
        if len(found) == 1 and found <= _NO_DISTRICTS:
            return found
    return set()


def _latin(text: str) -> set[str]:
    """Names in pinyin or English, from small to large or from large to small."""
    parts = latin_parts(text)
    for order in (parts, parts[::-1]):
        found = {""}
        for part in order:
            found = {c for within in found for c in _spelt(part) if _inside(c, within)}
        if found and found != {""}:
            return _highest(_outermost(found))
    return set()


def _spelt(part: str) -> tuple[str, ...]:
    known = ENGLISH.get(part)
    return _index().get(known, ()) if known else _by_pinyin().get(spelt(part), ())


def _inside(code: str, within: str) -> bool:
    stem = within.rstrip("0")
    stem += "0" * (len(stem) % 2)
    return code != within and code.startswith(stem)


def _outermost(codes: set[str]) -> set[str]:
    """A city and its own seat of the same name count as the city."""
    return {
        code for code in codes if not any(other != code and _inside(code, other) for other in codes)
    }


def _highest(codes: set[str]) -> set[str]:
    """Places in force before former ones; of those the ones of the highest rank."""
    in_force = codes - former_places().keys()
    found = in_force or codes
    best = min(map(_rank, found), default=0)
    return {code for code in found if _rank(code) == best}


def _rank(code: str) -> int:
    return 0 if code.endswith("0000") else 1 if code.endswith("00") else 2


def regions(lang: str) -> list[list[str]]:
    """[code, name] of provinces and cities in force; in languages other than Chinese by sound."""
    found = []
    for row in _rows():
        if row.code.endswith("00") and not row.until and row.code != WHOLE_COUNTRY:
            name = row.name if lang.startswith("zh") else (row.pinyin.title() or row.name)
            found.append([row.code, name])
    return found
