"""Domains: the groups that an estimate is asked for."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from gongyou.stats.tables import groups

By = str | Sequence[str] | None


def domains(design: Any, by: By, usable: np.ndarray) -> list[tuple[dict[str, Any], np.ndarray]]:
    """Each domain's name and rows, in the order of the grouping values."""
    if by is None:
        return [({}, usable)]
    codes, names = groups(design.table, (by,) if isinstance(by, str) else tuple(by))
    inside = codes[usable].astype(np.int16 if len(names) < 2**15 else np.int64)
    order = np.argsort(inside, kind="stable")  # radix sort on small integers
    bounds = np.searchsorted(inside[order], np.arange(len(names) + 1))
    found = (usable[order[a:b]] for a, b in pairwise(bounds))
    return [(name, rows) for name, rows in zip(names, found, strict=True) if len(rows)]


def missing_answers(design: Any, by: By, rows: np.ndarray) -> dict[tuple[Any, ...], int]:
    """How many rows of each domain had to be left out because the answer is missing."""
    return {tuple(name.values()): len(found) for name, found in domains(design, by, rows)}
