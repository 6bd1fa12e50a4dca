# Names come from the packs and values from nobody:
# ruff: noqa: S608
"""Tables of facts made ready for the query: checked, exact, in columns that SQL can compute with.

A number becomes an integer of its smallest unit (fen, hundredths of an hour). What a declaration
does not allow stops the batch with the table, the column and an example.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any

import duckdb
import pyarrow as pa

from gongyou.law.schema.types import (
    BOOL_KIND,
    DATE_KIND,
    FIRST_YEAR,
    LAST_YEAR,
    MONTH,
    NUM,
    FactError,
)

from .language.nodes import Table, walk
from .pack import Fact, Pack
from .sql.assemble import KEY, fact_table
from .sql.compile import Options

MOST_DENOMINATOR, SHORT_DIGITS = 10**9, 12
SHORT_INTEGERS = ("INTEGER", "SMALLINT", "TINYINT")
WHOLE = ("BIGINT", "INTEGER", "SMALLINT", "TINYINT", "UINTEGER", "USMALLINT", "UTINYINT")
SQL_TYPES = {NUM: "BIGINT", BOOL_KIND: "BOOLEAN", DATE_KIND: "DATE"}


Ends = tuple[Any, Any]
Span = tuple[int, Ends | None]


@dataclass
class Prepared:
    """Facts in a DuckDB connection, and what is known of them."""

    pack: Pack
    on: date
    connection: duckdb.DuckDBPyConnection
    smallest_units: bool = False
    check: bool = True
    streaming: bool = False
    rows: int = 0
    complete: set[str] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)
    denominators: dict[str, int] = field(default_factory=dict)
    bounds: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    months: tuple[date, ...] | None = None
    views: set[str] = field(default_factory=set)
    spans: dict[str, Span] = field(default_factory=dict)

    def options(self, reading: Mapping[str, str], names: bool = True) -> Options:
        """What a query over these facts may take for granted."""
        answers = tuple(sorted(reading.items()))
        return Options(
            answers,
            self.places,
            self.months,
            frozenset(self.complete),
            tuple(sorted(self.denominators.items())),
            tuple(sorted((name, *found) for name, found in self.bounds.items())),
            names,
        )


def prepare(
    pack: Pack,
    tables: Mapping[str, Any],
    on: date,
    connection: Any = None,
    *,
    threads: int = 0,
    smallest_units: bool = False,
    check: bool = True,
) -> Prepared:
    """Check the tables and load them; `tables` maps names to Arrow, pandas, Polars or rows.

    A text names a relation of the connection, or files to read. With `smallest_units` whole-number
    columns already count fen and hundredths of hours, and months are first days: so a city's
    facts are best kept. `check=False` is for facts that were checked when they were stored.
    """
    made = Prepared(pack, on, connection or _connect(), smallest_units, check)
    if threads:
        do(made.connection, f"SET threads = {threads}")
    for table in pack.tables.values():
        _load(made, table, tables.get(table.name))
    if check:
        _check_keys(made)
    made.places = _places(made)
    made.months = _months(made)
    root = fact_table(pack.root.name)
    (made.rows,) = _one(made.connection, f"SELECT count(*) FROM {root}")
    return made


def _connect() -> duckdb.DuckDBPyConnection:
    """A database in memory.

    Narrowing the keys of millions of rows before they are grouped, to spare memory, takes an
    eighth of a city's query.
    """
    connection = duckdb.connect()
    do(connection, "SET disabled_optimizers = 'compressed_materialization'")
    return connection


def _one(connection: Any, sql: str) -> tuple:
    return connection.execute(sql).fetchall()[0]


def do(connection: Any, sql: str) -> None:
    """Run a statement to its end."""
    connection.execute(sql).fetchall()


def _relation(connection: Any, given: Any) -> Any:
    if isinstance(given, Mapping):
        given = [given]
    if isinstance(given, list | tuple):
        names = list(dict.fromkeys(name for row in given for name in row))
        columns = {n: [_plain(row.get(n)) for row in given] for n in names}
        given = pa.table(columns) if names else pa.table({"nothing": pa.array([], pa.int8())})
    if isinstance(given, duckdb.DuckDBPyRelation | str):
        return given
    if hasattr(given, "to_arrow"):
        given = given.to_arrow()
    return given


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Fraction) else value


def stored_rows(name: str) -> str:
    """The name of what is kept of a table: its keys and the facts that were given."""
    return f"{fact_table(name)}_rows"


def _store(made: Prepared, table: Table, select: str, nulls: list[str]) -> None:
    """Keep the facts given; those that nobody gave cost nothing."""
    name, kept = fact_table(table.name), stored_rows(table.name)
    do(made.connection, f"CREATE OR REPLACE TABLE {kept} AS {select}")
    columns = ", ".join(["*", *nulls])
    do(made.connection, f"CREATE OR REPLACE VIEW {name} AS SELECT {columns} FROM {kept}")


def _load(made: Prepared, table: Table, given: Any) -> None:
    facts = [f for f in made.pack.facts.values() if f.table is table]
    if given is None and table.parent is None:
        raise FactError(f"the table {table.name} is not given")
    if given is None or (isinstance(given, list) and not given):
        _create_empty(made, table, facts)
        return
    source = _relation(made.connection, given)
    view = source if isinstance(source, str) else "given_rows"
    if view is not source:
        made.connection.register(view, source)
    made.streaming = view is source
    columns = _described(made, table, view)
    told = [f for f in facts if _is_told(f, columns)]
    made.absent |= {f.name for f in facts if f not in told}
    checks = _keep(made, table, facts, columns, view)
    spans = _file_spans(made.connection, view, columns) if made.streaming else None
    if spans is not None:
        checks = _by_spans(made, told, checks, columns, spans)
        told = []
    _check(made, table, view, told, checks, columns)
    if view is not source:
        made.connection.unregister(view)


def _described(made: Prepared, table: Table, view: str) -> dict[str, str]:
    """The columns given, with their types."""
    found = made.connection.execute(f"DESCRIBE SELECT * FROM {view}").fetchall()
    columns = {row[0]: row[1] for row in found}
    for key in table.key:
        if key not in columns:
            raise FactError(f"{table.name} lacks its key column {key}")
    return columns


def _keep(
    made: Prepared, table: Table, facts: list[Fact], columns: dict[str, str], view: str
) -> list[tuple[Fact, str]]:
    """Make the table of facts; returns for each the condition under which a value is wrong."""
    checks: list[tuple[Fact, str]] = []
    written = [f'"{key}" AS {KEY}{key}' for key in table.key]
    for fact in facts:
        if _is_day_of_claim(fact):
            written.append(f"DATE '{made.on.isoformat()}' AS f_on")
        elif fact.name not in made.absent:
            written.extend(_column(made, fact, columns, view, checks))
    nulls = [_null(f) for f in facts if f.name in made.absent]
    if made.streaming:
        made.views.add(table.name)
        select = f"SELECT {', '.join(written + nulls)} FROM {view}"
        do(made.connection, f"CREATE OR REPLACE VIEW {fact_table(table.name)} AS {select}")
    else:
        _store(made, table, f"SELECT {', '.join(written)} FROM {view}", nulls)
    return checks


def _by_spans(
    made: Prepared,
    told: list[Fact],
    checks: list[tuple[Fact, str]],
    columns: dict[str, str],
    spans: dict[str, Span],
) -> list[tuple[Fact, str]]:
    """Note what files say of themselves; returns the checks that are still to be made."""
    made.complete |= {f.name for f in told if f.column in spans and spans[f.column][0] == 0}
    _note_bounds(made, told, spans, columns)
    made.spans.update({f.name: spans[f.column] for f in told if f.column in spans})
    units = made.smallest_units
    return [
        (fact, wrong)
        for fact, wrong in checks
        if fact.type is MONTH or _read_span(spans.get(fact.column), fact, units) is None
    ]


def _file_spans(connection: Any, view: str, columns: dict[str, str]) -> dict[str, Span] | None:
    """For each column of Parquet files: how many nulls, and the ends of whole numbers and days.

    Of other types the ends prove nothing about what stands between them.
    """
    found = re.fullmatch(r"read_parquet\('([^']+)'\)", view)
    if found is None:
        return None
    numbers, days = (
        f"min(TRY_CAST(stats_min_value AS {t})), max(TRY_CAST(stats_max_value AS {t}))"
        for t in ("HUGEINT", "DATE")
    )
    rows = connection.execute(
        f"SELECT path_in_schema, sum(stats_null_count), {numbers}, {days} "
        f"FROM parquet_metadata('{found[1]}') GROUP BY 1 "
        "HAVING count(stats_null_count) = count(*) AND count(stats_min_value) = count(*)"
    ).fetchall()
    spans: dict[str, Span] = {}
    for name, nulls, least, most, first, last in rows:
        type_ = columns.get(name, "").upper()
        ends = (least, most) if type_ in WHOLE else (first, last) if type_ == "DATE" else None
        spans[name] = int(nulls), ends
    return spans


def _note_bounds(
    made: Prepared, facts: list[Fact], spans: dict[str, Span], columns: dict[str, str]
) -> None:
    """What files say of their numbers, rounded up so that the same query serves similar files."""
    for fact in facts:
        span = _read_span(spans.get(fact.column), fact, made.smallest_units)
        if span is None or fact.type.kind != NUM:
            continue
        scale = 10**fact.type.scale
        least, most = (int(v * scale) for v in span)
        low = -(2 ** (-least - 1).bit_length()) if least < 0 else 0
        short = made.smallest_units and columns[fact.column].upper() in SHORT_INTEGERS
        made.bounds[fact.name] = (low, 2 ** max(most, 1).bit_length(), 32 if short else 64)


def _read_span(span: Span | None, fact: Fact, smallest: bool = False) -> Ends | None:
    """A column's least and greatest value, if the files name them and both are allowed."""
    if span is None or span[1] is None or fact.type.exact:
        return None
    below = 10**fact.type.scale if smallest and fact.type.kind == NUM else 1
    try:
        least, most = (
            fact.type.read(Fraction(end, below) if below > 1 else end) for end in span[1]
        )
    except FactError:
        return None
    return least, most


