"""Population shares from a recruited sample.

RDS-I (Salganik and Heckathorn 2004, eq. 10 for two groups, the equilibrium of reported
recruitment for more), RDS-II (Volz and Heckathorn 2008: weights 1/degree) and successive
sampling (Gile 2011: weights that know the population is finite).
"""

import numpy as np
from scipy import optimize

from gongyou.stats.errors import StatsError
from gongyou.stats.recruitment.trees import Recruitment

METHODS = ("mean", "rds_i", "rds_ii", "ss")
EXACT_UP_TO = 5_000  # larger populations use the limit instead of simulation


def weighted_shares(codes: np.ndarray, weights: np.ndarray, size: int) -> np.ndarray:
    """Shares of the groups with these weights."""
    sums = np.bincount(codes, weights, size)
    return np.asarray(sums / sums.sum())


def population_shares(
    sample: Recruitment,
    variable: str,
    method: str = "rds_ii",
    *,
    population: int | None = None,
    draws: int = 500,
    seed: int = 0,
) -> np.ndarray:
    """Share of each group (in the order of `sample.group(variable)`).

    Args:
        sample: the recruitment trees.
        variable: the column with the group.
        method: mean (unweighted), rds_i, rds_ii or ss.
        population: the population's size, needed for ss.
        draws: simulations a step, for ss in a small population.
        seed: makes ss repeatable.
    """
    codes, levels = sample.group(variable)
    return shares(sample, codes, len(levels), method, population=population, draws=draws, seed=seed)


def shares(
    sample: Recruitment,
    codes: np.ndarray,
    size: int,
    method: str,
    *,
    population: int | None = None,
    draws: int = 500,
    seed: int = 0,
) -> np.ndarray:
    """The same for groups given as codes."""
    if method == "rds_i":
        return rds_i(sample.links(codes, size), codes, sample.degree, size)
    if method == "ss":
        chance = successive_probabilities(sample.degree, population or 0, draws=draws, seed=seed)
        return weighted_shares(codes, 1 / chance, size)
    if method not in METHODS:
        raise StatsError("no_method", method=method)
    weights = np.ones(len(codes)) if method == "mean" else 1 / sample.degree
    return weighted_shares(codes, weights, size)


def rds_i(links: np.ndarray, codes: np.ndarray, degree: np.ndarray, size: int) -> np.ndarray:
    """Equilibrium of the recruitment chain over the mean degree of each group.

    Mean degrees are harmonic (n / Σ 1/d), as sampling is proportional to degree.
    """
    sent = links.sum(axis=1, keepdims=True)
    chain = np.divide(links, sent, out=np.full_like(links, 1 / size), where=sent > 0)
    balance = np.vstack([chain.T - np.eye(size), np.ones(size)])
    reached = np.linalg.lstsq(balance, np.append(np.zeros(size), 1.0), rcond=None)[0]
    counts = np.bincount(codes, minlength=size)
    mean_degree = counts / np.maximum(np.bincount(codes, 1 / degree, size), 1e-300)
    found = np.where(counts > 0, reached / np.maximum(mean_degree, 1e-300), 0.0)
    return np.asarray(found / found.sum())


def successive_probabilities(
    degree: np.ndarray, population: int, *, draws: int = 500, seed: int = 0, rounds: int = 5
) -> np.ndarray:
    """Each person's inclusion probability under successive sampling (Gile 2011, section 4).

    People are drawn one by one without replacement with probability proportional to degree.
    The population's degrees are unknown: start from the sample's, weighted by 1/degree, and
    alternate between probabilities and degrees.

    Args:
        degree: network size of each person in the sample.
        population: the number of people in the population.
        draws: simulations a round (up to 5,000 people); above, Rosén's limit 1 - exp(-d·t).
        seed: makes the simulation repeatable.
        rounds: how often to alternate.

    Raises:
        StatsError: when the population is smaller than the sample.
    """
    n = len(degree)
    if population < n:
        raise StatsError("population_too_small", population=population, n=n)
    kinds, of = np.unique(degree, return_inverse=True)
    seen = np.bincount(of).astype(float)
    chance = kinds / kinds.max()
    for step in range(rounds):
        sizes = whole_people(seen / chance, population, seen)
        if population <= EXACT_UP_TO:
            chance = _simulated(kinds, sizes, n, draws, seed + step)
        else:
            chance = _limit(kinds, sizes, n)
    return np.asarray(chance[of])


def whole_people(shape: np.ndarray, population: int, least: np.ndarray) -> np.ndarray:
    """Whole numbers in the shape given, at least `least` each, adding up to the population."""
    extra = population - least.sum()
    wanted = np.maximum(shape / shape.sum() * population - least, 0.0)
    if extra <= 0 or wanted.sum() == 0:
        return least
    exact = least + wanted / wanted.sum() * extra
    whole = np.floor(exact)
    for place in np.argsort(-(exact - whole), kind="stable")[: int(population - whole.sum())]:
        whole[place] += 1
    return np.asarray(whole)


def _simulated(kinds: np.ndarray, sizes: np.ndarray, n: int, draws: int, seed: int) -> np.ndarray:
    """Share of each degree drawn: successive sampling is taking the n smallest E/degree."""
    everyone = np.repeat(np.arange(len(kinds)), sizes.astype(int))
    if n >= len(everyone):
        return np.ones(len(kinds))
    random = np.random.default_rng(seed)
    hits = np.zeros(len(kinds))
    for _ in range(draws):
        clock = random.exponential(size=len(everyone)) / kinds[everyone]
        first = np.argpartition(clock, n - 1)[:n]
        hits += np.bincount(everyone[first], minlength=len(kinds))
    return np.asarray((hits + 1) / (draws * sizes + 1))


def _limit(kinds: np.ndarray, sizes: np.ndarray, n: int) -> np.ndarray:
    """Rosén (1972): the probability is 1 - exp(-degree·t), t such that n are expected."""
    if n >= sizes.sum():
        return np.ones(len(kinds))

    def gap(t: float) -> float:
        return float((sizes * -np.expm1(-kinds * t)).sum() - n)

    high = 1.0 / kinds.min()
    while gap(high) < 0:
        high *= 2
    return np.asarray(-np.expm1(-kinds * optimize.brentq(gap, 0.0, high, xtol=1e-15)))
