"""Boundaries and rules that no published case of the repository covers."""

from datetime import date
from decimal import Decimal

import pytest

from gongyou.law import Facts, claim

ON = date(2026, 6, 1)


def due(code, **facts):
    return claim(Facts(employment={"worker": "1", **facts}), "uk", ON)[code]


@pytest.mark.parametrize(
    ("given", "weeks"),
    [(date(2021, 1, 31), 0), (date(2021, 2, 1), 1), (date(2022, 12, 31), 1), (date(2023, 1, 1), 2)],
)
def test_notice_grows_at_the_anniversary(given, weeks):
    # ERA 86(1): a week from one month, a week a complete year from two years.
    result = due("uk.notice.statutory_weeks", employment_start=date(2021, 1, 1), notice_given=given)
    assert result.value == weeks


def test_under_two_years_no_redundancy_pay_is_due():
    result = due("uk.redundancy.pay", age_at_relevant_date=30, complete_years=1, weekly_pay=500,
                 relevant_date=date(2025, 5, 1), nation="GB")  # fmt: skip
    assert (result.status, result.reason) == ("not_due", "under_two_years")


def test_a_relevant_date_before_the_figures_is_refused():
    result = due("uk.redundancy.pay", age_at_relevant_date=30, complete_years=5, weekly_pay=500,
                 relevant_date=date(2011, 12, 31), nation="GB")  # fmt: skip
    assert "figure:redundancy_weekly_cap" in result.missing


@pytest.mark.parametrize(
    ("start", "owed", "penalty"),
    [
        (date(2014, 3, 6), 1000, 500),
        (date(2014, 3, 6), 50000, 5000),
        (date(2014, 3, 7), 1000, 1000),
        (date(2016, 4, 1), 1000, 2000),
        (date(2016, 4, 1), 30, 100),
        (date(2016, 4, 1), 50000, 20000),
    ],
)
def test_the_penalty_is_a_bounded_share_of_the_arrears(start, owed, penalty):
    # NMWA 19A: 50, 100, 200 per cent; at least 100, at most 20,000 pounds (5,000 before 2014).
    result = due("uk.nmw.penalty", arrears=owed, pay_reference_period_start=start,
                 paid_within_14_days=False)  # fmt: skip
    assert result.amount == Decimal(penalty)


def test_prompt_payment_halves_the_penalty():
    result = due("uk.nmw.penalty", arrears=1000, pay_reference_period_start=date(2020, 1, 1),
                 paid_within_14_days=True)  # fmt: skip
    assert result.amount == 1000


def test_the_band_of_then_keeps_its_rate_at_the_assessment():
    # 21 years old in 2009: then under the adult rate (22); 8 hours short at 4.83; now 4.98.
    result = due("uk.nmw.arrears", age=21, apprentice_rate_applies=False, basic_pay=0,
                 basic_hours=8, overtime_hours=0, nights_per_week=0, pay_period_days=7,
                 charge_per_night=0, pay_reference_period_start=date(2009, 10, 5),
                 assessment_date=date(2012, 10, 9))  # fmt: skip
    assert result.amount == Decimal("39.84")
