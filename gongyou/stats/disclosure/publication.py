"""Publishing tables one after another so that neither one nor all together give people away."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from scipy import sparse

from gongyou.stats.disclosure.cells import CountTable
from gongyou.stats.disclosure.network import Network, protect_network
from gongyou.stats.estimates import Estimates
from gongyou.stats.wording import say

THRESHOLD = 10


@dataclass(frozen=True)
class Report:
    """What was withheld, by reason."""

    k: int
    cells: int
    reasons: dict[str, int]

    @property
    def shown(self) -> int:
        """How many cells can be seen."""
        return self.cells - sum(self.reasons.values())

    def sentences(self, lang: str = "en") -> list[str]:
        """The report in words."""
        found = [say("report_kept", lang, shown=self.shown, cells=self.cells)]
        return found + [
            say("report_" + reason, lang, count=count, k=self.k)
            for reason, count in sorted(self.reasons.items())
        ]

    def to_json(self) -> dict[str, Any]:
        """The report as plain values."""
        return {"k": self.k, "cells": self.cells, "shown": self.shown, "reasons": self.reasons}


@dataclass
class Publication:
    """All tables published from one group of people: new ones are protected together with them.

    Kept are who is in each cell, as bits, whether it was shown, the sums between cells, and the
    random ids of the answers in the order of the bits. Later answers may be added and answers
    may be deleted as long as ids are given.
    """

    k: int = THRESHOLD
    cells: list[bytes] = field(default_factory=list)
    shown: list[bool] = field(default_factory=list)
    sums: list[tuple[int, list[int]]] = field(default_factory=list)
    people: list[str] = field(default_factory=list)

    def add(
        self, *tables: CountTable, people: Sequence[str] | None = None
    ) -> tuple[tuple[CountTable, ...], Report]:
        """Protect new tables, beside each other and beside all published before.

        Args:
            tables: counts of the same rows.
            people: the id of each row; without ids, rows must keep their order for ever.
        """
        before = len(self.cells)
        place = [self._enter(table, people) for table in tables]
        masks = self._masks()
        counts = masks.sum(axis=1)
        shown = np.array(self.shown, dtype=bool)
        new = np.arange(len(counts)) >= before
        primary = (counts > 0) & (counts < self.k) & ~shown
        reasons = np.where(primary, "small", "").astype(object)
        hidden = primary | (~shown & ~new)
        network = Network(counts, _matrix(self.sums, len(counts)), shown.copy())
        while True:
            hidden = protect_network(network, primary, hidden, self.k)
            close = new & ~hidden & _too_close(masks, ~hidden, shown, self.k)
            if not close.any():
                break
            reasons[close] = "difference"
            primary, hidden = primary | close, hidden | close
        reasons[hidden & (reasons == "")] = "secondary"
        self.shown = (~hidden).tolist()
        return _mark(tables, place, reasons), _report(tables, place, reasons, self.k)

    def _enter(self, table: CountTable, people: Sequence[str] | None) -> np.ndarray:
        """Number the table's cells; a set of people that is known keeps its number."""
        known = {bits: number for number, bits in enumerate(self.cells) if bits}
        own = np.empty(len(table.cells), dtype=int)
        for row, mask in enumerate(self._positions(table.members, people)):
            bits = _bits(mask)
            own[row] = known.get(bits, len(self.cells))
            if own[row] == len(self.cells):
                self.cells.append(bits)
                self.shown.append(False)
                if bits:  # empty cells stay apart: different facts that happen to be zero
                    known[bits] = int(own[row])
        self.sums += [(int(own[total]), own[list(parts)].tolist()) for total, parts in table.sums]
        return own

    def _positions(self, masks: np.ndarray, people: Sequence[str] | None) -> np.ndarray:
        """The same sets of people in the order of the kept ids."""
        if people is None:
            return masks
        where = {person: place for place, person in enumerate(self.people)}
        for person in people:
            if person not in where:
                where[person] = len(self.people)
                self.people.append(person)
        columns = np.array([where[person] for person in people], dtype=int)
        moved = np.zeros((len(masks), len(self.people)), dtype=bool)
        moved[:, columns] = masks
        return moved

    def _masks(self) -> np.ndarray:
        """All cells' members, one row a cell."""
        width = max((len(bits) for bits in self.cells), default=0)
        found = np.zeros((len(self.cells), 8 * width), dtype=bool)
        for row, bits in enumerate(self.cells):
            found[row, : 8 * len(bits)] = np.unpackbits(np.frombuffer(bits, dtype=np.uint8))
        return found

    def to_json(self) -> dict[str, Any]:
        """What must be stored between publications."""
        return {
            "k": self.k,
            "cells": [b64encode(bits).decode() for bits in self.cells],
            "shown": self.shown,
            "sums": self.sums,
            "people": self.people,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Publication":
        """The publication from stored values."""
        return cls(
            stored["k"],
            [b64decode(bits) for bits in stored["cells"]],
            list(stored["shown"]),
            [(total, list(parts)) for total, parts in stored["sums"]],
            list(stored["people"]),
        )


def _bits(mask: np.ndarray) -> bytes:
    """A set of people as bytes that do not depend on how many came later."""
    return np.packbits(mask).tobytes().rstrip(b"\0")


def protect(*tables: CountTable, k: int = THRESHOLD) -> tuple[tuple[CountTable, ...], Report]:
    """Protect tables that are published together for the first time."""
    return Publication(k).add(*tables)


def safe_estimates(
    estimates: Estimates, table: CountTable, by: Sequence[str] | None = None
) -> Estimates:
    """Withhold each estimate whose cell of a protected table is withheld.

    Args:
        estimates: from one question, by the table's columns (a share's category may be one).
        table: the protected counts.
        by: the table's columns in order, where they are not named as in the estimates.
    """
    names = table.by if by is None else tuple(by)
    hidden = {cell.at: cell.withheld for cell in table.cells}
    entries = []
    for entry in estimates:
        own = entry.domain | {entry.variable: entry.category}
        base = own | {entry.variable: None}  # a share's n is that of its whole group
        keys = [tuple(values.get(name) for name in names) for values in (own, base)]
        reason = next((hidden.get(key, "small") for key in keys if hidden.get(key, "small")), "")
        entries.append(entry.hide(reason) if reason else entry)
    return Estimates(tuple(entries), estimates.joint)


def _matrix(sums: Sequence[tuple[int, Sequence[int]]], size: int) -> sparse.csr_matrix:
    rows = [row for row, (_, parts) in enumerate(sums) for _ in range(len(parts) + 1)]
    columns = [cell for total, parts in sums for cell in (total, *parts)]
    values = [sign for _, parts in sums for sign in (-1.0, *([1.0] * len(parts)))]
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(sums), size))


