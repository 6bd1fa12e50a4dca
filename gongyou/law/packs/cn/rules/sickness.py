"""Illness (病假、医疗期) and maternity (产假、生育津贴)."""

# ruff: noqa: F811 - versions of a rule share its name; a rule names what it needs
from __future__ import annotations

from datetime import date

from .kit import (
    AFTER_END,
    DAYS,
    FIGURE,
    HALF_UP_FEN,
    MONTHS,
    PAY_LIMIT,
    YUAN,
    Art,
    any_row,
    as_text,
    assumed,
    band,
    by_years,
    case,
    cn,
    entitlement,
    first_known,
    holidays,
    is_known,
    largest,
    lift,
    max_of,
    min_of,
    money,
    month_end,
    none_if_empty,
    owed,
    stated,
    total,
    when,
    years_of_service,
)

WOMEN = date(2012, 4, 28)


# --- medical period ----------------------------------------------------------------------------


@cn.rule("employment", cites=[Art("Medical-479", "3")])
def years_here(counted_from, last_day):
    """Full years with this employer."""
    return years_of_service(counted_from, last_day)


@cn.rule("employment", cites=[Art("Medical-479", "3")], unit=MONTHS)
def medical_period_length(working_life_years, years_here, medical_period_months, last_day):
    """Months of the medical period by the years of work in all and with this employer."""
    young = band(years_here, [(5, "0:0")], "0:5")
    old = band(years_here, [(5, "10:0"), (10, "10:5"), (15, "10:10"), (20, "10:15")], "10:20")
    return medical_period_months(when(working_life_years < 10, young, old), at=last_day)


@cn.rule("employment", cites=[Art("Medical-479", "3")], unit=MONTHS, place="310000")
def medical_period_length(
    years_here,
    medical_period_first_year_months,
    medical_period_year_step_months,
    medical_period_max_months,
    place,
    last_day,
):
    """Shanghai: three months in the first year, one more for each further year, 24 at most."""
    months = medical_period_first_year_months(place, at=last_day)
    months = months + years_here * medical_period_year_step_months(place, at=last_day)
    return min_of(months, medical_period_max_months(place, at=last_day))


@entitlement(
    "cn.medical_period",
    cites=[Art("Medical-479", "3"), Art("Medical-479", "4"), Art("LCL", "42", item=3)],
    unit=MONTHS,
    details=["medical_period_window"],
    **FIGURE,
)
def medical_period(medical_period_length):
    """The medical period (医疗期), in which no dismissal without fault is lawful."""
    return medical_period_length


@cn.rule("employment", cites=[Art("Medical-479", "4")], unit=MONTHS)
def medical_period_window(medical_period_length, medical_period_window_months, last_day):
    """Months within which the sick days are added up."""
    return medical_period_window_months(as_text(medical_period_length), at=last_day)


# --- sick pay ----------------------------------------------------------------------------------


def _floor_of_month(minimum, fraction, place, month):
    return minimum * fraction(place, at=max_of(month, "1995-08-04"))


SICK_PAY = (Art("Labour-309", "59"), Art("GD-Wage", "24"))


@cn.rule("pay", cites=[Art("Labour-309", "59")])
def sick_share_of_month(sick_pay_fraction_of_wage, place, pay_month, years_here, sick_leave_months):
    """The share of the wage that the place gives in illness, by service and length of illness."""
    figure, at = sick_pay_fraction_of_wage, pay_month
    short = by_years(figure, place, years_here, (8, 6, 4, 2, 0), at, "short:")
    long = by_years(figure, place, years_here, (3, 1, 0), at, "long:")
    ranked = when(none_if_empty(sick_leave_months) > 6, long, short)
    return first_known(figure(place, "", at=at), ranked)


@cn.rule("pay", cites=SICK_PAY, unit=YUAN)
def sick_pay_of_whole_month(
    minimum_wage_of_month,
    sick_pay_floor_fraction,
    sick_share_of_month,
    agreed_wage,
    place,
    pay_month,
):
    """The least for a whole month of sick leave: 80 per cent of the minimum wage, and the share
    of the wage where the place sets one."""
    least = minimum_wage_of_month * sick_pay_floor_fraction(
        place, at=max_of(pay_month, "1995-08-04")
    )
    share = agreed_wage * sick_share_of_month
    return when(is_known(sick_share_of_month), max_of(share, least), least)


@cn.rule("pay", cites=[Art("Labour-309", "59")])
def sick_month(month_kind, days_sick, pay_month):
    """Whether the whole month was one of illness: so called, or as many days as it has working
    days."""
    all_days = days_sick >= holidays.workdays(pay_month, month_end(pay_month))
    return first_known(month_kind == "sick", lift(False)) | first_known(all_days, lift(False))


@cn.rule("pay", cites=SICK_PAY, unit=YUAN)
def sick_pay_shortfall_of_month(sick_month, due, sick_pay_of_whole_month, sick_pay_monthly):
    """What a month of sick leave lacks to the least pay."""
    least = max_of(sick_pay_of_whole_month, none_if_empty(sick_pay_monthly))
    return when(sick_month, max_of(least - due, 0), lift(0))


@entitlement(
    "cn.sick_pay",
    cites=[Art("Labour-309", "59"), Art("GD-Wage", "24")],
    rounding=HALF_UP_FEN,
    **PAY_LIMIT,
)
def sick_pay(sick_pay_shortfall_of_month):
    """Sick pay (病假工资): what months of sick leave lacked to the least the law allows."""
    return money(total(sick_pay_shortfall_of_month))


