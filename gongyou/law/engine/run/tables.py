"""Whatever holds rows, as an Arrow table: what a roster may be given as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from pyarrow import fs

from gongyou.law.schema.types import FactError


def as_table(given: Any, name: str) -> pa.Table:
    """An Arrow table of Arrow, pandas, Polars, DuckDB, a Parquet or CSV file, rows."""
    if isinstance(given, pa.Table):
        return given
    if isinstance(given, str | Path):
        return read_file(given)
    found = _of_another_library(given)
    if found is not None:
        return found
    if isinstance(given, Iterable):
        return rows_as_table([given] if isinstance(given, Mapping) else list(given))
    raise FactError(f"{name}: a {type(given).__name__} is no table")


def _of_another_library(given: Any) -> pa.Table | None:
    """A table of DuckDB, Polars, pandas, or of our own workbooks."""
    if isinstance(given, pa.RecordBatch):
        return pa.Table.from_batches([given])
    for method in ("to_arrow_table", "to_arrow", "arrow"):
        if hasattr(given, method):
            found = getattr(given, method)()
            return found.read_all() if hasattr(found, "read_all") else found
    if hasattr(given, "to_dict") and hasattr(given, "columns"):
        return pa.Table.from_pandas(given, preserve_index=False)
    return None


def read_file(
    path: str | Path, columns: list[str] | None = None, files: fs.FileSystem | None = None
) -> pa.Table:
    """A Parquet or CSV file, of these columns as far as it has them."""
    held = files or fs.LocalFileSystem()
    if str(path).endswith(".csv"):
        with held.open_input_stream(str(path)) as file:
            return _csv(file.read(), columns)
    with held.open_input_file(str(path)) as file:
        given = pq.ParquetFile(file)
        if columns is not None:
            columns = [n for n in columns if n in given.schema_arrow.names]
        return given.read(columns=columns)


def _csv(content: bytes, columns: list[str] | None) -> pa.Table:
    """As texts: a pseudonym of digits or a place code is no number, and no cent is lost."""
    names = pyarrow.csv.open_csv(pa.BufferReader(content)).schema.names
    options = pyarrow.csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()),
        include_columns=[n for n in columns if n in names] if columns else None,
        strings_can_be_null=True,
    )
    return pyarrow.csv.read_csv(pa.BufferReader(content), convert_options=options)


def rows_as_table(rows: list[Mapping[str, Any]]) -> pa.Table:
    """Rows of plain values; a column of several kinds becomes one of texts."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: _column([row.get(name) for row in rows]) for name in names}
    return pa.table(columns)


def _column(values: list[Any]) -> pa.Array:
    kinds = {type(v) for v in values if v is not None}
    if len(kinds) == 1 and Fraction not in kinds:
        try:
            return pa.array(values)
        except (pa.ArrowException, OverflowError, TypeError):
            pass
    elif not kinds:
        return pa.nulls(len(values))
    return pa.array([None if v is None else _text(v) for v in values], pa.string())


def _text(value: Any) -> str:
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    return str(value)
