"""A comparison as numbers that a page, a paper and a brief can show. Amounts are Decimal texts.

The status matrix comes first: what turned unknown under either law is in no gain and no loss.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa

from gongyou.law.reforms import (
    DUE,
    GAIN,
    LOSE,
    OPEN,
    SAME,
    UNITS,
    UNKNOWN,
    Comparison,
    Parts,
)

OUTCOMES = (GAIN, LOSE, SAME, UNKNOWN)
FEW = 10
"""Groups of fewer people are not told apart."""
TENTHS = 10


def money(units: Any) -> str:
    """Ten-thousandths as a plain decimal text of two places."""
    return str((Decimal(int(units)) / UNITS).quantize(Decimal("0.01")))


def summarised(found: Comparison, *, parts: Parts | None = None, groups=None, pay=None) -> dict:
    """Everything of a comparison but the people.

    `groups`: name → one value a person; `pay`: one amount a person (NaN unknown), for tenths.
    """
    made: dict[str, Any] = {
        "people": found.size,
        "currency": found.pack.currency,
        "matrix": [[a, b, n] for (a, b), n in found.matrix().items() if n],
        "outcomes": {o: int((found.outcome == o).sum()) for o in OUTCOMES},
        "newly_unknown": int(found.newly_unknown.sum()),
        "newly_known": int(found.newly_known.sum()),
        "partly_unknown": int((found.still_unknown & found.known).sum()),
        "at_stake": money(_at_stake(found)),
        "missing": _missing(found),
        "problems": [{"en": p.text("en"), "zh-hans": p.text("zh-hans")} for p in found.problems],
        "entitlements": [_entitlement(found, code) for code in found.changed_codes],
    }
    made |= _amounts(found)
    made["received"] = _received(found, made)
    if groups:
        made["groups"] = {name: _groups(found, values) for name, values in groups.items()}
    if pay is not None:
        made["tenths"] = _tenths(found, pay)
    if parts is not None:
        made["parts"] = _parts(parts)
    return made


def _amounts(found: Comparison) -> dict[str, Any]:
    delta = found.delta[found.known]
    up, down = delta[delta > 0], delta[delta < 0]
    return {
        "gained": money(up.sum()),
        "lost": money(down.sum()),
        "net": money(delta.sum()),
        "mean_gain": money(round(up.mean())) if len(up) else None,
        "median_gain": money(round(float(np.median(up)))) if len(up) else None,
        "mean_loss": money(round(down.mean())) if len(down) else None,
        "largest_gain": money(up.max()) if len(up) else None,
        "largest_loss": money(down.min()) if len(down) else None,
    }


def _at_stake(found: Comparison) -> int:
    """What people have today in results that could not be told any more."""
    lost = 0
    for n in found.counted:
        gone = (found.base.results.status[n] == DUE) & (found.then.results.status[n] == OPEN)
        lost += int(found.base.results.amount[n][gone].sum())
    return lost


def _missing(found: Comparison) -> list[dict]:
    """The facts that would have to be known, the most often lacking first."""
    counted: dict[str, int] = {}
    for n in found.counted:
        now, then = found.base.results.status[n], found.then.results.status[n]
        for person in np.flatnonzero((now != OPEN) & (then == OPEN))[:5000]:
            for name in found.missing(int(person), n):
                counted[name] = counted.get(name, 0) + 1
    first = sorted(counted.items(), key=lambda pair: -pair[1])[:8]
    label = found.then.pack.fact_label
    return [
        {"en": label(name, "en"), "zh-hans": label(name, "zh-hans"), "people": count}
        for name, count in first
    ]


def _entitlement(found: Comparison, code: str) -> dict:
    """One entitlement: results that went up, down, became due, ceased, turned unknown."""
    n = found.codes.index(code)
    now, then = found.base.results, found.then.results
    both = (now.status[n] != OPEN) & (then.status[n] != OPEN)
    counts = n in found.counted
    made = {
        "code": code,
        "label": found.pack.wording.both(f"entitlement.{code}"),
        "counted": counts,
        "unknown": int((~both & (now.status[n] != then.status[n])).sum()),
        "differs": int(found.differs(n).sum()),
    }
    if now.has_amount(code):
        a, b = (np.where(s.status[n] == DUE, s.amount[n], 0) for s in (now, then))
        change = (b - a)[both]
        made |= {"up": int((change > 0).sum()), "down": int((change < 0).sum())}
        if counts:
            a, b = (np.where(s.best[n] != 0, v, 0) for s, v in ((now, a), (then, b)))
            made["total"] = money((b - a)[both & found.known].sum())
            made["forum"] = found.pack.entitlements[code].forum
    return made


def _received(found: Comparison, made: dict) -> dict | None:
    """Money that would arrive, if the shares that the reform assumes are right; else nothing."""
    reform = found.reform
    if reform.take_up is None and reform.paid_ratio is None:
        return None
    share = (reform.take_up or Decimal(1)) * (reform.paid_ratio or Decimal(1))
    return {
        "take_up": None if reform.take_up is None else str(reform.take_up),
        "paid_ratio": None if reform.paid_ratio is None else str(reform.paid_ratio),
        "gained": str((Decimal(made["gained"]) * share).quantize(Decimal("0.01"))),
        "net": str((Decimal(made["net"]) * share).quantize(Decimal("0.01"))),
    }


def _groups(found: Comparison, values: Any) -> list[dict]:
    """Each group's people, gainers, losers and sum; groups of few together."""
    array = np.array([str(v) if v not in (None, "") else "" for v in values], object)
    names, sizes = np.unique(array.astype(str), return_counts=True)
    small = [n for n, size in zip(names, sizes, strict=True) if size < FEW]
    rows = [_group(found, n, array == n) for n in names if n not in small]
    if small:
        rest = np.isin(array.astype(str), small)
        if rest.sum() >= FEW:
            rows.append(_group(found, "…", rest))
        else:
            rows.append({"name": "…", "people": int(rest.sum()), "few": True})
    return rows


