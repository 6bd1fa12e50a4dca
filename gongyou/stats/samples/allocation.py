"""How many units to take from each stratum."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from gongyou.stats.errors import StatsError


def allocate(
    sizes: Mapping[Any, int],
    n: int,
    method: str = "proportional",
    *,
    deviations: Mapping[Any, float] | None = None,
    least: int = 2,
) -> dict[Any, int]:
    """Share a sample of `n` among strata.

    Args:
        sizes: population size of each stratum.
        n: sample size.
        method: proportional (to size), neyman (to size × standard deviation: the smallest
            variance of the total, Neyman 1934) or equal.
        deviations: standard deviation of the main variable in each stratum, for neyman.
        least: at least so many in each stratum, so that its variance can be estimated.

    Returns:
        Sample sizes that add up to `n`; no stratum gets more than it has, or fewer than `least`
        (or all it has).

    Raises:
        StatsError: when `n` cannot be met.
    """
    names = list(sizes)
    size = np.array([sizes[name] for name in names], dtype=float)
    if method == "neyman":
        if deviations is None or any(name not in deviations for name in names):
            raise StatsError("need_deviations")
        share = size * np.array([deviations[name] for name in names], dtype=float)
    elif method in {"proportional", "equal"}:
        share = size if method == "proportional" else np.ones(len(names))
    else:
        raise StatsError("no_method", method=method)
    low = np.minimum(size, least)
    if n > size.sum() or n < low.sum():
        raise StatsError("sample_too_large", n=n, size=int(size.sum()))
    exact = _within(share, n, low, size)
    return dict(zip(names, _round_to(exact, n), strict=True))


def _within(share: np.ndarray, n: int, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Proportional to `share`, within bounds, adding up to n: the factor is found by bisection."""
    share = np.maximum(share, share.max() * 1e-12 if share.max() > 0 else 1.0)
    below, above = 0.0, float((high / share).max()) + 1.0
    for _ in range(200):
        middle = (below + above) / 2
        if np.clip(middle * share, low, high).sum() < n:
            below = middle
        else:
            above = middle
    return np.asarray(np.clip(above * share, low, high))


def _round_to(exact: np.ndarray, n: int) -> list[int]:
    """Whole numbers adding up to n: largest remainders go up."""
    whole = np.floor(exact + 1e-9)
    missing = n - int(whole.sum())
    for place in np.argsort(-(exact - whole), kind="stable")[:missing]:
        whole[place] += 1
    return [int(value) for value in whole]
