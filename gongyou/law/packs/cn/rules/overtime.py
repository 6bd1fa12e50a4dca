"""Overtime pay (加班费) under the four working-time systems.

One file, because the four systems share their hours.
"""

from __future__ import annotations

from datetime import date

from .kit import (
    HALF_UP_FEN,
    HOURS,
    PAY_LIMIT,
    YUAN,
    Art,
    Expr,
    add_months,
    assumed,
    case,
    cn,
    count,
    entitlement,
    first_known,
    is_known,
    lift,
    max_of,
    money,
    month_end,
    none_if_empty,
    owed,
    stated,
    total,
    when,
)
from .minimum_wage import highest

OVERTIME = Art("LL", "44")
CONVERSION = (Art("Days-2008"), Art("Days-2025"))
CONVERSION_START = date(2000, 3, 17)


@cn.rule("pay", cites=[OVERTIME, Art("GD-Wage", "62"), Art("LL", "48")], unit=YUAN)
def overtime_base_of_month(
    month_overtime_base,
    overtime_base,
    base_wage,
    agreed_wage,
    minimum_wage_of_month,
    minimum_wage_highest,
    place,
    pay_month,
):
    """Monthly wage for normal hours (加班费计算基数), at least the minimum wage.

    The base on record for the month, the stated base, the base wage, or the agreed wage.
    """
    base = first_known(month_overtime_base, overtime_base, base_wage, agreed_wage)
    return case(
        (first_known(base >= highest(minimum_wage_highest, place, pay_month), lift(False)), base),
        otherwise=max_of(base, minimum_wage_of_month),
    )


def _bounded(base, bound, days, hours, weighted, paid, at):
    """A month's overtime by a base of at least this much."""
    hourly = max_of(base, bound) / days(at=at) / hours(at=at)
    return max_of(hourly * weighted - none_if_empty(paid), 0)


def _base(month_base, told, base, agreed):
    return first_known(month_base, told, base, agreed)


@cn.rule("employment", cites=[OVERTIME, Art("LL", "48")], unit=YUAN, rounding=HALF_UP_FEN)
def overtime_at_least(
    month_overtime_base,
    overtime_base,
    base_wage,
    agreed_wage,
    minimum_wage_lowest,
    place,
    pay_month,
    paid_days_per_month,
    hours_per_day,
    weighted_overtime_hours,
    overtime_pay_paid,
):
    """The least while the class of the place is not known: by the lowest minimum wage of the
    province."""
    base = _base(month_overtime_base, overtime_base, base_wage, agreed_wage)
    bound = minimum_wage_lowest(place, at=pay_month)
    at = max_of(pay_month, CONVERSION_START)
    return total(
        _bounded(
            base,
            bound,
            paid_days_per_month,
            hours_per_day,
            weighted_overtime_hours,
            overtime_pay_paid,
            at,
        )
    )


@cn.rule("employment", cites=[OVERTIME, Art("LL", "48")], unit=YUAN, rounding=HALF_UP_FEN)
def overtime_at_most(
    month_overtime_base,
    overtime_base,
    base_wage,
    agreed_wage,
    minimum_wage_highest,
    place,
    pay_month,
    paid_days_per_month,
    hours_per_day,
    weighted_overtime_hours,
    overtime_pay_paid,
):
    """The most while the class of the place is not known: by the highest minimum wage there."""
    base = _base(month_overtime_base, overtime_base, base_wage, agreed_wage)
    bound = highest(minimum_wage_highest, place, pay_month)
    at = max_of(pay_month, CONVERSION_START)
    return total(
        _bounded(
            base,
            bound,
            paid_days_per_month,
            hours_per_day,
            weighted_overtime_hours,
            overtime_pay_paid,
            at,
        )
    )


@cn.rule("pay", cites=[OVERTIME, *CONVERSION], unit=YUAN)
def hourly_wage_of_month(overtime_base_of_month, paid_days_per_month, hours_per_day, pay_month):
    """Wage of an hour: the month over the paid days, over eight hours."""
    at = max_of(pay_month, CONVERSION_START)
    daily = overtime_base_of_month / paid_days_per_month(at=at)
    day = when(cn.reading("hourly_rounding", "daily"), HALF_UP_FEN(daily), daily)
    hour = day / hours_per_day(at=at)
    return when(cn.reading("hourly_rounding", "hourly"), HALF_UP_FEN(hour), hour)


@cn.rule("pay", cites=[Art("LL", "36"), *CONVERSION], unit=HOURS)
def legal_hours_of_month(working_days_per_month, hours_per_day, pay_month):
    """Legal hours of an average month: working days a month times eight."""
    return working_days_per_month(at=pay_month) * hours_per_day(at=pay_month)


@cn.rule("employment", cites=[Art("SPC-I", "42"), Art("Wage-94", "6")], unit="date")
def overtime_counted_from(start, filing_day):
    """First day for which overtime is claimed under the reading asked for."""
    two_years = cn.reading("overtime_proof", "two_years")
    return when(two_years, add_months(filing_day, -24), lift(date(1995, 1, 1)))


