"""Social-insurance and housing-fund arrears, late fees, lost unemployment benefit."""

from __future__ import annotations

from decimal import Decimal

from .people import BEIJING, GUANGZHOU, SHANGHAI, SHENZHEN, amount, answer, months, result, step

SINCE = {"start": "2019-01-01", "end": "2026-06-30", "end_kind": "resigned"}


def test_the_employer_s_pension_part_in_guangzhou_in_2020():
    pay = months("2020-07-01", 12, due=5000, si_base_paid=0)
    found = result("cn.si.arrears.pension", place=GUANGZHOU, pay=pay, **SINCE)
    assert found.amount == 12 * 700  # 14 per cent
    assert found.forum == "administrative"
    assert found.in_total is False


def test_the_base_lies_between_floor_and_ceiling():
    low = months("2020-07-01", 1, due=2000, si_base_paid=0)
    assert amount("cn.si.arrears.pension", pay=low, **SINCE) == Decimal("532.42")  # 3,803 × 14 %
    high = months("2020-07-01", 1, due=50000, si_base_paid=0)
    assert amount("cn.si.arrears.pension", pay=high, **SINCE) == Decimal("2837.52")  # 20,268 × 14 %


def test_a_base_declared_too_low_owes_the_rest():
    pay = months("2020-07-01", 1, due=6000, si_base_paid=4000)
    assert amount("cn.si.arrears.pension", pay=pay, **SINCE) == 280


def test_last_year_s_average_is_the_base_where_told():
    pay = months("2020-07-01", 1, due=9000, insurance_reference_wage=5000, si_base_paid=0)
    assert amount("cn.si.arrears.pension", pay=pay, **SINCE) == 700


def test_a_year_without_bases_is_undetermined_but_the_others_are_shown():
    pay = months("2020-07-01", 24, due=5000, si_base_paid=0)
    found = result("cn.si.arrears.pension", pay=pay, **SINCE)
    assert found.status == "undetermined"
    assert "figure:insurance_base_floor" in found.missing
    assert step(found, "pension_arrears_of_known_months") == 12 * 700


def test_whether_insurance_was_paid_is_asked_for():
    pay = months("2020-07-01", 1, due=5000)
    assert "si_base_paid" in result("cn.si.arrears.pension", pay=pay, **SINCE).missing
    assert amount("cn.si.arrears.pension", pay=pay, not_insured=True, **SINCE) == 700


def test_guangzhou_2020_by_fund():
    pay = months("2020-07-01", 1, due=7000, si_base_paid=0)
    claim = answer(place=GUANGZHOU, pay=pay, injury_rate_class="lowest", **SINCE)
    assert claim["cn.si.arrears.medical"].amount == 385  # 5.5 per cent
    assert claim["cn.si.arrears.unemployment"].amount == Decimal("33.60")  # 0.48 per cent
    # no ceiling of injury and maternity insurance is in the tables
    assert claim["cn.si.arrears.injury"].status == "undetermined"
    assert claim["cn.si.arrears"].status == "undetermined"


def test_shenzhen_2014_by_household_and_tier():
    facts = {"place": SHENZHEN, "start": "2013-01-01", "end": "2014-12-31", "end_kind": "resigned"}
    pay = months("2014-03-01", 1, due=4000, si_base_paid=0)

    def owed(fund, **more):
        return amount(f"cn.si.arrears.{fund}", pay=pay, **facts, **more)

    assert owed("pension", local_household=True) == 560
    assert owed("pension", local_household=False) == 520
    assert owed("medical", medical_tier="1") == 248
    assert owed("medical", medical_tier="2") == Decimal("29.51")  # 0.6 % of 4,918
    assert owed("medical", medical_tier="3") == Decimal("22.13")
    assert owed("unemployment") == Decimal("36.16")  # 2 % of 1,808
    assert result("cn.si.arrears.pension", pay=pay, **facts).missing == [
        "figure:insurance_rate_employer",
        "local_household",
    ]


def test_arrears_are_split_at_two_years_before_the_complaint():
    pay = months("2025-07-01", 6, due=9000, si_base_paid=0, insurance_due_on=None)
    facts = {"start": "2020-01-01", "end": "2025-12-31", "place": SHANGHAI, "end_kind": "resigned"}
    found = result("cn.si.arrears.pension", pay=pay, **facts)
    assert found.amount == 6 * 1440
    assert found.confidence == "low"  # the national rate is recalled


def test_late_fee_old_and_new_rate_and_its_cap():
    facts = {"insurance_principal": 1000, "end": "2012-06-30", "insurance_paid_on": "2011-07-11"}
    # ten days at 0.2 per cent, ten at 0.05
    due = {"insurance_principal_due_on": "2011-06-21"}
    assert amount("cn.si.late_fee", **facts, **due) == 20 + 5
    long = facts | {"insurance_principal_due_on": "2000-07-01", "insurance_paid_on": "2011-07-01"}
    days = 4017  # 1 July 2000 to 1 July 2011
    assert amount("cn.si.late_fee", **long) == 2 * days
    assert amount("cn.si.late_fee", reading="late_fee_cap=principal", **long) == 1000


def test_lost_benefit_of_six_years_in_guangdong_is_eight_months():
    facts = {"start": "2017-01-01", "end": "2022-12-31", "end_kind": "unlawful_dismissal"}
    found = result("cn.si.lost_unemployment_benefit", not_insured=True, **facts)
    assert step(found, "unemployment_benefit_months") == 8
    assert found.amount == 8 * 2070  # 90 per cent of 2,300


def test_lost_benefit_needs_an_ending_against_the_worker_s_will_and_no_insurance():
    facts = {"start": "2017-01-01", "end": "2022-12-31"}
    left = result("cn.si.lost_unemployment_benefit", end_kind="resigned", not_insured=True, **facts)
    assert left.reason == "left_voluntarily"
    insured = result("cn.si.lost_unemployment_benefit", end_kind="layoff", **facts)
    assert insured.reason == "insurance_can_be_made_good"
    beijing = result(
        "cn.si.lost_unemployment_benefit",
        end_kind="layoff",
        not_insured=True,
        place=BEIJING,
        **facts,
    )
    assert beijing.status == "undetermined"


def test_housing_fund_from_the_second_month_at_five_per_cent_or_as_told():
    facts = {"start": "2023-03-15", "end": "2024-02-29", "end_kind": "resigned"}
    pay = months("2023-03-01", 12, due=6000)
    never = facts | {"housing_fund_never_paid": True, "pay": pay}
    found = result("cn.hf.arrears", **never)
    assert found.amount == 11 * 300
    assert set(found.assumed) == {"housing_fund_rate", "insurance_reference_wage"}
    assert amount("cn.hf.arrears", housing_fund_rate=12, **never) == 11 * 720
    paid = months("2023-04-01", 1, due=6000, housing_fund_personal=100)
    assert amount("cn.hf.arrears", **facts, pay=paid) == 200


def test_housing_fund_ceiling_is_needed_only_for_high_wages():
    facts = {"start": "2020-01-01", "end": "2024-12-31", "housing_fund_never_paid": True}
    high = months("2023-08-01", 1, due=50000)
    assert amount("cn.hf.arrears", pay=high, **facts) == Decimal("1904.10")  # 38,082 × 5 %
    unknown = months("2022-08-01", 1, due=50000)
    assert result("cn.hf.arrears", pay=unknown, **facts).missing == [
        "figure:housing_fund_base_ceiling"
    ]
