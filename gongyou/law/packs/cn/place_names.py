"""Chinese places by code or name: 440306, 广东省深圳市宝安区, 深圳宝安, 东莞, 东莞长安镇."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources

_SUFFIX = re.compile(
    r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市|新区|自治州|地区|盟|区|县)$"
)


_TOWNSHIP = re.compile(r"[^省市区县]{1,8}(?:镇|乡|街道|村|社区|工业区|工业园区?)")


@cache
def _names() -> dict[str, str]:
    """Code of six digits → full name of the place alone, such as 宝安区."""
    text = resources.files(__package__).joinpath("place_names.csv").read_text("utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(text.splitlines())}


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """Every name, with and without its ending, to the codes of the places so called."""
    index: dict[str, list[str]] = {}
    for code, name in _names().items():
        short = _SUFFIX.sub("", name)
        for form in {name, short if len(short) > 1 else name}:
            index.setdefault(form, []).append(code)
    return {form: tuple(codes) for form, codes in index.items()}


def place_name(code: str) -> str | None:
    """The full name from province down: 440306 → 广东省深圳市宝安区."""
    names = _names()
    if code not in names:
        return None
    steps = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
    return "".join(dict.fromkeys(names[step] for step in steps if step in names))


@cache
def find_place(text: str) -> tuple[str | None, str | None]:
    """(code, None), or (None, problem) when no or several places are so called."""
    text = "".join(text.split())
    if text.isdigit():
        code = text[:6].ljust(6, "0") if len(text) in (2, 4, 6, 9, 12) else text
        known = code in _names() or code == "100000"
        return (code, None) if known else (None, "unknown_place")
    if text in ("中国", "全国", "china", "China"):
        return "100000", None
    found = _walk(text, "") or _around_township(text)
    if len(found) == 1:
        return next(iter(found)), None
    return None, "ambiguous_place" if found else "unknown_place"


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


def _inside(code: str, within: str) -> bool:
    stem = within.rstrip("0")
    stem += "0" * (len(stem) % 2)
    return code != within and code.startswith(stem)


def _outermost(codes: set[str]) -> set[str]:
    """A city and its own seat of the same name count as the city."""
    return {
        code for code in codes if not any(other != code and _inside(code, other) for other in codes)
    }
