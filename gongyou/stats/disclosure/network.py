"""What an attacker can work out from the published cells, and which more to withhold.

The counts satisfy linear sums. A withheld count is safe when the published ones leave it a wide
enough range; else the cheapest set of further cells is found by linear programming
(Kelly, Golden and Assad 1992; Willenborg and de Waal 2001, ch. 7).
"""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, sparse

from gongyou.stats.errors import StatsError

MOST_CELLS = 20_000


@dataclass(frozen=True)
class Network:
    """Distinct counts and the sums they satisfy (each row of `sums` times the counts is 0).

    `fixed` marks counts that everyone knows already, so that hiding them is no use.
    """

    counts: np.ndarray
    sums: sparse.csr_matrix
    fixed: np.ndarray

    def complements(
        self, cell: int, hidden: np.ndarray, amount: float
    ) -> tuple[np.ndarray, list[np.ndarray]]:
        """More cells to withhold so that `cell` could be `amount` more or less, cheapest first.

        A change of the counts that keeps all sums and moves `cell` must move other cells too;
        those it moves are withheld. Cells already hidden cost nothing.

        Returns:
            The cells to withhold, and the other tables that are then possible.
        """
        size = len(self.counts)
        cost = np.where(hidden, 1e-6, np.log1p(self.counts) + 1.0)
        cost[self.counts == 0] = 1e3  # hiding a zero protects nothing below it
        added, possible = hidden.copy(), []
        for sign in (1.0, -1.0):
            goal = amount if sign > 0 else min(amount, float(self.counts[cell]))
            if goal <= 0:
                continue
            cost_now = np.where(added, 1e-6, cost)
            fixed = np.zeros(size)
            fixed[cell] = sign * goal
            up = np.full(size, np.inf)
            down = self.counts.astype(float)
            up[cell] = down[cell] = 0.0
            up[self.fixed] = down[self.fixed] = 0.0
            solved = optimize.linprog(
                np.concatenate([cost_now, cost_now]),
                A_eq=sparse.hstack([self.sums, -self.sums]).tocsr(),
                b_eq=-(self.sums @ fixed),
                bounds=np.column_stack([np.zeros(2 * size), np.concatenate([up, down])]),
                method="highs",
            )
            if solved.status == 0:
                change = solved.x[:size] - solved.x[size:] + fixed
                added |= np.abs(change) > 1e-7
                possible.append(self.counts + change)
        return added, possible


class Attacker:
    """What can be worked out from the shown cells while more and more are hidden.

    Every table that fits the shown cells is remembered by the smallest and largest value it
    gives each cell; that spares most of the linear programs.
    """

    def __init__(self, network: Network, k: "float | np.ndarray", around: bool = False) -> None:
        self.network = network
        self.need = np.broadcast_to(np.asarray(k, dtype=float), network.counts.shape)
        self.around = around
        self.low = network.counts.astype(float)
        self.high = network.counts.astype(float)

    def saw(self, table: np.ndarray) -> None:
        """Remember a table that fits."""
        self.low = np.minimum(self.low, table)
        self.high = np.maximum(self.high, table)

    def unsure(self, cell: int) -> bool:
        """Whether the tables seen leave the cell a range that is wide enough."""
        low, high, need = self.low[cell], self.high[cell], self.need[cell]
        fuzz = 1e-6 * max(1.0, need)
        if self.around:
            value = self.network.counts[cell]
            return bool(high >= value + need - fuzz and low <= value - min(need, value) + fuzz)
        return bool(high - low >= need - fuzz and high >= need - fuzz)

    def finds(self, cell: int, hidden: np.ndarray) -> bool:
        """Whether the cell can be narrowed below the threshold."""
        if self.unsure(cell):
            return False
        unknown, known = np.flatnonzero(hidden), np.flatnonzero(~hidden)
        place = np.searchsorted(unknown, cell)
        if place >= len(unknown) or unknown[place] != cell:
            return True
        left = self.network.sums[:, unknown]
        used = np.flatnonzero(np.diff(left.indptr) > 0)
        right = -(self.network.sums[used][:, known] @ self.network.counts[known])
        goal = np.zeros(len(unknown))
        goal[place] = 1.0
        for sign in (-1.0, 1.0):
            solved = optimize.linprog(
                sign * goal, A_eq=left[used], b_eq=right, bounds=(0, None), method="highs"
            )
            if solved.status == 3:
                self.high[cell] = np.inf
            elif solved.status == 0:
                table = self.network.counts.astype(float)
                table[unknown] = solved.x
                self.saw(table)
        return not self.unsure(cell)


def protect_network(
    network: Network,
    primary: np.ndarray,
    hidden: np.ndarray,
    k: "float | np.ndarray",
    around: bool = False,
) -> np.ndarray:
    """All cells to withhold so that no primary one can be narrowed below a width of `k`.

    Args:
        network: the counts and their sums.
        primary: the cells that must not be found out.
        hidden: cells withheld so far, the primary ones among them.
        k: the threshold; a withheld count must be able to reach it and to be another number.
            For sums of money a width for each cell.
        around: the width is asked for on both sides of the number.

    Raises:
        StatsError: for more cells than can be checked.
    """
    if len(network.counts) > MOST_CELLS:
        raise StatsError("too_many_cells", cells=len(network.counts))
    hidden = hidden & ~network.fixed
    order = np.flatnonzero(primary & ~network.fixed)
    order = order[np.argsort(-network.counts[order], kind="stable")]
    attacker = Attacker(network, k, around)
    for step in (_cheapest, _beside, _everything):
        for _ in range(5):
            exposed = [cell for cell in order if attacker.finds(int(cell), hidden)]
            if not exposed:
                return hidden
            for cell in exposed:
                if attacker.finds(int(cell), hidden):
                    more = step(attacker, int(cell), hidden)
                    hidden = (hidden | more) & ~network.fixed
    return hidden


def _cheapest(attacker: Attacker, cell: int, hidden: np.ndarray) -> np.ndarray:
    added, possible = attacker.network.complements(cell, hidden, float(attacker.need[cell]))
    for table in possible:
        attacker.saw(table)
    return added


def _beside(attacker: Attacker, cell: int, hidden: np.ndarray) -> np.ndarray:
    """Every cell that shares a sum with this one."""
    sums = attacker.network.sums
    touching = sums[np.flatnonzero(sums[:, [cell]].toarray())]
    return np.asarray(np.asarray(np.abs(touching).sum(axis=0)).ravel() > 0)


def _everything(attacker: Attacker, cell: int, hidden: np.ndarray) -> np.ndarray:
    return np.ones(len(hidden), dtype=bool)
