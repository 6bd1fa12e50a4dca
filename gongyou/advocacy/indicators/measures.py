"""The nine measures by which indicators are computed.

One file, so that the nine stand side by side.

Each takes the indicator, its source, the group of each row and the names of the groups, and gives
the parts of the answer for every group and (group -1) for all. Unknown is never zero: rows that
tell nothing are counted as missing, and a share's floor and ceiling say what they leave possible.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from gongyou.stats import DesignSpec, StatsError, estimate, poisson, survival, wilson
from gongyou.stats.disclosure import protect_grid, protect_sums


@dataclass
class Part:
    """One number of a measure, in a group (-1: all)."""

    name: str
    group: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    floor: float | None = None
    ceiling: float | None = None
    n: int = 0
    missing: int = 0
    withheld: str = ""


@dataclass
class Asked:
    """What every measure needs."""

    one: Any
    source: Any
    groups: np.ndarray
    levels: list[str]
    k: int

    def each(self) -> Iterator[tuple[int, np.ndarray]]:
        """All rows first, then group by group."""
        yield -1, np.ones(len(self.groups), dtype=bool)
        for group in range(len(self.levels)):
            yield group, self.groups == group

    def where(self) -> np.ndarray:
        """Rows within the indicator's own filter; an unknown filter is outside."""
        name = self.one.uses.get("where")
        size = len(self.groups)
        return np.ones(size, dtype=bool) if name is None else self.source.column(name) == 1

    def grid(self, answers: np.ndarray, number: int) -> np.ndarray:
        """People by group and answer (-1: none); those of no known group in a last row."""
        size = len(self.levels) + 1
        told = answers >= 0
        place = np.where(self.groups < 0, size - 1, self.groups)[told] * number + answers[told]
        return np.bincount(place.astype(int), minlength=size * number).reshape(size, number)

    def reasons(self, answers: np.ndarray, number: int) -> Callable[[int, int], str]:
        """Why a group's answer is withheld; answer -1 is the whole group."""
        if "k" not in self.one.rules:
            return lambda group, answer: ""
        found = protect_grid(self.grid(answers, number), self.k, "H" in self.one.rules)
        # Without groups the row of those of no group is everyone.
        rows = {group: group for group in range(len(self.levels))} | {-1: -1}
        return lambda group, answer: str(found[rows[group], answer])

    def design(self, **columns: np.ndarray) -> tuple[pa.Table, DesignSpec]:
        """The columns beside those of the sample's design."""
        spec = self.source.spec or DesignSpec()
        named = {spec.weights, *spec.strata, *spec.clusters} - {None}
        table = {name: self.source.rows.column(name) for name in named}
        group = np.array([self.levels[g] if g >= 0 else None for g in self.groups], dtype=object)
        return pa.table({**table, **columns, "_group": pa.array(group, pa.string())}), spec


Measured = list[Part]


def share(ask: Asked) -> Measured:
    """Those with a yes among those told of; Wilson's interval where the file asks for it."""
    flag = ask.source.column(ask.one.uses["flag"])
    over = ask.one.uses.get("over")
    if over is not None:
        flag = np.where(np.isnan(flag), np.nan, flag > over)
    flag = np.where(ask.where(), flag, np.nan)
    told = ~np.isnan(flag)
    answers = np.where(told, np.where(flag == 1, 0, 1), -1).astype(int)
    reason = ask.reasons(answers, 2)
    between = _sample_shares(ask, flag) if ask.source.basis == "sample" else {}
    found = []
    for group, rows in ask.each():
        inside = rows & ask.where()
        n, yes = int((rows & told).sum()), int((rows & (flag == 1)).sum())
        missing = int(inside.sum()) - n
        part = Part("share", group, yes / n if n else None, n=n, missing=missing)
        if n and group in between:
            part.value, part.low, part.high = between[group]
        elif n and ask.one.uses.get("interval") == "wilson":
            part.low, part.high = wilson(yes, n)
        if inside.sum():
            part.floor, part.ceiling = yes / inside.sum(), (yes + missing) / inside.sum()
        part.withheld = reason(group, 0) or reason(group, -1)
        found.append(part)
    return found


def _sample_shares(ask: Asked, flag: np.ndarray) -> dict[int, tuple[float, float, float]]:
    told = ~np.isnan(flag)
    if not told.any():
        return {}
    words = [{1.0: "yes", 0.0: "no"}.get(each) for each in flag.tolist()]
    table, spec = ask.design(flag=pa.array(words, pa.string()))
    return _by_group(ask, table, spec, ("proportion", "flag"), "yes")


