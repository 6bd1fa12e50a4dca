"""Samples with probability proportional to size.

Systematic (Madow 1949, in random order), Sampford (1967, by rejection), Brewer (Tillé 2006,
algorithm 6.10) and with replacement (Hansen and Hurwitz 1943).
"""

from typing import Any

import numpy as np

from gongyou.stats.designs import DesignSpec
from gongyou.stats.errors import StatsError
from gongyou.stats.samples.drawn import Sample, as_frame
from gongyou.stats.samples.simple import check_size

METHODS = ("systematic", "sampford", "brewer", "with_replacement")
TRIES = 200_000


def inclusion_probabilities(sizes: np.ndarray, n: int) -> np.ndarray:
    """Probabilities proportional to size that add up to n; those too large are taken surely."""
    sizes = np.asarray(sizes, dtype=float)
    if np.isnan(sizes).any() or (sizes < 0).any() or not (sizes > 0).any():
        raise StatsError("bad_sizes")
    check_size(n, int((sizes > 0).sum()))
    certain = np.zeros(len(sizes), dtype=bool)
    while True:
        left = n - certain.sum()
        rest = np.where(certain, 0.0, sizes)
        found = np.where(certain, 1.0, left * rest / rest.sum() if left else 0.0)
        over = (found >= 1 - 1e-12) & ~certain
        if not over.any():
            return found
        certain |= over


def draw(probability: np.ndarray, method: str, random: np.random.Generator) -> np.ndarray:
    """Rows drawn with these inclusion probabilities (which add up to a whole number)."""
    certain = np.flatnonzero(probability >= 1 - 1e-12)
    open_rows = np.flatnonzero((probability > 0) & (probability < 1 - 1e-12))
    p = probability[open_rows]
    n = round(float(p.sum()))
    if n == 0:
        return certain
    how = {"systematic": _systematic, "sampford": _sampford, "brewer": _brewer}
    if method not in how:
        raise StatsError("no_method", method=method)
    return np.sort(np.concatenate([certain, open_rows[how[method](p, n, random)]]))


def _systematic(p: np.ndarray, n: int, random: np.random.Generator) -> np.ndarray:
    order = random.permutation(len(p))
    ends = np.cumsum(p[order])
    picks = random.uniform() + np.arange(n)
    return np.asarray(order[np.minimum(np.searchsorted(ends, picks, side="right"), len(p) - 1)])


def _sampford(p: np.ndarray, n: int, random: np.random.Generator) -> np.ndarray:
    """First draw by size, the others by p/(1-p), all with replacement; accept if all differ."""
    odds = p / (1 - p)
    first, others = np.cumsum(p) / p.sum(), np.cumsum(odds) / odds.sum()
    for _ in range(TRIES):
        picks = np.searchsorted(others, random.uniform(size=n), side="right")
        picks[0] = np.searchsorted(first, random.uniform(), side="right")
        picks = np.minimum(picks, len(p) - 1)
        if len(np.unique(picks)) == n:
            return np.asarray(picks)
    return _brewer(p, n, random)  # samples close to a census are all but never accepted


def _brewer(p: np.ndarray, n: int, random: np.random.Generator) -> np.ndarray:
    """Draw by draw, so that each unit keeps its inclusion probability exactly."""
    left = np.ones(len(p), dtype=bool)
    taken: list[int] = []
    used = 0.0
    for step in range(1, n + 1):
        rest = n - used
        chance = np.where(left, p * (rest - p) / np.maximum(rest - p * (n - step + 1), 1e-300), 0.0)
        pick = int(np.searchsorted(np.cumsum(chance) / chance.sum(), random.uniform(), "right"))
        pick = min(pick, len(p) - 1)
        taken.append(pick)
        left[pick] = False
        used += p[pick]
    return np.array(taken)


def own_stratum(chance: np.ndarray, unit: np.ndarray) -> np.ndarray:
    """Units taken surely stand alone, so that they add nothing to the first stage's variance."""
    return np.where(chance >= 1 - 1e-12, unit + 1, 0)


def pps(frame: Any, size: str, n: int, *, seed: int, method: str = "sampford") -> Sample:
    """Units drawn with probability proportional to a size known for all.

    Args:
        frame: one row a unit.
        size: the column with the sizes.
        n: how many to draw.
        seed: makes the draw repeatable.
        method: systematic, sampford, brewer (all without replacement, estimated with Brewer's
            approximation) or with_replacement.
    """
    table = as_frame(frame)
    sizes = table.numbers(size)
    random = np.random.default_rng(seed)
    if method == "with_replacement":
        return _with_replacement(table, sizes, n, seed, random)
    probability = inclusion_probabilities(sizes, n)
    rows = draw(probability, method, random)
    chance = probability[rows]
    spec = DesignSpec(
        weights="sample_weight", strata=("sample_stratum",), fpc=("sample_chance",), pps=True
    )
    columns = {"sample_chance": chance, "sample_stratum": own_stratum(chance, rows)}
    return Sample(table, rows, chance, f"pps_{method}", seed, spec, columns)


def _with_replacement(
    table: Any, sizes: np.ndarray, n: int, seed: int, random: np.random.Generator
) -> Sample:
    """Each draw by size; a unit drawn twice stands twice, as two first-stage units."""
    inclusion_probabilities(sizes, 1)  # the same refusals
    share = sizes / sizes.sum()
    rows = np.sort(random.choice(len(sizes), n, p=share))
    spec = DesignSpec(weights="sample_weight", clusters=("sample_draw",))
    columns = {"sample_draw": np.arange(n)}
    return Sample(table, rows, n * share[rows], "pps_with_replacement", seed, spec, columns)
