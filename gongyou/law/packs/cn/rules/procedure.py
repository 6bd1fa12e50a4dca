"""Procedure: deadlines of arbitration and court, final awards, groups, bargaining."""

from __future__ import annotations

from datetime import date

from .kit import (
    FIGURE,
    HALF_UP_FEN,
    PEOPLE,
    YUAN,
    Art,
    add_days,
    add_years,
    cn,
    days_between,
    entitlement,
    first_known,
    holidays,
    is_known,
    max_of,
    owed,
    when,
)
from .minimum_wage import minimum_of

LDMAL = date(2008, 5, 1)
RULES = date(2017, 7, 1)
CPL = date(2024, 1, 1)
DEADLINE = {"unit": "date", "forum": "none", "in_total": False, "kind": "deadline"}
ENDS_ON_WORKDAY = (Art("CC", "201"), Art("CC", "203"), Art("Arb-Rules", "80"))


def _ends(day):
    """A period whose last day is a rest day ends on the next working day."""
    return holidays.next_workday(day)


@entitlement("cn.arbitration.accept_by", cites=[Art("LDMAL", "29"), *ENDS_ON_WORKDAY], **DEADLINE)
def accept_by(filed_on, arbitration_acceptance_working_days):
    """Day by which the commission must accept or refuse (受理期限): five working days."""
    days = arbitration_acceptance_working_days(at=filed_on)
    return owed(holidays.add_workdays(filed_on, days), unless={"not_filed": ~is_known(filed_on)})


@entitlement("cn.arbitration.serve_by", cites=[Art("LDMAL", "30"), *ENDS_ON_WORKDAY], **DEADLINE)
def serve_by(accepted_on, service_on_employer_working_days):
    """Day by which the employer must have the application: five working days."""
    days = service_on_employer_working_days(at=accepted_on)
    served = holidays.add_workdays(accepted_on, days)
    return owed(served, unless={"not_accepted": ~is_known(accepted_on)})


@entitlement(
    "cn.arbitration.deadlines",
    cites=[Art("LDMAL", "43"), *ENDS_ON_WORKDAY],
    details=["award_by_with_extension"],
    **DEADLINE,
)
def award_by(accepted_on, award_days):
    """Day by which the award is due (裁决期限): 45 days; after it the worker may sue."""
    day = _ends(add_days(accepted_on, award_days(at=accepted_on)))
    return owed(day, unless={"not_accepted": ~is_known(accepted_on)})


@cn.rule("employment", cites=[Art("LDMAL", "43"), *ENDS_ON_WORKDAY], unit="date")
def award_by_with_extension(accepted_on, award_days, award_extension_days):
    """Day by which the award is due in a complex case: 15 days more."""
    days = award_days(at=accepted_on) + award_extension_days(at=accepted_on)
    return _ends(add_days(accepted_on, days))


@entitlement(
    "cn.court.sue_by", cites=[Art("LDMAL", "48"), Art("LDMAL", "50"), *ENDS_ON_WORKDAY], **DEADLINE
)
def sue_by(award_received_on, sue_after_award_days):
    """Last day to sue after the award (起诉期限): 15 days from receipt."""
    day = _ends(add_days(award_received_on, sue_after_award_days(at=award_received_on)))
    return owed(day, unless={"no_award": ~is_known(award_received_on)})


@entitlement(
    "cn.court.set_aside_by",
    cites=[Art("LDMAL", "49"), Art("SPC-I", "21"), *ENDS_ON_WORKDAY],
    **DEADLINE,
)
def set_aside_by(award_received_on, award_is_final, set_aside_days):
    """Last day for the employer to ask the court to set a final award aside: 30 days."""
    day = _ends(add_days(award_received_on, set_aside_days(at=award_received_on)))
    return owed(
        day, unless={"no_award": ~is_known(award_received_on), "award_not_final": ~award_is_final}
    )


@entitlement("cn.court.appeal_by", cites=[Art("CPL", "171"), *ENDS_ON_WORKDAY], **DEADLINE)
def appeal_by(judgment_received_on, appeal_days):
    """Last day to appeal (上诉期限): 15 days from service of the judgment."""
    day = _ends(add_days(judgment_received_on, appeal_days(at=max_of(judgment_received_on, CPL))))
    return owed(day, unless={"no_judgment": ~is_known(judgment_received_on)})


@entitlement("cn.court.enforce_by", cites=[Art("CPL", "250")], **DEADLINE)
def enforce_by(payment_due_on, enforcement_years):
    """Last day to ask for enforcement (申请执行期限): two years."""
    day = add_years(payment_due_on, enforcement_years(at=max_of(payment_due_on, CPL)))
    return owed(day, unless={"no_judgment": ~is_known(payment_due_on)})


