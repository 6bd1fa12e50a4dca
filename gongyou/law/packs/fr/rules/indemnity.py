"""Legal indemnity on dismissal and on negotiated termination (L1234-9, R1234-2, L1237-13)."""

from gongyou.law.engine import (
    HALF_UP_CENT,
    Art,
    first_known,
    is_known,
    lift,
    max_of,
    min_of,
    owed,
    when,
)
from gongyou.law.packs.fr.pack import fr

RATE = [Art("CT", "R1234-2")]
fr.reason(
    "not_dismissed", "the contract ended by agreement, not by dismissal", "协商解除，并非解雇"
)
fr.reason(
    "not_negotiated", "the contract ended by dismissal, not by agreement", "属解雇，并非协商解除"
)
fr.reason("not_permanent", "only permanent contracts give this indemnity", "仅长期合同适用")
fr.reason("serious_misconduct", "dismissal for grave or gross misconduct", "因严重过错解雇")
fr.reason("too_little_seniority", "seniority too short on the day of notification",
          "通知解雇之日工龄不足")  # fmt: skip


@fr.rule(
    "employment",
    cites=RATE,
    label={"en": "Day that chooses the law", "zh-hans": "确定适用法律的日期"},
)
def law_date(notified, signed):
    """The notification of the dismissal, or the signature of the agreement."""
    return first_known(notified, signed)


@fr.rule(
    "employment", cites=RATE, unit="months", label={"en": "Months of salary", "zh-hans": "应付月数"}
)
def months_owed(seniority, indemnity_rate_first_ten, indemnity_rate_beyond_ten, law_date):
    """A rate a year for ten years, another beyond."""
    first = indemnity_rate_first_ten(at=law_date) * min_of(seniority, 10)
    return first + indemnity_rate_beyond_ten(at=law_date) * max_of(seniority - 10, 0)


@fr.rule(
    "employment",
    cites=RATE,
    unit="EUR",
    rounding=HALF_UP_CENT,
    label={"en": "Legal indemnity", "zh-hans": "法定补偿"},
)
def indemnity(months_owed, salary_counted):
    """Months of the reference salary, rounded once."""
    return max_of(months_owed * salary_counted, 0)


@fr.entitlement(
    "fr.indemnite_legale_licenciement",
    forum="court",
    cites=[Art("CT", "L1234-9"), Art("CT", "L1226-14"), *RATE],
    excludes=["fr.indemnite_rupture_conventionnelle"],
    label={"en": "Legal dismissal indemnity", "zh-hans": "法定解雇补偿"},
)
def indemnite_legale(
    indemnity,
    contract,
    serious_misconduct,
    occupational_unfitness,
    seniority_for_right,
    minimum_seniority_months,
    law_date,
    notified,
    signed,
):
    """From eight months of service; doubled, after rounding, for occupational unfitness."""
    unfit = first_known(occupational_unfitness, lift(False))
    short = seniority_for_right * 12 < minimum_seniority_months(at=law_date)
    return owed(when(unfit, indemnity * 2, indemnity), unless={
        "not_dismissed": is_known(signed) & ~is_known(notified),
        "not_permanent": first_known(contract, lift("cdi")) != "cdi",
        "serious_misconduct": first_known(serious_misconduct, lift(False)),
        "too_little_seniority": ~unfit & short,
    })  # fmt: skip


@fr.entitlement(
    "fr.indemnite_rupture_conventionnelle",
    forum="court",
    cites=[Art("CT", "L1237-13"), *RATE],
    label={"en": "Indemnity on negotiated termination", "zh-hans": "协商解除补偿"},
)
def indemnite_rupture(indemnity, notified, signed):
    """At least the legal indemnity, without the eight months."""
    negotiated = is_known(signed) | ~is_known(notified)
    return owed(indemnity, unless={"not_negotiated": ~negotiated})
