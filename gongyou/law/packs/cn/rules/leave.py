"""Paid annual leave (年休假): days a year, and pay for days not taken."""

from __future__ import annotations

from datetime import date

from .kit import (
    AFTER_END,
    DAYS,
    FIGURE,
    HALF_UP_FEN,
    YEARS,
    Art,
    add_days,
    any_of,
    assumed,
    band,
    cn,
    count,
    days_between,
    entitlement,
    first_known,
    floor,
    is_known,
    lift,
    make_date,
    max_of,
    min_of,
    money,
    month_end,
    month_start,
    months_between,
    none_if_empty,
    owed,
    stated,
    total,
    when,
    year,
    year_start,
    years_of_service,
)

REGULATIONS = date(2008, 1, 1)
MEASURES = date(2008, 9, 18)
NO_LEAVE_YET = "0"


@cn.rule("employment", cites=[Art("AL-Reg", "3"), Art("AL-Meas", "4")], unit=YEARS)
def working_life_years(total_service_years, counted_from, last_day):
    """Years of work with all employers (累计工作年限); at least those here."""
    here = years_of_service(counted_from, last_day)
    return max_of(assumed(total_service_years, here), here)


def _class(years):
    """The class of the working life: under one, from one, ten or twenty years."""
    return band(years, [(1, NO_LEAVE_YET), (10, "1"), (20, "10")], "20")


def _days_a_year(annual_leave_days, years, at):
    """Days for a working life at a day; none in the first year of work."""
    klass = _class(years)
    return when(
        klass == NO_LEAVE_YET, lift(0), annual_leave_days(klass, at=max_of(at, REGULATIONS))
    )


@entitlement(
    "cn.annual_leave.entitlement",
    cites=[Art("AL-Reg", "2"), Art("AL-Reg", "3"), Art("AL-Meas", "3"), Art("AL-Meas", "4")],
    unit=DAYS,
    **FIGURE,
)
def annual_leave_entitlement(working_life_years, annual_leave_days, last_day):
    """Days of paid leave a full year: 5, 10 or 15 by the years of work with all employers."""
    return _days_a_year(annual_leave_days, working_life_years, last_day)


def _lost(klass, sick, personal, sick_limit, personal_limit):
    """Whether long sick leave or paid personal leave takes the place of the year's leave."""
    limit = sick_limit(klass, at=REGULATIONS)
    long_sick = (klass != NO_LEAVE_YET) & (none_if_empty(sick) >= limit)
    return any_of(
        first_known(long_sick, lift(False)),
        none_if_empty(personal) >= personal_limit(at=REGULATIONS),
    )


@cn.rule(
    "employment", cites=[Art("AL-Meas", "5"), Art("AL-Meas", "12"), Art("AL-Reg", "4")], unit=DAYS
)
def leave_days_of_last_year(
    counted_from,
    last_day,
    annual_leave_entitlement,
    working_life_years,
    leave_year_days,
    sick_leave_months,
    personal_leave_days,
    leave_lost_sick_months,
    leave_lost_personal_days,
):
    """Days earned in the year of leaving: calendar days over 365 times the days a year, whole
    days only."""
    first = max_of(counted_from, year_start(last_day))
    elapsed = days_between(first, last_day) + 1
    at = max_of(last_day, MEASURES)
    earned = floor(elapsed / leave_year_days(at=at) * annual_leave_entitlement)
    lost = _lost(
        _class(working_life_years),
        sick_leave_months,
        personal_leave_days,
        leave_lost_sick_months,
        leave_lost_personal_days,
    )
    return when(lost, lift(0), earned)


def _months_in(number, counted_from, last_day):
    """Months of a calendar year in which the worker was employed, the first and last included."""
    first = max_of(counted_from, make_date(number, 1, 1))
    last = min_of(last_day, make_date(number, 12, 31))
    return max_of(months_between(month_start(first), add_days(month_end(last), 1)), 0)


def _taken_in(
    number,
    told,
    event_kind,
    event_date,
    event_value,
    pay_month,
    leave_days_taken,
    employed_from,
    last_day,
):
    """Days of leave taken in a year: as told, by a payroll that covers the year, or by events.

    Where nothing tells it, it is unknown.
    """
    here = (event_kind == "leave_taken") & (year(event_date) == number)
    by_events = total(assumed(event_value, 1), where=here)
    of_year = (year(pay_month) == number) & is_known(leave_days_taken)
    rows = first_known(count(of_year), lift(0))
    covered = (rows > 0) & (rows >= _months_in(number, employed_from, last_day))
    by_pay = total(leave_days_taken, where=of_year)
    return first_known(told, when(covered, by_pay, when(by_events > 0, by_events, told)))


@cn.rule("employment", cites=[Art("AL-Meas", "12")], unit=DAYS)
def untaken_in_last_year(
    leave_days_of_last_year,
    leave_taken_days,
    event_kind,
    event_date,
    event_value,
    pay_month,
    leave_days_taken,
    counted_from,
    last_day,
    still_employed,
):
    """Days untaken in the year of leaving; while employed the year can still give them."""
    told = _taken_in(
        year(last_day),
        leave_taken_days,
        event_kind,
        event_date,
        event_value,
        pay_month,
        leave_days_taken,
        counted_from,
        last_day,
    )
    taken = when(leave_days_of_last_year == 0, lift(0), told)
    return when(still_employed, lift(0), max_of(leave_days_of_last_year - taken, 0))


