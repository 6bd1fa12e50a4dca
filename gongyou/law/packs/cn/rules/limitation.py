"""Limitation of arbitration (仲裁时效): from when a year runs, what restarts or suspends it."""

# ruff: noqa: F811 - versions of a rule by reading or place carry the same name
from __future__ import annotations

from datetime import date

from .kit import (
    Art,
    add_days,
    add_months,
    cn,
    days_between,
    entitlement,
    first_known,
    largest,
    lift,
    make_date,
    max_of,
    owed,
    restarted,
    total,
    unknown,
    when,
    year,
)

INTERRUPTING = (
    "demand_to_employer",
    "complaint_to_authority",
    "mediation",
    "arbitration_filed",
    "employer_promise",
)
LDMAL = date(2008, 5, 1)
YEAR_RULE = Art("LDMAL", "27", par=1)
INTERRUPTION = Art("LDMAL", "27", par=2)
SUSPENSION = Art("LDMAL", "27", par=3)
PAY_RULE = Art("LDMAL", "27", par=4)


@cn.rule("employment", cites=[SUSPENSION], unit="days")
def suspended_days(event_kind, event_date, event_end, on):
    """Days for which force majeure suspended the limitation; one still going on runs to today."""
    until = first_known(event_end, on)
    began = total(days_between(event_date, until), where=event_kind == "force_majeure_start")
    ended = total(days_between(event_date, on), where=event_kind == "force_majeure_end")
    return max_of(began - ended, 0)


@cn.rule("employment", cites=[INTERRUPTION], unit="date")
def interrupted_after_end(last_day, event_kind, event_date):
    """The day from which the year runs anew: the end, or the last of the interruptions (时效中断)
    that each came while the year still ran."""
    return restarted(last_day, 12, event_date, where=event_kind.is_in(*INTERRUPTING))


def _months(limitation_years, at):
    return limitation_years(at=max_of(at, LDMAL)) * 12


def file_by(start, suspended, limitation_years):
    """Last safe day of a year that runs from `start`, later by the days that suspended it."""
    return add_days(add_months(start, _months(limitation_years, start)), suspended)


@entitlement(
    "cn.limitation.last_filing_date",
    cites=[YEAR_RULE, INTERRUPTION, SUSPENSION, PAY_RULE, Art("LL", "82")],
    unit="date",
    in_total=False,
    kind="date",
)
def file_after_end_by(
    last_day,
    interrupted_after_end,
    suspended_days,
    limitation_years,
    limitation_old_days,
    still_employed,
):
    """Last safe day to file what falls due at the end: a year from the end or the last
    interruption; before May 2008 sixty days."""
    old = add_days(last_day, limitation_old_days(at="2008-04-30"))
    new = file_by(interrupted_after_end, suspended_days, limitation_years)
    return owed(when(old < LDMAL, old, new), unless={"no_limit_while_employed": still_employed})


@cn.rule("employment", cites=[PAY_RULE], unit="date")
def file_pay_by(still_employed, file_after_end_by):
    """Last safe day for wages, overtime and other pay: no limit while employed, then a year."""
    return when(still_employed, unknown("no_limit_while_employed", "date"), file_after_end_by)


@cn.rule("employment", cites=[YEAR_RULE], unit="date", reading="double_wage_limitation=monthly")
def file_double_wage_by(
    double_wage_from, double_wage_to, filing_day, suspended_days, limitation_years
):
    """Last day on which all of the second wage is in time; later, on which any of it is.

    Each month has its own year, so the first month is lost first.
    """
    all_of_it = file_by(double_wage_from, suspended_days, limitation_years)
    any_of_it = file_by(double_wage_to, suspended_days, limitation_years)
    return when(filing_day <= all_of_it, all_of_it, any_of_it)


@cn.rule("employment", cites=[YEAR_RULE], unit="date", reading="double_wage_limitation=whole")
def file_double_wage_by(double_wage_to, suspended_days, limitation_years):
    """Last safe day for the second wage: a year from the end of the period without contract."""
    return file_by(double_wage_to, suspended_days, limitation_years)


def _leave_by(oldest, last_day, still_employed, filing_day, suspended, limitation_years):
    """End of the year in which the oldest claimable leave lapses, then a year from the end."""
    year_ends = make_date(year(last_day), 12, 31)
    lapses = first_known((oldest > 0) & (filing_day <= year_ends), lift(False))
    after_end = file_by(last_day, suspended, limitation_years)
    return when(still_employed | lapses, year_ends, after_end)


@cn.rule(
    "employment",
    cites=[YEAR_RULE, Art("AL-Meas", "9")],
    unit="date",
    reading="leave_limitation=year_end",
)
def file_leave_by(
    untaken_one_year_before, last_day, still_employed, filing_day, suspended_days, limitation_years
):
    """Last safe day for untaken leave: that of the year before lapses at this year's end."""
    return _leave_by(
        untaken_one_year_before,
        last_day,
        still_employed,
        filing_day,
        suspended_days,
        limitation_years,
    )


@cn.rule(
    "employment",
    cites=[YEAR_RULE, Art("AL-Meas", "9")],
    unit="date",
    reading="leave_limitation=carried_over",
)
def file_leave_by(
    untaken_two_years_before, last_day, still_employed, filing_day, suspended_days, limitation_years
):
    """Last safe day for untaken leave that may be carried over a year."""
    return _leave_by(
        untaken_two_years_before,
        last_day,
        still_employed,
        filing_day,
        suspended_days,
        limitation_years,
    )


@cn.rule("employment", cites=[PAY_RULE], unit="date", reading="leave_limitation=remuneration")
def file_leave_by(file_pay_by):
    """Last safe day if pay for untaken leave is remuneration: as for wages."""
    return file_pay_by


@cn.rule("employment", cites=[YEAR_RULE, Art("Injury-R", "17")], unit="date")
def injury_limitation_from(event_kind, event_date, last_day, still_employed):
    """From when the year for uninsured injury benefits runs: the grading, or the end if later."""
    graded = largest(event_date, where=event_kind == "injury_grade", none=last_day)
    return when(still_employed, graded, max_of(graded, last_day))


@cn.rule("employment", cites=[YEAR_RULE, Art("Injury-R", "17")], unit="date")
def file_injury_by(injury_limitation_from, suspended_days, limitation_years):
    """Last safe day for injury benefits that the employer owes."""
    return file_by(injury_limitation_from, suspended_days, limitation_years)
