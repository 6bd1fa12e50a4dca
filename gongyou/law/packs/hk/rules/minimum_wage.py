"""Statutory minimum wage (Cap. 608)."""

from gongyou.law.engine import HALF_UP_CENT, Art, first_known, max_of, total
from gongyou.law.packs.hk.pack import hk

RATE = [Art("MWO", "8"), Art("MWO", "9")]


@hk.rule(
    "employment",
    cites=RATE,
    unit="HKD/hour",
    label={"en": "Minimum wage an hour", "zh-hans": "法定每小时最低工资"},
)
def minimum_an_hour(statutory_minimum_wage, wage_period_start, date, on):
    """The rate of the wage period."""
    return statutory_minimum_wage(at=first_known(wage_period_start, date, on))


@hk.entitlement(
    "hk.smw.rate",
    unit="HKD/hour",
    cites=RATE,
    forum="labour_tribunal",
    in_total=False,
    label={"en": "Statutory minimum wage", "zh-hans": "法定最低工资"},
)
def smw_rate(minimum_an_hour):
    """Dollars an hour."""
    return minimum_an_hour


@hk.rule(
    "employment",
    cites=RATE,
    unit="HKD",
    label={"en": "Minimum wage of the period", "zh-hans": "工资期最低工资"},
)
def minimum_wage(minimum_an_hour, hours_worked):
    """The rate times the hours worked."""
    return minimum_an_hour * hours_worked


@hk.rule(
    "employment",
    cites=[Art("MWO", "6")],
    unit="HKD",
    label={"en": "Wages counted", "zh-hans": "可计算的工资"},
)
def wages_counted(wages_for_hours_worked, wages_total, pay_not_worked):
    """Wages without the pay for rest days, holidays and other time not worked."""
    return first_known(wages_for_hours_worked, wages_total - total(pay_not_worked))


@hk.entitlement(
    "hk.smw.additional_remuneration",
    cites=[Art("MWO", "8"), Art("MWO", "10")],
    forum="labour_tribunal",
    rounding=HALF_UP_CENT,
    details=["minimum_wage", "wages_counted"],
    label={"en": "Additional remuneration", "zh-hans": "额外报酬"},
)
def additional_remuneration(minimum_wage, wages_counted):
    """What the wages counted fall short of the minimum wage."""
    return max_of(minimum_wage - wages_counted, 0)
