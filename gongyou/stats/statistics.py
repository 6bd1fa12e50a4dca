"""Statistics that are functions of weighted sums, with their influence on each row.

The influence is the derivative of the statistic by the row's weight (Deville 1999): the
variance of the statistic is that of the weighted total of its influence values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from gongyou.stats.errors import StatsError
from gongyou.stats.tables import Table


@dataclass(frozen=True)
class Solution:
    """Values, their covariance, and the variances that simple random sampling would have had."""

    values: np.ndarray
    covariance: np.ndarray
    simple: np.ndarray


class Statistic(Protocol):
    """What every statistic answers; `columns` is (rows, sums), the unweighted parts of the sums."""

    what: str
    interval: str

    def read(self, table: Table) -> np.ndarray:
        """The columns whose weighted sums are needed; NaN marks a row that cannot be used."""

    def values(self, sums: np.ndarray) -> np.ndarray:
        """The statistic's values from the weighted sums (last axis)."""

    def influence(self, columns: np.ndarray, sums: np.ndarray) -> np.ndarray:
        """What one more unit like each row changes, (rows, values)."""

    def labels(self, table: Table) -> list[tuple[str, Any]]:
        """Variable and category of each value."""


def worked_out(
    question: Any, columns: np.ndarray, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Values and influence: of a function of sums, or of a statistic that weighs by itself."""
    if hasattr(question, "weigh"):
        found: tuple[np.ndarray, np.ndarray] = question.weigh(columns, weights)
        return found
    sums = weights @ columns
    return question.values(sums), question.influence(columns, sums)


def divide(over: np.ndarray, under: np.ndarray) -> np.ndarray:
    """Quotients; NaN where there is nothing to divide by."""
    empty = np.full(np.broadcast_shapes(over.shape, under.shape), np.nan)
    return np.asarray(np.divide(over, under, out=empty, where=under != 0))


@dataclass(frozen=True)
class Mean:
    """Weighted means of number columns."""

    variables: tuple[str, ...]
    what: str = "mean"
    interval: str = "t"

    def read(self, table: Table) -> np.ndarray:
        """The variables and a column of ones."""
        return np.column_stack([*(table.numbers(v) for v in self.variables), np.ones(len(table))])

    def values(self, sums: np.ndarray) -> np.ndarray:
        """Sums over the sum of weights."""
        return divide(sums[..., :-1], sums[..., -1:])

    def influence(self, columns: np.ndarray, sums: np.ndarray) -> np.ndarray:
        """Distance from the mean over the sum of weights."""
        return (columns[:, :-1] - self.values(sums)) / sums[-1]

    def labels(self, table: Table) -> list[tuple[str, Any]]:
        """One a variable."""
        return [(v, None) for v in self.variables]


@dataclass(frozen=True)
class Proportion(Mean):
    """Shares of the levels of a category, or of some of them only."""

    categories: tuple[Any, ...] | None = None
    what: str = "proportion"
    interval: str = "logit"

    def _levels(self, table: Table) -> list[Any]:
        levels = table.codes(self.variables[0])[1]
        return levels if self.categories is None else list(self.categories)

    def read(self, table: Table) -> np.ndarray:
        """An indicator of each level and a column of ones."""
        codes, levels = table.codes(self.variables[0])
        wanted = self._levels(table)
        for level in wanted:
            # What nobody said has the share 0; what nobody could say is a slip.
            if level not in levels and not any(isinstance(level, type(each)) for each in levels):
                raise StatsError("no_level", name=self.variables[0], level=level)
        columns = np.empty((len(codes), len(wanted) + 1))
        for place, level in enumerate(wanted):
            columns[:, place] = codes == levels.index(level) if level in levels else 0.0
        columns[:, -1] = 1.0
        columns[codes < 0] = np.nan
        return columns

    def labels(self, table: Table) -> list[tuple[str, Any]]:
        """One a level."""
        return [(self.variables[0], level) for level in self._levels(table)]


@dataclass(frozen=True)
class Total:
    """Weighted totals; without variables, the number of units in the population."""

    variables: tuple[str, ...] = ()
    what: str = "total"
    interval: str = "t"

    def read(self, table: Table) -> np.ndarray:
        """The variables, or ones."""
        if not self.variables:
            return np.ones((len(table), 1))
        return np.column_stack([table.numbers(v) for v in self.variables])

    def values(self, sums: np.ndarray) -> np.ndarray:
        """The sums themselves."""
        return sums

    def influence(self, columns: np.ndarray, sums: np.ndarray) -> np.ndarray:
        """The values themselves."""
        return columns

    def labels(self, table: Table) -> list[tuple[str, Any]]:
        """One a variable."""
        return [(v, None) for v in self.variables] or [("", None)]


@dataclass(frozen=True)
class LevelTotal(Proportion):
    """How many units of the population have each level of a category."""

    what: str = "total"
    interval: str = "t"

    def values(self, sums: np.ndarray) -> np.ndarray:
        """The sums of the indicators."""
        return sums[..., :-1]

    def influence(self, columns: np.ndarray, sums: np.ndarray) -> np.ndarray:
        """The indicators."""
        return columns[:, :-1]


@dataclass(frozen=True)
class Ratio:
    """The total of one variable over the total of another."""

    numerator: str
    denominator: str
    what: str = "ratio"
    interval: str = "t"

    def read(self, table: Table) -> np.ndarray:
        """Numerator and denominator."""
        return np.column_stack([table.numbers(self.numerator), table.numbers(self.denominator)])

    def values(self, sums: np.ndarray) -> np.ndarray:
        """Sum over sum."""
        return divide(sums[..., :1], sums[..., 1:])

    def influence(self, columns: np.ndarray, sums: np.ndarray) -> np.ndarray:
        """Residual from the ratio line over the denominator's total."""
        return (columns[:, :1] - self.values(sums) * columns[:, 1:]) / sums[1]

    def labels(self, table: Table) -> list[tuple[str, Any]]:
        """One ratio."""
        return [(f"{self.numerator} / {self.denominator}", None)]


def simple_variance(influence: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Variance under simple random sampling without replacement of as many units.

    NaN when the weights add up to less than the number of units (not scaled to a population).
    """
    n, population = len(weights), weights.sum()
    if n < 2 or population < n:
        return np.full(influence.shape[1], np.nan)
    mean = weights @ influence / population
    spread = weights @ (influence - mean) ** 2 / population * n / (n - 1)
    return np.asarray(spread * population * (population - n) / n)


def statistic(what: str, *variables: str, table: Table, categories: Sequence[Any] = ()) -> Any:
    """The statistic by name: mean, total, count, ratio, proportion.

    A mean or total of a category becomes the shares or counts of its levels.
    """
    some = tuple(categories) or None
    if what == "count":
        return Total()
    if what == "ratio":
        return Ratio(*variables)
    category = len(variables) == 1 and not table.is_number(variables[0])
    if what == "proportion" or (what == "mean" and category):
        return Proportion(variables, categories=some)
    if what == "mean":
        return Mean(variables)
    if what == "total":
        return LevelTotal(variables, categories=some) if category else Total(variables)
    raise StatsError("no_statistic", what=what)
