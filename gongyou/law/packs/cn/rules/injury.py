"""Work injury (工伤): one-off payments, stopped work, pensions, nursing, death."""

# ruff: noqa: F811 - versions of a rule share its name; a rule names what it needs
from __future__ import annotations

from .kit import (
    HALF_UP_FEN,
    YUAN,
    Art,
    Expr,
    any_row,
    as_text,
    assumed,
    clamp,
    cn,
    entitlement,
    first_known,
    is_known,
    latest,
    lift,
    max_of,
    min_of,
    money,
    none_if_empty,
    owed,
    smallest,
    stated,
    when,
)

INJURY = {
    "limitation": "file_injury_by",
    "limitation_starts": "injury_limitation_from",
    "limitation_interrupted": "interrupted_after_end",
}
MONTHLY = {"unit": "CNY a month", "in_total": False, "kind": "monthly"}
WAGE = (Art("Injury-R", "64"), Art("SIL", "36"))


@cn.rule("employment", cites=[Art("Injury-R", "17")])
def was_injured(event_kind, disability_grade, stop_work_months):
    """Whether a work injury is on record."""
    told = is_known(disability_grade) | is_known(stop_work_months)
    return told | any_row(event_kind.is_in("injury", "injury_grade"))


@cn.rule("employment", cites=[Art("Injury-R", "17")], unit="date")
def injured_on(event_kind, event_date, last_day):
    """The day of the injury or diagnosis."""
    return smallest(event_date, where=event_kind.is_in("injury", "injury_grade"), none=last_day)


@cn.rule("employment", cites=[Art("Injury-R", "22")])
def grade(disability_grade, event_kind, event_date, event_value):
    """The disability grade (伤残等级), 1 to 10; the last one fixed."""
    graded = latest(event_value, by=event_date, where=event_kind == "injury_grade")
    return first_known(disability_grade, graded)


@cn.rule("employment", cites=WAGE, unit=YUAN)
def injury_base_wage(
    injury_wage,
    agreed_wage,
    average_wage,
    pooling_average_wage,
    injury_wage_floor_fraction,
    injury_wage_ceiling_multiple,
    injured_on,
    injury_wage_in_bounds,
):
    """The worker's own wage for injury benefits (本人工资), between 60 and 300 per cent of the
    area's average.

    Where that average is not known, the wage is assumed to lie between.
    """
    own = assumed(injury_wage, first_known(average_wage, agreed_wage))
    bounded = clamp(
        own,
        pooling_average_wage * injury_wage_floor_fraction(at=injured_on),
        pooling_average_wage * injury_wage_ceiling_multiple(at=injured_on),
    )
    inside = when(assumed(injury_wage_in_bounds, True), own, bounded)
    return when(is_known(pooling_average_wage), bounded, inside)


# --- one-off payments --------------------------------------------------------------------------


@cn.rule(
    "employment",
    cites=[Art("Injury-R", "35"), Art("Injury-R", "36"), Art("Injury-R", "37")],
    unit=YUAN,
)
def disability_benefit_amount(injury_base_wage, grade, injury_oneoff_disability_months, injured_on):
    """One-off disability benefit (一次性伤残补助金): months of the own wage by grade."""
    return injury_base_wage * injury_oneoff_disability_months(as_text(grade), at=injured_on)


@cn.rule("employment", cites=[Art("Injury-R", "36"), Art("Injury-R", "37")], unit=YUAN)
def injury_subsidy_wage(provincial_average_wage, pooling_average_wage):
    """The monthly base of the two subsidies: fixed by each province, here its average wage."""
    return first_known(provincial_average_wage, pooling_average_wage)


@cn.rule(
    "employment", cites=[Art("Injury-R", "36"), Art("Injury-R", "37")], unit=YUAN, place="410000"
)
def injury_subsidy_wage(pooling_average_wage):
    """Henan: the average wage of the insurance area."""
    return pooling_average_wage


@cn.rule(
    "employment", cites=[Art("Injury-R", "36"), Art("Injury-R", "37")], unit=YUAN, place="430000"
)
def injury_subsidy_wage(injury_base_wage):
    """Hunan: the worker's own wage."""
    return injury_base_wage


