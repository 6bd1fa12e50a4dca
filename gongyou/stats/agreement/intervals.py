"""Intervals of an agreement: whole texts are drawn again, as passages of one hang together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy import special

T = TypeVar("T")
DRAWS, SEED = 1000, 20160401


@dataclass(frozen=True)
class Interval:
    """A value with its interval of 95 %; without a value, nothing can be computed."""

    value: float | None
    low: float | None = None
    high: float | None = None
    texts: int = 0


def exact_share(hits: int, of: int, level: float = 0.95) -> tuple[float, float]:
    """The exact interval of a share (Clopper and Pearson 1934)."""
    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else float(special.betaincinv(hits, of - hits + 1, tail))
    high = 1.0 if hits == of else float(special.betaincinv(hits + 1, of - hits, 1 - tail))
    return low, high


def over_texts(
    texts: Sequence[T], measure: Callable[[Sequence[T]], float | None], draws: int = DRAWS
) -> Interval:
    """The measure of all texts, and the middle 95 % of it over texts drawn with replacement.

    With fewer than three texts there is no interval.
    """
    value = measure(texts)
    if value is None or len(texts) < 3:
        return Interval(value, texts=len(texts))
    random = np.random.default_rng(SEED)
    found = []
    for _ in range(draws):
        drawn = measure([texts[at] for at in random.integers(0, len(texts), len(texts))])
        if drawn is not None:
            found.append(drawn)
    if len(found) < draws / 2:
        return Interval(value, texts=len(texts))
    low, high = np.quantile(found, [0.025, 0.975])
    return Interval(value, float(low), float(high), len(texts))
