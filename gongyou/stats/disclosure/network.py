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

    def range_of(self, cell: int, hidden: np.ndarray) -> tuple[float, float]:
        """Smallest and largest value a withheld cell can have, given all the shown ones."""
        unknown = np.flatnonzero(hidden)
        known = np.flatnonzero(~hidden)
        right = -(self.sums[:, known] @ self.counts[known])
        left = self.sums[:, unknown]
        used = np.flatnonzero(np.diff(left.indptr) > 0)
        goal = (unknown == cell).astype(float)
        ends = []
        for sign in (1.0, -1.0):
            solved = optimize.linprog(
                sign * goal, A_eq=left[used], b_eq=right[used], bounds=(0, None), method="highs"
            )
            ends.append(np.inf * -sign if solved.status == 3 else sign * solved.fun)
        return float(ends[0]), float(ends[1])

    def complements(self, cell: int, hidden: np.ndarray, amount: float) -> np.ndarray:
        """More cells to withhold so that `cell` could be `amount` more or less, cheapest first.

        A change of the counts that keeps all sums and moves `cell` must move other cells too;
        those it moves are withheld. Cells already hidden cost nothing.
        """
        size = len(self.counts)
        cost = np.where(hidden, 1e-6, np.log1p(self.counts) + 1.0)
        cost[self.counts == 0] = 1e3  # hiding a zero protects nothing below it
        added = hidden.copy()
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
            if solved.status != 0:
                return added
            moved = np.abs(solved.x[:size] - solved.x[size:]) > 1e-7
            added |= moved
        return added


def protect_network(
    network: Network, primary: np.ndarray, hidden: np.ndarray, k: int
) -> np.ndarray:
    """All cells to withhold so that no primary one can be narrowed below a width of `k`.

    Args:
        network: the counts and their sums.
        primary: the cells that must not be found out.
        hidden: cells withheld so far, the primary ones among them.
        k: the threshold; a withheld count must be able to reach it and to be another number.

    Raises:
        StatsError: for more cells than can be checked.
    """
    if len(network.counts) > MOST_CELLS:
        raise StatsError("too_many_cells", cells=len(network.counts))
    hidden = hidden & ~network.fixed
    order = np.flatnonzero(primary & ~network.fixed)
    order = order[np.argsort(-network.counts[order], kind="stable")]
    for step in (_cheapest, _beside, _everything):
        for _ in range(5):
            exposed = [cell for cell in order if _exposed(network, int(cell), hidden, k)]
            if not exposed:
                return hidden
            for cell in exposed:
                if _exposed(network, int(cell), hidden, k):
                    hidden = (hidden | step(network, int(cell), hidden, k)) & ~network.fixed
    return hidden


def _exposed(network: Network, cell: int, hidden: np.ndarray, k: int) -> bool:
    low, high = network.range_of(cell, hidden)
    return high - low < k - 1e-6 or high < k - 1e-6


def _cheapest(network: Network, cell: int, hidden: np.ndarray, k: int) -> np.ndarray:
    return network.complements(cell, hidden, float(k))


def _everything(network: Network, cell: int, hidden: np.ndarray, k: int) -> np.ndarray:
    return np.ones(len(hidden), dtype=bool)


def _beside(network: Network, cell: int, hidden: np.ndarray, k: int) -> np.ndarray:
    """Every cell that shares a sum with this one."""
    touching = network.sums[np.flatnonzero(network.sums[:, [cell]].toarray())]
    return np.asarray(np.asarray(np.abs(touching).sum(axis=0)).ravel() > 0)
