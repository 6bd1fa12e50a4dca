"""Calibration to totals of numbers and categories: GREG, raking, logit with bounds.

Distances of Deville and Särndal (1992): linear (case 1), raking ratio (case 2), logit
(case 6), truncated linear (case 7).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from gongyou.stats.adjustments import Calibrated
from gongyou.stats.designs import Design
from gongyou.stats.errors import StatsError
from gongyou.stats.tables import Table

Totals = Mapping[str, float | Mapping[Any, float]]


def auxiliary(table: Table, totals: Totals, size: float | None) -> tuple[np.ndarray, np.ndarray]:
    """Columns to calibrate on and their population totals.

    A number's total gives one column; a table of levels gives an indicator each; `size` (the
    number of units) gives a column of ones.
    """
    columns: list[np.ndarray] = [] if size is None else [np.ones(len(table))]
    wanted: list[float] = [] if size is None else [float(size)]
    for name, total in totals.items():
        if isinstance(total, Mapping):
            codes, levels = table.codes(name)
            if (codes < 0).any():
                raise StatsError("design_missing", name=name, rows=int((codes < 0).sum()))
            for place, level in enumerate(levels):
                if level not in total:
                    raise StatsError("cell_no_total", cell=level)
                columns.append((codes == place).astype(float))
                wanted.append(float(total[level]))
        else:
            numbers = table.numbers(name)
            if np.isnan(numbers).any():
                raise StatsError("design_missing", name=name, rows=int(np.isnan(numbers).sum()))
            columns.append(numbers)
            wanted.append(float(total))
    return np.column_stack(columns), np.array(wanted)


def _linear(u: np.ndarray, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    g = 1 + u
    return np.clip(g, low, high), ((g >= low) & (g <= high)).astype(float)


def _raking(u: np.ndarray, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    g = np.exp(np.minimum(u, 200.0))
    return np.clip(g, low, high), np.where((g >= low) & (g <= high), g, 0.0)


def _logit(u: np.ndarray, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    steep = (high - low) / ((1 - low) * (high - 1))
    grown = np.exp(np.clip(steep * u, -300.0, 300.0))
    bottom = (high - 1) + (1 - low) * grown
    g = (low * (high - 1) + high * (1 - low) * grown) / bottom
    slope = steep * grown * (high - low) * (1 - low) * (high - 1) / bottom**2
    return g, slope


DISTANCES = {"linear": _linear, "raking": _raking, "logit": _logit}


def _solve(
    x: np.ndarray,
    weights: np.ndarray,
    totals: np.ndarray,
    *,
    distance: str,
    bounds: tuple[float, float],
    rounds: int,
    tolerance: float,
) -> np.ndarray:
    """Factors g with (g·weights) adding up to the totals, by Newton's method."""
    low, high = bounds
    shape = DISTANCES[distance]
    lagrange = np.zeros(x.shape[1])
    g, slope = shape(x @ lagrange, low, high)
    gap = np.inf
    for _ in range(rounds):
        misfit = totals - x.T @ (weights * g)
        gap = float((np.abs(misfit) / (1 + np.abs(totals))).max())
        if gap < tolerance:
            return g
        step = np.linalg.pinv(x.T @ (x * (weights * slope)[:, None]), hermitian=True) @ misfit
        lagrange = lagrange + step
        g, slope = shape(x @ lagrange, low, high)
    raise StatsError("not_converged", rounds=rounds, gap=gap)


def calibrate(
    design: Any,
    totals: Totals,
    *,
    size: float | None = None,
    distance: str = "linear",
    bounds: tuple[float, float] = (-np.inf, np.inf),
    rounds: int = 100,
    tolerance: float = 1e-11,
) -> Any:
    """Change the weights as little as possible so that known totals are met.

    Args:
        design: the design (linearised or replicate).
        totals: by column, the population total of a number, or the size of each level.
        size: the number of units in the population, where known.
        distance: linear (GREG), raking or logit.
        bounds: smallest and largest factor; logit needs both.
        rounds: Newton steps allowed.
        tolerance: relative gap that counts as met.

    Raises:
        StatsError: when totals cannot be met within the bounds.
    """
    if distance not in DISTANCES:
        raise StatsError("no_method", method=distance)
    if not bounds[0] < 1 < bounds[1] or (distance == "logit" and not np.isfinite(bounds).all()):
        raise StatsError("bounds_impossible")
    x, wanted = auxiliary(design.table, totals, size)
    spread = np.abs(x).max(axis=0)
    spread[spread == 0] = 1.0
    x, wanted = x / spread, wanted / spread

    def fit(weights: np.ndarray) -> np.ndarray:
        return weights * _solve(
            x,
            weights,
            wanted,
            distance=distance,
            bounds=bounds,
            rounds=rounds,
            tolerance=tolerance,
        )

    if not isinstance(design, Design):
        return design.reweighted(fit)
    after = fit(design.weights)
    half = np.sqrt(design.weights)
    scale = np.divide(after, half, out=np.zeros(len(half)), where=half > 0)
    return design.with_weights(after, Calibrated(_basis(x * half[:, None]), scale))


def _basis(x: np.ndarray) -> np.ndarray:
    """Orthonormal columns spanning x, repeated columns dropped."""
    u, singular, _ = np.linalg.svd(x, full_matrices=False)
    return np.asarray(u[:, singular > singular[0] * 1e-11])
