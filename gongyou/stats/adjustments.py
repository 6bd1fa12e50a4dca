"""Weights made to agree with what is known of the population, and what that does to errors.

Each adjustment of a `Design` keeps how influence values shrink to residuals, so that the
variance gains from the known totals (Särndal, Swensson and Wretman 1992, ch. 6; Deville and
Särndal 1992; Deville, Särndal and Sautory 1993).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gongyou.stats.designs import Design
from gongyou.stats.errors import StatsError
from gongyou.stats.tables import groups

Key = Any  # one level, or a tuple of levels for several columns


@dataclass(frozen=True)
class PostStratified:
    """Residuals from the weighted mean of each cell."""

    cell: np.ndarray
    before: np.ndarray
    after: np.ndarray

    def residual(self, values: np.ndarray) -> np.ndarray:
        """Influence values less their cell's mean."""
        after = np.where(self.after > 0, self.after, 1.0)
        size = int(self.cell.max()) + 1
        base = np.bincount(self.cell, self.before, size)
        found = np.empty_like(values)
        for j in range(values.shape[1]):
            sums = np.bincount(self.cell, values[:, j] * self.before / after, size)
            means = np.divide(sums, base, out=np.zeros(size), where=base > 0)
            found[:, j] = values[:, j] - means[self.cell] * self.after
        return found


@dataclass(frozen=True)
class Raked:
    """Residuals from all margins, by sweeping one after the other."""

    cells: tuple[np.ndarray, ...]
    weights: tuple[np.ndarray, ...]
    sweeps: int = 10

    def residual(self, values: np.ndarray) -> np.ndarray:
        """Influence values less the margins' means, swept ten times."""
        found = values.copy()
        for _ in range(self.sweeps):
            for cell, weight in zip(self.cells, self.weights, strict=True):
                safe = np.where(weight > 0, weight, 1.0)
                counts = np.bincount(cell)
                for j in range(found.shape[1]):
                    means = np.bincount(cell, found[:, j] / safe) / np.maximum(counts, 1)
                    found[:, j] -= means[cell] * weight
        return found


@dataclass(frozen=True)
class Calibrated:
    """Residuals from the regression on the calibration variables."""

    basis: np.ndarray
    scale: np.ndarray

    def residual(self, values: np.ndarray) -> np.ndarray:
        """Influence values less their projection on the calibration variables."""
        safe = np.where(self.scale > 0, self.scale, 1.0)[:, None]
        plain = values / safe
        return (plain - self.basis @ (self.basis.T @ plain)) * self.scale[:, None]


def _key(name: Mapping[str, Any]) -> Key:
    levels = tuple(name.values())
    return levels[0] if len(levels) == 1 else levels


def _cells(
    design: Any, by: str | Sequence[str], totals: Mapping[Key, float]
) -> tuple[np.ndarray, np.ndarray]:
    """Each row's cell and the cells' population sizes."""
    columns = (by,) if isinstance(by, str) else tuple(by)
    codes, names = groups(design.table, columns)
    if (codes < 0).any():
        raise StatsError("design_missing", name=", ".join(columns), rows=int((codes < 0).sum()))
    keys = [_key(name) for name in names]
    for key in keys:
        if key not in totals:
            raise StatsError("cell_no_total", cell=key)
    for key, size in totals.items():
        if key not in keys and size > 0:
            raise StatsError("cell_empty_sample", cell=key)
    return codes, np.array([float(totals[key]) for key in keys])


