"""Social-insurance and housing-fund arrears, late fees, lost unemployment benefit.

Collected by the authorities, not by arbitration: nothing here is added to the claim's total.
"""

from __future__ import annotations

from datetime import date

from .kit import (
    AFTER_END,
    HALF_UP_4,
    HALF_UP_FEN,
    MONTHS,
    YUAN,
    Art,
    add_months,
    assumed,
    case,
    clamp,
    cn,
    days_between,
    first_known,
    floor,
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

ADMINISTRATIVE = {"forum": "administrative", "in_total": False, "kind": "administrative"}
NEW_FEE = date(2011, 7, 1)
NEVER = date(9999, 12, 1)
BASE = (Art("SIL", "12"), Art("SIL", "60"), Art("SI-Collect", "3"))


# --- base and arrears of a month ---------------------------------------------------------------


@cn.rule("pay", cites=BASE, unit=YUAN)
def insurance_reference_of_month(insurance_reference_wage, due):
    """The worker's own wage for insurance: last year's average, else the month's own pay."""
    return first_known(insurance_reference_wage, due)


@cn.rule("pay", cites=BASE, unit=YUAN)
def insurance_base_paid_on(si_base_paid, insured_since, pay_month):
    """The base on which insurance was paid that month; none before the worker was insured."""
    return first_known(si_base_paid, when(pay_month < insured_since, lift(0), si_base_paid))


@cn.rule("employment", cites=[Art("SIL", "58")], unit="date")
def insured_since(insured_from, not_insured):
    """The month from which the worker was insured by this employer, if ever."""
    never = first_known(not_insured, lift(False))
    return when(never, lift(NEVER), month_start(insured_from))


def _rate(fund: str, rate, place, month, variants=()):
    """The rate of a fund; where the city splits it, that of the worker's own case."""
    plain = rate(place, fund, at=month)
    if not variants:
        return plain
    split = case(
        *((condition, rate(place, f"{fund}:{name}", at=month)) for condition, name in variants),
        otherwise=plain,
    )
    return first_known(plain, split)


def _lacking(fund: str, reference, paid, place, month, floor_figure, ceiling_figure):
    """What the base that was paid on lacked to the lawful base."""
    least, most = floor_figure(place, fund, at=month), ceiling_figure(place, fund, at=month)
    return max_of(clamp(reference, least, most) - paid, 0)


def _premium(lacking, rate):
    return HALF_UP_4(lacking * rate / 100)


@cn.rule("pay", cites=[Art("SIL", "12"), Art("SIL", "60")], unit=YUAN)
def pension_base_lacking(
    insurance_reference_of_month,
    insurance_base_paid_on,
    place,
    pay_month,
    insurance_base_floor,
    insurance_base_ceiling,
):
    """What the month's pension base lacked to the lawful base."""
    return _lacking(
        "pension",
        insurance_reference_of_month,
        insurance_base_paid_on,
        place,
        pay_month,
        insurance_base_floor,
        insurance_base_ceiling,
    )


@cn.rule("pay", cites=[Art("SIL", "10"), Art("SIL", "12"), Art("SIL", "63")], unit=YUAN)
def pension_arrears_of_month(
    pension_base_lacking, place, pay_month, local_household, insurance_rate_employer
):
    """Pension: the employer's part that was not paid."""
    variants = [(local_household, "local"), (~local_household, "nonlocal")]
    rate = _rate("pension", insurance_rate_employer, place, pay_month, variants)
    return _premium(pension_base_lacking, rate)


@cn.rule("pay", cites=[Art("SIL", "23"), Art("SIL", "63")], unit=YUAN)
def medical_arrears_of_month(
    insurance_reference_of_month,
    insurance_base_paid_on,
    place,
    pay_month,
    medical_tier,
    insurance_rate_employer,
    insurance_base_floor,
    insurance_base_ceiling,
    insurance_fixed_base,
):
    """Medical insurance: the employer's part that was not paid."""
    variants = [(medical_tier == tier, f"tier{tier}") for tier in ("1", "2", "3")]
    rate = _rate("medical", insurance_rate_employer, place, pay_month, variants)
    lacking = _lacking(
        "medical",
        insurance_reference_of_month,
        insurance_base_paid_on,
        place,
        pay_month,
        insurance_base_floor,
        insurance_base_ceiling,
    )
    low_tier = first_known(medical_tier.is_in("2", "3"), lift(False))
    klass = when(medical_tier == "2", lift("medical:tier2"), lift("medical:tier3"))
    city_base = insurance_fixed_base(place, klass, at=pay_month)
    fixed = when(insurance_base_paid_on > 0, lift(0), city_base)
    return _premium(when(low_tier, fixed, lacking), rate)


@cn.rule("pay", cites=[Art("SIL", "44"), Art("SIL", "63")], unit=YUAN)
def unemployment_arrears_of_month(
    insurance_reference_of_month,
    insurance_base_paid_on,
    place,
    pay_month,
    unemployment_rate_class,
    insurance_rate_employer,
    insurance_base_floor,
    insurance_base_ceiling,
    insurance_fixed_base,
):
    """Unemployment insurance: the employer's part that was not paid."""
    variants = [(unemployment_rate_class == name, name) for name in ("lowest", "highest")]
    rate = _rate("unemployment", insurance_rate_employer, place, pay_month, variants)
    lacking = _lacking(
        "unemployment",
        insurance_reference_of_month,
        insurance_base_paid_on,
        place,
        pay_month,
        insurance_base_floor,
        insurance_base_ceiling,
    )
    city_base = insurance_fixed_base(place, "unemployment", at=pay_month)
    fixed = when(insurance_base_paid_on > 0, lift(0), city_base)
    return _premium(when(is_known(city_base), fixed, lacking), rate)


@cn.rule("pay", cites=[Art("SIL", "33"), Art("SIL", "63")], unit=YUAN)
def injury_arrears_of_month(
    insurance_reference_of_month,
    insurance_base_paid_on,
    place,
    pay_month,
    injury_rate_class,
    insurance_rate_employer,
    insurance_base_floor,
    insurance_base_ceiling,
):
    """Injury insurance: the premium that was not paid; the employer alone pays it."""
    names = ("lowest", "middle", "highest")
    variants = [(injury_rate_class == name, name) for name in names]
    rate = _rate("injury", insurance_rate_employer, place, pay_month, variants)
    lacking = _lacking(
        "injury",
        insurance_reference_of_month,
        insurance_base_paid_on,
        place,
        pay_month,
        insurance_base_floor,
        insurance_base_ceiling,
    )
    return _premium(lacking, rate)


@cn.rule("pay", cites=[Art("SIL", "53"), Art("SIL", "63")], unit=YUAN)
def maternity_arrears_of_month(
    insurance_reference_of_month,
    insurance_base_paid_on,
    place,
    pay_month,
    medical_tier,
    insurance_rate_employer,
    insurance_base_floor,
    insurance_base_ceiling,
):
    """Maternity insurance: the premium that was not paid; the employer alone pays it."""
    variants = [(medical_tier == tier, f"tier{tier}") for tier in ("1", "2")]
    rate = _rate("maternity", insurance_rate_employer, place, pay_month, variants)
    lacking = _lacking(
        "maternity",
        insurance_reference_of_month,
        insurance_base_paid_on,
        place,
        pay_month,
        insurance_base_floor,
        insurance_base_ceiling,
    )
    return _premium(lacking, rate)


@cn.rule("pay", cites=[Art("SIL", "63"), Art("SIL", "86")], unit=YUAN)
def insurance_principal_of_month(
    pension_arrears_of_month,
    medical_arrears_of_month,
    unemployment_arrears_of_month,
    injury_arrears_of_month,
    maternity_arrears_of_month,
):
    """The employer's part of all five insurances that was not paid for the month."""
    return (
        pension_arrears_of_month
        + medical_arrears_of_month
        + unemployment_arrears_of_month
        + injury_arrears_of_month
        + maternity_arrears_of_month
    )


# --- arrears by fund ---------------------------------------------------------------------------


@cn.rule("employment", cites=[Art("SIL", "12"), Art("SIL", "63")], unit=YUAN, rounding=HALF_UP_FEN)
def pension_arrears_of_known_months(pension_arrears_of_month):
    """The months for which base and rate are in the tables; the others are not in this sum."""
    return total(
        first_known(pension_arrears_of_month, lift(0)), where=is_known(pension_arrears_of_month)
    )


@cn.entitlement(
    "cn.si.arrears.pension",
    cites=[Art("SIL", "10"), Art("SIL", "12"), Art("SIL", "63")],
    details=["pension_arrears_of_known_months"],
    rounding=HALF_UP_FEN,
    **ADMINISTRATIVE,
)
def pension_arrears(pension_arrears_of_month):
    """Pension insurance not paid: the employer's part (养老保险欠缴)."""
    return money(total(pension_arrears_of_month))


@cn.entitlement(
    "cn.si.arrears.medical",
    cites=[Art("SIL", "23"), Art("SIL", "63")],
    rounding=HALF_UP_FEN,
    **ADMINISTRATIVE,
)
def medical_arrears(medical_arrears_of_month):
    """Medical insurance not paid: the employer's part (医疗保险欠缴)."""
    return money(total(medical_arrears_of_month))


@cn.entitlement(
    "cn.si.arrears.unemployment",
    cites=[Art("SIL", "44"), Art("SIL", "63")],
    rounding=HALF_UP_FEN,
    **ADMINISTRATIVE,
)
def unemployment_arrears(unemployment_arrears_of_month):
    """Unemployment insurance not paid: the employer's part (失业保险欠缴)."""
    return money(total(unemployment_arrears_of_month))


@cn.entitlement(
    "cn.si.arrears.injury",
    cites=[Art("SIL", "33"), Art("SIL", "63")],
    rounding=HALF_UP_FEN,
    **ADMINISTRATIVE,
)
def injury_arrears(injury_arrears_of_month):
    """Injury insurance not paid (工伤保险欠缴)."""
    return money(total(injury_arrears_of_month))


@cn.entitlement(
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
    return total(_premium(pension_base_lacking, rate))


@cn.entitlement(
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
    due = first_known(insurance_due_on, add_months(pay_month, 1))
    fee = _fee(insurance_principal_of_month, due, late_fee_until, late_fee_per_day)
    return HALF_UP_4(fee)


@cn.rule("employment", cites=[Art("SIL", "86"), Art("SI-Collect", "13")], unit=YUAN)
def late_fee_on_stated_principal(
    insurance_principal, insurance_principal_due_on, late_fee_until, late_fee_per_day
):
    """Late fee on arrears told as one sum with the day they were due."""
    return _fee(insurance_principal, insurance_principal_due_on, late_fee_until, late_fee_per_day)


@cn.entitlement(
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


@cn.rule("employment", cites=[Art("SIL", "46"), Art("GD-Unemp", "17")], unit=MONTHS)
def unemployment_benefit_months(
    contribution_years,
    counted_from,
    last_day,
    place,
    unemployment_benefit_first_years,
    unemployment_benefit_half_year_months,
    unemployment_benefit_total_max_months,
):
    """Months of unemployment benefit: one a full year for the first years, then one a full
    half-year."""
    years = first_known(contribution_years, months_of_service(counted_from, last_day) / 12)
    first = unemployment_benefit_first_years(place, at=last_day)
    more = floor(max_of(years - first, 0) * 2)
    extra = more * unemployment_benefit_half_year_months(place, at=last_day)
    most = unemployment_benefit_total_max_months(place, at=last_day)
    return min_of(floor(min_of(years, first)) + extra, most)


@cn.entitlement(
    "cn.si.lost_unemployment_benefit",
    cites=[
        Art("SIL", "45"),
        Art("SIL", "46"),
        Art("GD-Unemp", "17"),
        Art("GD-Unemp", "19"),
        Art("SPC-I", "1"),
    ],
    excludes=["cn.si.arrears.unemployment"],
    rounding=HALF_UP_FEN,
    **AFTER_END,
)
def lost_unemployment_benefit(
    unemployment_benefit_months,
    unemployment_benefit_fraction,
    minimum_wage_at_end,
    place,
    last_day,
    end_kind,
    not_insured,
    insurance_lost,
    still_employed,
    unemployment_monthly,
    unemployment_months,
):
    """Unemployment benefit lost because no insurance was paid and it cannot be made good."""
    local = minimum_wage_at_end * unemployment_benefit_fraction(place, at=last_day)
    monthly = first_known(unemployment_monthly, local)
    return owed(
        money(monthly * first_known(unemployment_months, unemployment_benefit_months)),
        unless={
            "still_employed": still_employed,
            "insurance_can_be_made_good": ~(stated(not_insured) | stated(insurance_lost)),
            "left_voluntarily": end_kind.is_in("resigned", "agreed_by_worker", "retired", "died"),
        },
    )


# --- housing fund ------------------------------------------------------------------------------


@cn.rule("pay", cites=[Art("HF-R", "16"), Art("HF-R", "18")], unit=YUAN)
def housing_fund_base_of_month(
    insurance_reference_of_month,
    minimum_wage_of_month,
    place,
    pay_month,
    housing_fund_base_ceiling,
    housing_fund_base_floor,
):
    """Base of the housing fund: last year's average wage, between the floor and the ceiling.

    The ceiling is three times the city's average, so it cannot lie below three times the
    minimum wage; where the tables lack it, lower wages need no comparison.
    """
    least = first_known(housing_fund_base_floor(place, at=pay_month), minimum_wage_of_month)
    most = housing_fund_base_ceiling(place, at=pay_month)
    base = max_of(insurance_reference_of_month, least)
    low = first_known(base <= minimum_wage_of_month * 3, lift(False))
    return case((is_known(most), min_of(base, most)), (low, base), otherwise=min_of(base, most))


@cn.rule("employment", cites=[Art("HF-R", "18")], unit="percent")
def housing_fund_percent(housing_fund_rate, housing_fund_rate_min, last_day):
    """The employer's rate; if not told, the least that the law allows."""
    return assumed(housing_fund_rate, housing_fund_rate_min(at=max_of(last_day, "2002-03-24")))


@cn.rule("employment", cites=[Art("HF-R", "17")], unit="date")
def housing_fund_due_from(counted_from):
    """First month of the housing fund: the second month of a new worker."""
    return add_months(month_start(counted_from), 1)


@cn.rule("pay", cites=[Art("HF-R", "17"), Art("HF-R", "18")], unit=YUAN)
def housing_fund_arrears_of_month(
    housing_fund_base_of_month,
    housing_fund_percent,
    housing_fund_personal,
    housing_fund_never_paid,
    housing_fund_due_from,
    pay_month,
):
    """The employer's part that was not paid; each side pays the same."""
    never = when(housing_fund_never_paid, lift(0), housing_fund_personal)
    paid = first_known(housing_fund_personal, never)
    owing = max_of(_premium(housing_fund_base_of_month, housing_fund_percent) - paid, 0)
    return when(pay_month < housing_fund_due_from, lift(0), owing)


@cn.entitlement(
    "cn.hf.arrears",
    cites=[
        Art("HF-R", "15"),
        Art("HF-R", "16"),
        Art("HF-R", "18"),
        Art("HF-R", "20"),
        Art("HF-R", "37"),
        Art("HF-R", "38"),
    ],
    rounding=HALF_UP_FEN,
    **ADMINISTRATIVE,
)
def housing_fund_arrears(housing_fund_arrears_of_month):
    """Housing fund not paid (住房公积金欠缴): the employer's part; at least five per cent."""
    return money(total(housing_fund_arrears_of_month))
