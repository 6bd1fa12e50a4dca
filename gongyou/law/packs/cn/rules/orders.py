"""What follows once the labour authority has ordered to pay, and was not obeyed."""

from __future__ import annotations

from .kit import (
    HALF_UP_FEN,
    YUAN,
    Art,
    Expr,
    cn,
    count,
    entitlement,
    is_known,
    money,
    none_if_empty,
    owed,
    stated,
)


@cn.rule("employment", cites=[Art("LCL", "85")], unit=YUAN)
def amount_ordered(wages_unpaid, overtime_standard, minimum_wage_shortfall, severance):
    """What an order to pay can cover, as far as it is known: wages, overtime, minimum wage,
    severance."""
    more = none_if_empty(overtime_standard) + none_if_empty(minimum_wage_shortfall)
    return wages_unpaid + more + none_if_empty(severance)


def _disobeyed(order, deadline, met, on) -> dict[str, Expr]:
    return {
        "no_payment_order": ~is_known(order),
        "payment_order_met": stated(met),
        "payment_order_running": deadline >= on,
    }


@entitlement(
    "cn.additional_compensation.art85",
    cites=[Art("LCL", "85"), Art("Superv-R", "26")],
    in_total=False,
    kind="possible",
    details=["additional_compensation_most"],
    rounding=HALF_UP_FEN,
)
def additional_compensation(
    amount_ordered,
    additional_compensation_min,
    payment_order,
    payment_order_deadline,
    payment_order_met,
    on,
):
    """Additional compensation (加付赔偿金) after an order to pay was not obeyed: at least half."""
    return owed(
        money(amount_ordered * additional_compensation_min(at=on)),
        unless=_disobeyed(payment_order, payment_order_deadline, payment_order_met, on),
    )


@cn.rule("employment", cites=[Art("LCL", "85")], unit=YUAN, rounding=HALF_UP_FEN)
def additional_compensation_most(amount_ordered, additional_compensation_max, on):
    """The most that may be added: the same amount again."""
    return amount_ordered * additional_compensation_max(at=on)


@entitlement(
    "cn.wages.crime_alert",
    cites=[
        Art("CrimL", "276-1"),
        Art("SPC-2013-3", "3"),
        Art("SPC-2013-3", "4"),
        Art("Superv-R", "26"),
    ],
    unit="yes",
    forum="none",
    in_total=False,
    kind="alert",
)
def crime_alert(
    wages_unpaid,
    unpaid_of_month,
    crime_alert_months,
    crime_alert_amount,
    payment_order,
    payment_order_deadline,
    payment_order_met,
    on,
):
    """Whether the arrears of one worker reach the band of the crime of refusing to pay, after an
    official order that was not obeyed."""
    months = count(unpaid_of_month > 0)
    enough = wages_unpaid >= crime_alert_amount("low", at=on)
    reached = (months >= crime_alert_months(at=on)) & enough
    disobeyed = _disobeyed(payment_order, payment_order_deadline, payment_order_met, on)
    return owed(reached, unless={"below_the_band": ~reached} | disobeyed)
