"""Confidence intervals, with those for shares that stay between 0 and 1.

logit and beta as in Korn and Graubard (1998) and R's svyciprop; wilson with the effective
sample size, as in Franco, Little, Louis and Slud (2019).
"""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from gongyou.stats.errors import StatsError

SHARE_INTERVALS = ("logit", "beta", "wilson", "asin", "likelihood", "t")


@dataclass(frozen=True)
class Interval:
    """Lower and upper bound, and how they were found (may differ from what was asked)."""

    low: float
    high: float
    method: str


def critical(level: float, df: float) -> float:
    """The t value that leaves (1 - level)/2 above; normal for infinite degrees of freedom."""
    tail = (1 + level) / 2
    return float(special.ndtri(tail) if np.isinf(df) else special.stdtrit(df, tail))


def t_interval(value: float, se: float, df: float, level: float = 0.95) -> Interval:
    """Value ± t × standard error; unbounded knowledge is not claimed without degrees of freedom."""
    if df <= 0:
        return Interval(np.nan, np.nan, "none")
    half = critical(level, df) * se
    return Interval(value - half, value + half, "t")


def share_interval(
    share: float, se: float, *, n: int, df: float, level: float = 0.95, method: str = "logit"
) -> Interval:
    """An interval for a share.

    At a share of exactly 0 or 1 the linearised error is 0, so every method but wilson becomes
    the exact one (beta) with the number of answers as sample size.

    Args:
        share: the estimate, 0 to 1.
        se: its standard error.
        n: number of answers behind it.
        df: degrees of freedom of the design.
        level: confidence.
        method: logit, beta (Clopper-Pearson), wilson, asin, likelihood (Rao and Scott) or t.
    """
    if method not in SHARE_INTERVALS:
        raise StatsError("no_interval", method=method)
    if df <= 0 or n < 2 or np.isnan(share):
        return Interval(np.nan, np.nan, "none")
    edge = share <= 1e-12 or share >= 1 - 1e-12
    if method == "t":
        return t_interval(share, se, df, level)
    if method == "wilson":
        return _wilson(share, _effective(share, se, n, edge), df, level)
    if edge or method == "beta":
        return _beta(share, _effective(share, se, n, edge), n, df, level)
    half = critical(level, df)
    if method == "likelihood":
        return _likelihood(share, share * (1 - share) / se**2 * (n - 1) / n, half)
    if method == "logit":
        middle, width = special.logit(share), half * se / (share * (1 - share))
        low, high = special.expit([middle - width, middle + width])
    else:
        middle, width = np.arcsin(np.sqrt(share)), half * se / (2 * np.sqrt(share * (1 - share)))
        low = np.sin(max(middle - width, 0.0)) ** 2
        high = np.sin(min(middle + width, np.pi / 2)) ** 2
    return Interval(float(low), float(high), method)


def _likelihood(share: float, size: float, t: float) -> Interval:
    """Every share whose likelihood, with an effective sample size, is not too far from the best."""

    def too_far(other: float) -> float:
        apart = special.rel_entr(share, other) + special.rel_entr(1 - share, 1 - other)
        return float(2 * size * apart - t**2)

    low = optimize.brentq(too_far, 1e-300, share, xtol=1e-14)
    high = optimize.brentq(too_far, share, 1 - 1e-16, xtol=1e-14)
    return Interval(float(low), float(high), "likelihood")


def _effective(share: float, se: float, n: int, edge: bool) -> float:
    return float(n) if edge or se == 0 else share * (1 - share) / se**2


def _beta(share: float, effective: float, n: int, df: float, level: float) -> Interval:
    """Clopper-Pearson with an effective sample size adjusted for the degrees of freedom."""
    tail = (1 - level) / 2
    size = effective * (special.stdtrit(n - 1, tail) / special.stdtrit(df, tail)) ** 2
    hits, misses = size * share, size * (1 - share)
    low = 0.0 if hits <= 1e-9 else float(special.betaincinv(hits, misses + 1, tail))
    high = 1.0 if misses <= 1e-9 else float(special.betaincinv(hits + 1, misses, 1 - tail))
    return Interval(low, high, "beta")


def _wilson(share: float, size: float, df: float, level: float) -> Interval:
    t = critical(level, df)
    scale = 1 + t**2 / size
    middle = (share + t**2 / (2 * size)) / scale
    half = t * np.sqrt(share * (1 - share) / size + t**2 / (4 * size**2)) / scale
    return Interval(float(max(middle - half, 0.0)), float(min(middle + half, 1.0)), "wilson")


def wilson(yes: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Wilson's interval of a share of n (Wilson 1927)."""
    z = float(special.ndtri((1 + level) / 2))
    share, whole = yes / n, 1 + z * z / n
    middle = (share + z * z / (2 * n)) / whole
    half = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / whole
    return float(max(middle - half, 0.0)), float(min(middle + half, 1.0))


def poisson(count: float, level: float = 0.95) -> tuple[float, float]:
    """The exact interval of a count of events (Garwood 1936)."""
    tail = (1 - level) / 2
    low = float(special.gammaincinv(count, tail)) if count else 0.0
    return low, float(special.gammaincinv(count + 1, 1 - tail))
