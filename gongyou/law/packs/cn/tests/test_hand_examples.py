"""The examples that were computed by hand before the rules were written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from .people import BEIJING, GUANGZHOU, SHANGHAI, amount, answer, months, result, step

DISMISSED = {"end_kind": "agreed_by_employer", "wage_below_cap": True}


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2018-09-01", "2020-06-30", 2),
        ("2021-03-01", "2023-04-19", Fraction(5, 2)),
        ("2019-04-10", "2020-06-01", Fraction(3, 2)),
        ("2020-01-01", "2020-06-30", 1),
        ("2020-01-01", "2020-06-29", Fraction(1, 2)),
        ("2020-01-01", "2020-12-31", 1),
        ("2020-01-01", "2021-01-01", Fraction(3, 2)),
    ],
)
def test_a_rest_of_six_months_is_a_year_and_less_is_half(start, end, years):
    found = result("cn.severance", start=start, end=end, average_wage_12m=6000, **DISMISSED)
    assert step(found, "severance_years") == years


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2020-03-10", None, date(2020, 4, 10), date(2021, 3, 9)),
        ("2021-08-15", "2023-01-10", date(2021, 9, 15), date(2022, 8, 14)),
    ],
)
def test_the_second_wage_runs_eleven_months(start, end, first, last):
    found = result(
        "cn.double_wage.no_contract",
        start=start,
        end=end,
        end_kind="resigned" if end else "ongoing",
        contract_written=False,
        agreed_wage=5000,
        on=end or "2021-12-01",
        reading="double_wage_limitation=whole",
    )
    assert (step(found, "double_wage_from"), step(found, "double_wage_to")) == (first, last)
    assert step(found, "double_wage_months") == 11
    assert found.amount == 55000


def test_leave_in_the_year_of_leaving_is_rounded_down():
    found = result(
        "cn.annual_leave.untaken_pay",
        start="2020-01-01",
        end="2023-07-15",
        total_service_years=4,
        leave_taken_days=0,
        agreed_wage=7000,
    )
    assert step(found, "leave_days_of_last_year") == 2


def test_five_untaken_days_of_a_wage_of_7000():
    paid = amount(
        "cn.annual_leave.untaken_pay",
        start="2015-01-01",
        end="2021-12-31",
        untaken_leave_days=5,
        leave_wage_average=7000,
    )
    assert paid == Decimal("3218.39")


def test_overtime_at_three_multiples():
    pay = months(
        "2023-05-01",
        1,
        overtime_base=3000,
        hours_overtime_workday=10,
        hours_overtime_restday=16,
        hours_overtime_holiday=8,
    )
    found = amount("cn.overtime.standard", start="2020-01-01", end="2023-12-31", pay=pay)
    assert found == Decimal("1224.14")


def test_the_cap_of_beijing_in_2019():
    found = amount(
        "cn.severance",
        place=BEIJING,
        start="2017-02-06",
        end="2019-11-29",
        end_kind="agreed_by_employer",
        average_wage_12m=60000,
    )
    assert found == 95328


@pytest.mark.parametrize(("wage", "due"), [(40000, 360000), (5000, 75000)])
def test_twelve_years_limit_only_wages_above_the_cap(wage, due):
    found = amount(
        "cn.severance",
        start="2008-06-01",
        end="2023-05-31",
        end_kind="agreed_by_employer",
        local_average_wage=10000,
        average_wage_12m=wage,
    )
    assert found == due


def test_late_fee_of_a_year_on_1000():
    found = amount(
        "cn.si.late_fee",
        insurance_principal=1000,
        insurance_principal_due_on="2022-01-01",
        insurance_paid_on="2023-01-01",
        end="2023-06-30",
    )
    assert found == Decimal("182.50")


def test_grade_nine_in_guangdong():
    facts = {
        "start": "2018-01-01",
        "end": "2022-12-31",
        "end_kind": "resigned",
        "injury_wage": 5000,
        "average_wage_12m": 5000,
        "disability_grade": 9,
    }
    claim = answer(**facts)
    assert claim["cn.injury.disability_benefit"].amount == 45000
    assert claim["cn.injury.medical_subsidy"].amount == 10000
    assert claim["cn.injury.employment_subsidy"].amount == 40000
    assert claim["cn.injury.oneoff"].amount == 95000


def test_an_award_of_twelve_minimum_wages_is_final():
    facts = {"place": GUANGZHOU, "on": "2025-06-01", "end": "2025-05-31"}
    assert result("cn.final_award.test", awarded_amount=30000, **facts).value is True
    assert result("cn.final_award.test", awarded_amount=30001, **facts).value is False


def test_guangzhou_limit_of_final_awards_from_september_2026():
    found = result("cn.final_award.limit", end="2026-09-15", on="2026-09-15")
    assert (found.amount, found.confidence) == (32160, "medium")


def test_shanghai_reads_the_second_fixed_term_as_severance():
    facts = {
        "start": "2015-01-01",
        "end": "2020-12-31",
        "end_kind": "expired",
        "open_ended_refused": True,
        "average_wage_12m": 6000,
        "wage_below_cap": True,
    }
    assert amount("cn.unlawful_termination", place=SHANGHAI, **facts) is None
    assert amount("cn.unlawful_termination", place=BEIJING, **facts) == 72000
