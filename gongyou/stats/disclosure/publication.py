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
    """The numbers already published from one group of people, to check new ones against.

    Kept are who is in each published cell, as bits, and the random ids of the answers in the
    order of the bits; nothing about the people. Later answers may be added and answers may be
    deleted as long as ids are given.
    """

    k: int = THRESHOLD
    published: list[bytes] = field(default_factory=list)
    people: list[str] = field(default_factory=list)

    def add(
        self, *tables: CountTable, people: Sequence[str] | None = None
    ) -> tuple[tuple[CountTable, ...], Report]:
        """Protect new tables, beside each other and beside all published before.

        Args:
            tables: counts of the same rows.
            people: the id of each row; without ids, rows must keep their order for ever.
        """
        masks, place = _distinct(tables)
        counts = masks.sum(axis=1)
        everyone = self._positions(masks, people)
        reasons = ["small" if 0 < count < self.k else "" for count in counts]
        primary = np.array([bool(reason) for reason in reasons])
        hidden = primary.copy()
        known = set(self.published)
        fixed = np.array([_bits(mask) in known for mask in everyone])
        network = Network(counts, _sums(tables, place, len(counts)), fixed)
        while True:
            hidden = protect_network(network, primary, hidden, self.k)
            shown = np.flatnonzero(~hidden)
            close = shown[_too_close(everyone[shown], self.published, self.k)]
            if not len(close):
                break
            for cell in close:
                reasons[cell] = "difference"
            primary[close] = hidden[close] = True
            fixed[close] = False
        for cell in np.flatnonzero(hidden):
            reasons[cell] = reasons[cell] or "secondary"
        self.published += [_bits(everyone[cell]) for cell in np.flatnonzero(~hidden & ~fixed)]
        return _mark(tables, place, reasons), _report(tables, place, reasons, self.k)

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

    def to_json(self) -> dict[str, Any]:
        """What must be stored between publications."""
        bits = [b64encode(known).decode() for known in self.published]
        return {"k": self.k, "published": bits, "people": self.people}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Publication":
        """The publication from stored values."""
        published = [b64decode(bits) for bits in stored["published"]]
        return cls(stored["k"], published, list(stored["people"]))


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


def _distinct(tables: Sequence[CountTable]) -> tuple[np.ndarray, list[np.ndarray]]:
    """The different sets of people over all tables, and each cell's set."""
    known: dict[bytes, int] = {}
    masks: list[np.ndarray] = []
    place = []
    for table in tables:
        own = np.empty(len(table.cells), dtype=int)
        for row, mask in enumerate(table.members):
            key = np.packbits(mask).tobytes()
            # empty cells stay apart: they are different facts that happen to be zero
            key = key if mask.any() else key + repr((table.by, table.cells[row].at)).encode()
            if key not in known:
                known[key] = len(masks)
                masks.append(mask)
            own[row] = known[key]
        place.append(own)
    return np.array(masks), place


def _sums(tables: Sequence[CountTable], place: list[np.ndarray], size: int) -> sparse.csr_matrix:
    rows, columns, values, row = [], [], [], 0
    for table, own in zip(tables, place, strict=True):
        for total, parts in table.sums:
            for cell, sign in [(total, -1.0), *((part, 1.0) for part in parts)]:
                rows.append(row)
                columns.append(int(own[cell]))
                values.append(sign)
            row += 1
    return sparse.csr_matrix((values, (rows, columns)), shape=(row, size))


def _too_close(masks: np.ndarray, published: list[bytes], k: int) -> np.ndarray:
    """Which cells give 1 to k-1 people away by subtraction.

    A cell that holds the same people as a published cell but for so few; or as a larger cell
    of the new tables.
    """
    if not len(masks):
        return np.zeros(0, dtype=bool)
    now = masks.astype(np.float32)
    size = now.sum(axis=1)
    smaller = size[:, None] <= size[None, :]
    found = (_few_apart(now, now, k) & smaller).any(axis=1)
    if published:
        before = np.zeros((len(published), masks.shape[1]), dtype=np.float32)
        for row, bits in enumerate(published):
            unpacked = np.unpackbits(np.frombuffer(bits, dtype=np.uint8))[: masks.shape[1]]
            before[row, : len(unpacked)] = unpacked
        found = found | _few_apart(now, before, k).any(axis=1)
    return np.asarray(found)


def _few_apart(a: np.ndarray, b: np.ndarray, k: int) -> np.ndarray:
    """Which sets of `a` and of `b`, both not empty, differ by 1 to k-1 people in all."""
    size, other = a.sum(axis=1)[:, None], b.sum(axis=1)[None, :]
    apart = size + other - 2 * (a @ b.T)
    return np.asarray((size > 0) & (other > 0) & (apart > 0) & (apart < k))


def _mark(
    tables: Sequence[CountTable], place: list[np.ndarray], reasons: list[str]
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
    tables: Sequence[CountTable], place: list[np.ndarray], reasons: list[str], k: int
) -> Report:
    found: dict[str, int] = {}
    cells = 0
    for table, own in zip(tables, place, strict=True):
        cells += len(table.cells)
        for where in own:
            if reasons[where]:
                found[reasons[where]] = found.get(reasons[where], 0) + 1
    return Report(k, cells, found)
