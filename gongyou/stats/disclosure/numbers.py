"""One table alone, quickly: for pages of the house, before anything goes out.

No person is followed from release to release here; that is the register's part. Groups × answers
with all margins, small cells, groups that answer alike, and the cells that would give them away.
"""

import numpy as np

from gongyou.stats.disclosure.dominance import PERCENT, spare
from gongyou.stats.disclosure.linked import matrix_of
from gongyou.stats.disclosure.network import Network, protect_network
from gongyou.stats.disclosure.publication import THRESHOLD


def with_margins(grid: np.ndarray) -> np.ndarray:
    """The grid with a last row and a last column of sums."""
    down = np.vstack([grid, grid.sum(axis=0, keepdims=True)])
    return np.hstack([down, down.sum(axis=1, keepdims=True)])


def protect_grid(grid: np.ndarray, k: int = THRESHOLD, alike: bool = False) -> np.ndarray:
    """Why each cell of groups × answers, margins last, is withheld; "" where it may be shown.

    Args:
        grid: people by group and answer.
        k: the threshold.
        alike: whether a group in which all answer the same is withheld too.
    """
    full = with_margins(np.asarray(grid, dtype=int))
    groups, answers = full.shape
    reasons = np.full(full.shape, "", dtype=object)
    reasons[(full > 0) & (full < k)] = "small"
    if alike and answers > 2:
        whole = full[:, -1:]
        told = (full[:, :-1] == whole) & (whole > 0)
        rows = told.any(axis=1)
        reasons[:, :-1][rows & (full[:, :-1].min(axis=1) >= 0)] = "homogeneous"
    for margin in (full[:, -1:], full[-1:, :]):
        apart = margin - full
        reasons[(full > 0) & (apart > 0) & (apart < k) & (reasons == "")] = "difference"
    if (reasons == "").all():
        return reasons
    number = np.arange(full.size).reshape(full.shape)
    sums = [(number[g, -1], number[g, :-1].tolist()) for g in range(groups)]
    sums += [(number[-1, a], number[:-1, a].tolist()) for a in range(answers)]
    sums = [(int(total), [int(p) for p in parts]) for total, parts in sums if parts]
    network = Network(full.ravel(), matrix_of(sums, full.size), np.zeros(full.size, dtype=bool))
    primary = (reasons != "").ravel()
    hidden = protect_network(network, primary, primary.copy(), k).reshape(full.shape)
    reasons[hidden & (reasons == "")] = "secondary"
    return reasons


def protect_sums(
    parts: np.ndarray, group: np.ndarray, levels: int, percent: float = PERCENT
) -> np.ndarray:
    """Why the sum of each group, the whole last, is withheld; "" where it may be shown.

    Args:
        parts: what each row holds; not a number where unknown.
        group: the group of each row, -1 for none.
        levels: how many groups there are.
        percent: of the p% rule.
    """
    held = np.abs(np.nan_to_num(parts))
    sums = np.array([held[group == g].sum() for g in range(levels)] + [held.sum()])
    most = np.array([held[group == g].max(initial=0.0) for g in range(levels)] + [held.max()])
    short = [spare(held[group == g], percent) < 0 for g in range(levels)]
    reasons = np.array([*(("dominated" if each else "") for each in short), ""], dtype=object)
    if spare(held, percent) < 0:
        reasons[:] = "dominated"
        return reasons
    if not any(short):
        return reasons
    rest = float(held[group < 0].sum())
    names = list(range(levels))
    counts = np.append(sums, rest) if rest else sums
    total = [(levels, [*names, *([levels + 1] if rest else [])])]
    network = Network(counts, matrix_of(total, len(counts)), np.zeros(len(counts), dtype=bool))
    primary = np.append(reasons != "", [False] if rest else [])[: len(counts)].astype(bool)
    need = percent / 100 * np.append(most, [0.0] if rest else [])[: len(counts)]
    hidden = protect_network(network, primary, primary.copy(), np.maximum(need, 1e-9), around=True)
    reasons[hidden[: levels + 1] & (reasons == "")] = "secondary"
    return reasons
