"""Wages: what was not paid, the minimum, deductions, stopped work, heat, orders to pay."""

from __future__ import annotations

from datetime import date

from .kit import (
    HALF_UP_4,
    HALF_UP_FEN,
    PAY_LIMIT,
    YUAN,
    Art,
    Expr,
    case,
    cn,
    count,
    first_known,
    is_known,
    lift,
    max_of,
    min_of,
    money,
    month,
    month_start,
    none_if_empty,
    owed,
    stated,
    total,
    when,
)

MINIMUM = (Art("LL", "48"), Art("LCL", "20"), Art("MinWage", "12"))
FIRST_MINIMUM = date(2004, 3, 1)


# --- unpaid wages ------------------------------------------------------------------------------


@cn.rule("pay", cites=[Art("LCL", "30"), Art("LL", "50")], unit=YUAN)
def unpaid_of_month(due, paid):
    """What of the month's wage was not paid."""
    return max_of(due - paid, 0)


@cn.entitlement(
    "cn.wages.unpaid",
    cites=[
        Art("LCL", "30"),
        Art("LL", "50"),
        Art("LL", "91"),
        Art("Wage-94", "9"),
        Art("Migrant-R", "16"),
    ],
    rounding=HALF_UP_FEN,
    **PAY_LIMIT,
)
def wages_unpaid(unpaid_of_month):
    """Unpaid wages (拖欠工资) of all months on record."""
    return money(total(unpaid_of_month))


@cn.entitlement(
    "cn.wages.part_month",
    cites=[Art("Days-2008"), Art("Days-2025"), Art("LCL", "30")],
    rounding=HALF_UP_FEN,
    **PAY_LIMIT,
)
def part_month_wage(
    agreed_wage,
    average_wage,
    part_month_days_worked,
    part_month_days_absent,
    paid_days_per_month,
    last_day,
):
    """Wage of a part month (不足月工资): paid days worked, holidays among them."""
    monthly = first_known(agreed_wage, average_wage)
    daily = monthly / paid_days_per_month(at=last_day)
    forward = daily * part_month_days_worked
    backward = max_of(monthly - daily * part_month_days_absent, 0)
    none = ~is_known(part_month_days_worked) & ~is_known(part_month_days_absent)
    amount = when(cn.reading("part_month_wage", "backward"), backward, forward)
    return owed(money(amount), unless={"no_part_month": none})


@cn.entitlement(
    "cn.wages.bonus", cites=[Art("LCL", "30"), Art("LL", "50")], rounding=HALF_UP_FEN, **PAY_LIMIT
)
def annual_bonus_share(annual_bonus, bonus_months, annual_bonus_paid):
    """Agreed annual bonus (年终奖) for the months worked in its year, less what was paid."""
    share = annual_bonus * min_of(first_known(bonus_months, lift(12)), 12) / 12
    return owed(
        money(max_of(share - none_if_empty(annual_bonus_paid), 0)),
        unless={"no_bonus": ~is_known(annual_bonus)},
    )


# --- minimum wage ------------------------------------------------------------------------------


@cn.rule("employment", cites=MINIMUM)
def own_insurance_on_top(minimum_wage_includes_own_insurance, place, last_day):
    """Whether the place's minimum wage leaves out the worker's own insurance and housing fund."""
    return first_known(minimum_wage_includes_own_insurance(place, at=last_day) == 0, lift(False))


@cn.rule("pay", cites=MINIMUM, unit=YUAN)
def comparable_pay_of_month(
    due,
    overtime_pay_paid,
    excluded_allowances,
    heat_allowance_paid,
    si_personal,
    housing_fund_personal,
    own_insurance_on_top,
):
    """Pay that counts toward the minimum: without overtime, shift, heat and hazard allowances.

    Where the place says so, the worker's own insurance and housing-fund parts come on top.
    """
    own = none_if_empty(si_personal) + none_if_empty(housing_fund_personal)
    own = when(own_insurance_on_top, own, lift(0))
    extras = none_if_empty(overtime_pay_paid) + none_if_empty(excluded_allowances)
    return due - extras - none_if_empty(heat_allowance_paid) - own


@cn.rule("employment", cites=[Art("LCL", "7")], unit="date")
def end_month(last_day):
    """The month of the last day."""
    return month_start(last_day)


@cn.rule("pay", cites=[Art("LCL", "7")])
def partly_employed(counted_from, pay_month, end_month):
    """Whether the relationship began within the month or ended in it."""
    return (counted_from > pay_month) | (pay_month == end_month)


