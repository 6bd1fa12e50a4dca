"""Prime implicants: the shortest terms that hold for what they must and for nothing they may not.

A term is a digit a condition: 0 “not in the term”, else value + 1. All terms of a shape stand in
one table; a row of the truth table is a column of yes and no over it, kept between analyses.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

Values = tuple[int, ...]


@lru_cache(maxsize=8)
def terms_of(levels: Values) -> np.ndarray:
    """Every term over conditions with so many values."""
    shape = tuple(n + 1 for n in levels)
    found = np.indices(shape, dtype=np.int8).reshape(len(shape), -1).T
    return np.ascontiguousarray(found)


@lru_cache(maxsize=8)
def _strides(levels: Values) -> np.ndarray:
    sizes = np.array([n + 1 for n in levels], dtype=np.int64)
    return np.concatenate([np.cumprod(sizes[::-1])[::-1][1:], [1]])


@lru_cache(maxsize=8)
def _parents(levels: Values) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each condition: the terms that name it, and those terms without it."""
    terms, strides = terms_of(levels), _strides(levels)
    found = []
    for i in range(len(levels)):
        having = np.flatnonzero(terms[:, i])
        found.append((having, having - terms[having, i] * strides[i]))
    return found


@lru_cache(maxsize=8)
def _sizes(levels: Values) -> np.ndarray:
    """How many rows of the truth table each term covers."""
    free = np.where(terms_of(levels) == 0, np.array(levels), 1)
    return free.prod(axis=1)


@lru_cache(maxsize=1024)
def covering(levels: Values, values: Values) -> np.ndarray:
    """Which terms cover a row."""
    terms = terms_of(levels)
    yes = np.ones(len(terms), dtype=bool)
    for i, value in enumerate(values):
        yes &= (terms[:, i] == 0) | (terms[:, i] == value + 1)
    return yes


def _any(levels: Values, rows: Iterable[Values]) -> np.ndarray:
    found = np.zeros(len(terms_of(levels)), dtype=bool)
    for row in rows:
        found |= covering(levels, row)
    return found


def _primes(levels: Values, valid: np.ndarray) -> np.ndarray:
    prime = valid.copy()
    for having, parents in _parents(levels):
        prime[having] &= ~valid[parents]
    return prime


def primes_avoiding(levels: Values, on: Sequence[Values], off: Sequence[Values]) -> np.ndarray:
    """Places of the primes when everything not `off` may be covered."""
    valid = ~_any(levels, off)
    return np.flatnonzero(_primes(levels, valid) & _any(levels, on))


def primes_within(levels: Values, on: Sequence[Values], also: Sequence[Values]) -> np.ndarray:
    """Places of the primes when only `on` and `also` may be covered."""
    count = np.zeros(len(terms_of(levels)), dtype=np.int32)
    for row in {*on, *also}:
        count += covering(levels, row)
    valid = count == _sizes(levels)
    return np.flatnonzero(_primes(levels, valid) & _any(levels, on))


def patterns(levels: Values, primes: np.ndarray, on: Sequence[Values]) -> list[int]:
    """For each prime the rows of `on` that it covers, as bits."""
    found = [0] * len(primes)
    for bit, row in enumerate(on):
        for i in np.flatnonzero(covering(levels, row)[primes]):
            found[i] |= 1 << bit
    return found


@lru_cache(maxsize=8)
def all_rows(levels: Values) -> list[Values]:
    """Every combination of values, in the order of their places."""
    grid = np.indices(levels).reshape(len(levels), -1).T
    return [tuple(row) for row in grid.tolist()]


@lru_cache(maxsize=8)
def _row_grid(levels: Values) -> np.ndarray:
    return np.indices(levels, dtype=np.int8).reshape(len(levels), -1)


@lru_cache(maxsize=8192)
def covered_by(levels: Values, term: Values) -> np.ndarray:
    """Which of all combinations a term covers."""
    yes = np.ones(int(np.prod(levels)), dtype=bool)
    for values, digit in zip(_row_grid(levels), term, strict=True):
        if digit:
            yes &= values == digit - 1
    yes.setflags(write=False)
    return yes


def any_covered(levels: Values, terms: Iterable[Values]) -> np.ndarray:
    """Which of all combinations at least one of the terms covers."""
    found = np.zeros(int(np.prod(levels)), dtype=bool)
    for term in terms:
        found |= covered_by(levels, term)
    return found


def rows_of(levels: Values, yes: np.ndarray) -> list[Values]:
    """The combinations at the marked places."""
    rows = all_rows(levels)
    return [rows[i] for i in np.flatnonzero(yes)]