def _by_group(ask, table, spec, what, category=None) -> dict[int, tuple[float, float, float]]:
    """Estimates for all (-1) and for each group; what cannot be estimated is left out."""
    found = {}
    for by in (None, "_group") if ask.levels else (None,):
        try:
            entries = estimate(table, spec, what, by)
        except StatsError:
            continue
        for entry in entries:
            if category is not None and str(entry.category) != category:
                continue
            level = entry.domain.get("_group")
            group = ask.levels.index(str(level)) if level is not None else -1
            found[group] = (float(entry.value), float(entry.low), float(entry.high))
    return found


def parts(ask: Asked) -> Measured:
    """How those told of divide over the answers of a list."""
    given = ask.source.column(ask.one.uses["of"])
    names = list(ask.one.uses["levels"])
    place = {name: n for n, name in enumerate(names)}
    inside = ask.where()
    answers = np.array([place.get(each, -1) for each in given])
    answers[~inside] = -1
    reason = ask.reasons(answers, len(names))
    between: dict[str, dict] = {}
    if ask.source.basis == "sample" and (answers >= 0).any():
        words = pa.array([names[a] if a >= 0 else None for a in answers], pa.string())
        table, spec = ask.design(of=words)
        between = {n: _by_group(ask, table, spec, ("proportion", "of"), n) for n in names}
    found = []
    for group, rows in ask.each():
        n = int((rows & (answers >= 0)).sum())
        missing = int((rows & inside).sum()) - n
        for number, name in enumerate(names):
            yes = int((rows & (answers == number)).sum())
            part = Part(name, group, yes / n if n else None, n=n, missing=missing)
            part.value, part.low, part.high = between.get(name, {}).get(
                group, (part.value, None, None)
            )
            if n + missing:
                part.floor, part.ceiling = yes / (n + missing), (yes + missing) / (n + missing)
            part.withheld = reason(group, number) or reason(group, -1)
            found.append(part)
    return found


def quantiles(ask: Asked) -> Measured:
    """Quantiles of those within the filter; a quantile needs k people beyond it on both sides."""
    value = np.where(ask.where(), ask.source.column(ask.one.uses["value"]), np.nan)
    told = ~np.isnan(value)
    reason = ask.reasons(np.where(told, 0, -1), 1)
    found = []
    for group, rows in ask.each():
        known = np.sort(value[rows & told])
        missing = int((rows & ask.where()).sum()) - len(known)
        for p in ask.one.uses["at"]:
            part = Part(f"p{round(100 * p)}", group, n=len(known), missing=missing)
            part.withheld = reason(group, 0)
            if "k" in ask.one.rules and min(p, 1 - p) * len(known) < ask.k - 1e-9:
                part.withheld = part.withheld or "small"
            if len(known):
                part.value = float(np.quantile(known, p, method="averaged_inverted_cdf"))
                part.low, part.high = _order_interval(known, p)
            found.append(part)
    return found


def _order_interval(known: np.ndarray, p: float) -> tuple[float, float]:
    """The interval between two order statistics (binomial, 95 %)."""
    from scipy.stats import binom

    n = len(known)
    low, high = binom.ppf(0.025, n, p), binom.ppf(0.975, n, p) + 1
    return float(known[int(max(low, 1)) - 1]), float(known[int(min(high, n)) - 1])


def amount(ask: Asked) -> Measured:
    """The sum, and what it comes to for each of those who hold some of it.

    Where the file names `low` and `high`, the range of the readings stands beside.
    """
    value = np.where(ask.where(), ask.source.column(ask.one.uses["value"]), np.nan)
    ends = [
        np.where(ask.where(), ask.source.column(ask.one.uses[name]), np.nan)
        for name in ("low", "high") if name in ask.one.uses
    ]  # fmt: skip
    told = ~np.isnan(value)
    reason, heavy = ask.reasons(np.where(told, 0, -1), 1), _weights(ask, value)
    between: dict[int, tuple[float, float, float]] = {}
    if ask.source.basis == "sample" and told.any():
        table, spec = ask.design(value=value)
        between = _by_group(ask, table, spec, ("mean", "value"))
    found = []
    for group, rows in ask.each():
        own = rows & told
        n, missing = int(own.sum()), int((rows & ask.where()).sum() - own.sum())
        withheld = reason(group, 0) or heavy[group]
        total = Part("total", group, float(value[own].sum()) if n else None, n=n, missing=missing)
        mean = Part("mean", group, float(value[own].mean()) if n else None, n=n, missing=missing)
        if group in between:
            mean.value, mean.low, mean.high = between[group]
        if ends:
            total.low, total.high = (_sum(end[rows]) for end in ends)
            if ask.source.basis != "sample":
                mean.low, mean.high = (_mean(end[rows]) for end in ends)
        total.withheld = mean.withheld = withheld
        # In a sample a sum of answers is nobody's total.
        found += [mean] if ask.source.basis == "sample" else [total, mean]
    return found