def _create_empty(made: Prepared, table: Table, facts: list[Fact]) -> None:
    keys = ", ".join(f"CAST(NULL AS VARCHAR) AS {KEY}{key}" for key in table.key)
    made.absent |= {f.name for f in facts}
    _store(made, table, f"SELECT {keys} LIMIT 0", [_null(f) for f in facts])


def _null(fact: Fact) -> str:
    type_ = SQL_TYPES.get(fact.type.kind, "VARCHAR")
    return f"CAST(NULL AS {type_}) AS f_{fact.name}"


def _is_day_of_claim(fact: Fact) -> bool:
    return fact.name == "on" and fact.table.parent is None


def _is_told(fact: Fact, columns: dict[str, str]) -> bool:
    """Whether a table has a column for a fact, not of nulls alone."""
    if _is_day_of_claim(fact):
        return True
    return columns.get(fact.column, "NULL").upper() not in ('"NULL"', "NULL")


def _column(
    made: Prepared,
    fact: Fact,
    columns: dict[str, str],
    view: str,
    checks: list[tuple[Fact, str]],
) -> list[str]:
    """The select items of a fact; adds the condition under which a given value is wrong."""
    given, type_ = f'"{fact.column}"', columns[fact.column].upper()
    if fact.type.exact:
        return _fraction(made, fact, view, checks)
    if fact.type.kind == NUM and made.smallest_units and type_ in WHOLE:
        short = made.streaming and type_ in SHORT_INTEGERS
        return _in_smallest_units(fact, given, checks, short=short)
    if fact.type.kind == NUM:
        return _number(fact, given, type_, checks)
    if fact.type.kind == DATE_KIND:
        kept_so = made.streaming and made.smallest_units and type_ == "DATE"
        return _date(fact, given, checks, kept_so=kept_so)
    if fact.type.kind == BOOL_KIND:
        yes_or_no = f"TRY_CAST({given} AS BOOLEAN)"
        checks.append((fact, f"{yes_or_no} IS NULL"))
        return [f"{yes_or_no} AS f_{fact.name}"]
    if fact.type.codes:
        allowed = ", ".join(f"'{c}'" for c in fact.type.codes)
        checks.append((fact, f"CAST({given} AS VARCHAR) NOT IN ({allowed})"))
    return [f"NULLIF(CAST({given} AS VARCHAR), '') AS f_{fact.name}"]


