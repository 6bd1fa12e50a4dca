"""Social-insurance arrears, late fees, lost unemployment benefit.

Collected by the authorities, not by arbitration: arrears are not added to the claim's total.
"""

from __future__ import annotations

from datetime import date

from .insurance_base import premium
from .kit import (
    AFTER_END,
    HALF_UP_4,
    HALF_UP_FEN,
    MONTHS,
    YEARS,
    YUAN,
    Art,
    add_months,
    assumed,
    band,
    by_years,
    cn,
    days_between,
    entitlement,
    first_known,
    floor,
    is_known,
    lift,
    max_of,
    min_of,
    money,
    month_end,
    months_of_service,
    owed,
    smallest,
    stated,
    total,
    when,
)

ADMINISTRATIVE = {"forum": "administrative", "in_total": False, "kind": "administrative"}
PAID_YEARS = (1, 5, 9, 10, 15, 20)
TWO_YEARS = 24
NEW_FEE = date(2011, 7, 1)


# --- arrears by fund ---------------------------------------------------------------------------


@cn.rule("employment", cites=[Art("SIL", "12"), Art("SIL", "63")], unit=YUAN, rounding=HALF_UP_FEN)
def pension_arrears_of_known_months(pension_arrears_of_month):
    """The months for which base and rate are in the tables; the others are not in this sum."""
    return total(
        first_known(pension_arrears_of_month, lift(0)), where=is_known(pension_arrears_of_month)
    )


@entitlement(
    "cn.si.arrears.pension",
    cites=[Art("SIL", "10"), Art("SIL", "12"), Art("SIL", "63")],
    details=["pension_arrears_of_known_months"],
    rounding=HALF_UP_FEN,
    **ADMINISTRATIVE,
)
def pension_arrears(pension_arrears_of_month):
    """Pension insurance not paid: the employer's part (养老保险欠缴)."""
    return money(total(pension_arrears_of_month))


@entitlement(
    "cn.si.arrears.medical",
    cites=[Art("SIL", "23"), Art("SIL", "63")],
    rounding=HALF_UP_FEN,
    **ADMINISTRATIVE,
)
def medical_arrears(medical_arrears_of_month):
    """Medical insurance not paid: the employer's part (医疗保险欠缴)."""
    return money(total(medical_arrears_of_month))


@entitlement(
    "cn.si.arrears.unemployment",
    cites=[Art("SIL", "44"), Art("SIL", "63")],
    rounding=HALF_UP_FEN,
    **ADMINISTRATIVE,
)
def unemployment_arrears(unemployment_arrears_of_month):
    """Unemployment insurance not paid: the employer's part (失业保险欠缴)."""
    return money(total(unemployment_arrears_of_month))


@entitlement(
    "cn.si.arrears.injury",
    cites=[Art("SIL", "33"), Art("SIL", "63")],
    rounding=HALF_UP_FEN,
    **ADMINISTRATIVE,
)
def injury_arrears(injury_arrears_of_month):
    """Injury insurance not paid (工伤保险欠缴)."""
    return money(total(injury_arrears_of_month))


@entitlement(
    "cn.si.arrears.maternity",
    cites=[Art("SIL", "53"), Art("SIL", "63")],
    rounding=HALF_UP_FEN,
    **ADMINISTRATIVE,
)
def maternity_arrears(maternity_arrears_of_month):
    """Maternity insurance not paid (生育保险欠缴)."""
    return money(total(maternity_arrears_of_month))


@cn.rule("employment", cites=[Art("Superv-R", "20")], unit="date")
def insurance_complained_on(insurance_complaint_on, event_kind, event_date, on):
    """The day of the complaint about insurance, or the day of the claim."""
    by_event = smallest(event_date, where=event_kind == "complaint_to_authority", none=on)
    return first_known(insurance_complaint_on, by_event)


@cn.rule("employment", cites=[Art("Superv-R", "20")], unit="date")
def insurance_recent_since(insurance_complained_on, supervision_limit_years):
    """Two years before the complaint."""
    years = supervision_limit_years(at=insurance_complained_on)
    return add_months(insurance_complained_on, -(years * 12))


@cn.rule("employment", cites=[Art("Superv-R", "20")], unit=YUAN, rounding=HALF_UP_FEN)
def insurance_arrears_recent(insurance_principal_of_month, pay_month, insurance_recent_since):
    """Arrears of the two years before the complaint, which no authority can refuse as too old."""
    recent = month_end(pay_month) >= insurance_recent_since
    return total(insurance_principal_of_month, where=recent)


