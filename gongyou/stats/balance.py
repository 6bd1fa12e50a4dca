"""Who is in which group: standardised differences, and a comparison of those who are alike.

Austin (2009) for numbers and yes-or-no; Yang and Dalton (2012) for more than two kinds.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import inf, isclose, sqrt

import numpy as np

LARGE = 0.1


def difference_of_numbers(first: Sequence[float], second: Sequence[float]) -> float | None:
    """The difference of means in standard deviations; None with fewer than two on a side."""
    if len(first) < 2 or len(second) < 2:
        return None
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    return _scaled(float(a.mean() - b.mean()), float(a.var(ddof=1) + b.var(ddof=1)) / 2)


def _scaled(gap: float, variance: float) -> float:
    if isclose(gap, 0, abs_tol=1e-12):
        return 0.0
    return gap / sqrt(variance) if variance > 0 else inf if gap > 0 else -inf


def difference_of_kinds(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """How far two mixtures of kinds are apart, in standard deviations; never below 0."""
    if not first or not second:
        return None
    kinds = sorted({*first, *second}, key=str)
    if len(kinds) < 2:
        return 0.0
    a = np.array([list(first).count(kind) / len(first) for kind in kinds[1:]])
    b = np.array([list(second).count(kind) / len(second) for kind in kinds[1:]])
    if np.allclose(a, b):
        return 0.0
    spread = (_spread(a) + _spread(b)) / 2
    inverse = np.linalg.pinv(spread)
    gap = a - b
    if not np.allclose(spread @ inverse @ gap, gap):
        return inf
    return float(np.sqrt(gap @ inverse @ gap))


def _spread(shares: np.ndarray) -> np.ndarray:
    return np.diag(shares) - np.outer(shares, shares)


@dataclass(frozen=True)
class Matched:
    """The mean difference among those alike, first minus second; weighted by the first group."""

    difference: float | None
    low: float | None
    high: float | None
    first: int
    second: int
    first_unmatched: int
    second_unmatched: int


def match_exactly(
    first: Sequence[tuple[Hashable, float]], second: Sequence[tuple[Hashable, float]]
) -> Matched:
    """Compare only within kinds that both groups have.

    Args:
        first: (kind, outcome) of each member of the first group.
        second: those of the second.
    """
    here, there = _by_kind(first), _by_kind(second)
    both = sorted(set(here) & set(there), key=str)
    n_first, n_second = sum(len(here[k]) for k in both), sum(len(there[k]) for k in both)
    counts = (n_first, n_second, len(first) - n_first, len(second) - n_second)
    if not both:
        return Matched(None, None, None, *counts)
    gap, variance = 0.0, 0.0
    for kind in both:
        share = len(here[kind]) / n_first
        gap += share * (float(np.mean(here[kind])) - float(np.mean(there[kind])))
        variance += share**2 * (_of_mean(here[kind]) + _of_mean(there[kind]))
    if any(len(here[k]) < 2 or len(there[k]) < 2 for k in both):
        return Matched(gap, None, None, *counts)
    width = 1.959963984540054 * sqrt(variance)
    return Matched(gap, gap - width, gap + width, *counts)


def _by_kind(rows) -> dict[Hashable, list[float]]:
    found: dict[Hashable, list[float]] = {}
    for kind, value in rows:
        found.setdefault(kind, []).append(float(value))
    return found


def _of_mean(values: list[float]) -> float:
    return float(np.var(values, ddof=1)) / len(values) if len(values) > 1 else 0.0
