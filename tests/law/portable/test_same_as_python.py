"""The law on a phone is the law: the engine in JavaScript answers what the one in Python does.

1. random packs and workers drawn from every pack's declarations: nothing differs, to the cent, in
   status, reason, missing names, silence, limitation, best combination
2. so it is when every number is forced into BigInt, and on every day of 1900–2199
3. a browser without BigInt refuses single results aloud and gives none that is wrong
4. published court cases come out
5. steps have the same values, articles and figures
6. errors planted in the engine are noticed
The numbers drawn are larger with GONGYOU_SOAK.
"""

import os
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from gongyou.law import Facts, claim, load_pack, pack_names
from gongyou.law.certainty import certain_law
from gongyou.law.engine.claim import Assessor
from gongyou.law.portable import carry
from tests.law.engine.random_rules import random_pack, random_tables
from tests.law.engine.ways import ON as THAT_DAY
from tests.law.engine.ways import facts_of
from tests.law.portable import days_said
from tests.law.portable.invented import ON, invented
from tests.law.portable.phone import FORCED, NODE, Phone, case, different, value_shown

pytestmark = pytest.mark.skipif(NODE is None, reason="needs node")
SOAK = bool(os.environ.get("GONGYOU_SOAK"))
PACKS, WORKERS = (1000, 2000) if SOAK else (40, 25)


def random_cases(seed: int, workers: int = 3) -> list[tuple]:
    """Workers of a random pack under two readings."""
    tables = random_tables(seed * 7 + 1, workers)
    asked = ["events:p"] if seed % 3 == 0 else []
    return [
        (facts_of(tables, "worker", row["worker"]), THAT_DAY, reading, asked)
        for row in tables["employment"]
        for reading in ({}, {"practice": "two"})
    ]


@pytest.mark.parametrize("changes", [(), FORCED], ids=["as it is", "all in BigInt"])
def test_random_packs_come_out_the_same(changes):
    with Phone(changes) as phone:
        for seed in range(PACKS):
            assert different(phone, random_pack(seed), random_cases(seed)) == [], seed


@pytest.mark.parametrize("name", pack_names())
def test_invented_workers_come_out_the_same(name):
    pack = load_pack(name)
    with Phone() as phone:
        assert different(phone, pack, invented(pack, 7, WORKERS)) == []


def test_every_day_of_three_hundred_years_is_counted_the_same(tmp_path):
    assert days_said.by_phone(tmp_path) == days_said.by_python()


def test_without_bigint_single_results_are_refused_and_none_is_wrong():
    pack = load_pack("cn")
    cases = invented(pack, 11, WORKERS)
    large = Facts(
        employment={"place": "441900", "start": date(2010, 1, 7), "end": date(2026, 10, 31)},
        pay=[
            {
                "month": date(2026, month, 1),
                "due": Decimal("999999999.99"),
                "hours_normal": Decimal("166.67"),
                "hours_overtime_workday": Decimal("33.33"),
            }
            for month in range(1, 11)
        ],
    )
    cases.append((large, ON, {}, []))
    with Phone(bigint=False) as phone:
        answers = phone.ask([case(*each) for each in cases], carry(pack).data)
    statuses = set()
    for given, answer in zip(cases, answers, strict=True):
        expected = {r.code: r for r in claim(given[0].asked_about(*given[3]), pack, ON, given[2])}
        for each in answer["results"]:
            statuses.add(each["status"])
            if each["status"] == "refused":
                assert not answer["complete"]
            else:
                right = expected[each["code"]]
                assert (each["status"], each["value"]) == (right.status, value_shown(right))
    assert "amount" in statuses


def test_published_court_cases_come_out_the_same(monkeypatch):
    """Every claim that the published cases are judged by, from every pack."""
    from tests.conformance import test_court_cases as courts
    from tests.conformance import test_world_cases as world

    met: dict[str, list[tuple]] = {}
    init = Assessor.__init__

    def noted(self, pack, facts, on, reading, account=None):
        met.setdefault(pack.name, []).append((facts, on, reading, []))
        init(self, pack, facts, on, reading, account)

    monkeypatch.setattr(Assessor, "__init__", noted)
    for each in courts._cases():
        for item in each.get("items") or []:
            courts.judge(each, item)
    for each in world._cases():
        world._assess(each)
    monkeypatch.setattr(Assessor, "__init__", init)
    assert sum(map(len, met.values())) > 100
    with Phone() as phone:
        for name, cases in met.items():
            pack = load_pack(name)
            assert different(phone, pack, cases[:: 1 if SOAK else 6]) == []


def test_what_is_sure_of_a_total_comes_out_the_same():
    """The part of it that a law gives too which assumes nothing and trusts no recalled figure."""
    pack, split = load_pack("cn"), 0
    cases = list(invented(pack, 9, 2000 if SOAK else 8))
    with Phone() as phone:
        answers = phone.ask([case(*each, certain=True) for each in cases], carry(pack).data)
    for given, answer in zip(cases, answers, strict=True):
        sure, assumed = sure_of(pack, *given)
        assert answer["certain"] == [str(sure), str(assumed)]
        split += bool(sure and assumed)
    assert split


def sure_of(pack, facts, on, reading, asked) -> tuple[Fraction, Fraction]:
    """The amounts of the best combination that are the same, and those that are not."""
    made = claim(facts.asked_about(*asked), pack, on, reading or {})
    other = claim(facts.asked_about(*asked), certain_law(pack), on, reading or {})
    held = {code: made[code].amount for code in made.best.members}
    same = {code for code, amount in held.items() if other[code].amount == amount}
    parts = [
        [Fraction(a) for c, a in held.items() if (c in same) is sure] for sure in (True, False)
    ]
    return sum(parts[0], Fraction(0)), sum(parts[1], Fraction(0))


def test_steps_have_the_same_values_articles_and_figures():
    pack = load_pack("cn")
    cases = [(facts, on, {}, asked) for facts, on, _, asked in invented(pack, 5, 25)]
    with Phone() as phone:
        answers = phone.ask([case(*each, steps=True) for each in cases], carry(pack).data)
    compared = 0
    for given, answer in zip(cases, answers, strict=True):
        made = claim(given[0], pack, ON)
        for code, steps in answer["steps"].items():
            python = {step.name: step for step in made[code].steps}
            for step in steps:
                other = python[step["name"]]
                assert step["articles"] == [cite.short for cite in other.cites]
                if other.rows is None and other.value is not None:
                    assert step["value"] == shown_step(other.value)
                told = {(f.parameter, *f.keys, Fraction(f.value)) for f in other.figures}
                said = {(n, *keys, Fraction(value)) for n, keys, value in step["figures"]}
                assert said <= told
                compared += 1
    assert compared > 300


def shown_step(value):
    """A step's value in the phone's form."""
    if isinstance(value, bool | str):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
