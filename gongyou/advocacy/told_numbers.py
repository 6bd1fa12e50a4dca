"""Numbers of people that a text tells, as ranges by the codebook's rules: proposals for a coder.

Exact: both ends alike. "more than 100": at least 100, no upper end. "hundreds" 200–999, "thousands"
2,000–9,999, "dozens" 24–99. People arrested or hurt are no participants.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = {
    "dozens": (24, 99),
    "scores": (40, 199),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "tens of thousands": (20_000, 99_999),
    "数十": (20, 99),
    "几十": (20, 99),
    "数百": (200, 999),
    "几百": (200, 999),
    "上百": (100, None),
    "数千": (2_000, 9_999),
    "几千": (2_000, 9_999),
    "上千": (1_000, None),
}
_PEOPLE = (
    r"(?:(?!yuan|rmb|years?|days?|hours?|were|was|in\b|of\b)\w+[\s-]+){0,3}?(?:workers?|drivers?|teachers?|employees|staff|people|cleaners?|"
    r"nurses|miners?|labou?rers|taxis|persons)\b"
)
_NUMBER = re.compile(
    r"(?P<how>over|more than|at least|nearly|about|some|around|up to)?\s*"
    r"(?<![\w.,])(?P<number>\d{1,3}(?:,\d{3})+|\d{2,6})\s*(?P<plus>\+)?\s+" + _PEOPLE,
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"(?P<how>近|约|超过|至少)?(?P<number>\d{2,6})(?P<plus>多|余)?(?:名|人|位|余人|多人|辆)"
)
_VAGUE = re.compile(
    r"\b(tens of thousands|dozens|scores|hundreds|thousands)\b|"
    r"(数十|几十|数百|几百|上百|数千|几千|上千)",
    re.IGNORECASE,
)
_NOT_THEM = re.compile(
    r"(arrest|detain|injur|hurt|beaten|police|policemen|被捕|拘|受伤|警)", re.IGNORECASE
)
_AFTER = 30


@dataclass(frozen=True)
class Told:
    """A range of people and the words it rests on."""

    low: int
    high: int | None
    basis: str
    words: str

    def outside(self, low: int | None, high: int | None) -> bool:
        """Whether it cannot be true together with a band."""
        below = self.high is not None and low is not None and self.high < low
        return below or (high is not None and self.low > high)


def told_numbers(text: str) -> list[Told]:
    """Every number of participants in a text, in its order.

    >>> told_numbers("Over 100 workers strike")[0].basis
    'at_least'
    """
    found: list[tuple[int, Told]] = []
    for pattern in (_NUMBER, _CHINESE):
        for match in pattern.finditer(text):
            if not _NOT_THEM.search(match[0] + _next(text, match)):
                found.append((match.start(), _exact(match)))
    for match in _VAGUE.finditer(text):
        if not _NOT_THEM.search(_next(text, match)):
            low, high = _WORDS[match[0].lower()]
            found.append((match.start(), Told(low, high, "words", match[0])))
    return [told for _at, told in sorted(found, key=lambda each: each[0])]


def _next(text: str, match: re.Match) -> str:
    """What is said of the people right after, in the same part of the sentence."""
    return re.split(r"[,.;，。；]", text[match.end() : match.end() + _AFTER])[0]


def _exact(match: re.Match) -> Told:
    number = int(match["number"].replace(",", ""))
    how = (match["how"] or "").lower()
    words = match[0].strip()
    if match["plus"] or how in ("over", "more than", "at least", "超过", "至少"):
        return Told(number, None, "at_least", words)
    if how in ("up to",):
        return Told(0, number, "at_most", words)
    basis = "about" if how else "exact"
    return Told(number, number, basis, words)
