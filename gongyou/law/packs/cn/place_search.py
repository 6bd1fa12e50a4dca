"""Chinese places by code or name, as people write them.

440306, 广东省深圳市宝安区, 深圳宝安, 深圳（宝安）, 廣東深圳, 东莞虎门, 合肥高新区, 彭水县, 闸北区,
羊城, Shenzhen. A name that several places of one rank bear is asked back, former ones included
unless they became one of the others; a city or province goes before districts of its name.
"""

from __future__ import annotations

import re
from functools import cache

from .place_forms import COUNTRY, SEPARATORS, forms_of
from .place_letters import spelt_places
from .place_names import (
    MUNICIPALITIES,
    NO_DISTRICTS,
    WHOLE_COUNTRY,
    highest,
    index,
    inside,
    known_place,
    living,
    nicknames,
    outermost,
    rank,
    rows,
)

_BELOW = re.compile(
    r"[^省市县]{0,10}?(?:镇|乡|街道|村|社区|工业区|园区|工业园|产业园|科技园|新区|新城|新片区|高新区|开发区|"
    r"经开区|保税区|保税港区|港区|自贸区|示范区|管委会)"
)
"""Townships and zones, for which the law has no rules of their own."""
_STREET = re.compile(
    r"(?:[路街道巷弄号楼层室厂店]|公司|集团|大学|学院|学校|医院|酒店|项目|车间|办事处)$|\d$"
)
_LONGEST_PART = 6
_AND = "和或及与跟到至"
"""深圳和东莞 are two places."""
_BECAME_DISTRICT = re.compile(r"^(.{2,})[市县]$")


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
        for code in index().get(text[:length], ()):
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
        if _is_no_city(tail) and (found := highest(_walk(head, ""))) and found <= NO_DISTRICTS:
            return found  # 东莞厚街, and 东莞长安, whose name districts of other cities bear
        if tail not in index() and tail.lstrip(_AND) not in index():
            found = highest(_walk(head, ""))
            if head[-1] not in "市区县旗州盟" and _STREET.search(tail):
                continue
            if found and all(rank(code) > 0 or code in MUNICIPALITIES for code in found):
                return found if len(tail) <= _LONGEST_PART or head[-1] in "市区县" else set()
    return set()


def _is_no_city(tail: str) -> bool:
    """Whether no city or province is so called: 东莞长安 is a town, 东莞深圳 are two cities."""
    named = {code for part in (tail, tail.lstrip(_AND)) for code in index().get(part, ())}
    return all(rank(code) > 1 for code in named) and (tail == tail.lstrip(_AND) or not named)


def _now_a_district(text: str) -> set[str]:
    """萧山市 → 萧山区: a city or county of before 2005 by the district that it became."""
    former = _BECAME_DISTRICT.match(text)
    found = living(_walk(former[1], "")) if former else set()
    return {code for code in found if rank(code) > 1}


@cache
def _asked() -> set[str]:
    """Names that the rank does not settle: 朝阳 is a district of Beijing as often as the city."""
    official = {form for row in rows() for form in forms_of(row.name)}
    return {"朝阳", *(name for name in nicknames() if name in official)}