@cn.rule(
    "employment", cites=[Art("GD-Injury", "33"), Art("Injury-R", "64")], unit=YUAN, place="440000"
)
def injury_subsidy_wage(
    injury_base_wage,
    average_wage,
    provincial_average_wage,
    injury_wage_floor_fraction,
    injury_wage_ceiling_multiple,
    last_day,
):
    """Guangdong: the higher of the wage before the injury and that of the last twelve months."""
    higher = max_of(injury_base_wage, first_known(average_wage, injury_base_wage))
    bounded = clamp(
        higher,
        provincial_average_wage * injury_wage_floor_fraction(at=last_day),
        provincial_average_wage * injury_wage_ceiling_multiple(at=last_day),
    )
    return when(is_known(provincial_average_wage), bounded, higher)


@cn.rule(
    "employment",
    cites=[
        Art("Injury-R", "36"),
        Art("Injury-R", "37"),
        Art("GD-Injury", "31"),
        Art("GD-Injury", "32"),
        Art("ZJ-Injury", "27"),
    ],
    unit=YUAN,
)
def medical_subsidy_amount(
    injury_subsidy_wage,
    grade,
    injury_medical_subsidy_months,
    place,
    last_day,
    subsidy_medical_months,
    injury_medical_subsidy_amount,
):
    """One-off medical subsidy (一次性工伤医疗补助金): months by province and grade."""
    table = injury_medical_subsidy_months(place, as_text(grade), at=last_day)
    months = first_known(subsidy_medical_months, table)
    fixed = injury_medical_subsidy_amount(place, as_text(grade), at=last_day)
    full = when(is_known(fixed), fixed, injury_subsidy_wage * months)
    return when(grade <= 4, lift(0), full)


@cn.rule(
    "employment",
    cites=[
        Art("Injury-R", "36"),
        Art("Injury-R", "37"),
        Art("GD-Injury", "31"),
        Art("GD-Injury", "32"),
        Art("ZJ-Injury", "27"),
    ],
    unit=YUAN,
)
def employment_subsidy_amount(
    injury_subsidy_wage,
    grade,
    injury_employment_subsidy_months,
    place,
    last_day,
    years_left_to_retirement,
    injury_subsidy_retirement_step,
    subsidy_employment_months,
    injury_employment_subsidy_amount,
):
    """One-off employment subsidy (一次性伤残就业补助金): months by province and grade.

    Where the province says so, a fifth less for each year closer than five to retirement.
    """
    table = injury_employment_subsidy_months(place, as_text(grade), at=last_day)
    months = first_known(subsidy_employment_months, table)
    step = first_known(injury_subsidy_retirement_step(place, at=last_day), lift(0))
    nearer = max_of(5 - first_known(years_left_to_retirement, lift(5)), 0)
    fixed = injury_employment_subsidy_amount(place, as_text(grade), at=last_day)
    full = when(is_known(fixed), fixed, injury_subsidy_wage * months)
    return when(grade <= 4, lift(0), full * max_of(1 - step * nearer, 0))


def _unless_injured(injured) -> dict[str, Expr]:
    return {"no_injury": ~injured}


@entitlement(
    "cn.injury.disability_benefit",
    cites=[
        Art("Injury-R", "35"),
        Art("Injury-R", "36"),
        Art("Injury-R", "37"),
        Art("Injury-R", "62"),
        Art("SIL", "41"),
    ],
    rounding=HALF_UP_FEN,
    **INJURY,
)
def injury_disability_benefit(disability_benefit_amount, was_injured, injury_insured):
    """One-off disability benefit; the employer owes it where no insurance was paid."""
    return owed(
        money(disability_benefit_amount),
        unless=_unless_injured(was_injured) | {"fund_pays": stated(injury_insured)},
    )


