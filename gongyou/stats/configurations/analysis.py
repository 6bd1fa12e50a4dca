"""The three solutions of a truth table, each with every model that ties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from gongyou.stats.configurations import implicants
from gongyou.stats.configurations.covers import MOST_MODELS, all_fewest
from gongyou.stats.configurations.data import Memberships
from gongyou.stats.configurations.fit import Fit, fit_of
from gongyou.stats.configurations.truth_table import TruthTable, truth_table
from gongyou.stats.errors import StatsError

Term = tuple[int, ...]
KINDS = ("conservative", "intermediate", "parsimonious")


@dataclass(frozen=True)
class Model:
    """One way to say it with the fewest terms; its fit is worked out when it is asked for."""

    terms: tuple[Term, ...]
    names: tuple[str, ...]
    data: Memberships = field(repr=False, compare=False)
    on: tuple[Term, ...] = field(repr=False, compare=False)

    @cached_property
    def _fits(self) -> tuple[Fit, tuple[Fit, ...]]:
        return fit_of(self.data, self.terms)

    @property
    def fit(self) -> Fit:
        """Of the whole model."""
        return self._fits[0]

    @property
    def term_fits(self) -> tuple[Fit, ...]:
        """Of each of its terms."""
        return self._fits[1]

    @cached_property
    def assumed(self) -> tuple[tuple[int, ...], ...]:
        """Rows without a case that it covers."""
        levels = self.data.levels
        covered = implicants.any_covered(levels, self.terms)
        covered[[int(np.ravel_multi_index(row, levels)) for row in self.on]] = False
        return tuple(implicants.rows_of(levels, covered))


@dataclass(frozen=True)
class Solution:
    """All models of one kind that tie; `cut_short` when there are more than could be listed."""

    kind: str
    models: tuple[Model, ...]
    cut_short: bool = False

    def holds(self, names: Sequence[str]) -> bool:
        """Whether a model is among them."""
        return any(set(model.names) == set(names) for model in self.models)


@dataclass(frozen=True)
class Analysis:
    """A truth table and its solutions by kind; empty where no row is sufficient."""

    table: TruthTable
    expectations: tuple[frozenset[int] | None, ...]
    solutions: Mapping[str, Solution]


def analyse(
    data: Memberships,
    cut: float = 1.0,
    n_cut: int = 1,
    expectations: Mapping[str, int | Sequence[int] | None] | None = None,
) -> Analysis:
    """Minimise a truth table three ways.

    Args:
        data: the memberships.
        cut: least inclusion of a sufficient row.
        n_cut: fewest cases of an observed row.
        expectations: for a condition the value (or values) expected to go with the outcome;
            without one, no counterfactual that turns on the condition counts as easy.
    """
    table = truth_table(data, cut, n_cut)
    expected = _expected(data, expectations or {})
    on, off = table.with_out(1), table.with_out(0)
    if not on:
        none = {kind: Solution(kind, ()) for kind in KINDS}
        return Analysis(table, expected, none)
    complex_models = _solve(data.levels, on, implicants.primes_within(data.levels, on, []))
    short_models = _solve(data.levels, on, implicants.primes_avoiding(data.levels, on, off))
    between = _between(data.levels, on, complex_models, short_models, expected)
    found = {"conservative": complex_models, "intermediate": between, "parsimonious": short_models}
    return Analysis(
        table, expected, {kind: _solution(data, kind, on, found[kind]) for kind in KINDS}
    )


def _expected(data: Memberships, given) -> tuple[frozenset[int] | None, ...]:
    unknown = set(given) - set(data.conditions)
    if unknown:
        raise StatsError("no_column", name=sorted(unknown)[0])
    found: list[frozenset[int] | None] = []
    for name in data.conditions:
        value = given.get(name)
        if value is None:
            found.append(None)
        else:
            found.append(frozenset([value] if isinstance(value, int) else value))
    return tuple(found)


def _solve(levels, on, primes: np.ndarray) -> list[tuple[Term, ...]]:
    patterns = implicants.patterns(levels, primes, on)
    terms = [tuple(int(d) for d in implicants.terms_of(levels)[p]) for p in primes]
    found = all_fewest(patterns, (1 << len(on)) - 1)
    return [tuple(terms[i] for i in places) for places in found]


def _between(levels, on, complex_models, short_models, expected) -> list[tuple[Term, ...]]:
    """Minimise again with only the easy counterfactuals (Ragin and Sonnett 2005).

    One for each pair of a conservative and a parsimonious model, as R's QCA does, until there are
    more than may be listed.
    """
    places = [int(np.ravel_multi_index(row, levels)) for row in on]
    solved: set[bytes] = set()
    found: dict[frozenset[Term], tuple[Term, ...]] = {}
    for short in short_models:
        assumed = implicants.any_covered(levels, short)
        assumed[places] = False
        for long in complex_models:
            easy = assumed & implicants.any_covered(levels, _easy(long, short, expected))
            key = easy.tobytes()
            if key not in solved:
                solved.add(key)
                also = implicants.rows_of(levels, easy)
                for model in _solve(levels, on, implicants.primes_within(levels, on, also)):
                    found.setdefault(frozenset(model), model)
            if len(found) >= MOST_MODELS:
                return list(found.values())[:MOST_MODELS]
    return list(found.values())


def _easy(long, short, expected) -> list[Term]:
    found = {_eased(term, wider, expected) for term in long for wider in short}
    return [term for term in found if term is not None]


@lru_cache(maxsize=65536)
def _eased(term: Term, wider: Term, expected) -> Term | None:
    """The term without what the wider one leaves out and what runs against expectation.

    None where the other is no wider one.
    """
    if any(w not in (0, t) for w, t in zip(wider, term, strict=True)):
        return None
    return tuple(
        0 if not w and t and e is not None and t - 1 not in e else t
        for t, w, e in zip(term, wider, expected, strict=True)
    )


def _solution(data: Memberships, kind: str, on, models) -> Solution:
    names = {term: data.name(term) for term in set().union(*models)}
    made = []
    for terms in models:
        ordered = tuple(sorted(terms, key=_shortest_first))
        made.append(Model(ordered, tuple(names[term] for term in ordered), data, tuple(on)))
    made.sort(key=lambda model: model.names)
    return Solution(kind, tuple(made), len(made) >= MOST_MODELS)


@lru_cache(maxsize=8192)
def _shortest_first(term: Term) -> tuple[int, list[int]]:
    return sum(d > 0 for d in term), [-d for d in term]
