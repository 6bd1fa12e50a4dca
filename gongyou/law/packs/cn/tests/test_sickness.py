"""Medical period, sick pay, maternity."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .people import BEIJING, GUANGZHOU, SHANGHAI, SHENZHEN, amount, months, result, step

EMPLOYED = {"start": "2018-01-01", "end": "2022-12-31", "end_kind": "resigned", "agreed_wage": 6000}


@pytest.mark.parametrize(
    ("life", "start", "period", "window"),
    [
        (9, "2018-01-02", 3, 6),
        (9, "2018-01-01", 6, 12),
        (10, "2018-01-02", 6, 12),
        (10, "2018-01-01", 9, 15),
        (14, "2013-01-01", 12, 18),
        (19, "2008-01-01", 18, 24),
        (24, "2003-01-01", 24, 30),
    ],
)
def test_medical_period_by_working_life_and_years_here(life, start, period, window):
    found = result("cn.medical_period", start=start, end="2022-12-31", total_service_years=life)
    assert (found.value, step(found, "medical_period_window")) == (period, window)


def test_shanghai_adds_a_month_a_year():
    facts = {"place": SHANGHAI, "end": "2022-12-31", "total_service_years": 40}
    assert result("cn.medical_period", start="2018-01-01", **facts).value == 8
    long = result("cn.medical_period", start="1995-01-01", **facts)
    assert (long.value, long.confidence) == (24, "low")


def sick(place, wage=6000, **more):
    pay = months("2022-06-01", 1, due=0, kind="sick")
    return amount("cn.sick_pay", place=place, pay=pay, **EMPLOYED | {"agreed_wage": wage} | more)


def test_sick_pay_is_80_per_cent_of_the_minimum_wage_at_least():
    assert sick(GUANGZHOU) == 1840
    assert sick(GUANGZHOU, sick_pay_monthly=3000) == 3000


def test_shenzhen_gives_60_per_cent_of_the_wage_and_shanghai_by_years():
    assert sick(SHENZHEN) == 3600
    assert sick(SHENZHEN, wage=2500) == Decimal("1888.00")  # 80 per cent of 2,360
    assert sick(SHANGHAI) == 4800  # five years less a day: 80 per cent
    assert sick(SHANGHAI, sick_leave_months=7) == 3600


def test_medical_subsidy_is_only_possible_and_never_totalled():
    facts = EMPLOYED | {"end_kind": "dismissed_no_fault", "end_cause": "illness"}
    facts |= {"illness_graded": True, "average_wage_12m": 6000}
    found = result("cn.medical_subsidy", **facts)
    assert (found.amount, found.kind, found.in_total) == (36000, "possible", False)
    assert amount("cn.medical_subsidy", illness_serious=True, **facts) == 54000
    assert amount("cn.medical_subsidy", illness_terminal=True, **facts) == 72000


MOTHER = EMPLOYED | {"birth_on": "2021-03-01"}


@pytest.mark.parametrize(
    ("facts", "national", "guangdong"),
    [
        ({}, 98, 178),
        ({"difficult_birth": True}, 113, 193),
        ({"children_born": 2}, 113, 193),
        ({"difficult_birth": True, "children_born": 3}, 143, 223),
        ({"miscarriage_months": 3}, 15, 15),
        ({"miscarriage_months": 4}, 42, 42),
    ],
)
def test_days_of_maternity_leave(facts, national, guangdong):
    found = result("cn.maternity.days", place=GUANGZHOU, **MOTHER, **facts)
    assert (step(found, "national_maternity_days"), found.value) == (national, guangdong)


def test_every_combination_of_days_and_base():
    facts = MOTHER | {"employer_average_wage": 9000, "place": GUANGZHOU}

    def allowance(days, base):
        reading = {"maternity_days": days, "maternity_base": base}
        return amount("cn.maternity.allowance", reading=reading, **facts)

    assert allowance("national", "own") == 98 * 200
    assert allowance("local", "own") == 178 * 200
    assert allowance("national", "employer") == 98 * 300
    assert allowance("local", "employer") == 178 * 300


def test_an_employer_that_keeps_a_part_of_the_fund_s_money_owes_it():
    facts = MOTHER | {"maternity_insured": True, "fund_maternity_allowance": 48000}
    assert amount("cn.maternity.allowance", maternity_paid=30000, **facts) == 18000


def test_other_provinces_days_are_undetermined_until_told():
    found = result("cn.maternity.days", place=BEIJING, **MOTHER)
    assert "figure:maternity_days_extra" in found.missing
    assert (
        result("cn.maternity.days", place=BEIJING, maternity_days_granted=158, **MOTHER).value
        == 158
    )
    national = result(
        "cn.maternity.days", place=BEIJING, reading="maternity_days=national", **MOTHER
    )
    assert national.value == 98


def test_without_a_birth_nothing_is_due():
    assert result("cn.maternity.allowance", **EMPLOYED).reason == "no_birth"
