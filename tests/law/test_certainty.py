"""A total never counts as sure what rests on an assumption.

Requirements: (1) an empty flag bears an amount only where the other answer changes it; (2) a wage
taken from the contract instead of twelve months of pay bears it always; (3) without the facts
nothing is called sure that rests on anything assumed; (4) the parts add up to the total.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gongyou.law import Facts, claim
from gongyou.law.certainty import certain_part
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