@cn.rule(
    "employment", cites=[Art("Superv-R", "20"), Art("SIL", "63")], unit=YUAN, rounding=HALF_UP_FEN
)
def insurance_arrears_older(insurance_principal_of_month, pay_month, insurance_recent_since):
    """Older arrears: some authorities refuse them, others hold that non-payment goes on."""
    older = month_end(pay_month) < insurance_recent_since
    return total(insurance_principal_of_month, where=older)


@cn.rule("employment", cites=[Art("SIL", "10"), Art("SIL", "60")], unit=YUAN, rounding=HALF_UP_FEN)
def insurance_worker_part(pension_base_lacking, place, pay_month, insurance_rate_worker):
    """The worker's own pension part, which the worker pays when arrears are made good."""
    rate = insurance_rate_worker(place, "pension", at=pay_month)
    return total(premium(pension_base_lacking, rate))


@entitlement(
    "cn.si.arrears",
    cites=[
        Art("SIL", "10"),
        Art("SIL", "58"),
        Art("SIL", "60"),
        Art("SIL", "62"),
        Art("SIL", "63"),
        Art("SIL", "84"),
        Art("SIL", "86"),
        Art("SI-Collect", "3"),
        Art("Superv-R", "20"),
    ],
    details=["insurance_arrears_recent", "insurance_arrears_older", "insurance_worker_part"],
    rounding=HALF_UP_FEN,
    **ADMINISTRATIVE,
)
def insurance_arrears(insurance_principal_of_month):
    """Social insurance not paid (社会保险欠缴): the employer's part of all five funds."""
    return money(total(insurance_principal_of_month))


# --- late fee ----------------------------------------------------------------------------------


def _fee(principal, due, paid, rate):
    """Simple late fee by the day: the old rate until June 2011, the new one after."""
    new_rate = rate(at=NEW_FEE)
    new = max_of(days_between(due, paid), 0) * new_rate
    old_days = max_of(days_between(due, min_of(paid, NEW_FEE)), 0)
    new_days = max_of(days_between(lift(NEW_FEE), paid), 0)
    both = old_days * rate(at="2011-06-30") + new_days * new_rate
    fee = principal * when(due >= NEW_FEE, new, both)
    return when(cn.reading("late_fee_cap", "principal"), min_of(fee, principal), fee)


@cn.rule("employment", cites=[Art("SIL", "86")], unit="date")
def late_fee_until(insurance_paid_on, on):
    """The day until which the late fee runs: payment, or the day of the claim."""
    return first_known(insurance_paid_on, on)


@cn.rule("pay", cites=[Art("SIL", "86"), Art("SI-Collect", "13")], unit=YUAN)
def late_fee_of_month(
    insurance_principal_of_month, insurance_due_on, late_fee_until, pay_month, late_fee_per_day
):
    """Late fee on one month's arrears, from the day they were due."""
    due = assumed(insurance_due_on, add_months(pay_month, 1))
    fee = _fee(insurance_principal_of_month, due, late_fee_until, late_fee_per_day)
    return HALF_UP_4(fee)


@cn.rule("employment", cites=[Art("SIL", "86"), Art("SI-Collect", "13")], unit=YUAN)
def late_fee_on_stated_principal(
    insurance_principal, insurance_principal_due_on, late_fee_until, late_fee_per_day
):
    """Late fee on arrears told as one sum with the day they were due."""
    return _fee(insurance_principal, insurance_principal_due_on, late_fee_until, late_fee_per_day)


@entitlement(
    "cn.si.late_fee",
    cites=[Art("SIL", "86"), Art("SI-Collect", "13"), Art("Compulsion", "45", par=2)],
    rounding=HALF_UP_FEN,
    **ADMINISTRATIVE,
)
def insurance_late_fee(late_fee_of_month, late_fee_on_stated_principal, insurance_principal):
    """Late fee (滞纳金) of the employer on unpaid insurance; simple, by the day."""
    told = is_known(insurance_principal)
    return money(when(told, late_fee_on_stated_principal, total(late_fee_of_month)))


# --- unemployment benefit lost -----------------------------------------------------------------


@cn.rule("employment", cites=[Art("SIL", "46")], unit=YEARS)
def insured_years(contribution_years, counted_from, last_day):
    """Years of unemployment insurance that were due, as told or by the service here."""
    return first_known(contribution_years, months_of_service(counted_from, last_day) / 12)


