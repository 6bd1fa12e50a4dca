"""Results of a roster as arrays (an entitlement a row, a worker a column) and as a long table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa

from gongyou.law.schema.types import BOOL_KIND, DATE_KIND, NUM, TEXT_KIND

from ..compile.code import MIN32
from ..compile.entitlements import DUE, NONE, OPEN
from ..compile.layout import FIELDS, Layout
from ..graph import Graph
from ..results import NOTHING_OWED, STATUSES

Array = Any
AMOUNT = pa.decimal128(18, 4)
LISTS = pa.list_(pa.string())
KINDS = {8: np.int64, 4: np.int32, 1: np.uint8}


class Sets:
    """The different sets of missing names; number 0 is none."""

    def __init__(self, names: Iterable[str]):
        self.names = list(names)
        self.lists: list[list[str] | None] = [None]
        self._numbers: dict[tuple[str, ...], int] = {}
        self._of_masks: dict[bytes, int] = {}

    def number(self, names: Iterable[str]) -> int:
        """The number of a set of names."""
        key = tuple(names)
        if key not in self._numbers:
            self._numbers[key] = len(self.lists)
            self.lists.append(list(key))
        return self._numbers[key]

    def translate(self, masks: Array) -> Array:
        """The numbers of the sets that a machine has numbered for itself."""
        return np.array([0, *(self._of(mask) for mask in masks[1:])], np.int32)

    def _of(self, mask: Array) -> int:
        key = mask.tobytes()
        found = self._of_masks.get(key)
        if found is None:
            found = self._of_masks[key] = self.number(names_in(mask, self.names))
        return found


def names_in(mask: Array, names: list[str]) -> list[str]:
    """The names whose bits are set, sorted."""
    bits = int.from_bytes(mask.tobytes(), "little")
    return sorted(name for n, name in enumerate(names) if bits >> n & 1)


class Results:
    """What every entitlement comes to for every worker."""

    amount: Array
    set: Array
    limit: Array
    status: Array
    reason: Array
    best: Array

    def __init__(self, layout: Layout, size: int):
        self.layout, self.codes, self.size = layout, layout.codes, size
        self.graph: Graph = layout.graph
        self.sets = Sets(layout.names)
        self.words: list[str] = []
        for name, width in FIELDS:
            setattr(self, name, np.empty((len(self.codes), size), KINDS[width]))

    def text(self, text: str) -> int:
        """The number of a text that the meaning gave."""
        if text not in self.words:
            self.words.append(text)
        return self.words.index(text)

    def replace(self, other: Results) -> None:
        """Take some entitlements' results from another law's, as that law explains them."""
        sets = np.array([0, *(self.sets.number(names or ()) for names in other.sets.lists[1:])])
        for number, code in enumerate(other.codes):
            place = self.codes.index(code)
            for name, _ in FIELDS:
                getattr(self, name)[place] = getattr(other, name)[number]
            self.set[place] = sets[other.set[number]]
            if other.kind(code) == TEXT_KIND:
                due = other.status[number] == DUE
                used, places = np.unique(other.amount[number][due], return_inverse=True)
                words = [self.text(other.words[word]) for word in used.tolist()]
                self.amount[place][due] = np.array(words, np.int64)[places]
        self.graph = other.graph

    def table(self, keys: dict[str, Any], reading: str, *, repeated: bool = False) -> pa.Table:
        """One row a worker and entitlement, all workers of one entitlement after another.

        `repeated`: the keys are given for every row already.
        """
        count = 1 if repeated else len(self.codes)
        status = self.status.reshape(-1)
        columns = {
            name: pa.chunked_array(_chunks(key) * count, key.type) for name, key in keys.items()
        }
        columns["entitlement"] = self._each(self.codes)
        columns["reading"] = coded(np.zeros(len(status), np.int32), [reading])
        columns["status"] = coded(np.minimum(status, len(STATUSES) - 1), list(STATUSES))
        columns["amount"] = decimals(self.amount.reshape(-1), self._has_amount())
        columns["value"] = self._values()
        columns["reason"] = self._reasons()
        lists = pa.array(self.sets.lists, LISTS)
        numbers = np.where(status == OPEN, self.set.reshape(-1), 0)
        columns["missing"] = lists.take(pa.array(numbers.astype(np.int32)))
        limit = self.limit.reshape(-1)
        columns["limitation_date"] = pa.array(limit, mask=limit == MIN32).cast(pa.date32())
        columns["in_best"] = pa.array(self.best.reshape(-1) != 0)
        return pa.table(columns)

    def _each(self, texts: list[str]) -> pa.Array:
        numbers = np.repeat(np.arange(len(texts), dtype=np.int32), self.size)
        return coded(numbers, texts)

    def kind(self, code: str) -> str:
        """What an entitlement's value is."""
        rule = self.layout.pack.entitlements[code].rule
        return self.graph.traced[rule].amount.kind

    def has_amount(self, code: str) -> bool:
        """Whether an entitlement's value is a number."""
        return self.kind(code) == NUM

    def _has_amount(self) -> Array:
        number = np.array([self.has_amount(code) for code in self.codes])
        return ((self.status == DUE) & number[:, None]).reshape(-1)

    def _values(self) -> Any:
        """Dates, texts, yes and no, as texts."""
        found = []
        for number, code in enumerate(self.codes):
            kind, due = self.kind(code), self.status[number] == DUE
            if kind == NUM or not due.any():
                found.append(pa.nulls(self.size, pa.string()))
                continue
            units = self.amount[number]
            if kind == DATE_KIND:
                days = pa.array(units.astype(np.int32), mask=~due).cast(pa.date32())
                found.append(days.cast(pa.string()))
            elif kind == BOOL_KIND:
                found.append(pa.array(units != 0, mask=~due).cast(pa.string()))
            else:
                texts = pa.array([*self.words, ""], pa.string())
                found.append(texts.take(pa.array(units.astype(np.int32), mask=~due)))
        return pa.chunked_array(found, pa.string())

    def _reasons(self) -> Any:
        """Why something is not due; of one entitlement after another, over one dictionary."""
        texts: dict[str, int] = {NOTHING_OWED: 0}
        numbers = np.zeros((len(self.codes), self.size), np.int32)
        for number, code in enumerate(self.codes):
            rule = self.layout.pack.entitlements[code].rule
            own = [r for r, _ in self.graph.traced[rule].unless]
            places = np.zeros(256, np.int32)
            places[: len(own)] = [texts.setdefault(r, len(texts)) for r in own]
            numbers[number] = places[self.reason[number]]
        return coded(numbers.reshape(-1), list(texts), (self.status != NONE).reshape(-1))


def _chunks(column: Any) -> list[Any]:
    return column.chunks if isinstance(column, pa.ChunkedArray) else [column]


def coded(numbers: Array, texts: list[str], none: Array | None = None) -> pa.Array:
    """Texts by their numbers, as a dictionary; null where `none` holds."""
    codes = pa.array(numbers.astype(np.int32, copy=False), mask=none)
    return pa.DictionaryArray.from_arrays(codes, pa.array(texts, pa.string()))


def decimals(units: Array, known: Array) -> pa.Array:
    """Ten-thousandths as decimals: integers of 128 bits under a mask of what is known."""
    both = np.empty((len(units), 2), np.int64)
    both[:, 0] = units
    np.right_shift(units, 63, out=both[:, 1])
    valid = np.packbits(known, bitorder="little")
    buffers = [pa.py_buffer(valid), pa.py_buffer(both)]
    return pa.Array.from_buffers(AMOUNT, len(units), buffers)
