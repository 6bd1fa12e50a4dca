"""Paid annual leave and pay for what was not taken."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .people import BEIJING, GUANGZHOU, amount, event, months, result, step

LEFT = {"start": "2015-01-01", "end": "2023-07-15", "end_kind": "resigned", "agreed_wage": 4350}


@pytest.mark.parametrize(("years", "days"), [(0, 0), (1, 5), (9, 5), (10, 10), (19, 10), (20, 15)])
def test_days_a_year_by_working_life(years, days):
    facts = {"start": "2023-01-01", "end": "2023-06-30", "total_service_years": years}
    assert result("cn.annual_leave.entitlement", **facts).value == days


def test_a_working_life_not_told_is_at_least_that_with_this_employer():
    assert result("cn.annual_leave.entitlement", **LEFT).value == 5
    long = LEFT | {"start": "2012-01-01"}
    assert result("cn.annual_leave.entitlement", **long).value == 10


def test_a_rest_of_less_than_a_day_is_dropped():
    # 196 days / 365 × 5 = 2.68
    found = result("cn.annual_leave.untaken_pay", leave_taken_days=0, **LEFT)
    assert step(found, "leave_days_of_last_year") == 2


def test_taken_days_are_taken_off_after_rounding_and_never_claimed_back():
    one = result("cn.annual_leave.untaken_pay", leave_taken_days=1, filed_on="2025-01-01", **LEFT)
    assert one.amount == 1 * 200 * 2
    five = result("cn.annual_leave.untaken_pay", leave_taken_days=5, filed_on="2025-01-01", **LEFT)
    assert five.reason == "nothing_owed"


NONE_TAKEN = {"leave_taken_year_before": 0, "leave_taken_two_years_before": 0}


def test_leave_that_nobody_speaks_of_is_asked_for():
    facts = LEFT | {"leave_taken_days": 2, "filed_on": "2023-12-31"}
    found = result("cn.annual_leave.untaken_pay", **facts)
    assert found.missing == ["leave_taken_year_before", "untaken_leave_days"]


def test_a_payroll_that_covers_the_year_tells_the_leave_taken():
    # 2022 with 3 days taken in August, 2023 to July with 2: 5 − 3 of the year before are left
    pay = months("2022-01-01", 7, leave_days_taken=0) + months("2022-08-01", 1, leave_days_taken=3)
    pay += months("2022-09-01", 10, leave_days_taken=0) + months(
        "2023-07-01", 1, leave_days_taken=2
    )
    facts = LEFT | {"filed_on": "2023-07-15"}
    assert amount("cn.annual_leave.untaken_pay", pay=pay, **facts) == 2 * 400
    gap = [row for row in pay if str(row["month"]) != "2022-03-01"]
    assert (
        "leave_taken_year_before" in result("cn.annual_leave.untaken_pay", pay=gap, **facts).missing
    )


def test_the_year_before_is_in_time_until_its_end_plus_a_year():
    facts = LEFT | {"leave_taken_days": 2} | NONE_TAKEN
    assert amount("cn.annual_leave.untaken_pay", filed_on="2023-12-31", **facts) == 5 * 400
    late = result("cn.annual_leave.untaken_pay", filed_on="2024-01-01", **facts)
    assert late.reason == "nothing_owed"


def test_beijing_lets_leave_be_carried_over_a_year():
    facts = LEFT | {"leave_taken_days": 2, "place": BEIJING} | NONE_TAKEN
    assert amount("cn.annual_leave.untaken_pay", filed_on="2023-12-31", **facts) == 10 * 400
    assert amount("cn.annual_leave.untaken_pay", filed_on="2024-12-31", **facts) == 5 * 400
    same = {"place": GUANGZHOU, "reading": "leave_limitation=carried_over"}
    assert amount("cn.annual_leave.untaken_pay", filed_on="2024-12-31", **facts | same) == 5 * 400


def test_as_pay_all_years_from_2008_are_claimed():
    # hired 2015: leave from 2016 (a year of work) to 2022, seven years of five days
    facts = LEFT | {"leave_taken_days": 2, "reading": "leave_limitation=remuneration"} | NONE_TAKEN
    assert amount("cn.annual_leave.untaken_pay", filed_on="2024-07-15", **facts) == 35 * 400


def test_leave_taken_in_another_year_counts_there():
    taken = [event("leave_taken", "2022-08-01", value=3)]
    facts = LEFT | {"leave_taken_days": 2, "filed_on": "2023-07-15"}
    assert amount("cn.annual_leave.untaken_pay", events=taken, **facts) == 2 * 400


def test_overtime_pay_is_not_in_the_wage_for_leave():
    pay = months("2022-07-01", 12, due=5350, overtime_pay_paid=1000)
    facts = LEFT | {"agreed_wage": None, "untaken_leave_days": 5, "pay": pay}
    assert amount("cn.annual_leave.untaken_pay", **facts) == 5 * 400


def test_days_of_two_years_in_a_published_case():
    facts = {"start": "2009-11-01", "end": "2022-12-31", "leave_wage_average": Decimal("3892.94")}
    assert amount("cn.annual_leave.untaken_pay", untaken_leave_days=75, **facts) == Decimal(
        "26847.86"
    )
    assert amount("cn.annual_leave.untaken_pay", untaken_leave_days=20, **facts) == Decimal(
        "7159.43"
    )


@pytest.mark.parametrize(("months_sick", "lost"), [(1, False), (2, True)])
def test_long_illness_takes_the_place_of_leave(months_sick, lost):
    facts = LEFT | {"leave_taken_days": 0, "sick_leave_months": months_sick}
    found = result("cn.annual_leave.untaken_pay", filed_on="2025-01-01", **facts)
    assert (found.status == "not_due") is lost


def test_leave_given_up_in_writing_and_part_time_give_none():
    given_up = result("cn.annual_leave.untaken_pay", leave_refused_in_writing=True, **LEFT)
    assert given_up.reason == "leave_refused_in_writing"
    assert result("cn.annual_leave.untaken_pay", full_time=False, **LEFT).reason == "part_time"


def test_days_taken_are_asked_for():
    assert "leave_taken_days" in result("cn.annual_leave.untaken_pay", **LEFT).missing
