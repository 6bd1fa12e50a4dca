"""A dataset looked at before anything is computed: its parts, columns, types and keys."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.csv
import pyarrow.dataset as pads
import pyarrow.parquet as pq

from ..engine.compile.parts import Given
from ..engine.pack import Fact, Pack
from ..schema.types import BOOL_KIND, DATE_KIND, NUM, TEXT_KIND
from .errors import DatasetError
from .places import Place

ENDINGS = (".parquet", ".csv")
PART = "part="
MEMORY = "1GB"


@dataclass
class Dataset:
    """Parts that were looked at, and what they say of all workers."""

    place: Place
    parts: list[str]
    files: dict[str, dict[str, str]]
    workers: int
    rows: int
    given: Given
    unknown_columns: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class _Column:
    """What the files' own statistics say of one column."""

    parts: int = 0
    nulls: int = 0
    unsure: bool = False


def look(place: Place, pack: Pack) -> Dataset:
    """Look at every part's files; refuse what is wrong by name and part."""
    parts = [name for name in place.folders() if name.startswith(PART)]
    if not parts:
        raise DatasetError("no_parts", place=place.address)
    known, columns, sizes = {}, Counter[tuple[str, str]](), {}
    stats: dict[tuple[str, str], _Column] = {}
    counts: Counter[str] = Counter()
    for part in parts:
        files = known[part] = _files(place, part, pack)
        for table, name in files.items():
            schema, rows, held = _described(place, part, name)
            _check(pack, part, table, schema)
            counts[table] += rows
            sizes[part, table] = rows
            for column in schema.names:
                columns[table, column] += 1
                _note(stats.setdefault((table, column), _Column()), held.get(column))
    _check_keys(place, known, pack)
    unknown = _unknown_columns(pack, columns)
    given = _given(pack, stats, len(parts))
    rows = sum(counts.values())
    return Dataset(place, parts, known, counts[pack.root.name], rows, given, unknown)


def _files(place: Place, part: str, pack: Pack) -> dict[str, str]:
    """Each table's file in a part."""
    names = place.names(part)
    found = {}
    for table in pack.tables:
        there = [table + ending for ending in ENDINGS if table + ending in names]
        if there:
            found[table] = there[0]
    if pack.root.name not in found:
        raise DatasetError("no_table", part=part, table=pack.root.name)
    return found


def _described(place: Place, part: str, name: str) -> tuple[pa.Schema, int, dict[str, int | None]]:
    """A file's schema, its rows, and how many nulls each column has, where the file says so."""
    path = place.path(part, name)
    try:
        if name.endswith(".csv"):
            with place.files.open_input_stream(path) as file:
                reader = pyarrow.csv.open_csv(file)
                return pa.schema([(n, pa.string()) for n in reader.schema.names]), 0, {}
        with place.files.open_input_file(path) as file:
            metadata = pq.ParquetFile(file).metadata
            return metadata.schema.to_arrow_schema(), metadata.num_rows, _nulls(metadata)
    except (OSError, pa.ArrowException) as error:
        raise DatasetError("cannot_read", part=part, name=name, text=error) from error


def _nulls(metadata: Any) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for group in range(metadata.num_row_groups):
        for number in range(metadata.num_columns):
            column = metadata.row_group(group).column(number)
            held = column.statistics
            known = found.get(column.path_in_schema, 0)
            if known is None or held is None or not held.has_null_count:
                found[column.path_in_schema] = None
            else:
                found[column.path_in_schema] = known + held.null_count
    return found


def _note(column: _Column, nulls: int | None) -> None:
    column.parts += 1
    column.unsure = column.unsure or nulls is None
    column.nulls += nulls or 0


def _check(pack: Pack, part: str, table: str, schema: pa.Schema) -> None:
    for key in pack.tables[table].key:
        if key not in schema.names:
            raise DatasetError("no_key", part=part, table=table, key=key)
    for fact in pack.facts.values():
        if fact.table.name == table and fact.column in schema.names:
            type_ = schema.field(fact.column).type
            if not _can_be(fact, type_):
                where = {"part": part, "table": table, "column": fact.column}
                raise DatasetError("type", given=type_, wanted=fact.type.name, **where)


def _can_be(fact: Fact, type_: pa.DataType) -> bool:
    """Whether a column's type can hold what is declared; its values are checked when read."""
    kinds = pa.types
    if kinds.is_dictionary(type_):
        type_ = type_.value_type
    if kinds.is_null(type_) or kinds.is_string(type_) or kinds.is_large_string(type_):
        return True
    number = kinds.is_integer(type_) or kinds.is_floating(type_) or kinds.is_decimal(type_)
    allowed = {
        NUM: number,
        BOOL_KIND: kinds.is_boolean(type_) or kinds.is_integer(type_),
        DATE_KIND: kinds.is_date(type_) or kinds.is_timestamp(type_),
        TEXT_KIND: kinds.is_integer(type_),
    }
    return allowed[fact.type.kind]


def _check_keys(place: Place, files: dict[str, dict[str, str]], pack: Pack) -> None:
    """Every worker stands once, in one part."""
    root = pack.root
    by_ending: dict[str, list[str]] = {}
    for part, tables in files.items():
        name = tables[root.name]
        by_ending.setdefault(name.rpartition(".")[2], []).append(place.path(part, name))
    connection = duckdb.connect(config={"memory_limit": MEMORY})
    connection.execute("SET enable_progress_bar = false")
    key = " || '/' || ".join(f'CAST("{k}" AS VARCHAR)' for k in root.key)
    selects = []
    for ending, paths in by_ending.items():
        partitioning = pads.partitioning(pa.schema([("part", pa.string())]), flavor="hive")
        dataset = pads.dataset(
            paths,
            filesystem=place.files,
            format=ending,
            partitioning=partitioning,
            partition_base_dir=place.path(),
        )
        connection.register(f"given_{ending}", dataset)
        selects.append(f"SELECT {key} AS key, part FROM given_{ending}")  # noqa: S608
    twice = connection.execute(
        f"SELECT key, list_sort(list(part)) FROM ({' UNION ALL '.join(selects)}) "  # noqa: S608
        "GROUP BY key HAVING count(*) > 1 OR key IS NULL ORDER BY key LIMIT 1"
    ).fetchall()
    if twice:
        worker, found = twice[0]
        parts = ", ".join(dict.fromkeys(f"{PART}{part}" for part in found[:4]))
        if worker is None:
            raise DatasetError("key_empty", parts=parts, table=root.name, key=", ".join(root.key))
        raise DatasetError("twice", parts=parts, table=root.name, worker=worker, times=len(found))


def _unknown_columns(pack: Pack, columns: Counter) -> dict[str, list[str]]:
    """Columns that no fact and no key is called by: perhaps misspelt."""
    found: dict[str, list[str]] = {}
    for table, column in sorted(columns):
        named = {f.column for f in pack.facts.values() if f.table.name == table}
        if column not in named and column not in pack.tables[table].key:
            found.setdefault(table, []).append(column)
    return found


def _given(pack: Pack, stats: dict[tuple[str, str], _Column], parts: int) -> Given:
    """Which facts no part has, and which no row lacks by what the files say."""
    absent, complete = set(), set()
    for fact in pack.facts.values():
        held = stats.get((fact.table.name, fact.column))
        if fact.name == "on":
            continue
        if held is None:
            absent.add(fact.name)
        elif held.parts == parts and not held.unsure and not held.nulls:
            complete.add(fact.name)
    return Given(frozenset(absent), frozenset(complete))
