"""Offers: kept as formulas, costed for every member, accepted or rejected."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from gongyou.collective.models import CollectiveCase, Offer, Round
from gongyou.collective.queries import costing
from gongyou.law import offers
from gongyou.vault.public import Actor, Right, journal, next_number


class ImplausibleOfferError(Exception):
    """An offer most likely mistyped; `share`: of the law's claim, as a decimal."""

    def __init__(self, share) -> None:
        super().__init__("the offer is far from what the law gives")
        self.share = share


def keep_offer(
    by: Actor, case: CollectiveCase, formula: offers.Offer, *, made_on, typed="", **values
):
    """A new offer with the next number; the caller writes the journal."""
    number = next_number(Offer.objects.filter(case=case))
    offer = Offer(case=case, number=number, made_on=made_on, formula=formula.to_json(), **values)
    offer.counted_to = offer.counted_to or made_on
    offer.seal(by, typed=typed or formula.describe("en"))
    offer.take_sealed_changes()
    offer.save()
    return offer


@transaction.atomic
def make_offer(
    *,
    by: Actor,
    case: CollectiveCase,
    typed: str,
    made_on: date | None = None,
    counted_to: date | None = None,
    side: str = "employer",
    round: Round | None = None,
    believed: bool = False,
) -> Offer:
    """Record an offer as it was typed and what it comes to for everyone.

    `believed`: somebody confirmed an amount far above or below what the law gives.

    Raises:
        OfferError: the text is not understood; says what and where.
        ImplausibleOfferError: it comes to more than three times or less than a hundredth of
            what the law gives, and nobody confirmed it.
    """
    by.require(Right.WRITE, case.compartment_id)
    formula = costing.understood(typed, case.law)
    made_on = made_on or timezone.localdate()
    offer = keep_offer(
        by,
        case,
        formula,
        made_on=made_on,
        typed=typed,
        side=side,
        round=round,
        counted_to=counted_to or made_on,
    )
    cost = costing.cost_for(case, formula, offer.counted_to)
    if cost.total.implausible and not believed:
        raise ImplausibleOfferError(cost.total.share)
    keep_cost(offer, cost)
    changes: dict = {"side": (None, side), "made_on": (None, made_on), "total": (None, offer.total)}
    journal.append(by, "collective.make_offer", case, changes=changes)
    return offer


def keep_cost(offer: Offer, cost: offers.Cost) -> Offer:
    """Keep the totals with the offer, as lists show them."""
    total = cost.total
    offer.costed_on = timezone.localdate()
    offer.people, offer.unknown = total.people, total.unknown
    offer.total, offer.claimed, offer.share = total.offered, total.claimed, total.share
    offer.save()
    return offer


@transaction.atomic
def cost_again(*, by: Actor, offer: Offer) -> Offer:
    """Cost a kept offer for the roll as it is today."""
    by.require(Right.WRITE, offer.case.compartment_id)
    before = offer.total
    formula = offers.Offer.from_json(offer.formula)
    keep_cost(offer, costing.cost_for(offer.case, formula, offer.counted_to))
    changes: dict = {"number": (None, offer.number), "total": (before, offer.total)}
    journal.append(by, "collective.change_offer", offer.case, changes=changes)
    return offer


@transaction.atomic
def set_offer(*, by: Actor, offer: Offer, status: str) -> Offer:
    """Say that an offer was withdrawn, rejected or accepted."""
    by.require(Right.WRITE, offer.case.compartment_id)
    changes: dict = {"number": (None, offer.number), "status": (offer.status, status)}
    offer.status = status
    offer.save(update_fields=["status"])
    journal.append(by, "collective.change_offer", offer.case, changes=changes)
    return offer
