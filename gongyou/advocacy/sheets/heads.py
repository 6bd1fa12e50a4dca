"""Where the header stands, and which column is which: by known words, never by position."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from gongyou.advocacy.sheets.cells import head_of, is_blank, text_of
from gongyou.advocacy.sheets.shapes import Kind

LOOKED_AT, LEAST, CLOSE = 400, 3, 92
DEEP = 20
"""From this row on a header is no less likely for standing lower."""


@dataclass
class Found:
    """A header: the rows it fills (from 0, both in), its heads, and the columns understood."""

    kind: Kind
    first: int
    last: int
    heads: list[str]
    keys: list[str]
    columns: dict[int, str]

    @property
    def score(self) -> float:
        """More columns understood is better, words that mean nothing here are worse."""
        return (
            len(self.columns)
            - 0.3 * sum(1 for key in self.keys if key)
            - 0.1 * min(self.last, DEEP)
        )


def find(rows: list[list], kinds: Iterable[Kind]) -> Found | None:
    """The best header among the first rows, the upper one of two alike; None when no kind fits."""
    tried = []
    many = list(kinds)
    for first in range(min(LOOKED_AT, len(rows))):
        for last in (first, first + 1):
            if last < len(rows):
                heads = _heads(rows, first, last)
                keys = [head_of(head) for head in heads]
                tried += [_try(kind, first, last, heads, keys) for kind in many]
    fitting = [one for one in tried if one]
    return max(fitting, key=lambda one: one.score, default=None)


def _try(kind: Kind, first: int, last: int, heads: list[str], keys: list[str]) -> Found | None:
    if sum(key in _known(kind) for key in keys) < min(2, len(kind.columns)):
        return None
    columns: dict[int, str] = {}
    for at, key in enumerate(keys):
        name = _column(kind, key)
        if name and name not in columns.values():
            columns[at] = name
    needed = {column.name for column in kind.columns if column.needed}
    if len(columns) < min(LEAST, len(kind.columns)) or not needed <= set(columns.values()):
        return None
    return Found(kind, first, last, heads, keys, columns)


def _heads(rows: list[list], first: int, last: int) -> list[str]:
    """The heads of one row, or of two, where the upper one reaches over several columns."""
    if first == last:
        return [text_of(value) for value in rows[first]]
    upper, lower = rows[first], rows[last]
    if not any(is_blank(value) for value in upper):
        return [""]
    heads, over = [], ""
    for at in range(max(len(upper), len(lower))):
        over = text_of(upper[at]) if at < len(upper) and not is_blank(upper[at]) else over
        under = text_of(lower[at]) if at < len(lower) else ""
        heads.append(f"{over} {under}".strip())
    return heads


@lru_cache(maxsize=64)
def _known(kind: Kind) -> frozenset[str]:
    return frozenset(head for column in kind.columns for head in column.heads)


@lru_cache(maxsize=4096)
def _column(kind: Kind, key: str) -> str | None:
    if not key:
        return None
    for column in kind.columns:
        if key in column.heads:
            return column.name
    return _close(kind, key)


def _close(kind: Kind, key: str) -> str | None:
    """A head misspelt: near enough to one known word, and long enough to be no chance."""
    from rapidfuzz import fuzz

    if len(key) < 6:
        return None
    best = max(
        ((fuzz.ratio(key, head), column.name) for column in kind.columns for head in column.heads),
        default=(0, ""),
    )
    return best[1] if best[0] >= CLOSE else None
