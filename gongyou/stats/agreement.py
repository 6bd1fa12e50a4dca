"""Do coders agree? Cohen's and Fleiss' kappa, Krippendorff's alpha (with missing codings)."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from gongyou.stats.errors import StatsError

MISSING = (None, "")


def _is_missing(value: Any) -> bool:
    return value in MISSING or (isinstance(value, float) and np.isnan(value))


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
        scale: nominal, ordinal, interval or ratio.
    """
    columns = [
        [code for code in column if not _is_missing(code)] for column in zip(*codings, strict=True)
    ]
    columns = [column for column in columns if len(column) > 1]
    if not columns:
        raise StatsError("need_two_coders")
    levels = sorted({code for column in columns for code in column})
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
    numbers = np.asarray(levels, dtype=float)
    apart = np.subtract.outer(numbers, numbers)
    if scale == "interval":
        return np.asarray(apart**2)
    if scale == "ratio":
        both = np.add.outer(numbers, numbers)
        return np.asarray(np.divide(apart, both, out=np.zeros_like(apart), where=both != 0) ** 2)
    raise StatsError("no_method", method=scale)
