"""Boundaries and rules that no published case of the repository covers."""

from datetime import date
from decimal import Decimal

import pytest

from gongyou.law import Facts, claim

ON = date(2026, 6, 1)


def due(code, **facts):
    return claim(Facts(employment={"worker": "1", **facts}), "hk", ON)[code]


def test_wages_above_the_ceiling_count_as_the_ceiling():
    # 22,500 x 2/3 = 15,000 a year; two years before the transition.
    result = due("hk.eo.sp_lsp", payment="severance", start=date(2020, 1, 1),
                 end=date(2021, 12, 31), last_full_month_wage=50000)  # fmt: skip
    assert result.amount == 30000


@pytest.mark.parametrize(
    ("end", "status"), [((2024, 12, 30), "not_due"), ((2024, 12, 31), "amount")]
)
def test_severance_needs_24_months(end, status):
    result = due("hk.eo.sp_lsp", payment="severance", start=date(2023, 1, 1), end=date(*end),
                 last_full_month_wage=12000)  # fmt: skip
    assert result.status == status


def test_a_sickness_day_pays_four_fifths():
    result = due("hk.eo.sickness_allowance_daily", wages_12_months=146000, days_12_months=365,
                 disregarded_days=0, disregarded_wages=0)  # fmt: skip
    assert result.amount == Decimal("320.00")


def test_sickness_allowance_needs_four_days():
    facts = {"average_daily_wage": 400, "sickness_days": 4}
    assert due("hk.eo.sickness_allowance", **facts).amount == 1280
    result = due("hk.eo.sickness_allowance", **facts | {"sickness_days": 3})
    assert result.reason == "sickness_too_short"


def test_years_beyond_43_count_half():
    # 45 years at 3,000 x 2/3: 43 in full, two by half.
    result = due("hk.eo.sp_lsp", payment="long_service", start=date(1979, 1, 1),
                 end=date(2023, 12, 31), last_full_month_wage=3000)  # fmt: skip
    assert result.amount == 88000
    simple = due("hk.eo.sp_lsp_simple", payment="long_service", monthly_wage=3000, years=45)
    assert simple.amount == 88000


def test_voluntary_contributions_are_set_against_both_parts():
    result = due("hk.mpf.offset", pre_transition_payment=10000, post_transition_payment=20000,
                 employer_mandatory_contributions=4000, gratuities_and_voluntary=9000)  # fmt: skip
    # 10,000 - 4,000 = 6,000 left before; 26,000 less 9,000.
    assert result.amount == 17000


def test_a_rate_before_the_ordinance_is_refused():
    assert due("hk.smw.rate", date=date(2011, 4, 30)).missing == ["figure:statutory_minimum_wage"]


def test_the_unconfirmed_rate_says_so():
    result = due("hk.smw.rate", date=date(2026, 5, 1))
    assert (result.amount, result.confidence) == (Decimal("43.1"), "low")
