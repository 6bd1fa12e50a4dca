"""One graph, two ways of computing it, and the phone's: they must agree on everything.

1. the compiled law says of one worker what the meaning says: results, steps, what each step used
2. of a roster too: to the cent, with the same names missing, whatever its order
3. cutting a roster in two changes nothing, nor does the thread that computes it
4. what does not fit into 64 bits is computed exactly, for the results that used it
"""

import os
import random
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gongyou.law import claims, load_pack
from gongyou.law.engine import MONEY, Art, Code, FactError, Pack
from gongyou.law.engine.claim import Assessor, meant
from gongyou.law.engine.run import rosters
from gongyou.law.engine.run.one import compiled
from tests.law.engine.random_rules import random_pack, random_tables
from tests.law.engine.ways import (
    ON,
    by_claim,
    by_meaning,
    by_phone,
    by_table,
    explained,
    facts_of,
    plain,
)
from tests.law.engine.wild import plain as plain_roster
from tests.law.engine.wild import wild
from tests.law.portable.phone import NODE

SOAK = bool(os.environ.get("GONGYOU_SOAK"))
SLOWLY = {"deadline": None, "suppress_health_check": list(HealthCheck)}
READINGS = st.sampled_from([{}, {"practice": "two"}])
seeds = st.integers(0, 10**6)
TIMES = 50 if SOAK else 1
"""A soak draws so many times as much: 5,000 random packs, 3,000 wild workers, 100,000 steps."""
CN, TODAY = load_pack("cn"), date(2024, 12, 1)
EXACT_BY_MEANING = 0.001
"""Of a plain roster at most so much may be left to the meaning."""


def agree(one, other):
    different = {k: (one[k], other[k]) for k in one if one[k] != other[k]}
    assert not different
    assert len(one) == len(other)


def table_of(pack, tables, reading=None, **more):
    """A roster's results in the form that can be compared."""
    return by_table(pack, claims(tables, pack, ON, [reading or {}], **more))


def same_explanation(pack, facts, on, reading):
    """Compare a claim with all its steps; says how many, none where it was left to the meaning."""
    account = compiled(pack, facts, on, reading)
    if account is None:
        return 0
    made = explained(Assessor(pack, facts, on, reading, account).claim())
    agree(made, explained(meant(pack, facts, on, reading)))
    return sum(len(steps) + len(details) for *_, steps, details in made.values())


@settings(max_examples=25 * TIMES, **SLOWLY)
@given(seeds, seeds, READINGS)
@example(14, 99, {})
@example(56, 56, {})
@example(223, 223, {})
def test_a_claim_says_what_the_meaning_says_step_by_step(rules, facts, reading):
    pack, tables = random_pack(rules), random_tables(facts, 4)
    for row in tables["employment"]:
        same_explanation(pack, facts_of(tables, "worker", row["worker"]), ON, reading)


@settings(max_examples=15 * TIMES, **SLOWLY)
@given(seeds, seeds)
@example(23, 23)
def test_the_claim_by_meaning_is_the_graph_node_by_node(rules, facts):
    pack, tables = random_pack(rules), random_tables(facts, 5)
    said = plain(by_claim(pack, tables, way=meant))
    for where, node_by_node in by_meaning(pack, tables).items():
        if said[where][:2] == ("known", None):  # nothing owed: 0 or less
            assert node_by_node[0] == "known" and Decimal(node_by_node[1]) <= 0
        elif node_by_node[0] == "known":
            assert str(said[where][1]).lower() == str(node_by_node[1]).lower()
        else:
            assert said[where] == node_by_node


@settings(max_examples=40 * TIMES, **SLOWLY)
@given(seeds, seeds, READINGS)
@example(18, 18, {})
@example(24, 24, {})
def test_a_roster_gives_what_the_meaning_gives(rules, facts, reading):
    pack, tables = random_pack(rules), random_tables(facts)
    agree(by_claim(pack, tables, reading, meant), table_of(pack, tables, reading))


@settings(max_examples=10 * TIMES, **SLOWLY)
@given(seeds, seeds, st.integers(0, 10))
def test_cutting_a_roster_in_two_changes_nothing(rules, facts, cut):
    pack, tables = random_pack(rules), random_tables(facts)
    workers = [row["worker"] for row in tables["employment"]]
    parts = {}
    for group in (set(workers[:cut]), set(workers[cut:])):
        some = {n: [r for r in rows if r["worker"] in group] for n, rows in tables.items()}
        if some["employment"]:
            parts |= table_of(pack, some)
    assert parts == table_of(pack, tables)


@settings(max_examples=10 * TIMES, **SLOWLY)
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(seed, draw):
    pack, tables = random_pack(seed), random_tables(seed)
    mixed = {name: draw.sample(rows, len(rows)) for name, rows in tables.items()}
    assert table_of(pack, mixed) == table_of(pack, tables)


def test_a_few_entitlements_are_the_same_as_among_all():
    pack, tables = random_pack(5), random_tables(5)
    some = list(pack.entitlements)[1:3]
    every = table_of(pack, tables)
    found = table_of(pack, tables, codes=some)
    for key, made in found.items():
        assert made[:6] == every[key][:6]  # the best combination is of those asked for


