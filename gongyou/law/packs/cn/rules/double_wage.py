"""The second wage where no written contract was made (未签书面劳动合同二倍工资)."""

# ruff: noqa: F811 - versions of a rule share its name; a rule names what it needs
from __future__ import annotations

from datetime import date

from .kit import (
    AFTER_END,
    HALF_UP_FEN,
    MONTHS,
    YUAN,
    Art,
    add_days,
    add_months,
    any_of,
    case,
    cn,
    count,
    entitlement,
    first_known,
    holidays,
    is_known,
    lift,
    max_of,
    min_of,
    money,
    month_end,
    month_start,
    months_of_service,
    owed,
    smallest,
    stated,
    total,
    when,
)
from .limitation import INTERRUPTING

NO_CONTRACT = Art("LCL", "82", par=1)
NO_OPEN_ENDED = Art("LCL", "82", par=2)
TREATED_AS_RENEWED = date(2025, 9, 1)


@cn.rule("employment", cites=[Art("LCL", "10"), NO_CONTRACT, Art("LCL-IR", "6")], unit="date")
def double_wage_from(start):
    """First day of the second wage: one full month after the first day of work."""
    return add_months(start, 1)


@cn.rule("employment", cites=[NO_CONTRACT, Art("LCL-IR", "6"), Art("LCL-IR", "7")], unit="date")
def double_wage_to(start, last_day, contract_written, contract_signed, double_wage_max_months):
    """Last day of the second wage: the day before signing, before the first anniversary, or the
    last day, whichever comes first."""
    months = double_wage_max_months(at=max_of(start, "2008-09-18")) + 1
    anniversary = add_days(add_months(start, months), -1)
    signed = when(contract_written, add_days(contract_signed, -1), last_day)
    return min_of(anniversary, signed, last_day)


@cn.rule(
    "employment",
    cites=[Art("LDMAL", "27", par=1)],
    unit="date",
    reading="double_wage_limitation=monthly",
)
def double_wage_claimable_from(double_wage_from, filing_day, interrupted_before_filing):
    """Day from which the second wage is claimed: where limitation is applied, a year back from
    filing or an interruption."""
    in_time = max_of(double_wage_from, add_months(interrupted_before_filing, -12))
    return when(cn.reading("limitation", "applied"), in_time, double_wage_from)


@cn.rule(
    "employment",
    cites=[Art("LDMAL", "27", par=1)],
    unit="date",
    reading="double_wage_limitation=whole",
)
def double_wage_claimable_from(double_wage_from, double_wage_to, interrupted_before_filing):
    """Day from which the second wage is in time: all of it within a year of its end, else none."""
    in_time = interrupted_before_filing <= add_months(double_wage_to, 12)
    late = ~in_time & cn.reading("limitation", "applied")
    return when(late, add_days(double_wage_to, 1), double_wage_from)


@cn.rule("employment", cites=[Art("LDMAL", "27", par=2)], unit="date")
def interrupted_before_filing(filing_day, event_kind, event_date):
    """The earliest interruption within a year before filing, or the filing itself."""
    kind = event_kind.is_in(*INTERRUPTING)
    recent = (event_date >= add_months(filing_day, -12)) & (event_date <= filing_day)
    return smallest(event_date, where=kind & recent, none=filing_day)


@cn.rule("pay", cites=[NO_CONTRACT, Art("SPC-II", "6")], unit=YUAN)
def month_pay_for_double(due, overtime_pay_paid, bonus):
    """The month's pay that the second wage copies."""
    regular = due - first_known(overtime_pay_paid, lift(0)) - first_known(bonus, lift(0))
    return when(cn.reading("double_wage_base", "regular"), regular, due)


def _share_of_month(first, last, month, paid_days):
    """How much of a calendar month lies between two days: by its working days, or paid days.

    Of a period of whole months the last part month is what the first one left over, so that the
    second wage never comes to more months than there are.
    """
    start, end = max_of(first, month), min_of(last, month_end(month))
    of_first = _part(first, month_end(first), month_start(first), paid_days)
    rest = add_months(first, months_of_service(first, last)) > last
    filled = rest & (end == last) & (last < month_end(last)) & (first < month)
    made = _part(start, end, month, paid_days)
    return when(filled, 1 - of_first, made)


def _part(start, end, month, paid_days):
    whole = (start == month) & (end == month_end(month))
    worked = holidays.workdays(start, end)
    in_month = when(
        cn.reading("part_month", "workdays"), holidays.workdays(month, month_end(month)), paid_days
    )
    return case((start > end, 0), (whole, 1), otherwise=min_of(worked / in_month, 1))


@cn.rule("pay", cites=[NO_CONTRACT, Art("SPC-II", "6")], unit=YUAN)
def second_wage_of_month(
    pay_month, month_pay_for_double, double_wage_claimable_from, double_wage_to, paid_days_per_month
):
    """The second wage for one month; part months by working days."""
    outside = any_of(pay_month > double_wage_to, month_end(pay_month) < double_wage_claimable_from)
    share = _share_of_month(
        double_wage_claimable_from, double_wage_to, pay_month, paid_days_per_month(at=pay_month)
    )
    return when(outside, lift(0), month_pay_for_double * share)


@cn.rule("employment", cites=[NO_CONTRACT, Art("SPC-II", "6")], unit=MONTHS)
def double_wage_months(double_wage_claimable_from, double_wage_to, paid_days_per_month):
    """Full months from the first to the last day of the second wage, and the rest in working
    days."""
    none = double_wage_claimable_from > double_wage_to
    months = months_of_service(double_wage_claimable_from, double_wage_to)
    rest_from = add_months(double_wage_claimable_from, months)
    rest = when(
        rest_from > double_wage_to,
        lift(0),
        holidays.workdays(rest_from, double_wage_to) / paid_days_per_month(at=double_wage_to),
    )
    return when(none, lift(0), months + min_of(rest, 1))


