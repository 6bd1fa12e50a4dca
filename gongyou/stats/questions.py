"""Questions to a design: means, totals, shares, ratios and quantiles, for all or by domain."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from gongyou.stats.domains import By, domains, missing_answers
from gongyou.stats.estimates import Estimate, Estimates
from gongyou.stats.inequality import (
    Correlation,
    Gini,
    MeanLogDeviation,
    Poverty,
    RelativePoverty,
    StandardDeviation,
    Theil,
    Variance,
)
from gongyou.stats.intervals import share_interval, t_interval
from gongyou.stats.quantiles import ask_quantiles
from gongyou.stats.statistics import LevelTotal, Proportion, Ratio, Total, statistic
from gongyou.stats.tables import Table


class Questions:
    """The questions, as methods of every kind of design."""

    table: Table

    def mean(self, *variables: str, by: By = None, level: float = 0.95) -> Estimates:
        """Means of number columns; of a category, the shares of its levels."""
        return ask(self, statistic("mean", *variables, table=self.table), by, level)

    def total(self, *variables: str, by: By = None, level: float = 0.95) -> Estimates:
        """Totals of number columns; of a category, how many units have each level."""
        return ask(self, statistic("total", *variables, table=self.table), by, level)

    def count(self, by: By = None, level: float = 0.95) -> Estimates:
        """How many units the population has."""
        return ask(self, Total(), by, level)

    def proportion(
        self,
        variable: str,
        *,
        categories: Sequence[Any] | None = None,
        by: By = None,
        level: float = 0.95,
        interval: str = "logit",
    ) -> Estimates:
        """Shares of a category's levels, with an interval that stays between 0 and 1."""
        some = None if categories is None else tuple(categories)
        return ask(self, Proportion((variable,), categories=some), by, level, interval)

    def ratio(
        self, numerator: str, denominator: str, *, by: By = None, level: float = 0.95
    ) -> Estimates:
        """One total over another."""
        return ask(self, Ratio(numerator, denominator), by, level)

    def variance(self, variable: str, *, by: By = None, level: float = 0.95) -> Estimates:
        """The variance of a number in the population."""
        return ask(self, Variance((variable,)), by, level)

    def standard_deviation(self, variable: str, *, by: By = None, level: float = 0.95) -> Estimates:
        """Its square root."""
        return ask(self, StandardDeviation((variable,)), by, level)

    def correlation(self, one: str, other: str, *, by: By = None, level: float = 0.95) -> Estimates:
        """How two numbers go together, from -1 to 1."""
        return ask(self, Correlation((one, other)), by, level)

    def gini(self, variable: str, *, by: By = None, level: float = 0.95) -> Estimates:
        """The Gini index: 0 when all have the same, near 1 when one has everything."""
        return ask(self, Gini((variable,)), by, level)

    def theil(
        self, variable: str, *, by: By = None, level: float = 0.95, low: bool = False
    ) -> Estimates:
        """Theil's T of values above 0; with `low` his L, which looks at the badly paid."""
        return ask(self, (MeanLogDeviation if low else Theil)((variable,)), by, level)

    def poverty(
        self, variable: str, line: float, *, gap: int = 0, by: By = None, level: float = 0.95
    ) -> Estimates:
        """The share below a line; with gap 1 how far below, with 2 the square of it."""
        return ask(self, Poverty((variable,), line=line, gap=gap), by, level)

    def low_pay(
        self, variable: str, part: float = 2 / 3, *, by: By = None, level: float = 0.95
    ) -> Estimates:
        """The share of those below a part of the median: two thirds for pay, 60 % for income."""
        return ask(self, RelativePoverty((variable,), part=part), by, level)

    def quantile(
        self,
        variable: str,
        probabilities: float | Sequence[float] = (0.25, 0.5, 0.75),
        *,
        by: By = None,
        level: float = 0.95,
        interval: str = "mean",
        rule: str = "math",
    ) -> Estimates:
        """Quantiles; see `gongyou.stats.quantiles` for rules and intervals."""
        wanted = (probabilities,) if isinstance(probabilities, float) else tuple(probabilities)
        return ask_quantiles(
            self, variable, wanted, by=by, level=level, interval=interval, rule=rule
        )


def ask(
    design: Any, question: Any, by: By = None, level: float = 0.95, interval: str = ""
) -> Estimates:
    """Solve one statistic for all rows or each domain."""
    columns = question.read(design.table)
    whole = design.rows()
    missing = np.isnan(columns).any(axis=1)
    usable = whole[~missing[whole]] if missing.any() else whole
    labels = question.labels(design.table)
    entries: list[Estimate] = []
    parts: list[tuple[np.ndarray, np.ndarray]] = []
    unknown = missing_answers(design, by, whole[missing[whole]])
    for name, rows in domains(design, by, usable):
        part = columns[rows]
        solved = design.solve(question, rows, part)
        parts.append((rows, part))
        common = {
            "domain": name,
            "n": len(rows),
            "weighted_n": float(design.weights[rows].sum()),
            "missing": unknown.get(tuple(name.values()), 0),
            "df": design.degrees_of_freedom(rows),
            "method": design.method,
            "level": level,
        }
        entries += _entries(question, labels, solved, common, interval or question.interval)
    return Estimates(tuple(entries), _joint(design, question, parts))


def _entries(
    question: Any, labels: list[Any], solved: Any, common: dict[str, Any], interval: str
) -> list[Estimate]:
    share = _is_share(question)
    found = []
    for place, (variable, category) in enumerate(labels):
        value, variance = float(solved.values[place]), float(solved.covariance[place, place])
        se = float(np.sqrt(max(variance, 0.0))) if np.isfinite(value) else float("nan")
        bounds = (
            share_interval(
                value, se, n=common["n"], df=common["df"], level=common["level"], method=interval
            )
            if share
            else t_interval(value, se, common["df"], common["level"])
        )
        simple = float(solved.simple[place])
        found.append(
            Estimate(
                what=question.what,
                variable=variable,
                category=category,
                value=value,
                se=se,
                low=bounds.low,
                high=bounds.high,
                interval=bounds.method,
                deff=variance / simple if simple > 0 else float("nan"),
                **common,
            )
        )
    return found


def _is_share(question: Any) -> bool:
    if isinstance(question, Proportion):
        return not isinstance(question, LevelTotal)
    counts = isinstance(question, Poverty) and question.gap == 0
    return counts or isinstance(question, RelativePoverty)


def _joint(design: Any, question: Any, parts: list[Any]) -> Callable[[], np.ndarray]:
    """The covariance of all values of all domains, worked out only when asked for."""
    return lambda: design.joint_covariance(question, parts)
