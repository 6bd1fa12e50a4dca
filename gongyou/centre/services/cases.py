"""The life of a case: opened, moved on, closed; tasks, hearings, outcomes, money."""

from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from gongyou.centre.models import (
    Case,
    CaseGrievance,
    Deadline,
    Employment,
    Hearing,
    Outcome,
    Payment,
    Task,
)
from gongyou.centre.models.withdrawal import id_after
from gongyou.centre.services.claim_days import follow_status, refresh_case
from gongyou.centre.services.claims import compute_claim
from gongyou.centre.services.facts import add_event, set_facts
from gongyou.vault.public import Actor, Right, journal, next_number


@transaction.atomic
def open_case(
    *,
    by: Actor,
    employment: Employment,
    grievances=(),
    opened_on: date | None = None,
    assigned_to=None,
    origin=None,
    route: str = "legal",
    summary: str = "",
    compute: bool = True,
) -> Case:
    """Open a case for one employment and compute its claim."""
    by.require(Right.WRITE, employment.compartment)
    case = Case(
        compartment=employment.compartment,
        worker=employment.worker,
        employment=employment,
        employer=employment.employer,
        ordinal=next_number(Case.objects.filter(worker=employment.worker), "ordinal"),
        opened_on=opened_on or timezone.localdate(),
        assigned_to=assigned_to,
        origin=getattr(origin, "pk", origin),
        route=route,
        place=employment.place,
    )
    if summary:
        case.seal(by, summary=summary)
    case.save()
    CaseGrievance.objects.bulk_create(CaseGrievance(case=case, code=c) for c in set(grievances))
    changes = {"opened_on": (None, case.opened_on), "grievances": (None, sorted(set(grievances)))}
    about = [employment.worker, employment] + ([origin] if hasattr(origin, "pk") else [])
    journal.append(by, "centre.open_case", case, changes=changes, about=about)
    if employment.claims.exists():
        refresh_case(case)
    elif compute:
        compute_claim(by=by, employment=employment)
    return case


@transaction.atomic
def change_case(*, by: Actor, case: Case, grievances=None, summary=None, **values) -> Case:
    """Change status, route, who is in charge, grievances or the summary."""
    by.require(Right.WRITE, case.compartment)
    changes = {}
    for name, value in values.items():
        before = getattr(case, name)
        if before != value:
            setattr(case, name, value)
            changes[name] = (str(before or "") or None, str(value or "") or None)
    if "status" in changes:
        closed_before = case.closed_on
        case.closed_on = None if case.is_open else closed_before or timezone.localdate()
        follow_status(case, closed_before)
    if grievances is not None:
        changes |= _change_grievances(case, set(grievances))
    sealed = {}
    if summary is not None:
        case.seal(by, summary=summary)
        sealed = case.take_sealed_changes()
    if changes or sealed:
        case.save()
        act = "centre.change_case" if case.is_open else "centre.close_case"
        journal.append(by, act, case, changes=changes, sealed=sealed, about=[case.worker])
    return case


def _change_grievances(case, wanted: set) -> dict:
    before = set(case.grievances.values_list("code", flat=True))
    if before == wanted:
        return {}
    case.grievances.filter(code__in=before - wanted).delete()
    CaseGrievance.objects.bulk_create(CaseGrievance(case=case, code=c) for c in wanted - before)
    return {"grievances": (sorted(before), sorted(wanted))}


@transaction.atomic
def add_deadline(*, by: Actor, case: Case, kind: str, due_on: date, note: str = "", basis=None):
    """Add a day to keep that the law did not compute."""
    by.require(Right.WRITE, case.compartment)
    deadline = Deadline(
        compartment=case.compartment, case=case, kind=kind, due_on=due_on, basis=basis or {}
    )
    if note:
        deadline.seal(by, note=note)
    deadline.save()
    refresh_case(case)
    changes = {"kind": (None, kind), "due_on": (None, due_on)}
    journal.append(by, "centre.add_deadline", deadline, changes=changes, about=[case, case.worker])
    return deadline


@transaction.atomic
def finish_deadline(*, by: Actor, deadline: Deadline, on: date | None = None) -> Deadline:
    """Say that the deadline was met (or, given again, that it was not)."""
    by.require(Right.WRITE, deadline.compartment)
    before, deadline.done_on = deadline.done_on, on or timezone.localdate()
    if before:
        deadline.done_on = None
    deadline.save()
    if deadline.case:
        refresh_case(deadline.case)
    journal.append(
        by,
        "centre.finish_deadline",
        deadline,
        changes={"done_on": (before, deadline.done_on)},
        about=[deadline.case],
    )
    return deadline


@transaction.atomic
def add_task(
    *,
    by: Actor,
    compartment,
    title: str = "",
    kind="other",
    due_on=None,
    case=None,
    assigned_to=None,
) -> Task:
    """Note something to do."""
    by.require(Right.WRITE, compartment)
    worker = case.worker if case else None
    task = Task(
        compartment=compartment,
        case=case,
        worker=worker,
        kind=kind,
        due_on=due_on,
        assigned_to=assigned_to,
    )
    if title:
        task.seal(by, title=title)
    task.save()
    changes = {"kind": (None, kind), "due_on": (None, due_on)}
    about = [case, case.worker] if case else []
    journal.append(by, "centre.add_task", task, changes=changes, about=about)
    return task


