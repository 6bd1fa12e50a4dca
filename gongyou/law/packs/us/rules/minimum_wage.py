"""Minimum wage, what may be deducted from it, tips (29 USC 203(m), 206; 29 CFR 531)."""

from gongyou.law.engine import (
    HALF_UP_CENT,
    Art,
    first_known,
    lift,
    max_of,
    min_of,
    owed,
    smallest,
    total,
)
from gongyou.law.packs.us.pack import us

us.reason(
    "cash_wage_too_low",
    "no tip credit: the cash wage is below the least that the law allows",
    "不得主张小费抵免：现金工资低于法定下限",
)


@us.rule(
    "employment",
    cites=[Art("FLSA", "206", par="a", item=1)],
    unit="USD/hour",
    label={"en": "Federal minimum wage", "zh-hans": "联邦最低工资"},
)
def minimum_wage_in_force(federal_minimum_wage, date, on):
    """The rate on the day of the work; state law may give more (218(a))."""
    return federal_minimum_wage(at=first_known(date, on))


@us.entitlement(
    "us.flsa.minimum_wage.rate",
    unit="USD/hour",
    forum="court",
    in_total=False,
    cites=[Art("FLSA", "206", par="a", item=1)],
    label={"en": "Federal minimum wage", "zh-hans": "联邦最低工资"},
)
def minimum_wage_rate(minimum_wage_in_force):
    """Dollars an hour."""
    return minimum_wage_in_force


@us.rule(
    "weeks",
    cites=[Art("CFR778", "778.109"), Art("CFR531", "531.27")],
    unit="USD/hour",
    label={"en": "Pay an hour of the week", "zh-hans": "本周每小时报酬"},
)
def pay_an_hour(straight_time, hours_worked):
    """All pay of the week, facilities included, over the hours worked."""
    return straight_time / hours_worked


@us.rule(
    "employment",
    cites=[Art("FLSA", "206", par="a", item=1)],
    label={"en": "Meets the minimum wage", "zh-hans": "达到最低工资"},
)
def meets_minimum_wage(pay_an_hour, minimum_wage_in_force):
    """True if every week reaches the minimum wage."""
    return smallest(pay_an_hour) >= minimum_wage_in_force


@us.entitlement(
    "us.flsa.minimum_wage.hourly_equivalent",
    unit="USD/hour",
    forum="court",
    in_total=False,
    rounding=HALF_UP_CENT,
    details=["meets_minimum_wage"],
    cites=[Art("CFR778", "778.109"), Art("CFR531", "531.27")],
    label={
        "en": "Pay an hour, to compare with the minimum wage",
        "zh-hans": "折合小时报酬（与最低工资比较）",
    },
)
def hourly_equivalent(pay_an_hour):
    """The least of the weeks' hourly pay."""
    return smallest(pay_an_hour)


@us.rule(
    "employment",
    cites=[Art("FLSA", "206")],
    unit="USD/hour",
    label={"en": "Minimum wage that applies", "zh-hans": "适用的最低工资"},
)
def minimum_wage_applied(minimum_wage_given, minimum_wage_in_force):
    """The one given (a state's, say), else the federal one of the day."""
    return first_known(minimum_wage_given, minimum_wage_in_force)


@us.entitlement(
    "us.flsa.deduction.maximum",
    forum="court",
    in_total=False,
    zero="amount",
    rounding=HALF_UP_CENT,
    cites=[Art("CFR531", "531.35"), Art("FS16")],
    label={"en": "Most that may be deducted in a week", "zh-hans": "一周最多可扣金额"},
)
def deduction_maximum(
    hourly_rate, minimum_wage_applied, hours_worked, on, weekly_overtime_threshold
):
    """Tools, uniforms, shortages: not below the minimum wage, not from overtime pay."""
    hours = min_of(total(hours_worked), weekly_overtime_threshold(at=on))
    return max_of((hourly_rate - minimum_wage_applied) * hours, 0)


@us.entitlement(
    "us.flsa.tip_credit.maximum",
    unit="USD/hour",
    forum="court",
    in_total=False,
    zero="amount",
    cites=[Art("FLSA", "203", par="m"), Art("FS15")],
    rounding=HALF_UP_CENT,
    label={"en": "Most that tips may count for", "zh-hans": "小费抵免上限"},
)
def tip_credit_maximum(minimum_wage_applied, cash_wage, tipped_cash_wage, date, on):
    """The minimum wage less the cash wage, which is at least 2.13 dollars."""
    least = tipped_cash_wage(at=first_known(date, on))
    return owed(max_of(minimum_wage_applied - cash_wage, lift(0)),
                unless={"cash_wage_too_low": cash_wage < least})  # fmt: skip