def _fit(cell: np.ndarray, weights: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    sums = np.bincount(cell, weights, len(sizes))
    if ((sums == 0) & (sizes > 0)).any():
        raise StatsError("cell_empty_sample", cell=int(np.flatnonzero(sums == 0)[0]))
    return np.asarray(
        weights * np.divide(sizes, sums, out=np.zeros(len(sizes)), where=sums > 0)[cell]
    )


def poststratify(design: Any, by: str | Sequence[str], totals: Mapping[Key, float]) -> Any:
    """Scale the weights so that each cell adds up to its population size.

    Args:
        design: the design (linearised or replicate).
        by: one column or several (their cells crossed).
        totals: population size of each level, or tuple of levels.

    Raises:
        StatsError: for a cell without population size or without sample.
    """
    cell, sizes = _cells(design, by, totals)
    if not isinstance(design, Design):
        return design.reweighted(lambda weights: _fit(cell, weights, sizes))
    after = _fit(cell, design.weights, sizes)
    return design.with_weights(after, PostStratified(cell, design.weights, after))


def rake(
    design: Any,
    margins: Sequence[tuple[str | Sequence[str], Mapping[Key, float]]],
    *,
    rounds: int = 200,
    tolerance: float = 1e-11,
) -> Any:
    """Fit the weights to several margins in turn until all agree.

    Raises:
        StatsError: when the margins do not converge (their totals may contradict each other).
    """
    known = [_cells(design, by, totals) for by, totals in margins]

    def fit(weights: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
        for _ in range(rounds):
            steps = []
            start = weights
            for cell, sizes in known:
                weights = _fit(cell, weights, sizes)
                steps.append(weights)
            gap = float(np.abs(weights - start).max() / np.abs(weights).max())
            if gap < tolerance:
                return weights, steps
        raise StatsError("not_converged", rounds=rounds, gap=gap)

    if not isinstance(design, Design):
        return design.reweighted(lambda weights: fit(weights)[0])
    after, steps = fit(design.weights)
    return design.with_weights(after, Raked(tuple(c for c, _ in known), tuple(steps)))


def trim(design: Design, *, low: float = 0.0, high: float = np.inf, strict: bool = False) -> Design:
    """Cut weights to bounds and share out what was cut among the others equally.

    With `strict`, repeat until no weight is outside.
    """
    weights = design.weights
    while ((weights < low) | (weights > high)).any():
        outside = (weights < low) | (weights > high)
        if outside.all():
            raise StatsError("all_trimmed")
        cut = np.clip(weights, low, high)
        cut[~outside] += (weights - cut).sum() / (~outside).sum()
        weights = cut
        if not strict:
            break
    return replace(design, weights=weights)


@dataclass(frozen=True)
class ResponseCell:
    """How one weighting cell answered."""

    cell: dict[str, Any]
    sampled: int
    answered: int
    factor: float


def nonresponse(
    design: Design, responded: str | np.ndarray, by: str | Sequence[str]
) -> tuple[Design, list[ResponseCell]]:
    """Let those who answered stand for those who did not, cell by cell.

    Args:
        design: all sampled units, answered or not.
        responded: a yes/no column or mask.
        by: columns known for all sampled units.

    Returns:
        The design with weight 0 for those who did not answer, and a report of the cells.

    Raises:
        StatsError: when nobody answered in a cell.
    """
    mask = design.table.numbers(responded) if isinstance(responded, str) else responded
    answered = np.asarray(np.nan_to_num(mask), dtype=bool)
    codes, names = groups(design.table, (by,) if isinstance(by, str) else tuple(by))
    if (codes < 0).any():
        raise StatsError("design_missing", name=str(by), rows=int((codes < 0).sum()))
    size = len(names)
    whole = np.bincount(codes, design.weights, size)
    heard = np.bincount(codes, design.weights * answered, size)
    for place in np.flatnonzero((heard == 0) & (whole > 0)):
        raise StatsError("cell_no_response", cell=names[place])
    factor = np.divide(whole, heard, out=np.ones(size), where=heard > 0)
    sampled, counts = (
        np.bincount(codes, minlength=size),
        np.bincount(codes[answered], minlength=size),
    )
    report = [
        ResponseCell(name, int(s), int(a), float(f))
        for name, s, a, f in zip(names, sampled, counts, factor, strict=True)
    ]
    return replace(design, weights=design.weights * answered * factor[codes]), report