@entitlement(
    "cn.medical_subsidy",
    cites=[Art("Labour-354", "22")],
    in_total=False,
    kind="possible",
    rounding=HALF_UP_FEN,
    **AFTER_END,
)
def medical_subsidy(
    average_wage,
    medical_subsidy_months,
    medical_subsidy_uplift,
    end_kind,
    end_cause,
    illness_graded,
    illness_serious,
    illness_terminal,
    last_day,
    still_employed,
):
    """Medical subsidy (医疗补助费) on dismissal for illness: possible, local practice differs."""
    months = medical_subsidy_months("graded", at=last_day)
    serious = medical_subsidy_uplift("serious", at=last_day)
    terminal = medical_subsidy_uplift("terminal", at=last_day)
    more = case(
        (stated(illness_terminal), terminal), (stated(illness_serious), serious), otherwise=0
    )
    ill = (end_kind == "dismissed_no_fault") & (end_cause == "illness") | (end_kind == "expired")
    return owed(
        money(average_wage * months * (1 + more)),
        unless={
            "still_employed": still_employed,
            "not_ended_for_illness": ~ill,
            "illness_not_graded": ~stated(illness_graded),
        },
    )


# --- maternity ---------------------------------------------------------------------------------


@cn.rule("employment", cites=[Art("Women-R", "7")])
def gave_birth(event_kind, birth_on, miscarriage_months, children_born):
    """Whether a birth or miscarriage is on record."""
    told = is_known(birth_on) | is_known(miscarriage_months) | is_known(children_born)
    return told | any_row(event_kind.is_in("maternity", "birth"))


@cn.rule("employment", cites=[Art("Women-R", "7")], unit="date")
def leave_began_on(birth_on, event_kind, event_date, last_day):
    """The day of birth, or of the maternity leave."""
    by_event = largest(event_date, where=event_kind.is_in("maternity", "birth"), none=last_day)
    return first_known(birth_on, by_event)


@cn.rule("employment", cites=[Art("Women-R", "7")], unit=DAYS)
def national_maternity_days(
    leave_began_on, miscarriage_months, difficult_birth, children_born, maternity_days
):
    """Days of maternity leave under the national rules."""
    at = max_of(leave_began_on, WOMEN)
    more = when(stated(difficult_birth), maternity_days("difficult_birth", at=at), lift(0))
    children = max_of(assumed(children_born, 1) - 1, 0)
    birth = (
        maternity_days("basic", at=at) + more + children * maternity_days("further_child", at=at)
    )
    lost = when(
        miscarriage_months < 4,
        maternity_days("miscarriage_early", at=at),
        maternity_days("miscarriage_late", at=at),
    )
    return when(is_known(miscarriage_months), lost, birth)


@cn.rule("employment", cites=[Art("Women-R", "7"), Art("GD-Family", "30")], unit=DAYS)
def all_maternity_days(
    national_maternity_days,
    leave_began_on,
    miscarriage_months,
    maternity_days_extra,
    birth_order,
    place,
    maternity_days_granted,
):
    """Days of maternity leave with those that the province adds, or as stated for the place."""
    first = maternity_days_extra(place, "", at=leave_began_on)
    further = maternity_days_extra(place, "further", at=leave_began_on)
    extra = when(is_known(further), when(birth_order >= 2, further, first), first)
    lost = is_known(miscarriage_months)
    return first_known(maternity_days_granted, national_maternity_days + when(lost, lift(0), extra))


@entitlement(
    "cn.maternity.days",
    cites=[Art("Women-R", "7"), Art("GD-Family", "30")],
    unit=DAYS,
    details=["national_maternity_days"],
    **FIGURE,
)
def maternity_leave_days(all_maternity_days, national_maternity_days, gave_birth):
    """Days of maternity leave (产假)."""
    days = when(
        cn.reading("maternity_days", "national"), national_maternity_days, all_maternity_days
    )
    return owed(days, unless={"no_birth": ~gave_birth})


@cn.rule("employment", cites=[Art("Women-R", "8")], unit=YUAN)
def maternity_daily_base(
    employer_average_wage, agreed_wage, average_wage, maternity_allowance_divisor, leave_began_on
):
    """A day's maternity allowance: the employer's average of last year, or the own wage, over
    thirty."""
    own = first_known(agreed_wage, average_wage)
    monthly = when(cn.reading("maternity_base", "employer"), employer_average_wage, own)
    return monthly / maternity_allowance_divisor(at=max_of(leave_began_on, WOMEN))


@entitlement(
    "cn.maternity.allowance",
    cites=[Art("Women-R", "8"), Art("SIL", "54"), Art("SIL", "56")],
    rounding=HALF_UP_FEN,
    **PAY_LIMIT,
)
def maternity_allowance(
    maternity_daily_base,
    maternity_leave_days,
    gave_birth,
    maternity_insured,
    maternity_paid,
    fund_maternity_allowance,
):
    """Pay for maternity leave that the employer still owes (产假工资、生育津贴差额).

    Uninsured: the allowance for all days. Insured: what the fund paid to the employer and the
    worker did not get.
    """
    full = maternity_daily_base * maternity_leave_days
    owing = when(stated(maternity_insured), fund_maternity_allowance, full)
    return owed(
        money(max_of(owing - none_if_empty(maternity_paid), 0)), unless={"no_birth": ~gave_birth}
    )
