"""All cells that ever went out as one system: groups share people, answers belong to people.

People whom no published group tells apart form an atom. A group is the sum of its atoms, a count
of an answer is the sum of those in the group's atoms who gave it, and an atom's answers add up
to it. So two tables, or two years, that overlap in any way are linked, and not only those that
share a margin.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from gongyou.stats.disclosure.network import Network

Sums = Sequence[tuple[int, Sequence[int]]]


def matrix_of(sums: Sums, size: int) -> sparse.csr_matrix:
    """The sums as rows that times the counts give zero."""
    rows = [row for row, (_, parts) in enumerate(sums) for _ in range(len(parts) + 1)]
    columns = [cell for total, parts in sums for cell in (total, *parts)]
    values = [sign for _, parts in sums for sign in (-1.0, *([1.0] * len(parts)))]
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(sums), size))


def plain_network(counts: np.ndarray, sums: Sums, shown: np.ndarray) -> Network:
    """The cells of one table, held together by its margins."""
    return Network(counts, matrix_of(sums, len(counts)), shown.copy())


def linked_network(
    masks: np.ndarray, tags: Sequence[str], bases: np.ndarray, sums: Sums, shown: np.ndarray
) -> Network:
    """The cells first, then the atoms, then the answers within the atoms.

    Args:
        masks: who is in each cell.
        tags: which sensitive answer a cell counts; "" for groups.
        bases: the group of each cell that counts an answer, else -1.
        sums: of the tables; used where a cell is no sum of what is known.
        shown: which cells went out.
    """
    plain = [not tag for tag in tags]
    atom_of, within = atoms_of(masks[plain])
    size = np.bincount(atom_of, minlength=within.shape[1])
    inside = np.zeros((len(masks), within.shape[1]), dtype=bool)
    inside[plain] = within
    system = _System(len(masks), size)
    counts = masks.sum(axis=1)
    for cell in np.flatnonzero(plain).tolist():
        system.equal(cell, len(masks) + np.flatnonzero(inside[cell]))
    given = {tag: _answer(masks, tags, tag, atom_of, len(size)) for tag in dict.fromkeys(tags)}
    places = {tag: system.more(given[tag]) for tag in given if tag}
    loose = False
    for cell in np.flatnonzero(~np.array(plain)).tolist():
        atoms = np.flatnonzero(inside[bases[cell]])
        if given[tags[cell]][atoms].sum() == counts[cell]:
            system.equal(cell, places[tags[cell]] + atoms)
        else:
            loose = True
    _answers_add_up(system, places, given, inside, tags, bases)
    if loose:
        for total, parts in sums:
            system.equal(total, np.asarray(parts))
    values = np.concatenate([counts, *system.values])
    fixed = np.zeros(len(values), dtype=bool)
    fixed[: len(shown)] = shown
    return Network(values, system.matrix(len(values)), fixed)


def atoms_of(masks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The atom of each person, and which atoms are in which group."""
    packed = np.packbits(masks, axis=0).T
    _, first, atom_of = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    return atom_of.ravel(), masks[:, first]


def _answer(
    masks: np.ndarray, tags: Sequence[str], tag: str, atom_of: np.ndarray, size: int
) -> np.ndarray:
    """How many of each atom are known to have given an answer."""
    gave = masks[[each == tag for each in tags]].any(axis=0)
    return np.bincount(atom_of[gave], minlength=size)


def _answers_add_up(
    system: "_System",
    places: dict[str, int],
    given: dict[str, np.ndarray],
    inside: np.ndarray,
    tags: Sequence[str],
    bases: np.ndarray,
) -> None:
    """An atom that was asked is the sum of its answers."""
    questions: dict[tuple[str, ...], list[str]] = {}
    for tag in places:
        asked = tuple(part.split("=", 1)[0] for part in tag.split("|"))
        questions.setdefault(asked, []).append(tag)
    for answers in questions.values():
        groups = {bases[n] for n, tag in enumerate(tags) if tag in answers}
        asked_atoms = inside[sorted(groups)].any(axis=0)
        for atom in np.flatnonzero(asked_atoms).tolist():
            if sum(given[tag][atom] for tag in answers) == system.values[0][atom]:
                system.equal(system.cells + atom, [places[tag] + atom for tag in answers])


class _System:
    """Equations being gathered: one number is the sum of others."""

    def __init__(self, cells: int, atoms: np.ndarray) -> None:
        self.cells = cells
        self.values = [atoms]
        self.sums: list[tuple[int, list[int]]] = []

    def more(self, values: np.ndarray) -> int:
        """Further unknown numbers; gives the place of the first."""
        place = self.cells + sum(len(each) for each in self.values)
        self.values.append(values)
        return place

    def equal(self, total: int, parts: Any) -> None:
        """The first is the sum of the others."""
        self.sums.append((int(total), [int(part) for part in parts]))

    def matrix(self, size: int) -> sparse.csr_matrix:
        """All equations."""
        return matrix_of(self.sums, size)
