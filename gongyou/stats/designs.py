"""How the sample was drawn: strata, clusters of each stage, weights, population sizes.

A `DesignSpec` names columns and can be stored as JSON; `spec.attach(table)` gives the `Design`
that estimates are made with.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

import numpy as np

from gongyou.stats.errors import StatsError
from gongyou.stats.questions import Questions
from gongyou.stats.stages import LONELY, Stage, build_stages, selection_weights
from gongyou.stats.statistics import Solution, Statistic, simple_variance, worked_out
from gongyou.stats.tables import Table

Names = str | Sequence[str] | None


def _tuple(names: Names) -> tuple[str, ...]:
    return () if names is None else (names,) if isinstance(names, str) else tuple(names)


@dataclass(frozen=True)
class DesignSpec:
    """The design in column names.

    `clusters` and `fpc` go stage by stage. `fpc` holds population sizes (or sampling fractions,
    if none is above 1) of each stage. `lonely` says what a stratum with one unit contributes:
    fail, remove, certainty, adjust (centred at the grand mean) or average.
    """

    weights: str | None = None
    strata: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    fpc: tuple[str, ...] = ()
    nest: bool = False
    lonely: str = "fail"
    ultimate_cluster: bool = False
    pps: bool = False

    def attach(self, table: Any) -> "Design":
        """The design of this table's rows.

        Raises:
            StatsError: for a missing column, weight, stratum or cluster, or clusters that are
                not nested in strata.
        """
        return Design.build(self, table if isinstance(table, Table) else Table(table))

    def to_json(self) -> dict[str, Any]:
        """The spec as plain values for storing."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "DesignSpec":
        """The spec from stored values."""
        plain: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in stored.items()
        }
        return cls(**plain)


class Sampled(Questions):
    """Rows with weights, of which a subset may be looked at."""

    table: Table
    weights: np.ndarray
    inside: np.ndarray | None

    def __len__(self) -> int:
        return len(self.table)

    def rows(self, *known: np.ndarray) -> np.ndarray:
        """The rows of the subset that count and where all these values are known."""
        keep = self.weights != 0
        if self.inside is not None:
            keep = keep & self.inside
        for values in known:
            keep = keep & ((values >= 0) if values.dtype.kind == "i" else ~np.isnan(values))
        return np.flatnonzero(keep)

    def where(self, condition: Any) -> Self:
        """The same design looking at a subset: a mask, or a function of the Arrow table."""
        if callable(condition):
            condition = condition(self.table.arrow)
        if hasattr(condition, "fill_null"):
            condition = condition.fill_null(False)
        mask = np.asarray(condition, dtype=bool)
        if len(mask) != len(self):
            raise StatsError("mask_length", mask=len(mask), rows=len(self))
        inside = mask if self.inside is None else self.inside & mask
        return replace(self, inside=inside)  # type: ignore[type-var]


@dataclass(frozen=True)
class Design(Sampled):
    """Rows with weights and stages; estimates are its questions.

    `inside` marks the rows of a subset. Rows outside stay in the design: that is what makes the
    standard errors of domains right.
    """

    spec: DesignSpec
    table: Table
    weights: np.ndarray
    stages: tuple[Stage, ...]
    inside: np.ndarray | None = None
    adjustments: tuple[Any, ...] = field(default=())

    @classmethod
    def build(cls, spec: DesignSpec, table: Table) -> "Design":
        """Read the design's columns from the table."""
        if spec.lonely not in LONELY:
            raise StatsError("lonely_option", option=spec.lonely)
        stages = build_stages(spec, table)
        if spec.weights is None:
            weights = selection_weights(stages, len(table))
        else:
            weights = table.numbers(spec.weights)
            if not np.isfinite(weights).all() or (weights < 0).any():
                raise StatsError("bad_weights", name=spec.weights)
        return cls(spec, table, weights, stages)

    @property
    def method(self) -> str:
        """How variances are found."""
        return "ultimate" if self.spec.ultimate_cluster else "taylor"

    def with_weights(self, weights: np.ndarray, adjustment: Any = None) -> "Design":
        """The design with other weights, and what the variance must know about them."""
        extra = () if adjustment is None else (adjustment,)
        return replace(self, weights=weights, adjustments=self.adjustments + extra)

    def covariance(self, influence: np.ndarray, rows: np.ndarray | None = None) -> np.ndarray:
        """Covariance of totals whose weighted influence values are given (Taylor linearisation).

        Args:
            influence: (rows, statistics), already multiplied by the weights.
            rows: which rows of the table these are; all others are zero.
        """
        values = influence if influence.ndim == 2 else influence[:, None]
        for adjustment in self.adjustments:
            if rows is not None:
                full = np.zeros((len(self), values.shape[1]))
                full[rows] = values
                values, rows = full, None
            values = adjustment.residual(values)
        return self.covariance_of_stages(values, rows)

    def covariance_of_stages(
        self, values: np.ndarray, rows: np.ndarray | None = None
    ) -> np.ndarray:
        """The same of what adjustments left of the values."""
        active = self.stages[:1] if self.spec.ultimate_cluster else self.stages
        return sum(  # type: ignore[return-value]
            (stage.covariance(values, rows, self.spec.lonely) for stage in active),
            np.zeros((values.shape[1], values.shape[1])),
        )

    def solve(self, question: Statistic, rows: np.ndarray, columns: np.ndarray) -> Solution:
        """Values of a statistic and their covariance by linearisation."""
        weights = self.weights[rows]
        values, change = worked_out(question, columns, weights)
        covariance = self.covariance(change * weights[:, None], rows)
        return Solution(values, covariance, simple_variance(change, weights))

    def solve_scores(
        self, family: str, x: np.ndarray, y: np.ndarray, rows: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Regression coefficients and their covariance by linearisation."""
        from gongyou.stats.regression import solve_scores

        weights = self.weights[rows]
        beta, inverse, scores = solve_scores(family, x, y, weights)
        return beta, self.covariance((scores * weights[:, None]) @ inverse, rows)

    def joint_covariance(self, question: Statistic, parts: Sequence[Any]) -> np.ndarray:
        """Covariance of a statistic's values over several domains, (rows, columns) each."""
        blocks = []
        for rows, columns in parts:
            _, change = worked_out(question, columns, self.weights[rows])
            block = np.zeros((len(self), change.shape[1]))
            block[rows] = change * self.weights[rows][:, None]
            blocks.append(block)
        return self.covariance(np.hstack(blocks))

    def degrees_of_freedom(self, rows: np.ndarray | None = None) -> int:
        """First-stage units less first-stage strata, among the rows that count."""
        stage = self.stages[0]
        rows = self.rows() if rows is None else rows
        if len(rows) == len(self):
            return stage.size - len(stage.units)
        present = np.zeros(stage.size, dtype=bool)
        present[stage.cluster[rows]] = True
        strata = np.zeros(len(stage.units), dtype=bool)
        strata[stage.stratum[present]] = True
        return int(present.sum() - strata.sum())


def design(
    table: Any,
    *,
    weights: str | None = None,
    strata: Names = None,
    clusters: Names = None,
    fpc: Names = None,
    nest: bool = False,
    lonely: str = "fail",
    ultimate_cluster: bool = False,
    pps: bool = False,
) -> Design:
    """Describe how a table's rows were sampled; see `DesignSpec` for the arguments."""
    spec = DesignSpec(
        weights=weights,
        strata=_tuple(strata),
        clusters=_tuple(clusters),
        fpc=_tuple(fpc),
        nest=nest,
        lonely=lonely,
        ultimate_cluster=ultimate_cluster,
        pps=pps,
    )
    return spec.attach(table)
