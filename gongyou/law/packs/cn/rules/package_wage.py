"""Package wages (包薪) unpacked, and months with more overtime than the law allows."""

from __future__ import annotations

from .kit import (
    HALF_UP_4,
    HALF_UP_FEN,
    PAY_LIMIT,
    YUAN,
    Art,
    cn,
    count,
    entitlement,
    first_known,
    max_of,
    money,
    none_if_empty,
    owed,
    stated,
    total,
)
from .overtime import OVERTIME


@cn.rule("pay", cites=[Art("Case-2021"), Art("LL", "48")], unit=YUAN)
def package_minimum_of_month(
    minimum_wage_of_month,
    hours_normal,
    weighted_overtime_hours,
    paid_days_per_month,
    hours_per_day,
    pay_month,
):
    """The least a package wage must be: all hours at the minimum hourly wage and its multiples."""
    normal = paid_days_per_month(at=pay_month) * hours_per_day(at=pay_month)
    hours = first_known(hours_normal, normal) + weighted_overtime_hours
    return HALF_UP_4(minimum_wage_of_month / normal * hours)


@cn.rule("pay", cites=[Art("Case-2021")], unit=YUAN)
def package_shortfall_of_month(package_minimum_of_month, due):
    """What the package lacks to the least it must be."""
    return max_of(package_minimum_of_month - due, 0)


@entitlement(
    "cn.overtime.package_shortfall",
    cites=[Art("Case-2021"), OVERTIME, Art("LL", "48")],
    rounding=HALF_UP_FEN,
    **PAY_LIMIT,
)
def overtime_package_shortfall(package_shortfall_of_month, package_wage):
    """What a package wage (包薪) lacks: unpacked it must reach the minimum wage for all hours."""
    return owed(
        money(total(package_shortfall_of_month)), unless={"no_package_wage": ~stated(package_wage)}
    )


@cn.rule("pay", cites=[Art("LL", "41")])
def overtime_above_limit(
    hours_overtime_workday,
    hours_overtime_restday,
    hours_overtime_holiday,
    overtime_limit,
    pay_month,
):
    """Whether the month's overtime was above the 36 hours that the law allows."""
    hours = (
        none_if_empty(hours_overtime_workday)
        + none_if_empty(hours_overtime_restday)
        + none_if_empty(hours_overtime_holiday)
    )
    return hours > overtime_limit("month_max", at=pay_month)


@entitlement(
    "cn.overtime.months_above_limit",
    cites=[Art("LL", "41")],
    unit="months",
    forum="administrative",
    in_total=False,
    kind="alert",
)
def months_above_limit(overtime_above_limit):
    """Months with more overtime than the law allows; the limit does not limit the pay."""
    return count(overtime_above_limit)
