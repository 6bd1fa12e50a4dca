"""Housing provident fund (住房公积金) that was not paid; collected by the fund centre."""

from __future__ import annotations

from .insurance import ADMINISTRATIVE
from .insurance_base import premium
from .kit import (
    HALF_UP_FEN,
    YUAN,
    Art,
    add_months,
    assumed,
    case,
    cn,
    entitlement,
    first_known,
    is_known,
    lift,
    max_of,
    min_of,
    money,
    month_start,
    total,
    when,
)


@cn.rule("pay", cites=[Art("HF-R", "16"), Art("HF-R", "18")], unit=YUAN)
def housing_fund_base_of_month(
    insurance_reference_of_month,
    minimum_wage_of_month,
    place,
    pay_month,
    housing_fund_base_ceiling,
    housing_fund_base_floor,
):
    """Base of the housing fund: last year's average wage, between the floor and the ceiling.

    The ceiling is three times the city's average, so it cannot lie below three times the
    minimum wage; where the tables lack it, lower wages need no comparison.
    """
    least = first_known(housing_fund_base_floor(place, at=pay_month), minimum_wage_of_month)
    most = housing_fund_base_ceiling(place, at=pay_month)
    base = max_of(insurance_reference_of_month, least)
    low = first_known(base <= minimum_wage_of_month * 3, lift(False))
    return case((is_known(most), min_of(base, most)), (low, base), otherwise=min_of(base, most))


@cn.rule("employment", cites=[Art("HF-R", "18")], unit="percent")
def housing_fund_percent(housing_fund_rate, housing_fund_rate_min, last_day):
    """The employer's rate; if not told, the least that the law allows."""
    return assumed(housing_fund_rate, housing_fund_rate_min(at=max_of(last_day, "2002-03-24")))


@cn.rule("employment", cites=[Art("HF-R", "17")], unit="date")
def housing_fund_due_from(counted_from):
    """First month of the housing fund: the second month of a new worker."""
    return add_months(month_start(counted_from), 1)


@cn.rule("pay", cites=[Art("HF-R", "17"), Art("HF-R", "18")], unit=YUAN)
def housing_fund_arrears_of_month(
    housing_fund_base_of_month,
    housing_fund_percent,
    housing_fund_personal,
    housing_fund_never_paid,
    housing_fund_due_from,
    pay_month,
):
    """The employer's part that was not paid; each side pays the same."""
    never = when(housing_fund_never_paid, lift(0), housing_fund_personal)
    paid = first_known(housing_fund_personal, never)
    owing = max_of(premium(housing_fund_base_of_month, housing_fund_percent) - paid, 0)
    return when(pay_month < housing_fund_due_from, lift(0), owing)


@entitlement(
    "cn.hf.arrears",
    cites=[
        Art("HF-R", "15"),
        Art("HF-R", "16"),
        Art("HF-R", "18"),
        Art("HF-R", "20"),
        Art("HF-R", "37"),
        Art("HF-R", "38"),
    ],
    rounding=HALF_UP_FEN,
    **ADMINISTRATIVE,
)
def housing_fund_arrears(housing_fund_arrears_of_month):
    """Housing fund not paid (住房公积金欠缴): the employer's part; at least five per cent."""
    return money(total(housing_fund_arrears_of_month))
