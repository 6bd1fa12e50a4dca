"""Average daily wage and what is paid by it (Employment Ordinance, ss. 2, 7, 33, 35, 41, 41C)."""

from gongyou.law.engine import HALF_UP_CENT, Art, first_known, owed, total
from gongyou.law.packs.hk.pack import hk

hk.reason("sickness_too_short", "fewer than four consecutive sickness days", "连续病假不足四日")
AVERAGE = [Art("EO", "2"), Art("EO", "41")]


@hk.rule(
    "employment",
    cites=AVERAGE,
    unit="HKD/day",
    label={"en": "Average daily wage", "zh-hans": "每日平均工资"},
)
def daily_average_wage(
    daily_wage_given,
    wages_12_months,
    days_12_months,
    wage_of_period,
    days,
    disregarded_days,
    disregarded_wages,
):
    """Wages of the 12 months over their days, periods without full pay left out of both."""
    wages = first_known(wages_12_months, total(wage_of_period)) - disregarded_wages
    average = wages / (first_known(days_12_months, days) - disregarded_days)
    return first_known(daily_wage_given, average)


@hk.entitlement(
    "hk.eo.average_daily_wage",
    unit="HKD/day",
    cites=AVERAGE,
    in_total=False,
    forum="labour_tribunal",
    rounding=HALF_UP_CENT,
    label={"en": "Average daily wage", "zh-hans": "每日平均工资"},
)
def average_daily_wage(daily_average_wage):
    """Dollars a day."""
    return daily_average_wage


@hk.entitlement(
    "hk.eo.statutory_holiday_pay",
    cites=[Art("EO", "41"), *AVERAGE],
    forum="labour_tribunal",
    rounding=HALF_UP_CENT,
    details=["daily_average_wage"],
    label={"en": "Statutory holiday pay", "zh-hans": "法定假日薪酬"},
)
def holiday_pay(daily_average_wage, holidays):
    """After three months of service."""
    return daily_average_wage * holidays


@hk.entitlement(
    "hk.eo.annual_leave_pay",
    cites=[Art("EO", "41C"), *AVERAGE],
    forum="labour_tribunal",
    rounding=HALF_UP_CENT,
    details=["daily_average_wage"],
    label={"en": "Annual leave pay", "zh-hans": "年假薪酬"},
)
def annual_leave_pay(daily_average_wage, leave_days):
    """After twelve months of service."""
    return daily_average_wage * leave_days


@hk.rule(
    "employment",
    cites=[Art("EO", "35")],
    unit="HKD/day",
    label={"en": "Sickness allowance a day", "zh-hans": "每日疾病津贴"},
)
def sickness_a_day(daily_average_wage, sickness_fraction, on):
    """Four fifths of the average daily wage."""
    return daily_average_wage * sickness_fraction(at=on)


@hk.entitlement(
    "hk.eo.sickness_allowance_daily",
    unit="HKD/day",
    in_total=False,
    cites=[Art("EO", "35")],
    forum="labour_tribunal",
    rounding=HALF_UP_CENT,
    label={"en": "Sickness allowance a day", "zh-hans": "每日疾病津贴"},
)
def sickness_allowance_daily(sickness_a_day):
    """Dollars a day."""
    return sickness_a_day


@hk.entitlement(
    "hk.eo.sickness_allowance",
    cites=[Art("EO", "33"), Art("EO", "35")],
    forum="labour_tribunal",
    rounding=HALF_UP_CENT,
    details=["daily_average_wage"],
    label={"en": "Sickness allowance", "zh-hans": "疾病津贴"},
)
def sickness_allowance(sickness_a_day, sickness_days, sickness_min_days, on):
    """Four or more consecutive days."""
    return owed(
        sickness_a_day * sickness_days,
        unless={"sickness_too_short": sickness_days < sickness_min_days(at=on)},
    )


@hk.entitlement(
    "hk.eo.payment_in_lieu_days",
    cites=[Art("EO", "7", par="1A", item="a")],
    forum="labour_tribunal",
    rounding=HALF_UP_CENT,
    details=["daily_average_wage"],
    label={"en": "Payment in lieu of notice (days)", "zh-hans": "代通知金（按日）"},
)
def payment_in_lieu(daily_average_wage, days_normally_payable):
    """Days of the notice for which wages would be payable."""
    return daily_average_wage * days_normally_payable
