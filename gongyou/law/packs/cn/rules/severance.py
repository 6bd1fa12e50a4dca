"""Severance (经济补偿), the double for unlawful ending (赔偿金), pay in lieu of notice.

One file, because the three exclude each other.
"""

# ruff: noqa: F811 - versions of a rule share its name; a rule names what it needs
from __future__ import annotations

from datetime import date

from .kit import (
    AFTER_END,
    HALF_UP_FEN,
    MONTHS,
    YEARS,
    YUAN,
    Art,
    add_months,
    any_of,
    case,
    ceil,
    choose,
    cn,
    entitlement,
    first_known,
    half_rounded_years,
    is_known,
    lift,
    max_of,
    min_of,
    money,
    months_of_service,
    none_if_empty,
    owed,
    when,
    year,
    year_start,
)
from .minimum_wage import EVERYWHERE

NEW_LAW = date(2008, 1, 1)
OLD_RULE_CAUSES = ("violence", "unpaid_wages", "no_overtime_pay", "below_minimum_wage")
NO_CAUSE = "none"


# --- the wage and its cap ----------------------------------------------------------------------


def _average(month_figure, year_figure, place, stat_year, at):
    """A published average wage, monthly as published or a twelfth of the annual one."""
    return first_known(
        month_figure(place, stat_year, at=at), year_figure(place, stat_year, at=at) / 12
    )


@cn.rule("employment", cites=[Art("LCL", "47", par=2), Art("LCL-IR", "14")], unit=YUAN)
def average_wage_of_year_before(
    local_average_wage, local_average_wage_month, local_average_wage_year, place, last_day
):
    """Local average monthly wage of the year before the end (上年度职工月平均工资).

    While the figure of that year was not yet published, the one before it. A year that the
    tables lack stays unknown.
    """
    stat = year(last_day) - 1
    figures = (local_average_wage_month, local_average_wage_year, place)
    in_force = _average(*figures, stat, last_day)
    later = _average(*figures, stat, add_months(last_day, 12))
    before = _average(*figures, stat - 1, last_day)
    found = first_known(in_force, when(is_known(later), before, later))
    return first_known(local_average_wage, when(is_known(found), found, local_average_wage))


@cn.rule(
    "employment", cites=[Art("LCL", "47", par=2)], unit=YUAN, reading="average_wage_year=reference"
)
def cap_average_wage(average_wage_of_year_before):
    """The average wage that sets the cap."""
    return average_wage_of_year_before


@cn.rule(
    "employment", cites=[Art("LCL", "47", par=2)], unit=YUAN, reading="average_wage_year=published"
)
def cap_average_wage(
    average_wage_of_year_before,
    local_average_wage,
    local_average_wage_month,
    local_average_wage_year,
    place,
    last_day,
):
    """The figure on the other side of publication.

    Ended in the first half of a year: the older figure, which many places still use until the
    new one is out. Ended before a publication whose day is known: the figure published later.
    """
    figures = (local_average_wage_month, local_average_wage_year, place)
    stat = year(last_day) - 1
    in_force = _average(*figures, stat, last_day)
    later = _average(*figures, stat, add_months(last_day, 12))
    older = _average(*figures, stat - 1, last_day)
    first_half = last_day < add_months(year_start(last_day), 6)
    other = case(
        (is_known(later) & ~is_known(in_force), later),
        (first_half & is_known(older), older),
        otherwise=average_wage_of_year_before,
    )
    return first_known(local_average_wage, other)


@cn.rule("employment", cites=[Art("LCL", "47", par=2)], unit=YUAN)
def severance_cap(cap_average_wage, severance_cap_multiple, last_day):
    """Three times the local average wage of the year before."""
    return cap_average_wage * severance_cap_multiple(at=max_of(last_day, NEW_LAW))


