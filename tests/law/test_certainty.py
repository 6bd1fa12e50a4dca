"""A total never counts as sure what rests on an assumption.

Requirements: (1) an empty flag bears an amount only where the other answer changes it; (2) a wage
taken from the contract instead of twelve months of pay bears it always; (3) without the facts
nothing is called sure that rests on anything assumed; (4) the parts add up to the total.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gongyou.law import Facts, certain_part, claim, load_pack, sure_amounts
from gongyou.law.certainty import certain_law
from gongyou.law.claim_sheets import Person, render_html

TOLD = {
    "worker": "G-1",
    "place": "440300",
    "start": date(2020, 1, 1),
    "end": date(2024, 6, 30),
    "contract_written": True,
    "full_time": True,
    "average_wage_12m": Decimal(5200),
    "end_kind": "unlawful_dismissal",
}
ON = date(2024, 6, 30)


def worked_out(pay=(), **more):
    facts = Facts(employment=TOLD | more, pay=list(pay), events=[])
    return claim(facts, "cn", ON), facts


def test_flags_that_change_nothing_leave_the_amount_sure():
    made, facts = worked_out()
    found = certain_part(made, facts)
    assert made["cn.unlawful_termination"].assumed  # nobody spoke of the union, of hazards …
    assert (found.sure, found.assumed) == (Decimal(52000), Decimal(0))  # 5,200 × 5 × 2
    assert certain_part(made).assumed == Decimal(52000)


def test_a_wage_taken_from_the_contract_is_not_sure():
    made, facts = worked_out(average_wage_12m=None, agreed_wage=Decimal(5000), end_kind="layoff")
    found = certain_part(made, facts)
    assert found.by == {"cn.severance": ("average_wage_12m",)}
    assert (found.sure, found.assumed) == (Decimal(0), Decimal(25000))


def test_the_sheet_says_how_much_is_sure():
    paid_short = {"month": date(2024, 5, 1), "due": Decimal(5000), "paid": Decimal(4000)}
    made, facts = worked_out([paid_short], average_wage_12m=None, end_kind="layoff")
    found = certain_part(made, facts)
    assert (found.sure, found.assumed) == (Decimal(1000), Decimal(25000)) and made.total == 26000
    for lang, said in (("en", "Of this, 1,000.00 rest"), ("zh-hans", "其中 1,000.00 依据")):
        assert said in render_html(made, lang, person=Person("G-1"), facts=facts)
    sure, told = worked_out()
    assert "Of this," not in render_html(sure, "en", person=Person("G-1"), facts=told)


ROSTER = {
    "employment": [
        TOLD,
        TOLD | {"worker": "G-2", "average_wage_12m": None, "agreed_wage": Decimal(5000)},
    ],
    "pay": [{"worker": "G-2", "month": date(2024, 5, 1), "due": Decimal(5000), "paid": Decimal(1)}],
}


def test_a_roster_is_taken_apart_as_each_worker_is():
    sure = sure_amounts(ROSTER, "cn", ON)
    for row in ROSTER["employment"]:
        pay = [each for each in ROSTER["pay"] if each["worker"] == row["worker"]]
        facts = Facts(employment=row, pay=pay, events=[])
        made = claim(facts, "cn", ON)
        by = certain_part(made, facts).by
        alone = {c for c in made.best.members if c not in by}
        assert alone == {
            code
            for code in made.best.members
            if sure.get((row["worker"], code)) == made[code].amount
        }
    assert sure["G-1", "cn.unlawful_termination"] == 52000
    assert ("G-2", "cn.unlawful_termination") not in sure  # 5,000 is of the contract
    assert sure["G-2", "cn.wages.unpaid"] == 4999


def test_a_figure_that_is_only_recalled_makes_nothing_sure():
    pack = load_pack("cn")
    recalled = [f for f in pack.parameters["minimum_wage_class_month"].figures if not f.confirmed]
    certain = certain_law(pack).parameters["minimum_wage_class_month"].figures
    assert recalled and all(figure.confirmed for figure in certain)
    assert len(certain) + len(recalled) == len(pack.parameters["minimum_wage_class_month"].figures)
