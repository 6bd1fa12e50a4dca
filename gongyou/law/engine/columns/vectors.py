"""Columns of exact values with their gaps.

A number is an integer column over a denominator: one integer, or a column. Integers are of 64
bits while the values present allow it, Python's own where they do not. Where a row is unknown its
value is 0 and its gap names what is missing. What is the same in every row stands once: any of
these arrays may have one row that holds for all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import lcm
from typing import Any

import numpy as np

LIMIT, LARGE = 2**62, 2**31
Array = Any


def full(values: Array, size: int) -> Array:
    """The value of every row, also where one stands for all."""
    return values if len(values) == size else np.broadcast_to(values, size)


def chosen_rows(values: Array, rows: Array) -> Array:
    """The values of some rows; one that stands for all still does."""
    return values if len(values) == 1 else values[rows]


class Gap:
    """For each row the missing names as bits, in words of 64; only words in use are kept."""

    def __init__(self, words: dict[int, Array]):
        self.words = words

    @cached_property
    def unknown(self) -> Array:
        """Which rows lack something."""
        found = None
        for word in self.words.values():
            found = (word != 0) if found is None else found | (word != 0)
        return found

    def map(self, function: Callable[[Array], Array]) -> Gap | None:
        """The same for chosen rows; None if none lacks anything."""
        return tidy({k: function(w) for k, w in self.words.items()})

    def where(self, rows: Array) -> Gap | None:
        """Only in rows for which a condition holds."""
        return self.map(lambda word: np.where(rows, word, np.uint64(0)))


def tidy(words: dict[int, Array]) -> Gap | None:
    """A gap of the words that are not empty."""
    kept = {k: w for k, w in words.items() if w.any()}
    return Gap(kept) if kept else None


def union(*gaps: Gap | None) -> Gap | None:
    """All that several gaps name."""
    present = [g for g in gaps if g is not None]
    if len(present) < 2:
        return present[0] if present else None
    words: dict[int, Array] = {}
    for gap in present:
        for k, word in gap.words.items():
            words[k] = words[k] | word if k in words else word
    return Gap(words)


class Names:
    """Bits for names."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def gap(self, name: str, rows: Array) -> Gap | None:
        """The gap that waits for a name in some rows."""
        if not rows.any():
            return None
        number = self.numbers.setdefault(name, len(self.numbers))
        word, bit = divmod(number, 64)
        return Gap({word: np.where(rows, np.uint64(1 << bit), np.uint64(0))})

    def lists(self, gap: Gap, size: int) -> tuple[list[list[str] | None], Array]:
        """The different sorted lists of names (None where nothing), and each row's number."""
        keys = sorted(gap.words)
        rows = np.stack([full(gap.words[k], size) for k in keys], axis=1)
        whole = rows.view(np.dtype((np.void, 8 * len(keys)))).reshape(-1)
        _, first, inverse = np.unique(whole, return_index=True, return_inverse=True)
        return [self._names(keys, rows[i].tolist()) for i in first], inverse.reshape(-1)

    def _names(self, keys: list[int], row: list[int]) -> list[str] | None:
        bits = {k: w for k, w in zip(keys, row, strict=True) if w}
        found = [
            name
            for name, number in self.numbers.items()
            if bits.get(number // 64, 0) >> (number % 64) & 1
        ]
        return sorted(found) or None


@dataclass
class Column:
    """Values of all rows; numbers have a denominator and bounds."""

    values: Array
    gap: Gap | None = None
    d: int | Array = 1
    bound: int = LIMIT

    @property
    def known(self) -> Array | None:
        """Which rows are known; None if all."""
        return None if self.gap is None else ~self.gap.unknown

    def taken(self, rows: Array) -> Column:
        """Chosen rows, in their order."""
        gap = self.gap.map(lambda w: chosen_rows(w, rows)) if self.gap else None
        d = self.d if isinstance(self.d, int) else chosen_rows(self.d, rows)
        return Column(chosen_rows(self.values, rows), gap, d, self.bound)


def constant_column(value: Any, d: int = 1) -> Column:
    """One value for all rows."""
    dtype = object if not isinstance(value, bool) and abs(value) >= LIMIT else None
    return Column(np.array([value], dtype), None, d, abs(int(value)))


def bound_of(values: Array) -> int:
    """The greatest distance from zero."""
    if not len(values):
        return 0
    return max(abs(int(values.max())), abs(int(values.min())))


def multiply(a: Array, b: Array | int, bound: int) -> Array:
    """The product, in Python's integers where 64 bits could overflow."""
    if bound >= LIMIT and (bound_of(a) * (abs(b) if isinstance(b, int) else bound_of(b))) >= LIMIT:
        return np.asarray(a, object) * (b if isinstance(b, int) else np.asarray(b, object))
    return a * b


def narrowed(values: Array) -> Array:
    """Back to 64 bits where the values allow it."""
    if values.dtype == object and bound_of(values) < LIMIT:
        return values.astype(np.int64)
    return values


def scaled(x: Column, factor: int) -> Column:
    """The numerators multiplied by a constant."""
    if factor == 1:
        return x
    bound = x.bound * factor
    values = multiply(x.values, factor, bound)
    if bound >= LIMIT:
        bound = bound_of(values)
    return Column(values, x.gap, x.d, bound)


def product(a: Array | int, b: Array | int) -> Array | int:
    """Of denominators."""
    if isinstance(a, int) and isinstance(b, int):
        return a * b
    if isinstance(a, int):
        a, b = b, a
    bound = bound_of(a) * (abs(b) if isinstance(b, int) else bound_of(b))  # type: ignore[arg-type]
    return multiply(a, b, bound)


def common(a: Column, b: Column) -> tuple[Column, Column, int | Array]:
    """Two numbers over one denominator, and that."""
    if isinstance(a.d, int) and isinstance(b.d, int):
        d = lcm(a.d, b.d)
        return scaled(a, d // a.d), scaled(b, d // b.d), d
    if a.d is b.d:
        return a, b, a.d
    return times(a, b.d), times(b, a.d), product(a.d, b.d)


def times(x: Column, factor: int | Array) -> Column:
    """The numerators multiplied by an integer or a column of integers."""
    if isinstance(factor, int):
        return scaled(x, factor)
    bound = x.bound * bound_of(factor)
    values = multiply(x.values, factor, bound)
    return Column(values, x.gap, x.d, bound if bound < LIMIT else bound_of(values))


def add(a: Column, b: Column, sign: int) -> Column:
    """The sum or the difference; unknown rows stay 0."""
    x, y, d = common(a, b)
    gap = union(a.gap, b.gap)
    bound = x.bound + y.bound
    left, right = x.values, y.values
    if bound >= LIMIT:
        left, right = np.asarray(left, object), np.asarray(right, object)
    return settled(left + right if sign > 0 else left - right, gap, d, bound)


def settled(values: Array, gap: Gap | None, d: int | Array, bound: int) -> Column:
    """A column with its unknown rows at 0 and its bound no larger than need be."""
    if gap is not None:
        nothing = False if values.dtype == bool else 0
        values = np.where(gap.unknown, nothing, values)
        if not isinstance(d, int):
            d = np.where(gap.unknown, 1, d)
    if bound >= LIMIT:
        values = narrowed(np.asarray(values, object))
        bound = bound_of(values)
    return Column(values, gap, d, bound)


def reduced(x: Column) -> Column:
    """The fractions of a column with a varying denominator, cancelled."""
    if isinstance(x.d, int) or (x.bound < LARGE and bound_of(x.d) < LARGE):
        return x
    shared = np.gcd(x.values, x.d)
    shared = np.where(shared == 0, 1, shared)
    values, d = narrowed(x.values // shared), narrowed(x.d // shared)
    return Column(values, x.gap, d, bound_of(values))


def one_denominator(x: Column) -> Column:
    """The same numbers over one constant denominator: the least common one present."""
    if isinstance(x.d, int):
        return x
    x = reduced(x)
    assert not isinstance(x.d, int)
    below = lcm(*np.unique(x.d).tolist())
    factor = below // (x.d if below < LIMIT else np.asarray(x.d, object))
    made = times(Column(x.values, x.gap, 1, x.bound), narrowed(factor))
    return Column(made.values, made.gap, below, made.bound)
