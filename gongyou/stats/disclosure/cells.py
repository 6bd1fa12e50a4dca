"""Tables of counts with all their margins, each cell knowing who is in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np

from gongyou.stats.tables import Table

ALL = None  # the level that stands for a margin


@dataclass(frozen=True)
class Cell:
    """One count: its coordinates (None in a dimension is the total over it)."""

    at: tuple[Any, ...]
    count: int
    withheld: str = ""

    @property
    def shown(self) -> int | None:
        """The count, or None when withheld."""
        return None if self.withheld else self.count


@dataclass(frozen=True)
class CountTable:
    """Counts by some columns with margins.

    `members` has one row of true/false a cell over the people counted: two cells with the same
    members are the same number, in whichever table they stand.
    """

    by: tuple[str, ...]
    cells: tuple[Cell, ...]
    members: np.ndarray = field(repr=False, compare=False)
    sums: tuple[tuple[int, tuple[int, ...]], ...] = field(repr=False, default=())

    def __getitem__(self, at: Any) -> Cell:
        wanted = at if isinstance(at, tuple) else (at,)
        return next(cell for cell in self.cells if cell.at == wanted)

    def rows(self) -> list[dict[str, Any]]:
        """One row a cell; None for a margin's level and for a withheld count."""
        return [
            dict(zip(self.by, cell.at, strict=True)) | {"n": cell.shown, "withheld": cell.withheld}
            for cell in self.cells
        ]


def count_table(table: Any, by: str | Sequence[str], where: np.ndarray | None = None) -> CountTable:
    """Count the people of a table by columns, with margins over every dimension.

    Rows with a missing value in one of the columns, or outside `where`, are not counted.
    """
    held = table if isinstance(table, Table) else Table(table)
    columns = (by,) if isinstance(by, str) else tuple(by)
    coded = [held.codes(name) for name in columns]
    inside = np.ones(len(held), dtype=bool) if where is None else np.asarray(where, dtype=bool)
    for codes, _ in coded:
        inside = inside & (codes >= 0)
    axes = [[*range(len(levels)), -1] for _, levels in coded]
    places = {at: place for place, at in enumerate(product(*axes))}
    members = np.empty((len(places), len(held)), dtype=bool)
    for at, place in places.items():
        mask = inside.copy()
        for (codes, _), code in zip(coded, at, strict=True):
            if code >= 0:
                mask &= codes == code
        members[place] = mask
    names = [[*levels, ALL] for _, levels in coded]
    cells = tuple(
        Cell(tuple(names[d][c] for d, c in enumerate(at)), int(members[place].sum()))
        for at, place in places.items()
    )
    return CountTable(columns, cells, members, _sums(places, axes))


def everyone(size: int, where: np.ndarray) -> CountTable:
    """The table of one cell that counts all."""
    mask = np.zeros((1, size), dtype=bool)
    mask[0] = where
    return CountTable((), (Cell((), int(mask.sum())),), mask)


def _sums(
    places: dict[tuple[int, ...], int], axes: list[list[int]]
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Every margin cell and the cells it is the sum of, along each dimension."""
    found = []
    for at, place in places.items():
        for dimension, code in enumerate(at):
            if code == -1:
                parts = tuple(
                    places[(*at[:dimension], level, *at[dimension + 1 :])]
                    for level in axes[dimension][:-1]
                )
                found.append((place, parts))
    return tuple(found)
