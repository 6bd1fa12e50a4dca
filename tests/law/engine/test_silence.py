"""Silence is not a no: what a result rests on when nobody was asked.

1. after no answer at all nothing is said to be not due
2. "not due" is said only of what no other answer changes: every one is tried
3. what was not asked is named; an answer, or "there was none", takes it off the list
"""

from datetime import date
from decimal import Decimal

import pytest

from gongyou.law import Facts, claim, load_pack
from gongyou.law.engine import BOOL, MONEY, TEXT, Art, Pack, any_row, assumed, first_known, is_known
from gongyou.law.engine.language.nodes import lift
from gongyou.law.engine.language.values import owed

ON = date(2026, 11, 24)
RESIGNED = {
    "place": "441900",
    "start": date(2023, 3, 1),
    "end": date(2026, 10, 31),
    "end_kind": "resigned",
    "contract_written": True,
    "contract_signed": date(2023, 3, 5),
}
LAW = [Art("ACT", "1")]


@pytest.fixture
def small():
    pack = Pack("small", currency="CNY", title={"en": "Small"})
    pack.table("employment")
    pack.table("events", parent="employment", empty="none")
    pack.source("ACT", {"en": "The Act"})
    for name, type_ in (("hot", BOOL), ("wage", MONEY), ("left", BOOL)):
        pack.fact(name, "employment", type_)
    pack.fact("event_kind", "events", TEXT, column="kind")

    @pack.entitlement("heat", cites=LAW)
    def heat(hot, wage):
        return owed(wage, unless={"not_hot": ~assumed(hot, False)})

    @pack.entitlement("injury", cites=LAW)
    def injury(event_kind, wage, left):
        hurt = any_row(event_kind.is_in("injury", "grade"))
        return owed(wage, unless={"left": first_known(left, lift(False)), "not_hurt": ~hurt})

    @pack.entitlement("told", cites=LAW)
    def told(wage):
        return owed(lift(5), unless={"no_wage": ~is_known(wage)})

    return pack


def silent(pack, code, facts):
    result = claim(facts, pack, ON)[code]
    return result.status, [each.name for each in result.silent]


def test_an_assumed_no_is_named(small):
    assert silent(small, "heat", Facts(employment={})) == ("not_due", ["hot"])
    assert silent(small, "heat", Facts(employment={"hot": False})) == ("not_due", [])


def test_an_amount_names_the_assumptions_it_rests_on(small):
    facts = Facts(employment={"wage": "10"}, events=[{"kind": "injury"}])
    assert silent(small, "injury", facts) == ("amount", ["events:grade", "left"])


def test_a_fact_whose_absence_decides_is_named(small):
    assert silent(small, "told", Facts(employment={})) == ("not_due", ["wage"])


def test_happenings_are_told_apart_by_kind(small):
    none = Facts(employment={"left": False})
    assert silent(small, "injury", none) == ("not_due", ["events:grade", "events:injury"])
    other = Facts(employment={"left": False}, events=[{"kind": "leave_taken"}])
    assert silent(small, "injury", other)[1] == ["events:grade", "events:injury"]
    asked = none.asked_about("events:injury")
    assert silent(small, "injury", asked)[1] == ["events:grade"]
    assert silent(small, "injury", asked.asked_about("events:grade"))[1] == []
    assert silent(small, "injury", none.asked_about("events"))[1] == []


def test_another_reason_that_holds_whatever_is_answered_makes_it_firm(small):
    facts = Facts(employment={"left": True})
    assert silent(small, "injury", facts) == ("not_due", [])


def test_only_what_could_lift_the_reason_given_is_named():
    """An injured worker is asked for the average wage later: now only whether she was injured."""
    status, names = silent(load_pack("cn"), "cn.injury.oneoff", Facts(employment=RESIGNED))
    assert status == "not_due"
    assert "events:injury" in names
    assert "pooling_average_wage" not in names


@pytest.mark.parametrize("pack", ["cn", "hk", "uk", "fr", "us"])
def test_with_no_answer_nothing_is_said_to_be_not_due(pack):
    found = claim(Facts(employment={}), pack, ON)
    assert [r.code for r in found if r.status == "not_due" and not r.not_asked] == []


def test_what_is_firmly_not_due_is_changed_by_no_other_answer():
    """Each unanswered fact of the employment is answered in every way: the firm stay not due."""
    pack = load_pack("cn")
    firm = {r.code for r in claim(Facts(employment=RESIGNED), pack, ON) if _firm(r)}
    assert {"cn.severance", "cn.unlawful_termination", "cn.double_wage.no_contract"} <= firm
    for fact in pack.facts.values():
        if fact.table is pack.root and fact.column not in RESIGNED and fact.name != "on":
            for value in answers_to(fact):
                other = claim(Facts(employment={**RESIGNED, fact.column: value}), pack, ON)
                assert {c for c in firm if other[c].status != "not_due"} == set(), fact.name


def _firm(result):
    return result.status == "not_due" and not result.not_asked


def answers_to(fact):
    """A few answers to a question, at the edges of what can be answered."""
    kind = fact.type.kind
    if kind == "bool":
        return [True, False]
    if kind == "date":
        return [date(2024, 1, 31), date(2026, 11, 1)]
    if kind == "num":
        return [Decimal(0), Decimal(1), Decimal(5000)]
    return list(fact.type.codes) or ["unpaid_wages", "440300"]


def test_the_words_say_what_was_not_asked():
    result = claim(Facts(employment=RESIGNED), "cn", ON)["cn.injury.oneoff"]
    assert "工伤" in "".join(result.silent_text("zh-hans"))
    assert "not asked" in repr(result)


def test_what_a_result_rests_on_goes_to_json_and_back(small):
    from gongyou.law import Result

    result = claim(Facts(employment={}), small, ON)["heat"]
    assert [each.name for each in Result.from_json(result.to_json()).silent] == ["hot"]
