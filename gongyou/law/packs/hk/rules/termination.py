"""Severance and long service payment (Employment Ordinance, ss. 31B, 31G, 31R, 31V)."""

from datetime import date

from gongyou.law.engine import (
    HALF_UP_CENT,
    Art,
    add_days,
    add_years,
    days_between,
    days_inclusive,
    first_known,
    max_of,
    min_of,
    months_of_service,
    owed,
    when,
    years_of_service,
)
from gongyou.law.packs.hk.pack import hk

TRANSITION = date(2025, 5, 1)
"""The day on which offsetting was abolished; employment is cut in two before it."""

PAYMENT = [Art("EO", "31G"), Art("EO", "31V")]
SPLIT = [*PAYMENT, Art("OFFSET")]
hk.reason("under_24_months", "less than 24 months of continuous service", "连续服务不足24个月")
hk.reason("under_5_years", "less than five years of continuous service", "连续服务不足5年")


def reckoned_years(first, last):
    """Full years, and the rest over the days of the service year that it lies in."""
    whole = years_of_service(first, last)
    from_day = add_years(first, whole)
    rest = days_inclusive(from_day, last)
    return whole + rest / days_between(from_day, add_years(first, whole + 1))


@hk.rule(
    "employment",
    cites=[Art("EO", "31B"), Art("EO", "31R")],
    unit="months",
    label={"en": "Months of service", "zh-hans": "服务月数"},
)
def service_months(start, end):
    """Full months from the first to the last day, both counted."""
    return months_of_service(start, end)


@hk.rule(
    "employment",
    cites=PAYMENT,
    unit="HKD/month",
    label={
        "en": "Two thirds of the wage before the transition",
        "zh-hans": "转制日前月工资的三分之二",
    },
)
def amount_a_year_before(
    last_full_month_wage_before_transition,
    average_monthly_wage,
    monthly_wage_ceiling,
    sp_lsp_fraction,
    end,
):
    """Wages at no more than the ceiling."""
    wage = first_known(average_monthly_wage, last_full_month_wage_before_transition)
    return sp_lsp_fraction(at=end) * min_of(wage, monthly_wage_ceiling(at=end))


@hk.rule(
    "employment",
    cites=PAYMENT,
    unit="HKD/month",
    label={"en": "Two thirds of the last wage", "zh-hans": "最后月工资的三分之二"},
)
def amount_a_year_after(
    last_full_month_wage, average_monthly_wage, monthly_wage_ceiling, sp_lsp_fraction, end
):
    """Wages at no more than the ceiling."""
    wage = first_known(average_monthly_wage, last_full_month_wage)
    return sp_lsp_fraction(at=end) * min_of(wage, monthly_wage_ceiling(at=end))


@hk.rule(
    "employment",
    cites=SPLIT,
    unit="years",
    label={"en": "Years before 1 May 2025", "zh-hans": "2025年5月1日前的年数"},
)
def years_before(start, end):
    """Reckoned from the first day to 30 April 2025 or the last day."""
    last = min_of(end, add_days(TRANSITION, -1))
    return when(start >= TRANSITION, 0, reckoned_years(start, last))


@hk.rule(
    "employment",
    cites=SPLIT,
    unit="years",
    label={"en": "Years from 1 May 2025", "zh-hans": "2025年5月1日起的年数"},
)
def years_after(start, end):
    """Reckoned from 1 May 2025 or the first day to the last day."""
    return when(end < TRANSITION, 0, reckoned_years(max_of(start, TRANSITION), end))


@hk.rule(
    "employment",
    cites=PAYMENT,
    unit="HKD",
    label={"en": "Most that can be due", "zh-hans": "款项上限"},
)
def payment_maximum(sp_lsp_maximum, end):
    """By the day of termination."""
    return sp_lsp_maximum(at=end)


@hk.rule(
    "employment",
    cites=SPLIT,
    unit="HKD",
    label={"en": "Part before the transition", "zh-hans": "转制日前部分"},
)
def pre_transition(
    amount_a_year_before,
    amount_a_year_after,
    years_before,
    years_after,
    fully_reckonable_years,
    payment_maximum,
    end,
):
    """Years before 1 May 2025 at the wage before it; years too early to count in full, by half."""
    a_year = when(end < TRANSITION, amount_a_year_after, amount_a_year_before)
    too_early = max_of(years_before + years_after - fully_reckonable_years(at=end), 0)
    counted = years_before - min_of(too_early, years_before) / 2
    return when(years_before == 0, 0, min_of(a_year * counted, payment_maximum))


@hk.rule(
    "employment",
    cites=SPLIT,
    unit="HKD",
    label={"en": "Part after the transition", "zh-hans": "转制日后部分"},
)
def post_transition(amount_a_year_after, years_after, pre_transition, payment_maximum):
    """Years from 1 May 2025 at the last wage; what exceeds the maximum is taken off here."""
    full = when(years_after == 0, 0, amount_a_year_after * years_after)
    return min_of(full, payment_maximum - pre_transition)


@hk.entitlement(
    "hk.eo.sp_lsp",
    cites=[Art("EO", "31B"), Art("EO", "31R"), *SPLIT],
    forum="labour_tribunal",
    rounding=HALF_UP_CENT,
    details=["pre_transition", "post_transition"],
    label={"en": "Severance or long service payment", "zh-hans": "遣散费或长期服务金"},
)
def sp_lsp(pre_transition, post_transition, payment, service_months):
    """Severance from 24 months of service, long service payment from five years; never both."""
    return owed(pre_transition + post_transition, unless={
        "under_24_months": (payment == "severance") & (service_months < 24),
        "under_5_years": (payment == "long_service") & (service_months < 60),
    })  # fmt: skip


@hk.entitlement(
    "hk.eo.sp_lsp_simple",
    cites=PAYMENT,
    forum="labour_tribunal",
    in_total=False,
    rounding=HALF_UP_CENT,
    label={
        "en": "Severance or long service payment, years as given",
        "zh-hans": "遣散费或长期服务金（按所给年数）",
    },
)
def sp_lsp_simple(
    monthly_wage,
    years,
    payment,
    monthly_wage_ceiling,
    sp_lsp_fraction,
    sp_lsp_maximum,
    fully_reckonable_years,
    termination_date,
    on,
):
    """The old rule, without the transition."""
    day = first_known(termination_date, on)
    a_year = sp_lsp_fraction(at=day) * min_of(monthly_wage, monthly_wage_ceiling(at=day))
    counted = years - max_of(years - fully_reckonable_years(at=day), 0) / 2
    return owed(min_of(a_year * counted, sp_lsp_maximum(at=day)), unless={
        "under_24_months": (payment == "severance") & (years < 2),
        "under_5_years": (payment == "long_service") & (years < 5),
    })  # fmt: skip


@hk.rule(
    "employment",
    cites=PAYMENT,
    unit="years",
    label={"en": "Years that count in full", "zh-hans": "全数计算的年数"},
)
def years_in_full(fully_reckonable_years, termination_date):
    """Earlier years count half."""
    return fully_reckonable_years(at=termination_date)


@hk.entitlement(
    "hk.eo.sp_lsp_maximum",
    cites=PAYMENT,
    forum="labour_tribunal",
    in_total=False,
    details=["years_in_full"],
    label={"en": "Maximum of the payment", "zh-hans": "款项上限"},
)
def maximum_at_termination(sp_lsp_maximum, termination_date):
    """By the day of termination."""
    return sp_lsp_maximum(at=termination_date)
