# Names come from the packs and values from nobody:
# ruff: noqa: S608
"""A whole roster: one query for every entitlement, results as an Arrow table in long form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gongyou.law.schema.types import NUM

from .claim import NOTHING_OWED
from .columns import asked_for, count_uses, run_columns
from .combine import counts
from .language.nodes import RuleError
from .long_table import AMOUNT_TYPE, amounts, coded, constant
from .pack import Pack
from .prepare import Prepared, do, prepare
from .results import NOT_DUE, STATUSES
from .sql.assemble import KEY
from .sql.compile import Options, Output, Query, compile_query
from .sql.gaps import SEPARATOR
from .sql.grain import literal
from .sql.lookups import Relation

FEW_FIGURES = 1000


def run(
    prepared: Prepared,
    readings: Iterable[tuple[str, Mapping[str, str]]],
    codes: Iterable[str] | None = None,
    names: bool = True,
) -> pa.Table:
    """Results of all readings, one row a worker, entitlement and reading."""
    chosen = None if codes is None else tuple(codes)
    parts = []
    for name, answers in readings:
        query = query_for(prepared.pack, "duckdb", prepared.options(answers, names), chosen)
        parts.append(long_form(prepared.pack, query, wide(prepared, query), name))
    return pa.concat_tables(parts)


def query_for(
    pack: Pack, dialect: str, options: Options, codes: tuple[str, ...] | None = None
) -> Query:
    """The query, written once for each kind of facts."""
    cache = pack.program.queries
    key = (dialect, options, codes)
    if key not in cache:
        cache[key] = compile_query(pack.program, dialect, options, codes)
    return cache[key]


def wide(prepared: Prepared, query: Query) -> pa.Table:
    """The query's own table: one row a worker."""
    connection = prepared.connection
    for relation in query.relations:
        load_relation(connection, relation)
    return connection.sql(query.sql).to_arrow_table()


def load_relation(connection: Any, relation: Relation) -> None:
    """Give the query a table of figures: few rows as text, many through Arrow."""
    if 0 < len(relation.rows) <= FEW_FIGURES:
        rows = ", ".join(f"({', '.join(map(_literal, row))})" for row in relation.rows)
        names = ", ".join(name for name, _ in relation.columns)
        typed = ", ".join(f"CAST({name} AS {type_}) AS {name}" for name, type_ in relation.columns)
        values = f"(VALUES {rows}) AS t({names})"
        do(connection, f"CREATE OR REPLACE TABLE {relation.name} AS SELECT {typed} FROM {values}")
        return
    connection.register("figures_given", arrow_relation(relation))
    do(connection, f"CREATE OR REPLACE TABLE {relation.name} AS SELECT * FROM figures_given")
    connection.unregister("figures_given")


def _literal(value: Any) -> str:
    return str(value) if isinstance(value, int) else literal(value)


ARROW_TYPES = {
    "VARCHAR": pa.string(),
    "DATE": pa.date32(),
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
}