@cn.rule("employment", cites=[OVERTIME])
def workday_multiple(overtime_multiple, last_day):
    """Extra hours on a workday: 150 per cent."""
    return overtime_multiple("workday", at=last_day)


@cn.rule("employment", cites=[OVERTIME])
def rest_day_multiple(overtime_multiple, last_day, rest_days_paid_once):
    """Rest days without time off: 200 per cent; where the single rate was paid, 100 more."""
    once = when(stated(rest_days_paid_once), lift(1), lift(0))
    return overtime_multiple("rest_day", at=last_day) - once


@cn.rule("employment", cites=[OVERTIME])
def holiday_multiple(overtime_multiple, last_day):
    """Public holidays: 300 per cent; time off does not replace it."""
    return overtime_multiple("holiday", at=last_day)


def _kept(hours):
    """Whether this kind of hours is on record for any month: a kind that no month has is none."""
    return first_known(count(is_known(hours)), lift(0)) > 0


@cn.rule("employment", cites=[OVERTIME])
def workday_hours_kept(hours_overtime_workday):
    """Whether extra hours on workdays are on record for any month."""
    return _kept(hours_overtime_workday)


@cn.rule("employment", cites=[OVERTIME])
def rest_day_hours_kept(hours_overtime_restday):
    """Whether hours on rest days are on record for any month."""
    return _kept(hours_overtime_restday)


@cn.rule("employment", cites=[OVERTIME])
def holiday_hours_kept(hours_overtime_holiday):
    """Whether hours on holidays are on record for any month."""
    return _kept(hours_overtime_holiday)


def _hours(hours, kept):
    """The month's hours; a kind never recorded beside others is assumed to be none."""
    return when(kept, hours, assumed(hours, 0))


@cn.rule("pay", cites=[OVERTIME, Art("Wage-94", "13")], unit=HOURS)
def weighted_overtime_hours(
    hours_overtime_workday,
    hours_overtime_restday,
    hours_overtime_holiday,
    workday_hours_kept,
    rest_day_hours_kept,
    holiday_hours_kept,
    workday_multiple,
    rest_day_multiple,
    holiday_multiple,
):
    """Overtime hours of the month, each kind times its multiple.

    A kind that no month has on record is assumed to be none; one that is missing in this month
    alone leaves the month unknown.
    """
    workdays, rests, days_off = workday_hours_kept, rest_day_hours_kept, holiday_hours_kept
    return (
        _hours(hours_overtime_workday, workdays | ~(rests | days_off)) * workday_multiple
        + _hours(hours_overtime_restday, rests) * rest_day_multiple
        + _hours(hours_overtime_holiday, days_off) * holiday_multiple
    )


@cn.rule("pay", cites=[OVERTIME, Art("Wage-94", "13")], unit=YUAN)
def overtime_of_month(
    hourly_wage_of_month,
    weighted_overtime_hours,
    overtime_pay_paid,
    pay_month,
    overtime_counted_from,
):
    """Overtime pay of the month at 150, 200 and 300 per cent, less what was paid."""
    owing = hourly_wage_of_month * weighted_overtime_hours - none_if_empty(overtime_pay_paid)
    early = month_end(pay_month) < overtime_counted_from
    return case(
        (early, lift(0)), (weighted_overtime_hours == 0, lift(0)), otherwise=max_of(owing, 0)
    )


@cn.rule("pay", cites=[OVERTIME, Art("LL", "39"), *CONVERSION], unit=YUAN)
def averaged_overtime_of_month(
    hourly_wage_of_month,
    hours_normal,
    hours_overtime_workday,
    hours_overtime_restday,
    hours_overtime_holiday,
    overtime_pay_paid,
    legal_hours_of_month,
    workday_multiple,
    holiday_multiple,
):
    """Averaged hours by the month: hours above the legal ones at 150 per cent, holidays at 300."""
    worked = (
        hours_normal + none_if_empty(hours_overtime_workday) + none_if_empty(hours_overtime_restday)
    )
    above = max_of(worked - legal_hours_of_month, 0)
    hours = above * workday_multiple + none_if_empty(hours_overtime_holiday) * holiday_multiple
    return max_of(hourly_wage_of_month * hours - none_if_empty(overtime_pay_paid), 0)


@cn.rule("pay", cites=[Art("Wage-94", "13", par=4)], unit=YUAN)
def irregular_holiday_pay_of_month(
    hourly_wage_of_month, hours_overtime_holiday, irregular_holiday_multiple, place, pay_month
):
    """Irregular hours: no overtime; holidays where the city gives 300 per cent."""
    multiple = first_known(irregular_holiday_multiple(place, at=pay_month), lift(0))
    return when(
        multiple == 0,
        lift(0),
        hourly_wage_of_month * first_known(hours_overtime_holiday, lift(0)) * multiple,
    )


