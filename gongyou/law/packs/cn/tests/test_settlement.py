"""A settlement on ending: SPC Interpretation (I) art. 35, by the published case and by hand."""

from __future__ import annotations

import pytest

from .people import amount, answer, day, event, result

CODE = "cn.settlement.unpaid"
LEFT = {
    "start": "2019-01-01",
    "end": "2024-03-31",
    "end_kind": "agreed_by_employer",
    "average_wage_12m": 6000,
    "settlement_agreed": 30000,
    "settlement_paid": 10000,
    "settlement_due_on": "2024-04-30",
}


def test_what_is_left_of_the_sum_agreed_is_owed():
    assert amount(CODE, on="2024-06-01", **LEFT) == 20000
    # A Beijing court gave 27,548.95: 220,095.78 agreed less 192,546.83 paid.
    case = LEFT | {"settlement_agreed": "220095.78", "settlement_paid": "192546.83"}
    assert str(amount(CODE, on="2024-06-01", **case)) == "27548.95"


@pytest.mark.parametrize(
    ("more", "on", "status", "said"),
    [
        ({"settlement_paid": 30000}, "2024-06-01", "not_due", "nothing_owed"),
        ({"settlement_paid": None}, "2024-06-01", "undetermined", "settlement_paid"),
        ({"settlement_agreed": None}, "2024-06-01", "not_due", "no_settlement"),
        ({}, "2024-04-29", "not_due", "settlement_not_due"),
        ({}, "2024-04-30", "amount", 20000),
        ({"settlement_due_on": None}, "2024-04-01", "amount", 20000),
    ],
)
def test_unknown_is_asked_and_what_is_not_yet_due_is_said(more, on, status, said):
    found = result(CODE, on=on, **(LEFT | more))
    assert found.status == status
    assert said in (found.amount, found.reason, *found.missing)


def test_its_year_runs_from_the_day_agreed_and_anew_from_a_demand():
    def until(on, events=(), **more):
        limitation = result(CODE, on=on, events=events, **(LEFT | more)).limitation
        return limitation.last_safe_filing_date

    assert until("2024-06-01") == day("2025-04-30")
    asked = [event("demand_to_employer", "2025-01-15")]
    assert until("2025-02-01", asked) == day("2026-01-15")
    assert until("2024-06-01", settlement_due_on=None) == day("2025-03-31")


def test_it_is_not_added_to_the_severance_that_it_settles():
    # Five years and three months are five and a half months of 6,000: 33,000, more than the 20,000.
    claim = answer(on="2024-06-01", **LEFT)
    assert claim.best.total == 33000 and CODE in claim.best.excluded
