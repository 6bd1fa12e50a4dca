"""How well a term or a model fits: sufficiency, coverage, necessity (Ragin 2006; RoN 2018)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gongyou.stats.configurations.data import Memberships
from gongyou.stats.configurations.truth_table import sufficiency


@dataclass(frozen=True)
class Fit:
    """Inclusion, PRI, coverage; `unique` is what no other term of the model covers."""

    inclusion: float
    pri: float
    coverage: float
    unique: float | None = None


@dataclass(frozen=True)
class Necessity:
    """Of what is asked to be necessary: inclusion, relevance (RoN) and coverage."""

    inclusion: float
    relevance: float
    coverage: float


def _fit(x: np.ndarray, y: np.ndarray, unique: float | None = None) -> Fit:
    inclusion, pri = sufficiency(x, y)
    whole = float(y.sum())
    coverage = float(np.minimum(x, y).sum()) / whole if whole else 0.0
    return Fit(inclusion, pri, coverage, unique)


def fit_of(data: Memberships, terms: Sequence[Sequence[int]]) -> tuple[Fit, tuple[Fit, ...]]:
    """The fit of a model, and of each of its terms."""
    parts = [data.term(term) for term in terms]
    if not parts:
        return _fit(np.zeros(len(data.y)), data.y), ()
    whole, total = np.maximum.reduce(parts), float(data.y.sum())
    covered = float(np.minimum(whole, data.y).sum())
    fits = []
    for i, part in enumerate(parts):
        others = [p for j, p in enumerate(parts) if j != i]
        rest = np.maximum.reduce(others) if others else np.zeros(len(data.y))
        alone = (covered - float(np.minimum(rest, data.y).sum())) / total if total else 0.0
        fits.append(_fit(part, data.y, alone))
    return _fit(whole, data.y), tuple(fits)


def necessity_of(data: Memberships, parts: Sequence[Sequence[int]]) -> Necessity:
    """Whether the outcome needs at least one of these terms.

    Args:
        data: the memberships.
        parts: terms joined by “or”; one term for a condition or an “and”.
    """
    x = np.maximum.reduce([data.term(term) for term in parts])
    both = np.minimum(x, data.y)
    total, whole, spare = float(data.y.sum()), float(x.sum()), float((1 - both).sum())
    return Necessity(
        float(both.sum()) / total if total else 0.0,
        float((1 - x).sum()) / spare if spare else 0.0,
        float(both.sum()) / whole if whole else 0.0,
    )
