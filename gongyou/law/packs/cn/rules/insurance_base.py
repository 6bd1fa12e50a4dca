"""The base of social insurance, and what each fund lacked a month."""

from __future__ import annotations

from datetime import date

from .kit import (
    HALF_UP_4,
    YUAN,
    Art,
    assumed,
    case,
    clamp,
    cn,
    first_known,
    is_known,
    lift,
    max_of,
    month_start,
    when,
)

NEVER = date(9999, 12, 1)
BASE = (Art("SIL", "12"), Art("SIL", "60"), Art("SI-Collect", "3"))


@cn.rule("pay", cites=BASE, unit=YUAN)
def insurance_reference_of_month(insurance_reference_wage, due):
    """The worker's own wage for insurance: last year's average, else the month's own pay."""
    return assumed(insurance_reference_wage, due)


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


def premium(lacking, rate):
    """A premium on what the base lacked, at a rate in per cent."""
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
    return premium(pension_base_lacking, rate)


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
    return premium(when(low_tier, fixed, lacking), rate)


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
    return premium(when(is_known(city_base), fixed, lacking), rate)


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
    return premium(lacking, rate)


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
    return premium(lacking, rate)


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
