"""Tables from anywhere (Arrow, pandas, Polars, DuckDB, plain dicts) as columns of numbers or codes.

Arrow is the common form. A number column becomes float64 with NaN for a missing value; any
other column becomes small integers (codes) with -1 for a missing value.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gongyou.stats.errors import StatsError


def to_arrow(table: Any) -> pa.Table:
    """The table as Arrow, whatever library it comes from."""
    if isinstance(table, Table):
        return table.arrow
    if isinstance(table, pa.Table):
        return table
    if isinstance(table, Mapping):
        return pa.table(dict(table))
    if hasattr(table, "iloc"):  # pandas: NaN means missing
        return pa.Table.from_pandas(table, preserve_index=False)
    if hasattr(table, "__arrow_c_stream__"):  # Polars, DuckDB, record batch readers
        return pa.table(table)
    return pa.Table.from_pylist(list(table))


class Table:
    """Columns of one table, each converted once when first asked for."""

    def __init__(self, source: Any) -> None:
        self.arrow = to_arrow(source)
        self._numbers: dict[str, np.ndarray] = {}
        self._codes: dict[str, tuple[np.ndarray, list[Any]]] = {}

    def __len__(self) -> int:
        return int(self.arrow.num_rows)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    @cached_property
    def names(self) -> set[str]:
        """The names of all columns."""
        return set(self.arrow.column_names)

    def column(self, name: str) -> pa.ChunkedArray:
        """The raw Arrow column.

        Raises:
            StatsError: when there is no such column.
        """
        if name not in self.names:
            raise StatsError("no_column", name=name)
        return self.arrow.column(name)

    def is_number(self, name: str) -> bool:
        """Whether the column holds numbers (booleans count as categories)."""
        kind = self.column(name).type
        return bool(
            pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
        )

    def numbers(self, name: str) -> np.ndarray:
        """The column as float64; NaN where the value is missing."""
        if name not in self._numbers:
            self._numbers[name] = _numbers(self.column(name), name)
        return self._numbers[name]

    def codes(self, name: str) -> tuple[np.ndarray, list[Any]]:
        """The column as codes 0, 1, … into its sorted levels; -1 where missing."""
        if name not in self._codes:
            self._codes[name] = _codes(self.column(name))
        return self._codes[name]


def _numbers(column: pa.ChunkedArray, name: str) -> np.ndarray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
    try:
        column = column.cast(pa.float64())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise StatsError("not_numbers", name=name) from error
    return np.asarray(column.to_numpy(), dtype=float)


def _codes(column: pa.ChunkedArray) -> tuple[np.ndarray, list[Any]]:
    kind = column.type
    ordered = pa.types.is_dictionary(kind)
    if pa.types.is_string_view(kind) or pa.types.is_null(kind):
        column = column.cast(pa.large_string())
    if pa.types.is_floating(kind):
        column = pc.if_else(pc.is_nan(column), pa.scalar(None, kind), column)
    encoded = (column if ordered else column.dictionary_encode()).combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.unify_dictionaries().combine_chunks()
    levels = encoded.dictionary.to_pylist()
    raw = encoded.indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
    if ordered:
        return raw, levels
    order = sorted(range(len(levels)), key=lambda place: levels[place])
    rank = np.empty(len(levels) + 1, dtype=np.int64)
    rank[order] = np.arange(len(levels))
    rank[-1] = -1
    return rank[raw], [levels[place] for place in order]


def compact(*columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One code for each combination of codes that occurs, and the first row of each.

    The codes follow the order of the combinations; missing (-1) counts as a value.
    """
    joint = np.zeros(len(columns[0]), dtype=np.int64)
    size = 1
    for column in columns:
        width = int(column.max(initial=-1)) + 2
        if size * width > 2**62:
            joint = np.unique(joint, return_inverse=True)[1]
            size = int(joint.max(initial=0)) + 1
        joint = joint * width + (column + 1)
        size *= width
    if size <= 4 * len(joint) + 1024:
        return _compact_dense(joint, size)
    _, first, codes = np.unique(joint, return_index=True, return_inverse=True)
    return codes.astype(np.int64), first


def _compact_dense(joint: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Renumber small codes without sorting: what makes a million rows quick."""
    first = np.full(size, -1, dtype=np.int64)
    first[joint[::-1]] = np.arange(len(joint) - 1, -1, -1)
    seen = np.flatnonzero(first >= 0)
    renumber = np.zeros(size, dtype=np.int64)
    renumber[seen] = np.arange(len(seen))
    return renumber[joint], first[seen]


def groups(table: Table, by: Sequence[str]) -> tuple[np.ndarray, list[dict[str, Any]]]:
    """A code for each row's group and the groups' names; -1 where a grouping value is missing."""
    coded = [table.codes(name) for name in by]
    codes, first = compact(*(column for column, _ in coded))
    known = [bool(all(column[row] >= 0 for column, _ in coded)) for row in first]
    renumber = np.where(known, np.cumsum(known) - 1, -1)
    names = [
        {name: levels[column[row]] for name, (column, levels) in zip(by, coded, strict=True)}
        for row, ok in zip(first, known, strict=True)
        if ok
    ]
    return renumber[codes], names