@cn.rule("employment", cites=[Art("SIL", "46"), Art("GD-Unemp", "17")], unit=MONTHS)
def unemployment_benefit_months(
    insured_years,
    last_day,
    place,
    unemployment_months,
    unemployment_benefit_first_years,
    unemployment_benefit_half_year_months,
    unemployment_benefit_total_max_months,
    unemployment_benefit_months_a_year,
):
    """Months of unemployment benefit: as told, or as the province counts them.

    Guangdong: one a full year for the first years, then one a full half-year. Fujian and Shanghai:
    two a full year. Never more than two years.
    """
    first = unemployment_benefit_first_years(place, at=last_day)
    more = floor(max_of(insured_years - first, 0) * 2)
    extra = more * unemployment_benefit_half_year_months(place, at=last_day)
    most = unemployment_benefit_total_max_months(place, at=last_day)
    stepped = min_of(floor(min_of(insured_years, first)) + extra, most)
    by_year = min_of(
        floor(insured_years) * unemployment_benefit_months_a_year(place, at=last_day), TWO_YEARS
    )
    found = first_known(unemployment_months, stepped, by_year)
    return when(is_known(found), found, unemployment_months)


@cn.rule("employment", cites=[Art("SIL", "46")], unit=MONTHS)
def most_unemployment_months(insured_years, unemployment_benefit_max_months, last_day):
    """The most months that the national law allows for the years paid; none under one year."""
    at = max_of(last_day, NEW_FEE)
    klass = band(insured_years, [(5, "1"), (10, "5")], "10")
    return when(insured_years < 1, lift(0), unemployment_benefit_max_months(klass, at=at))


@cn.rule("employment", cites=[Art("SIL", "46"), Art("SIL", "47"), Art("GD-Unemp", "19")], unit=YUAN)
def unemployment_benefit_a_month(
    unemployment_monthly,
    unemployment_benefit_fraction,
    unemployment_benefit_month,
    insured_years,
    minimum_wage_at_end,
    place,
    last_day,
):
    """Unemployment benefit a month: as told, by amount, or as a share of the minimum wage."""
    fraction, table = unemployment_benefit_fraction, unemployment_benefit_month
    share = first_known(
        fraction(place, "", at=last_day),
        by_years(fraction, place, insured_years, PAID_YEARS, last_day),
    )
    amount = by_years(table, place, insured_years, PAID_YEARS, last_day)
    found = first_known(unemployment_monthly, amount, minimum_wage_at_end * share)
    return when(is_known(found), found, unemployment_monthly)


@cn.rule("employment", cites=[Art("SIL", "46")], unit=YUAN, rounding=HALF_UP_FEN)
def lost_benefit_at_most(
    unemployment_benefit_a_month,
    most_unemployment_months,
    unemployment_benefit_loss_multiple,
    place,
    last_day,
):
    """The most that was lost while the months of the province are not known."""
    times = first_known(unemployment_benefit_loss_multiple(place, at=last_day), lift(1))
    return unemployment_benefit_a_month * most_unemployment_months * times


@entitlement(
    "cn.si.lost_unemployment_benefit",
    cites=[
        Art("SIL", "45"),
        Art("SIL", "46"),
        Art("GD-Unemp", "17"),
        Art("GD-Unemp", "19"),
    ],
    details=["most_unemployment_months", "lost_benefit_at_most"],
    excludes=["cn.si.arrears.unemployment"],
    rounding=HALF_UP_FEN,
    **AFTER_END,
)
def lost_unemployment_benefit(
    unemployment_benefit_months,
    unemployment_benefit_a_month,
    unemployment_benefit_loss_multiple,
    place,
    last_day,
    end_kind,
    not_insured,
    insurance_lost,
    still_employed,
):
    """Unemployment benefit lost because no insurance was paid and it cannot be made good."""
    times = first_known(unemployment_benefit_loss_multiple(place, at=last_day), lift(1))
    return owed(
        money(unemployment_benefit_a_month * unemployment_benefit_months * times),
        unless={
            "still_employed": still_employed,
            "insurance_can_be_made_good": ~(stated(not_insured) | stated(insurance_lost)),
            "left_voluntarily": end_kind.is_in("resigned", "agreed_by_worker", "retired", "died"),
        },
    )
