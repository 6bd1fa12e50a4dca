"""The minimum wage (最低工资标准) of the place of work, by month and class."""

from __future__ import annotations

from .kit import YUAN, Art, assumed, cn, first_known, is_known, lift, unknown, when

MINIMUM_RULES = (Art("LL", "48"), Art("MinWage", "3"), Art("MinWage", "8"))
EVERYWHERE = "100000"


def highest(figure, place, at):
    """The highest minimum wage of the province, of the country where the place is not known."""
    return first_known(figure(place, at=at), figure(EVERYWHERE, at=at))


def minimum_of(told, told_from, told_until, monthly, by_class, klass, place, at):
    """The minimum wage of a place on a day.

    A figure told with its dates goes first, then the place's own rate, then that of its class. A
    figure told without dates stands in only where the tables have none, and is then assumed to
    hold for that day.
    """
    tables = first_known(monthly(place, at=at), by_class(place, klass, at=at))
    covers = (told_from <= at) & first_known(at <= told_until, lift(True))
    dated = when(covers, told, unknown("local_minimum_wage"))
    undated = when(assumed(told_from, at) <= at, told, unknown("local_minimum_wage"))
    left = when(is_known(told_from), unknown("local_minimum_wage"), undated)
    found = first_known(dated, tables, left)
    return when(is_known(found), found, told)


@cn.rule("pay", cites=MINIMUM_RULES)
def minimum_wage_class_of_month(local_minimum_wage_class, minimum_wage_class, place, pay_month):
    """The class (类别) that the province put the place of work in."""
    return first_known(local_minimum_wage_class, minimum_wage_class(place, at=pay_month))


@cn.rule("pay", cites=[*MINIMUM_RULES, Art("LCL-IR", "14")], unit=YUAN)
def minimum_wage_of_month(
    local_minimum_wage,
    local_minimum_wage_from,
    local_minimum_wage_until,
    minimum_wage_month,
    minimum_wage_class_month,
    minimum_wage_class_of_month,
    place,
    pay_month,
):
    """Monthly minimum wage of the place in that month (当月最低工资标准)."""
    return minimum_of(
        local_minimum_wage,
        local_minimum_wage_from,
        local_minimum_wage_until,
        minimum_wage_month,
        minimum_wage_class_month,
        minimum_wage_class_of_month,
        place,
        pay_month,
    )


@cn.rule("pay", cites=[*MINIMUM_RULES, Art("LCL", "72")], unit=YUAN)
def minimum_hourly_wage_of_month(
    minimum_wage_hour, minimum_wage_class_hour, minimum_wage_class_of_month, place, pay_month
):
    """Hourly minimum wage of the place in that month, for part-time work (小时最低工资标准)."""
    own = minimum_wage_hour(place, at=pay_month)
    return first_known(
        own, minimum_wage_class_hour(place, minimum_wage_class_of_month, at=pay_month)
    )


@cn.rule("employment", cites=MINIMUM_RULES)
def minimum_wage_class_at_end(local_minimum_wage_class, minimum_wage_class, place, last_day):
    """The class of the place of work on the last day."""
    return first_known(local_minimum_wage_class, minimum_wage_class(place, at=last_day))


@cn.rule("employment", cites=[Art("LCL-IR", "27"), Art("LCL-IR", "14")], unit=YUAN)
def minimum_wage_at_end(
    local_minimum_wage,
    local_minimum_wage_from,
    local_minimum_wage_until,
    minimum_wage_month,
    minimum_wage_class_month,
    minimum_wage_class_at_end,
    place,
    last_day,
):
    """Monthly minimum wage of the place of work on the last day (最低工资标准)."""
    return minimum_of(
        local_minimum_wage,
        local_minimum_wage_from,
        local_minimum_wage_until,
        minimum_wage_month,
        minimum_wage_class_month,
        minimum_wage_class_at_end,
        place,
        last_day,
    )