@cn.rule("employment", cites=[Art("LCL", "47", par=2)], unit=YUAN)
def certain_cap(average_wage_floor, severance_cap_multiple, minimum_wage_at_end, place, last_day):
    """What the cap is at least: three times what the local average cannot lie below.

    That is an earlier average of the same series, a lower kind of average, half of the province's,
    or the minimum wage; only figures that were read count.
    """
    by_place = average_wage_floor(place, at=last_day)
    floor = first_known(by_place, average_wage_floor(EVERYWHERE, at=last_day), minimum_wage_at_end)
    return floor * severance_cap_multiple(at=max_of(last_day, NEW_LAW))


@cn.rule("employment", cites=[Art("LCL", "47", par=2)])
def wage_above_cap(wage_below_cap, severance_wage, severance_cap, certain_cap, local_average_wage):
    """Whether the wage is above the cap; the cap needs to be known only where it can bind."""
    told = is_known(local_average_wage)
    below = first_known(severance_wage <= certain_cap, lift(False)) & ~told
    return case(
        (below, lift(False)),
        (is_known(severance_cap), severance_wage > severance_cap),
        (first_known(wage_below_cap, lift(False)), lift(False)),
        otherwise=severance_wage > severance_cap,
    )


def for_years(years, wage, above, cap, most):
    """A month's wage a year; above the cap, the cap for twelve years at most."""
    return when(above, cap * min_of(years, most), wage * years)


def least_for_years(years, wage, cap, most):
    """The same where the cap is at least this much: the wage may stand above it."""
    return when(wage <= cap, wage * years, min_of(cap * min_of(years, most), wage * years))


# --- years -------------------------------------------------------------------------------------


def by_days_or_told(by_days, months_told):
    """Counted by the days; where they are not known, as both sides, an award or a notice says."""
    return when(is_known(months_told), first_known(by_days, months_told), by_days)


@cn.rule("employment", cites=[Art("LCL", "47", par=1)], unit=YEARS)
def severance_years(service_from, last_day, severance_months_told):
    """Years that count under the Labour Contract Law, from 2008: six months and more count as a
    year, less as half a year. Where the days are not known: the months that were counted."""
    first = max_of(service_from, NEW_LAW)
    by_days = half_rounded_years(first, max_of(last_day, NEW_LAW))
    return when(last_day < NEW_LAW, lift(0), by_days_or_told(by_days, severance_months_told))


@cn.rule("employment", cites=[Art("LCL-IR", "25"), Art("LCL", "47", par=1)], unit=YEARS)
def all_service_years(service_from, last_day, severance_months_told):
    """All years of service from the first day of work, with the half-year rule; where the days are
    not known, the months that were counted."""
    return by_days_or_told(half_rounded_years(service_from, last_day), severance_months_told)


@cn.rule("employment", cites=[Art("LCL", "47", par=1)])
def all_after_2008(service_from, last_day, severance_months_told):
    """Whether no service before 2008 is to be counted apart: months that were counted are whole."""
    whole = is_known(severance_months_told) & (last_day >= NEW_LAW)
    return first_known(service_from >= NEW_LAW, whole)


@cn.rule("employment", cites=[Art("LCL", "47", par=1)])
def counted_otherwise(service_from, last_day, severance_months_told):
    """Whether the months that were counted are not those of the days: then ask how they counted."""
    return half_rounded_years(service_from, last_day) != severance_months_told


@cn.rule("employment", cites=[Art("LCL", "97", par=3), Art("LL", "28")])
def old_rules_applied(end_kind, end_cause):
    """Whether the rules before 2008 gave severance for this kind of ending."""
    wronged = (end_kind == "resigned_for_cause") & first_known(
        end_cause.is_in(*OLD_RULE_CAUSES), end_cause == NO_CAUSE
    )
    return any_of(
        end_kind.is_in("agreed_by_employer", "dismissed_no_fault", "layoff", "unlawful_dismissal"),
        wronged,
    )


