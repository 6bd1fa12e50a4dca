"""Sums of money in which one person weighs too much.

Whoever holds the second largest part of a total can subtract it; what is left tells the largest
part the better, the less the others hold. A total may go out when that estimate is off by at
least p percent (the p% rule; Willenborg and de Waal 2001, ch. 6). What was withheld is protected
by further cells, and so are the sums of withheld cells, and the difference to every total of the
same measure that ever went out.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import compress, decompress

import numpy as np
from scipy import optimize

from gongyou.stats.disclosure.cells import CountTable
from gongyou.stats.disclosure.linked import atoms_of, matrix_of
from gongyou.stats.disclosure.network import Network, protect_network
from gongyou.stats.disclosure.publication import bits_of

PERCENT = 10.0


@dataclass(frozen=True)
class Total:
    """One sum: its coordinates, what it comes to, and why it is withheld, if it is."""

    at: tuple[Any, ...]
    total: float
    withheld: str = ""

    @property
    def shown(self) -> float | None:
        """The sum, or None when withheld."""
        return None if self.withheld else self.total


@dataclass(frozen=True)
class TotalTable:
    """Sums of one measure by the columns of a table of counts."""

    by: tuple[str, ...]
    cells: tuple[Total, ...]

    def __getitem__(self, at: Any) -> Total:
        wanted = at if isinstance(at, tuple) else (at,)
        return next(cell for cell in self.cells if cell.at == wanted)


def spare(parts: np.ndarray, percent: float = PERCENT) -> float:
    """How far a sum is from safe: what the others hold less p percent of the largest part.

    Args:
        parts: what each person holds; the sign does not matter.
        percent: p.
    """
    held = np.sort(np.abs(parts[parts != 0]))[::-1]
    if not len(held):
        return 0.0
    return float(held[2:].sum() - percent / 100 * held[0])


def is_dominated(parts: np.ndarray, percent: float = PERCENT) -> bool:
    """Whether the second largest could tell the largest part to within p percent."""
    return spare(parts, percent) < 0


@dataclass
class Totals:
    """All totals of one measure that ever went out of one group of people.

    Kept are who is in each total and what each person held then (sealed by the caller).
    """

    cells: list[bytes] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    shown: list[bool] = field(default_factory=list)
    sums: list[tuple[int, list[int]]] = field(default_factory=list)
    vectors: list[np.ndarray] = field(default_factory=list)
    percent: float = PERCENT

    def add(self, table: CountTable, masks: np.ndarray, amounts: np.ndarray) -> TotalTable:
        """Protect the sums of a table of protected counts.

        Args:
            table: the counts as they go out; what is withheld there is withheld here.
            masks: who is in each cell, in the order of the kept ids.
            amounts: what each of the kept ids holds today; 0 for nobody there.
        """
        own, before = self._enter(table, masks, amounts), len(self.shown)
        self.shown += [False] * (len(self.cells) - before)
        parts = self._parts()
        shown = np.array(self.shown, dtype=bool)
        new = np.arange(len(parts)) >= before
        barred = np.zeros(len(parts), dtype=bool)
        for place, cell in zip(own, table.cells, strict=True):
            barred[place] |= bool(cell.withheld)
        reasons = np.where(new & barred, "small", "").astype(object)
        lone = np.array([is_dominated(row, self.percent) for row in parts], dtype=bool)
        reasons[new & ~barred & lone] = "dominated"
        hidden = self._protect(parts, shown, new, reasons)
        reasons[hidden & (reasons == "")] = "secondary"
        self.shown = (~hidden).tolist()
        return _as_table(table, own, parts, reasons)

    def _protect(
        self, parts: np.ndarray, shown: np.ndarray, new: np.ndarray, reasons: np.ndarray
    ) -> np.ndarray:
        """The cells to withhold; `reasons` is filled in for what the rounds find."""
        sums = matrix_of(self.sums, len(parts))
        network = Network(parts.sum(axis=1), sums, shown.copy())
        need = self.percent / 100 * np.abs(parts).max(axis=1, initial=0.0)
        hidden = ~shown & (~new | (reasons != ""))
        while True:
            primary = hidden & new & (reasons != "") & (need > 0)
            hidden = protect_network(network, primary, hidden, np.maximum(need, 1e-9), around=True)
            close = new & ~hidden & self._too_close(parts, ~hidden, new)
            close |= new & ~hidden & self._joint(parts, hidden)
            if not close.any():
                close = self._told(parts, ~hidden, new)
            if not close.any():
                return hidden
            reasons[close] = "difference"
            hidden = hidden | close

    def _enter(self, table: CountTable, masks: np.ndarray, amounts: np.ndarray) -> np.ndarray:
        """Number the cells; the same people who hold the same keep their number."""
        version = self._version(amounts)
        known = {
            (bits, self.vectors[held][: len(amounts)][_mask(bits, len(amounts))].tobytes()): n
            for n, (bits, held) in enumerate(zip(self.cells, self.held, strict=True))
            if bits
        }
        own = np.empty(len(masks), dtype=int)
        for row, mask in enumerate(masks):
            bits = bits_of(mask)
            key = (bits, amounts[_mask(bits, len(amounts))].tobytes())
            own[row] = known.get(key, len(self.cells))
            if own[row] == len(self.cells):
                self.cells.append(bits)
                self.held.append(version)
                if bits:
                    known[key] = int(own[row])
        self.sums += [(int(own[total]), own[list(parts)].tolist()) for total, parts in table.sums]
        return own

    def _version(self, amounts: np.ndarray) -> int:
        width = len(amounts)
        self.vectors = [np.pad(v, (0, max(0, width - len(v)))) for v in self.vectors]
        for number, vector in enumerate(self.vectors):
            if np.array_equal(vector[:width], amounts):
                return number
        self.vectors.append(np.asarray(amounts, dtype=float).copy())
        return len(self.vectors) - 1

    def _parts(self) -> np.ndarray:
        """What each person holds in each cell, one row a cell."""
        width = max((len(vector) for vector in self.vectors), default=0)
        found = np.zeros((len(self.cells), width))
        for row, (bits, held) in enumerate(zip(self.cells, self.held, strict=True)):
            mask = _mask(bits, width)
            found[row, mask] = self.vectors[held][mask]
        return found

    def _too_close(self, parts: np.ndarray, visible: np.ndarray, new: np.ndarray) -> np.ndarray:
        """Which new cells give a person's amount away when another is subtracted."""
        found = np.zeros(len(parts), dtype=bool)
        there = (parts != 0).astype(np.float32)
        size, common = there.sum(axis=1), there @ there.T
        for one in np.flatnonzero(visible & new):
            near = visible & (common[one] * 2 >= np.maximum(size[one], size) * 0.5)
            near[one] = False
            for other in np.flatnonzero(near & (common[one] > 0)):
                if found[other]:
                    continue
                if is_dominated(parts[one] - parts[other], self.percent):
                    smaller = one if size[one] <= size[other] or not new[other] else other
                    found[smaller] = True
        return found

    def _joint(self, parts: np.ndarray, hidden: np.ndarray) -> np.ndarray:
        """Which shown cells to take out because what is withheld beside them, added up, tells."""
        found = np.zeros(len(parts), dtype=bool)
        for total, of in self.sums:
            unseen = [cell for cell in of if hidden[cell]]
            if hidden[total] or not unseen:
                continue
            if is_dominated(parts[unseen].sum(axis=0), self.percent):
                seen = [cell for cell in of if not hidden[cell]]
                smallest = min(seen, key=lambda cell: parts[cell].sum()) if seen else total
                found[smallest] = True
        return found

    def _told(self, parts: np.ndarray, visible: np.ndarray, new: np.ndarray) -> np.ndarray:
        """Which new cells to take out because all shown sums together tell one person's amount.

        People in the same shown cells form an atom; an atom in which one weighs too much must be
        able to hold more than the largest by p percent, when the second largest takes its own off.
        """
        found = np.zeros(len(parts), dtype=bool)
        held = parts.max(axis=0, initial=0.0)
        people = np.flatnonzero(held)
        within = parts[visible][:, people] != 0
        if not len(people) or not within.any():
            return found
        atom_of, cells = atoms_of(within)
        weights = cells.astype(float)
        sums = np.bincount(atom_of, weights=held[people])
        right = parts[visible].sum(axis=1)
        if not np.allclose(weights @ sums, right, rtol=1e-9):
            return found  # amounts changed since: the differences of pairs are looked at instead
        for atom in np.flatnonzero(cells.any(axis=0)).tolist():
            own = np.sort(held[people][atom_of == atom])[::-1]
            if not is_dominated(own, self.percent):
                continue
            most = _most(atom, weights, right)
            second = own[1] if len(own) > 1 else 0.0
            if most - second < (1 + self.percent / 100) * own[0] * (1 - 1e-9):
                seen = np.flatnonzero(visible)
                there = seen[cells[:, atom] & new[seen]]
                fresh = there if len(there) else seen[new[seen]]
                found[fresh[np.argsort(parts[fresh].sum(axis=1))[:1]]] = True
                return found
        return found

    def forget(self, places: Sequence[int]) -> None:
        """Drop what some people held; from now on they weigh as much as the largest beside them."""
        for vector in self.vectors:
            within = [place for place in places if place < len(vector) and vector[place]]
            vector[within] = np.abs(vector).max(initial=0.0)

    def to_json(self) -> dict[str, Any]:
        """What must be stored between two showings."""
        return {
            "cells": [b64encode(bits).decode() for bits in self.cells],
            "held": self.held,
            "shown": self.shown,
            "sums": self.sums,
            "vectors": [b64encode(compress(v.tobytes())).decode() for v in self.vectors],
            "percent": self.percent,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Totals":
        """The totals from stored values."""
        return cls(
            [b64decode(bits) for bits in stored["cells"]],
            list(stored["held"]),
            list(stored["shown"]),
            [(total, list(parts)) for total, parts in stored["sums"]],
            [np.frombuffer(decompress(b64decode(v))).copy() for v in stored["vectors"]],
            stored["percent"],
        )


def _most(atom: int, cells: np.ndarray, right: np.ndarray) -> float:
    """The most that an atom can hold, given the sums of the cells that went out."""
    goal = np.zeros(cells.shape[1])
    goal[atom] = -1.0
    scale = float(right.max())
    solved = optimize.linprog(
        goal, A_eq=cells, b_eq=right / scale, bounds=(0, None), method="highs"
    )
    if solved.status == 3:
        return np.inf
    return float(-solved.fun) * scale if solved.status == 0 else 0.0  # in doubt it is told


def _mask(bits: bytes, width: int) -> np.ndarray:
    found = np.zeros(width, dtype=bool)
    opened = np.unpackbits(np.frombuffer(bits, dtype=np.uint8))[:width]
    found[: len(opened)] = opened
    return found


def _as_table(
    table: CountTable, own: np.ndarray, parts: np.ndarray, reasons: np.ndarray
) -> TotalTable:
    """The sums as they go out; a withheld count's own reason is kept."""
    return TotalTable(
        table.by,
        tuple(
            Total(cell.at, float(parts[place].sum()), cell.withheld or reasons[place])
            for cell, place in zip(table.cells, own, strict=True)
        ),
    )