def _too_close(masks: np.ndarray, visible: np.ndarray, shown: np.ndarray, k: int) -> np.ndarray:
    """Which cells give 1 to k-1 people away by subtraction.

    A cell that holds the same people, but for so few, as a cell shown before; or as a larger
    one that is to be shown with it.
    """
    open_cells = np.flatnonzero(visible)
    sets = masks[open_cells].astype(np.float32)
    size = sets.sum(axis=1)
    apart = _few_apart(sets, sets, k)
    counts_against = (size[:, None] <= size[None, :]) | shown[open_cells][None, :]
    found = np.zeros(len(masks), dtype=bool)
    found[open_cells] = (apart & counts_against).any(axis=1)
    return found


def _few_apart(a: np.ndarray, b: np.ndarray, k: int) -> np.ndarray:
    """Which sets of `a` and of `b`, both not empty, differ by 1 to k-1 people in all."""
    size, other = a.sum(axis=1)[:, None], b.sum(axis=1)[None, :]
    apart = size + other - 2 * (a @ b.T)
    return np.asarray((size > 0) & (other > 0) & (apart > 0) & (apart < k))


def _mark(
    tables: Sequence[CountTable], place: list[np.ndarray], reasons: np.ndarray
) -> tuple[CountTable, ...]:
    return tuple(
        replace(
            table,
            cells=tuple(
                replace(cell, withheld=reasons[where])
                for cell, where in zip(table.cells, own, strict=True)
            ),
        )
        for table, own in zip(tables, place, strict=True)
    )


def _report(
    tables: Sequence[CountTable], place: list[np.ndarray], reasons: np.ndarray, k: int
) -> Report:
    found: dict[str, int] = {}
    cells = 0
    for table, own in zip(tables, place, strict=True):
        cells += len(table.cells)
        for where in own:
            if reasons[where]:
                found[reasons[where]] = found.get(reasons[where], 0) + 1
    return Report(k, cells, found)
