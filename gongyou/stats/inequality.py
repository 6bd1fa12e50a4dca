"""How unequal values are, and how many are poor: with the influence of each row.

Unlike means and totals these are not functions of a few weighted sums: they see all weights at
once. Variance and correlation as in R's svyvar; Gini by all pairs (Langel and Tillé 2013), Theil
and mean logarithmic deviation (Shorrocks 1980), poverty after Foster, Greer and Thorbecke (1984),
relative poverty linearised after Deville (1999).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from gongyou.stats.errors import StatsError
from gongyou.stats.statistics import Mean
from gongyou.stats.tables import Table


@dataclass(frozen=True)
class Spread:
    """What every measure of one column, or of two, has in common."""

    variables: tuple[str, ...]
    what: str = ""
    interval: str = "t"

    def read(self, table: Table) -> np.ndarray:
        """The columns as they are."""
        return np.column_stack([table.numbers(name) for name in self.variables])

    def labels(self, table: Table) -> list[tuple[str, Any]]:
        """One value."""
        return [(" / ".join(self.variables), None)]

    def weigh(self, columns: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The value, and what one more unit like each row changes."""
        if not len(columns) or weights.sum() <= 0:
            return np.array([np.nan]), np.full((len(columns), 1), np.nan)
        value, change = self._weighed(columns, weights)
        return np.array([value]), change[:, None]

    def _weighed(self, columns: np.ndarray, weights: np.ndarray) -> tuple[float, np.ndarray]:
        raise NotImplementedError


def _moments(x: np.ndarray, weights: np.ndarray) -> tuple[float, float, np.ndarray]:
    """Mean, variance (over n - 1 of n units) and the influence on the variance."""
    whole, n = weights.sum(), np.count_nonzero(weights)
    mean = weights @ x / whole
    apart = (x - mean) ** 2 * (n / (n - 1) if n > 1 else np.nan)
    variance = float(weights @ apart / whole)
    return float(mean), variance, (apart - variance) / whole


@dataclass(frozen=True)
class Variance(Spread):
    """The variance in the population."""

    what: str = "variance"

    def _weighed(self, columns: np.ndarray, weights: np.ndarray) -> tuple[float, np.ndarray]:
        _, variance, change = _moments(columns[:, 0], weights)
        return variance, change


@dataclass(frozen=True)
class StandardDeviation(Spread):
    """The square root of the variance."""

    what: str = "standard_deviation"

    def _weighed(self, columns: np.ndarray, weights: np.ndarray) -> tuple[float, np.ndarray]:
        _, variance, change = _moments(columns[:, 0], weights)
        root = float(np.sqrt(variance))
        return root, change / (2 * root) if root else np.zeros(len(columns))


@dataclass(frozen=True)
class Correlation(Spread):
    """Pearson's correlation of two columns."""

    what: str = "correlation"

    def _weighed(self, columns: np.ndarray, weights: np.ndarray) -> tuple[float, np.ndarray]:
        whole = weights.sum()
        apart = columns - weights @ columns / whole
        size = np.sqrt(weights @ apart**2 / whole)
        if not size.all():
            return np.nan, np.full(len(columns), np.nan)
        x, y = (apart / size).T
        value = float(weights @ (x * y) / whole)
        return value, (x * y - value * (x**2 + y**2) / 2) / whole


@dataclass(frozen=True)
class Gini(Spread):
    """Half the mean difference of all pairs over the mean; 0 when all have the same."""

    what: str = "gini"

    def _weighed(self, columns: np.ndarray, weights: np.ndarray) -> tuple[float, np.ndarray]:
        x = columns[:, 0]
        whole, sum_ = weights.sum(), weights @ x
        if sum_ <= 0:
            return np.nan, np.full(len(x), np.nan)
        order = np.argsort(x, kind="stable")
        below = np.empty(len(x))
        sums = np.empty(len(x))
        below[order] = np.cumsum(weights[order])
        sums[order] = np.cumsum(weights[order] * x[order])
        # For each row the weighted distance to all others.
        apart = x * (2 * below - whole) + sum_ - 2 * sums
        value = float(weights @ apart / (2 * whole * sum_))
        return value, apart / (whole * sum_) - value * (1 / whole + x / sum_)


