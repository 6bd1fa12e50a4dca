"""One employer under many spellings: keys that agree, and closeness where they don't.

A key drops what writers vary: width and case, traditional characters, brackets,
legal forms (有限公司, Co., Ltd.) and the marks of places (广州市番禺区 → 广州番禺).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

LEGAL_FORMS = (
    "集团股份有限公司",
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "分公司",
    "总公司",
    "公司",
    "个体工商户",
    "普通合伙",
)
ENGLISH_FORMS = re.compile(
    r"\b(company|co|limited|ltd|incorporated|inc|llc|llp|plc|corporation|corp|gmbh|the)\b\.?"
)
PLACE_MARKS = re.compile(r"^(?:(.{2,3})省)?(?:(.{2,4}?)市)?(?:(.{1,4}?)[区县镇])?")
NOT_LETTERS = re.compile(r"[\W_]+")


def spelt(text: str) -> list[str]:
    """The pinyin of each character, without tones."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text)


@cache
def _simplifier():
    from opencc import OpenCC

    return OpenCC("t2s")


def simplify(text: str) -> str:
    """Traditional characters written as simplified ones, full width as half width."""
    text = unicodedata.normalize("NFKC", text)
    return text if text.isascii() else _simplifier().convert(text)


def person_key(name: str | None) -> str:
    """A person's name as it is compared: simplified signs, no spaces or points, no case."""
    return NOT_LETTERS.sub("", simplify(name or "").casefold())


def name_key(name: str) -> str:
    """What two spellings of one employer's name share; equal keys are taken as one employer."""
    text = ENGLISH_FORMS.sub(" ", simplify(name).casefold())
    text = NOT_LETTERS.sub("", text)
    for form in LEGAL_FORMS:
        if text.endswith(form) and len(text) > len(form) + 1:
            text = text.removesuffix(form)
            break
    if not text.isascii():
        text = _without_place_marks(text)
    return text[:120]


def _without_place_marks(text: str) -> str:
    match = PLACE_MARKS.match(text)
    if match is None:
        return text
    rest = text[match.end() :]
    return "".join(part for part in match.groups() if part) + rest if rest else text


def pinyin_key(name: str) -> str:
    """The key in pinyin without tones, for those who type on a Latin keyboard."""
    return "".join(spelt(name_key(name)))[:240]


def initials(name: str) -> str:
    """First letters of the pinyin: 利得鞋业 → ldxy."""
    return "".join(sound[0] for sound in spelt(name_key(name)) if sound)[:60]


class Wanted:
    """What somebody typed to find an employer, made ready once for comparing with many names."""

    def __init__(self, term: str) -> None:
        self.key = name_key(term) or simplify(term).casefold()
        spell = len(self.key) > 2 and not self.key.isascii()
        self.sound = "".join(spelt(self.key)) if spell else ""

    def closeness(self, key: str, pinyin: str, letters: str) -> float:
        """How well it fits a stored name, from 0 to 100."""
        from rapidfuzz import fuzz

        wanted = self.key
        if not wanted:
            return 0.0
        if wanted == key:
            return 100.0
        best = _containment(wanted, key)
        best = max(best, fuzz.ratio(wanted, key), fuzz.partial_ratio(wanted, key) * 0.9)
        if wanted.isascii():
            latin = max(_containment(wanted, pinyin), _containment(wanted, letters))
            best = max(best, latin, fuzz.ratio(wanted, pinyin))
        elif self.sound:
            sound = self.sound
            best = max(best, _containment(sound, pinyin) - 4, fuzz.ratio(sound, pinyin) * 0.95)
        return best


def _containment(wanted: str, key: str) -> float:
    if key.startswith(wanted):
        return 97.0
    return 92.0 if len(wanted) > 1 and wanted in key else 0.0


def closest(term: str, rows: Iterable[tuple], limit: int = 8, cutoff: float = 62.0) -> list[tuple]:
    """The rows (id, key, pinyin, initials) nearest to the term, best first, as (score, id)."""
    wanted = Wanted(term)
    scored = ((wanted.closeness(*row[1:]), row[0]) for row in rows)
    kept = sorted((pair for pair in scored if pair[0] >= cutoff), key=lambda p: -p[0])
    return kept[:limit]
