"""Cases, conditions and an outcome as memberships, checked once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gongyou.stats.errors import StatsError

HALF = 1e-12
MOST_TERMS = 2_000_000


@dataclass(frozen=True)
class Memberships:
    """`x`: cases by conditions; `y`: the outcome. `levels`: how many values a condition has."""

    conditions: tuple[str, ...]
    outcome: str
    cases: tuple[str, ...]
    x: np.ndarray
    y: np.ndarray
    levels: tuple[int, ...]

    @property
    def many_valued(self) -> bool:
        """Whether a condition has more than two values."""
        return max(self.levels) > 2

    def without(self, place: int) -> "Memberships":
        """The same without one case."""
        return replace(
            self,
            cases=self.cases[:place] + self.cases[place + 1 :],
            x=np.delete(self.x, place, axis=0),
            y=np.delete(self.y, place),
        )

    def negated(self) -> "Memberships":
        """The same with the absence of the outcome as the outcome."""
        return replace(self, outcome=f"~{self.outcome}", y=1 - self.y)

    def literal(self, condition: int, value: int) -> np.ndarray:
        """Membership of each case in one value of a condition."""
        column = self.x[:, condition]
        if self.levels[condition] > 2:
            return (column == value).astype(float)
        return column if value else 1 - column

    def term(self, digits: Sequence[int]) -> np.ndarray:
        """Membership in a term; a digit is 0 for “not in the term”, else value + 1."""
        parts = [self.literal(i, d - 1) for i, d in enumerate(digits) if d]
        return np.minimum.reduce(parts) if parts else np.ones(len(self.y))

    def name(self, digits: Sequence[int]) -> str:
        """A term as R's QCA writes it: A*~B, or A[1]*B[0] where values are many."""
        if self.many_valued:
            parts = [f"{self.conditions[i]}[{d - 1}]" for i, d in enumerate(digits) if d]
        else:
            parts = [
                ("" if d == 2 else "~") + self.conditions[i] for i, d in enumerate(digits) if d
            ]
        return "*".join(parts) or "1"


def memberships(
    rows: Sequence[Sequence[Any]],
    conditions: Sequence[str],
    outcome: str,
    cases: Sequence[str] | None = None,
) -> Memberships:
    """Check memberships and take them in.

    Args:
        rows: a row a case: the conditions in their order, the outcome last.
        conditions: their names.
        outcome: its name.
        cases: names of the cases.

    Raises:
        StatsError: a value outside its range, an empty cell, or a case that is neither in nor
            out of a condition (exactly 0.5): it belongs to no row of the truth table.
    """
    named = tuple(str(c) for c in (cases or range(1, len(rows) + 1)))
    names = tuple(conditions)
    if not len(rows) or not names or len(set(names)) != len(names):
        raise StatsError("qca_nothing")
    if any(len(row) != len(names) + 1 for row in rows) or len(named) != len(rows):
        raise StatsError("qca_shape", wanted=len(names) + 1)
    table = _numbers(rows, named, (*names, outcome))
    x, y = table[:, :-1], table[:, -1]
    levels = tuple(_levels(x[:, i], name, named) for i, name in enumerate(names))
    if y.min() < 0 or y.max() > 1:
        raise StatsError("qca_range", case=named[int(np.argmax(abs(y - 0.5)))], condition=outcome)
    if float(np.prod([float(n + 1) for n in levels])) > MOST_TERMS:
        raise StatsError("qca_too_many", count=len(names))
    _refuse_halves(x, named, names)
    return Memberships(names, outcome, named, x, y, levels)


def _numbers(rows, cases, names) -> np.ndarray:
    table = np.empty((len(rows), len(names)))
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            try:
                table[i, j] = float(value)
            except (TypeError, ValueError):
                table[i, j] = np.nan
            if not np.isfinite(table[i, j]):
                raise StatsError("qca_empty", case=cases[i], condition=names[j])
    return table


def _levels(column: np.ndarray, name: str, cases) -> int:
    """Two for crisp and fuzzy sets, more where whole numbers above 1 stand."""
    wrong = (column < 0) | ((column > 1) & (column != np.round(column)))
    if column.max() > 1:
        wrong |= column != np.round(column)
    if wrong.any():
        raise StatsError("qca_range", case=cases[int(np.argmax(wrong))], condition=name)
    return max(2, int(column.max()) + 1)


def _refuse_halves(x: np.ndarray, cases, names) -> None:
    places = np.argwhere(abs(x - 0.5) < HALF)
    if len(places):
        told = "; ".join(f"{cases[i]}: {names[j]}" for i, j in places)
        raise StatsError("qca_half", told=told)
