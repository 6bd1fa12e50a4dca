"""Articles put together by their law: 《劳动合同法》第46条、第47条."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongyou.law.engine.results import Cite

_CHINESE = re.compile(r"^(《.+》)(第.+)$")
_ENGLISH = re.compile(r"^(.+?), ((?:arts?\.|s\.|ss\.|reg\.|§|L\.|R\.) ?.+)$")


def together(cites: Iterable[Cite], lang: str) -> str:
    """The cites as one text, each law named once."""
    pattern, comma, end = (_CHINESE, "、", "；") if lang == "zh-hans" else (_ENGLISH, ", ", "; ")
    laws: dict[str, list[str]] = {}
    for cite in cites:
        text = cite.full(lang)
        found = pattern.match(text)
        places = laws.setdefault(found[1] if found else text, [])
        if found and found[2] not in places:
            places.append(_short(found[2]) if places and lang == "en" else found[2])
    joined = [_law(law, places, comma, lang) for law, places in laws.items()]
    return end.join(joined)


def _short(place: str) -> str:
    return re.sub(r"^(arts?\.|s\.|ss\.|reg\.) ?", "", place)


def _law(law: str, places: list[str], comma: str, lang: str) -> str:
    if not places:
        return law
    return law + ("" if lang == "zh-hans" else ", ") + comma.join(places)
