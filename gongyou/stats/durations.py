"""How long until it is resolved, when some are still waiting.

Kaplan and Meier (1958) with Greenwood's error and log-log intervals; the actuarial life table
(Cutler and Ederer 1958).
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import special

from gongyou.stats.errors import StatsError


@dataclass(frozen=True)
class Survival:
    """Share still waiting after each time at which something was resolved."""

    time: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray
    share: np.ndarray
    se: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def at(self, time: float) -> float:
        """Share still waiting at a time."""
        place = int(np.searchsorted(self.time, time, side="right")) - 1
        return 1.0 if place < 0 else float(self.share[place])

    def quantile(self, p: float = 0.5) -> float | None:
        """The time by which a share `p` is resolved; None when it was never reached."""
        reached = np.flatnonzero(self.share <= 1 - p + 1e-12)
        return float(self.time[reached[0]]) if len(reached) else None

    @property
    def median(self) -> float | None:
        """The time by which half is resolved."""
        return self.quantile(0.5)

    def to_json(self) -> dict[str, Any]:
        """The curve as plain values."""
        return {name: np.asarray(values).tolist() for name, values in vars(self).items()} | {
            "median": self.median
        }


def _check(durations: Any, resolved: Any) -> tuple[np.ndarray, np.ndarray]:
    time, event = np.asarray(durations, dtype=float), np.asarray(resolved, dtype=bool)
    if np.isnan(time).any() or (time < 0).any() or len(time) != len(event):
        raise StatsError("negative_time")
    return time, event


def survival(
    durations: Any, resolved: Any, *, weights: Any = None, level: float = 0.95
) -> Survival:
    """The Kaplan-Meier curve.

    Args:
        durations: time each case has lasted (any unit).
        resolved: whether it ended then; else it is still open (censored).
        weights: survey weights; the errors are those of a simple sample.
        level: confidence of the interval.
    """
    time, event = _check(durations, resolved)
    w = np.ones(len(time)) if weights is None else np.asarray(weights, dtype=float)
    times = np.unique(time[event])
    order = np.argsort(time, kind="stable")
    still = np.concatenate([np.cumsum(w[order][::-1])[::-1], [0.0]])
    at_risk = still[np.searchsorted(time[order], times, side="left")]
    events = np.bincount(np.searchsorted(times, time[event]), w[event], len(times))
    share = np.cumprod(1 - events / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        hazard = np.cumsum(events / (at_risk * (at_risk - events)))
        se = np.where(share > 0, share * np.sqrt(hazard), 0.0)
        width = special.ndtri((1 + level) / 2) * np.sqrt(hazard) / np.abs(np.log(share))
        low, high = share ** np.exp(width), share ** np.exp(-width)
    known = (share > 0) & (share < 1)
    low, high = np.where(known, low, np.nan), np.where(known, high, np.nan)
    return Survival(times, at_risk, events, share, se, low, high)


@dataclass(frozen=True)
class LifeRow:
    """One interval of a life table: from `start` up to `end`."""

    start: float
    end: float
    entering: int
    open_ended: int
    events: int
    exposed: float
    share_resolved: float
    share_waiting_at_end: float


def life_table(durations: Any, resolved: Any, bounds: Any) -> list[LifeRow]:
    """The actuarial table: those who drop out in an interval count for half of it.

    Args:
        durations: time each case has lasted.
        resolved: whether it ended then.
        bounds: limits of the intervals, ascending; the last interval has no end.
    """
    time, event = _check(durations, resolved)
    edges = [*map(float, bounds), np.inf]
    entering, waiting, rows = int((time >= edges[0]).sum()), 1.0, []
    for start, end in pairwise(edges):
        inside = (time >= start) & (time < end)
        ended, dropped = int((inside & event).sum()), int((inside & ~event).sum())
        exposed = entering - dropped / 2
        share = ended / exposed if exposed else 0.0
        waiting *= 1 - share
        rows.append(LifeRow(start, end, entering, dropped, ended, exposed, share, waiting))
        entering -= ended + dropped
    return rows