def _date(fact: Fact, given: str, checks: list[tuple[Fact, str]], *, kept_so: bool) -> list[str]:
    """A day or the first of a month; months that are `kept_so` already need no work a row."""
    text = f"TRY_CAST({given} AS DATE)"
    if fact.type is MONTH and kept_so:
        checks.append((fact, f"day({given}) <> 1"))
        return [f"{given} AS f_{fact.name}"]
    low, high = f"DATE '{FIRST_YEAR}-01-01'", f"DATE '{LAST_YEAR}-12-31'"
    checks.append((fact, f"{text} IS NULL OR {text} NOT BETWEEN {low} AND {high}"))
    if fact.type is MONTH:
        text = f"CAST(date_trunc('month', {text}) AS DATE)"
    return [f"{text} AS f_{fact.name}"]


def _number(fact: Fact, given: str, type_: str, checks: list[tuple[Fact, str]]) -> list[str]:
    scale = fact.type.scale
    text = f"TRY_CAST({given} AS DECIMAL(18, {scale}))"
    whole = f"CAST({text} * {10**scale} AS BIGINT)" if scale else f"CAST({text} AS BIGINT)"
    if type_.startswith("DECIMAL"):
        digits, decimals = map(int, type_[8:-1].split(","))
        if digits <= SHORT_DIGITS and decimals <= scale:
            text, whole = given, f"CAST({given} * {10**scale} AS BIGINT)"
    if type_ in WHOLE:
        text = given
        whole = f"CAST({given} AS BIGINT) * {10**scale}"
    back = f"TRY_CAST({given} AS DOUBLE)" if type_ in ("DOUBLE", "FLOAT") else None
    exact = f"CAST({text} AS DOUBLE) <> {back}" if back else _loses(given, text, type_, scale)
    bounds = f"{text} NOT BETWEEN {fact.type.least} AND {fact.type.most}"
    checks.append((fact, f"{text} IS NULL OR {exact} OR {bounds}"))
    return [f"{whole} AS f_{fact.name}"]


