"""High-temperature allowance (高温津贴) by the season and the rates of the province."""

from __future__ import annotations

from fractions import Fraction

from .kit import (
    HALF_UP_FEN,
    PAY_LIMIT,
    YUAN,
    Art,
    case,
    cn,
    entitlement,
    first_known,
    is_known,
    lift,
    max_of,
    min_of,
    money,
    month,
    none_if_empty,
    total,
    when,
)

FULL_MONTH = Fraction(87, 4)
"""21.75 paid days a month."""
HEAT = Art("Heat-2012", "17")


@cn.rule("pay", cites=[HEAT])
def in_heat_season(
    heat_first_month, heat_last_month, heat_season_from, heat_season_until, place, pay_month
):
    """Whether the month is one of those in which the province gives the allowance."""
    first = first_known(heat_first_month(place, at=pay_month), heat_season_from)
    last = first_known(heat_last_month(place, at=pay_month), heat_season_until)
    return (month(pay_month) >= first) & (month(pay_month) <= last)


def _by_work(figure, place, work, at):
    """The place's one rate, or that of work outdoors or indoors."""
    return first_known(figure(place, "", at=at), figure(place, work, at=at))


@cn.rule("pay", cites=[HEAT], unit=YUAN)
def heat_allowance_due(
    local_heat_allowance,
    heat_allowance_month,
    heat_allowance_day,
    heat_allowance_hour,
    heat_work,
    place,
    pay_month,
    days_worked,
    hours_normal,
    partly_employed,
):
    """The allowance of a hot month: by the month, by the day or by the hour as the province says.

    A month at the beginning or end counts by its days.
    """
    month_rate = _by_work(heat_allowance_month, place, heat_work, pay_month)
    whole = first_known(local_heat_allowance, month_rate)
    day_rate = _by_work(heat_allowance_day, place, heat_work, pay_month)
    by_day = day_rate * days_worked
    by_hour = _by_work(heat_allowance_hour, place, heat_work, pay_month) * hours_normal
    part = when(is_known(day_rate), min_of(by_day, whole), whole * days_worked / FULL_MONTH)
    return case(
        (is_known(whole), when(partly_employed, part, whole)),
        (is_known(day_rate), by_day),
        (is_known(by_hour), by_hour),
        otherwise=local_heat_allowance,
    )


@cn.rule("pay", cites=[HEAT], unit=YUAN)
def heat_allowance_of_month(
    outdoor_or_hot, in_heat_season, heat_allowance_due, heat_allowance_paid
):
    """Heat allowance of a hot month, less what was paid."""
    return case(
        (~outdoor_or_hot, lift(0)),
        (~in_heat_season, lift(0)),
        otherwise=max_of(heat_allowance_due - none_if_empty(heat_allowance_paid), 0),
    )


def _heat_bound(which, outdoor, season, due, paid, by_day, place, month, days):
    """A month's allowance where the province leaves a range a day to cities or employers."""
    bound = first_known(due, by_day(place, which, at=month) * days)
    owing = max_of(bound - none_if_empty(paid), 0)
    return case((~outdoor, lift(0)), (~season, lift(0)), otherwise=owing)


@cn.rule("employment", cites=[HEAT], unit=YUAN, rounding=HALF_UP_FEN)
def heat_at_least(
    outdoor_or_hot,
    in_heat_season,
    heat_allowance_due,
    heat_allowance_paid,
    heat_allowance_day,
    place,
    pay_month,
    days_worked,
):
    """The least where the province leaves a range to cities or employers."""
    return total(
        _heat_bound(
            "lowest",
            outdoor_or_hot,
            in_heat_season,
            heat_allowance_due,
            heat_allowance_paid,
            heat_allowance_day,
            place,
            pay_month,
            days_worked,
        )
    )


@cn.rule("employment", cites=[HEAT], unit=YUAN, rounding=HALF_UP_FEN)
def heat_at_most(
    outdoor_or_hot,
    in_heat_season,
    heat_allowance_due,
    heat_allowance_paid,
    heat_allowance_day,
    place,
    pay_month,
    days_worked,
):
    """The most where the province leaves a range to cities or employers."""
    return total(
        _heat_bound(
            "highest",
            outdoor_or_hot,
            in_heat_season,
            heat_allowance_due,
            heat_allowance_paid,
            heat_allowance_day,
            place,
            pay_month,
            days_worked,
        )
    )


@entitlement(
    "cn.heat.allowance",
    cites=[HEAT],
    details=["heat_at_least", "heat_at_most"],
    rounding=HALF_UP_FEN,
    **PAY_LIMIT,
)
def heat_allowance(heat_allowance_of_month):
    """High-temperature allowance (高温津贴) of the hot months, less what was paid."""
    return money(total(heat_allowance_of_month))
