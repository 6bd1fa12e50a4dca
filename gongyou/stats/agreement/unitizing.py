"""Agreement where each coder marks out passages of their own (Krippendorff 1995, 2004, 2016).

A coder's passages of one category are (start, length) pairs on a continuum of a length; they do
not overlap within one coder and category. Lengths are in any unit, such as characters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gongyou.stats.errors import StatsError

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Unitized:
    """Observed and expected disagreement; `alpha` is None where nothing can be expected."""

    observed: float
    expected: float

    @property
    def alpha(self) -> float | None:
        """1 − observed / expected; None, never 1, where no coder used the category."""
        return None if self.expected <= 0 else 1 - self.observed / self.expected


def by_category(coders: Sequence[Spans], length: int, begin: int = 0) -> Unitized:
    """Alpha for unitizing, one category (Krippendorff 2004, Quality & Quantity 38: 787–800).

    Args:
        coders: for each coder, the (start, length) pairs of the category.
        length: of the whole continuum; `begin` is where it starts.

    Raises:
        StatsError: fewer than two coders.
    """
    if len(coders) < 2:
        raise StatsError("need_two_coders")
    sections = [_sections(spans, length, begin) for spans in coders]
    return Unitized(_observed(sections, length), _expected(sections, length))


def together(parts: Sequence[Unitized]) -> Unitized:
    """All categories as one: disagreements are added (Krippendorff 2004)."""
    return Unitized(sum(p.observed for p in parts), sum(p.expected for p in parts))


def _sections(spans: Spans, length: int, begin: int) -> list[tuple[bool, int, int]]:
    """Passages and the gaps between them: (is a passage, start, length)."""
    found, at = [], begin
    for start, size in sorted(spans):
        if size <= 0:
            continue
        if start < at or start + size > begin + length:
            raise StatsError("need_two_coders")
        if start > at:
            found.append((False, at, start - at))
        found.append((True, start, size))
        at = start + size
    if at < begin + length:
        found.append((False, at, begin + length - at))
    return found


def _observed(sections: list, length: int) -> float:
    total = 0
    for i, mine in enumerate(sections):
        for j, theirs in enumerate(sections):
            if i != j:
                total += sum(_apart(one, other) for one in mine for other in theirs)
    coders = len(sections)
    return float(total / (coders * (coders - 1) * length**2))


def _apart(one: tuple[bool, int, int], other: tuple[bool, int, int]) -> int:
    """The squared difference of two sections."""
    (valued, b, size), (other_valued, c, other_size) = one, other
    if valued and other_valued:
        if -size < b - c < other_size:
            return (b - c) ** 2 + (b + size - c - other_size) ** 2
        return 0
    if valued and not other_valued:
        return size**2 if 0 <= b - c <= other_size - size else 0
    if other_valued and not valued:
        return other_size**2 if 0 <= c - b <= size - other_size else 0
    return 0


def _expected(sections: list, length: int) -> float:
    coders = len(sections)
    every = [one for mine in sections for one in mine]
    units = [size for valued, _start, size in every if valued]
    gaps = [size for valued, _start, size in every if not valued]
    total = 0.0
    for size in units:
        # Over all places at which another passage may overlap it, and all gaps that it fits into.
        overlaps = (len(units) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        fits = sum(gap - size + 1 for gap in gaps if gap >= size)
        total += overlaps + size**2 * fits
    pairs = coders * length * (coders * length - 1) - sum(size * (size - 1) for size in units)
    return float(2 / length * total / pairs) if pairs else 0.0


def boundaries(coders: Sequence[Spans], length: int) -> float | None:
    """|uα: are the same stretches taken as relevant at all (Krippendorff et al. 2016)?

    None where nobody or everybody marks everything.
    """
    return characters(
        [[("marked", start, size) for start, size in spans] for spans in coders], length
    )


def characters(coders: Sequence[Sequence[tuple[str, int, int]]], length: int) -> float | None:
    """uα with nominal categories and blanks, over intersecting lengths (Krippendorff et al. 2016).

    Args:
        coders: for each coder (category, start, length), not overlapping; the rest is blank.
    """
    if len(coders) < 2:
        raise StatsError("need_two_coders")
    names = sorted({name for mine in coders for name, _start, _size in mine})
    place = {name: number for number, name in enumerate(names, 1)}
    rows = [_pieces(mine, place, length) for mine in coders]
    size = len(names) + 1
    observed = np.zeros((size, size))
    for i, mine in enumerate(rows):
        for j, theirs in enumerate(rows):
            if i != j:
                observed += _crossed(mine, theirs, size)
    observed /= len(coders) - 1
    margin = observed.sum(axis=1)
    total = margin.sum()
    own = np.zeros(size)
    for mine in rows:
        for value, start, end in mine:
            own[value] += (end - start) ** 2
    rest = total**2 - own.sum()
    if rest <= 0:
        return None
    expected = np.outer(margin, margin)
    expected[np.diag_indices(size)] -= own
    expected *= total / rest
    apart = 1 - np.eye(size)
    down = float((expected * apart).sum())
    return None if down <= 0 else 1 - float((observed * apart).sum()) / down


def _pieces(mine, place: Mapping[str, int], length: int) -> list[tuple[int, int, int]]:
    found, at = [], 0
    for name, start, size in sorted(mine, key=lambda one: one[1]):
        if start > at:
            found.append((0, at, start))
        found.append((place[name], start, start + size))
        at = start + size
    if at < length:
        found.append((0, at, length))
    return found


def _crossed(mine, theirs, size: int) -> np.ndarray:
    table = np.zeros((size, size))
    at = 0
    for value, start, end in mine:
        while at < len(theirs) and theirs[at][2] <= start:
            at += 1
        here = at
        while here < len(theirs) and theirs[here][1] < end:
            other, low, high = theirs[here]
            table[value, other] += min(end, high) - max(start, low)
            here += 1
    return table


def kappa_of_characters(
    first: Spans, second: Spans, length: int, *, uncoded: bool = True
) -> float | None:
    """Cohen's kappa of two coders on characters: coded or not.

    Args:
        uncoded: False leaves out what neither of the two coded: in a long text that is mostly
            not coded it makes everybody agree.

    Returns:
        None where chance alone would agree always.
    """
    one, other = np.zeros(length, bool), np.zeros(length, bool)
    for marked, spans in ((one, first), (other, second)):
        for start, size in spans:
            marked[start : start + size] = True
    if not uncoded:
        kept = one | other
        one, other = one[kept], other[kept]
    if not len(one):
        return None
    same = float((one == other).mean())
    chance = float(one.mean() * other.mean() + (1 - one.mean()) * (1 - other.mean()))
    return None if chance >= 1 else (same - chance) / (1 - chance)
