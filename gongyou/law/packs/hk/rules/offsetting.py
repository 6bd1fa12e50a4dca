"""Offsetting of MPF benefits and the subsidy after its abolition."""

from gongyou.law.engine import HALF_UP_CENT, Art, as_text, first_known, max_of, min_of, when
from gongyou.law.packs.hk.pack import hk

OFFSETTING = [Art("EO", "31I"), Art("EO", "31IA"), Art("OFFSET")]


@hk.rule(
    "employment",
    cites=OFFSETTING,
    unit="HKD",
    label={"en": "Left of the part before the transition", "zh-hans": "转制日前部分余额"},
)
def left_of_pre(pre_transition_payment, employer_mandatory_contributions):
    """Mandatory contributions are set only against the part before 1 May 2025."""
    return pre_transition_payment - min_of(pre_transition_payment, employer_mandatory_contributions)


@hk.rule(
    "employment",
    cites=OFFSETTING,
    unit="HKD",
    rounding=HALF_UP_CENT,
    label={"en": "Still paid in cash", "zh-hans": "仍须以现金支付"},
)
def cash_after_offset(left_of_pre, post_transition_payment, gratuities_and_voluntary):
    """Voluntary contributions and gratuities are set against both parts."""
    return max_of(left_of_pre + post_transition_payment - gratuities_and_voluntary, 0)


@hk.rule("employment", cites=OFFSETTING, unit="HKD", label={"en": "Offset", "zh-hans": "抵销额"})
def offset(pre_transition_payment, post_transition_payment, cash_after_offset):
    """What the employer need not pay in cash."""
    return pre_transition_payment + post_transition_payment - cash_after_offset


@hk.entitlement(
    "hk.mpf.offset",
    cites=OFFSETTING,
    forum="labour_tribunal",
    in_total=False,
    zero="amount",
    rounding=HALF_UP_CENT,
    details=["offset"],
    label={"en": "Payment left after offsetting", "zh-hans": "抵销后应付金额"},
)
def payment_after_offset(cash_after_offset):
    """Cash that the employer still pays."""
    return cash_after_offset


@hk.rule(
    "employment",
    cites=[Art("LD")],
    unit="HKD",
    rounding=HALF_UP_CENT,
    label={"en": "Employer's share", "zh-hans": "雇主分担"},
)
def employer_share(
    post_transition_payment,
    year_after_abolition,
    within_500000_threshold,
    on,
    gss_share_within,
    gss_share_beyond,
    gss_cap_within,
):
    """A share by the year after the abolition, within or beyond the first 500,000 of the year."""
    year = as_text(year_after_abolition)
    beyond = gss_share_beyond(year, at=on) * post_transition_payment
    within = gss_share_within(year, at=on) * post_transition_payment
    capped = min_of(within, first_known(gss_cap_within(year, at=on), within))
    return when(within_500000_threshold, capped, beyond)


@hk.rule(
    "employment",
    cites=[Art("LD")],
    unit="HKD",
    label={"en": "Government's share", "zh-hans": "政府分担"},
)
def government_share(post_transition_payment, employer_share):
    """The rest."""
    return post_transition_payment - employer_share


@hk.entitlement(
    "hk.gss.employer_share",
    cites=[Art("LD")],
    forum="administrative",
    in_total=False,
    zero="amount",
    details=["government_share"],
    rounding=HALF_UP_CENT,
    label={"en": "Employer's share under the subsidy scheme", "zh-hans": "资助计划下雇主分担额"},
)
def subsidy_employer_share(employer_share):
    """What the employer bears of the payment for service from 1 May 2025."""
    return employer_share
