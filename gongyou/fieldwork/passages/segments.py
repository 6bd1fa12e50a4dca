"""A turn cut into pieces at the borders of its codings, for a page that works without scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Segment:
    """A piece of a turn, and the codings that lie over it."""

    words: str
    start: int
    over: tuple = ()


def segments(words: str, spans: Sequence[tuple[int, int, object]]) -> list[Segment]:
    """Pieces of a turn in order; `spans` are (start, end, coding), half-open, in code points."""
    borders = {0, len(words)}
    begins: dict[int, list] = {}
    finishes: dict[int, list] = {}
    for start, end, coding in spans:
        low, high = max(0, min(start, len(words))), max(0, min(end, len(words)))
        if low < high:
            borders |= {low, high}
            begins.setdefault(low, []).append(coding)
            finishes.setdefault(high, []).append(coding)
    marks = sorted(borders)
    over: list = []
    found = []
    for place, after in pairwise(marks):
        ended = finishes.get(place, [])
        over = [one for one in over if not any(one is gone for gone in ended)]
        over = over + begins.get(place, [])
        found.append(Segment(words[place:after], place, tuple(over)))
    return found