def _in_smallest_units(
    fact: Fact, given: str, checks: list[tuple[Fact, str]], *, short: bool
) -> list[str]:
    scale = 10**fact.type.scale
    bounds = f"NOT BETWEEN {fact.type.least * scale} AND {fact.type.most * scale}"
    checks.append((fact, f"{given} {bounds}"))
    type_ = "INTEGER" if short else "BIGINT"
    return [f"CAST({given} AS {type_}) AS f_{fact.name}"]


def _loses(given: str, text: str, type_: str, scale: int) -> str:
    """Whether a value has more decimals than are kept."""
    if type_.startswith("DECIMAL"):
        decimals = int(type_.rstrip(")").split(",")[1])
        return "FALSE" if decimals <= scale else f"{text} <> {given}"
    if type_ == "VARCHAR":
        return f"{text} <> TRY_CAST({given} AS DECIMAL(38, 12))"
    return "FALSE"


def _fraction(made: Prepared, fact: Fact, view: str, checks: list[tuple[Fact, str]]) -> list[str]:
    """An exact fraction, written 8/12, -13/24, 3 or 0.5, over the denominator of them all."""
    text = f'CAST("{fact.column}" AS VARCHAR)'
    top = f"TRY_CAST(split_part({text}, '/', 1) AS DECIMAL(18, 6))"
    low = (
        f"CASE WHEN contains({text}, '/') THEN TRY_CAST(split_part({text}, '/', 2) AS BIGINT) "
        "ELSE 1 END"
    )
    checks.append((fact, f"{top} IS NULL OR {low} IS NULL OR {low} <= 0"))
    found = made.connection.execute(
        f"SELECT DISTINCT {low}, {top} <> trunc({top}) FROM {view} WHERE {low} > 0"
    ).fetchall()
    below = lcm(*(d for d, _ in found)) * (10**6 if any(cut for _, cut in found) else 1)
    if below > MOST_DENOMINATOR:
        raise FactError(f"{fact.table.name}.{fact.column}: too many different denominators")
    made.denominators[fact.name] = below
    exact = f"CAST({top} * 1000000 AS HUGEINT) * {below} // ({low} * 1000000)"
    return [f"CAST({exact} AS BIGINT) AS f_{fact.name}"]


