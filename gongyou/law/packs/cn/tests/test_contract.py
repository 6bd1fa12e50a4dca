"""Probation, competition, training, layoff, dispatch, part-time work."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .people import GUANGZHOU, amount, day, result

HIRED = {"start": "2022-01-01", "end": "2022-12-31", "wage_after_probation": 6000}


@pytest.mark.parametrize(
    ("ends", "limit"),
    [
        ("2022-03-30", 0),
        ("2022-03-31", 1),
        ("2022-12-30", 1),
        ("2022-12-31", 2),
        ("2024-12-30", 2),
        ("2024-12-31", 6),
    ],
)
def test_probation_by_the_term_of_the_contract(ends, limit):
    facts = HIRED | {"contract_type": "fixed", "contract_end": day(ends), "probation_months": 6}
    assert result("cn.probation.limit", **facts).value == limit
    assert amount("cn.probation.excess", **facts) == ((6 - limit) * 6000 or None)


def test_no_probation_for_a_task_and_six_months_for_open_ended():
    assert result("cn.probation.limit", contract_type="task", **HIRED).value == 0
    assert result("cn.probation.limit", contract_type="open_ended", **HIRED).value == 6


def test_probation_pay_is_80_per_cent_at_least():
    facts = HIRED | {"probation_months": 2, "probation_wage": 4500}
    assert amount("cn.probation.wage_shortfall", **facts) == 600


LEFT = {"start": "2015-01-01", "end": "2021-06-30", "average_wage_12m": 20000, "place": GUANGZHOU}


def test_competition_is_paid_as_agreed_or_30_per_cent_for_two_years_at_most():
    assert amount("cn.noncompete.compensation", noncompete_months=6, **LEFT) == 36000
    agreed = amount(
        "cn.noncompete.compensation", noncompete_months=6, noncompete_monthly=2237, **LEFT
    )
    assert agreed == 13422
    assert amount("cn.noncompete.compensation", noncompete_months=30, **LEFT) == 24 * 6000
    low = LEFT | {"average_wage_12m": 5000}
    assert amount("cn.noncompete.compensation", noncompete_months=1, **low) == 2100  # minimum wage


def test_what_the_worker_may_owe_is_never_in_the_total():
    facts = LEFT | {"training_cost": 150000, "training_wages": 60000, "end_kind": "resigned"}
    facts |= {"training_term_months": 60, "training_served_months": 24}
    found = result("cn.training.penalty", **facts)
    assert (found.amount, found.in_total, found.kind) == (54000, False, "against_worker")
    assert amount("cn.training.penalty", training_penalty_agreed=30000, **facts) == 30000
    assert amount("cn.training.penalty", training_penalty_agreed=90000, **facts) == 54000
    assert amount("cn.training.penalty", training_penalty_paid=14000, **facts) == 40000


@pytest.mark.parametrize(
    ("people", "staff", "is_layoff"), [(20, 1000, True), (19, 190, True), (19, 191, False)]
)
def test_twenty_people_or_a_tenth_are_a_layoff(people, staff, is_layoff):
    found = result("cn.layoff.test", layoff_people=people, employees_total=staff, end="2022-12-31")
    assert found.value is is_layoff


def test_part_time_and_dispatch():
    part = {"daily_hours": 4, "weekly_hours": Decimal(24), "end": "2022-12-31"}
    assert result("cn.part_time.test", **part).value is True
    assert result("cn.part_time.test", **part | {"weekly_hours": 25}).value is False
    sent = HIRED | {"dispatched": True, "contract_end": day("2023-12-30")}
    assert result("cn.dispatch.test", **sent).value is False
    assert result("cn.dispatch.test", **sent | {"contract_end": day("2023-12-31")}).value is True


def test_damages_without_certificate_and_cash_for_insurance():
    facts = {"end": "2022-12-31", "certificate_loss_monthly": 3080, "certificate_loss_months": 12}
    assert amount("cn.certificate.damages", **facts) == 36960
    cash = {"end": "2025-12-31", "insurance_cash_monthly": 400, "insurance_cash_months": 20}
    unpaid = result("cn.insurance_cash.reclaim", **cash)
    assert unpaid.reason == "arrears_not_paid"
    assert amount("cn.insurance_cash.reclaim", insurance_paid_on="2025-12-01", **cash) == 8000
