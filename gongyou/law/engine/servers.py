"""The one query on PostgreSQL and Spark: facts are copied there, results come back in long form."""

# Names come from the packs and values from nobody:
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from .batch import arrow_relation, long_form, query_for
from .prepare import Prepared
from .sql.assemble import fact_table
from .sql.compile import Query
from .sql.lookups import Relation

Readings = Iterable[tuple[str, Mapping[str, str]]]


def _tables(prepared: Prepared) -> dict[str, pa.Table]:
    """The prepared facts in Arrow, by the names that the query uses."""
    names = [fact_table(name) for name in prepared.pack.tables]
    return {n: prepared.connection.sql(f"SELECT * FROM {n}").to_arrow_table() for n in names}


class Postgres:
    """A connection to a PostgreSQL server; everything happens in temporary tables."""

    name = "postgres"

    def __init__(self, url: str):
        import psycopg

        self.connection = psycopg.connect(url)

    def __enter__(self) -> Postgres:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def load(self, prepared: Prepared) -> None:
        """Copy the facts to the server."""
        for name, table in _tables(prepared).items():
            self._create(name, table)

    def run(self, prepared: Prepared, readings: Readings, *, load: bool = True) -> pa.Table:
        """Results of all readings, one row a worker, entitlement and reading."""
        if load:
            self.load(prepared)
        parts = []
        for reading, answers in readings:
            query = query_for(prepared.pack, self.name, prepared.options(answers))
            parts.append(long_form(prepared.pack, query, self.wide(query), reading))
        return pa.concat_tables(parts)

    def wide(self, query: Query) -> pa.Table:
        """The query's own table: one row a worker."""
        for relation in query.relations:
            self._create(relation.name, arrow_relation(relation))
        cursor = self.connection.execute(query.sql)
        assert cursor.description is not None
        names = [column.name for column in cursor.description]
        rows = cursor.fetchall()
        columns = list(zip(*rows, strict=True)) if rows else [() for _ in names]
        return pa.table({n: _array(n, c) for n, c in zip(names, columns, strict=True)})

    def _create(self, name: str, table: pa.Table) -> None:
        columns = ", ".join(f"{f.name} {_postgres_type(f.type)}" for f in table.schema)
        self.connection.execute(f"DROP TABLE IF EXISTS {name}")
        self.connection.execute(f"CREATE TEMPORARY TABLE {name} ({columns})")
        with self.connection.cursor().copy(f"COPY {name} FROM STDIN") as copy:
            for batch in table.to_batches(max_chunksize=50_000):
                for row in zip(*(c.to_pylist() for c in batch.columns), strict=True):
                    copy.write_row(row)
        self.connection.execute(f"ANALYZE {name}")


def _postgres_type(type_: pa.DataType) -> str:
    if pa.types.is_integer(type_):
        return "BIGINT"
    if pa.types.is_boolean(type_):
        return "BOOLEAN"
    return "DATE" if pa.types.is_date(type_) else "TEXT"


def _array(name: str, values: Iterable[Any]) -> pa.Array:
    """A result's column; whole numbers may come as decimals."""
    listed = list(values)
    first = next((v for v in listed if v is not None), None)
    if first is None:
        return pa.array(listed, pa.int64() if name.endswith("_value") else pa.string())
    if isinstance(first, bool | str | date):
        return pa.array(listed)
    return pa.array([None if v is None else int(v) for v in listed], pa.int64())


class Spark:
    """A Spark session; facts and figures are temporary views."""

    name = "spark"

    def __init__(self, session: Any):
        self.session = session

    def load(self, prepared: Prepared) -> None:
        """Hand the facts to Spark."""
        for name, table in _tables(prepared).items():
            self._view(name, table)

    def run(self, prepared: Prepared, readings: Readings, *, load: bool = True) -> pa.Table:
        """Results of all readings, one row a worker, entitlement and reading."""
        if load:
            self.load(prepared)
        parts = []
        for reading, answers in readings:
            query = query_for(prepared.pack, self.name, prepared.options(answers))
            parts.append(long_form(prepared.pack, query, self.wide(query), reading))
        return pa.concat_tables(parts)

    def wide(self, query: Query) -> pa.Table:
        """The query's own table: one row a worker."""
        for relation in query.relations:
            self._relation(relation)
        return self.session.sql(query.sql).toArrow()

    def _relation(self, relation: Relation) -> None:
        self._view(relation.name, arrow_relation(relation))

    def _view(self, name: str, table: pa.Table) -> None:
        frame = self.session.createDataFrame(table)
        frame.createOrReplaceTempView(name)
