"""Who recruited whom, from the coupons people brought and were given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gongyou.stats.errors import StatsError
from gongyou.stats.tables import Table


@dataclass(frozen=True)
class Recruitment:
    """The sample as trees.

    `recruiter` is the row of each person's recruiter, -1 for a seed; `wave` counts steps from
    the seed, `seed` is the seed's row; `degree` is the size of each person's network.
    """

    table: Table
    recruiter: np.ndarray
    wave: np.ndarray
    seed: np.ndarray
    degree: np.ndarray

    def __len__(self) -> int:
        return len(self.recruiter)

    @property
    def seeds(self) -> int:
        """How many people were not recruited."""
        return int((self.recruiter < 0).sum())

    def group(self, variable: str) -> tuple[np.ndarray, list[Any]]:
        """Each person's group and the groups' names.

        Raises:
            StatsError: when somebody's group is unknown.
        """
        codes, levels = self.table.codes(variable)
        if (codes < 0).any():
            raise StatsError("group_missing", count=int((codes < 0).sum()))
        return codes, levels

    def links(self, codes: np.ndarray, size: int) -> np.ndarray:
        """How many recruitments went from each group (row) to each group (column)."""
        found = np.zeros((size, size))
        child = np.flatnonzero(self.recruiter >= 0)
        np.add.at(found, (codes[self.recruiter[child]], codes[child]), 1.0)
        return found


def recruitment(table: Any, *, coupon: str, given: Sequence[str], degree: str) -> Recruitment:
    """Build the trees from coupon numbers.

    Args:
        table: one row a person, in order of interview.
        coupon: the column with the coupon the person brought (empty for seeds).
        given: the columns with the coupons the person was given to hand on.
        degree: the column with the number of people they know in the population.

    Raises:
        StatsError: for a coupon given out or brought twice, coupons in a circle, or network
            sizes that are missing or below 1.
    """
    held = table if isinstance(table, Table) else Table(table)
    sizes = held.numbers(degree)
    if (bad := ~(sizes >= 1)).any():
        raise StatsError("bad_degree", count=int(bad.sum()))
    brought = held.column(coupon).to_pylist()
    owner = _owners([held.column(name).to_pylist() for name in given])
    _no_doubles(c for c in brought if c not in {None, ""})
    recruiter = np.array([owner.get(c, -1) if c not in {None, ""} else -1 for c in brought])
    wave, seed = _waves(recruiter)
    return Recruitment(held, recruiter, wave, seed, sizes)


def _owners(columns: list[list[Any]]) -> dict[Any, int]:
    owner: dict[Any, int] = {}
    for column in columns:
        for row, number in enumerate(column):
            if number in {None, ""}:
                continue
            if number in owner:
                raise StatsError("coupon_twice", coupon=number)
            owner[number] = row
    return owner


def _no_doubles(numbers: Iterable[Any]) -> None:
    seen = set()
    for number in numbers:
        if number in seen:
            raise StatsError("coupon_twice", coupon=number)
        seen.add(number)


def _waves(recruiter: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    n = len(recruiter)
    wave, seed = np.zeros(n, dtype=int), np.arange(n)
    up = recruiter.copy()
    for _ in range(n + 1):
        climbing = up >= 0
        if not climbing.any():
            return wave, seed
        wave[climbing] += 1
        seed[climbing] = up[climbing]
        up[climbing] = recruiter[up[climbing]]
    raise StatsError("coupon_cycle")
