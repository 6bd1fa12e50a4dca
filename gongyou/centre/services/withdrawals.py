"""Correcting and withdrawing what was recorded; both stay in the history."""

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from gongyou.centre import codes
from gongyou.centre.models import (
    Appointment,
    Case,
    Contact,
    Evidence,
    Hearing,
    Note,
    Outcome,
    Payment,
    Proceeding,
)
from gongyou.centre.services import cases
from gongyou.centre.services.claim_days import follow_status, open_again
from gongyou.centre.services.facts import remove_event, set_facts
from gongyou.vault.public import Actor, Right, journal

WHY = dict(codes.WITHDRAWN_WHY)
Withdrawn = Payment | Outcome | Hearing | Evidence | Note | Proceeding | Appointment | Contact


@transaction.atomic
def withdraw(*, by: Actor, record: Withdrawn, why: str):
    """Take a record out of every list and sum; what follows from it is undone.

    Raises:
        ValueError: the reason is not on the list, or it was withdrawn before.
    """
    by.require(Right.WRITE, record.compartment_id_of())
    if why not in WHY or record.withdrawn_on:
        raise ValueError("no such reason, or withdrawn already")
    record.withdrawn_on, record.withdrawn_why = timezone.localdate(), why
    record.withdrawn_by = by.account
    record.save(update_fields=["withdrawn_on", "withdrawn_why", "withdrawn_by"])
    case = getattr(record, "case", None)
    worker = getattr(record, "worker", None) or (case.worker if case else None)
    changes = {"withdrawn_on": (None, record.withdrawn_on), "why": (None, why)}
    about = [each for each in (case, worker) if each is not None]
    journal.append(by, "centre.withdraw", record, changes=changes, about=about)
    _follow(by, record)
    return record


def _follow(by: Actor, record: Withdrawn) -> None:
    """What hung on it goes by what still stands."""
    if isinstance(record, Payment):
        case = record.case
        case.received = case.payments.aggregate(sum=Sum("amount"))["sum"] or 0
        case.save(update_fields=["received"])
    if isinstance(record, Outcome):
        _as_before_the_outcome(by, record, record.case)


def _as_before_the_outcome(by: Actor, record: Outcome, case: Case) -> None:
    """Status, sum and the law's days go by the outcomes that still stand."""
    last = case.outcomes.order_by("on", "created_at").last()
    amounts = case.outcomes.exclude(amount=None).order_by("on", "created_at")
    awarded = amounts.values_list("amount", flat=True).last()
    before = "filed" if _was_filed(case) else "open"
    status = cases.STATUS_AFTER.get(last.kind, before) if last else before
    closed_before = case.closed_on
    case.awarded, case.status = awarded, status
    case.closed_on = last.on if last and not case.is_open else None
    case.closed_why = cases.WHY_AFTER.get(status, "")
    case.save(update_fields=["awarded", "status", "closed_on", "closed_why"])
    follow_status(case, closed_before)
    open_again(case)
    gone = cases.facts_after(record)
    if gone:
        stay: dict = {}
        for outcome in case.outcomes.order_by("on", "created_at"):
            stay |= cases.facts_after(outcome)
        values = {name: stay.get(name) for name in gone}
        set_facts(by=by, employment=case.employment, source="decision", values=values)
        case.refresh_from_db()


def _was_filed(case: Case) -> bool:
    return case.employment.events.filter(kind="arbitration_filed").exists()


@transaction.atomic
def withdraw_filing(*, by: Actor, case: Case, why: str) -> Case:
    """It was not filed after all: the case is open again and limitation runs as before.

    Raises:
        ValueError: the reason is not on the list, or nothing was filed.
    """
    by.require(Right.WRITE, case.compartment_id)
    filed = case.employment.events.filter(kind="arbitration_filed").order_by("-date").first()
    if why not in WHY or filed is None:
        raise ValueError("no such reason, or nothing was filed")
    if case.status == "filed":
        cases.change_case(by=by, case=case, status="open")
    # First the days that filing had ended, so that computing anew drops those it alone gave.
    open_again(case)
    values = {"filed_on": None}
    set_facts(by=by, employment=case.employment, source="worker", values=values, recompute=False)
    day = filed.date
    remove_event(by=by, employment=case.employment, event=filed)
    case.refresh_from_db()
    changes = {"filed_on": (day, None), "why": (None, why)}
    journal.append(by, "centre.withdraw_filing", case, changes=changes, about=[case.worker])
    return case


@transaction.atomic
def correct_payment(*, by: Actor, payment: Payment, **values) -> Payment:
    """The payment as it was; the former one stays in the history as withdrawn."""
    withdraw(by=by, record=payment, why="corrected")
    return cases.record_payment(
        by=by, case=payment.case, entitlement=payment.entitlement, instead_of=payment, **values
    )


@transaction.atomic
def correct_outcome(*, by: Actor, outcome: Outcome, **values) -> Outcome:
    """The outcome as it was; the former one stays in the history as withdrawn."""
    withdraw(by=by, record=outcome, why="corrected")
    outcome.case.refresh_from_db()
    return cases.record_outcome(by=by, case=outcome.case, instead_of=outcome, **values)


@transaction.atomic
def correct_hearing(*, by: Actor, hearing: Hearing, **values) -> Hearing:
    """Another time, place or kind; the former one stays in the history as withdrawn."""
    withdraw(by=by, record=hearing, why="corrected")
    return cases.add_hearing(by=by, case=hearing.case, instead_of=hearing, **values)


@transaction.atomic
def correct_evidence(
    *, by: Actor, evidence: Evidence, title: str = "", origin: str = "", **values
) -> Evidence:
    """Another kind, title, origin, day or holder of an item; file and links stay."""
    by.require(Right.WRITE, evidence.compartment_id)
    before = {name: getattr(evidence, name) for name in values}
    for name, value in values.items():
        setattr(evidence, name, value)
    evidence.seal(by, title=title, origin=origin)
    sealed = evidence.take_sealed_changes()
    evidence.save()
    changes = {
        name: (before[name], values[name]) for name in values if before[name] != values[name]
    }
    if changes or sealed:
        about = [evidence.case, evidence.case.worker]
        journal.append(by, "centre.change_evidence", evidence, changes=changes, sealed=sealed,
                       about=about)  # fmt: skip
    return evidence
