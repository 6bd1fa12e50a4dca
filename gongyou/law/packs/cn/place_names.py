"""The table of Chinese places: names, forms of names, ranks, former places and their heirs."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from .place_forms import forms_of

MUNICIPALITIES = {"110000", "120000", "310000", "500000"}
_OTHER_LAWS = ("71", "81", "82")
NO_DISTRICTS = {"441900", "442000", "460300", "460400", "620200"}
"""Cities that are divided into townships only: what follows their name needs no entry."""
WHOLE_COUNTRY = "100000"


@dataclass(frozen=True)
class Place:
    """One row of the table: a place in force, or a former one and its heir.

    `until` is the last month in which the former one was listed, or the year of the change.
    """

    code: str
    name: str
    until: str = ""
    now: str = ""
    pinyin: str = ""


@cache
def rows() -> tuple[Place, ...]:
    """The table, in force and former, in the order of the codes."""
    text = resources.files(__package__).joinpath("place_names.csv").read_text("utf-8")
    return tuple(Place(**row) for row in csv.DictReader(text.splitlines()))


@cache
def names() -> dict[str, str]:
    """Code of six digits → full name of the place alone, such as 宝安区; a former name last."""
    found: dict[str, str] = {}
    for row in sorted(rows(), key=lambda row: (bool(row.until), row.until == "", row.until)):
        found.setdefault(row.code, row.name)
    return found


@cache
def index() -> dict[str, tuple[str, ...]]:
    """Every form of every name, and every nickname, to the codes of the places so called."""
    found: dict[str, dict[str, None]] = {}
    in_force = {row.code for row in rows() if not row.until}
    own_names = {row.name for row in rows() if not row.until}
    for row in rows():
        handed_on = row.until and row.now and row.code in in_force  # another place has the code
        for form in forms_of(row.name):
            if form == row.name or form not in own_names:  # 喀什市 lies in 喀什地区
                found.setdefault(form, {})[row.now if handed_on else row.code] = None
    for written, codes in nicknames().items():
        found.setdefault(written, {}).update(dict.fromkeys(codes))
    return {form: tuple(codes) for form, codes in found.items()}


@cache
def nicknames() -> dict[str, list[str]]:
    """Names that no register has: nicknames, zones, short forms, names of before 2005."""
    text = resources.files(__package__).joinpath("place_nicknames.csv").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["written"], []).append(row["code"])
    return found


def known_place(code: str) -> bool:
    """Whether a place has or had this code."""
    return code == WHOLE_COUNTRY or code in names()


def place_name(code: str) -> str | None:
    """The full name from province down: 440306 → 广东省深圳市宝安区."""
    if code not in names():
        return None
    steps = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
    return "".join(dict.fromkeys(names()[step] for step in steps if step in names()))


@cache
def former_places() -> dict[str, Place]:
    """Codes no longer in force, with the last month listed and the place that took over."""
    in_force = {row.code for row in rows() if not row.until}
    return {row.code: row for row in rows() if row.until and row.code not in in_force}


def counties_of(city: str) -> list[str]:
    """Counties, banners and county-level cities (not districts) of a city, former ones included."""
    return list(_counties().get(city[:4], ()))


@cache
def _counties() -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for row in rows():
        if row.code[4:] != "00" and not row.name.endswith("区"):
            found.setdefault(row.code[:4], {})[row.code] = None
    return found


def inside(code: str, within: str) -> bool:
    """Whether a place lies in another: 440306 in 440300 and in 440000; all in the empty code."""
    stem = within.rstrip("0")
    stem += "0" * (len(stem) % 2)
    return code != within and code.startswith(stem)


def outermost(codes: set[str]) -> set[str]:
    """A city and its own seat of the same name count as the city."""
    return {
        code for code in codes if not any(other != code and inside(code, other) for other in codes)
    }


def living(codes: set[str]) -> set[str]:
    """The places without former ones that have become another of them, or a part of it.

    Names of Taiwan, Hong Kong and Macau count only where no other place bears them.
    """
    former = former_places()
    codes = {code for code in codes if not code.startswith(_OTHER_LAWS)} or codes
    return {
        code
        for code in codes
        if code not in former
        or not any(_became(former[code].now, other) for other in codes - {code} - former.keys())
    }


def _became(heir: str, other: str) -> bool:
    return bool(heir) and (heir == other or inside(heir, other) or inside(other, heir))


def highest(codes: set[str]) -> set[str]:
    """Of the living places those of the highest rank."""
    found = living(codes)
    best = min(map(rank, found), default=0)
    return {code for code in found if rank(code) == best}


def rank(code: str) -> int:
    """0 for a province, 1 for a city, 2 for what lies below."""
    return 0 if code.endswith("0000") else 1 if code.endswith("00") else 2


def regions(lang: str) -> list[list[str]]:
    """[code, name] of provinces and cities in force; in languages other than Chinese by sound."""
    found = []
    for row in rows():
        if row.code.endswith("00") and not row.until and row.code != WHOLE_COUNTRY:
            name = row.name if lang.startswith("zh") else (row.pinyin.title() or row.name)
            found.append([row.code, name])
    return found
