"""Coarser numbers: rounding, and extremes put together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gongyou.stats.errors import StatsError


@dataclass(frozen=True)
class Coded:
    """Values with the extremes replaced by the limit, and how many were."""

    values: np.ndarray
    limit: float
    changed: int


def top_code(values: Sequence[float] | np.ndarray, k: int = 10) -> Coded:
    """Replace the highest values by a limit that at least `k` people reach.

    Raises:
        StatsError: when fewer than `k` values are known.
    """
    numbers = np.asarray(values, dtype=float)
    known = np.sort(numbers[~np.isnan(numbers)])
    if len(known) < k:
        raise StatsError("bad_coding_k", k=k)
    limit = float(known[-k])
    coded = np.minimum(numbers, limit)
    return Coded(coded, limit, int((numbers > limit).sum()))


def bottom_code(values: Sequence[float] | np.ndarray, k: int = 10) -> Coded:
    """Replace the lowest values by a limit that at least `k` people reach or undercut."""
    coded = top_code(-np.asarray(values, dtype=float), k)
    return Coded(-coded.values, -coded.limit, coded.changed)


def round_counts(
    counts: Sequence[int] | np.ndarray, base: int = 5, seed: int | None = None
) -> np.ndarray:
    """Counts to multiples of `base`: nearest, or with a seed at random without bias.

    Random rounding goes up with probability remainder / base, so that the expected value is the
    count; the same seed and counts give the same result.
    """
    whole = np.asarray(counts, dtype=np.int64)
    down, rest = whole // base, whole % base
    if seed is None:
        return np.asarray((down + (2 * rest >= base)) * base)
    chance = np.random.default_rng(seed).uniform(size=whole.shape)
    return np.asarray((down + (chance < rest / base)) * base)
