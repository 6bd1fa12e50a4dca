"""Readings of the facts: which source counts; one worker and a roster agree."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.law.schema import STANDARD, TABLES
from gongyou.law.sources import READINGS, facts_reading, origins, resolve, resolve_tables
from gongyou.law.workbooks import FactTable

SAID = {"worker": "A", "start": date(2008, 3, 1), "agreed_wage": Decimal(4000), "source": "worker"}
WRITTEN = {
    "worker": "A",
    "agreed_wage": Decimal(3200),
    "contract_written": True,
    "source": "contract",
}


def test_the_first_source_that_knows_a_fact_gives_it():
    worker = resolve(TABLES["employment"], [WRITTEN, SAID], READINGS["worker"])
    employer = resolve(TABLES["employment"], [WRITTEN, SAID], READINGS["employer"])
    assert worker[0]["agreed_wage"] == 4000 and employer[0]["agreed_wage"] == 3200
    assert worker[0]["contract_written"] is True and employer[0]["start"] == date(2008, 3, 1)


def test_what_only_the_worker_says_is_unknown_as_proved():
    (proved,) = resolve(TABLES["employment"], [WRITTEN, SAID], READINGS["proved"])
    assert proved == {"worker": "A", "agreed_wage": Decimal(3200), "contract_written": True}


def test_each_value_names_where_it_came_from():
    assert origins(TABLES["employment"], [WRITTEN, SAID], READINGS["employer"]) == {
        "agreed_wage": "contract",
        "contract_written": "contract",
        "start": "worker",
    }


def test_an_order_of_sources_can_be_typed():
    reading = facts_reading("contract, worker")
    assert resolve(TABLES["employment"], [SAID, WRITTEN], reading)[0]["agreed_wage"] == 3200


def test_events_of_the_better_source_replace_the_others():
    rows = [
        {"worker": "A", "kind": "injury", "date": date(2014, 1, d), "source": s}
        for d, s in ((1, "worker"), (2, "si_record"), (3, "si_record"))
    ]
    kept = resolve(TABLES["events"], rows, READINGS["proved"])
    assert [row["date"].day for row in kept] == [2, 3]
    # where both count, the better source tells the whole story: no day of the other stands beside
    for told in (rows, rows[::-1]):
        kept = resolve(TABLES["events"], told, facts_reading("si_record,worker"))
        assert sorted(row["date"].day for row in kept) == [2, 3]


_SOURCES = st.sampled_from([None, "worker", "payslip", "ledger", "bank", "neighbour"])
_PAY = st.fixed_dictionaries(
    {
        "worker": st.sampled_from("AB"),
        "month": st.sampled_from([date(2014, 1, 1), date(2014, 2, 1)]),
        "due": st.none() | st.integers(0, 3).map(Decimal),
        "paid": st.none() | st.integers(0, 3).map(Decimal),
        "source": _SOURCES,
    }
)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(_PAY, max_size=8), name=st.sampled_from([*READINGS, "payslip,bank", "neighbour"])
)
def test_one_worker_and_a_roster_are_read_alike(rows, name):
    schema = {"worker": [], "month": [], "due": [], "paid": [], "source": []}
    table = FactTable("pay", {k: [row[k] for row in rows] for k in schema}).to_arrow()
    many = resolve_tables({"pay": table}, facts_reading(name), STANDARD)["pay"].to_pylist()
    one = resolve(TABLES["pay"], rows, facts_reading(name))
    if all(row["source"] is None for row in rows):
        return  # nothing to choose between: rivals without a source are for the reader to name
    assert sorted(map(_plain, many)) == sorted(map(_plain, one))


def _plain(row):
    return [
        str(row[k])
        if row.get(k) is None
        else str(Decimal(row[k]).quantize(Decimal(1)))
        if k in ("due", "paid")
        else str(row[k])
        for k in ("worker", "month", "due", "paid")
    ]


def test_a_table_without_sources_comes_back_as_it_is():
    table = pa.table({"worker": ["A"], "due": [1]})
    assert resolve_tables({"pay": table}, READINGS["best"], STANDARD)["pay"] is table
