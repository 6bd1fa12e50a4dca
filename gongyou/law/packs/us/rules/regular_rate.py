"""The regular rate of a workweek (29 USC 207(e); 29 CFR 778.108 to .122)."""

from fractions import Fraction

from gongyou.law.engine import (
    HALF_UP_4,
    Art,
    any_row,
    choose,
    first_known,
    is_known,
    largest,
    lift,
    max_of,
    min_of,
    total,
    when,
)
from gongyou.law.packs.us.pack import us

BY_HOUR = ("hourly", "shift_differential", "waiting_time")
A_WEEK = {
    "week": Fraction(1),
    "biweekly": Fraction(1, 2),
    "semimonth": Fraction(24, 52),
    "month": Fraction(12, 52),
    "year": Fraction(1, 52),
}
"""What part of a period's pay belongs to one week (29 CFR 778.113(b))."""


@us.rule(
    "pay",
    cites=[Art("CFR778", "778.113", par="b")],
    unit="USD",
    label={"en": "Pay of the component a week", "zh-hans": "该项目折合每周金额"},
)
def weekly_amount(kind, amount, rate, hours, days, guaranteed_hourly, period):
    """Straight-time pay of one component for the workweek."""
    by_hour = rate * hours
    pieces = when(is_known(guaranteed_hourly), max_of(amount, guaranteed_hourly * hours), amount)
    return choose(kind, {
        "hourly": by_hour,
        "shift_differential": by_hour,
        "waiting_time": by_hour,
        "day_rate": rate * days,
        "piece_rate": pieces,
        "salary": amount * choose(period, A_WEEK, otherwise=1),
    }, otherwise=amount)  # fmt: skip


@us.rule(
    "pay",
    cites=[Art("CFR778", "778.113"), Art("CFR778", "778.114")],
    label={"en": "Salary for fixed hours", "zh-hans": "固定工时薪金"},
)
def is_salary_for_hours(kind, fluctuating):
    """A salary that pays for an agreed number of hours, not for whatever hours are worked."""
    return (kind == "salary") & ~first_known(fluctuating, lift(False))


@us.rule(
    "weeks",
    cites=[Art("FLSA", "207", par="e"), Art("CFR778", "778.211")],
    unit="USD",
    label={"en": "Pay outside the regular rate", "zh-hans": "不计入常规工资率的报酬"},
)
def excluded_pay(weekly_amount, kind):
    """Discretionary bonuses: paid, but not part of the regular rate."""
    return total(weekly_amount, where=kind == "bonus_discretionary")


@us.rule(
    "weeks",
    cites=[Art("CFR778", "778.109")],
    unit="USD",
    label={"en": "Pay for all hours worked", "zh-hans": "涵盖全部工时的报酬"},
)
def pay_for_all_hours(weekly_amount, kind, is_salary_for_hours):
    """Remuneration of the week that already pays straight time for every hour."""
    return total(weekly_amount, where=(kind != "bonus_discretionary") & ~is_salary_for_hours)


@us.rule(
    "weeks",
    cites=[Art("CFR778", "778.113", par="b")],
    unit="USD",
    label={"en": "Weekly salary", "zh-hans": "折合周薪"},
)
def weekly_equivalent(weekly_amount, is_salary_for_hours):
    """The salary a week: a month times 12 over 52, half a month times 24 over 52."""
    return total(weekly_amount, where=is_salary_for_hours)


@us.rule(
    "weeks",
    cites=[Art("CFR778", "778.113", par="a")],
    unit="hours",
    label={"en": "Hours the salary is for", "zh-hans": "薪金涵盖的工时"},
)
def salary_hours(covers_hours, is_salary_for_hours):
    """Weekly hours that the salary pays for."""
    return largest(covers_hours, where=is_salary_for_hours, none=0)


@us.rule(
    "weeks",
    cites=[Art("CFR778", "778.113", par="a")],
    unit="USD/hour",
    label={"en": "Hourly rate of the salary", "zh-hans": "薪金折合小时工资"},
)
def salary_rate(weekly_equivalent, salary_hours):
    """The weekly salary over the hours that it pays for."""
    return when(weekly_equivalent == 0, 0, weekly_equivalent / salary_hours)


