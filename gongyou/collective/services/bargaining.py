"""Rounds with minutes and positions, report-back, ratification, agreement."""

from datetime import date

from django.db import transaction

from gongyou.collective.models import (
    Agreement,
    CollectiveCase,
    Demand,
    Offer,
    Position,
    Ratification,
    ReportBack,
    Round,
)
from gongyou.collective.services.chronicle import note
from gongyou.vault.public import Actor, Right, journal, next_number


class NotRatified(ValueError):
    """An offer may be accepted only after the members voted for it."""


@transaction.atomic
def hold_round(
    *, by: Actor, case: CollectiveCase, on: date, minutes: str = "", present: str = "", number=None
) -> Round:
    """Record a round of talks with its minutes."""
    by.require(Right.WRITE, case.compartment_id)
    held = Round(case=case, on=on, number=number or next_number(Round.everything.filter(case=case)))
    held.seal(by, **{n: t for n, t in (("minutes", minutes), ("present", present)) if t})
    held.take_sealed_changes()
    held.save()
    note(by, case, "bargaining", on, 5, "Round of talks.", {"round": held.number})
    changes: dict = {"number": (None, held.number), "on": (None, on)}
    journal.append(by, "collective.hold_round", case, changes=changes)
    return held


@transaction.atomic
def take_positions(*, by: Actor, round: Round, positions: dict[tuple[Demand, str], str]) -> int:
    """Record what each side said on each demand: (demand, side) → text."""
    case = round.case
    by.require(Right.WRITE, case.compartment_id)
    for (demand, side), text in positions.items():
        held = Position.objects.filter(round=round, demand=demand, side=side).first()
        held = held or Position(round=round, demand=demand, side=side)
        held.seal(by, text=text)
        held.take_sealed_changes()
        held.save()
    if positions:
        changes: dict = {"number": (None, round.number), "count": len(positions)}
        journal.append(by, "collective.take_position", case, changes=changes)
    return len(positions)


@transaction.atomic
def report_back(
    *,
    by: Actor,
    case: CollectiveCase,
    on: date,
    attended=None,
    text: str = "",
    offer: Offer | None = None,
) -> ReportBack:
    """Record that representatives told the members where the talks stand."""
    by.require(Right.WRITE, case.compartment_id)
    report = ReportBack(case=case, on=on, attended=attended, offer=offer)
    if text:
        report.seal(by, text=text)
        report.take_sealed_changes()
    report.save()
    figures = {"attended": attended} if attended is not None else {}
    note(by, case, "report_back", on, 5, "Representatives reported back to the members.", figures)
    changes: dict = {"on": (None, on), "attended": (None, attended)}
    journal.append(by, "collective.report_back", case, changes=changes)
    return report


@transaction.atomic
def ratify(*, by: Actor, offer: Offer, on: date, means: str, **votes) -> Ratification:
    """Record the members' vote on an offer; it decides whether the offer is accepted."""
    case = offer.case
    by.require(Right.WRITE, case.compartment_id)
    vote = Ratification.objects.create(case=case, offer=offer, on=on, means=means, **votes)
    before, offer.status = offer.status, "accepted" if vote.passed else "rejected"
    offer.save(update_fields=["status"])
    figures = {name: getattr(vote, name) for name in ("entitled", "yes", "no", "abstained")}
    told = {"offer": offer.number} | figures
    note(by, case, "ratification", on, 5, "Members voted on an offer.", told)
    changes: dict = {"number": (None, offer.number), "status": (before, offer.status)}
    changes |= {name: (None, value) for name, value in figures.items()}
    journal.append(by, "collective.ratify", case, changes=changes)
    return vote


@transaction.atomic
def agree(
    *,
    by: Actor,
    case: CollectiveCase,
    signed_on: date,
    terms: list[dict],
    offer=None,
    confidential=False,
) -> Agreement:
    """Record the agreement that was signed; its text is made from its terms.

    A term: {"text", "demands": [references], "due_on": ISO day or None}, or {"by_offer": True, …}
    for what the formula of the offer gives, which every reader gets in their own language.

    Raises:
        NotRatified: the offer it rests on was not accepted by the members.
    """
    by.require(Right.WRITE, case.compartment_id)
    if offer and offer.status != "accepted":
        raise NotRatified
    agreement = Agreement(case=case, offer=offer, signed_on=signed_on, confidential=confidential)
    agreement.seal(by, terms={"terms": terms})
    agreement.take_sealed_changes()
    agreement.save()
    covered = {reference for term in terms for reference in term.get("demands", [])}
    Demand.objects.filter(case=case, reference__in=covered).update(status="agreed")
    note(by, case, "agreement", signed_on, 5, "Agreement signed.", {"terms": len(terms)})
    changes: dict = {"signed_on": (None, signed_on), "demands": (None, sorted(covered))}
    journal.append(by, "collective.agree", case, changes=changes)
    return agreement