def arrow_relation(relation: Relation) -> pa.Table:
    """A table of figures in Arrow."""
    schema = pa.schema([(name, ARROW_TYPES[type_]) for name, type_ in relation.columns])
    columns: list[Any] = [[] for _ in schema]
    if relation.rows:
        columns = list(zip(*relation.rows, strict=True))
    arrays = [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
    return pa.table(arrays, schema=schema)


def long_form(pack: Pack, query: Query, table: pa.Table, reading: str) -> pa.Table:
    """One row a worker and entitlement, without copying the columns."""
    rows = table.num_rows
    keys = {key: table[KEY + key] for key in query.key}
    best = {s[0]: s[1] for s in _best_sets(query)}
    parts = [
        pa.table(
            {
                **keys,
                "entitlement": constant(output.entitlement.code, rows),
                "reading": constant(reading, rows),
                "status": _statuses(table[output.status]),
                "amount": _amounts(output, table),
                "value": _values(output, table),
                "reason": _reasons(output, table),
                "missing": _missing(output, table),
                "limitation_date": _dates(output, table),
                "in_best": _in_best(pack, output, table, best),
            }
        )
        for output in query.outputs
    ]
    if not parts:
        raise RuleError("no entitlement was asked for")
    return pa.concat_tables(parts)


def _statuses(numbers: Any) -> Any:
    """The words for the query's numbers."""
    return coded(numbers.to_numpy(zero_copy_only=False), list(STATUSES))


def _amounts(output: Output, table: pa.Table) -> Any:
    if output.kind != NUM:
        return pa.nulls(table.num_rows, AMOUNT_TYPE)
    units = table[output.value].combine_chunks()
    whole = pc.fill_null(units, 0).to_numpy(zero_copy_only=False).astype(np.int64)
    return amounts(whole, pc.is_valid(units).to_numpy(zero_copy_only=False))


def _values(output: Output, table: pa.Table) -> Any:
    """What is no number, as text."""
    if output.kind == NUM:
        return pa.nulls(table.num_rows, pa.string())
    return table[output.value].cast(pa.string())


def _reasons(output: Output, table: pa.Table) -> Any:
    nothing = pa.nulls(table.num_rows, pa.string())
    given = table[output.reason].cast(pa.string()) if output.reason else nothing
    is_not_due = pc.equal(table[output.status], STATUSES.index(NOT_DUE))
    return pc.if_else(is_not_due, pc.fill_null(given, NOTHING_OWED), pa.scalar(None, pa.string()))


def _missing(output: Output, table: pa.Table) -> Any:
    """The names as sorted lists, each different text split once."""
    list_type = pa.list_(pa.string())
    if output.missing is None:
        return pa.nulls(table.num_rows, list_type)
    coded = pc.dictionary_encode(table[output.missing].cast(pa.string())).combine_chunks()
    if isinstance(coded, pa.ChunkedArray):
        coded = (
            coded.chunk(0) if coded.num_chunks else pa.array([], pa.string()).dictionary_encode()
        )
    texts = coded.dictionary.to_pylist()
    lists = [sorted({n for n in text.split(SEPARATOR) if n}) for text in texts]
    return (
        pa.array(lists, list_type).take(coded.indices) if lists else pa.nulls(len(coded), list_type)
    )


def _dates(output: Output, table: pa.Table) -> Any:
    if output.limitation is None:
        return pa.nulls(table.num_rows, pa.date32())
    return table[output.limitation].cast(pa.date32())


def _best_sets(query: Query) -> list[tuple[str, list[tuple[int, str]]]]:
    """For each entitlement with rivals: the numbers of the sets that hold it."""
    found: dict[str, list[tuple[int, str]]] = {}
    numbers: dict[str, int] = {}
    for members, column in query.best:
        number = numbers.get(column, 0)
        numbers[column] = number + 1
        for code in members:
            found.setdefault(code, []).append((number, column))
    return list(found.items())


def _in_best(pack: Pack, output: Output, table: pa.Table, best: dict) -> Any:
    if output.kind != NUM or not counts(pack, output.entitlement):
        return pa.array(np.zeros(table.num_rows, bool))
    due = pc.fill_null(pc.greater(table[output.value], 0), False)
    sets = best.get(output.entitlement.code)
    if sets:
        column = table[sets[0][1]]
        chosen = pc.is_in(column, pa.array([n for n, _ in sets], column.type))
        due = pc.and_(due, chosen)
    return due


FEW_ROWS, FILE_ROWS_A_NODE = 20_000, 5


def by_columns(prepared: Prepared, codes: Iterable[str] | None = None) -> bool:
    """Whether columns in memory are sooner done than the one query.

    Planning the query takes a millisecond or two for each node of the graph, columns take their
    time for each row; and files must be read into memory for them.
    """
    if not prepared.views:
        return prepared.rows <= FEW_ROWS
    wanted = prepared.pack.entitlements
    chosen = [wanted[code] for code in (wanted if codes is None else codes)]
    program = prepared.pack.program
    nodes = len(count_uses(program, prepared.pack.root, asked_for(program, chosen)))
    return prepared.rows <= FILE_ROWS_A_NODE * nodes


def results(
    prepared: Prepared,
    readings: Iterable[tuple[str, Mapping[str, str]]],
    codes: Iterable[str] | None = None,
) -> pa.Table:
    """Results by columns in memory or by the one query, whichever is sooner done."""
    chosen = None if codes is None else tuple(codes)
    way = run_columns if by_columns(prepared, chosen) else run
    return way(prepared, readings, chosen)


def claims_table(
    pack: Pack,
    tables: Mapping[str, Any],
    on: date,
    readings: Iterable[tuple[str, Mapping[str, str]]],
    codes: Iterable[str] | None = None,
) -> pa.Table:
    """Prepare, compute, and give the long form."""
    return results(prepare(pack, tables, on), readings, codes)
