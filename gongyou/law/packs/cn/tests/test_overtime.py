"""Overtime pay under the four systems, and wages agreed as a package."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .people import BEIJING, GUANGZHOU, SHANGHAI, SHENZHEN, amount, months, result, step

EMPLOYED = {"start": "2020-01-01", "end": "2023-12-31", "end_kind": "resigned"}


def owed(code="cn.overtime.standard", month="2023-05-01", number=1, reading=None, **columns):
    facts = EMPLOYED | {k: columns.pop(k) for k in list(columns) if k in FACTS}
    return result(code, pay=months(month, number, **columns), reading=reading, **facts)


FACTS = (
    "place", "working_time_system", "hours_system_approved", "hours_period", "package_wage",
    "rest_days_paid_once", "filed_on", "full_time", "agreed_wage",
)  # fmt: skip


def test_three_rest_days_of_a_wage_of_20000():
    assert owed(overtime_base=20000, hours_overtime_restday=24).amount == Decimal("5517.24")


def test_a_rest_day_paid_once_leaves_the_other_hundred_per_cent():
    found = owed(overtime_base=12000, hours_overtime_restday=32, rest_days_paid_once=True)
    assert found.amount == Decimal("2206.90")


def test_what_was_paid_is_taken_off_and_never_counts_against_the_worker():
    hours = {"overtime_base": 3480, "hours_overtime_workday": 10}  # 20 an hour: 300
    assert owed(overtime_pay_paid=100, **hours).amount == 200
    every = hours | {"hours_overtime_restday": 0, "hours_overtime_holiday": 0}
    assert owed(overtime_pay_paid=500, **every).reason == "nothing_owed"
    # the other kinds are not told: that nothing is owed cannot be said
    assert owed(overtime_pay_paid=500, **hours).missing == [
        "hours_overtime_holiday",
        "hours_overtime_restday",
    ]


def test_hours_that_cannot_be_read_are_not_nought():
    found = owed(overtime_base=3480, hours_overtime_restday=0, hours_overtime_holiday=0)
    assert (found.status, found.missing) == ("undetermined", ["hours_overtime_workday"])


def test_while_the_class_is_not_known_the_overtime_lies_between_two_minimum_wages():
    # Hebei in May 2024: 2,200 in class 1, 1,800 in class 3; a base of 1,500 for 10 hours
    found = owed(place="130000", overtime_base=1500, hours_overtime_workday=10)
    assert (found.status, found.missing) == ("undetermined", ["local_minimum_wage"])
    assert found.least == Decimal(str(round(1800 / 21.75 / 8 * 15, 2)))
    assert found.most == Decimal(str(round(2200 / 21.75 / 8 * 15, 2)))


def test_months_are_not_set_off_against_each_other():
    pay = months("2023-05-01", 1, overtime_base=3480, hours_overtime_workday=10)
    pay += months(
        "2023-06-01", 1, overtime_base=3480, hours_overtime_workday=0, overtime_pay_paid=200
    )
    assert amount("cn.overtime.standard", pay=pay, **EMPLOYED) == 300


def test_a_base_below_the_minimum_wage_is_raised_to_it():
    # Guangzhou 2,300 in May 2023: 2,300 / 21.75 / 8 × 1.5 × 10
    found = owed(place=GUANGZHOU, overtime_base=1740, hours_overtime_workday=10)
    assert found.amount == Decimal("198.28")
    assert found.confidence == "medium"


def test_the_wage_agreed_is_the_base_where_no_other_is_told():
    assert owed(agreed_wage=3480, hours_overtime_workday=10).amount == 300


def test_hours_left_empty_are_unknown_but_one_kind_is_enough():
    assert owed(overtime_base=3480).missing == ["hours_overtime_workday"]
    assert owed(overtime_base=3480, hours_overtime_restday=8).amount == 320


def test_no_pay_records_are_asked_for():
    assert result("cn.overtime.standard", **EMPLOYED).missing == ["pay"]


def test_only_two_years_are_claimed_where_courts_say_so():
    columns = {"overtime_base": 3480, "hours_overtime_workday": 10, "filed_on": "2023-12-31"}
    pay = {"month": "2020-01-01", "number": 48}
    assert owed(**columns, **pay).amount == 48 * 300
    assert owed(**columns, **pay, reading="overtime_proof=two_years").amount == 25 * 300


def test_the_hourly_wage_may_be_rounded_first():
    columns = {"overtime_base": 3000, "hours_overtime_workday": 10}
    assert owed(**columns).amount == Decimal("258.62")  # 3,000 / 174 × 15
    assert owed(**columns, reading="hourly_rounding=hourly").amount == Decimal("258.60")
    assert owed(**columns, reading="hourly_rounding=daily").amount == Decimal("258.62")


@pytest.mark.parametrize(
    ("month", "legal"), [("2024-12-01", Decimal("166.64")), ("2025-01-01", Decimal("165.36"))]
)
def test_averaged_hours_of_a_month_follow_the_year(month, legal):
    found = owed(
        "cn.overtime.comprehensive",
        month=month,
        working_time_system="comprehensive",
        overtime_base=3480,
        hours_normal=200,
        hours_overtime_holiday=8,
    )
    over = (200 - legal) * 30 + 8 * 60
    assert found.amount == over.quantize(Decimal("0.01"))


def test_averaged_hours_of_a_quarter_are_added_up_first():
    columns = {"working_time_system": "comprehensive", "overtime_base": 3480, "number": 3}
    pay = {"month": "2023-04-01", "hours_normal": 170}
    # 510 hours against 500
    quarter = owed("cn.overtime.comprehensive", hours_period="quarter", **columns, **pay)
    assert quarter.amount == 300


def test_averaging_without_approval_is_standard_time():
    columns = {"working_time_system": "comprehensive", "hours_system_approved": False}
    columns |= {"overtime_base": 3480, "hours_overtime_workday": 10}
    assert owed(**columns).amount == 300
    assert owed("cn.overtime.comprehensive", **columns).reason == "another_working_time_system"


@pytest.mark.parametrize(
    ("place", "due"), [(SHANGHAI, 480), (SHENZHEN, 480), (BEIJING, None), (GUANGZHOU, None)]
)
def test_irregular_hours_give_holiday_pay_only_in_two_cities(place, due):
    columns = {"working_time_system": "irregular", "place": place, "overtime_base": 3480}
    columns |= {"hours_overtime_holiday": 8, "hours_overtime_workday": 40}
    assert owed("cn.overtime.irregular", **columns).amount == due
    assert owed(**columns).reason == "another_working_time_system"


def test_piece_work_has_its_own_item():
    columns = {"working_time_system": "piece", "overtime_base": 3480, "hours_overtime_workday": 10}
    assert owed("cn.overtime.piece", **columns).amount == 300


def test_a_package_must_reach_the_minimum_for_all_hours():
    # Shenzhen 2,360: 2,360 / 174 × (174 + 1.5 × 36 + 2 × 32) = 3,960.46
    columns = {"place": SHENZHEN, "package_wage": True, "due": 3500}
    columns |= {"hours_overtime_workday": 36, "hours_overtime_restday": 32}
    found = owed("cn.overtime.package_shortfall", **columns)
    assert found.amount == Decimal("460.46")
    assert owed(**columns, overtime_base=2000).reason == "package_wage_agreed"


def test_the_steps_are_one_a_month():
    found = owed(overtime_base=3480, hours_overtime_workday=10, number=2)
    rows = next(s for s in found.steps if s.name == "overtime_of_month").rows
    assert [row["value"] for row in rows] == [300, 300]
    assert step(found, "workday_multiple") * 2 == 3


def test_forty_minutes_a_day_left_out_for_five_years_come_to_about_11000():
    """Fourteen and a half hours a month at 150 per cent, on a base of 1,500 in Shenzhen."""
    pay = months("2006-10-01", 60, overtime_base=1500, hours_overtime_workday=Decimal("14.5"))
    facts = {"place": SHENZHEN, "start": "2005-01-01", "end": "2011-10-16", "end_kind": "resigned"}
    # 16 months at 1,500 / 20.92 / 8 and 44 at 1,500 / 21.75 / 8
    found = result("cn.overtime.standard", pay=pay, local_minimum_wage=700, **facts)
    assert found.amount == Decimal("11369.02")


def test_months_above_36_hours_are_counted():
    pay = months("2023-05-01", 1, hours_overtime_workday=30, hours_overtime_restday=7)
    pay += months("2023-06-01", 1, hours_overtime_workday=36)
    assert result("cn.overtime.months_above_limit", pay=pay, **EMPLOYED).value == 1
