"""Chinese places by code or name, as people write them.

440306, 广东省深圳市宝安区, 深圳宝安, 深圳（宝安）, 廣東深圳, 东莞虎门, 合肥高新区, 彭水县, 闸北区,
羊城, Shenzhen. A name that several places of one rank bear is asked back, former ones included
unless they became one of the others; a city or province goes before districts of its name.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from .place_forms import COUNTRY, SEPARATORS, forms_of

_BELOW = re.compile(
    r"[^省市县]{0,10}?(?:镇|乡|街道|村|社区|工业区|园区|工业园|产业园|科技园|新区|新城|新片区|高新区|开发区|"
    r"经开区|保税区|保税港区|港区|自贸区|示范区|管委会)"
)
"""Townships and zones, for which the law has no rules of their own."""
_STREET = re.compile(
    r"(?:[路街道巷弄号楼层室厂店]|公司|集团|大学|学院|学校|医院|酒店|项目|车间|办事处)$|\d$"
)
_LONGEST_PART = 6
MUNICIPALITIES = {"110000", "120000", "310000", "500000"}
_OTHER_LAWS = ("71", "81", "82")
NO_DISTRICTS = {"441900", "442000", "460300", "460400", "620200"}
"""Cities that are divided into townships only: what follows their name needs no entry."""
_BECAME_DISTRICT = re.compile(r"^(.{2,})[市县]$")
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
    """Every form of every name, and every nickname, to the codes of the places so called."""
    index: dict[str, dict[str, None]] = {}
    in_force = {row.code for row in _rows() if not row.until}
    own_names = {row.name for row in _rows() if not row.until}
    for row in _rows():
        handed_on = row.until and row.now and row.code in in_force  # another place has the code
        for form in forms_of(row.name):
            if form == row.name or form not in own_names:  # 喀什市 lies in 喀什地区
                index.setdefault(form, {})[row.now if handed_on else row.code] = None
    for written, codes in _nicknames().items():
        index.setdefault(written, {}).update(dict.fromkeys(codes))
    return {form: tuple(codes) for form, codes in index.items()}


@cache
def _nicknames() -> dict[str, list[str]]:
    """Names that no register has: nicknames, zones, short forms, names of before 2005."""
    text = resources.files(__package__).joinpath("place_nicknames.csv").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["written"], []).append(row["code"])
    return found


@cache
def _asked() -> set[str]:
    """Names that the rank does not settle: 朝阳 is a district of Beijing as often as the city."""
    official = {form for row in _rows() for form in forms_of(row.name)}
    return {"朝阳", *(name for name in _nicknames() if name in official)}


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
def places_called(text: str) -> tuple[str, ...]:
    """The codes of all places that a code or name may mean, in their order."""
    plain = "".join(text.split())
    if plain.isdigit():
        code = plain[:6].ljust(6, "0") if len(plain) in (2, 4, 6, 9, 12) else plain
        return (code,) if known_place(code) else ()
    if plain.lower() in ("中国", "全国", "china"):
        return (WHOLE_COUNTRY,)
    letters = re.sub(r"[^㐀-鿿]", "", text)
    if not letters:
        from .place_letters import spelt_places

        return tuple(sorted(spelt_places(text)))
    found = _chinese(text) or _chinese(_simplified(text)) or _chinese(letters)
    return tuple(sorted(found))


def _simplified(text: str) -> str:
    """廣東東莞 → 广东东莞."""
    from opencc import OpenCC

    return str(OpenCC("t2s").convert(text))


def _chinese(text: str) -> set[str]:
    parts = [COUNTRY.sub("", part) for part in SEPARATORS.split(text) if part]
    joined = COUNTRY.sub("", "".join(parts))
    found = (
        _walk(joined, "")
        or _walk("".join(reversed(parts)), "")
        or _around(joined)
        or _now_a_district(joined)
        or _named_first(joined)
    )
    return living(found) if joined in _asked() else highest(found)


def _walk(text: str, within: str) -> set[str]:
    """All codes inside the place `within` whose names in a row spell `text`."""
    if not text:
        return {within} - {""}
    found: set[str] = set()
    for length in range(len(text), 0, -1):
        if length == 1 and within + text[1:]:
            break  # 粤 stands alone
        for code in _index().get(text[:length], ()):
            if inside(code, within):
                found |= _walk(text[length:], code)
        if found:
            return outermost(found)
    return found


def _around(text: str) -> set[str]:
    """The city or district named before a township or a zone."""
    for length in range(len(text) - 2, 1, -1):
        if _BELOW.fullmatch(text[length:]) and (found := _walk(text[:length], "")):
            return found
    return set()


def _named_first(text: str) -> set[str]:
    """The city or district before a part that no table has: 深圳沙井, 宝安区创业二路8号.

    A street may bear the name of a far city (南京东路): the kind is told or the part is no street.
    """
    for length in range(len(text) - 2, 1, -1):
        head, tail = text[:length], text[length:]
        if (head[-1] in "市区县旗州盟" or not _STREET.search(tail)) and tail not in _index():
            found = highest(_walk(head, ""))
            if found and all(rank(code) > 0 or code in MUNICIPALITIES for code in found):
                return found if len(tail) <= _LONGEST_PART or head[-1] in "市区县" else set()
    return set()


def _now_a_district(text: str) -> set[str]:
    """萧山市 → 萧山区: a city or county of before 2005 by the district that it became."""
    former = _BECAME_DISTRICT.match(text)
    found = living(_walk(former[1], "")) if former else set()
    return {code for code in found if rank(code) > 1}


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
    for row in _rows():
        if row.code.endswith("00") and not row.until and row.code != WHOLE_COUNTRY:
            name = row.name if lang.startswith("zh") else (row.pinyin.title() or row.name)
            found.append([row.code, name])
    return found
