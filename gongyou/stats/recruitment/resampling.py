"""Errors of recruited samples by bootstrap.

Salganik (2006): resampled chains that keep who recruits whom between groups, for RDS-I and
RDS-II. Gile (2011, section 5): populations built from the estimate and sampled anew without
replacement, for successive sampling.
"""

from collections.abc import Callable

import numpy as np

from gongyou.stats.estimates import Estimate, Estimates
from gongyou.stats.recruitment.estimators import (
    rds_i,
    shares,
    successive_probabilities,
    weighted_shares,
    whole_people,
)
from gongyou.stats.recruitment.trees import Recruitment


def estimate_share(
    sample: Recruitment,
    variable: str,
    method: str = "rds_ii",
    *,
    population: int | None = None,
    replicates: int = 500,
    seed: int = 0,
    level: float = 0.95,
) -> Estimates:
    """Shares of a group's levels with bootstrap errors and percentile intervals.

    Args:
        sample: the recruitment trees.
        variable: the column with the group.
        method: mean, rds_i, rds_ii or ss.
        population: the population's size, for ss.
        replicates: bootstrap samples.
        seed: makes it repeatable.
        level: confidence of the intervals.
    """
    codes, levels = sample.group(variable)
    size = len(levels)
    values = shares(sample, codes, size, method, population=population, seed=seed)
    random = np.random.default_rng(seed)
    again = (
        _gile(sample, codes, size, population, random)
        if method == "ss"
        else (_salganik(sample, codes, size, method, random))
    )
    found = np.array([again() for _ in range(replicates)])
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2], axis=0)
    name = method if method.startswith("rds") else f"rds_{method}"
    entries = [
        Estimate(
            what="proportion",
            variable=variable,
            category=category,
            value=float(values[place]),
            se=float(found[:, place].std(ddof=1)),
            low=float(low[place]),
            high=float(high[place]),
            n=len(sample),
            weighted_n=float(population or len(sample)),
            df=float(len(sample) - 1),
            level=level,
            method=name,
            interval="bootstrap",
        )
        for place, category in enumerate(levels)
    ]
    return Estimates(tuple(entries), lambda: np.cov(found.T))


def _transitions(sample: Recruitment, codes: np.ndarray, size: int) -> np.ndarray:
    """Chance that a recruit of each group is in each group; everyone alike where none is known."""
    links = sample.links(codes, size)
    overall = np.bincount(codes, minlength=size) / len(codes)
    sent = links.sum(axis=1, keepdims=True)
    return np.asarray(np.where(sent > 0, links / np.maximum(sent, 1), overall))


def _salganik(
    sample: Recruitment,
    codes: np.ndarray,
    size: int,
    method: str,
    random: np.random.Generator,
) -> Callable[[], np.ndarray]:
    """One chain through the people recruited by each group, with replacement."""
    child = np.flatnonzero(sample.recruiter >= 0)
    recruited_by = codes[sample.recruiter[child]]
    pools = [child[recruited_by == group] for group in range(size)]
    everyone = np.arange(len(sample))
    pools = [pool if len(pool) else everyone for pool in pools]

    def once() -> np.ndarray:
        picks = np.empty(len(sample), dtype=int)
        person = int(random.integers(len(sample)))
        luck = random.random(len(sample))
        for step in range(len(sample)):
            pool = pools[codes[person]]
            person = int(pool[int(luck[step] * len(pool))])
            picks[step] = person
        drawn, degree = codes[picks], sample.degree[picks]
        if method == "rds_i":
            links = np.zeros((size, size))
            np.add.at(links, (drawn[:-1], drawn[1:]), 1.0)
            return rds_i(links, drawn, degree, size)
        weights = np.ones(len(picks)) if method == "mean" else 1 / degree
        return weighted_shares(drawn, weights, size)

    return once


def _gile(
    sample: Recruitment,
    codes: np.ndarray,
    size: int,
    population: int | None,
    random: np.random.Generator,
) -> Callable[[], np.ndarray]:
    """A population with the estimated degrees and groups, recruited through anew.

    The chain keeps the sample's recruitment between groups; inside a group people are found
    with probability proportional to degree and nobody twice.
    """
    people = population or len(sample)
    chance = successive_probabilities(sample.degree, people)
    chain = _transitions(sample, codes, size)
    copies = whole_people(1 / chance, people, np.ones(len(sample)))
    world = np.repeat(np.arange(len(sample)), copies.astype(int))
    group, degree = codes[world], sample.degree[world]
    kinds, first = np.unique(sample.degree, return_index=True)
    known = dict(zip(kinds.tolist(), chance[first].tolist(), strict=True))
    members = [np.flatnonzero(group == g) for g in range(size)]

    def once() -> np.ndarray:
        # the order in which successive sampling would find each group's people
        queues = [
            m[np.argsort(random.exponential(size=len(m)) / degree[m])].tolist()[::-1]
            for m in members
        ]
        drawn: list[int] = []
        now = int(group[random.choice(people, p=degree / degree.sum())])
        while len(drawn) < len(sample):
            open_groups = np.array([bool(q) for q in queues])
            odds = chain[now] * open_groups
            odds = odds if odds.sum() > 0 else open_groups.astype(float)
            now = int(random.choice(size, p=odds / odds.sum()))
            drawn.append(queues[now].pop())
        picks = np.array(drawn)
        again = np.array([known[d] for d in degree[picks].tolist()])
        return weighted_shares(group[picks], 1 / again, size)

    return once
