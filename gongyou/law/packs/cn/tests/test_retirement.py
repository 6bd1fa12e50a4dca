"""Retirement by degrees and work past the age; days by the table annexed to the decision."""

from __future__ import annotations

import pytest

from .people import answer, day, event, result, step

BORN = {"start": "2010-01-01", "end_kind": "ongoing", "on": "2026-10-10"}


@pytest.mark.parametrize(
    ("sex", "former", "born", "reached"),
    [
        ("male", None, "1964-12-31", "2024-12-31"),  # the last before the change
        ("male", None, "1965-01-15", "2025-02-15"),  # one month later
        ("male", None, "1965-04-30", "2025-05-30"),
        ("male", None, "1965-05-01", "2025-07-01"),  # two months
        ("male", None, "1965-09-01", "2025-12-01"),  # three: 60 years 3 months
        ("male", None, "1976-08-01", "2039-07-01"),  # 35 months
        ("male", None, "1976-09-01", "2039-09-01"),  # 63 whole years
        ("male", None, "1990-06-01", "2053-06-01"),
        ("female", 55, "1969-12-01", "2024-12-01"),
        ("female", 55, "1970-01-01", "2025-02-01"),
        ("female", 55, "1981-09-01", "2039-09-01"),  # 58
        ("female", 50, "1974-12-01", "2024-12-01"),
        ("female", 50, "1975-01-01", "2025-02-01"),
        ("female", 50, "1975-02-28", "2025-03-28"),
        ("female", 50, "1975-03-01", "2025-05-01"),  # two months
        ("female", 50, "1984-10-01", "2039-09-01"),  # 59 months
        ("female", 50, "1984-11-01", "2039-11-01"),  # 55
    ],
)
def test_the_statutory_age_rises_by_degrees(sex, former, born, reached):
    more = {} if former is None else {"former_retirement_age": former}
    found = result("cn.retirement.date", sex=sex, birth_date=day(born), **more, **BORN)
    assert found.value == day(reached)


def test_a_woman_s_former_age_is_asked_for():
    found = result("cn.retirement.date", sex="female", birth_date=day("1975-01-01"), **BORN)
    assert found.missing == ["former_retirement_age"]


OLD = {
    "start": "2021-01-01",
    "end": "2026-09-30",
    "average_wage_12m": 4000,
    "end_kind": "unlawful_dismissal",
    "birth_date": day("1960-01-01"),
    "sex": "male",
}


def test_past_the_age_it_is_asked_whether_a_pension_is_drawn():
    found = result("cn.unlawful_termination", **OLD)
    assert (found.status, found.missing) == ("undetermined", ["draws_pension"])
    drawn = result("cn.unlawful_termination", draws_pension=True, **OLD)
    assert drawn.reason == "past_retirement_age"
    # six years × 4,000 × 2; without a pension the contract law may still hold
    assert result("cn.unlawful_termination", draws_pension=False, **OLD).amount == 48000


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("cn.severance", {"end_kind": "layoff"}),
        ("cn.notice_pay", {"end_kind": "dismissed_no_fault", "notice_given_days": 0}),
        ("cn.double_wage.no_contract", {"contract_written": False, "agreed_wage": 4000}),
    ],
)
def test_with_a_pension_nothing_of_the_contract_law_is_left(code, more):
    assert result(code, draws_pension=True, **OLD | more).reason == "past_retirement_age"


def test_order_56_protects_pay_and_injury_from_july_2026():
    found = result("cn.over_age.protected", draws_pension=True, **OLD)
    assert found.value is True
    assert {c.short for c in found.articles} >= {"Order-56 12", "Order-56 15"}
    earlier = OLD | {"end": "2026-06-30"}
    assert result("cn.over_age.protected", **earlier).reason == "before_order_56"
    young = OLD | {"birth_date": day("1990-01-01")}
    assert result("cn.over_age.protected", **young).reason == "not_past_retirement_age"


def test_years_to_retirement_follow_from_the_date_of_birth():
    # Zhejiang: 30 months at grade 5, a fifth less for each year closer than five; born 1963-06,
    # 60 in June 2023; on 2020-12-31 two whole years are left: 3 × 20 % less
    facts = {
        "place": "330100", "start": "2010-01-01", "end": "2020-12-31", "end_kind": "expired",
        "birth_date": day("1963-06-01"), "sex": "male", "disability_grade": 5,
        "provincial_average_wage": 6000, "agreed_wage": 6000,
        "events": [event("injury", "2020-01-05")],
    }  # fmt: skip
    found = result("cn.injury.employment_subsidy", **facts)
    assert step(found, "years_left_to_retirement") == 2
    assert found.amount == 30 * 6000 * 2 // 5


def test_without_a_birth_date_nothing_changes():
    claim = answer(**{key: OLD[key] for key in OLD if key not in ("birth_date", "sex")})
    assert claim["cn.unlawful_termination"].amount == 48000
    assert claim["cn.retirement.date"].reason == "birth_not_told"
