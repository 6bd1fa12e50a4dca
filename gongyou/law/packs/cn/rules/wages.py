"""Wages: what was not paid, the minimum, deductions, stopped work, heat, orders to pay."""

from __future__ import annotations

from datetime import date

from .kit import (
    HALF_UP_4,
    HALF_UP_FEN,
    PAY_LIMIT,
    YUAN,
    Art,
    add_months,
    assumed,
    case,
    cn,
    count,
    entitlement,
    first_known,
    holidays,
    is_known,
    lift,
    max_of,
    min_of,
    money,
    month_end,
    months_of_service,
    none_if_empty,
    owed,
    stated,
    total,
    when,
)
from .minimum_wage import highest

MINIMUM = (Art("LL", "48"), Art("MinWage", "12"))
FIRST_MINIMUM = date(2004, 3, 1)


# --- unpaid wages ------------------------------------------------------------------------------


WAGES = (Art("LCL", "30"), Art("LL", "50"))


@cn.rule("pay", cites=WAGES, unit=YUAN)
def wage_of_month(
    due_of_month,
    agreed_wage,
    days_worked,
    days_absent,
    days_sick,
    partly_employed,
    paid_days_per_month,
    pay_month,
):
    """The wage that was due in the month: as recorded, else the agreed one.

    A part month counts by its paid days, absence is taken off; a month with illness needs the
    record.
    """
    days = paid_days_per_month(at=max_of(pay_month, "2000-03-17"))
    worked = when(partly_employed, min_of(days_worked, days), days)
    left = max_of(worked - none_if_empty(days_absent), 0)
    by_days = assumed(due_of_month, agreed_wage / days * left)
    well = none_if_empty(days_sick) == 0
    found = first_known(due_of_month, when(well, by_days, due_of_month))
    return when(is_known(found), found, by_days)


@cn.rule("pay", cites=WAGES, unit=YUAN)
def paid_of_month(paid, net_paid, si_personal, housing_fund_personal, income_tax):
    """What was paid of the month's wage before lawful deductions.

    A net pay of nothing proves that nothing was paid; a higher one needs the deductions.
    """
    gross = net_paid + si_personal + housing_fund_personal + income_tax
    found = first_known(paid, when(net_paid == 0, lift(0), gross))
    return when(is_known(found), found, paid)


@cn.rule("pay", cites=WAGES, unit=YUAN)
def unpaid_of_month(wage_of_month, paid_of_month):
    """What of the month's wage was not paid."""
    return max_of(wage_of_month - paid_of_month, 0)


@cn.rule("employment", cites=WAGES, unit=YUAN)
def unpaid_as_told(unpaid_from, unpaid_until, wages_owed_told, agreed_wage, paid_days_per_month):
    """Arrears without a payroll: the sum that both sides wrote down (欠条), or the agreed wage for
    the days from which and until which nothing was paid."""
    months = months_of_service(unpaid_from, unpaid_until)
    rest_from = add_months(unpaid_from, months)
    days = when(rest_from > unpaid_until, lift(0), holidays.workdays(rest_from, unpaid_until))
    part = min_of(days / paid_days_per_month(at=unpaid_until), 1)
    return first_known(wages_owed_told, agreed_wage * (months + part))


@entitlement(
    "cn.wages.unpaid",
    cites=[
        Art("LCL", "30"),
        Art("LL", "50"),
        Art("LL", "91"),
        Art("Wage-94", "9"),
    ],
    rounding=HALF_UP_FEN,
    **PAY_LIMIT,
)
def wages_unpaid(unpaid_of_month, unpaid_as_told):
    """Unpaid wages (拖欠工资) of all months on record, or as told where there is no record."""
    recorded = total(unpaid_of_month)
    told = when(is_known(unpaid_as_told), unpaid_as_told, recorded)
    return money(when(is_known(recorded), recorded, told))


@cn.rule("pay", cites=[Art("LL", "50"), Art("Wage-94", "7")])
def paid_late(paid_on, pay_month):
    """Whether the month was paid more than a month after its end; wages are due monthly."""
    return paid_on > month_end(add_months(pay_month, 1))


@entitlement(
    "cn.wages.paid_late",
    cites=[Art("LL", "50"), Art("Wage-94", "7"), Art("LCL", "38")],
    unit="months",
    forum="none",
    in_total=False,
    kind="alert",
)
def months_paid_late(paid_late, paid_on):
    """Months paid more than a month late: a ground to leave with severance, and to complain."""
    days = first_known(count(is_known(paid_on)), lift(0))
    late = count(first_known(paid_late, lift(False)))
    return owed(late, unless={"no_day_of_payment": days == 0})