def _weights(ask: Asked, *values: np.ndarray) -> dict[int, str]:
    """Group → why its sum is withheld for one person's weight."""
    found = dict.fromkeys(range(-1, len(ask.levels)), "")
    if "D" not in ask.one.rules:
        return found
    for value in values:
        if not len(value):
            continue
        reasons = protect_sums(value, ask.groups, len(ask.levels))
        for group in found:
            found[group] = found[group] or str(reasons[group])
    return found


def _sum(values: np.ndarray) -> float | None:
    return None if np.isnan(values).all() else float(np.nansum(values))


def _mean(values: np.ndarray) -> float | None:
    return None if np.isnan(values).all() else float(np.nanmean(values))


def ratio(ask: Asked) -> Measured:
    """One sum over another, of those for whom both are told."""
    top = np.where(ask.where(), ask.source.column(ask.one.uses["top"]), np.nan)
    bottom = np.where(ask.where(), ask.source.column(ask.one.uses["bottom"]), np.nan)
    both = ~np.isnan(top) & ~np.isnan(bottom)
    top, bottom = np.where(both, top, np.nan), np.where(both, bottom, np.nan)
    reason, heavy = ask.reasons(np.where(both, 0, -1), 1), _weights(ask, top, bottom)
    between: dict[int, tuple[float, float, float]] = {}
    if ask.source.basis == "sample" and both.any():
        table, spec = ask.design(top=top, bottom=bottom)
        between = _by_group(ask, table, spec, ("ratio", "top", "bottom"))
    found = []
    for group, rows in ask.each():
        own = rows & both
        whole = bottom[own].sum()
        part = Part("ratio", group, n=int(own.sum()))
        part.missing = int((rows & ask.where()).sum()) - part.n
        part.value = float(top[own].sum() / whole) if whole else None
        if part.value is not None and group in between:
            part.value, part.low, part.high = between[group]
        if part.value is not None and ask.one.uses.get("less_than_one"):
            part.value = 1 - part.value
        part.withheld = reason(group, 0) or heavy[group]
        found.append(part)
    return found


def between(ask: Asked) -> Measured:
    """A ratio over a range of readings: over the greater sum, and over the smaller."""
    names = [ask.one.uses["top"], ask.one.uses["low"], ask.one.uses["high"]]
    top, low, high = (np.where(ask.where(), ask.source.column(n), np.nan) for n in names)
    low, high = np.where(np.isnan(low), high, low), np.where(np.isnan(high), low, high)
    both = ~np.isnan(top) & ~np.isnan(low) & ~np.isnan(high)
    top = np.where(both, top, np.nan)
    reason, heavy = ask.reasons(np.where(both, 0, -1), 1), _weights(ask, top)
    turned = ask.one.uses.get("less_than_one", False)
    found = []
    for group, rows in ask.each():
        own = rows & both
        part = Part("range", group, n=int(own.sum()))
        part.missing = int((rows & ask.where()).sum()) - part.n
        sums = [float(end[own].sum()) for end in (high, low)]
        ends = [float(top[own].sum()) / s if s else None for s in sums]
        if turned:
            ends = [None if end is None else 1 - end for end in reversed(ends)]
        part.low, part.high = ends
        part.value = ends[0] if ends[0] == ends[1] else None
        part.withheld = reason(group, 0) or heavy[group]
        found.append(part)
    return found


