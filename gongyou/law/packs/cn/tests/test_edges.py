"""Edges that a rule may cross by one: the day, the month, the hour on each side of a limit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from gongyou.law import claim
from gongyou.law.engine.language.nodes import RuleError
from gongyou.law.engine.parameters import Parameter, figures_from

from .people import (
    BEIJING,
    GUANGZHOU,
    PACK,
    SHANGHAI,
    amount,
    answer,
    day,
    event,
    months,
    result,
    step,
    told,
)

TESTS = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))


@pytest.mark.parametrize("code", PACK.entitlements)
def test_every_entitlement_is_named_by_a_test(code):
    assert f'"{code}"' in TESTS


# --- ending ------------------------------------------------------------------------------------

DISMISSED = {"start": "2019-01-01", "end": "2023-12-31", "end_kind": "unlawful_dismissal"}


def test_severance_paid_before_is_taken_off_the_double():
    facts = DISMISSED | {"average_wage_12m": 6000}  # 5 × 6,000 × 2 = 60,000
    assert amount("cn.unlawful_termination", severance_paid=30000, **facts) == 30000
    paid = result("cn.unlawful_termination", severance_paid=60000, **facts)
    assert paid.reason == "nothing_owed"


def test_one_odd_day_before_2008_is_a_part_of_a_year():
    facts = {"start": "2000-12-31", "end": "2007-12-31", "end_kind": "layoff"}
    found = result("cn.severance.pre2008", average_wage_12m=3000, **facts)
    assert (step(found, "months_before_2008"), found.amount) == (8, 24000)
    whole = result("cn.severance.pre2008", average_wage_12m=3000, **facts | {"start": "2001-01-01"})
    assert whole.amount == 21000


def test_notice_of_expiry_that_came_late_in_beijing():
    facts = {"start": "2020-01-01", "end": "2023-12-31", "end_kind": "expired", "place": BEIJING}
    # 30 days were due, 12 were given: 18 days of 4,350 / 21.75
    late = amount("cn.expiry.late_notice", agreed_wage=4350, notice_given_days=12, **facts)
    assert late == 18 * 200
    elsewhere = facts | {"place": GUANGZHOU, "agreed_wage": 4350, "notice_given_days": 12}
    assert result("cn.expiry.late_notice", **elsewhere).reason == "not_this_place"


def test_the_wage_at_the_cap_is_not_above_it():
    # Shenzhen 2022: 13,730 × 3 = 41,190, 5 years 6 months count as 6
    facts = {"place": "440300", "start": "2018-07-01", "end": "2023-12-31", "end_kind": "layoff"}
    assert amount("cn.severance", average_wage_12m=41190, **facts) == 6 * 41190
    assert amount("cn.severance", average_wage_12m=41191, **facts) == 6 * 41190


# --- second wage -------------------------------------------------------------------------------

HIRED = {"start": "2020-03-10", "end": "2022-06-30", "end_kind": "resigned", "agreed_wage": 5000}
WHOLE = {"double_wage_limitation": "whole", "limitation": "applied"}


@pytest.mark.parametrize(("filed", "due"), [("2022-03-09", 55000), ("2022-03-10", None)])
def test_the_last_day_of_the_whole_reading_is_in_time(filed, due):
    facts = HIRED | {"contract_written": False, "filed_on": filed}
    assert amount("cn.double_wage.no_contract", reading=WHOLE, **facts) == due


@pytest.mark.parametrize(
    ("signed", "reason"), [("2020-04-09", "contract_in_time"), ("2020-04-10", "within_first_month")]
)
def test_a_contract_signed_on_the_last_day_of_the_month(signed, reason):
    facts = HIRED | {"contract_written": True, "contract_signed": day(signed)}
    assert result("cn.double_wage.no_contract", **facts).reason == reason


def test_a_contract_signed_one_day_late_owes_a_day():
    facts = HIRED | {"contract_written": True, "contract_signed": day("2020-04-11")}
    # 10 April 2020 is a Friday: one working day of 21.75
    assert amount("cn.double_wage.no_contract", **facts) == round(
        Decimal(5000) / Decimal("21.75"), 2
    )


# --- leave, sickness ---------------------------------------------------------------------------


@pytest.mark.parametrize(("end", "earned"), [("2023-03-13", 0), ("2023-03-14", 1)])
def test_the_73rd_day_of_the_year_earns_the_first_day_of_leave(end, earned):
    facts = {"start": "2015-01-01", "end": end, "end_kind": "resigned", "agreed_wage": 4350}
    found = result("cn.annual_leave.untaken_pay", leave_taken_days=0, **facts)
    assert step(found, "leave_days_of_last_year") == earned


@pytest.mark.parametrize(("ill", "share"), [(6, "0.7"), (7, "0.6")])
def test_shanghai_gives_less_after_six_months_of_illness(ill, share):
    facts = {"place": SHANGHAI, "start": "2020-01-01", "end_kind": "ongoing", "on": "2023-06-30"}
    pay = months("2023-03-01", 1, due=0, kind="sick")
    # three years here: 70 per cent at first, 60 later
    found = amount("cn.sick_pay", pay=pay, agreed_wage=10000, sick_leave_months=ill, **facts)
    assert found == 10000 * Decimal(share)


def test_days_of_illness_one_short_of_the_month_are_not_a_month_of_illness():
    facts = {"start": "2020-01-01", "agreed_wage": 6000, "end_kind": "ongoing", "on": "2026-06-30"}
    from gongyou.law.packs.cn.declare import holidays

    days = sum(holidays.is_workday(date(2026, 5, n)) for n in range(1, 32))
    whole = months("2026-05-01", 1, due=1500, days_sick=days)
    assert amount("cn.sick_pay", pay=whole, **facts) == 500
    part = months("2026-05-01", 1, due=1500, days_sick=days - 1)
    assert result("cn.sick_pay", pay=part, **facts).reason == "nothing_owed"


# --- insurance ---------------------------------------------------------------------------------


def test_the_month_in_which_the_two_years_begin_is_recent():
    def insurance_principal_of_month(pension_arrears_of_month):
        return pension_arrears_of_month

    pack = PACK.changed(rules={"insurance_principal_of_month": insurance_principal_of_month})
    # Guangzhou, July 2020 to June 2021, 5,000 × 14 %; complaint on 15 December 2022
    pay = months("2020-07-01", 12, due=5000, si_base_paid=0)
    facts = {"start": "2019-01-01", "end": "2026-06-30", "end_kind": "resigned"}
    made, on = told(pay=pay, insurance_complaint_on="2022-12-15", place=GUANGZHOU, **facts)
    found = claim(made, pack, on=on)["cn.si.arrears"]
    # the two years begin on 15 December 2020: December to June are seven months
    assert step(found, "insurance_arrears_recent") == 7 * 700
    assert step(found, "insurance_arrears_older") == 5 * 700
    assert found.amount == 12 * 700


@pytest.mark.parametrize(("years", "months_due"), [(4, 4), (5, 6), (14, 24), (40, 24)])
def test_months_of_unemployment_benefit_stop_at_two_years(years, months_due):
    facts = {"start": "2010-01-01", "end": "2024-12-31", "end_kind": "layoff", "not_insured": True}
    found = result("cn.si.lost_unemployment_benefit", contribution_years=years, **facts)
    assert step(found, "unemployment_benefit_months") == months_due
    assert found.amount == months_due * Decimal("0.9") * 2300


def test_benefit_of_two_months_a_year_in_fujian_and_at_most_elsewhere():
    facts = {"start": "2019-01-01", "end": "2025-12-31", "end_kind": "layoff", "not_insured": True}
    fujian = facts | {"place": "350200", "unemployment_monthly": 1500, "contribution_years": 3}
    assert amount("cn.si.lost_unemployment_benefit", **fujian) == 3 * 2 * 1500
    hunan = facts | {"place": "430100", "unemployment_monthly": 1500, "contribution_years": 6}
    found = result("cn.si.lost_unemployment_benefit", **hunan)
    assert (found.missing, found.most) == (["unemployment_months"], 18 * 1500)


def test_a_month_without_a_ceiling_for_maternity_is_asked_for():
    pay = months("2020-07-01", 1, due=7000, si_base_paid=0)
    facts = {"start": "2019-01-01", "end": "2026-06-30", "end_kind": "resigned", "place": GUANGZHOU}
    found = result("cn.si.arrears.maternity", pay=pay, **facts)
    assert any(name.startswith("figure:insurance_") for name in found.missing)


# --- injury, wages, procedure ------------------------------------------------------------------


def test_the_funeral_grant_is_six_months_of_the_areas_average():
    facts = {
        "start": "2020-01-01",
        "end": "2023-05-04",
        "end_kind": "died",
        "death_from_work": True,
    }
    assert amount("cn.injury.funeral", pooling_average_wage=6575, **facts) == 39450


def test_a_day_s_wage_is_the_month_over_21_75_days():
    assert amount("cn.conversion.daily", agreed_wage=4350, **DISMISSED) == 200
    old = DISMISSED | {"start": "2003-01-01", "end": "2007-06-30"}
    assert amount("cn.conversion.daily", agreed_wage=2092, **old) == 100  # 20.92 days until 2008


def test_the_bonus_of_the_months_worked_less_what_was_paid():
    facts = DISMISSED | {"annual_bonus": 12000}
    assert amount("cn.wages.bonus", bonus_months=5, annual_bonus_paid=1000, **facts) == 4000
    assert amount("cn.wages.bonus", bonus_months=13, **facts) == 12000


def test_the_employer_must_have_the_application_in_five_working_days():
    # accepted on Friday 28 April 2023; 29 April to 3 May are rest days, 6 May is worked
    found = result("cn.arbitration.serve_by", accepted_on="2023-04-28", on="2023-04-28")
    assert found.value == day("2023-05-09")


def test_payments_on_record_are_added_up():
    paid = [event("payment", "2023-01-05", value=1000), event("payment", "2023-02-05", value=500)]
    other = [event("demand_to_employer", "2023-03-01", value=9000)]
    assert amount("cn.payments.received", events=paid + other, **DISMISSED) == 1500


def test_final_awards_reach_twelve_times_the_minimum_wage_of_the_class():
    # Chengdu 2,330 × 12
    found = result("cn.final_award.limit", place="510100", **DISMISSED | {"end": "2025-06-30"})
    assert found.amount == 27960


# --- figures -----------------------------------------------------------------------------------


def test_two_rows_of_a_place_that_overlap_are_refused_with_the_day():
    rows = [
        {"place": "440300", "valid_from": "2020-01-01", "valid_to": "2020-12-31", "value": 1},
        {"place": "440300", "valid_from": "2020-06-01", "valid_to": "", "value": 2},
    ]
    with pytest.raises(RuleError, match="2020-06-01"):
        Parameter("wage", ("place",), figures_from("wage", ("place",), rows, "number"))


PUBLISHED = [  # place, year measured, monthly average of the series that caps severance there
    ("110000", 2018, 10592),
    ("110000", 2021, 13876),
    ("110000", 2022, 14873),
    ("110000", 2023, 15701),
    ("310000", 2021, 11396),
    ("310000", 2022, 12183),
    ("310000", 2023, 12307),
    ("310000", 2024, 12434),
    ("440100", 2019, 10292),
    ("440100", 2021, 12024),
    ("440100", 2022, 12694),
    ("440100", 2023, 13193),
    ("440100", 2024, 13704),
    ("440300", 2015, 6753),
    ("440300", 2021, 12964),
    ("440300", 2022, 13730),
    ("440300", 2023, 14553),
    ("440300", 2024, 14755),
]


@pytest.mark.parametrize(("place", "measured", "value"), PUBLISHED)
def test_average_wages_as_published_cap_a_high_wage(place, measured, value):
    facts = {"place": place, "end": f"{measured + 1}-12-31", "end_kind": "layoff"}
    found = amount("cn.severance", start=f"{measured}-01-01", average_wage_12m=90000, **facts)
    assert found == 2 * 3 * value


def test_a_claim_has_one_result_for_every_entitlement():
    found = answer(**DISMISSED, average_wage_12m=6000)
    assert [each.code for each in found] == list(PACK.entitlements)
