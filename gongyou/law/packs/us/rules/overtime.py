"""Overtime in a workweek (29 USC 207(a); 29 CFR 778.104 to .115)."""

from gongyou.law.engine import HALF_UP_CENT, Art, first_known, lift, max_of, total, when
from gongyou.law.packs.us.pack import us
from gongyou.law.packs.us.rules.regular_rate import hours_owed

WEEKLY = [Art("FLSA", "207", par="a"), Art("CFR778", "778.104"), Art("CFR778", "778.110")]


@us.rule(
    "weeks",
    cites=[Art("FLSA", "207", par="a")],
    unit="hours",
    label={"en": "Weekly hours before overtime", "zh-hans": "每周加班起算工时"},
)
def overtime_threshold(weekly_overtime_threshold, on):
    """Forty hours; each workweek stands alone."""
    return weekly_overtime_threshold(at=on)


@us.rule(
    "weeks",
    cites=[Art("FLSA", "207", par="a")],
    unit="hours",
    label={"en": "Overtime hours", "zh-hans": "加班工时"},
)
def overtime_hours(hours_worked, overtime_threshold):
    """Hours worked over 40; paid leave is not work."""
    return max_of(hours_worked - overtime_threshold, 0)


@us.rule(
    "weeks",
    cites=[Art("CFR778", "778.110")],
    unit="USD",
    rounding=HALF_UP_CENT,
    label={
        "en": "Overtime premium (half the regular rate)",
        "zh-hans": "加班溢价（常规工资率的一半）",
    },
)
def overtime_premium(regular_rate, overtime_hours):
    """Half the regular rate an overtime hour, where straight time is paid for all hours."""
    return regular_rate * overtime_hours / 2


@us.rule(
    "weeks",
    cites=[Art("CFR778", "778.110")],
    unit="USD",
    rounding=HALF_UP_CENT,
    label={"en": "Overtime at one and a half times", "zh-hans": "按一倍半计的加班费"},
)
def overtime_at_time_and_half(regular_rate, overtime_hours):
    """One and a half times the regular rate, where those hours are not paid at all."""
    return regular_rate * overtime_hours * lift(3) / 2


@us.rule(
    "weeks",
    cites=[Art("CFR778", "778.110")],
    unit="USD",
    label={"en": "Straight-time pay", "zh-hans": "正常工资合计"},
)
def straight_time(pay_for_all_hours, weekly_equivalent):
    """Remuneration of the week without any premium."""
    return pay_for_all_hours + weekly_equivalent


@us.rule(
    "weeks",
    cites=[*WEEKLY, Art("CFR778", "778.113")],
    unit="USD",
    label={"en": "Owed on top of the pay given", "zh-hans": "已付报酬之外应补金额"},
)
def owed_on_top(
    other_rate,
    hours_paid,
    hours_worked,
    overtime_threshold,
    pay_for_all_hours,
    salaried_pay,
    weekly_equivalent,
):
    """Half the rate for overtime that is paid straight, more for hours that are not paid."""
    other = other_rate * hours_owed(hours_paid, hours_worked, overtime_threshold)
    return when(pay_for_all_hours == 0, 0, other) + salaried_pay - weekly_equivalent


@us.rule(
    "weeks",
    cites=WEEKLY,
    unit="USD",
    rounding=HALF_UP_CENT,
    label={"en": "Pay due for the workweek", "zh-hans": "本周应得报酬"},
)
def week_pay(straight_time, owed_on_top, excluded_pay):
    """What the week must be paid in all, overtime included."""
    return straight_time + owed_on_top + excluded_pay


@us.entitlement(
    "us.flsa.overtime.weekly",
    forum="court",
    cites=WEEKLY,
    rounding=HALF_UP_CENT,
    label={"en": "Pay of the workweek with overtime", "zh-hans": "含加班费的周工资"},
)
def pay_with_overtime(week_pay):
    """Remuneration, excluded pay and overtime premium of each workweek."""
    return total(week_pay)


@us.entitlement(
    "us.flsa.overtime.fluctuating",
    forum="court",
    in_total=False,
    cites=[Art("CFR778", "778.114"), Art("CFR778", "778.502")],
    rounding=HALF_UP_CENT,
    label={"en": "Pay of the workweek, fluctuating hours", "zh-hans": "浮动工时制周工资"},
)
def pay_with_fluctuating_hours(week_pay):
    """A fixed salary for whatever hours, with half the rate of that week for overtime."""
    return total(week_pay)


@us.entitlement(
    "us.flsa.overtime.premium_only",
    forum="court",
    in_total=False,
    cites=WEEKLY,
    rounding=HALF_UP_CENT,
    label={"en": "Overtime premium owed", "zh-hans": "应补的加班溢价"},
)
def premium_owed(owed_on_top):
    """What is owed on top of the pay given."""
    return total(owed_on_top)


@us.entitlement(
    "us.flsa.overtime.premium_only_time_and_half",
    forum="court",
    in_total=False,
    cites=WEEKLY,
    rounding=HALF_UP_CENT,
    label={"en": "Unpaid overtime at one and a half times", "zh-hans": "未付加班按一倍半应补金额"},
)
def unpaid_overtime(overtime_at_time_and_half):
    """What is owed where the hours over 40 were not paid at all."""
    return total(overtime_at_time_and_half)


@us.rule(
    "weeks",
    cites=[Art("CFR778", "778.306")],
    unit="USD",
    rounding=HALF_UP_CENT,
    label={"en": "Salary of a short week", "zh-hans": "不足工时周的薪金"},
)
def short_week_salary(
    weekly_equivalent, salary_rate, salary_hours, hours_worked, deduct_for_hours_lost
):
    """The salary less the hours lost, if that deduction is agreed."""
    lost = max_of(salary_hours - hours_worked, 0)
    agreed = first_known(deduct_for_hours_lost, lift(False))
    return weekly_equivalent - salary_rate * when(agreed, lost, 0)


@us.rule(
    "weeks",
    cites=[Art("CFR778", "778.306")],
    unit="USD",
    rounding=HALF_UP_CENT,
    label={"en": "Deduction", "zh-hans": "扣款"},
)
def deduction(weekly_equivalent, short_week_salary):
    """What is taken off the salary for hours lost."""
    return weekly_equivalent - short_week_salary


@us.entitlement(
    "us.flsa.salary.short_week",
    forum="court",
    in_total=False,
    cites=[Art("CFR778", "778.306")],
    rounding=HALF_UP_CENT,
    label={"en": "Salary of a short week", "zh-hans": "不足工时周的薪金"},
)
def salary_of_short_weeks(short_week_salary):
    """Salary due for weeks shorter than those the salary is for."""
    return total(short_week_salary)