@cn.rule("pay", cites=MINIMUM)
def attendance_of_month(days_absent, days_worked, paid_days_per_month, pay_month, partly_employed):
    """Share of the month that was worked: part months at the beginning and end, and absences."""
    days = paid_days_per_month(at=max_of(pay_month, "2000-03-17"))
    part = partly_employed & is_known(days_worked)
    worked = when(part, min_of(days_worked / days, 1), lift(1))
    absent = none_if_empty(days_absent)
    return when(absent > 0, max_of(days - absent, 0) / days, worked)


@cn.rule("pay", cites=MINIMUM, unit=YUAN)
def minimum_shortfall_of_month(
    minimum_wage_of_month,
    attendance_of_month,
    comparable_pay_of_month,
    minimum_wage_highest,
    pay_month,
    month_kind,
):
    """What the month's pay lacks to the minimum wage, for the time worked."""
    other_rule = first_known(
        month_kind.is_in("sick", "maternity", "injury", "stoppage", "strike"), lift(False)
    )
    enough = comparable_pay_of_month >= minimum_wage_highest(at=pay_month)
    short = max_of(minimum_wage_of_month * attendance_of_month - comparable_pay_of_month, 0)
    return case(
        (other_rule, lift(0)),
        (first_known(enough, lift(False)), lift(0)),
        otherwise=HALF_UP_4(short),
    )


@cn.rule("pay", cites=[Art("LCL", "72"), *MINIMUM], unit=YUAN)
def hourly_shortfall_of_month(
    minimum_wage_hour, place, pay_month, hours_normal, comparable_pay_of_month
):
    """Part-time work: what the month's pay lacks to the hourly minimum."""
    return max_of(
        minimum_wage_hour(place, at=pay_month) * hours_normal - comparable_pay_of_month, 0
    )


@cn.entitlement(
    "cn.minimum_wage.shortfall",
    cites=[
        Art("LL", "48"),
        Art("LCL", "20"),
        Art("LCL", "55"),
        Art("LCL", "72"),
        Art("LCL", "85"),
        Art("MinWage", "12"),
    ],
    rounding=HALF_UP_FEN,
    **PAY_LIMIT,
)
def minimum_wage_shortfall(minimum_shortfall_of_month, hourly_shortfall_of_month, full_time):
    """What pay lacked to the local minimum wage (低于最低工资的差额), over all months on record."""
    hourly = first_known(~full_time, lift(False))
    return money(when(hourly, total(hourly_shortfall_of_month), total(minimum_shortfall_of_month)))


# --- deductions --------------------------------------------------------------------------------


@cn.rule("pay", cites=[Art("Wage-94", "15"), Art("Wage-94", "16")], unit=YUAN)
def unlawful_deduction_of_month(
    deductions,
    deductions_for_damage,
    due,
    minimum_wage_of_month,
    deduction_max_fraction_of_month,
    pay_month,
):
    """Deductions beyond what the law allows: none, or for damage a fifth of the month's wage
    that leaves the minimum wage."""
    most = min_of(
        due * deduction_max_fraction_of_month(at=pay_month), max_of(due - minimum_wage_of_month, 0)
    )
    taken = none_if_empty(deductions)
    return when(
        taken == 0, lift(0), when(stated(deductions_for_damage), max_of(taken - most, 0), taken)
    )


@cn.entitlement(
    "cn.wages.deductions",
    cites=[Art("Wage-94", "15"), Art("Wage-94", "16"), Art("LCL", "30")],
    rounding=HALF_UP_FEN,
    **PAY_LIMIT,
)
def unlawful_deductions(unlawful_deduction_of_month):
    """Fines and deductions without legal basis (违法扣款), to be paid back."""
    return money(total(unlawful_deduction_of_month))


# --- stopped work ------------------------------------------------------------------------------


@cn.rule("pay", cites=[Art("Wage-94", "12"), Art("GD-Wage", "39")], unit=YUAN)
def stoppage_pay_of_month(
    month_kind,
    pay_month,
    minimum_wage_of_month,
    stoppage_pay_fraction,
    stopped_work_fraction,
    place,
    agreed_wage,
    average_wage_12m,
    due,
    first_stopped_month,
):
    """What a month of stopped work lacks: the first wage cycle in full, later the local share of
    the minimum wage."""
    full = first_known(agreed_wage, average_wage_12m)
    fraction = first_known(stopped_work_fraction, stoppage_pay_fraction(place, at=pay_month))
    later = minimum_wage_of_month * fraction
    owing = when(pay_month == first_stopped_month, full, later)
    stopped = first_known(month_kind == "stoppage", lift(False))
    return when(stopped, HALF_UP_4(max_of(owing - due, 0)), lift(0))


