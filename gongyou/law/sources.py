"""Readings of the facts: whose word counts, in which order.

Several rows may stand for the same key with different sources. A reading makes of them
one row: each fact from the first source in its order that knows it. Rows without a
source have no rival in kind; they count in every reading, after the sources named.
`resolve` does it for one worker in Python, `resolve_tables` for a roster in one query
a table; both give the same values.
"""

# ruff: noqa: S608 - the queries are made of column names, which are quoted, and of ranks
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongyou.law.schema import Schema, Table

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class FactsReading:
    """A named order of sources. `others`: sources not named follow, in alphabetical order."""

    name: str
    sources: tuple[str, ...]
    label: Mapping[str, str]
    others: bool = False

    def order(self, present: Iterable[str | None]) -> list[str]:
        """The sources that count, best first, out of those present."""
        rest = sorted({source for source in present if source} - set(self.sources))
        return [*self.sources, *(rest if self.others else ())]


AS_THE_WORKER_SAYS = FactsReading(
    "worker", ("worker",), {"en": "as the worker says", "zh-hans": "按工友所述"}, others=True
)
AS_THE_EMPLOYER_SAYS = FactsReading(
    "employer",
    ("ledger", "payslip", "contract"),
    {"en": "as the employer's papers say", "zh-hans": "按单位材料"},
    others=True,
)
AS_PROVED = FactsReading(
    "proved",
    ("decision", "bank", "si_record", "payslip", "contract"),
    {"en": "as proved so far", "zh-hans": "按现有证据"},
)
BY_BEST_EVIDENCE = FactsReading(
    "best",
    ("decision", "bank", "si_record", "payslip", "contract", "worker", "ledger"),
    {"en": "by the best evidence", "zh-hans": "按最强证据"},
    others=True,
)
READINGS = {
    r.name: r for r in (BY_BEST_EVIDENCE, AS_THE_WORKER_SAYS, AS_THE_EMPLOYER_SAYS, AS_PROVED)
}


def facts_reading(name: str) -> FactsReading:
    """A reading by its name, or ad hoc: "payslip,worker" is an order of sources."""
    if name in READINGS:
        return READINGS[name]
    sources = tuple(part.strip() for part in name.split(",") if part.strip())
    return FactsReading(name, sources, {"en": name, "zh-hans": name})


def resolve(table: Table, rows: Rows, reading: FactsReading) -> list[dict[str, Any]]:
    """One row a key (all rows of the best source where a table says so), without `source`."""
    keys = table.rivals
    order = {
        source: rank for rank, source in enumerate(reading.order(row.get("source") for row in rows))
    }
    groups: dict[tuple[Any, ...], list[tuple[int, Mapping[str, Any]]]] = {}
    for row in rows:
        rank = len(order) if row.get("source") is None else order.get(row["source"])
        if rank is not None:
            groups.setdefault(tuple(row.get(k) for k in keys), []).append((rank, row))
    merge = _all_of_best if table.whole_by else _first_known
    return [
        made for held in groups.values() for made in merge(sorted(held, key=lambda pair: pair[0]))
    ]


def origins(table: Table, rows: Rows, reading: FactsReading) -> dict[str, str]:
    """For each fact that is known (in any row), the source that it was taken from."""
    order = {
        source: rank for rank, source in enumerate(reading.order(row.get("source") for row in rows))
    }
    found: dict[str, tuple[int, str]] = {}
    for row in rows:
        source = row.get("source")
        if source not in order:
            continue
        for name, value in row.items():
            if value is not None and name not in ("source", *table.rivals):
                found[name] = min(found.get(name, (len(order), "")), (order[source], source))
    return {name: source for name, (_, source) in found.items()}


def resolve_tables(
    tables: Mapping[str, Any], reading: FactsReading, known: Schema
) -> dict[str, Any]:
    """The same for whole Arrow tables; a table without sources and rivals comes back as it is."""
    return {
        name: _resolve_arrow(known.tables[name], held, reading) for name, held in tables.items()
    }


def _first_known(ranked: list[tuple[int, Mapping[str, Any]]]) -> list[dict[str, Any]]:
    made: dict[str, Any] = {}
    for _, row in ranked:
        for name, value in row.items():
            if name != "source" and made.get(name) is None:
                made[name] = value
    return [made]


def _all_of_best(ranked: list[tuple[int, Mapping[str, Any]]]) -> list[dict[str, Any]]:
    best = ranked[0][0]
    return [{k: v for k, v in row.items() if k != "source"} for rank, row in ranked if rank == best]


def _resolve_arrow(table: Table, held: Any, reading: FactsReading) -> Any:
    import duckdb
    import pyarrow as pa

    if "source" not in held.column_names or held["source"].null_count == held.num_rows:
        return held.drop_columns(["source"]) if "source" in held.column_names else held
    present = held["source"].unique().to_pylist()
    order = reading.order(present)
    numbered = held.append_column("_row", pa.array(range(held.num_rows), pa.int64()))
    with duckdb.connect() as connection:
        connection.register("facts", numbered)
        connection.register(
            "ranks",
            pa.table(
                {
                    "source": pa.array(order, pa.string()),
                    "rank": pa.array(range(len(order)), pa.int64()),
                }
            ),
        )
        query = _query(table, held.column_names, len(order))
        return connection.sql(query).to_arrow_table()


def _query(table: Table, names: Sequence[str], last: int) -> str:
    keys = [name for name in table.rivals if name in names]
    ranked = (
        f"SELECT facts.*, CASE WHEN facts.source IS NULL THEN {last} ELSE ranks.rank END AS _rank "
        "FROM facts LEFT JOIN ranks USING (source)"
    )
    ranked = f"SELECT * FROM ({ranked}) WHERE _rank IS NOT NULL"
    quoted = [_quoted(name) for name in names if name != "source"]
    by = ", ".join(map(_quoted, keys))
    if table.whole_by:
        inner = f"SELECT *, min(_rank) OVER (PARTITION BY {by}) AS _best FROM ({ranked})"
        return f"SELECT {', '.join(quoted)} FROM ({inner}) WHERE _rank = _best ORDER BY _row"
    width = 1 << 40
    values = ", ".join(
        f"arg_min({name}, _rank * {width} + _row) FILTER (WHERE {name} IS NOT NULL) AS {name}"
        if name.strip('"') not in keys
        else name
        for name in quoted
    )
    return f"SELECT {values} FROM ({ranked}) GROUP BY {by} ORDER BY min(_row)"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