@dataclass(frozen=True)
class Positive(Spread):
    """Measures that know logarithms: who has nothing, or owes, cannot be counted."""

    def read(self, table: Table) -> np.ndarray:
        """The column; missing where it is not above 0."""
        x = table.numbers(self.variables[0])
        return np.where(x > 0, x, np.nan)[:, None]


@dataclass(frozen=True)
class Theil(Positive):
    """Theil's T: what the well paid have more weighs more."""

    what: str = "theil"

    def _weighed(self, columns: np.ndarray, weights: np.ndarray) -> tuple[float, np.ndarray]:
        x = columns[:, 0]
        whole, sum_, logs = weights.sum(), weights @ x, x * np.log(x)
        mean = weights @ logs / sum_
        change = (logs - mean * x - x) / sum_ + 1 / whole
        return float(mean - np.log(sum_ / whole)), change


@dataclass(frozen=True)
class MeanLogDeviation(Positive):
    """Theil's L: what the badly paid have less weighs more."""

    what: str = "mean_log_deviation"

    def _weighed(self, columns: np.ndarray, weights: np.ndarray) -> tuple[float, np.ndarray]:
        x = columns[:, 0]
        whole, sum_, mean = weights.sum(), weights @ x, weights @ np.log(x) / weights.sum()
        change = x / sum_ - 1 / whole - (np.log(x) - mean) / whole
        return float(np.log(sum_ / whole) - mean), change


@dataclass(frozen=True)
class Poverty(Mean):
    """How many are below a line (gap 0), how far below (1), and the square of it (2)."""

    line: float = 0.0
    gap: int = 0
    what: str = "poverty"

    def read(self, table: Table) -> np.ndarray:
        """What each row lacks of the line, and a column of ones."""
        if self.line <= 0:
            raise StatsError("no_line", line=self.line)
        x = table.numbers(self.variables[0])
        lacks = np.where(x < self.line, (1 - x / self.line) ** self.gap, 0.0)
        lacks[np.isnan(x)] = np.nan
        return np.column_stack([lacks, np.ones(len(x))])


@dataclass(frozen=True)
class RelativePoverty(Spread):
    """The share of those below a part of the median, such as 60 % of it or two thirds."""

    part: float = 0.6
    what: str = "relative_poverty"
    interval: str = "logit"

    def _weighed(self, columns: np.ndarray, weights: np.ndarray) -> tuple[float, np.ndarray]:
        x, whole = columns[:, 0], weights.sum()
        median = weighted_median(x, weights)
        line = self.part * median
        poor = x < line
        value = float(weights @ poor / whole)
        at_line, at_median = (density(x, weights, point) for point in (line, median))
        moved = -((x <= median) - 0.5) / (whole * at_median) if at_median else np.nan
        return value, (poor - value) / whole + at_line * self.part * moved


def weighted_median(x: np.ndarray, weights: np.ndarray) -> float:
    """The least value that half of the population has or is below; the middle of two at a tie."""
    order = np.argsort(x, kind="stable")
    cumulated = np.cumsum(weights[order])
    half = cumulated[-1] / 2
    place = int(np.searchsorted(cumulated, half * (1 - 1e-12)))
    here = x[order][place]
    if abs(cumulated[place] - half) <= 1e-12 * half and place + 1 < len(x):
        return float((here + x[order][place + 1]) / 2)
    return float(here)


def density(x: np.ndarray, weights: np.ndarray, point: float) -> float:
    """How many of the population stand near a value, by a normal kernel (Silverman 1986)."""
    _, variance, _ = _moments(x, weights)
    width = 1.06 * np.sqrt(variance) * np.count_nonzero(weights) ** -0.2
    if not width > 0:
        return 0.0
    near = np.exp(-(((x - point) / width) ** 2) / 2)
    return float(weights @ near / (weights.sum() * width * np.sqrt(2 * np.pi)))
