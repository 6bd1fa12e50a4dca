"""From finer rows to one value, by hand: the meaning, one worker, a roster and the phone agree."""

from datetime import date
from decimal import Decimal

import pytest

from gongyou.law import claims
from gongyou.law.engine import (
    DATE,
    MONEY,
    TEXT,
    Art,
    Pack,
    average,
    count,
    earliest,
    largest,
    latest,
    restarted,
    smallest,
    total,
    year,
)
from gongyou.law.engine.claim import meant
from tests.law.engine.ways import ON, by_claim, by_phone, by_table
from tests.law.portable.phone import NODE

LAW = [Art("ACT", "1")]
WAYS = ["meaning", "alone", "roster", pytest.param("phone", marks=pytest.mark.skipif(
    NODE is None, reason="needs node"))]  # fmt: skip


@pytest.fixture(scope="module")
def pack():
    """Each aggregate once, over what happened."""
    made = Pack("rows", currency="CNY", title={"en": "Rows"})
    made.table("employment")
    made.table("events", parent="employment", empty="none")
    made.source("ACT", {"en": "The Act"})
    made.fact("start", "employment", DATE)
    for name, type_ in {"happened": DATE, "sum": MONEY, "label": TEXT}.items():
        made.fact(name, "events", type_, column=None)

    def rule(name, write):
        made.entitlement(f"x.{name}", cites=LAW, unit="CNY")(write)

    def a_latest(sum, happened):
        return latest(sum, happened, none=7)

    def a_earliest(sum, happened):
        return earliest(sum, happened, none=7)

    def a_largest(sum):
        return largest(sum, none=7)

    def a_smallest(sum):
        return smallest(sum, none=7)

    def a_bare(sum):
        return largest(sum)

    def a_total(sum):
        return total(sum)

    def a_count(sum):
        return count(sum > 15)

    def a_average(sum):
        return average(sum)

    def a_latest_of_red(sum, happened, label):
        return latest(sum, happened, label == "red", none=7)

    def a_earliest_of_red(sum, happened, label):
        return earliest(sum, happened, label == "red", none=7)

    def a_restarted(start, happened):
        return year(restarted(start, 12, happened))

    for write in (a_latest, a_earliest, a_largest, a_bare, a_smallest, a_total, a_count, a_average,
                  a_latest_of_red, a_earliest_of_red, a_restarted):  # fmt: skip
        rule(write.__name__.removeprefix("a_"), write)
    return made


def events(*rows):
    return [
        {"worker": "A", "happened": None if day is None else date.fromisoformat(day),
         "sum": None if value is None else Decimal(value), "label": label}
        for day, value, label in rows
    ]  # fmt: skip


def found(pack, way, rows, start="2020-01-01"):
    """Amounts by name; of what cannot be known the names of what is missing."""
    tables = {
        "employment": [{"worker": "A", "start": date.fromisoformat(start)}],
        "events": rows,
    }
    made = {
        "meaning": lambda: by_claim(pack, tables, way=meant),
        "alone": lambda: by_claim(pack, tables),
        "roster": lambda: by_table(pack, claims(tables, pack, ON)),
        "phone": lambda: by_phone(pack, tables),
    }[way]()
    return {
        code.removeprefix("x."): missing if status == "undetermined" else amount or 0
        for (_, code), (status, amount, _value, _reason, missing, *_) in made.items()
    }


THREE = events(("2021-03-03", 20, "blue"), ("2021-03-01", 30, "blue"), ("2021-03-02", 10, "red"))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("turn", [0, 1, 2])
def test_three_rows_in_any_order(pack, way, turn):
    said = found(pack, way, THREE[turn:] + THREE[:turn])
    assert (said["latest"], said["earliest"]) == (20, 30)
    assert (said["largest"], said["smallest"]) == (30, 10)
    assert (said["total"], said["count"], said["average"]) == (60, 2, 20)
    assert (said["latest_of_red"], said["earliest_of_red"]) == (10, 10)


@pytest.mark.parametrize("way", WAYS)
def test_of_rows_of_one_day_the_greatest_value_counts(pack, way):
    rows = events(
        ("2021-03-01", 20, "red"), ("2021-03-01", 30, "red"), ("2021-03-02", 10, "red"),
        ("2021-03-02", 15, "red"),
    )  # fmt: skip
    said = found(pack, way, rows)
    assert (said["earliest"], said["latest"]) == (30, 15)


@pytest.mark.parametrize("way", WAYS)
def test_without_a_row_there_is_what_the_rule_says(pack, way):
    said = found(pack, way, [])
    assert {said[n] for n in ("latest", "earliest", "largest", "smallest", "latest_of_red")} == {7}
    assert (said["total"], said["count"]) == (0, 0)
    # Without such a word it is not known, and never 0.
    assert said["bare"] == ("sum",)


@pytest.mark.parametrize("way", WAYS)
def test_a_row_that_is_not_known_is_named_where_it_could_matter(pack, way):
    rows = [*THREE, *events(("2021-03-04", None, "blue"))]
    said = found(pack, way, rows)
    for name in ("latest", "largest", "smallest", "total", "count", "average"):
        assert said[name] == ("sum",), name
    assert (said["latest_of_red"], said["earliest_of_red"]) == (10, 10)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("days", "begins"),
    [
        ([], 2020),
        (["2021-01-01"], 2021),  # the last day of the twelve months
        (["2021-01-02"], 2020),  # a day too late
        (["2022-01-01", "2021-01-01"], 2022),
        (["2022-01-02", "2021-01-01"], 2021),
        (["2019-12-31"], 2020),
    ],
)
def test_a_period_begins_anew_only_within_itself(pack, way, days, begins):
    said = found(pack, way, events(*((day, 1, "red") for day in days)))
    assert said["restarted"] == begins
