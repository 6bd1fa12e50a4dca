"""Quantiles of weighted answers and their intervals (Woodruff 1952).

Rules for the point as in R's svyquantile: math (default: the lower of two when the weights hit
the probability exactly), school (their average), hf1, hf4, hf5, hf6, hf7 (Hyndman and Fan 1996
with weights). Intervals: of the distribution function at the quantile (mean, beta, xlogit,
asin), turned back into the variable's unit; or all values that a test would not refuse as the
quantile (score, Francisco and Fuller 1991).
"""

from typing import Any

import numpy as np

from gongyou.stats.domains import By, domains, missing_answers
from gongyou.stats.errors import StatsError
from gongyou.stats.estimates import Estimate, Estimates
from gongyou.stats.intervals import critical, share_interval, t_interval
from gongyou.stats.statistics import Mean

RULES = ("math", "school", "hf1", "hf4", "hf5", "hf6", "hf7")
TIE = 1e-12  # sums of weights hit a probability only up to rounding
INTERVALS = {"mean": "t", "beta": "beta", "xlogit": "logit", "asin": "asin"}


class Ordered:
    """Answers in order with their cumulated weights, ready for any probability."""

    def __init__(self, values: np.ndarray, weights: np.ndarray, rule: str = "math") -> None:
        if rule not in RULES:
            raise StatsError("no_rule", rule=rule)
        counted = weights > 0
        order = np.argsort(values[counted], kind="stable")
        self.values = values[counted][order]
        self.weights = weights[counted][order]
        self.cumulated = np.cumsum(self.weights)
        self.rule = rule

    def at(self, p: float) -> float:
        """The quantile at probability `p`; NaN outside 0 to 1."""
        if not 0 <= p <= 1 or not len(self.values):
            return float("nan")
        if self.rule in {"math", "school", "hf1"}:
            return self._step(p)
        cumulated, w, whole = self.cumulated, self.weights, self.cumulated[-1]
        before = np.concatenate([[0.0], cumulated[:-1]])
        if self.rule == "hf7":
            places = before / cumulated[-2] if len(w) > 1 else before
        else:
            places = {
                "hf4": cumulated / whole,
                "hf5": (before + cumulated) / (2 * whole),
                "hf6": cumulated / (whole + w[-1]),
            }[self.rule]
        return float(np.interp(p, places, self.values))

    def _step(self, p: float) -> float:
        shares = self.cumulated / self.cumulated[-1]
        place = max(int(np.searchsorted(shares, p + TIE, side="right")) - 1, 0)
        above = min(place + 1, len(self.values) - 1)
        if abs(p - shares[place]) > TIE:
            return float(self.values[above])
        low, high = float(self.values[place]), float(self.values[above])
        return (low + high) / 2 if self.rule == "school" else low


def ask_quantiles(
    design: Any,
    variable: str,
    probabilities: tuple[float, ...],
    *,
    by: By = None,
    level: float = 0.95,
    interval: str = "mean",
    rule: str = "math",
) -> Estimates:
    """Quantiles of one variable for all rows or each domain."""
    if interval not in {*INTERVALS, "score"}:
        raise StatsError("no_interval", method=interval)
    values = design.table.numbers(variable)
    usable = design.rows(values)
    unknown = missing_answers(design, by, np.setdiff1d(design.rows(), usable))
    entries = []
    for name, rows in domains(design, by, usable):
        ordered = Ordered(values[rows], design.weights[rows], rule)
        df = design.degrees_of_freedom(rows)
        for p in probabilities:
            value = ordered.at(p)
            if interval == "score":
                low, high = _accepted(design, values[rows], rows, p, critical(level, df))
            else:
                below = values[rows] <= value
                low, high = _bounds(
                    design, below, rows, ordered, df=df, level=level, interval=interval
                )
            entries.append(
                Estimate(
                    what="quantile",
                    variable=variable,
                    category=p,
                    domain=name,
                    value=value,
                    se=(high - low) / (2 * critical(level, df)) if df > 0 else float("nan"),
                    low=low,
                    high=high,
                    n=len(rows),
                    weighted_n=float(design.weights[rows].sum()),
                    df=df,
                    level=level,
                    missing=unknown.get(tuple(name.values()), 0),
                    method=design.method,
                    interval="score" if interval == "score" else "woodruff_" + interval,
                )
            )
    return Estimates(tuple(entries))


def _bounds(
    design: Any,
    below: np.ndarray,
    rows: np.ndarray,
    ordered: Ordered,
    *,
    df: float,
    level: float,
    interval: str,
) -> tuple[float, float]:
    columns = np.column_stack([below, np.ones(len(rows))])
    solved = design.solve(Mean(("below",)), rows, columns)
    share, se = float(solved.values[0]), float(np.sqrt(max(solved.covariance[0, 0], 0.0)))
    if interval == "mean":
        found = t_interval(share, se, df, level)
    else:
        found = share_interval(
            share, se, n=len(rows), df=df, level=level, method=INTERVALS[interval]
        )
    return ordered.at(found.low), ordered.at(found.high)


def _accepted(
    design: Any, values: np.ndarray, rows: np.ndarray, p: float, most: float
) -> tuple[float, float]:
    """The first answer whose share below is not too small for `p`, and the first where too large.

    The tested share grows with the answer, so both are found by halving.
    """
    answers = np.unique(values)

    def too_small(place: int, sign: float) -> bool:
        columns = np.column_stack([values <= answers[place], np.ones(len(rows))])
        solved = design.solve(Mean(("below",)), rows, columns)
        error = float(np.sqrt(max(solved.covariance[0, 0], 0.0)))
        return float(solved.values[0]) - p < sign * most * error

    ends = []
    for sign in (-1.0, 1.0):
        first, last = 0, len(answers) - 1
        while first < last:
            middle = (first + last) // 2
            first, last = (middle + 1, last) if too_small(middle, sign) else (first, middle)
        ends.append(float(answers[first]))
    return ends[0], ends[1]