def waiting(ask: Asked) -> Measured:
    """Days until it came about: the median with open cases, and the share that ended each way.

    Ends: 0 still open, 1 what is waited for, 2 and more another end that excludes it.
    """
    days = np.where(ask.where(), ask.source.column(ask.one.uses["days"]), np.nan)
    end = ask.source.column(ask.one.uses["end"])
    told = ~np.isnan(days) & ~np.isnan(end)
    answers = np.where(told, np.where(end == 1, 0, 1), -1).astype(int)
    reason = ask.reasons(answers, 2)
    until = float(ask.one.uses["until"])
    found = []
    for group, rows in ask.each():
        own = rows & told
        n, missing = int(own.sum()), int((rows & ask.where()).sum() - own.sum())
        middle = Part("median", group, n=n, missing=missing)
        reached = Part("reached", group, n=n, missing=missing)
        other = Part("otherwise", group, n=n, missing=missing)
        if n:
            curve = survival(days[own], end[own] == 1)
            middle.value, middle.low, middle.high = _median(curve)
            reached.value, other.value = _incidence(days[own], end[own], until)
        middle.withheld = reached.withheld = other.withheld = reason(group, 0) or reason(group, -1)
        found += [middle, reached, other]
    return found


def _median(curve) -> tuple[float | None, float | None, float | None]:
    """The median, and where the limits of the curve pass a half (Brookmeyer and Crowley)."""
    low = np.flatnonzero(np.nan_to_num(curve.low, nan=1.0) <= 0.5)
    high = np.flatnonzero(np.nan_to_num(curve.high, nan=1.0) <= 0.5)
    return (
        curve.median,
        float(curve.time[low[0]]) if len(low) else None,
        float(curve.time[high[0]]) if len(high) else None,
    )


def _incidence(days: np.ndarray, end: np.ndarray, until: float) -> tuple[float, float]:
    """Share that ended as waited for, and otherwise, by a day (Aalen and Johansen)."""
    times = np.unique(days[(end > 0) & (days <= until)])
    order = np.sort(days)
    still, own, other = 1.0, 0.0, 0.0
    for time in times:
        at_risk = len(days) - np.searchsorted(order, time, side="left")
        here = days == time
        own += still * (here & (end == 1)).sum() / at_risk
        other += still * (here & (end > 1)).sum() / at_risk
        still *= 1 - (here & (end > 0)).sum() / at_risk
    return float(own), float(other)


def rate(ask: Asked) -> Measured:
    """Events for so much exposure, with the exact Poisson interval."""
    events = np.where(ask.where(), ask.source.column(ask.one.uses["events"]), np.nan)
    exposure = np.where(ask.where(), ask.source.column(ask.one.uses["exposure"]), np.nan)
    told = ~np.isnan(events) & ~np.isnan(exposure)
    reason = ask.reasons(np.where(told, np.where(events > 0, 0, 1), -1).astype(int), 2)
    per = float(ask.one.uses["per"])
    found = []
    for group, rows in ask.each():
        own = rows & told
        part = Part("rate", group, n=int(own.sum()))
        part.missing = int((rows & ask.where()).sum()) - part.n
        count, time = float(events[own].sum()), float(exposure[own].sum())
        if time:
            low, high = poisson(count)
            part.value = per * count / time
            part.low, part.high = per * low / time, per * high / time
        part.withheld = reason(group, 0) or reason(group, -1)
        found.append(part)
    return found


def count(ask: Asked) -> Measured:
    """How many: rows, or the sum of a column told as a range. A row without a number is missing.

    The high end is open where a row tells no most.
    """
    uses, size = ask.one.uses, len(ask.groups)
    low = ask.source.column(uses["low"]) if "low" in uses else np.ones(size)
    high = ask.source.column(uses["high"]) if "high" in uses else low
    low, high = (np.where(ask.where(), each, np.nan) for each in (low, high))
    answers = np.where(ask.where(), 0, -1)
    reason = ask.reasons(answers, 1)
    found = []
    for group, rows in ask.each():
        inside = rows & ask.where()
        told = inside & ~np.isnan(low)
        part = Part("count", group, n=int(told.sum()), missing=int(inside.sum() - told.sum()))
        part.low = float(low[told].sum())
        open_ended = bool(np.isnan(high[inside]).any())
        part.high = None if open_ended else float(high[inside].sum())
        part.value = part.low if part.low == part.high else None
        total = float(np.nansum(low[inside]))
        if uses.get("largest") and total:
            part.ceiling = float(np.nanmax(low[inside]) / total)
        part.withheld = reason(group, 0)
        found.append(part)
    return found


def _asked(measure: Callable[[Asked], Measured]) -> Callable[..., Measured]:
    return lambda one, source, groups, levels, k: measure(Asked(one, source, groups, levels, k))


MEASURE = {
    each.__name__: _asked(each)
    for each in (share, parts, quantiles, amount, ratio, between, waiting, rate, count)
}