@cn.rule("employment", cites=[Art("Wage-94", "12")], unit="date")
def first_stopped_month(month_kind, pay_month, last_day):
    """The first month in which the employer stopped work."""
    from .kit import smallest

    stopped = first_known(month_kind == "stoppage", lift(False))
    return smallest(pay_month, where=stopped, none=last_day)


@cn.entitlement(
    "cn.wages.stoppage",
    cites=[Art("Wage-94", "12"), Art("GD-Wage", "39")],
    rounding=HALF_UP_FEN,
    **PAY_LIMIT,
)
def stoppage_pay(stoppage_pay_of_month):
    """Pay while the employer stopped work (停工停产工资), less what was paid."""
    return money(total(stoppage_pay_of_month))


# --- heat --------------------------------------------------------------------------------------


@cn.rule("pay", cites=[Art("Heat-2012", "17")], unit=YUAN)
def heat_allowance_of_month(
    outdoor_or_hot,
    pay_month,
    heat_allowance_month,
    heat_allowance_day,
    heat_first_month,
    heat_last_month,
    place,
    days_worked,
    partly_employed,
    heat_allowance_paid,
    local_heat_allowance,
):
    """Heat allowance of a hot month; by the day in a part month at the beginning or end."""
    in_season = (month(pay_month) >= heat_first_month(place, at=pay_month)) & (
        month(pay_month) <= heat_last_month(place, at=pay_month)
    )
    season = when(is_known(local_heat_allowance), lift(True), in_season)
    whole = first_known(local_heat_allowance, heat_allowance_month(place, at=pay_month))
    by_day = min_of(heat_allowance_day(place, at=pay_month) * days_worked, whole)
    owing = when(partly_employed & is_known(days_worked), by_day, whole)
    return case(
        (~outdoor_or_hot, lift(0)),
        (~season, lift(0)),
        otherwise=max_of(owing - none_if_empty(heat_allowance_paid), 0),
    )


@cn.entitlement(
    "cn.heat.allowance", cites=[Art("Heat-2012", "17")], rounding=HALF_UP_FEN, **PAY_LIMIT
)
def heat_allowance(heat_allowance_of_month):
    """High-temperature allowance (高温津贴) of the hot months, less what was paid."""
    return money(total(heat_allowance_of_month))


# --- after an order to pay ---------------------------------------------------------------------


@cn.rule("employment", cites=[Art("LCL", "85")], unit=YUAN)
def amount_ordered(wages_unpaid, overtime_standard, minimum_wage_shortfall, severance):
    """What an order to pay can cover: wages, overtime, minimum wage, severance."""
    return wages_unpaid + overtime_standard + minimum_wage_shortfall + severance


def _disobeyed(order, deadline, met, on) -> dict[str, Expr]:
    return {
        "no_payment_order": ~is_known(order),
        "payment_order_met": stated(met),
        "payment_order_running": deadline >= on,
    }


@cn.entitlement(
    "cn.additional_compensation.art85",
    cites=[Art("LCL", "85"), Art("Superv-R", "26"), Art("SPC-I", "1")],
    in_total=False,
    kind="possible",
    details=["additional_compensation_most"],
    rounding=HALF_UP_FEN,
)
def additional_compensation(
    amount_ordered,
    additional_compensation_min,
    payment_order,
    payment_order_deadline,
    payment_order_met,
    on,
):
    """Additional compensation (加付赔偿金) after an order to pay was not obeyed: at least half."""
    return owed(
        money(amount_ordered * additional_compensation_min(at=on)),
        unless=_disobeyed(payment_order, payment_order_deadline, payment_order_met, on),
    )


@cn.rule("employment", cites=[Art("LCL", "85")], unit=YUAN, rounding=HALF_UP_FEN)
def additional_compensation_most(amount_ordered, additional_compensation_max, on):
    """The most that may be added: the same amount again."""
    return amount_ordered * additional_compensation_max(at=on)


@cn.entitlement(
    "cn.wages.crime_alert",
    cites=[Art("SPC-I", "1")],
    unit="yes",
    forum="none",
    in_total=False,
    kind="alert",
)
def crime_alert(wages_unpaid, unpaid_of_month, crime_alert_months, crime_alert_amount, on):
    """Whether the arrears of one worker reach the band of the crime of refusing to pay, which
    needs an official order first."""
    months = count(unpaid_of_month > 0)
    enough = wages_unpaid >= crime_alert_amount("low", at=on)
    reached = (months >= crime_alert_months(at=on)) & enough
    return owed(reached, unless={"below_the_band": ~reached})
