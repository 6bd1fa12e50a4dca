"""Overtime under special arrangements: 8 and 80, deferred pay, guaranteed weeks."""

from gongyou.law.engine import (
    HALF_UP_CENT,
    Art,
    choose,
    first_known,
    is_known,
    max_of,
    owed,
    total,
    when,
)
from gongyou.law.packs.us.pack import us
from gongyou.law.packs.us.rules.regular_rate import A_WEEK

us.reason(
    "guaranty_too_long",
    "no valid guaranty: it covers more hours than the law allows",
    "保底约定无效：保底工时超过法定上限",
)


@us.rule(
    "weeks",
    cites=[Art("FLSA", "207", par="j"), Art("CFR778", "778.601")],
    unit="USD",
    rounding=HALF_UP_CENT,
    label={"en": "Pay of the 14-day period", "zh-hans": "14日周期报酬"},
)
def fortnight_pay(pay_for_all_hours, other_rate, overtime_hours_given, excluded_pay):
    """Straight time and half the regular rate an hour over 8 a day or 80 a period."""
    return pay_for_all_hours + other_rate * overtime_hours_given / 2 + excluded_pay


@us.entitlement(
    "us.flsa.overtime.8and80",
    forum="court",
    in_total=False,
    rounding=HALF_UP_CENT,
    cites=[Art("FLSA", "207", par="j"), Art("CFR778", "778.601"), Art("FS54")],
    label={"en": "Pay of a 14-day period (8 and 80)", "zh-hans": "14日周期报酬（8与80制）"},
)
def pay_8_and_80(fortnight_pay):
    """Hospitals and residential care by agreement: overtime over 8 hours a day or 80 a period."""
    return total(fortnight_pay)


@us.rule(
    "employment",
    cites=[Art("CFR778", "778.209")],
    unit="USD",
    label={"en": "Bonus of a week", "zh-hans": "每周奖金"},
)
def bonus_a_week(bonus, bonus_weeks):
    """The bonus spread equally over the weeks that it is for."""
    return bonus / bonus_weeks


@us.rule(
    "employment",
    cites=[Art("CFR778", "778.209")],
    unit="USD/hour",
    label={"en": "Increase of the regular rate", "zh-hans": "常规工资率的增加"},
)
def increase_in_regular_rate(bonus_a_week, weeks_in_period, hours_worked):
    """The bonus of the period over the hours worked in it."""
    return bonus_a_week * weeks_in_period / total(hours_worked)


@us.entitlement(
    "us.flsa.overtime.deferred_bonus",
    forum="court",
    rounding=HALF_UP_CENT,
    in_total=False,
    cites=[Art("CFR778", "778.209"), Art("FS54")],
    details=["bonus_a_week", "increase_in_regular_rate"],
    label={"en": "Overtime on a deferred bonus", "zh-hans": "事后奖金的加班补差"},
)
def overtime_on_bonus(increase_in_regular_rate, overtime_hours_given):
    """Half the increase of the regular rate for each overtime hour of the period."""
    return increase_in_regular_rate * total(overtime_hours_given) / 2


@us.entitlement(
    "us.flsa.overtime.deferred_commission",
    forum="court",
    rounding=HALF_UP_CENT,
    in_total=False,
    cites=[Art("CFR778", "778.120")],
    label={"en": "Overtime on a deferred commission", "zh-hans": "事后佣金的加班补差"},
)
def overtime_on_commission(
    commission, allocation, commission_period, hours_in_period, hours_worked, overtime_hours_given
):
    """A commission not attributable to weeks, spread equally over hours or over weeks.

    Where the way is not told: over weeks if a period is named, else over hours.
    """
    week = commission * choose(commission_period, A_WEEK, otherwise=1) / total(hours_worked)
    hour = commission / first_known(hours_in_period, total(hours_worked))
    told = choose(allocation, {"equal_per_hour": hour, "equal_per_week": week}, otherwise=0)
    by_period = when(is_known(commission_period), week, hour)
    increase = when(is_known(allocation), told, by_period)
    return increase * total(overtime_hours_given) / 2


@us.entitlement(
    "us.flsa.belo_guaranty",
    forum="court",
    rounding=HALF_UP_CENT,
    in_total=False,
    cites=[Art("FLSA", "207", par="f"), Art("CFR778", "778.413")],
    label={"en": "Weekly guaranty for irregular hours", "zh-hans": "不规则工时的每周保底"},
)
def weekly_guaranty(
    agreed_rate,
    guaranteed_hours,
    agreed_overtime_rate,
    overtime_multiple,
    on,
    weekly_overtime_threshold,
    belo_guaranty_max_hours,
):
    """Forty hours at the rate, and the rest of the guaranteed hours at the overtime rate."""
    base = weekly_overtime_threshold(at=on)
    beyond = first_known(agreed_overtime_rate, agreed_rate * overtime_multiple(at=on))
    return owed(
        base * agreed_rate + max_of(guaranteed_hours - base, 0) * beyond,
        unless={"guaranty_too_long": guaranteed_hours > belo_guaranty_max_hours(at=on)},
    )


@us.entitlement(
    "us.flsa.regular_rate.inclusion",
    forum="court",
    rounding=HALF_UP_CENT,
    in_total=False,
    cites=[Art("CFR778", "778.310")],
    label={"en": "Fixed sum counted in the regular rate", "zh-hans": "计入常规工资率的固定款项"},
)
def fixed_sum_included(agreed_hours, agreed_rate):
    """A sum for agreed hours paid whatever time is taken: all in the rate, none creditable."""
    return agreed_hours * agreed_rate