@entitlement(
    "cn.injury.medical_subsidy",
    cites=[
        Art("Injury-R", "36"),
        Art("Injury-R", "37"),
        Art("Injury-R", "62"),
        Art("GD-Injury", "31"),
        Art("GD-Injury", "32"),
        Art("ZJ-Injury", "27"),
    ],
    rounding=HALF_UP_FEN,
    **INJURY,
)
def injury_medical_subsidy(medical_subsidy_amount, was_injured, injury_insured, still_employed):
    """One-off medical subsidy at the end of employment; the employer owes it if uninsured."""
    return owed(
        money(medical_subsidy_amount),
        unless=_unless_injured(was_injured)
        | {"fund_pays": stated(injury_insured), "still_employed": still_employed},
    )


@entitlement(
    "cn.injury.employment_subsidy",
    cites=[
        Art("Injury-R", "36"),
        Art("Injury-R", "37"),
        Art("LCL-IR", "23"),
        Art("GD-Injury", "31"),
        Art("GD-Injury", "32"),
        Art("ZJ-Injury", "27"),
    ],
    rounding=HALF_UP_FEN,
    **INJURY,
)
def injury_employment_subsidy(employment_subsidy_amount, was_injured, still_employed):
    """One-off employment subsidy of the employer at the end of employment."""
    return owed(
        money(employment_subsidy_amount),
        unless=_unless_injured(was_injured) | {"still_employed": still_employed},
    )


@entitlement(
    "cn.injury.oneoff",
    cites=[Art("Injury-R", "37"), Art("Injury-R", "62"), Art("GD-Injury", "31")],
    in_total=False,
    kind="sum",
    rounding=HALF_UP_FEN,
    **INJURY,
)
def injury_oneoff(
    disability_benefit_amount,
    medical_subsidy_amount,
    employment_subsidy_amount,
    was_injured,
    still_employed,
    injury_benefit_paid,
):
    """All one-off injury payments together, whoever pays them, less what was paid."""
    after_end = medical_subsidy_amount + employment_subsidy_amount
    together = disability_benefit_amount + when(still_employed, lift(0), after_end)
    return owed(
        money(max_of(together - none_if_empty(injury_benefit_paid), 0)),
        unless=_unless_injured(was_injured),
    )


# --- while off work, and after -----------------------------------------------------------------


@entitlement(
    "cn.injury.stop_work",
    cites=[Art("Injury-R", "33"), Art("GD-Injury", "25")],
    rounding=HALF_UP_FEN,
    **INJURY,
)
def injury_stop_work(
    stop_work_months,
    stop_work_paid,
    agreed_wage,
    average_wage,
    injury_stop_work_max_months,
    injured_on,
    was_injured,
):
    """Pay while off work because of injury (停工留薪期工资): the former wage, at most two years."""
    months = min_of(stop_work_months, injury_stop_work_max_months("extended", at=injured_on))
    wage = first_known(agreed_wage, average_wage)
    return owed(
        money(max_of(wage * months - none_if_empty(stop_work_paid), 0)),
        unless=_unless_injured(was_injured),
    )


@entitlement(
    "cn.injury.pension",
    cites=[Art("Injury-R", "35"), Art("Injury-R", "36")],
    rounding=HALF_UP_FEN,
    **MONTHLY,
)
def injury_pension(injury_base_wage, grade, injury_pension_fraction, injured_on, was_injured):
    """Monthly disability pension (伤残津贴) of grades 1 to 6."""
    return owed(
        money(injury_base_wage * injury_pension_fraction(as_text(grade), at=injured_on)),
        unless=_unless_injured(was_injured) | {"grade_without_pension": grade >= 7},
    )


@entitlement(
    "cn.injury.nursing",
    cites=[Art("Injury-R", "34"), Art("GD-Injury", "26")],
    rounding=HALF_UP_FEN,
    **MONTHLY,
)
def injury_nursing(
    nursing_level,
    pooling_average_wage,
    provincial_average_wage,
    injury_nursing_fraction,
    place,
    injured_on,
):
    """Monthly nursing allowance (生活护理费): a share of the area's average wage by level."""
    average = when(
        cn.in_place("440000"),
        first_known(provincial_average_wage, pooling_average_wage),
        pooling_average_wage,
    )
    return owed(
        money(average * injury_nursing_fraction(place, as_text(nursing_level), at=injured_on)),
        unless={"no_nursing_need": ~is_known(nursing_level)},
    )
