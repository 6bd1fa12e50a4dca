"""Rules that no published case of the repository covers, from the wording of the regulations."""

from datetime import date
from decimal import Decimal

import pytest

from gongyou.law import Facts, claim

ON = date(2026, 1, 5)


def due(code, **employment):
    week = {"worker": "1", "week": "1"} | {
        k: employment.pop(k) for k in ("hours_worked", "overtime_hours") if k in employment
    }
    tables = {"clockings": employment.pop("clockings", [])}
    facts = Facts(employment={"worker": "1", **employment}, weeks=[week], pay=[], **tables)
    return claim(facts, "us", ON)[code]


def test_a_weekly_guaranty_pays_the_hours_beyond_forty_at_the_overtime_rate():
    # 29 CFR 778.413: 50 hours guaranteed at 10 dollars: 400 + 10 x 15.
    assert due("us.flsa.belo_guaranty", rate=10, guaranteed_hours=50).amount == Decimal("550.00")


def test_a_guaranty_of_more_than_sixty_hours_is_none():
    assert due("us.flsa.belo_guaranty", rate=10, guaranteed_hours=60).amount == Decimal("700.00")
    assert due("us.flsa.belo_guaranty", rate=10, guaranteed_hours=61).reason == "guaranty_too_long"


@pytest.mark.parametrize(
    ("paid_hours", "worked", "pay", "on_top"),
    [(48, 48, 520, 40), (40, 48, 520, 120), (38, 48, 520, 140), (44, 48, 520, 80)],
)
def test_hours_not_paid_at_all_are_owed_in_full(paid_hours, worked, pay, on_top):
    # 40 hours at 10 and 8 at 15 are due, whatever part of them was paid straight.
    facts = Facts(
        employment={"worker": "1"},
        weeks=[{"worker": "1", "week": "1", "hours_worked": worked}],
        pay=[{"worker": "1", "week": "1", "component": 1, "kind": "hourly", "rate": 10,
              "hours": paid_hours}],
        clockings=[],
    )  # fmt: skip
    found = claim(facts, "us", ON)
    assert found["us.flsa.overtime.weekly"].amount == pay
    assert found["us.flsa.overtime.premium_only"].amount == on_top


def test_a_commission_without_a_way_told_is_spread_over_the_hours():
    result = due(
        "us.flsa.overtime.deferred_commission",
        commission=192, hours_in_period=96, hours_worked=96, overtime_hours=16,
    )  # fmt: skip
    assert result.amount == Decimal("16.00")


def test_a_night_shift_ends_on_the_next_day():
    clocking = {"worker": "1", "week": "1", "clocking": 1, "clock_in": 1320, "clock_out": 365}
    assert due("us.flsa.hours_worked.rounding", clockings=[clocking]).amount == 8


def test_a_commission_spread_over_weeks_adds_half_its_hourly_increase():
    # 29 CFR 778.120(a): 416 dollars a month are 96 a week; 48 hours: 2 dollars more an hour.
    result = due(
        "us.flsa.overtime.deferred_commission",
        commission=416, period="month", allocation="equal_per_week",
        hours_worked=48, overtime_hours=8,
    )  # fmt: skip
    assert result.amount == Decimal("8.00")


def test_a_commission_spread_over_hours_adds_half_its_share():
    # 29 CFR 778.120(b): 192 dollars over 96 hours are 2 dollars an hour; 16 overtime hours.
    result = due(
        "us.flsa.overtime.deferred_commission",
        commission=192, allocation="equal_per_hour", hours_in_period=96, overtime_hours=16,
    )  # fmt: skip
    assert result.amount == Decimal("16.00")


def test_the_tip_credit_is_what_is_left_to_the_minimum_wage():
    assert due("us.flsa.tip_credit.maximum", cash_wage=Decimal("2.13")).amount == Decimal("5.12")


def test_no_tip_credit_below_the_least_cash_wage():
    assert due("us.flsa.tip_credit.maximum", cash_wage=2).reason == "cash_wage_too_low"


def test_the_clock_goes_to_the_nearest_quarter_hour():
    # Seven minutes go down, eight go up: 8:07 is 8:00, 17:08 is 17:15; an hour's break.
    clocking = {"worker": "1", "week": "1", "clocking": 1, "clock_in": 487, "clock_out": 1028,
                "unpaid_break": 60}  # fmt: skip
    result = due("us.flsa.hours_worked.rounding", clockings=[clocking])
    assert result.amount == Decimal("8.25")


def test_unrecorded_minutes_are_overtime_on_top_of_a_full_week():
    result = due(
        "us.flsa.hours_worked.unrecorded", unrecorded_minutes=15, days=5, hours_worked=40,
        unrecorded_days=5,
    )  # fmt: skip
    assert result.amount == Decimal("1.25")


def test_a_week_without_hours_names_what_is_missing():
    facts = Facts(
        employment={"worker": "1"},
        weeks=[{"worker": "1", "week": "1"}],
        pay=[{"worker": "1", "week": "1", "component": 1, "kind": "piece_rate", "amount": 300}],
    )
    assert "hours_worked" in claim(facts, "us", ON)["us.flsa.overtime.weekly"].missing
