"""Promises, each member's share of them, and the money that arrived."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gongyou.collective.models import (
    Agreement,
    CollectiveCase,
    Member,
    Offer,
    Promise,
    Share,
    SharePayment,
)
from gongyou.collective.queries import costing
from gongyou.collective.services.chronicle import note
from gongyou.collective.services.owed import interrupt
from gongyou.law import offers
from gongyou.vault.public import Actor, Right, files, journal


class MoreThanPromised(ValueError):
    """More would be paid than the member's share."""


@transaction.atomic
def promise(
    *,
    by: Actor,
    case: CollectiveCase,
    text: str,
    promised_on: date,
    due_on: date | None = None,
    kind: str = "money",
    amount: Decimal | None = None,
    demands=(),
    sources=(),
    note_text: str = "",
    done_on: date | None = None,
    done_by_then: bool = False,
    told: bool = True,
    agreement=None,
) -> Promise:
    """Record what the employer promised, by when; a promise interrupts limitation."""
    by.require(Right.WRITE, case.compartment_id)
    made = Promise(
        case=case,
        kind=kind,
        promised_on=promised_on,
        due_on=due_on,
        amount=amount,
        demands=list(demands),
        sources=list(sources),
        done_on=done_on,
        done_by_then=done_by_then,
        told=told,
        agreement=agreement,
    )
    made.seal(by, **{n: t for n, t in (("text", text), ("note", note_text)) if t})
    made.take_sealed_changes()
    made.save()
    interrupt(by, case, "employer_promise", promised_on)
    changes: dict = {"promised_on": (None, promised_on), "due_on": (None, due_on)}
    changes["amount"] = (None, amount)
    journal.append(by, "collective.promise", case, changes=changes)
    return made


@transaction.atomic
def promise_terms(*, by: Actor, agreement: Agreement, terms: list[dict]) -> list[Promise]:
    """A promise for each term of an agreement; what its offer gives is divided at once."""
    made = []
    for term in terms:
        due = term.get("due_on")
        one = promise(
            by=by,
            case=agreement.case,
            text=term.get("text", ""),
            promised_on=agreement.signed_on,
            due_on=date.fromisoformat(due) if due else None,
            demands=term.get("demands", ()),
            agreement=agreement,
        )
        if term.get("by_offer") and agreement.case.members.filter(left_on=None).exists():
            divide(by=by, promise=one, offer=agreement.offer)  # type: ignore[arg-type]
        made.append(one)
    return made


@transaction.atomic
def divide(*, by: Actor, promise: Promise, offer: Offer) -> int:
    """Give each member their share of a promise by the formula of an offer.

    Members of whom a fact is missing get none; the page names how many.
    """
    case = promise.case
    by.require(Right.WRITE, case.compartment_id)
    formula = offers.Offer.from_json(offer.formula)
    rows = costing.cost_for(case, formula, offer.counted_to).rows
    Share.objects.filter(promise=promise).delete()
    shares = [
        Share(promise=promise, member_id=row.worker, amount=row.offer)
        for row in rows
        if row.offer is not None
    ]
    Share.objects.bulk_create(shares, batch_size=1000)
    before, promise.amount = promise.amount, sum((s.amount for s in shares), Decimal(0))
    promise.save(update_fields=["amount"])
    changes: dict = {"count": len(shares), "amount": (before, promise.amount)}
    journal.append(by, "collective.divide", case, changes=changes)
    return len(shares)


@transaction.atomic
def pay(
    *, by: Actor, promise: Promise, on: date, amount: Decimal, member=None, means="bank", proof=None
) -> SharePayment:
    """Record money that arrived, for one member or for the promise as a whole.

    Raises:
        MoreThanPromised: it is more than is still open.
    """
    case = promise.case
    by.require(Right.WRITE, case.compartment_id)
    _check(promise, member, amount)
    payment = SharePayment(
        case=case, promise=promise, member=member, on=on, amount=amount, means=means
    )
    if proof:
        payment.proof = files.store(by, case.compartment, proof, kind="evidence", under=case)
    payment.save()
    settle(promise)
    changes: dict = {"on": (None, on), "amount": (None, amount)}
    about = [member] if member else []
    journal.append(by, "collective.pay", case, changes=changes, about=about)
    return payment


def _check(promise: Promise, member: Member | None, amount: Decimal) -> None:
    if member is None:
        return
    share = Share.objects.filter(promise=promise, member=member).first()
    held = SharePayment.objects.filter(promise=promise, member=member)
    paid = sum((p.amount for p in held), Decimal(0))
    if share and paid + amount > share.amount:
        raise MoreThanPromised(share.amount - paid)


@transaction.atomic
def pay_everyone(*, by: Actor, promise: Promise, on: date, means: str = "bank", proof=None) -> int:
    """Record that every open share arrived on a day."""
    case = promise.case
    by.require(Right.WRITE, case.compartment_id)
    paid: dict = {}
    for row in SharePayment.objects.filter(promise=promise, member__isnull=False):
        paid[row.member_id] = paid.get(row.member_id, Decimal(0)) + row.amount
    stored = (
        files.store(by, case.compartment, proof, kind="evidence", under=case) if proof else None
    )
    rows = [
        SharePayment(
            case=case,
            promise=promise,
            member_id=share.member_id,
            on=on,
            amount=share.amount - paid.get(share.member_id, Decimal(0)),
            means=means,
            proof=stored,
        )
        for share in promise.shares.all()
        if share.amount > paid.get(share.member_id, Decimal(0))
    ]
    SharePayment.objects.bulk_create(rows, batch_size=1000)
    total = sum((row.amount for row in rows), Decimal(0))
    settle(promise)
    if rows:
        figures = {"members": len(rows), "total": str(total)}
        note(by, case, "payment", on, 7, "Shares arrived on the members' accounts.", figures)
    changes: dict = {"on": (None, on), "amount": (None, total), "count": len(rows)}
    journal.append(by, "collective.pay", case, changes=changes)
    return len(rows)


def settle(promise: Promise) -> None:
    """A promise of money is carried out on the day the last of it arrived; open again without."""
    paid = list(promise.payments.all())
    total = sum((p.amount for p in paid), Decimal(0))
    before = promise.done_on
    if promise.amount is not None and paid and total >= promise.amount:
        promise.done_on, promise.done_by_then = max(p.on for p in paid), False
    elif before and before in _days_withdrawn(promise):
        promise.done_on = None
    if promise.done_on != before:
        promise.save(update_fields=["done_on", "done_by_then"])


def _days_withdrawn(promise: Promise) -> set[date]:
    """Days of payments that were taken back: a promise settled by them is not settled."""
    gone = SharePayment.everything.filter(promise=promise).exclude(withdrawn_on=None)
    return set(gone.values_list("on", flat=True))


@transaction.atomic
def keep_promise(*, by: Actor, promise: Promise, on: date | None = None) -> Promise:
    """Record that a promise was carried out as a whole, as when an act was done."""
    by.require(Right.WRITE, promise.case.compartment_id)
    day = on or timezone.localdate()
    changes: dict = {"done_on": (promise.done_on, day)}
    promise.done_on, promise.told = day, True
    promise.save(update_fields=["done_on", "told"])
    journal.append(by, "collective.keep_promise", promise.case, changes=changes)
    return promise