def _check(
    made: Prepared,
    table: Table,
    view: str,
    facts: list[Fact],
    checks: list[tuple[Fact, str]],
    columns: dict[str, str],
) -> None:
    """Refuse wrong values; note the facts that no row lacks."""
    name = fact_table(table.name)
    told = [f"count(f_{f.name}) = count(*)" for f in facts]
    if told:
        row = _one(made.connection, f"SELECT {', '.join(told)} FROM {name}")
        made.complete |= {f.name for f, full in zip(facts, row, strict=True) if full}
    if not checks or not made.check:
        return
    texts = {name for name, type_ in columns.items() if type_.upper() == "VARCHAR"}
    conditions = [f"{_given(f, texts)} AND ({wrong})" for f, wrong in checks]
    counted = ", ".join(f"count(*) FILTER (WHERE {where})" for where in conditions)
    row = _one(made.connection, f"SELECT {counted} FROM {view}")
    for (fact, _), where, bad in zip(checks, conditions, row, strict=True):
        if bad:
            sample = _one(
                made.connection, f'SELECT "{fact.column}" FROM {view} WHERE {where} LIMIT 1'
            )[0]
            raise FactError(
                f"{table.name}.{fact.column}: {bad} values are no {fact.type.name} "
                f"as declared, for example {sample!r}"
            )


def _given(fact: Fact, texts: set[str]) -> str:
    """That a value was given: an empty text is none."""
    given = f'"{fact.column}" IS NOT NULL'
    return f"{given} AND \"{fact.column}\" <> ''" if fact.column in texts else given


def _check_keys(made: Prepared) -> None:
    root = made.pack.root
    keys = ", ".join(KEY + k for k in root.key)
    name = fact_table(root.name)
    twice = _one(
        made.connection,
        f"SELECT count(*) FROM (SELECT {keys} FROM {name} GROUP BY {keys} HAVING count(*) > 1)",
    )[0]
    if twice:
        raise FactError(f"{root.name}: {twice} keys ({', '.join(root.key)}) stand in several rows")
    for table in made.pack.tables.values():
        if table.parent is not None:
            _check_parents(made, table)


def _check_parents(made: Prepared, table: Table) -> None:
    assert table.parent is not None
    keys = [KEY + k for k in table.parent.key]
    on = " AND ".join(f"c.{k} = p.{k}" for k in keys)
    lost = _one(
        made.connection,
        f"SELECT count(*) FROM {fact_table(table.name)} AS c ANTI JOIN "
        f"{fact_table(table.parent.name)} AS p ON {on}",
    )[0]
    if lost:
        raise FactError(f"{table.name}: {lost} rows belong to no {table.parent.name} row")


def _places(made: Prepared) -> tuple[str, ...]:
    """Every place that the facts or the rules name where a place is looked up."""
    pack, found = made.pack, set()
    nodes = walk([t.expr for t in pack.program.traced.values()])
    texts = [
        n.args[n.data.keys.index(n.data.inherit)]
        for n in nodes
        if n.op == "lookup" and n.data.inherit is not None
    ]
    inside = walk([*texts, *([pack.resolve(pack.place)] if pack.place in pack.facts else [])])
    for expr in _with_rules(pack, inside):
        if expr.op == "const" and isinstance(expr.data, str):
            found.add(expr.data)
        elif expr.op == "fact" and expr.kind == "text":
            table = fact_table(expr.data.table.name)
            sql = f"SELECT DISTINCT f_{expr.data.name} FROM {table}"
            found |= {row[0] for row in made.connection.execute(sql).fetchall()}
    return tuple(sorted(p for p in found if p is not None))


def _with_rules(pack: Pack, nodes: Iterable[Any]) -> list[Any]:
    """These nodes and those of the rules that they name."""
    seen: dict[int, Any] = {}
    todo = list(nodes)
    while todo:
        expr = todo.pop()
        if id(expr) not in seen:
            seen[id(expr)] = expr
            if expr.op == "rule":
                todo.extend(walk([pack.program.traced[expr.data].expr]))
    return list(seen.values())


def _months(made: Prepared) -> tuple[date, ...] | None:
    """The first days of all months from the first to the last in the facts."""
    spans = []
    for fact in made.pack.facts.values():
        if fact.name in made.spans:
            found = _read_span(made.spans[fact.name], fact) if fact.type is MONTH else None
            if found is not None:
                spans.append(found)
        elif fact.type is MONTH:
            sql = (
                f"SELECT min(f_{fact.name}), max(f_{fact.name}) FROM {fact_table(fact.table.name)}"
            )
            spans.append(_one(made.connection, sql))
    known = [s for s in spans if s[0] is not None]
    if not known:
        return None
    first, last = min(s[0] for s in known), max(s[1] for s in known)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(date(m // 12, m % 12 + 1, 1) for m in months)