@entitlement("cn.mediation.review_by", cites=[Art("Arb-Rules", "74"), *ENDS_ON_WORKDAY], **DEADLINE)
def review_by(mediation_made_on, mediation_review_days):
    """Last day to ask jointly for review of a mediation agreement: 15 days."""
    day = _ends(
        add_days(mediation_made_on, mediation_review_days(at=max_of(mediation_made_on, RULES)))
    )
    return owed(day, unless={"no_mediation": ~is_known(mediation_made_on)})


@entitlement(
    "cn.enforcement.delay_interest",
    cites=[Art("CPL", "264"), Art("SPC-2014-8", "1")],
    forum="court",
    rounding=HALF_UP_FEN,
)
def delay_interest(judgment_principal, payment_due_on, on, judgment_delay_interest_per_day):
    """Double interest for late payment of a judgment (迟延履行加倍利息)."""
    days = max_of(days_between(payment_due_on, on), 0)
    rate = judgment_delay_interest_per_day(at=payment_due_on)
    return owed(
        judgment_principal * rate * days, unless={"no_judgment": ~is_known(judgment_principal)}
    )


# --- final awards ------------------------------------------------------------------------------


@entitlement(
    "cn.final_award.limit",
    cites=[Art("LDMAL", "47"), Art("Arb-Rules", "50"), Art("SPC-I", "19")],
    unit=YUAN,
    **FIGURE,
)
def final_award_limit(
    local_minimum_wage,
    local_minimum_wage_from,
    local_minimum_wage_until,
    local_minimum_wage_class,
    minimum_wage_month,
    minimum_wage_class_month,
    minimum_wage_class,
    place,
    final_award_multiple,
    filing_day,
):
    """Up to this amount an item is final for the employer (终局裁决限额): twelve times the
    monthly minimum wage."""
    monthly = minimum_of(
        local_minimum_wage,
        local_minimum_wage_from,
        local_minimum_wage_until,
        minimum_wage_month,
        minimum_wage_class_month,
        first_known(local_minimum_wage_class, minimum_wage_class(place, at=filing_day)),
        place,
        filing_day,
    )
    return monthly * final_award_multiple(at=max_of(filing_day, LDMAL))


def _final(amount, limit):
    return (amount > 0) & (amount <= limit)


@cn.rule("employment", cites=[Art("LDMAL", "47")])
def severance_award_is_final(severance, final_award_limit):
    """Whether an award of the severance would be final."""
    return _final(severance, final_award_limit)


@cn.rule("employment", cites=[Art("LDMAL", "47"), Art("Arb-Rules", "50")])
def unlawful_termination_award_is_final(unlawful_termination, final_award_limit):
    """Whether an award of the compensation for unlawful ending would be final."""
    return _final(unlawful_termination, final_award_limit)


@cn.rule("employment", cites=[Art("LDMAL", "47"), Art("Arb-Rules", "50")])
def double_wage_award_is_final(double_wage_no_contract, final_award_limit):
    """Whether an award of the second wage would be final."""
    return _final(double_wage_no_contract, final_award_limit)


@cn.rule("employment", cites=[Art("LDMAL", "47")])
def wages_award_is_final(wages_unpaid, final_award_limit):
    """Whether an award of the unpaid wages would be final."""
    return _final(wages_unpaid, final_award_limit)


@cn.rule("employment", cites=[Art("LDMAL", "47")])
def overtime_award_is_final(overtime_standard, final_award_limit):
    """Whether an award of the overtime pay would be final."""
    return _final(overtime_standard, final_award_limit)


@cn.rule("employment", cites=[Art("LDMAL", "47"), Art("Arb-Rules", "50"), Art("SPC-I", "19")])
def stated_award_is_final(awarded_amount, final_award_limit):
    """Whether the awarded item is final for the employer."""
    return _final(awarded_amount, final_award_limit)


@entitlement(
    "cn.final_award.test",
    cites=[Art("LDMAL", "47"), Art("Arb-Rules", "50"), Art("SPC-I", "19"), Art("SPC-I", "20")],
    unit="yes",
    details=[
        "severance_award_is_final",
        "unlawful_termination_award_is_final",
        "double_wage_award_is_final",
        "wages_award_is_final",
        "overtime_award_is_final",
    ],
    **FIGURE,
)
def final_award_test(stated_award_is_final, awarded_amount):
    """Whether an awarded item is final for the employer (终局裁决); the test is per item."""
    return owed(stated_award_is_final, unless={"no_award": ~is_known(awarded_amount)})


# --- groups and bargaining ---------------------------------------------------------------------


