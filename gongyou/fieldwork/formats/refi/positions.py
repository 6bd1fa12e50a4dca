"""How a program counts positions in a text, found by trying every way.

The standard (1.5, §10.2) counts code points and names the first and last character; real programs
count UTF-16 units, line ends of Windows as two, with or without the byte-order mark, and end
behind the last character. The way is taken whose selections begin and end at borders of words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

import numpy as np

UNITS = ("codepoint", "utf16", "utf8")


@dataclass(frozen=True)
class Way:
    """One way of counting."""

    unit: str = "codepoint"
    newline: int = 1
    mark: int = 0
    inclusive: bool = False
    base: int = 0

    @property
    def name(self) -> str:
        """How it is written down: codepoint_lf, utf16_crlf_bom_counted_inclusive …"""
        parts = [self.unit, "crlf" if self.newline == 2 else "lf"]
        parts += ["bom_counted"] if self.mark else []
        parts += ["inclusive"] if self.inclusive else []
        parts += ["from_one"] if self.base else []
        return "_".join(parts)


STANDARD = Way()
NVIVO = Way("utf16", 2)


@dataclass(frozen=True)
class Found:
    """The way that fits best, how well, and how well the next one that differs."""

    way: Way
    score: float
    next_best: float | None
    samples: tuple[str, ...] = ()
    certain: bool = True


def ways(texts: Iterable[tuple[str, bool]]) -> list[Way]:
    """The ways worth trying for texts (LF, without mark) and whether their files bore a mark."""
    texts = list(texts)
    lines = (1, 2) if any("\n" in text for text, _mark in texts) else (1,)
    units = [
        unit for unit in UNITS if unit == "codepoint" or any(_differs(t, unit) for t, _ in texts)
    ]
    marks = (0, 1) if any(mark for _text, mark in texts) else (0,)
    return [
        Way(unit, newline, mark, inclusive, base)
        for base, inclusive, mark, newline, unit in product(
            (0, 1), (False, True), marks, lines, units
        )
    ]


def _differs(text: str, unit: str) -> bool:
    return any(ord(sign) > (0xFFFF if unit == "utf16" else 0x7F) for sign in text)


class Counter:
    """From counted positions of one text to code points and back, for one way."""

    def __init__(self, text: str, way: Way):
        self.way = way
        mark = {"codepoint": 1, "utf16": 1, "utf8": 3}[way.unit] if way.mark else 0
        self.first = mark + way.base
        self.starts = _starts(text, way.unit, way.newline)

    def place(self, position: int) -> int | None:
        """The code point that begins at a position; None within a character or outside."""
        asked = position - self.first
        at = int(np.searchsorted(self.starts, asked))
        return at if at < len(self.starts) and self.starts[at] == asked else None

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Code points of a selection, half-open; None where it cuts a character or lies outside."""
        first, last = self.place(start), self.place(end)
        if self.way.inclusive and last is not None:
            last += 1
        if first is None or last is None or last > len(self.starts) - 1 or first > last:
            return None
        return first, last

    def position(self, place: int) -> int:
        """Where a code point begins, counted this way."""
        return self.first + int(self.starts[place])

    def counted(self, start: int, end: int) -> tuple[int, int]:
        """Positions of code points [start, end) in this way."""
        last = max(start, end - 1) if self.way.inclusive else end
        return self.position(start), self.position(last)


def _starts(text: str, unit: str, newline: int) -> np.ndarray:
    """Where each character begins, and where the last one ends."""
    signs = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    size = np.ones(len(signs), dtype=np.int64)
    if unit == "utf16":
        size += signs > 0xFFFF
    elif unit == "utf8":
        size += (signs > 0x7F).astype(int) + (signs > 0x7FF) + (signs > 0xFFFF)
    size[signs == ord("\n")] = newline
    return np.concatenate(([0], np.cumsum(size)))


def find_way(texts: list[tuple[str, bool, list[tuple[int, int]]]]) -> Found:
    """The way in which the selections of all texts of one project end at borders of words.

    Args:
        texts: (text with LF and no mark, whether its file bore a mark, [(start, end)] as counted).
    """
    asked = [one for one in texts if one[2]]
    if not asked:
        return Found(STANDARD, 0.0, None)
    tried = []
    for way in ways((text, mark) for text, mark, _spans in asked):
        spans = [_spans(text, spans, way) for text, _mark, spans in asked]
        every = [
            (text, span)
            for (text, _m, _s), found in zip(asked, spans, strict=True)
            for span in found
        ]
        score = sum(_score(text, span) for text, span in every) / len(every)
        tried.append((score, way, [span for _text, span in every], every))
    # The first of equals stands: the plain ways are tried first.
    best = max(tried, key=lambda one: one[0])
    others = [one[0] for one in tried if one[2] != best[2]]
    second = max(others, default=None)
    samples = [text[a:b] for text, span in best[3] if span for a, b in [span]][:3]
    certain = second is None or best[0] - second > 0.02
    return Found(best[1], round(best[0], 3), second, tuple(samples), certain)


def _spans(text: str, spans: list[tuple[int, int]], way: Way):
    counter = Counter(text, way)
    return [counter.span(start, end) for start, end in spans]


def _score(text: str, span: tuple[int, int] | None) -> float:
    """2 for a selection with a border at both ends; below 0 where it cuts a word."""
    if span is None or span[0] == span[1]:
        return -2.0
    start, end = span
    return _edge(text, start, start - 1) + _edge(text, end - 1, end)


def _edge(text: str, inner: int, outer: int) -> float:
    """How well a selection ends between two characters: 1 where a sentence does, -1 in a word."""
    inside = _kind(text, inner)
    outside = _kind(text, outer)
    if inner < outer and text[inner : inner + 1] == "\n":
        # Whole lines are taken with their end, though most stop before it.
        return 0.8 if outside != "space" else 0.4
    if inside in ("space", "edge"):
        return -1.0
    if inside == "mark":
        # A closing mark belongs to the words before it; an opening one to those behind.
        return 1.0 if outside in ("space", "edge") else -0.2
    if outside in ("space", "edge", "mark"):
        return 1.0
    if inside != outside:
        return 0.5
    return 0.0 if inside == "han" else -1.0


def _kind(text: str, at: int) -> str:
    if not 0 <= at < len(text):
        return "edge"
    sign = text[at]
    if sign.isspace():
        return "space"
    if "\u3040" <= sign <= "\u9fff" or (ord(sign) >= 0x20000 and sign.isalpha()):
        return "han"
    if sign.isalnum() or sign == "_" or unicodedata.category(sign).startswith("M"):
        return "digit" if sign.isdigit() else "letter"
    return "mark"