@entitlement(
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


@entitlement(
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
    due_of_month,
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
    return due_of_month - extras - none_if_empty(heat_allowance_paid) - own


@cn.rule("pay", cites=[Art("LCL", "7")])
def partly_employed(counted_from, pay_month, last_day):
    """Whether the relationship began within the month, ended in it, or the month still runs."""
    return (counted_from > pay_month) | (last_day < month_end(pay_month))


@cn.rule("pay", cites=MINIMUM)
def attendance_of_month(days_absent, days_worked, paid_days_per_month, pay_month, partly_employed):
    """Share of the month that was worked: part months at the beginning and end, and absences.

    Of a part month the days must be told.
    """
    days = paid_days_per_month(at=max_of(pay_month, "2000-03-17"))
    worked = when(partly_employed, min_of(days_worked / days, 1), lift(1))
    absent = none_if_empty(days_absent)
    return when(absent > 0, max_of(days - absent, 0) / days, worked)


@cn.rule("pay", cites=MINIMUM, unit=YUAN)
def minimum_shortfall_of_month(
    minimum_wage_of_month,
    attendance_of_month,
    comparable_pay_of_month,
    minimum_wage_highest,
    local_minimum_wage,
    place,
    pay_month,
    month_kind,
    sick_month,
    days_sick,
    sick_pay_of_whole_month,
    paid_days_per_month,
):
    """What the month's pay lacks to the minimum wage, for the time worked.

    For days of illness the least is the sick pay of the place; a whole month of it has a rule of
    its own, as have maternity, injury, stopped work and strike.
    """
    other_rule = sick_month | first_known(
        month_kind.is_in("maternity", "injury", "stoppage", "strike"), lift(False)
    )
    ill = min_of(
        none_if_empty(days_sick) / paid_days_per_month(at=max_of(pay_month, "2000-03-17")), 1
    )
    worked = minimum_wage_of_month * max_of(attendance_of_month - ill, 0)
    least = when(ill == 0, worked, worked + sick_pay_of_whole_month * ill)
    top = highest(minimum_wage_highest, place, pay_month)
    enough = comparable_pay_of_month >= max_of(top, none_if_empty(local_minimum_wage))
    short = max_of(least - comparable_pay_of_month, 0)
    return case(
        (other_rule, lift(0)),
        (first_known(enough, lift(False)), lift(0)),
        otherwise=HALF_UP_4(short),
    )


def _short_by(bound, attendance, paid):
    return max_of(bound * attendance - paid, 0)


@cn.rule("employment", cites=MINIMUM, unit=YUAN, rounding=HALF_UP_FEN)
def shortfall_at_least(
    minimum_wage_lowest, attendance_of_month, comparable_pay_of_month, sick_month, place, pay_month
):
    """The least while the class of the place is not known: by the lowest one of the province."""
    bound = minimum_wage_lowest(place, at=pay_month)
    return total(
        when(sick_month, lift(0), _short_by(bound, attendance_of_month, comparable_pay_of_month))
    )


@cn.rule("employment", cites=MINIMUM, unit=YUAN, rounding=HALF_UP_FEN)
def shortfall_at_most(
    minimum_wage_highest, attendance_of_month, comparable_pay_of_month, sick_month, place, pay_month
):
    """The most while the class of the place is not known: by the highest one of the province."""
    bound = highest(minimum_wage_highest, place, pay_month)
    return total(
        when(sick_month, lift(0), _short_by(bound, attendance_of_month, comparable_pay_of_month))
    )


@cn.rule("pay", cites=[Art("LCL", "72"), *MINIMUM], unit=YUAN)
def hourly_shortfall_of_month(
    minimum_hourly_wage_of_month,
    minimum_wage_hour_holiday,
    hours_normal,
    hours_overtime_holiday,
    comparable_pay_of_month,
    place,
    pay_month,
):
    """Part-time work: what the month's pay lacks to the hourly minimum, on holidays to their own
    where the city sets one."""
    on_holidays = minimum_wage_hour_holiday(place, at=pay_month) * hours_overtime_holiday
    least = minimum_hourly_wage_of_month * hours_normal + first_known(on_holidays, lift(0))
    return max_of(least - comparable_pay_of_month, 0)


@entitlement(
    "cn.minimum_wage.shortfall",
    cites=[
        Art("LL", "48"),
        Art("LCL", "85"),
        Art("MinWage", "12"),
    ],
    details=["shortfall_at_least", "shortfall_at_most"],
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
    place,
    pay_month,
):
    """Deductions beyond what the law allows: none, or for damage a fifth of the month's wage
    that leaves the minimum wage."""
    most = min_of(
        due * deduction_max_fraction_of_month(place, at=pay_month),
        max_of(due - minimum_wage_of_month, 0),
    )
    taken = none_if_empty(deductions)
    return when(
        taken == 0, lift(0), when(stated(deductions_for_damage), max_of(taken - most, 0), taken)
    )


@entitlement(
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


@entitlement(
    "cn.wages.stoppage",
    cites=[Art("Wage-94", "12"), Art("GD-Wage", "39")],
    rounding=HALF_UP_FEN,
    **PAY_LIMIT,
)
def stoppage_pay(stoppage_pay_of_month):
    """Pay while the employer stopped work (停工停产工资), less what was paid."""
    return money(total(stoppage_pay_of_month))
