"""The truth table: each combination of conditions that occurs, and what went with it."""

from dataclasses import dataclass

import numpy as np

from gongyou.stats.configurations.data import Memberships

NEAR = 1e-9


@dataclass(frozen=True)
class Row:
    """One combination. `out`: 1 sufficient, 0 not, None too few cases to say."""

    values: tuple[int, ...]
    cases: tuple[str, ...]
    with_outcome: tuple[str, ...]
    inclusion: float
    pri: float
    out: int | None

    @property
    def n(self) -> int:
        """How many cases are more in than out of it."""
        return len(self.cases)

    @property
    def contradictory(self) -> bool:
        """Whether alike cases ended differently."""
        return 0 < len(self.with_outcome) < len(self.cases)

    @property
    def name(self) -> str:
        """The values in a string, as in “10101”."""
        return "".join(map(str, self.values))


@dataclass(frozen=True)
class TruthTable:
    """The rows that occur, in the order of their values; every other one is a remainder."""

    data: Memberships
    rows: tuple[Row, ...]
    cut: float
    n_cut: int

    @property
    def possible(self) -> int:
        """How many combinations there could be."""
        return int(np.prod(self.data.levels))

    def with_out(self, out: int) -> list[tuple[int, ...]]:
        """The combinations with one value of the outcome."""
        return [row.values for row in self.rows if row.out == out]


def truth_table(data: Memberships, cut: float = 1.0, n_cut: int = 1) -> TruthTable:
    """Sort cases into rows and weigh each row.

    Args:
        data: the memberships.
        cut: least inclusion in the outcome at which a row counts as sufficient.
        n_cut: fewest cases a row needs; below, it counts as not observed.
    """
    many = np.array(data.levels) > 2
    places = np.where(many, data.x, data.x > 0.5).astype(int)
    combinations, inverse = np.unique(places, axis=0, return_inverse=True)
    inverse = inverse.ravel()
    weighed = _sufficiencies(_inside(data, combinations), data.y)
    rows = []
    for at, values in enumerate(combinations.tolist()):
        inside = np.flatnonzero(inverse == at).tolist()
        inclusion, pri = weighed[at]
        enough = len(inside) >= n_cut
        rows.append(
            Row(
                tuple(values),
                tuple(data.cases[i] for i in inside),
                tuple(data.cases[i] for i in inside if data.y[i] > 0.5),
                inclusion,
                pri,
                int(inclusion >= cut - NEAR) if enough else None,
            )
        )
    return TruthTable(data, tuple(rows), cut, n_cut)


def _inside(data: Memberships, combinations: np.ndarray) -> np.ndarray:
    """Membership of each case (columns) in each combination (rows)."""
    wanted, x = combinations[:, None, :], data.x[None]
    two = np.where(wanted == 1, x, 1 - x)
    many = (np.array(data.levels) > 2)[None, None]
    return np.where(many, (x == wanted).astype(float), two).min(axis=2)


def _sufficiencies(x: np.ndarray, y: np.ndarray) -> list[tuple[float, float]]:
    both = np.minimum(x, y)
    shared = np.minimum(both, 1 - y).sum(axis=1)
    sums = np.stack([both.sum(axis=1), shared, x.sum(axis=1)], axis=1)
    return [_ratios(*row) for row in sums.tolist()]


def sufficiency(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Inclusion of x in y, and PRI: the share of it that is not inclusion in ~y as well."""
    both = np.minimum(x, y)
    shared = np.minimum(both, 1 - y)
    return _ratios(float(both.sum()), float(shared.sum()), float(x.sum()))


def _ratios(both: float, shared: float, whole: float) -> tuple[float, float]:
    inclusion = both / whole if whole else 0.0
    rest = whole - shared
    return inclusion, (both - shared) / rest if rest > NEAR else 0.0