@cn.rule("employment", cites=[NO_CONTRACT], unit=MONTHS)
def months_of_pay_in_double_wage(pay_month, due, double_wage_claimable_from, double_wage_to):
    """Months of pay known in the period of the second wage."""
    inside = (pay_month <= double_wage_to) & (month_end(pay_month) >= double_wage_claimable_from)
    return count(inside & is_known(due))


@entitlement(
    "cn.double_wage.no_contract",
    cites=[
        Art("LCL", "10"),
        NO_CONTRACT,
        Art("LCL", "14", par=3),
        Art("LCL-IR", "5"),
        Art("LCL-IR", "6"),
        Art("LCL-IR", "7"),
        Art("SPC-II", "6"),
        Art("SPC-II", "7"),
        Art("SPC-II", "9"),
    ],
    limitation="file_double_wage_by",
    limitation_starts="double_wage_to",
    limitation_interrupted="interrupted_before_filing",
    rounding=HALF_UP_FEN,
)
def double_wage_no_contract(
    double_wage_from,
    double_wage_to,
    double_wage_months,
    double_wage_claimable_from,
    second_wage_of_month,
    months_of_pay_in_double_wage,
    agreed_wage,
    average_wage,
    worker_refused_contract,
    full_time,
    contract_written,
    contract_signed,
    start,
    over_age,
):
    """The second wage for work without a written contract, from the second to the twelfth month.

    By the pay of each month where all months are on record, else the agreed wage for the
    months.
    """
    calendar_months = months_of_service(
        month_start(double_wage_claimable_from), month_end(double_wage_to)
    )
    recorded = first_known(months_of_pay_in_double_wage, lift(0)) >= calendar_months
    flat = first_known(agreed_wage, average_wage) * double_wage_months
    in_time = contract_written & (contract_signed < add_months(start, 1))
    return owed(
        money(when(recorded, total(second_wage_of_month), flat)),
        unless={
            "part_time": first_known(~full_time, lift(False)),
            "past_retirement_age": over_age,
            "worker_refused_contract": stated(worker_refused_contract),
            "contract_in_time": in_time,
            "within_first_month": double_wage_from > double_wage_to,
            "second_wage_out_of_time": double_wage_claimable_from > double_wage_to,
        },
    )


@entitlement(
    "cn.double_wage.no_open_ended",
    cites=[Art("LCL", "14", par=2), NO_OPEN_ENDED, Art("LCL", "97", par=1), Art("SPC-II", "10")],
    **AFTER_END,
    rounding=HALF_UP_FEN,
)
def double_wage_no_open_ended(
    open_ended_due_from,
    open_ended_refused,
    last_day,
    agreed_wage,
    average_wage,
    interrupted_before_filing,
    paid_days_per_month,
):
    """The second wage from the day an open-ended contract was due and refused."""
    monthly = cn.reading("double_wage_limitation", "monthly")
    applied = cn.reading("limitation", "applied")
    first = when(
        monthly & applied,
        max_of(open_ended_due_from, add_months(interrupted_before_filing, -12)),
        open_ended_due_from,
    )
    months = months_of_service(first, last_day)
    rest_from = add_months(first, months)
    rest = when(
        rest_from > last_day,
        lift(0),
        holidays.workdays(rest_from, last_day) / paid_days_per_month(at=last_day),
    )
    amount = when(first > last_day, lift(0), months + min_of(rest, 1))
    return owed(
        money(first_known(agreed_wage, average_wage) * amount),
        unless={"open_ended_not_refused": ~stated(open_ended_refused)},
    )


@cn.rule("employment", cites=[Art("LCL", "10"), NO_CONTRACT, Art("SPC-I", "34")], unit="date")
def expired_wage_to(contract_end, last_day):
    """Last day of the second wage after an expired contract: eleven months, or the end before."""
    return min_of(add_months(contract_end, 12), last_day)


@entitlement(
    "cn.double_wage.expired_contract",
    cites=[
        Art("LCL", "10"),
        NO_CONTRACT,
        Art("SPC-I", "34"),
        Art("SPC-II", "8"),
        Art("SPC-II", "11"),
    ],
    rounding=HALF_UP_FEN,
    **AFTER_END | {"limitation": "file_after_end_by"},
)
def double_wage_expired_contract(
    worked_on_after_expiry,
    contract_end,
    expired_wage_to,
    interrupted_before_filing,
    agreed_wage,
    average_wage,
    filing_day,
    term_extended_by_law,
):
    """The second wage for work that went on after a contract ran out, from the second month.

    Many courts gave it until August 2025; since then work that goes on for more than a month
    counts as renewed on the same terms.
    """
    began = add_months(add_days(contract_end, 1), 1)
    monthly = cn.reading("double_wage_limitation", "monthly")
    in_time = max_of(began, add_months(interrupted_before_filing, -12))
    first = when(monthly & cn.reading("limitation", "applied"), in_time, began)
    months = when(first > expired_wage_to, lift(0), months_of_service(first, expired_wage_to))
    return owed(
        money(first_known(agreed_wage, average_wage) * months),
        unless={
            "not_worked_on": ~stated(worked_on_after_expiry),
            "term_extended_by_law": stated(term_extended_by_law),
            "treated_as_renewed": filing_day >= TREATED_AS_RENEWED,
        },
    )
