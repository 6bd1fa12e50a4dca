"""Standard Employment Contract of government contractors (a contract, not the Ordinance)."""

from gongyou.law.engine import HALF_UP_CENT, Art
from gongyou.law.packs.hk.pack import hk

NOTES = [Art("SEC")]


@hk.rule(
    "employment", cites=NOTES, unit="HKD/day", label={"en": "Wage a day", "zh-hans": "每日工资"}
)
def daily(monthly_wage, calendar_days, contractual_days_off):
    """Month's wage over calendar days without unpaid contractual days off."""
    return monthly_wage / (calendar_days - contractual_days_off)


@hk.entitlement(
    "hk.sec.daily_rate",
    unit="HKD/day",
    cites=NOTES,
    forum="labour_tribunal",
    in_total=False,
    rounding=HALF_UP_CENT,
    label={"en": "Wage a day (standard contract)", "zh-hans": "每日工资（标准合约）"},
)
def sec_daily_rate(daily):
    """Dollars a day."""
    return daily


@hk.entitlement(
    "hk.sec.hourly_rate",
    unit="HKD/hour",
    cites=NOTES,
    forum="labour_tribunal",
    in_total=False,
    rounding=HALF_UP_CENT,
    details=["daily"],
    label={"en": "Wage an hour (standard contract)", "zh-hans": "每小时工资（标准合约）"},
)
def sec_hourly_rate(daily, hours_per_day):
    """Dollars an hour."""
    return daily / hours_per_day


@hk.entitlement(
    "hk.sec.monthly_wage_conversion",
    unit="HKD/month",
    cites=NOTES,
    forum="labour_tribunal",
    in_total=False,
    rounding=HALF_UP_CENT,
    label={"en": "Monthly wage at other days and hours", "zh-hans": "按其他日数时数换算的月薪"},
)
def sec_monthly_wage(
    monthly_wage, paid_days_from, paid_days_to, hours_per_day_from, hours_per_day_to
):
    """Wage over the old paid days and hours, times the new ones."""
    return monthly_wage / paid_days_from * paid_days_to / hours_per_day_from * hours_per_day_to
