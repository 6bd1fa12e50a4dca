"""Yes and no, coded words, places, worker numbers and plain text out of cells."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from gongyou.law.schema import Code
from gongyou.law.workbooks.cells.clean import folded, plain, says_nothing
from gongyou.law.workbooks.cells.numbers import Parsed
from gongyou.law.workbooks.files.sheets import BadCell

_YES_WORDS = "是 有 √ ✓ ✔ y yes true t 1 对 已签 已签订 签 签了 签订 已 符合 ☑ v"
_NO_WORDS = "否 无 没有 没 × ✗ ✘ n no false f 0 未签 未签订 未 不是 不 没签 x ☐ 不符合"
_YES, _NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())


def read_flag(raw: Any) -> Parsed:
    """True or False from 是/否, 有/无, √/×, yes/no, 1/0."""
    if isinstance(raw, BadCell):
        return None, raw.code
    if isinstance(raw, bool):
        return raw, None
    if isinstance(raw, float) and math.isfinite(raw) and raw == int(raw):
        raw = int(raw)
    word = folded(str(raw))
    if word in _YES:
        return True, None
    if word in _NO:
        return False, None
    return None, None if says_nothing(word) else "not_yes_no"


def code_words(codes: Iterable[Code]) -> dict[str, str]:
    """Every known way of writing a code, folded, to its name."""
    return {
        folded(word): code.name
        for code in codes
        for word in (code.name, *code.label.values(), *code.aliases)
    }


def read_code(raw: Any, words: dict[str, str], *, open: bool = False) -> Parsed:
    """The name of a code; an open column keeps words that are not known."""
    text, problem = read_text(raw)
    if text is None:
        return None, problem
    name = words.get(folded(text))
    if name is None and open:
        return text, None
    return name, None if name else "unknown_code"


def read_text(raw: Any) -> Parsed:
    """Text as it stands, a whole number without its decimal point."""
    if isinstance(raw, BadCell):
        return None, raw.code
    if isinstance(raw, float) and math.isfinite(raw) and abs(raw) < 1e15 and raw == int(raw):
        return str(int(raw)), None
    if isinstance(raw, (date, datetime)):
        return raw.isoformat()[:10], None
    text = plain(str(raw))
    return (None, None) if says_nothing(text) else (text, None)


def read_worker(raw: Any) -> Parsed:
    """A worker's number or code; long numbers cut by the spreadsheet are refused."""
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and abs(raw) >= 1e15:
        return None, "long_number_cut"
    text, problem = read_text(raw)
    if text and "E+" in text.upper() and text.upper().replace("E+", "").replace(".", "").isdigit():
        return None, "long_number_cut"
    return ("".join(text.split()) if text else None), problem


def read_place(raw: Any) -> Parsed:
    """The code of a place from its code or its name; of the province that several share."""
    from gongyou.law.places import common_region, find_place

    text, problem = read_text(raw)
    if text is None:
        return None, problem
    code, problem = find_place(text)
    if problem == "ambiguous_place" and (region := common_region(text)):
        return region, "place_by_province"
    return code, problem


def places_meant(raw: Any, lang: str) -> str:
    """All places that a cell may mean, in words."""
    from gongyou.law.places import titles_called

    return titles_called(plain(str(raw)), lang)