@entitlement(
    "cn.collective.reps_range",
    cites=[
        Art("LDMAL", "7"),
        Art("Arb-Rules", "62"),
        Art("Arb-Rules", "63"),
        Art("CPL", "56"),
        Art("CPL-Int", "75"),
    ],
    unit=PEOPLE,
    details=["arbitration_reps_most", "court_reps_least", "court_reps_most"],
    **FIGURE,
)
def arbitration_reps_least(group_size, group_threshold, group_representatives_min, on):
    """Fewest representatives of a group in arbitration (推举代表人数); ten workers make a group."""
    return owed(
        group_representatives_min("arbitration", at=on),
        unless={
            "no_group": ~is_known(group_size),
            "group_too_small": group_size < group_threshold(at=on),
        },
    )


@cn.rule("employment", cites=[Art("Arb-Rules", "63")], unit=PEOPLE)
def arbitration_reps_most(group_representatives_max, on):
    """Most representatives of a group in arbitration."""
    return group_representatives_max("arbitration", at=on)


@cn.rule("employment", cites=[Art("CPL-Int", "78")], unit=PEOPLE)
def court_reps_least(group_representatives_min, on):
    """Fewest representatives of a group in court."""
    return group_representatives_min("court", at=on)


@cn.rule("employment", cites=[Art("CPL-Int", "78")], unit=PEOPLE)
def court_reps_most(group_representatives_max, on):
    """Most representatives of a group in court."""
    return group_representatives_max("court", at=on)


@entitlement(
    "cn.collective.reply_by",
    cites=[
        Art("LCL", "51"),
        Art("CCP-2004", "32"),
        Art("GD-CC"),
        Art("SH-CC", "15"),
        Art("BJ-CC"),
        Art("ZJ-CC", "7"),
        *ENDS_ON_WORKDAY,
    ],
    **DEADLINE,
)
def collective_reply_by(
    bargaining_requested_on, place, collective_reply_days, collective_reply_working_days
):
    """Day by which the other side must answer a request to bargain (回应期限), by place."""
    asked = bargaining_requested_on
    working = collective_reply_working_days(place, at=asked)
    calendar_day = _ends(add_days(asked, collective_reply_days(place, at=asked)))
    day = when(is_known(working), holidays.add_workdays(asked, working), calendar_day)
    return owed(day, unless={"no_request": ~is_known(bargaining_requested_on)})


@entitlement("cn.collective.effective_on", cites=[Art("LCL", "54")], **DEADLINE)
def collective_contract_effective_on(collective_contract_filed_on, collective_no_objection_days):
    """Day on which a filed collective contract takes effect if nobody objects: 15 days."""
    days = collective_no_objection_days(at=max_of(collective_contract_filed_on, date(2008, 1, 1)))
    return owed(
        add_days(collective_contract_filed_on, days),
        unless={"not_filed": ~is_known(collective_contract_filed_on)},
    )


@entitlement("cn.collective.file_by", cites=[Art("LCL", "54"), Art("CCP-2004")], **DEADLINE)
def collective_contract_file_by(collective_contract_signed_on, collective_filing_days):
    """Day by which a signed collective contract must be filed (报送期限): ten days."""
    signed = collective_contract_signed_on
    day = _ends(add_days(signed, collective_filing_days(at=signed)))
    return owed(day, unless={"not_signed": ~is_known(signed)})


@entitlement(
    "cn.collective.start_test", cites=[Art("GD-CC"), Art("LCL", "51")], unit="yes", **FIGURE
)
def collective_start_test(group_size, employees_total, collective_start_threshold, place, on):
    """Guangdong: whether so many workers ask that the union must present the request."""
    share = collective_start_threshold(place, at=on)
    return owed(
        group_size > employees_total * share,
        unless={
            "no_group": ~is_known(group_size),
            "not_this_place": ~cn.in_place("440000"),
        },
    )


@entitlement(
    "cn.collective.bargaining_reps", cites=[Art("CCP-2004"), Art("ZJ-CC")], unit=PEOPLE, **FIGURE
)
def bargaining_reps_least(collective_representatives_min, place, bargaining_requested_on):
    """Fewest representatives of each side in bargaining (协商代表人数), equal in number."""
    least = collective_representatives_min(place, at=bargaining_requested_on)
    return owed(least, unless={"no_request": ~is_known(bargaining_requested_on)})


@entitlement(
    "cn.payments.received",
    cites=[Art("LCL", "30")],
    in_total=False,
    kind="figure",
    forum="none",
    rounding=HALF_UP_FEN,
)
def payments_received(event_kind, event_value):
    """What was received in settlement (已收款项): the sum of the payments on record."""
    from .kit import total

    return total(event_value, where=event_kind == "payment")
