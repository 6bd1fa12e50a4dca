"""Replicate weights: the same estimate on many slightly different weights (Wolter 2007)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gongyou.stats.designs import Design, Sampled
from gongyou.stats.errors import StatsError
from gongyou.stats.regression import solve_scores
from gongyou.stats.replicate_weights import MAKERS, Replication
from gongyou.stats.statistics import Solution, Statistic, divide, simple_variance, worked_out
from gongyou.stats.tables import Table

FEWEST = 2  # replicates that know a domain


@dataclass(frozen=True)
class ReplicateDesign(Sampled):
    """Rows with a weight and many replicate weights.

    `factors` multiply the weights, one row a first-stage unit and one column a replicate;
    `unit` says which unit each table row is in. With `combined`, the factors are the replicate
    weights themselves. `around_estimate` measures squared distance from the full estimate
    instead of the replicates' mean.
    """

    table: Table
    weights: np.ndarray
    unit: np.ndarray
    factors: np.ndarray
    scale: float
    rscales: np.ndarray
    kind: str
    combined: bool = False
    around_estimate: bool = False
    inside: np.ndarray | None = None

    @property
    def method(self) -> str:
        """Which kind of replicates."""
        return self.kind

    @property
    def size(self) -> int:
        """How many replicates."""
        return int(self.factors.shape[1])

    def replicate(self, number: int, rows: np.ndarray) -> np.ndarray:
        """The weights of one replicate."""
        factor = self.factors[self.unit[rows], number]
        return np.asarray(factor if self.combined else factor * self.weights[rows])

    def spread(self, thetas: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Covariance from the replicates' values, (replicates, statistics).

        A replicate that has nobody of a domain says nothing of it and is left out, as in R.
        """
        known = np.isfinite(thetas)
        centre = values if self.around_estimate else _means(thetas, known, self.rscales > 0)
        apart = np.where(known, thetas - centre, 0.0) * np.sqrt(self.rscales)[:, None]
        found = apart.T @ apart * self.scale
        nothing = known.sum(axis=0) < FEWEST
        found[nothing, :] = found[:, nothing] = np.nan
        return np.asarray(found)

    def sums(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Weighted sums of columns under each replicate, by way of the units' sums."""
        base = np.ones(len(rows)) if self.combined else self.weights[rows]
        where, units = self.unit[rows], len(self.factors)
        totals = [np.bincount(where, columns[:, j] * base, units) for j in range(columns.shape[1])]
        return np.asarray(self.factors.T @ np.column_stack(totals))

    def solve(self, question: Statistic, rows: np.ndarray, columns: np.ndarray) -> Solution:
        """Values of a statistic and their covariance over the replicates."""
        weights = self.weights[rows]
        values, change = worked_out(question, columns, weights)
        covariance = self.spread(self.thetas(question, rows, columns), values)
        return Solution(values, covariance, simple_variance(change, weights))

    def thetas(self, question: Statistic, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """The statistic's values under each replicate, one row a replicate."""
        if not hasattr(question, "weigh"):
            return question.values(self.sums(rows, columns))
        each = [worked_out(question, columns, self.replicate(r, rows))[0] for r in range(self.size)]
        return np.array(each)

    def solve_scores(
        self, family: str, x: np.ndarray, y: np.ndarray, rows: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Regression coefficients and their covariance over the replicates."""
        beta, _, _ = solve_scores(family, x, y, self.weights[rows])
        thetas = np.array(
            [solve_scores(family, x, y, self.replicate(r, rows))[0] for r in range(self.size)]
        )
        return beta, self.spread(thetas, beta)

    def joint_covariance(self, question: Statistic, parts: Sequence[Any]) -> np.ndarray:
        """Covariance of a statistic's values over several domains."""
        thetas = np.hstack([self.thetas(question, rows, cols) for rows, cols in parts])
        values = np.hstack(
            [worked_out(question, cols, self.weights[rows])[0] for rows, cols in parts]
        )
        return self.spread(thetas, values)

    def degrees_of_freedom(self, rows: np.ndarray | None = None) -> int:
        """Rank of the replicate weights less one."""
        rows = self.rows() if rows is None else rows
        if self.combined:
            return int(np.linalg.matrix_rank(self.factors[rows], tol=None)) - 1
        present = np.unique(self.unit[rows])
        return int(np.linalg.matrix_rank(self.factors[present])) - 1

    def reweighted(self, fit: Callable[[np.ndarray], np.ndarray]) -> "ReplicateDesign":
        """Adjust the weights and each replicate the same way (calibration, raking)."""
        everyone = np.arange(len(self))
        weights = [fit(self.replicate(r, everyone)) for r in range(self.size)]
        return replace(
            self,
            weights=fit(self.weights),
            unit=everyone,
            factors=np.column_stack(weights),
            combined=True,
        )


def _means(thetas: np.ndarray, known: np.ndarray, used: np.ndarray) -> np.ndarray:
    counted = known & used[:, None]
    sums = np.where(counted, thetas, 0.0).sum(axis=0)
    return divide(sums, counted.sum(axis=0).astype(float))


def replicate_design(
    design: Design,
    kind: str = "auto",
    *,
    replicates: int = 200,
    fay: float = 0.3,
    seed: int = 0,
    around_estimate: bool = False,
) -> ReplicateDesign:
    """Make replicate weights from a design.

    Args:
        design: a design whose weights are not yet adjusted to population totals.
        kind: JK1 (no strata), JKn, BRR, Fay, bootstrap (Canty and Davison), subbootstrap
            (Rao, Wu and Yue) or auto (a jackknife).
        replicates: how many, for the bootstraps.
        fay: Fay's factor, 0 to 1, for Fay.
        seed: makes the bootstraps repeatable.
        around_estimate: see `ReplicateDesign`.
    """
    if design.adjustments:
        raise StatsError("need_linear")
    stage = design.stages[0]
    several = len(stage.units) > 1
    if kind == "auto":
        kind = "JKn" if several else "JK1"
    if kind not in MAKERS:
        raise StatsError("bad_replicates", kind=kind)
    made: Replication = MAKERS[kind](stage, replicates=replicates, fay=fay, seed=seed)
    return ReplicateDesign(
        design.table,
        design.weights,
        stage.cluster,
        made.factors,
        made.scale,
        made.rscales,
        kind,
        around_estimate=around_estimate,
        inside=design.inside,
    )


def given_replicates(
    table: Any,
    *,
    weights: str,
    replicates: Sequence[str],
    scale: float,
    rscales: Sequence[float] | None = None,
    kind: str = "bootstrap",
    around_estimate: bool = False,
) -> ReplicateDesign:
    """A design whose replicate weights come as columns of the table."""
    held = table if isinstance(table, Table) else Table(table)
    factors = np.column_stack([held.numbers(name) for name in replicates])
    factor_scales = np.ones(len(replicates)) if rscales is None else np.asarray(rscales, float)
    return ReplicateDesign(
        held,
        held.numbers(weights),
        np.arange(len(held)),
        factors,
        scale,
        factor_scales,
        kind,
        combined=True,
        around_estimate=around_estimate,
    )
