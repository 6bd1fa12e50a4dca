"""Holiday of a leave year (Working Time Regulations 1998, regs 13, 13A, 15B)."""

from gongyou.law.engine import (
    HALF_UP_WHOLE,
    UP_TO_HALF,
    UP_TO_HUNDREDTH,
    UP_TO_TENTH,
    Art,
    add_days,
    choose,
    day,
    days_between,
    days_inclusive,
    first_known,
    make_date,
    min_of,
    month,
    when,
    year,
)
from gongyou.law.packs.uk.pack import uk

YEAR = [Art("WTR", "13"), Art("WTR", "13A"), Art("GOVUK")]


def anniversary(in_year, anchor):
    """The anchor's day in a year; a leave year that starts on 29 February starts on 1 March."""
    moved = (month(anchor) == 2) & (day(anchor) == 29)
    return make_date(in_year, when(moved, 3, month(anchor)), when(moved, 1, day(anchor)))


@uk.rule(
    "employment",
    cites=YEAR,
    label={"en": "Day that the leave year contains", "zh-hans": "年假年度所含日期"},
)
def day_in_leave_year(leaving_date, start_date, part_of_year):
    """The leaving day, or else the starting day."""
    return when(part_of_year == "starter", start_date, leaving_date)


@uk.rule(
    "employment", cites=YEAR, label={"en": "First day of the leave year", "zh-hans": "年假年度首日"}
)
def leave_year_first_day(leave_year_start, start_date, day_in_leave_year):
    """The last anniversary of the leave year's start (or of the first day of work)."""
    anchor = first_known(leave_year_start, start_date)
    this_year = anniversary(year(day_in_leave_year), anchor)
    before = anniversary(year(day_in_leave_year) - 1, anchor)
    return when(this_year <= day_in_leave_year, this_year, before)


@uk.rule(
    "employment", cites=YEAR, label={"en": "Last day of the leave year", "zh-hans": "年假年度末日"}
)
def leave_year_last_day(leave_year_start, start_date, leave_year_first_day):
    """The day before the next anniversary."""
    anchor = first_known(leave_year_start, start_date)
    return add_days(anniversary(year(leave_year_first_day) + 1, anchor), -1)


@uk.rule(
    "employment", cites=YEAR, label={"en": "Fraction of the leave year", "zh-hans": "年假年度占比"}
)
def fraction_of_year(
    part_of_year, start_date, leaving_date, leave_year_first_day, leave_year_last_day
):
    """Starters by months with the month of the start; leavers by days."""
    last, first = leave_year_last_day, leave_year_first_day
    length = days_between(first, last) + 1
    months = (year(last) - year(start_date)) * 12 + month(last) - month(start_date)
    reached = when(day(last) >= day(start_date), 1, 0)
    return choose(part_of_year, {
        "starter": (months + reached) / 12,
        "leaver": days_inclusive(first, leaving_date) / length,
        "both": days_inclusive(start_date, leaving_date) / length,
    }, otherwise=1)  # fmt: skip


@uk.rule(
    "employment",
    cites=YEAR,
    unit="days",
    label={"en": "Days of a full year", "zh-hans": "全年假期天数"},
)
def days_of_full_year(days_per_week, holiday_weeks, holiday_days_max, on):
    """5.6 weeks of the days worked a week, at most 28 days."""
    most = holiday_days_max(at=on)
    return when(days_per_week > 5, most, min_of(most, holiday_weeks(at=on) * days_per_week))


@uk.rule(
    "employment",
    cites=YEAR,
    unit="days",
    label={"en": "Days of the part of the year", "zh-hans": "对应天数"},
)
def unrounded_days(days_of_full_year, fraction_of_year):
    """Days of a full year times the fraction."""
    return days_of_full_year * fraction_of_year


@uk.rule(
    "employment",
    cites=YEAR,
    unit="days",
    label={"en": "Days, starters to half days", "zh-hans": "天数（新入职者进到半天）"},
)
def days_to_half(unrounded_days, part_of_year):
    """In the first year of work days are rounded up to half days (reg 15A)."""
    return when(part_of_year == "starter", UP_TO_HALF(unrounded_days), unrounded_days)


@uk.entitlement(
    "uk.holiday.days",
    unit="days",
    forum="tribunal",
    in_total=False,
    zero="amount",
    cites=YEAR,
    rounding=UP_TO_TENTH,
    details=["fraction_of_year", "unrounded_days"],
    label={"en": "Holiday in days", "zh-hans": "假期（天）"},
)
def holiday_days(days_to_half):
    """Days of holiday, up to a tenth."""
    return days_to_half


@uk.rule(
    "employment",
    cites=YEAR,
    unit="weeks",
    label={"en": "Weeks of the part of the year", "zh-hans": "对应周数"},
)
def unrounded_weeks(holiday_weeks, on, fraction_of_year):
    """5.6 weeks times the fraction."""
    return holiday_weeks(at=on) * fraction_of_year


@uk.entitlement(
    "uk.holiday.weeks",
    unit="weeks",
    forum="tribunal",
    in_total=False,
    zero="amount",
    cites=YEAR,
    rounding=UP_TO_HUNDREDTH,
    details=["fraction_of_year", "unrounded_weeks"],
    label={"en": "Holiday in weeks", "zh-hans": "假期（周）"},
)
def holiday_weeks_due(unrounded_weeks):
    """Weeks of holiday, up to a hundredth."""
    return unrounded_weeks


@uk.entitlement(
    "uk.holiday.hours",
    unit="hours",
    forum="tribunal",
    in_total=False,
    zero="amount",
    cites=YEAR,
    rounding=UP_TO_TENTH,
    label={"en": "Holiday in hours", "zh-hans": "假期（小时）"},
)
def holiday_hours(
    days_to_half, fraction_of_year, part_of_year, days_per_week, hours_per_week, holiday_weeks, on
):
    """Hours of holiday; starters from their rounded half days."""
    a_day = hours_per_week / days_per_week
    full = holiday_weeks(at=on) * min_of(5, days_per_week) * a_day
    return when(part_of_year == "starter", days_to_half * a_day, full * fraction_of_year)


@uk.entitlement(
    "uk.holiday.shifts",
    unit="shifts",
    forum="tribunal",
    in_total=False,
    zero="amount",
    cites=YEAR,
    label={"en": "Holiday in shifts", "zh-hans": "假期（班次）"},
)
def holiday_shifts(
    shifts_per_pattern, days_per_pattern, holiday_weeks, on, fraction_of_year, part_of_year
):
    """Shifts of holiday: starters to half shifts, leavers to a hundredth, else to a tenth."""
    full = holiday_weeks(at=on) * min_of(5, shifts_per_pattern / days_per_pattern * 7)
    part = full * fraction_of_year
    return choose(part_of_year, {"starter": UP_TO_HALF(part), "full": UP_TO_TENTH(part)},
                  otherwise=UP_TO_HUNDREDTH(part))  # fmt: skip


@uk.entitlement(
    "uk.holiday.irregular_hours",
    unit="hours",
    forum="tribunal",
    in_total=False,
    zero="amount",
    cites=[Art("WTR", "15B")],
    rounding=HALF_UP_WHOLE,
    label={"en": "Holiday accrued, irregular hours", "zh-hans": "不规则工时累积的假期"},
)
def holiday_irregular(hours_in_pay_period, irregular_hours_accrual, on):
    """12.07 per cent of the hours worked in the pay period."""
    return hours_in_pay_period * irregular_hours_accrual(at=on)
