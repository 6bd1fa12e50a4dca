"""Death from work (因工死亡): one-off benefit, funeral, pensions of dependants."""

from __future__ import annotations

from .injury import INJURY, MONTHLY
from .kit import (
    HALF_UP_FEN,
    Art,
    cn,
    entitlement,
    first_known,
    lift,
    min_of,
    money,
    none_if_empty,
    owed,
    stated,
    when,
    year,
)


@cn.rule("employment", cites=[Art("Injury-R", "39")], unit="date")
def died_on(death_on, last_day):
    """The day of death."""
    return first_known(death_on, last_day)


@cn.rule("employment", cites=[Art("Injury-R", "39"), Art("SIL", "38")])
def died_from_work(death_from_work):
    """Whether the death counts as from work, as far as anybody says so."""
    return stated(death_from_work)


@entitlement(
    "cn.injury.death",
    cites=[Art("Injury-R", "39", item=3), Art("SIL", "38")],
    rounding=HALF_UP_FEN,
    **INJURY,
)
def death_benefit(
    died_from_work, died_on, urban_income, urban_disposable_income, death_oneoff_multiple
):
    """One-off death benefit (一次性工亡补助金): twenty times last year's urban income a head."""
    table = urban_disposable_income(year(died_on) - 1, at=died_on)
    income = first_known(urban_income, table)
    return owed(
        money(income * death_oneoff_multiple(at=died_on)),
        unless={"no_death_from_work": ~died_from_work},
    )


@entitlement(
    "cn.injury.funeral", cites=[Art("Injury-R", "39", item=1)], rounding=HALF_UP_FEN, **INJURY
)
def funeral_benefit(died_from_work, died_on, pooling_average_wage, death_funeral_months):
    """Funeral grant (丧葬补助金): six months of the area's average wage."""
    return owed(
        money(pooling_average_wage * death_funeral_months(at=died_on)),
        unless={"no_death_from_work": ~died_from_work},
    )


@entitlement(
    "cn.injury.dependants", cites=[Art("Injury-R", "39", item=2)], rounding=HALF_UP_FEN, **MONTHLY
)
def dependants_pension(
    died_from_work,
    died_on,
    injury_base_wage,
    dependant_spouse,
    dependants_other,
    dependants_lone,
    death_dependant_fraction,
):
    """Monthly pension of dependants (供养亲属抚恤金), at most the wage of the deceased."""
    spouse = when(dependant_spouse, death_dependant_fraction("spouse", at=died_on), lift(0))
    others = dependants_other * death_dependant_fraction("other", at=died_on)
    lone = none_if_empty(dependants_lone) * death_dependant_fraction("lone", at=died_on)
    return owed(
        money(injury_base_wage * min_of(spouse + others + lone, 1)),
        unless={"no_death_from_work": ~died_from_work},
    )
