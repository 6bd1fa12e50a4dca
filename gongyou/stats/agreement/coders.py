"""Do coders agree? Cohen's and Fleiss' kappa, Krippendorff's alpha (with missing codings).

Alpha also for sets of codes (Jaccard's distance, or MASI: Passonneau 2006) and for ranges of
numbers (the ratio of their middles, on a logarithmic scale), with a bootstrap interval over units.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gongyou.stats.errors import StatsError

MISSING = (None, "")


@dataclass(frozen=True)
class Agreement:
    """Alpha with its bootstrap interval; `units`: those that two coders or more have coded."""

    alpha: float
    low: float
    high: float
    units: int


def jaccard(first: frozenset, second: frozenset) -> float:
    """One less the share that two sets have in common; two empty sets are alike."""
    either = first | second
    return 1 - len(first & second) / len(either) if either else 0.0


def masi(first: frozenset, second: frozenset) -> float:
    """Jaccard's distance, milder where one set holds the other (Passonneau 2006)."""
    either, both = first | second, first & second
    if not either:
        return 0.0
    if first == second:
        weight = 1.0
    elif first <= second or second <= first:
        weight = 2 / 3
    else:
        weight = 1 / 3 if both else 0.0
    return 1 - weight * len(both) / len(either)


SETS = {"jaccard": jaccard, "masi": masi}


def _set(code: Any) -> frozenset | None:
    return None if code is None else frozenset(code)


def _middle(low: float | None, high: float | None) -> float:
    """The logarithm of the middle of a range; of its end where only one is told."""
    ends = [end for end in (low, high) if end is not None]
    return math.log(max(sum(ends) / len(ends), 0.5)) if ends else 0.0


def with_interval(
    codings: Sequence[Sequence[Any]], scale: str = "nominal", draws: int = 500, seed: int = 1
) -> Agreement:
    """Alpha with the 2.5 % and 97.5 % points of a bootstrap over units.

    Units are drawn again with replacement; a draw in which nothing could be compared is left out.
    """
    columns = list(zip(*codings, strict=True))
    pairable = [c for c in columns if sum(not _is_missing(code) for code in c) > 1]
    alpha = krippendorff(list(zip(*pairable, strict=True)) or [[]], scale)
    random = np.random.default_rng(seed)
    drawn = []
    for picks in random.integers(0, len(pairable), size=(draws, len(pairable))):
        held = list(zip(*(pairable[pick] for pick in picks), strict=True))
        drawn.append(krippendorff(held, scale))
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Agreement(alpha, float(low), float(high), len(pairable))


def by_code(
    first: Sequence[Any], second: Sequence[Any]
) -> dict[Any, tuple[float | None, float | None]]:
    """code → (agreement where it was given, where it was not), of two coders of sets of codes.

    Positive and negative agreement (Cicchetti and Feinstein 1990); None where nobody gave it, or
    nobody withheld it.
    """
    pairs = [
        (frozenset(a), frozenset(b))
        for a, b in zip(first, second, strict=True)
        if a is not None and b is not None
    ]
    found = {}
    for code in sorted({code for pair in pairs for held in pair for code in held}):
        both = sum(code in a and code in b for a, b in pairs)
        neither = sum(code not in a and code not in b for a, b in pairs)
        one = len(pairs) - both - neither
        given, withheld = 2 * both + one, 2 * neither + one
        found[code] = (
            2 * both / given if given else None,
            2 * neither / withheld if withheld else None,
        )
    return found


def _is_missing(value: Any) -> bool:
    return (isinstance(value, (str, type(None))) and value in MISSING) or (
        isinstance(value, float) and np.isnan(value)
    )