def _unless(system, mine: tuple[str, ...], full_time, package) -> dict[str, Expr]:
    """Reasons for which this working-time system's overtime is not the one that is due."""
    return {
        "another_working_time_system": ~first_known(system, lift("standard")).is_in(*mine),
        "part_time": first_known(~full_time, lift(False)),
        "package_wage_agreed": stated(package),
    }


@cn.rule("employment", cites=[Art("LL", "39"), Art("Wage-94", "13")])
def working_time(working_time_system, hours_system_approved):
    """The working-time system that counts: a special one only with approval (特殊工时须经审批)."""
    special = first_known(working_time_system.is_in("comprehensive", "irregular"), lift(False))
    refused = first_known(~hours_system_approved, lift(False))
    return when(special & refused, lift("standard"), assumed(working_time_system, "standard"))


@entitlement(
    "cn.overtime.standard",
    cites=[
        Art("LL", "36"),
        Art("LL", "41"),
        OVERTIME,
        Art("Hours-174", "3"),
        Art("Wage-94", "13"),
        Art("SPC-I", "42"),
        Art("GD-Wage", "20"),
        Art("GD-Wage", "62"),
    ],
    details=["overtime_at_least", "overtime_at_most"],
    rounding=HALF_UP_FEN,
    **PAY_LIMIT,
)
def overtime_standard(
    overtime_of_month,
    hours_overtime_workday,
    hours_overtime_restday,
    hours_overtime_holiday,
    working_time,
    full_time,
    package_wage,
):
    """Overtime pay (加班费) under standard hours, over all months on record.

    That nothing is owed is said only where every kind of hours is known.
    """
    amount = total(overtime_of_month)
    hours = hours_overtime_workday + hours_overtime_restday + hours_overtime_holiday
    return owed(
        money(when(amount == 0, total(hours) * 0, amount)),
        unless=_unless(working_time, ("standard",), full_time, package_wage),
    )


@entitlement(
    "cn.overtime.piece",
    cites=[Art("LL", "37"), OVERTIME, Art("Wage-94", "13", par=2)],
    rounding=HALF_UP_FEN,
    **PAY_LIMIT,
)
def overtime_piece(overtime_of_month, working_time, full_time, package_wage):
    """Overtime pay for piece work beyond the quota, at the same multiples of the piece rate."""
    return owed(
        money(total(overtime_of_month)),
        unless=_unless(working_time, ("piece",), full_time, package_wage),
    )


@entitlement(
    "cn.overtime.comprehensive",
    cites=[Art("LL", "39"), OVERTIME, *CONVERSION],
    rounding=HALF_UP_FEN,
    **PAY_LIMIT,
)
def overtime_comprehensive(
    averaged_overtime_of_month,
    averaged_overtime_of_period,
    working_time,
    hours_period,
    full_time,
    package_wage,
):
    """Overtime pay where hours are averaged over a period that the labour bureau approved."""
    monthly = first_known(hours_period, lift("month")) == "month"
    return owed(
        money(when(monthly, total(averaged_overtime_of_month), averaged_overtime_of_period)),
        unless=_unless(working_time, ("comprehensive",), full_time, package_wage),
    )


@cn.rule("employment", cites=[Art("LL", "39"), *CONVERSION], unit=YUAN)
def averaged_overtime_of_period(
    hours_normal,
    hours_overtime_workday,
    hours_overtime_restday,
    hours_overtime_holiday,
    overtime_pay_paid,
    hourly_wage_of_month,
    workday_multiple,
    holiday_multiple,
    working_days_per_quarter,
    working_days_per_year,
    hours_per_day,
    hours_period,
    pay_month,
    last_day,
):
    """Averaged hours, by the quarter or year: the records must cover whole periods.

    Hours above the legal hours of the periods on record, at the mean hourly wage.
    """
    none = lift(0)
    months = count(is_known(pay_month))
    worked = total(
        hours_normal
        + first_known(hours_overtime_workday, none)
        + first_known(hours_overtime_restday, none)
    )
    legal = when(
        hours_period == "quarter",
        working_days_per_quarter(at=last_day) * months / 3,
        working_days_per_year(at=last_day) * months / 12,
    ) * hours_per_day(at=last_day)
    above = max_of(worked - legal, 0)
    holiday = total(first_known(hours_overtime_holiday, none))
    weighted = above * workday_multiple + holiday * holiday_multiple
    hourly = total(hourly_wage_of_month) / months
    return max_of(hourly * weighted - total(first_known(overtime_pay_paid, none)), 0)


@entitlement(
    "cn.overtime.irregular",
    cites=[Art("LL", "39"), Art("Wage-94", "13", par=4)],
    rounding=HALF_UP_FEN,
    **PAY_LIMIT,
)
def overtime_irregular(irregular_holiday_pay_of_month, working_time, full_time, package_wage):
    """Holiday pay under irregular hours, in the cities that give it."""
    return owed(
        money(total(irregular_holiday_pay_of_month)),
        unless=_unless(working_time, ("irregular",), full_time, package_wage),
    )
