"""Service, wages and days that many entitlements share."""

from __future__ import annotations

from .kit import (
    HALF_UP_FEN,
    YUAN,
    Art,
    add_days,
    add_months,
    all_of,
    assumed,
    average,
    case,
    cn,
    count,
    entitlement,
    first_known,
    floor,
    half_rounded_years,
    is_known,
    lift,
    max_of,
    month_start,
    months_between,
    none_if_empty,
    owed,
    stated,
    unknown,
    when,
)
from .minimum_wage import highest

UNUSUAL_MONTHS = ("sick", "maternity", "injury", "stoppage", "strike")
ONGOING = "ongoing"


@cn.rule("employment", cites=[Art("LCL", "7")])
def still_employed(end, end_kind):
    """Whether the relationship goes on: no last day, and said to go on (在职)."""
    return when(is_known(end), lift(False), end_kind == ONGOING)


@cn.rule("employment", cites=[Art("LCL", "50")], unit="date")
def last_day(start, end, still_employed, on):
    """Last day of the relationship, or the day of the claim while it goes on.

    An end before the start is a slip of the pen: the day is asked for again.
    """
    day = first_known(end, when(still_employed, on, end))
    return when(first_known(end < start, lift(False)), unknown("end", "date"), day)


@cn.rule("employment", cites=[Art("LDMAL", "27")], unit="date")
def filing_day(filed_on, on):
    """The day on which the claim was filed, or the day of the claim."""
    return first_known(filed_on, on)


@cn.rule(
    "employment", cites=[Art("LCL", "10"), Art("LCL-IR", "10"), Art("SPC-I", "46")], unit="date"
)
def counted_from(start, last_day, service_years, prior_service_months, earlier_service_paid):
    """First day that counts as service (工作年限起算日).

    Earlier service with an affiliated employer is put before the first day unless it was already
    compensated. Without a first day, the stated years are counted back from the last day.
    """
    told = add_days(add_months(last_day, -floor(service_years * 12)), 1)
    first = first_known(start, told)
    prior = none_if_empty(prior_service_months)
    earlier = when(prior == 0, prior, when(stated(earlier_service_paid), lift(0), prior))
    return add_months(first, -earlier)


@cn.rule("employment", cites=[Art("CC", "201")], unit="date")
def service_from(counted_from):
    """The day from which service is counted under the reading asked for."""
    late = add_days(counted_from, 1)
    return when(cn.reading("service_count", "first_day_out"), late, counted_from)


@cn.rule("employment", cites=[Art("LCL", "47")])
def service_near_an_edge(counted_from, last_day):
    """Whether one day more or less changes the half-years counted: then look at both results."""
    months = half_rounded_years(counted_from, last_day)
    return ~all_of(
        half_rounded_years(add_days(counted_from, 1), last_day) == months,
        half_rounded_years(counted_from, add_days(last_day, 1)) == months,
    )


@cn.rule("employment", cites=[Art("LCL", "47", par=3), Art("LCL-IR", "27")], unit="date")
def last_year_until(last_day):
    """First day after the twelve months: the month of the end counts where it is complete."""
    return month_start(add_days(last_day, 1))


@cn.rule("employment", cites=[Art("LCL", "47", par=3), Art("LCL-IR", "27")], unit="date")
def last_year_from(last_year_until):
    """First of the twelve full months before the end."""
    return add_months(last_year_until, -12)


@cn.rule("pay", cites=[Art("LCL", "47", par=3), Art("LCL-IR", "27")])
def in_last_year(pay_month, last_year_from, last_year_until):
    """Whether the month is one of the twelve before the end."""
    return (pay_month >= last_year_from) & (pay_month < last_year_until)


@cn.rule("pay", cites=[Art("LL", "50"), Art("Wage-94", "6")], unit=YUAN)
def due_of_month(due, base_wage, overtime_pay_paid, bonus, allowances, other_pay):
    """The wage due in the month (应发工资): as stated, else the parts that the slip names."""
    parts = base_wage
    for part in (overtime_pay_paid, bonus, allowances, other_pay):
        parts = parts + none_if_empty(part)
    return first_known(due, when(is_known(base_wage), assumed(due, parts), due))


@cn.rule("employment", cites=[Art("LCL", "47", par=3), Art("LCL-IR", "27")])
def pay_rows_in_last_year(in_last_year, due_of_month):
    """Months of pay known among the twelve before the end."""
    return count(in_last_year & is_known(due_of_month))