def cohen(first: Sequence[Any], second: Sequence[Any], weights: str = "none") -> float:
    """Agreement of two coders beyond chance (Cohen 1960, 1968).

    Args:
        first: codes of one coder; units that either left out do not count.
        second: codes of the other.
        weights: none, linear or quadratic (for ordered codes).
    """
    pairs = [
        (a, b)
        for a, b in zip(first, second, strict=True)
        if not _is_missing(a) and not _is_missing(b)
    ]
    if not pairs:
        raise StatsError("need_two_coders")
    levels = sorted({code for pair in pairs for code in pair})
    place = {level: number for number, level in enumerate(levels)}
    table = np.zeros((len(levels), len(levels)))
    for a, b in pairs:
        table[place[a], place[b]] += 1
    table /= table.sum()
    apart = np.abs(np.subtract.outer(np.arange(len(levels)), np.arange(len(levels))))
    cost = {"none": (apart > 0).astype(float), "linear": apart, "quadratic": apart**2}[weights]
    expected = (cost * np.outer(table.sum(axis=1), table.sum(axis=0))).sum()
    return 1.0 if expected == 0 else float(1 - (cost * table).sum() / expected)


def fleiss(counts: Sequence[Sequence[int]]) -> float:
    """Agreement of the same number of coders on each unit (Fleiss 1971).

    Args:
        counts: one row a unit: how many coders gave each code.
    """
    table = np.asarray(counts, dtype=float)
    raters = table.sum(axis=1)
    if len(table) == 0 or raters[0] < 2 or (raters != raters[0]).any():
        raise StatsError("need_two_coders")
    n = raters[0]
    observed = ((table**2).sum(axis=1) - n) / (n * (n - 1))
    expected = ((table.sum(axis=0) / table.sum()) ** 2).sum()
    return 1.0 if expected == 1 else float((observed.mean() - expected) / (1 - expected))


def krippendorff(codings: Sequence[Sequence[Any]], scale: str = "nominal") -> float:
    """Krippendorff's alpha for any number of coders and missing codings (Krippendorff 2011).

    Args:
        codings: one row a coder, one column a unit; None, "" or NaN where not coded.
        scale: nominal, ordinal, interval, ratio; jaccard or masi for sets of codes; range for
            (low, high), an end None where it is open.
    """
    if scale in SETS:
        codings = [[_set(code) for code in coder] for coder in codings]
    columns = [
        [code for code in column if not _is_missing(code)] for column in zip(*codings, strict=True)
    ]
    columns = [column for column in columns if len(column) > 1]
    if not columns:
        raise StatsError("need_two_coders")
    every = {code for column in columns for code in column}
    levels = sorted(every, key=repr if scale in (*SETS, "range") else None)
    place = {level: number for number, level in enumerate(levels)}
    together = np.zeros((len(levels), len(levels)))
    for column in columns:
        held = np.bincount([place[code] for code in column], minlength=len(levels))
        together += (np.outer(held, held) - np.diag(held)) / (len(column) - 1)
    margin = together.sum(axis=1)
    apart = _distance(scale, levels, margin)
    expected = (apart * np.outer(margin, margin)).sum() / (margin.sum() - 1)
    return 1.0 if expected == 0 else float(1 - (apart * together).sum() / expected)


def _distance(scale: str, levels: list[Any], margin: np.ndarray) -> np.ndarray:
    size = len(levels)
    if scale == "nominal":
        return 1.0 - np.eye(size)
    if scale == "ordinal":
        middle = np.cumsum(margin) - margin / 2
        return np.asarray(np.subtract.outer(middle, middle) ** 2)
    if scale in SETS:
        return np.array([[SETS[scale](a, b) for b in levels] for a in levels])
    if scale == "range":
        middles = np.asarray([_middle(*level) for level in levels])
        return np.asarray(np.subtract.outer(middles, middles) ** 2)
    numbers = np.asarray(levels, dtype=float)
    apart = np.subtract.outer(numbers, numbers)
    if scale == "interval":
        return np.asarray(apart**2)
    if scale == "ratio":
        both = np.add.outer(numbers, numbers)
        return np.asarray(np.divide(apart, both, out=np.zeros_like(apart), where=both != 0) ** 2)
    raise StatsError("no_method", method=scale)