@cn.rule(
    "employment",
    cites=[
        Art("LCL", "97", par=3),
        Art("LL", "24"),
        Art("LL", "26"),
        Art("LL", "27"),
        Art("LL", "28"),
        Art("Order-481", "5"),
        Art("Order-481", "7"),
        Art("SPC-2001", "15"),
    ],
    unit=MONTHS,
)
def months_before_2008(
    service_from,
    last_day,
    end_kind,
    end_cause,
    old_rules_applied,
    pre2008_max_months,
    all_after_2008,
    severance_months_told,
):
    """Months of wage for service before 2008: one a year, a part of a year counts as a year."""
    last = min_of(last_day, date(2007, 12, 31))
    months = months_of_service(service_from, last)
    rest = add_months(service_from, months) <= last
    years = ceil((months + when(rest, lift(1), lift(0))) / 12)
    at = date(2007, 12, 31)
    incompetent = (end_kind == "dismissed_no_fault") & (end_cause == "incompetence")
    most = case(
        (end_kind == "agreed_by_employer", pre2008_max_months("agreed", at=at)),
        (incompetent, pre2008_max_months("incompetence", at=at)),
        otherwise=years,
    )
    counted = when(old_rules_applied, min_of(years, most), lift(0))
    as_told = when(is_known(severance_months_told), severance_months_told, counted)
    found = when(is_known(service_from), counted, as_told)
    return when(all_after_2008, lift(0), found)


# --- severance ---------------------------------------------------------------------------------


@entitlement(
    "cn.severance.pre2008",
    cites=[Art("LCL", "97", par=3), Art("LL", "28"), Art("Order-481")],
    in_total=False,
    kind="part",
    rounding=HALF_UP_FEN,
)
def severance_before_2008(months_before_2008, average_wage, counted_from):
    """The part of severance for service before 2008, by the rules of that time."""
    return owed(
        when(months_before_2008 == 0, lift(0), average_wage * months_before_2008),
        unless={"no_service_before_2008": counted_from >= NEW_LAW},
    )


@cn.rule(
    "employment",
    cites=[Art("LCL", "47")],
    unit=YUAN,
    reading="before_2008=split",
)
def severance_amount(
    severance_wage,
    wage_above_cap,
    severance_cap,
    severance_cap_years,
    severance_years,
    months_before_2008,
    average_wage,
    all_after_2008,
    last_day,
):
    """Severance in two parts: before 2008 by the old rules, from 2008 by article 47."""
    most = severance_cap_years(at=max_of(last_day, NEW_LAW))
    new = for_years(severance_years, severance_wage, wage_above_cap, severance_cap, most)
    old = when(months_before_2008 == 0, lift(0), average_wage * months_before_2008)
    return when(all_after_2008, new, new + old)


@cn.rule(
    "employment",
    cites=[Art("LCL", "47")],
    unit=YUAN,
    reading="before_2008=single",
)
def severance_amount(
    severance_wage,
    wage_above_cap,
    severance_cap,
    severance_cap_years,
    severance_years,
    all_service_years,
    old_rules_applied,
    all_after_2008,
    last_day,
):
    """Severance for the whole service in one run, where the old rules gave it too."""
    years = when(
        all_after_2008,
        severance_years,
        when(old_rules_applied, all_service_years, severance_years),
    )
    most = severance_cap_years(at=max_of(last_day, NEW_LAW))
    return for_years(years, severance_wage, wage_above_cap, severance_cap, most)


# Each ground of severance with its own articles: only the one that bears the result is shown.


@cn.rule("employment", cites=[Art("LCL", "36"), Art("LCL", "46", item=2)], unit=YUAN)
def severance_by_agreement(severance_amount):
    """Severance where the employer proposed to end the contract."""
    return severance_amount


@cn.rule("employment", cites=[Art("LCL", "38"), Art("LCL", "46", item=1)], unit=YUAN)
def severance_for_breach(severance_amount, severance_for_no_insurance, end_cause):
    """Severance where the worker left because of the employer's breach."""
    insurance = first_known(end_cause == "unpaid_insurance", lift(False))
    return when(insurance, severance_for_no_insurance, severance_amount)


