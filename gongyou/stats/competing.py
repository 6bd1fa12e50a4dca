"""How long until which end, when ends exclude each other: cumulative incidence.

Aalen and Johansen (1978); the variance of Gaynor and others (1993). One minus Kaplan-Meier would
count those who gave up as if they might still be paid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from gongyou.stats.errors import StatsError


@dataclass(frozen=True)
class Incidence:
    """For each way of ending the share that has ended so, after each time of any end."""

    time: np.ndarray
    at_risk: np.ndarray
    share: dict[str, np.ndarray]
    low: dict[str, np.ndarray]
    high: dict[str, np.ndarray]
    open_share: np.ndarray

    def at(self, end: str, time: float) -> float:
        """The share that had ended so by a time."""
        place = int(np.searchsorted(self.time, time, side="right")) - 1
        return 0.0 if place < 0 or end not in self.share else float(self.share[end][place])

    def to_json(self) -> dict[str, Any]:
        """The curves as plain values."""
        return {
            "time": self.time.tolist(),
            "at_risk": self.at_risk.tolist(),
            "open": self.open_share.tolist(),
            "share": {name: values.tolist() for name, values in self.share.items()},
            "low": {name: values.tolist() for name, values in self.low.items()},
            "high": {name: values.tolist() for name, values in self.high.items()},
        }


def cumulative_incidence(
    durations: Sequence[float], ends: Sequence[str | None], *, level: float = 0.95
) -> Incidence:
    """The share that each way of ending has reached by each time.

    Args:
        durations: how long each case has lasted (any unit).
        ends: how it ended; None while it is open (censored).
        level: confidence of the intervals (log-log).
    """
    time = np.asarray(durations, dtype=float)
    how = np.array([end or "" for end in ends], dtype=object)
    if len(time) != len(how) or np.isnan(time).any() or (time < 0).any():
        raise StatsError("negative_time")
    times = np.unique(time[how != ""])
    at_risk = np.array([(time >= t).sum() for t in times], dtype=float)
    names = sorted({str(name) for name in how if name})
    ended = {n: np.array([((time == t) & (how == n)).sum() for t in times], float) for n in names}
    every = sum(ended.values(), np.zeros(len(times)))
    still = np.cumprod(1 - every / at_risk) if len(times) else np.zeros(0)
    before = np.concatenate([[1.0], still[:-1]]) if len(times) else np.zeros(0)
    share = {n: np.cumsum(before * ended[n] / at_risk) for n in names}
    low, high = {}, {}
    for name in names:
        se = _errors(at_risk, every, ended[name], before, share[name])
        low[name], high[name] = _between(share[name], se, level)
    return Incidence(times, at_risk, share, low, high, still)


def _errors(at_risk, every, ended, before, share) -> np.ndarray:
    """Standard errors (Gaynor and others 1993, formula 3)."""
    rest = at_risk - every
    spread = np.divide(every, at_risk * rest, out=np.zeros_like(every), where=rest > 0)
    own = before**2 * ended * (at_risk - ended) / at_risk**3
    cross = before * ended / at_risk**2
    found = []
    for place in range(len(share)):
        gap = share[place] - share[: place + 1]
        upto = slice(0, place + 1)
        found.append((gap**2 * spread[upto] + own[upto] - 2 * gap * cross[upto]).sum())
    return np.sqrt(np.maximum(found, 0)) if found else np.zeros(0)


def _between(share: np.ndarray, se: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    z = special.ndtri((1 + level) / 2)
    inside = (share > 0) & (share < 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        width = z * se / np.abs((1 - share) * np.log1p(-share))
        low = 1 - (1 - share) ** np.exp(-width)
        high = 1 - (1 - share) ** np.exp(width)
    return np.where(inside, low, np.nan), np.where(inside, high, np.nan)
