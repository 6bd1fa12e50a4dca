"""Unknown memberships: the analysis runs over every way they could turn out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from gongyou.stats.configurations.analysis import KINDS, Analysis, analyse
from gongyou.stats.configurations.data import memberships
from gongyou.stats.errors import StatsError

MOST = 512


@dataclass(frozen=True)
class Held:
    """A model and in how many of the completions it is one of its kind."""

    names: tuple[str, ...]
    times: int
    of: int

    @property
    def word(self) -> str:
        """All, some or none."""
        return "all" if self.times == self.of else "some" if self.times else "none"


@dataclass(frozen=True)
class Completions:
    """`whole` is the analysis of the cases without a gap, where there are any.

    `set_aside` are cases of which no condition, or not the outcome, is known: they say nothing.
    """

    count: int
    set_aside: tuple[str, ...]
    unknown: int
    whole: Analysis | None
    models: Mapping[str, tuple[Held, ...]]


def complete(
    rows: Sequence[Sequence[Any]],
    conditions: Sequence[str],
    outcome: str,
    cases: Sequence[str],
    cut: float = 1.0,
    n_cut: int = 1,
    expectations: Mapping[str, Any] | None = None,
) -> Completions:
    """Analyse with None as “unknown”: each unknown takes every value that its condition has.

    Of a fuzzy condition the ends 0 and 1 are tried. Raises when there would be more than
    `MOST` completions.
    """
    told = [i for i, row in enumerate(rows) if not _silent(row)]
    aside = tuple(str(cases[i]) for i, row in enumerate(rows) if _silent(row))
    kept, names = [list(rows[i]) for i in told], [str(cases[i]) for i in told]
    values = [_values([row[j] for row in kept]) for j in range(len(conditions) + 1)]
    gaps = [(i, j) for i, row in enumerate(kept) for j, v in enumerate(row) if v is None]
    count = 1
    for _i, j in gaps:
        count *= len(values[j])
    if count > MOST:
        raise StatsError("qca_too_unknown", count=len(gaps), most=MOST)
    settings: dict[str, Any] = {"cut": cut, "n_cut": n_cut, "expectations": expectations}
    met: dict[str, Counter] = {kind: Counter() for kind in KINDS}
    for chosen in product(*(values[j] for _i, j in gaps)):
        for (i, j), value in zip(gaps, chosen, strict=True):
            kept[i][j] = value
        _count(met, analyse(memberships(kept, conditions, outcome, names), **settings))
    whole = _whole(rows, told, conditions, outcome, cases, settings)
    held = {kind: _held(met[kind], whole, kind, count) for kind in KINDS}
    return Completions(count, aside, len(gaps), whole, held)


def _silent(row) -> bool:
    return row[-1] is None or all(v is None for v in row[:-1])


def _values(column) -> list[int]:
    known = [v for v in column if v is not None]
    return list(range(max(2, int(max(known, default=1)) + 1)))


def _count(met, analysis: Analysis) -> None:
    for kind, solution in analysis.solutions.items():
        met[kind].update({frozenset(model.names) for model in solution.models})


def _whole(rows, told, conditions, outcome, cases, settings) -> Analysis | None:
    full = [i for i in told if all(v is not None for v in rows[i])]
    if not full:
        return None
    named = [str(cases[i]) for i in full]
    data = memberships([rows[i] for i in full], conditions, outcome, named)
    return analyse(data, **settings)


def _held(met: Counter, whole: Analysis | None, kind: str, count: int) -> tuple[Held, ...]:
    if whole is not None:
        for model in whole.solutions[kind].models:
            met.setdefault(frozenset(model.names), 0)
    ordered = sorted(met.items(), key=lambda item: (-item[1], sorted(item[0])))
    return tuple(Held(tuple(sorted(names)), times, count) for names, times in ordered)