@us.rule(
    "weeks",
    cites=[Art("CFR778", "778.109"), Art("CFR778", "778.315")],
    unit="hours",
    label={"en": "Hours that pay by the hour covers", "zh-hans": "按小时计薪所涵盖的工时"},
)
def hours_paid(hours, kind, is_salary_for_hours, hours_worked):
    """All hours worked; fewer where only pay by the hour is given and for fewer hours.

    Hours that were not paid at all are owed at the full rate, those over 40 at one and a half.
    """
    other = any_row(~kind.is_in(*BY_HOUR, "bonus_discretionary") & ~is_salary_for_hours)
    by_hour = total(hours, where=kind.is_in("hourly", "waiting_time"))
    only_by_hour = ~other & any_row(kind == "hourly")
    return when(only_by_hour, min_of(by_hour, hours_worked), hours_worked)


@us.rule(
    "weeks",
    cites=[Art("CFR778", "778.109"), Art("CFR778", "778.115")],
    unit="USD/hour",
    label={"en": "Hourly rate of the other pay", "zh-hans": "其他报酬折合小时工资"},
)
def other_rate(pay_for_all_hours, hours_paid):
    """Remuneration over the hours that it pays for: the weighted average of several rates."""
    return when(pay_for_all_hours == 0, 0, pay_for_all_hours / hours_paid)


@us.rule(
    "weeks",
    cites=[Art("CFR778", "778.109")],
    unit="USD/hour",
    rounding=HALF_UP_4,
    label={"en": "Regular rate, shown", "zh-hans": "常规工资率（显示值）"},
)
def regular_rate_shown(regular_rate):
    """The regular rate to four places; the exact one is computed with."""
    return regular_rate


@us.rule(
    "weeks",
    cites=[Art("FLSA", "207", par="e"), Art("CFR778", "778.109")],
    unit="USD/hour",
    label={"en": "Regular rate", "zh-hans": "常规工资率"},
)
def regular_rate(salary_rate, other_rate):
    """The rate at which an hour of the week is paid before any premium."""
    return salary_rate + other_rate


@us.rule(
    "weeks",
    cites=[Art("FLSA", "207", par="a")],
    unit="USD/hour",
    label={"en": "Overtime rate", "zh-hans": "加班工资率"},
)
def overtime_rate(regular_rate, overtime_multiple, on):
    """One and a half times the regular rate."""
    return regular_rate * overtime_multiple(at=on)


@us.rule(
    "weeks",
    cites=[Art("CFR778", "778.113", par="a")],
    unit="USD/hour",
    label={"en": "Rate of hours up to 40", "zh-hans": "40小时以内工资率"},
)
def rate_for_hours_up_to_40(regular_rate):
    """Hours beyond those the salary is for, up to 40, are owed at the regular rate."""
    return regular_rate


@us.entitlement(
    "us.flsa.regular_rate",
    unit="USD/hour",
    forum="court",
    in_total=False,
    rounding=HALF_UP_4,
    cites=[Art("CFR778", "778.109"), Art("CFR778", "778.113")],
    label={"en": "Regular rate", "zh-hans": "常规工资率"},
)
def highest_regular_rate(regular_rate_shown):
    """The regular rate of the workweek (of several weeks: the highest)."""
    return largest(regular_rate_shown)


@us.rule(
    "weeks",
    cites=[Art("CFR778", "778.113"), Art("CFR778", "778.325")],
    unit="USD",
    label={
        "en": "Salary with what is owed beyond its hours",
        "zh-hans": "薪金及超出其涵盖工时应付部分",
    },
)
def salaried_pay(weekly_equivalent, salary_rate, salary_hours, hours_worked, overtime_threshold):
    """The salary, straight time up to 40 hours, half time where it pays the hours, else 1½."""
    owing = hours_owed(salary_hours, hours_worked, overtime_threshold)
    return when(weekly_equivalent == 0, 0, weekly_equivalent + salary_rate * owing)


def hours_owed(paid, worked, threshold):
    """Hours of the regular rate owed on top: whole ones up to 40, halves where straight time is
    paid for overtime, one and a half where nothing is."""
    beyond = max_of(worked - max_of(paid, threshold), 0)
    extra = straight_time_beyond(paid, worked, threshold) + half_time(paid, worked, threshold) / 2
    return extra + beyond * Fraction(3, 2)


def straight_time_beyond(salary_hours, hours_worked, threshold):
    """Hours after those of the salary that are still below the overtime threshold."""
    return max_of(min_of(hours_worked, threshold) - salary_hours, 0)


def half_time(salary_hours, hours_worked, threshold):
    """Overtime hours for which the salary already pays straight time."""
    return max_of(min_of(hours_worked, salary_hours) - threshold, 0)
