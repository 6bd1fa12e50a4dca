"""Precarity bonus at the end of a short contract (L1243-8, L1243-10, L1251-32, L1251-33)."""

from gongyou.law.engine import HALF_UP_CENT, Art, any_of, first_known, lift, owed
from gongyou.law.packs.fr.pack import fr

fr.reason(
    "no_precarity", "the law excludes the bonus in this situation", "法律在此情形下排除该津贴"
)
fr.reason("not_short_term", "only fixed-term and agency contracts give it", "仅定期或派遣合同适用")


@fr.rule(
    "employment",
    cites=[Art("CT", "L1243-10"), Art("CT", "L1251-33")],
    label={"en": "Excluded by law", "zh-hans": "法律排除"},
)
def precarity_excluded(
    ended_in_trial_period,
    permanent_hire_at_once,
    refused_permanent_job,
    refused_renewal,
    early_end_by_employee,
    grave_misconduct,
    serious_misconduct,
    force_majeure,
    training_assignment,
    refused_flexibility_clause,
    other_exclusion,
):
    """True if one of the situations that the law lists is stated."""
    situations = (ended_in_trial_period, permanent_hire_at_once, refused_permanent_job,
                  refused_renewal, early_end_by_employee, grave_misconduct, serious_misconduct,
                  force_majeure, training_assignment, refused_flexibility_clause,
                  other_exclusion)  # fmt: skip
    return any_of(*(first_known(s, lift(False)) for s in situations))


@fr.entitlement(
    "fr.prime_precarite",
    forum="court",
    rounding=HALF_UP_CENT,
    cites=[Art("CT", "L1243-8"), Art("CT", "L1251-32")],
    label={"en": "Precarity bonus", "zh-hans": "不稳定就业津贴"},
)
def prime_precarite(gross_pay_total, precarity_rate, on, contract, precarity_excluded):
    """Ten per cent of all gross pay."""
    return owed(gross_pay_total * precarity_rate(at=on), unless={
        "not_short_term": ~contract.is_in("cdd", "ctt"),
        "no_precarity": precarity_excluded,
    })  # fmt: skip
