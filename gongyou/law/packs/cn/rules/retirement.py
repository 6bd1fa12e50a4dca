"""Retirement age that rises by degrees (渐进式延迟法定退休年龄), and work past it."""

from __future__ import annotations

from datetime import date

from .kit import (
    Art,
    add_months,
    case,
    ceil,
    clamp,
    cn,
    entitlement,
    first_known,
    floor,
    is_known,
    lift,
    month_start,
    months_between,
    owed,
    when,
)

RISE = (Art("Retire-2024", "1"), Art("Retire-2024", "4"))
OVER_AGE_ORDER = date(2026, 7, 1)
MEN_FROM, WOMEN_55_FROM, WOMEN_50_FROM = date(1965, 1, 1), date(1970, 1, 1), date(1975, 1, 1)
THREE_YEARS, FIVE_YEARS = 36, 60


@cn.rule("employment", cites=RISE, unit="years")
def former_age(sex, former_retirement_age):
    """The age of the former rules: 60 for men; 50 or 55 for women, which must be told."""
    return when(sex == "male", lift(60), former_retirement_age)


@cn.rule("employment", cites=RISE, unit="months")
def retirement_delay(birth_date, sex, former_age):
    """Months after the former age: one for every four months of birth, for women of the former
    age of 50 one for every two; three years at most, or five."""
    born = month_start(birth_date)

    def later(first, step, most):
        return clamp(ceil((months_between(lift(first), born) + 1) / step), 0, most)

    return case(
        (sex == "male", later(MEN_FROM, 4, THREE_YEARS)),
        (former_age >= 55, later(WOMEN_55_FROM, 4, THREE_YEARS)),
        otherwise=later(WOMEN_50_FROM, 2, FIVE_YEARS),
    )


@cn.rule("employment", cites=RISE, unit="date")
def retirement_day(birth_date, former_age, retirement_delay):
    """The day on which the statutory age is reached (达到法定退休年龄之日)."""
    return add_months(birth_date, former_age * 12 + retirement_delay)


@entitlement(
    "cn.retirement.date", cites=RISE, unit="date", forum="none", in_total=False, kind="date"
)
def retirement_date(retirement_day, birth_date):
    """Day on which the statutory retirement age is reached; up to three years earlier or, agreed,
    later is possible."""
    return owed(retirement_day, unless={"birth_not_told": ~is_known(birth_date)})


@cn.rule("employment", cites=[Art("LCL", "44", item=2), Art("LCL-IR", "21")])
def past_retirement(retirement_day, last_day):
    """Whether the statutory age was reached by the last day, as far as anybody says so."""
    return first_known(retirement_day <= last_day, lift(False))


@cn.rule("employment", cites=[Art("LCL", "44", item=2), Art("LCL-IR", "21"), Art("Order-56", "23")])
def over_age(past_retirement, draws_pension):
    """Whether the Labour Contract Law no longer holds: past the age and drawing a pension.

    Past the age without a pension courts differ; it is asked whether one is drawn.
    """
    return when(past_retirement, draws_pension, lift(False))


@cn.rule("employment", cites=RISE, unit="years")
def years_left_to_retirement(years_to_retirement, retirement_day, last_day):
    """Full years until retirement, as told or by the date of birth."""
    return first_known(years_to_retirement, floor(months_between(last_day, retirement_day) / 12))


@entitlement(
    "cn.over_age.protected",
    cites=[
        Art("Order-56", "9"),
        Art("Order-56", "12"),
        Art("Order-56", "15"),
        Art("Order-56", "19"),
    ],
    unit="yes",
    forum="none",
    in_total=False,
    kind="alert",
)
def over_age_protected(past_retirement, last_day):
    """Work past the retirement age since July 2026: overtime, minimum wage, pay in full and injury
    cover are owed and go to arbitration first; no severance follows from the order."""
    return owed(
        lift(True),
        unless={
            "not_past_retirement_age": ~past_retirement,
            "before_order_56": last_day < OVER_AGE_ORDER,
        },
    )
