"""Several completed copies of incomplete answers: one estimate out of as many (Rubin 1987).

Each copy has its gaps filled by a draw of its own; what differs between the copies is what the
gaps leave unknown, and widens the interval. Degrees of freedom as in Barnard and Rubin (1999).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from gongyou.stats.errors import StatsError
from gongyou.stats.estimates import Estimate
from gongyou.stats.intervals import t_interval


@dataclass(frozen=True)
class Pooled:
    """One estimate from several copies, and what the gaps cost it.

    `unknown_share`: the part of the variance that comes from the gaps (lambda), 0 to 1.
    """

    estimate: Estimate
    copies: int
    unknown_share: float


def pool(found: Sequence[Estimate]) -> Pooled:
    """The same number estimated from each completed copy, as one.

    Args:
        found: one estimate a copy, of the same question, category and domain.

    Raises:
        StatsError: fewer than two copies, or copies of different things.
    """
    if len(found) < 2:
        raise StatsError("few_copies", count=len(found))
    first, copies = found[0], len(found)
    if any(_asked(one) != _asked(first) for one in found) or any(one.withheld for one in found):
        raise StatsError("copies_differ")
    values, variances = (
        np.array(held) for held in ([e.value for e in found], [e.se**2 for e in found])
    )
    within, between = float(variances.mean()), (1 + 1 / copies) * float(values.var(ddof=1))
    total = within + between
    unknown = between / total if total > 0 else 0.0
    df = _degrees(min(one.df for one in found), copies, unknown)
    value, se = float(values.mean()), math.sqrt(total)
    bounds = t_interval(value, se, df, first.level)
    made = replace(
        first, value=value, se=se, df=df, low=bounds.low, high=bounds.high, interval=bounds.method,
        method="imputed", deff=math.nan, n=min(one.n for one in found),
    )  # fmt: skip
    return Pooled(made, copies, unknown)


def _asked(one: Estimate) -> tuple:
    return one.what, one.variable, repr(one.category), repr(one.domain), one.level


def _degrees(complete: float, copies: int, unknown: float) -> float:
    """Barnard and Rubin (1999), eq. 3: never more than the complete answers would have."""
    if unknown == 0:
        return complete
    old = (copies - 1) / unknown**2
    if math.isinf(complete):
        return old
    seen = (complete + 1) / (complete + 3) * complete * (1 - unknown)
    return 1 / (1 / old + 1 / seen) if seen > 0 else 0.0