@transaction.atomic
def finish_task(*, by: Actor, task: Task) -> Task:
    """Tick a task off, or put it back."""
    by.require(Right.WRITE, task.compartment)
    before, task.done_on = task.done_on, None if task.done_on else timezone.localdate()
    task.save(update_fields=["done_on"])
    about = [task.case] if task.case else []
    journal.append(
        by, "centre.finish_task", task, changes={"done_on": (before, task.done_on)}, about=about
    )
    return task


@transaction.atomic
def add_hearing(
    *,
    by: Actor,
    case: Case,
    kind: str,
    starts_at,
    venue: str = "",
    note: str = "",
    instead_of: Hearing | None = None,
):
    """Set a hearing or another fixed meeting."""
    by.require(Right.WRITE, case.compartment)
    hearing = Hearing(pk=id_after(instead_of), compartment=case.compartment, case=case, kind=kind,
                      starts_at=starts_at)  # fmt: skip
    sealed = {name: text for name, text in (("venue", venue), ("note", note)) if text}
    if sealed:
        hearing.seal(by, **sealed)
    hearing.save()
    changes = {"kind": (None, kind), "starts_at": (None, starts_at)}
    journal.append(by, "centre.add_hearing", hearing, changes=changes, about=[case, case.worker])
    return hearing


STATUS_AFTER = {
    "settlement": "settled",
    "mediation": "settled",
    "award": "awarded",
    "judgment": "enforcing",
    "dismissed": "lost",
    "withdrawn": "withdrawn",
}

WHY_AFTER = {"settled": "agreed", "lost": "decided", "withdrawn": "gave_up"}


@transaction.atomic
def record_outcome(
    *,
    by: Actor,
    case: Case,
    kind: str,
    on: date,
    amount=None,
    note: str = "",
    recompute: bool = True,
    instead_of: Outcome | None = None,
) -> Outcome:
    """Record how a stage ended; the dates for going on follow from the law."""
    by.require(Right.WRITE, case.compartment)
    told = {"kind": kind, "on": on, "amount": amount}
    outcome = Outcome(pk=id_after(instead_of), compartment=case.compartment, case=case, **told)
    if note:
        outcome.seal(by, note=note)
    outcome.save()
    case.awarded = amount if amount is not None else case.awarded
    case.status = STATUS_AFTER.get(kind, case.status)
    case.closed_why = WHY_AFTER.get(case.status, "")
    closed_before, case.closed_on = case.closed_on, None if case.is_open else on
    case.save()
    follow_status(case, closed_before)
    changes = {name: (None, value) for name, value in told.items()}
    journal.append(by, "centre.record_outcome", outcome, changes=changes, about=[case, case.worker])
    _tell_the_law(by, case, outcome, recompute)
    return outcome


FACT_AFTER = {
    "award": "award_received_on",
    "judgment": "judgment_received_on",
    "mediation": "mediation_made_on",
}


def facts_after(outcome: Outcome) -> dict[str, date]:
    """What an outcome tells the law: what was received or made on which day."""
    fact = FACT_AFTER.get(outcome.kind)
    values = {fact: outcome.on} if fact else {}
    if outcome.kind in ("judgment", "mediation", "settlement"):
        values["payment_due_on"] = outcome.on
    return values


def _tell_the_law(by: Actor, case, outcome, recompute) -> None:
    """The days for going on follow from the law, once it knows what came when."""
    values = facts_after(outcome)
    if values:
        set_facts(
            by=by,
            employment=case.employment,
            source="decision",
            values=values,
            recompute=recompute,
        )
        case.refresh_from_db()


@transaction.atomic
def record_filing(*, by: Actor, case: Case, on: date) -> Case:
    """Record that the claim was filed for arbitration; the limitation is kept with it."""
    by.require(Right.WRITE, case.compartment)
    change_case(by=by, case=case, status="filed")
    employment = case.employment
    set_facts(
        by=by, employment=employment, source="worker", values={"filed_on": on}, recompute=False
    )
    add_event(by=by, employment=employment, kind="arbitration_filed", date=on)
    case.refresh_from_db()
    return case


@transaction.atomic
def record_payment(
    *,
    by: Actor,
    case: Case,
    on: date,
    amount,
    means="bank",
    entitlement="",
    instead_of: Payment | None = None,
) -> Payment:
    """Record money that reached the worker."""
    by.require(Right.WRITE, case.compartment)
    payment = Payment(
        pk=id_after(instead_of),
        compartment=case.compartment,
        case=case,
        on=on,
        amount=amount,
        means=means,
        entitlement=entitlement,
    )
    payment.save()
    case.received = case.payments.aggregate(sum=Sum("amount"))["sum"] or 0
    case.save(update_fields=["received"])
    changes = {"on": (None, on), "amount": (None, amount)}
    journal.append(by, "centre.record_payment", payment, changes=changes, about=[case, case.worker])
    return payment
