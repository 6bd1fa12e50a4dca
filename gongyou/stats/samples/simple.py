"""Simple, systematic, stratified and cluster samples."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from gongyou.stats.designs import DesignSpec
from gongyou.stats.errors import StatsError
from gongyou.stats.samples.allocation import allocate
from gongyou.stats.samples.drawn import Sample, as_frame


def check_size(n: int, size: int) -> None:
    """Refuse a sample larger than what it is drawn from, or an empty one."""
    if not 0 < n <= size:
        raise StatsError("sample_too_large", n=n, size=size)


def simple(frame: Any, n: int, *, seed: int) -> Sample:
    """Every set of `n` units is equally likely."""
    table = as_frame(frame)
    check_size(n, len(table))
    rows = np.sort(np.random.default_rng(seed).choice(len(table), n, replace=False))
    spec = DesignSpec(weights="sample_weight", fpc=("sample_size",))
    sizes = np.full(n, float(len(table)))
    return Sample(
        table, rows, np.full(n, n / len(table)), "simple", seed, spec, {"sample_size": sizes}
    )


def systematic(frame: Any, n: int, *, seed: int) -> Sample:
    """Every k-th unit of the frame's order from a random start (k need not be whole).

    There is no unbiased variance; the design treats it as a simple random sample.
    """
    table = as_frame(frame)
    check_size(n, len(table))
    step = len(table) / n
    start = np.random.default_rng(seed).uniform(0, step)
    rows = np.minimum((start + step * np.arange(n)).astype(int), len(table) - 1)
    spec = DesignSpec(weights="sample_weight", fpc=("sample_size",))
    sizes = np.full(n, float(len(table)))
    return Sample(
        table, rows, np.full(n, n / len(table)), "systematic", seed, spec, {"sample_size": sizes}
    )


def stratified(
    frame: Any,
    strata: str,
    n: int | Mapping[Any, int],
    *,
    seed: int,
    allocation: str = "proportional",
    deviations: Mapping[Any, float] | None = None,
    least: int = 2,
) -> Sample:
    """A simple random sample from each stratum.

    Args:
        frame: one row a unit.
        strata: the column that names each unit's stratum.
        n: the whole sample's size, or the size for each stratum.
        seed: makes the draw repeatable.
        allocation: see `allocate`; ignored when `n` is given by stratum.
        deviations: see `allocate`.
        least: see `allocate`.
    """
    table = as_frame(frame)
    codes, levels = table.codes(strata)
    if (codes < 0).any():
        raise StatsError("design_missing", name=strata, rows=int((codes < 0).sum()))
    sizes = dict(zip(levels, np.bincount(codes, minlength=len(levels)).tolist(), strict=True))
    if isinstance(n, Mapping):
        wanted = dict(n)
        if set(wanted) != set(levels):
            raise StatsError("need_rows")
    else:
        wanted = allocate(sizes, n, allocation, deviations=deviations, least=least)
    random = np.random.default_rng(seed)
    parts = []
    for place, level in enumerate(levels):
        check_size(wanted[level], sizes[level])
        members = np.flatnonzero(codes == place)
        parts.append(np.sort(random.choice(members, wanted[level], replace=False)))
    rows = np.concatenate(parts)
    population = np.array([float(sizes[levels[code]]) for code in codes[rows]])
    taken = np.array([float(wanted[levels[code]]) for code in codes[rows]])
    spec = DesignSpec(weights="sample_weight", strata=(strata,), fpc=("sample_size",))
    columns = {"sample_size": population}
    return Sample(table, rows, taken / population, "stratified", seed, spec, columns)


def cluster(frame: Any, clusters: str, n: int, *, seed: int) -> Sample:
    """A simple random sample of clusters, each taken whole."""
    table = as_frame(frame)
    codes, levels = table.codes(clusters)
    if (codes < 0).any():
        raise StatsError("design_missing", name=clusters, rows=int((codes < 0).sum()))
    check_size(n, len(levels))
    chosen = np.random.default_rng(seed).choice(len(levels), n, replace=False)
    rows = np.flatnonzero(np.isin(codes, chosen))
    spec = DesignSpec(weights="sample_weight", clusters=(clusters,), fpc=("sample_size",))
    columns = {"sample_size": np.full(len(rows), float(len(levels)))}
    probability = np.full(len(rows), n / len(levels))
    return Sample(table, rows, probability, "cluster", seed, spec, columns)