@cn.rule("employment", cites=[Art("LCL", "47", par=3), Art("LCL-IR", "27")])
def months_in_last_year(counted_from, last_year_from, last_year_until):
    """Full months worked in those twelve: fewer than twelve where the work began later."""
    return max_of(months_between(max_of(counted_from, last_year_from), last_year_until), 0)


def _regular(month_kind):
    unusual = first_known(month_kind.is_in(*UNUSUAL_MONTHS), lift(False))
    return cn.reading("averaged_months", "all") | ~unusual


@cn.rule("employment", cites=[Art("LCL", "47", par=3), Art("LCL-IR", "27")], unit=YUAN)
def average_wage(
    average_wage_12m,
    agreed_wage,
    due_of_month,
    in_last_year,
    month_kind,
    pay_rows_in_last_year,
    months_in_last_year,
):
    """Average due wage of the twelve months before the end (离职前十二个月平均工资).

    As stated; else from the pay records; else the agreed wage. Fewer months: those worked. Months
    that are not all on record make an average that is only assumed.
    """
    counted = in_last_year & is_known(due_of_month) & _regular(month_kind)
    from_records = average(due_of_month, where=counted)
    rows = first_known(pay_rows_in_last_year, lift(0))
    whole = first_known(rows >= months_in_last_year, lift(False))
    some = assumed(average_wage_12m, from_records)
    told = assumed(average_wage_12m, agreed_wage)
    records = when(rows > 0, when(whole, from_records, some), told)
    return first_known(average_wage_12m, records)


@cn.rule("employment", cites=[Art("AL-Meas", "11")], unit=YUAN)
def average_wage_without_overtime(
    leave_wage_average,
    agreed_wage,
    average_wage_12m,
    due_of_month,
    overtime_pay_paid,
    in_last_year,
    pay_rows_in_last_year,
):
    """Average wage of twelve months without overtime pay (剔除加班工资后的月平均工资)."""
    from_records = average(due_of_month - none_if_empty(overtime_pay_paid), where=in_last_year)
    known = first_known(pay_rows_in_last_year, lift(0)) > 0
    told = assumed(leave_wage_average, first_known(agreed_wage, average_wage_12m))
    return first_known(leave_wage_average, when(known, from_records, told))


@cn.rule("employment", cites=[Art("LCL-IR", "20")], unit="date")
def month_before_end(last_day):
    """The month before that of the last day."""
    return add_months(month_start(last_day), -1)


@cn.rule("employment", cites=[Art("LCL-IR", "20")], unit=YUAN)
def previous_month_wage(last_month_wage, due_of_month, pay_month, month_before_end, average_wage):
    """The wage of the month before the end (上一个月工资标准)."""
    from_records = average(due_of_month, where=pay_month == month_before_end)
    return first_known(last_month_wage, from_records, average_wage)


@cn.rule("employment", cites=[Art("LCL", "47", par=3), Art("LCL-IR", "27")], unit=YUAN)
def severance_wage(average_wage, minimum_wage_at_end, minimum_wage_highest, place, last_day):
    """Average wage, but not below the local minimum wage.

    A wage that reaches the highest minimum wage of the province needs no comparison.
    """
    most = highest(minimum_wage_highest, place, last_day)
    enough = first_known(average_wage >= most, lift(False))
    return case(
        (enough, average_wage),
        otherwise=max_of(average_wage, minimum_wage_at_end),
    )


@cn.rule("employment", cites=[Art("Days-2008"), Art("Days-2025")], unit=YUAN)
def leave_day_wage(average_wage_without_overtime, paid_days_per_month, last_day):
    """One day's wage for leave: the average without overtime over the paid days a month."""
    return average_wage_without_overtime / paid_days_per_month(at=last_day)


@entitlement(
    "cn.conversion.daily",
    cites=[Art("Days-2000"), Art("Days-2008"), Art("Days-2025")],
    forum="none",
    in_total=False,
    kind="figure",
    unit=YUAN,
    rounding=HALF_UP_FEN,
)
def daily_wage(agreed_wage, average_wage, paid_days_per_month, last_day):
    """A day's wage out of the monthly wage (日工资): the wage over the paid days a month."""
    return owed(first_known(agreed_wage, average_wage) / paid_days_per_month(at=last_day))
