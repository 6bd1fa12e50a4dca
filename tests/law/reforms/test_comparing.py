"""A roster under both laws: equal to two claims person by person, and nobody vanishes.

1. an empty reform: no result differs
2. each change is what two claims of that person differ by
3. what turns unknown is told, and counts neither as a loss nor as unchanged
4. a test or limit is no amount of money
5. alternate calls give the same answers; parts and interaction add up
"""

from collections import Counter
from decimal import Decimal

import pytest

from gongyou.law import claims, load_pack
from gongyou.law.reforms import compare, compare_parts, load_reform, reform_pack
from gongyou.law.reforms.comparing import UNITS
from tests.law.reforms.roster import ON, people, raised, written

PACK = load_pack("cn")
TABLES = people()
CAP = {"figure": "severance_cap_multiple", "from": "2008-01-01", "set": "2"}


CODES = [
    "cn.severance",
    "cn.unlawful_termination",
    "cn.minimum_wage.shortfall",
    "cn.final_award.limit",
    "cn.annual_leave.untaken_pay",
]


def compared(*changes, tables=TABLES, codes=CODES):
    return compare(tables, PACK, load_reform(written(*changes)), ON, codes=codes)


@pytest.mark.parametrize(
    "change",
    [
        raised() | {"set": "1808", "until": "2015-02-28"},
        {k: v for k, v in raised().items() if k != "set"} | {"add": "0"},
        {"figure": "overtime_multiple", "from": "1990-01-01", "scale": "1"},
        {"answer": {}},
    ],
)
def test_a_reform_that_changes_nothing_changes_nothing(change):
    found = compared(change, codes=None)
    assert found.differences == 0
    assert found.changed_codes == []
    assert Counter(found.outcome.tolist()) == {"same": 40}
    assert int(found.delta.sum()) == 0
    assert "no_effect" in {p.code for p in found.problems}


def by_person(pack, answers=None):
    best = {row["worker"]: Decimal(0) for row in TABLES["employment"]}
    told = {}
    for row in claims(TABLES, pack, ON, [answers or {}], codes=CODES).to_pylist():
        told[row["worker"], row["entitlement"]] = row["status"]
        if row["in_best"] and row["amount"] is not None:
            best[row["worker"]] += row["amount"]
    return best, told


@pytest.mark.parametrize(
    ("changes", "answers"),
    [
        ([raised()], {}),
        ([CAP], {}),
        ([raised("1500")], {}),
        ([{"answer": {"amounts": "yuan", "before_2008": "single"}}], None),
        ([raised(), CAP], {}),
    ],
)
def test_each_person_s_change_is_what_two_claims_differ_by(changes, answers):
    found = compared(*changes)
    reform = found.reform
    now, told_now = by_person(PACK)
    then, told_then = by_person(reform_pack(PACK, reform), reform.answers or answers)
    rows = found.people().to_pylist()
    assert [r["worker"] for r in rows] == [r["worker"] for r in TABLES["employment"]]
    for row in rows:
        worker = row["worker"]
        assert (row["now"], row["then"]) == (now[worker], then[worker])
        if row["outcome"] == "unknown":
            assert row["change"] is None
        else:
            assert row["change"] == then[worker] - now[worker]
    pairs = Counter((told_now[key], told_then[key]) for key in told_now)
    assert {k: v for k, v in found.matrix().items() if v} == dict(pairs)


def test_a_lower_cap_takes_from_those_above_it_and_gives_nobody():
    found = compared(CAP)
    outcomes = Counter(found.outcome.tolist())
    assert outcomes["lose"] > 0
    assert outcomes["gain"] == 0
    assert set(found.changed_codes) >= {"cn.severance"}


def test_what_can_no_longer_be_told_is_neither_loss_nor_unchanged():
    """Nobody told when the contract was signed, and the reform makes all turn on it."""
    change = {"rule": "severance_years", "text": "year(contract_signed) - 2013"}
    found = compared(change)
    assert found.newly_unknown.any()
    assert set(found.outcome[found.newly_unknown].tolist()) == {"unknown"}
    rows = found.people().filter(found.newly_unknown).to_pylist()
    assert all(row["change"] is None for row in rows)
    assert found.matrix()["amount", "undetermined"] > 0


def test_a_limit_of_the_procedure_is_no_gain():
    found = compared(raised())
    assert "cn.final_award.limit" in found.changed_codes
    limit = found.codes.index("cn.final_award.limit")
    assert limit not in found.counted


def test_asking_in_turns_gives_the_same_answers():
    first = compared(CAP).people()
    compared(raised())
    plain = claims(TABLES, PACK, ON, codes=CODES)
    assert compared(CAP).people().equals(first)
    assert claims(TABLES, PACK, ON, codes=CODES).equals(plain)


def test_parts_and_their_interaction_are_the_whole():
    reform = load_reform(
        written(CAP, {"rule": "severance_years", "text": "year(last_day) - 2008 + 1"})
    )
    found = compare_parts(TABLES, PACK, reform, ON, codes=CODES)
    assert sum((p.total for p in found.parts), Decimal(0)) + found.interaction == found.total
    assert found.interaction != 0  # more years under a lower cap are fewer yuan each
    known = found.whole.known
    assert found.total == Decimal(int(found.whole.delta[known].sum())) / UNITS


def test_a_provision_without_effect_is_named():
    reform = load_reform(written(CAP, raised(**{"from": "2030-01-01"})))
    found = compare_parts(TABLES, PACK, reform, ON, codes=CODES)
    assert ("no_effect_of", 2) in {(p.code, p.values.get("number")) for p in found.whole.problems}
