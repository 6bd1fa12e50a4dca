"""Work injury and death."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .people import BEIJING, GUANGZHOU, amount, answer, event, result

HANGZHOU = "330100"
HURT = {"start": "2018-01-01", "end": "2022-12-31", "end_kind": "resigned", "injury_wage": 6000}
NATIONAL = {1: 27, 2: 25, 3: 23, 4: 21, 5: 18, 6: 16, 7: 13, 8: 11, 9: 9, 10: 7}
GUANGDONG = {5: (10, 50), 6: (8, 40), 7: (6, 25), 8: (4, 15), 9: (2, 8), 10: (1, 4)}
ZHEJIANG = {5: 30, 6: 25, 7: 10, 8: 7, 9: 4, 10: 2}


@pytest.mark.parametrize(("grade", "number"), NATIONAL.items())
def test_disability_benefit_by_grade(grade, number):
    assert amount("cn.injury.disability_benefit", disability_grade=grade, **HURT) == number * 6000


@pytest.mark.parametrize(("grade", "number"), GUANGDONG.items())
def test_guangdong_subsidies_by_grade(grade, number):
    claim = answer(place=GUANGZHOU, average_wage_12m=5000, disability_grade=grade, **HURT)
    medical, employment = (
        claim[f"cn.injury.{k}_subsidy"].amount for k in ("medical", "employment")
    )
    assert (medical, employment) == (number[0] * 6000, number[1] * 6000)


def test_guangdong_takes_the_higher_of_two_wages():
    facts = HURT | {"average_wage_12m": 7000, "disability_grade": 9}
    assert amount("cn.injury.employment_subsidy", place=GUANGZHOU, **facts) == 8 * 7000
    bounded = facts | {"provincial_average_wage": 2000}
    assert amount("cn.injury.employment_subsidy", place=GUANGZHOU, **bounded) == 8 * 6000


@pytest.mark.parametrize(("grade", "number"), ZHEJIANG.items())
def test_zhejiang_subsidies_are_months_of_the_provincial_average(grade, number):
    facts = HURT | {"provincial_average_wage": 7000, "disability_grade": grade}
    claim = answer(place=HANGZHOU, **facts)
    assert claim["cn.injury.medical_subsidy"].amount == number * 7000
    assert claim["cn.injury.employment_subsidy"].amount == number * 7000


@pytest.mark.parametrize(("years", "share"), [(5, 1), (4, Decimal("0.8")), (0, 0)])
def test_zhejiang_takes_a_fifth_off_for_each_year_nearer_to_retirement(years, share):
    facts = HURT | {"provincial_average_wage": 7000, "disability_grade": 9}
    found = amount(
        "cn.injury.employment_subsidy", place=HANGZHOU, years_to_retirement=years, **facts
    )
    assert found == (4 * 7000 * share or None)


def test_a_province_without_a_table_is_undetermined_until_its_months_are_told():
    facts = HURT | {"disability_grade": 9, "provincial_average_wage": 7000}
    found = result("cn.injury.employment_subsidy", place="130100", **facts)
    missing = ["figure:injury_employment_subsidy_months", "subsidy_employment_months"]
    assert found.missing == missing
    told = amount(
        "cn.injury.employment_subsidy", place="130100", subsidy_employment_months=6, **facts
    )
    assert told == 42000


def test_the_wage_is_bounded_by_60_and_300_per_cent_of_the_area():
    facts = HURT | {"disability_grade": 10}
    assert amount("cn.injury.disability_benefit", pooling_average_wage=12000, **facts) == 7 * 7200
    assert amount("cn.injury.disability_benefit", pooling_average_wage=1500, **facts) == 7 * 4500


def test_graded_worse_and_then_better_the_last_grade_counts():
    graded = [event("injury", "2021-01-05"), event("injury_grade", "2021-06-01", value=8)]
    graded += [event("injury_grade", "2021-12-01", value=9)]
    assert amount("cn.injury.disability_benefit", events=graded, **HURT) == 9 * 6000


def test_the_last_grade_fixed_counts():
    graded = [event("injury", "2021-01-05"), event("injury_grade", "2021-06-01", value=9)]
    graded += [event("injury_grade", "2021-12-01", value=8)]
    assert amount("cn.injury.disability_benefit", events=graded, **HURT) == 11 * 6000


def test_an_insured_worker_gets_only_the_employment_subsidy_from_the_employer():
    claim = answer(disability_grade=9, average_wage_12m=6000, injury_insured=True, **HURT)
    assert claim["cn.injury.disability_benefit"].reason == "fund_pays"
    assert claim["cn.injury.medical_subsidy"].reason == "fund_pays"
    assert claim["cn.injury.employment_subsidy"].amount == 48000


def test_subsidies_wait_for_the_end_of_employment():
    facts = HURT | {"end": None, "end_kind": "ongoing", "disability_grade": 9, "on": "2022-12-31"}
    claim = answer(average_wage_12m=6000, **facts)
    assert claim["cn.injury.employment_subsidy"].reason == "still_employed"
    assert claim["cn.injury.oneoff"].amount == 54000


def test_stop_work_pay_is_the_former_wage_for_24_months_at_most():
    facts = {
        "start": "2020-10-01",
        "end": "2023-07-31",
        "end_kind": "resigned",
        "agreed_wage": 3800,
    }
    assert amount("cn.injury.stop_work", stop_work_months=9, **facts) == 34200
    assert amount("cn.injury.stop_work", stop_work_months=30, **facts) == 24 * 3800


def test_pension_and_nursing_are_monthly():
    claim = answer(disability_grade=6, nursing_level=2, pooling_average_wage=8000, **HURT)
    assert claim["cn.injury.pension"].amount == 3600
    assert claim["cn.injury.nursing"].amount == Decimal(4000)  # Guangdong, level 2: half
    beijing = answer(
        place=BEIJING, disability_grade=7, nursing_level=2, pooling_average_wage=8000, **HURT
    )
    assert beijing["cn.injury.nursing"].amount == 3200
    assert beijing["cn.injury.pension"].reason == "grade_without_pension"


@pytest.mark.parametrize(("year", "due"), [("2017", 672320), ("2023", 985660)])
def test_death_benefit_is_twenty_times_the_income_of_the_year_before(year, due):
    facts = {"end_kind": "died", "end": f"{year}-05-04", "death_from_work": True}
    assert amount("cn.injury.death", **facts) == due


def test_death_in_2026_by_the_urban_income_of_2025():
    facts = {"end_kind": "died", "end": "2026-03-10", "death_from_work": True}
    assert amount("cn.injury.death", **facts) == 20 * 56502


def test_a_death_year_without_a_figure_is_undetermined():
    facts = {"end_kind": "died", "end": "2027-05-04", "death_from_work": True}
    assert result("cn.injury.death", **facts).missing == [
        "figure:urban_disposable_income",
        "urban_income",
    ]


def test_dependants_together_get_no_more_than_the_wage():
    facts = {"end_kind": "died", "end": "2023-05-04", "death_from_work": True, "injury_wage": 5000}
    two = {"dependant_spouse": True, "dependants_other": 1}
    assert amount("cn.injury.dependants", **facts, **two) == 3500
    four = {"dependant_spouse": True, "dependants_other": 3, "dependants_lone": 1}
    assert amount("cn.injury.dependants", **facts, **four) == 5000


def test_without_an_injury_nothing_is_due():
    assert result("cn.injury.disability_benefit", **HURT).reason == "no_injury"