def _group(found: Comparison, name: str, inside: Any) -> dict:
    delta = found.delta[inside & found.known]
    return {
        "name": str(name),
        "people": int(inside.sum()),
        "gain": int((delta > 0).sum()),
        "lose": int((delta < 0).sum()),
        "unknown": int((inside & ~found.known).sum()),
        "net": money(delta.sum()),
        "mean": money(round(delta.mean())) if len(delta) else None,
    }


def _tenths(found: Comparison, pay: Any) -> list[dict]:
    """Ten equal groups by pay, the lowest first; nobody whose pay is unknown."""
    pay = np.asarray(pay, float)
    told = np.flatnonzero(~np.isnan(pay))
    if len(told) < FEW * TENTHS:
        return []
    order = told[np.argsort(pay[told], kind="stable")]
    rows = []
    for number, members in enumerate(np.array_split(order, TENTHS), 1):
        inside = np.zeros(found.size, bool)
        inside[members] = True
        rows.append(_group(found, str(number), inside))
    return rows


def _parts(parts: Parts) -> dict:
    return {
        "people": parts.people,
        "rows": [
            {"number": p.number, "gain": p.gain, "lose": p.lose, "total": str(round(p.total, 2))}
            for p in parts.parts
        ],
        "interaction": str(round(parts.interaction, 2)),
        "total": str(round(parts.total, 2)),
    }


def changes(found: Comparison, more: Mapping[str, Any] | None = None) -> pa.Table:
    """One row a person for estimates: the change (none where unknown), gain and lose as 0 or 1."""
    known = found.known
    delta = pa.array(found.delta / UNITS, mask=~known)
    gain = pa.array((found.outcome == GAIN).astype(float), mask=~known)
    lose = pa.array((found.outcome == LOSE).astype(float), mask=~known)
    return pa.table({**(more or {}), "change": delta, "gain": gain, "lose": lose})
