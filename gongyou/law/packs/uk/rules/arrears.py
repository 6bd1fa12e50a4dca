"""Underpayment of the minimum wage, arrears at today's rate, penalty (NMWA 1998, ss. 17, 19A)."""

from gongyou.law.engine import HALF_UP_CENT, Art, clamp, max_of, when
from gongyou.law.packs.uk.pack import uk
from gongyou.law.packs.uk.rules.minimum_wage import rate_of


@uk.rule(
    "employment",
    cites=[Art("NMWA", "17", par=2)],
    unit="GBP",
    rounding=HALF_UP_CENT,
    label={"en": "Minimum pay of the period", "zh-hans": "本期最低应付工资"},
)
def minimum_pay(minimum_rate, hours_counted):
    """The rate times the hours."""
    return minimum_rate * hours_counted


@uk.entitlement(
    "uk.nmw.entitlement",
    forum="tribunal",
    in_total=False,
    rounding=HALF_UP_CENT,
    cites=[Art("NMWA", "17", par=2)],
    label={"en": "Minimum pay of the period", "zh-hans": "本期最低应付工资"},
)
def nmw_entitlement(minimum_pay):
    """Pounds for the pay reference period."""
    return minimum_pay


@uk.rule(
    "employment",
    cites=[Art("NMWA", "17", par=2)],
    unit="GBP",
    label={"en": "Underpayment", "zh-hans": "欠付差额"},
)
def underpayment(minimum_pay, total_nmw_pay):
    """What the pay falls short of the minimum."""
    return max_of(minimum_pay - total_nmw_pay, 0)


@uk.entitlement(
    "uk.nmw.underpayment",
    forum="tribunal",
    in_total=False,
    rounding=HALF_UP_CENT,
    cites=[Art("NMWA", "17", par=2)],
    details=["total_nmw_pay"],
    label={"en": "Underpayment of the minimum wage", "zh-hans": "最低工资欠付差额"},
)
def nmw_underpayment(underpayment):
    """Pounds for the pay reference period."""
    return underpayment


@uk.rule(
    "employment",
    cites=[Art("NMWA", "17", par=4)],
    unit="GBP/hour",
    label={"en": "Rate on the day of assessment", "zh-hans": "核定日的费率"},
)
def rate_at_assessment(
    rate_band,
    assessment_date,
    nmw_apprentice,
    nmw_youngest,
    nmw_18,
    nmw_adult,
    national_living_wage,
):
    """The rate now of the band that the worker was in then."""
    return rate_of(rate_band, assessment_date, nmw_apprentice, nmw_youngest, nmw_18, nmw_adult,
                   national_living_wage)  # fmt: skip


@uk.entitlement(
    "uk.nmw.arrears",
    forum="tribunal",
    rounding=HALF_UP_CENT,
    cites=[Art("NMWA", "17")],
    details=["underpayment"],
    label={"en": "Arrears of the minimum wage", "zh-hans": "最低工资补付额"},
)
def nmw_arrears(underpayment, minimum_rate, rate_at_assessment):
    """The underpayment, or the underpaid hours at the rate of the assessment, if more."""
    return max_of(underpayment, underpayment / minimum_rate * rate_at_assessment)


@uk.entitlement(
    "uk.nmw.penalty",
    forum="administrative",
    in_total=False,
    rounding=HALF_UP_CENT,
    cites=[Art("NMWA", "19A")],
    label={"en": "Penalty on the employer", "zh-hans": "对雇主的罚款"},
)
def nmw_penalty(
    arrears_owed,
    rate_date,
    on,
    paid_within_14_days,
    nmw_penalty_fraction,
    nmw_penalty_minimum,
    nmw_penalty_maximum,
    nmw_prompt_payment_fraction,
):
    """A share of the arrears by the start of the period, bounded, halved if paid at once."""
    share = arrears_owed * nmw_penalty_fraction(at=rate_date)
    bounded = clamp(share, nmw_penalty_minimum(at=on), nmw_penalty_maximum(at=rate_date))
    return when(paid_within_14_days, bounded * nmw_prompt_payment_fraction(at=on), bounded)
