"""One graph, several ways of computing it: they must agree on everything.

1. the generated code for one worker says what the interpreter says, node by node
2. columns in memory, and the one query, give the same to the cent, with the same names missing
3. cutting a roster in two changes nothing
4. PostgreSQL gives the same as DuckDB
"""

from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gongyou.law.engine import MONEY, Code, FactError, Pack
from gongyou.law.engine.batch import run
from gongyou.law.engine.columns import run_columns
from gongyou.law.engine.prepare import prepare
from tests.law.engine.random_rules import random_pack, random_tables
from tests.law.engine.ways import ON, by_claim, by_meaning, by_phone, by_table, facts_of, plain
from tests.law.portable.phone import NODE
from tests.postgres import postgres_url

__all__ = ["postgres_url"]

SLOWLY = {"deadline": None, "suppress_health_check": list(HealthCheck)}
DEFAULT = [("default", {})]
seeds = st.integers(0, 10**6)


def agree(one, other):
    different = {k: (one[k], other[k]) for k in one if one[k] != other[k]}
    assert not different


@settings(max_examples=40, **SLOWLY)
@given(seeds, seeds)
@example(56, 56)
@example(23, 23)
def test_the_generated_code_means_what_the_graph_says(rules, facts):
    pack, tables = random_pack(rules), random_tables(facts, 5)
    said = plain(by_claim(pack, tables))
    for where, meant in by_meaning(pack, tables).items():
        if said[where][:2] == ("known", None):  # nothing owed: 0 or less
            assert meant[0] == "known"
        elif meant[0] == "known":
            assert str(said[where][1]).lower() == str(meant[1]).lower()
        else:
            assert said[where] == meant


@settings(max_examples=40, **SLOWLY)
@given(seeds, seeds, st.sampled_from([{}, {"practice": "two"}]))
def test_columns_give_what_one_worker_gets(rules, facts, reading):
    pack, tables = random_pack(rules), random_tables(facts)
    made = run_columns(prepare(pack, tables, ON), [("default", reading)])
    agree(by_claim(pack, tables, reading), by_table(pack, made))


@pytest.mark.skipif(NODE is None, reason="needs node")
@pytest.mark.parametrize("seed", [3, 7, 18, 24])
def test_the_phone_gives_what_one_worker_gets(seed):
    pack, tables = random_pack(seed), random_tables(seed)
    agree(by_claim(pack, tables), by_phone(pack, tables))


@settings(max_examples=8, **SLOWLY)
@given(seeds, seeds, st.sampled_from([{}, {"practice": "two"}]))
@example(18, 18, {})
@example(24, 24, {})
def test_the_query_gives_what_one_worker_gets(rules, facts, reading):
    pack, tables = random_pack(rules, 3), random_tables(facts)
    made = run(prepare(pack, tables, ON), [("default", reading)])
    agree(by_claim(pack, tables, reading), by_table(pack, made))


@settings(max_examples=10, **SLOWLY)
@given(seeds, seeds, st.integers(0, 10))
def test_cutting_a_roster_in_two_changes_nothing(rules, facts, cut):
    pack, tables = random_pack(rules), random_tables(facts)
    workers = [row["worker"] for row in tables["employment"]]
    whole = by_table(pack, run_columns(prepare(pack, tables, ON), DEFAULT))
    parts = {}
    for group in (set(workers[:cut]), set(workers[cut:])):
        some = {n: [r for r in rows if r["worker"] in group] for n, rows in tables.items()}
        if some["employment"]:
            parts |= by_table(pack, run_columns(prepare(pack, some, ON), DEFAULT))
    assert parts == whole


def test_facts_come_from_arrow_pandas_and_polars_alike():
    import polars as pl

    pack, rows = random_pack(7), random_tables(7, gaps=0.0)
    arrow = {n: pa.Table.from_pylist(r) for n, r in rows.items()}
    given_as = [
        rows,
        arrow,
        {n: t.to_pandas() for n, t in arrow.items()},
        {n: pl.from_arrow(t) for n, t in arrow.items()},
    ]
    first, *others = [by_table(pack, run_columns(prepare(pack, t, ON), DEFAULT)) for t in given_as]
    assert all(other == first for other in others)


@pytest.mark.parametrize("seed", [3, 7, 18, 24])
def test_facts_come_from_files_as_from_memory(seed, tmp_path):
    pack, rows = random_pack(seed, 3), random_tables(seed)
    files = {}
    for name, table in rows.items():
        path = tmp_path / f"{name}.parquet"
        pq.write_table(pa.Table.from_pylist(table), path)
        files[name] = f"read_parquet('{path}')"
    expected = by_claim(pack, rows)
    agree(expected, by_table(pack, run(prepare(pack, files, ON), DEFAULT)))
    agree(expected, by_table(pack, run_columns(prepare(pack, files, ON), DEFAULT)))


@pytest.mark.parametrize(
    ("type_", "column", "value"),
    [
        (Code("a", "c"), pa.array(["a", "b", "c"]), "'b'"),
        (MONEY, pa.array([Decimal("1.000"), Decimal("1.005"), Decimal("2.000")]), "1.005"),
        (MONEY, pa.array([1, 10**10, 2]), str(10**10)),
    ],
)
def test_a_wrong_value_between_the_ends_of_a_file_is_refused(tmp_path, type_, column, value):
    pack = Pack("files", currency="CNY", title={"en": "Files"})
    pack.table("workers")
    pack.fact("given", "workers", type_)
    path = tmp_path / "workers.parquet"
    pq.write_table(pa.table({"worker": [1, 2, 3], "given": column}), path)
    with pytest.raises(FactError, match=value):
        prepare(pack, {"workers": f"read_parquet('{path}')"}, ON)


@pytest.mark.postgres
def test_postgres_gives_what_one_worker_gets(postgres_url):
    from gongyou.law.engine.servers import Postgres

    for seed in (3, 18, 24, 31):
        pack, tables = random_pack(seed, 3), random_tables(seed, 6)
        with Postgres(postgres_url) as server:
            made = server.run(prepare(pack, tables, ON), DEFAULT)
        agree(by_claim(pack, tables), by_table(pack, made))


def test_a_worker_alone_is_the_same_as_among_others():
    pack, tables = random_pack(11), random_tables(11)
    worker = tables["employment"][0]["worker"]
    alone = facts_of(tables, "worker", worker)
    one = {n: t if isinstance(t, list) else [t] for n, t in alone.tables.items()}
    everyone, single = by_claim(pack, tables), by_claim(pack, one)
    assert {k: v for k, v in everyone.items() if k[0] == worker} == single
