"""How each kind of replicate changes the weights of first-stage units."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from gongyou.stats.errors import StatsError
from gongyou.stats.stages import CENSUS, Stage


@dataclass(frozen=True)
class Replication:
    """Factors (units, replicates) and the scales that turn spread into variance."""

    factors: np.ndarray
    scale: float
    rscales: np.ndarray


class Maker(Protocol):
    """Makes the replication of a design's first stage."""

    def __call__(self, stage: Stage, **options: Any) -> Replication:
        """The replication."""
        ...


def jackknife_one(stage: Stage, **_: Any) -> Replication:
    """JK1: leave out each unit in turn."""
    if len(stage.units) > 1:
        raise StatsError("need_no_strata")
    n = stage.size
    factors = (1 - np.eye(n)) * n / (n - 1)
    return Replication(factors, float(stage.free[0] * (n - 1) / n), np.ones(n))


def jackknife_strata(stage: Stage, **_: Any) -> Replication:
    """JKn: leave out each unit in turn, its stratum's others made up for it."""
    if len(stage.units) < 2:
        raise StatsError("need_strata", kind="JKn")
    n = stage.units[stage.stratum]
    if ((n < 2) & (stage.free >= CENSUS)).any():
        raise StatsError("lonely_psu", count=int((n < 2).sum()), stage=1)
    keep = np.flatnonzero(n > 1)
    same = stage.stratum[:, None] == stage.stratum[keep]
    factors = np.where(same, (n / np.maximum(n - 1, 1))[:, None], 1.0)
    factors[keep, np.arange(len(keep))] = 0.0
    return Replication(factors, 1.0, (stage.free * (n - 1) / n)[keep])


def hadamard(least: int) -> np.ndarray:
    """A ±1 matrix with orthogonal columns, first row and column of ones, at least this large.

    Orders 1, 2 and Paley's p + 1 (p prime, p mod 4 = 3), doubled by Sylvester.
    """
    best = None
    for base in [1, *(p + 1 for p in range(3, max(least, 4), 4) if _prime(p))]:
        size, doublings = base, 0
        while size < least:
            size, doublings = size * 2, doublings + 1
        if best is None or size < best[0]:
            best = (size, base, doublings)
    assert best is not None
    matrix = _paley(best[1] - 1) if best[1] > 1 else np.ones((1, 1))
    for _ in range(best[2]):
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    return matrix


def _prime(number: int) -> bool:
    return number > 1 and all(number % d for d in range(2, int(number**0.5) + 1))


def _paley(p: int) -> np.ndarray:
    squares = {(i * i) % p for i in range(1, p)}
    residue = np.array([0] + [1 if i in squares else -1 for i in range(1, p)])
    jacobsthal = residue[(np.arange(p)[:, None] - np.arange(p)) % p]
    skew = np.zeros((p + 1, p + 1))
    skew[0, 1:], skew[1:, 0], skew[1:, 1:] = 1, -1, jacobsthal
    matrix = skew + np.eye(p + 1)
    return np.asarray(matrix * matrix[:, :1])  # first column of ones


def balanced(stage: Stage, fay: float = 0.0, **_: Any) -> Replication:
    """BRR: half of each pair of units, balanced over pairs; finite populations not corrected."""
    if len(stage.units) < 2:
        raise StatsError("need_strata", kind="BRR")
    if (stage.units % 2).any():
        raise StatsError("need_pairs")
    order = np.argsort(stage.stratum, kind="stable")
    pairs = order.reshape(-1, 2)
    signs = hadamard(len(pairs) + 1)
    signs = signs if (signs[0] == 1).all() else signs * signs[:1]
    factors = np.empty((stage.size, signs.shape[1]))
    chosen = signs[1 : len(pairs) + 1]
    factors[pairs[:, 0]] = 1 + chosen * (1 - fay)
    factors[pairs[:, 1]] = 1 - chosen * (1 - fay)
    count = signs.shape[1]
    return Replication(factors, 1 / (count * (1 - fay) ** 2), np.ones(count))


def balanced_half(stage: Stage, **_: Any) -> Replication:
    """BRR without Fay's factor."""
    return balanced(stage, fay=0.0)


def _resampled(stage: Stage, less: int, replicates: int, seed: int) -> np.ndarray:
    """How often each unit is drawn when each stratum is drawn anew with replacement."""
    random = np.random.default_rng(seed)
    factors = np.empty((stage.size, replicates))
    order = np.argsort(stage.stratum, kind="stable")
    ends = np.cumsum(stage.units)
    for end, n in zip(ends, stage.units, strict=True):
        members = order[end - n : end]
        draws = max(int(n) - less, 1)
        factors[members] = random.multinomial(draws, np.full(n, 1 / n), size=replicates).T * (
            n / draws
        )
    return factors


def rao_wu(stage: Stage, replicates: int = 200, seed: int = 0, **_: Any) -> Replication:
    """subbootstrap: n - 1 units of each stratum drawn with replacement."""
    if (stage.units < 2).any():
        raise StatsError("lonely_psu", count=int((stage.units < 2).sum()), stage=1)
    factors = _resampled(stage, 1, replicates, seed)
    return Replication(factors, 1 / (replicates - 1), np.ones(replicates))


def canty_davison(stage: Stage, replicates: int = 200, seed: int = 0, **_: Any) -> Replication:
    """bootstrap: n units drawn from the sample repeated to the population's size."""
    random = np.random.default_rng(seed)
    factors = np.zeros((stage.size, replicates))
    for stratum, n in enumerate(stage.units):
        members = np.flatnonzero(stage.stratum == stratum)
        share = 1 - stage.free[members[0]]
        if share <= 0:
            drawn = random.multinomial(n, np.full(n, 1 / n), size=replicates)
        else:
            population = round(n / share)
            drawn = _without_replacement(random, int(n), population, replicates)
        factors[members] = drawn.T
    each = 1 / np.mean(1 / stage.units)
    return Replication(factors, float(each / ((each - 1) * (replicates - 1))), np.ones(replicates))


def _without_replacement(
    random: np.random.Generator, n: int, population: int, replicates: int
) -> np.ndarray:
    """Counts of each unit in samples from a population that repeats the sample's units."""
    copies = np.full(n, population // n)
    drawn = np.empty((replicates, n))
    for place in range(replicates):
        extra = random.permutation(n)[: population % n]
        have = copies.copy()
        have[extra] += 1
        drawn[place] = random.multivariate_hypergeometric(have, n)
    return drawn


MAKERS: dict[str, Maker] = {
    "JK1": jackknife_one,
    "JKn": jackknife_strata,
    "BRR": balanced_half,
    "Fay": balanced,
    "bootstrap": canty_davison,
    "subbootstrap": rao_wu,
}
