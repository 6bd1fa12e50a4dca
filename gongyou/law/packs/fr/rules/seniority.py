"""Seniority for the right and for the amount (Code du travail R1234-1; L1225-54)."""

from fractions import Fraction

from gongyou.law.engine import Art, add_days, case, first_known, months_between, total
from gongyou.law.packs.fr.pack import fr

DEDUCTED = (
    "non_occupational_sickness",
    "commuting_accident",
    "sabbatical",
    "business_creation_leave",
    "unpaid_leave",
    "strike",
    "disciplinary_layoff",
)
SENIORITY = [Art("CT", "R1234-1"), Art("CT", "L1225-54"), Art("CDTN")]


@fr.rule(
    "absences",
    cites=SENIORITY,
    unit="months",
    label={"en": "Months deducted", "zh-hans": "扣除的月数"},
)
def months_deducted(absence_kind, absence_months):
    """In full, by half for full-time parental leave, or not at all."""
    return case(
        (absence_kind.is_in(*DEDUCTED), absence_months),
        (absence_kind == "parental_leave_full_time", absence_months * Fraction(1, 2)),
        otherwise=0,
    )


@fr.rule(
    "employment",
    cites=SENIORITY,
    unit="months",
    label={"en": "Months of absence deducted", "zh-hans": "扣除的缺勤月数"},
)
def absence_deducted(months_deducted):
    """All deductions together."""
    return total(months_deducted)


def years_until(start, last, absence_deducted):
    """Complete months to the day after the last, less absences, in years."""
    return (months_between(start, add_days(last, 1)) - absence_deducted) / 12


@fr.rule(
    "employment",
    cites=SENIORITY,
    unit="years",
    label={"en": "Seniority for the amount", "zh-hans": "计算金额的工龄"},
)
def seniority(seniority_years, start, end, absence_deducted):
    """At the end of the contract, notice included."""
    return first_known(seniority_years, years_until(start, end, absence_deducted))


@fr.rule(
    "employment",
    cites=[Art("CT", "L1234-9"), *SENIORITY],
    unit="years",
    label={"en": "Seniority for the right", "zh-hans": "取得权利的工龄"},
)
def seniority_for_right(seniority_for_right_years, start, notified, absence_deducted):
    """On the day that the dismissal is notified."""
    return first_known(seniority_for_right_years, years_until(start, notified, absence_deducted))


@fr.entitlement(
    "fr.anciennete",
    unit="years",
    cites=SENIORITY,
    forum="court",
    in_total=False,
    zero="amount",
    label={"en": "Seniority", "zh-hans": "工龄"},
)
def anciennete(seniority):
    """Years as an exact fraction; the official tool does not stop at zero."""
    return seniority
