"""What was recorded wrongly of talks, votes, agreements and payments is taken back, with what
followed from it; both stay in the history."""

from django.db import transaction
from django.utils import timezone

from gongyou.centre.public import FactEvent, codes
from gongyou.collective.models import (
    Agreement,
    Demand,
    Event,
    Member,
    Promise,
    Ratification,
    ReportBack,
    Round,
    SharePayment,
)
from gongyou.collective.services.promises import settle
from gongyou.vault.public import Actor, Right, journal

WHY = dict(codes.WITHDRAWN_WHY)
Withdrawn = Agreement | Event | Promise | Ratification | ReportBack | Round | SharePayment
# What an act of this room left in the chronicle goes with it.
IN_CHRONICLE = {Round: "bargaining", ReportBack: "report_back", Ratification: "ratification",
                Agreement: "agreement"}  # fmt: skip


class Stands(ValueError):
    """Something that still stands rests on it: `payments`, `agreement` or `offers`."""


@transaction.atomic
def withdraw(*, by: Actor, record: Withdrawn, why: str) -> Withdrawn:
    """Take a record out of every list, sum and paper; what followed from it is undone.

    Raises:
        Stands: something rests on it that must be withdrawn first.
        ValueError: the reason is not on the list, or it was withdrawn before.
    """
    case = record.case
    by.require(Right.WRITE, case.compartment_id)
    if why not in WHY or record.withdrawn_on:
        raise ValueError("no such reason, or withdrawn already")
    _refuse_what_others_rest_on(record)
    _take(by, record, why)
    changes: dict = {"what": (record._meta.model_name, None), "why": (None, why)}
    journal.append(by, "collective.withdraw", case, changes=changes)
    return record


def _refuse_what_others_rest_on(record: Withdrawn) -> None:
    if isinstance(record, Ratification) and record.offer.agreements.exists():
        raise Stands("agreement")
    if (
        isinstance(record, Agreement)
        and SharePayment.objects.filter(promise__agreement=record).exists()
    ):
        raise Stands("payments")
    if isinstance(record, Promise) and record.payments.exists():
        raise Stands("payments")
    if isinstance(record, Round) and record.offers.exists():
        raise Stands("offers")


def _take(by: Actor, record: Withdrawn, why: str) -> None:
    record.withdrawn_on, record.withdrawn_why = timezone.localdate(), why
    record.withdrawn_by = by.account
    record.save(update_fields=["withdrawn_on", "withdrawn_why", "withdrawn_by"])
    _out_of_the_chronicle(by, record, why)
    if isinstance(record, Ratification):
        _offer_by_what_stands(record)
    if isinstance(record, Agreement):
        for promise in record.promises.all():
            _take(by, promise, why)
        _demands_by_what_stands(by, record)
    if isinstance(record, Promise):
        _interrupt_no_more(record)
    if isinstance(record, SharePayment):
        settle(record.promise)


def _offer_by_what_stands(vote: Ratification) -> None:
    """The last vote that stands says where the offer stands; without one it is on the table."""
    last = vote.offer.ratifications.order_by("on", "pk").last()
    passed = {True: "accepted", False: "rejected"}
    vote.offer.status = passed[last.passed] if last else "tabled"
    vote.offer.save(update_fields=["status"])


def _demands_by_what_stands(by: Actor, agreement: Agreement) -> None:
    """Demands that no other agreement covers are in talks again."""
    gone = _covered(by, agreement)
    for other in agreement.case.agreements.all():
        gone -= _covered(by, other)
    demands = Demand.objects.filter(case=agreement.case, reference__in=gone, status="agreed")
    demands.update(status="talks")


def _covered(by: Actor, agreement: Agreement) -> set[str]:
    terms = (agreement.reveal(by, "terms") or {}).get("terms", [])
    return {reference for term in terms for reference in term.get("demands", [])}


def _interrupt_no_more(promise: Promise) -> None:
    """A promise that was none interrupted no limitation; the next count of the law says so."""
    day = promise.promised_on
    if promise.case.promises.filter(promised_on=day).exists():
        return
    spells = Member.objects.filter(case=promise.case).values("employment")
    FactEvent.objects.filter(
        employment__in=spells, kind="employer_promise", date=day, source="other"
    ).delete()


def _out_of_the_chronicle(by: Actor, record: Withdrawn, why: str) -> None:
    kind = IN_CHRONICLE.get(type(record))
    if kind is None:
        return
    day = record.signed_on if isinstance(record, Agreement) else record.on  # type: ignore[union-attr]
    own = Event.objects.filter(case=record.case, kind=kind, starts=day, own=True)
    wanted = {"round": getattr(record, "number", None)} if isinstance(record, Round) else {}
    if isinstance(record, Ratification):
        wanted = {"offer": record.offer.number, "yes": record.yes, "no": record.no}
    for event in own.order_by("ordinal"):
        figures = (event.reveal(by, "content") or {}).get("figures", {})
        if wanted.items() <= figures.items():
            _take(by, event, why)
            return
