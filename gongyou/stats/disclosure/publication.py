"""Publishing tables one after another so that neither one nor all together give people away."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from gongyou.stats.disclosure.cells import CountTable
from gongyou.stats.disclosure.homogeneity import (
    bases_of,
    homogeneous,
    homogeneous_changes,
    tags_of,
)
from gongyou.stats.disclosure.linked import linked_network, plain_network
from gongyou.stats.disclosure.network import protect_network
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
    tags: list[str] = field(default_factory=list)
    bases: list[int] = field(default_factory=list)

    def add(
        self,
        *tables: CountTable,
        people: Sequence[str] | None = None,
        sensitive: Sequence[str] = (),
    ) -> tuple[tuple[CountTable, ...], Report]:
        """Protect new tables, beside each other and beside all published before.

        Args:
            tables: counts of the same rows.
            people: the id of each row; without ids, rows must keep their order for ever.
            sensitive: columns whose answer nobody may learn of a whole group.
        """
        before = len(self.cells)
        place = [self._enter(table, people, sensitive) for table in tables]
        masks, bases = self._masks(), np.array(self.bases, dtype=int)
        counts = masks.sum(axis=1)
        shown = np.array(self.shown, dtype=bool)
        new = np.arange(len(counts)) >= before
        primary = (counts > 0) & (counts < self.k) & ~shown
        reasons = np.where(primary, "small", "").astype(object)
        alike = new & ~shown & ~primary & homogeneous(counts, bases)
        reasons[alike] = "homogeneous"
        primary = primary | alike
        hidden = primary | (~shown & ~new)
        if before or sensitive or len(tables) > 1:
            network = linked_network(masks, self.tags, bases, self.sums, shown)
        else:
            network = plain_network(counts, self.sums, shown)
        behind = len(network.counts) - len(counts)
        never, always = np.zeros(behind, dtype=bool), np.ones(behind, dtype=bool)
        while True:
            hidden = protect_network(
                network,
                np.concatenate([primary, never]),
                np.concatenate([hidden, always]),
                self.k,
            )[: len(counts)]
            close = new & ~hidden & _too_close(masks, ~hidden, shown, self.k)
            told = new & ~hidden & homogeneous_changes(masks, self.tags, bases, ~hidden)
            if not close.any() and not told.any():
                break
            reasons[told] = "homogeneous"
            reasons[close] = "difference"
            primary, hidden = primary | close | told, hidden | close | told
        reasons[hidden & (reasons == "")] = "secondary"
        self.shown = (~hidden).tolist()
        return _mark(tables, place, reasons), _report(tables, place, reasons, self.k)

    def masks_of(self, table: CountTable, people: Sequence[str]) -> np.ndarray:
        """Who is in each cell of a table, in the order of the kept ids."""
        return self._positions(table.members, people)

    def _enter(
        self, table: CountTable, people: Sequence[str] | None, sensitive: Sequence[str]
    ) -> np.ndarray:
        """Number the cells, groups first; the same people of the same group keep their number."""
        known = {
            (bits, tag, base): number
            for number, (bits, tag, base) in enumerate(
                zip(self.cells, self.tags, self.bases, strict=True)
            )
            if bits
        }
        own = np.empty(len(table.cells), dtype=int)
        tags, groups = tags_of(table, sensitive), bases_of(table, sensitive)
        masks = self._positions(table.members, people)
        for row in sorted(range(len(masks)), key=lambda row: groups[row] >= 0):
            base = int(own[groups[row]]) if groups[row] >= 0 else -1
            key = (bits_of(masks[row]), tags[row], base)
            own[row] = known.get(key, len(self.cells))
            if own[row] == len(self.cells):
                self.cells.append(key[0])
                self.shown.append(False)
                self.tags.append(tags[row])
                self.bases.append(base)
                if key[0]:  # empty cells stay apart: different facts that happen to be zero
                    known[key] = int(own[row])
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
            "tags": self.tags,
            "bases": self.bases,
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
            list(stored.get("tags", [""] * len(stored["cells"]))),
            list(stored.get("bases", [-1] * len(stored["cells"]))),
        )


def bits_of(mask: np.ndarray) -> bytes:
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