@cn.rule("employment", cites=[Art("LCL", "38", item=3), Art("SPC-II", "19")], unit=YUAN)
def severance_for_no_insurance(severance_amount):
    """Severance where no insurance was paid; that the worker agreed to it or was paid cash instead
    changes nothing."""
    return severance_amount


@cn.rule("employment", cites=[Art("LCL", "40"), Art("LCL", "46", item=3)], unit=YUAN)
def severance_without_fault(severance_amount):
    """Severance on a dismissal without fault."""
    return severance_amount


@cn.rule("employment", cites=[Art("LCL", "41"), Art("LCL", "46", item=4)], unit=YUAN)
def severance_in_layoff(severance_amount):
    """Severance in a layoff."""
    return severance_amount


@cn.rule("employment", cites=[Art("LCL", "44", item=1), Art("LCL", "46", item=5)], unit=YUAN)
def severance_at_expiry(severance_amount):
    """Severance where a fixed term ran out and the employer did not renew."""
    return severance_amount


@cn.rule("employment", cites=[Art("LCL", "47", par=2)], unit=YUAN, rounding=HALF_UP_FEN)
def severance_at_least(
    severance_wage,
    certain_cap,
    severance_cap_years,
    severance_years,
    months_before_2008,
    average_wage,
    severance_paid,
    last_day,
):
    """The least that severance can be while the local average wage is not known."""
    most = severance_cap_years(at=max_of(last_day, NEW_LAW))
    new = least_for_years(severance_years, severance_wage, certain_cap, most)
    old = when(months_before_2008 == 0, lift(0), average_wage * months_before_2008)
    return max_of(new + old - none_if_empty(severance_paid), 0)


@cn.rule("employment", cites=[Art("LCL", "47", par=1)], unit=YUAN, rounding=HALF_UP_FEN)
def severance_at_most(
    severance_wage, severance_years, months_before_2008, average_wage, severance_paid
):
    """The most that severance can be: the whole wage for every year, as if there were no cap."""
    old = when(months_before_2008 == 0, lift(0), average_wage * months_before_2008)
    return max_of(severance_wage * severance_years + old - none_if_empty(severance_paid), 0)


@entitlement(
    "cn.severance",
    cites=[Art("LCL", "46"), Art("LCL", "47")],
    details=[
        "service_near_an_edge",
        "counted_otherwise",
        "pay_rows_in_last_year",
        "severance_at_least",
        "severance_at_most",
    ],
    excludes=["cn.unlawful_termination", "cn.reinstatement.wages"],
    **AFTER_END,
    rounding=HALF_UP_FEN,
)
def severance(
    severance_amount,
    severance_by_agreement,
    severance_for_breach,
    severance_without_fault,
    severance_in_layoff,
    severance_at_expiry,
    severance_paid,
    end_kind,
    end_cause,
    still_employed,
    full_time,
    over_age,
):
    """Severance (经济补偿): a month's average wage for each year of service."""
    due = choose(
        end_kind,
        {
            "agreed_by_employer": severance_by_agreement,
            "resigned_for_cause": severance_for_breach,
            "dismissed_no_fault": severance_without_fault,
            "layoff": severance_in_layoff,
            "expired": severance_at_expiry,
        },
        otherwise=severance_amount,
    )
    low_base = (end_kind == "resigned_for_cause") & first_known(
        end_cause == "insurance_base_low", lift(False)
    )
    return owed(
        money(max_of(due - none_if_empty(severance_paid), 0)),
        unless={
            "still_employed": still_employed,
            "past_retirement_age": over_age,
            "part_time": first_known(~full_time, lift(False)),
            "resigned_without_cause": end_kind == "resigned",
            "worker_proposed_ending": end_kind == "agreed_by_worker",
            "dismissed_for_fault": end_kind == "dismissed_fault",
            "retired_or_died": end_kind.is_in("retired", "died"),
            "low_base_is_no_ground": low_base & cn.reading("low_insurance_base", "no_ground"),
            "renewal_refused": end_kind == "expired_renewal_refused_by_worker",
        },
    )