def _full_year_untaken(
    back: int,
    counted_from,
    last_day,
    life_years,
    days_figure,
    year_days,
    told,
    event_kind,
    event_date,
    event_value,
    pay_month,
    leave_days_taken,
):
    """Days untaken in the year so many before that of the last day; unknown while nobody says
    how many were taken."""
    number = year(last_day) - back
    end = make_date(number, 12, 31)
    days = _days_a_year(days_figure, max_of(life_years - back, 0), end)
    first = max_of(counted_from, make_date(number, 1, 1))
    share = min_of((days_between(first, end) + 1) / year_days(at=max_of(end, MEASURES)), 1)
    taken = _taken_in(
        number,
        told,
        event_kind,
        event_date,
        event_value,
        pay_month,
        leave_days_taken,
        counted_from,
        last_day,
    )
    none = (counted_from > end) | (end < REGULATIONS)
    earned = floor(share * days)
    return when(none, lift(0), when(earned <= 0, lift(0), max_of(earned - taken, 0)))


@cn.rule("employment", cites=[Art("AL-Reg", "3"), Art("AL-Meas", "5")], unit=DAYS)
def untaken_one_year_before(
    counted_from,
    last_day,
    working_life_years,
    annual_leave_days,
    leave_year_days,
    leave_taken_year_before,
    event_kind,
    event_date,
    event_value,
    pay_month,
    leave_days_taken,
):
    """Days untaken in the calendar year before."""
    return _full_year_untaken(
        1,
        counted_from,
        last_day,
        working_life_years,
        annual_leave_days,
        leave_year_days,
        leave_taken_year_before,
        event_kind,
        event_date,
        event_value,
        pay_month,
        leave_days_taken,
    )


@cn.rule("employment", cites=[Art("AL-Reg", "3"), Art("AL-Meas", "5")], unit=DAYS)
def untaken_two_years_before(
    counted_from,
    last_day,
    working_life_years,
    annual_leave_days,
    leave_year_days,
    leave_taken_two_years_before,
    event_kind,
    event_date,
    event_value,
    pay_month,
    leave_days_taken,
):
    """Days untaken in the calendar year before the last one."""
    return _full_year_untaken(
        2,
        counted_from,
        last_day,
        working_life_years,
        annual_leave_days,
        leave_year_days,
        leave_taken_two_years_before,
        event_kind,
        event_date,
        event_value,
        pay_month,
        leave_days_taken,
    )


@cn.rule("employment", cites=[Art("AL-Reg", "3"), Art("LDMAL", "27", par=4)], unit=DAYS)
def untaken_in_earlier_years(
    counted_from,
    last_day,
    working_life_years,
    annual_leave_days,
    event_kind,
    event_date,
    event_value,
):
    """Days untaken in all years before those two, from 2008, at the days a year of that time."""
    last = year(last_day) - 3
    first = max_of(year(counted_from) + 1, 2008)
    at = last_day
    of_class = [
        (20, annual_leave_days("20", at=at)),
        (10, annual_leave_days("10", at=at)),
        (1, annual_leave_days("1", at=at)),
    ]
    days = lift(0)
    above = last + 1
    for bound, rate in of_class:
        reached = max_of(year(last_day) - floor(working_life_years) + bound, first)
        days = days + max_of(above - reached, 0) * rate
        above = min_of(above, reached)
    taken = total(
        assumed(event_value, 1), where=(event_kind == "leave_taken") & (year(event_date) <= last)
    )
    return max_of(days - taken, 0)


def _in_time(filing, last, back: int, carried):
    """Whether a leave year so many years back may still be filed for."""
    grace = 2 if carried else 1
    return filing <= make_date(year(last) - back + grace, 12, 31)


@cn.rule(
    "employment", cites=[Art("AL-Reg", "5"), Art("AL-Meas", "10"), Art("LDMAL", "27")], unit=DAYS
)
def untaken_days(
    untaken_leave_days,
    untaken_in_last_year,
    untaken_one_year_before,
    untaken_two_years_before,
    untaken_in_earlier_years,
    last_day,
    filing_day,
):
    """Days of untaken leave that are in time under the reading of limitation asked for."""
    pay = cn.reading("leave_limitation", "remuneration")
    carried = cn.reading("leave_limitation", "carried_over")
    nothing = lift(0)

    def counted(back: int, days):
        in_time = when(
            carried,
            _in_time(filing_day, last_day, back, carried=True),
            _in_time(filing_day, last_day, back, carried=False),
        )
        return when(pay | in_time, days, nothing)

    together = (
        untaken_in_last_year
        + counted(1, untaken_one_year_before)
        + counted(2, untaken_two_years_before)
        + when(pay, untaken_in_earlier_years, nothing)
    )
    return first_known(untaken_leave_days, together)


@entitlement(
    "cn.annual_leave.untaken_pay",
    cites=[
        Art("AL-Reg", "5"),
        Art("AL-Meas", "10"),
        Art("AL-Meas", "11"),
        Art("AL-Meas", "12"),
        Art("LDMAL", "27"),
    ],
    rounding=HALF_UP_FEN,
    **AFTER_END | {"limitation": "file_leave_by"},
)
def untaken_leave_pay(
    untaken_days,
    leave_day_wage,
    untaken_leave_extra_multiple,
    last_day,
    leave_refused_in_writing,
    full_time,
):
    """Pay for untaken annual leave (未休年休假工资): a further 200 per cent for each day."""
    multiple = untaken_leave_extra_multiple(at=max_of(last_day, MEASURES))
    amount = when(untaken_days == 0, lift(0), leave_day_wage * untaken_days * multiple)
    return owed(
        money(amount),
        unless={
            "leave_refused_in_writing": stated(leave_refused_in_writing),
            "part_time": first_known(~full_time, lift(False)),
        },
    )
