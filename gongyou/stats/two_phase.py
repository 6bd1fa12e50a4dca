"""Two-phase samples: many are asked a little, some of them, chosen by it, the rest.

Each phase has its inclusion probabilities; an estimate carries the error of both. The variance is
the estimator of Särndal, Swensson and Wretman (1992, eq. 9.3.7), as R's `twophase(method="full")`
has it: with D = 1 - pi_k pi_l / pi_kl of each phase, u'(D1 + D2 - D1 D2)u of the weighted values.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gongyou.stats.designs import Design, Names, design
from gongyou.stats.errors import StatsError
from gongyou.stats.tables import Table, compact


@dataclass(frozen=True)
class TwoPhaseDesign(Design):
    """A design whose rows are the first phase; what only the second asked is unknown elsewhere.

    `group` is the second phase's stratum of each row, `asked` whether the row is in the second.
    """

    group: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    asked: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=bool))

    def covariance(self, influence: np.ndarray, rows: np.ndarray | None = None) -> np.ndarray:
        """Covariance of totals whose weighted influence values are given, of both phases."""
        values = np.zeros((len(self), influence.shape[1] if influence.ndim == 2 else 1))
        values[slice(None) if rows is None else rows] = influence.reshape(-1, values.shape[1])
        for adjustment in self.adjustments:
            values = adjustment.residual(values)
        values = np.where(self.asked[:, None], values, 0.0)
        found = super().covariance_of_stages(values)
        taken = np.bincount(self.group[self.asked], minlength=int(self.group.max()) + 1)
        there = np.bincount(self.group)
        alone = (taken == 1) & (there > 1)
        if alone.any():
            raise StatsError("lonely_psu", count=int(alone.sum()), stage=2)
        share = taken / there
        # (1 - D2) of two rows of a stratum: pi_k pi_l / pi_kl
        pairs = np.ones(len(there))
        many = taken > 1
        pairs[many] = (taken * (there - 1))[many] / (there * (taken - 1))[many]
        for group in np.flatnonzero(pairs != 1):
            own = np.where((self.group == group)[:, None], values, 0.0)
            found = found + (pairs[group] - 1) * super().covariance_of_stages(own)
        single = (share - pairs)[self.group] * self._not_certain()
        found = found + (values * single[:, None]).T @ values
        return found + self._second(values, share, taken)

    def _second(self, values: np.ndarray, share: np.ndarray, taken: np.ndarray) -> np.ndarray:
        """What the second phase adds, given the first: simple samples within its strata."""
        rows = np.flatnonzero(self.asked)
        group, own = self.group[rows], values[rows]
        inflation = np.where(taken > 1, taken / np.maximum(taken - 1, 1), 0.0)
        for column in range(own.shape[1]):
            mean = np.bincount(group, own[:, column], len(share)) / np.maximum(taken, 1)
            own[:, column] -= mean[group]
        return (own * ((1 - share) * inflation)[group][:, None]).T @ own

    def _not_certain(self) -> np.ndarray:
        """One less the first phase's inclusion probability of each row; 1 where none is given."""
        certain = np.ones(len(self))
        for stage in self.stages:
            certain = certain * (1.0 - stage.free)[stage.cluster]
        return 1.0 - certain

    def degrees_of_freedom(self, rows: np.ndarray | None = None) -> int:
        """Rows of the second phase less its strata, among those that count."""
        mask = np.zeros(len(self), dtype=bool)
        mask[self.rows() if rows is None else rows] = True
        mask &= self.asked
        return int(mask.sum()) - len(np.unique(self.group[mask]))


def two_phase(
    table: Any,
    *,
    subset: str,
    second_strata: Names = None,
    weights: str | None = None,
    strata: Names = None,
    clusters: Names = None,
    fpc: Names = None,
    nest: bool = False,
) -> TwoPhaseDesign:
    """The design of a table with a row for everybody of the first phase.

    Args:
        subset: column that is true (or 1) for those of the second phase.
        second_strata: columns, known of all, within which the second phase was a simple sample.
        weights, strata, clusters, fpc, nest: of the first phase, as in `design`.

    Raises:
        StatsError: for a missing column, or a stratum of which nobody is in the second phase.
    """
    held = table if isinstance(table, Table) else Table(table)
    first = design(held, weights=weights, strata=strata, clusters=clusters, fpc=fpc, nest=nest)
    asked = held.numbers(subset) == 1
    names = () if second_strata is None else second_strata
    columns = [held.codes(n)[0] for n in ((names,) if isinstance(names, str) else names)]
    if any((codes < 0).any() for codes in columns):
        raise StatsError("design_missing", name=str(second_strata), rows=0)
    group = compact(np.zeros(len(held), dtype=np.int64), *columns)[0]
    there = np.bincount(group)
    taken = np.bincount(group[asked], minlength=len(there))
    if (taken == 0).any():
        raise StatsError("nobody_asked", count=int((taken == 0).sum()))
    both = np.where(asked, first.weights * (there / taken)[group], 0.0)
    return TwoPhaseDesign(first.spec, held, both, first.stages, group=group, asked=asked)
