"""Groups in which everyone answers alike: to know of somebody's group is to know the answer.

A count of 12 in a group of 12 withholds nobody, yet says of each of the twelve what they answered.
The same holds for the people who joined, or left, between two releases (l-diversity with l = 2;
Machanavajjhala and others 2007).
"""

from collections.abc import Sequence

import numpy as np

from gongyou.stats.disclosure.cells import CountTable


def tags_of(table: CountTable, sensitive: Sequence[str]) -> list[str]:
    """For each cell which sensitive answer it counts; "" for plain groups."""
    places = [n for n, name in enumerate(table.by) if name in sensitive]
    return [
        "|".join(f"{table.by[n]}={cell.at[n]}" for n in places if cell.at[n] is not None)
        for cell in table.cells
    ]


def bases_of(table: CountTable, sensitive: Sequence[str]) -> list[int]:
    """For each cell that counts a sensitive answer, the cell of its whole group; else -1."""
    places = [n for n, name in enumerate(table.by) if name in sensitive]
    number = {cell.at: place for place, cell in enumerate(table.cells)}
    found = []
    for cell in table.cells:
        asked = any(cell.at[n] is not None for n in places)
        group = tuple(None if n in places else level for n, level in enumerate(cell.at))
        found.append(number[group] if asked else -1)
    return found


def homogeneous(counts: np.ndarray, bases: np.ndarray) -> np.ndarray:
    """Which cells tell what everyone in a group answered: the full one and its empty fellows."""
    found = np.zeros(len(counts), dtype=bool)
    for base in {int(b) for b in bases[bases >= 0]}:
        own = np.flatnonzero(bases == base)
        if counts[base] and (counts[own] == counts[base]).any():
            found[own[(counts[own] == counts[base]) | (counts[own] == 0)]] = True
    return found


def homogeneous_changes(
    masks: np.ndarray, tags: Sequence[str], bases: np.ndarray, visible: np.ndarray
) -> np.ndarray:
    """Which visible cells tell, beside another, what all who joined or left between them answered.

    Two groups that share people, and the same answer counted in both: where the count grew by
    exactly those who joined, all of them gave that answer.
    """
    found = np.zeros(len(masks), dtype=bool)
    asked = [
        cell
        for cell in np.flatnonzero(visible & (bases >= 0)).tolist()
        if tags[cell] and visible[bases[cell]]
    ]
    if not asked:
        return found
    groups = masks[bases[asked]].astype(np.float32)
    size, own = groups.sum(axis=1), masks[asked].sum(axis=1)
    common = groups @ groups.T
    joined = size[:, None] - common
    left = size[None, :] - common
    grown = own[:, None].astype(float) - own[None, :]
    same = np.array([[tags[i] == tags[j] for j in asked] for i in asked])
    told = ((joined > 0) & (grown == joined)) | ((left > 0) & (grown == -left))
    told &= same & (common > 0) & (joined + left > 0)
    for place, cell in enumerate(asked):
        found[cell] = bool(told[place].any() or told[:, place].any())
    return found
