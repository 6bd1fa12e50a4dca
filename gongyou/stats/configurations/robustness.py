"""What becomes of a solution when a case, the cut or an anchor changes a little."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gongyou.stats.configurations import implicants
from gongyou.stats.configurations.analysis import Analysis, Term
from gongyou.stats.configurations.calibrate import calibrate
from gongyou.stats.configurations.covers import fewest
from gongyou.stats.configurations.data import HALF, Memberships
from gongyou.stats.configurations.truth_table import truth_table

CUTS = (-0.05, -0.02, 0.02, 0.05)
MOVED = 0.1


@dataclass(frozen=True)
class Raw:
    """What a fuzzy condition was calibrated from."""

    values: Sequence[float]
    out: float
    cross: float
    full: float


@dataclass(frozen=True)
class Variation:
    """One change, and for each kind whether the model is still among those with fewest terms.

    `what`: case, cut, out, cross or full; `name`: the case or condition; `value`: the new value.
    `holds` is None where the change leaves a case neither in nor out.
    """

    what: str
    name: str
    value: float | None
    holds: Mapping[str, bool | None]


def vary(analysis: Analysis, raw: Mapping[str, Raw] | None = None) -> list[Variation]:
    """Every case left out, the cut moved, every anchor moved by a tenth of its distance.

    Args:
        analysis: with at least one model; the first of each kind is followed.
        raw: measured values of the conditions that were calibrated.
    """
    table, data = analysis.table, analysis.table.data
    followed = {
        kind: solution.models[0].terms
        for kind, solution in analysis.solutions.items()
        if solution.models and kind != "intermediate"
    }
    found = []
    for i, case in enumerate(data.cases):
        if len(data.cases) > 1:
            holds = _holds(data.without(i), table.cut, table.n_cut, followed)
            found.append(Variation("case", case, None, holds))
    for step in CUTS:
        cut = round(table.cut + step, 10)
        if 0.5 < cut <= 1:
            found.append(Variation("cut", "", cut, _holds(data, cut, table.n_cut, followed)))
    for name, measured in (raw or {}).items():
        found += _moved(data, name, measured, table, followed)
    return found


def _moved(data: Memberships, name: str, raw: Raw, table, followed) -> list[Variation]:
    at = data.conditions.index(name)
    found = []
    for anchor in ("out", "cross", "full"):
        reach = abs(raw.full - raw.out) / 2
        for step in (-MOVED, MOVED):
            value = getattr(raw, anchor) + step * reach
            moved = replace(raw, **{anchor: value})
            x = data.x.copy()
            x[:, at] = calibrate(raw.values, moved.out, moved.cross, moved.full)
            holds: Mapping[str, bool | None] = dict.fromkeys(followed)
            if not (abs(x - 0.5) < HALF).any():
                holds = _holds(replace(data, x=x), table.cut, table.n_cut, followed)
            found.append(Variation(anchor, name, float(value), holds))
    return found


def _holds(data: Memberships, cut, n_cut, followed) -> dict[str, bool | None]:
    """Whether each model is still of its kind: terms prime, all rows covered, none to spare."""
    table = truth_table(data, cut, n_cut)
    on, off = table.with_out(1), table.with_out(0)
    if not on:
        return dict.fromkeys(followed, False)
    found: dict[str, bool | None] = {}
    for kind, terms in followed.items():
        if kind == "conservative":
            primes = implicants.primes_within(data.levels, on, [])
        else:
            primes = implicants.primes_avoiding(data.levels, on, off)
        found[kind] = _still(data.levels, primes, on, terms)
    return found


def _still(levels, primes: np.ndarray, on, terms: Sequence[Term]) -> bool:
    sizes = [n + 1 for n in levels]
    places = [int(np.ravel_multi_index(term, sizes)) for term in terms]
    if not set(places) <= set(primes.tolist()):
        return False
    full = (1 << len(on)) - 1
    covered = 0
    for pattern in implicants.patterns(levels, np.array(places), on):
        covered |= pattern
    return covered == full and fewest(implicants.patterns(levels, primes, on), full) == len(terms)