@pytest.mark.skipif(NODE is None, reason="needs node")
@pytest.mark.parametrize("seed", [3, 7, 18, 24])
def test_the_phone_gives_what_one_worker_gets(seed):
    pack, tables = random_pack(seed), random_tables(seed)
    agree(by_claim(pack, tables), by_phone(pack, tables))


# --- a real law --------------------------------------------------------------------------------


def wild_reading(draw):
    """Some of the pack's questions answered otherwise."""
    asked = [name for name in CN.questions if draw.random() < 0.3]
    return {name: draw.choice(CN.questions[name].options) for name in asked}


def test_every_step_of_wild_workers_is_the_meaning_s():
    draw, tables = random.Random(8), wild(CN, 800 if SOAK else 25, seed=8)
    compared = 0
    for row in tables["employment"]:
        facts = facts_of(tables, "worker", row["worker"])
        compared += same_explanation(CN, facts, TODAY, wild_reading(draw))
    assert compared > (100_000 if SOAK else 1000)


@pytest.mark.parametrize("seed", range(10 if SOAK else 1))
def test_a_wild_roster_is_the_meaning_s(seed):
    draw, tables = random.Random(seed), wild(CN, 300 if SOAK else 40, seed=100 + seed)
    reading = wild_reading(draw)
    made = by_table(CN, claims(tables, CN, TODAY, [reading]))
    for row in tables["employment"]:
        worker = row["worker"]
        by_hand = meant(CN, facts_of(tables, "worker", worker), TODAY, reading)
        for result in by_hand:
            status, amount, _, reason, missing, limit, best = made[worker, result.code]
            assert (status, reason, missing) == (
                *(result.status, result.reason),
                tuple(result.missing),
            )
            assert amount is None or amount == result.amount
            last = result.limitation.last_safe_filing_date if result.limitation else None
            assert (limit, best) == (last, result.code in by_hand.best.members)


def test_a_plain_roster_is_hardly_ever_left_to_the_meaning(monkeypatch):
    left = []
    complete = rosters.complete
    monkeypatch.setattr(rosters, "complete", lambda *a: left.append(complete(*a)))
    made = claims(plain_roster(2000), CN, TODAY)
    assert sum(left) <= EXACT_BY_MEANING * made.num_rows


# --- where the facts come from -----------------------------------------------------------------


def test_facts_come_from_rows_arrow_pandas_polars_and_duckdb_alike():
    import duckdb
    import polars as pl

    pack, rows = random_pack(7), random_tables(7, gaps=0.0)
    arrow = {n: pa.Table.from_pylist(r) for n, r in rows.items()}
    connection = duckdb.connect()
    given_as = [
        rows,
        arrow,
        {n: t.to_pandas() for n, t in arrow.items()},
        {n: pl.from_arrow(t) for n, t in arrow.items()},
        {n: connection.from_arrow(t) for n, t in arrow.items()},
    ]
    first, *others = [table_of(pack, tables) for tables in given_as]
    assert all(other == first for other in others)


@pytest.mark.parametrize("seed", [3, 7, 18])
@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_facts_come_from_files_as_from_memory(seed, ending, tmp_path):
    from pyarrow import csv

    pack, rows = random_pack(seed, 3), random_tables(seed)
    files = {}
    for name, table in rows.items():
        files[name] = tmp_path / f"{name}.{ending}"
        (pq.write_table if ending == "parquet" else csv.write_csv)(
            pa.Table.from_pylist(table), files[name]
        )
    agree(by_claim(pack, rows), table_of(pack, files))


@pytest.mark.parametrize(
    ("type_", "column", "value"),
    [
        (Code("a", "c"), pa.array(["a", "b", "c"]), "'b'"),
        (MONEY, pa.array([Decimal("1.000"), Decimal("1.005"), Decimal("2.000")]), "1.005"),
        (MONEY, pa.array([1, 10**10, 2]), str(10**10)),
        (MONEY, pa.array([1.0, 0.125, 2.0]), "0.125"),
        (MONEY, pa.array(["1.00", "a lot", "2"]), "a lot"),
    ],
)
def test_a_wrong_value_is_refused_with_its_column_and_itself(tmp_path, type_, column, value):
    pack = Pack("files", currency="CNY", title={"en": "Files"})
    pack.table("workers")
    pack.fact("given", "workers", type_)

    pack.source("ACT", {"en": "The Act"})

    @pack.entitlement("x.none", cites=[Art("ACT", "1")], unit="CNY")
    def none():
        return 0

    path = tmp_path / "workers.parquet"
    pq.write_table(pa.table({"worker": [1, 2, 3], "given": column}), path)
    with pytest.raises(FactError, match=f"workers.given: 1 values .*{value}"):
        claims({"workers": path}, pack, ON)


def test_a_worker_alone_is_the_same_as_among_others():
    pack, tables = random_pack(11), random_tables(11)
    worker = tables["employment"][0]["worker"]
    alone = facts_of(tables, "worker", worker)
    one = {n: t if isinstance(t, list) else [t] for n, t in alone.tables.items()}
    everyone, single = by_claim(pack, tables), by_claim(pack, one)
    assert {k: v for k, v in everyone.items() if k[0] == worker} == single
