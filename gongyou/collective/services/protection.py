"""Protection of representatives: contacts, plans, check-ins, incidents, detention protocol."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from gongyou.collective.codes_of_people import PROTOCOL
from gongyou.collective.models import (
    CheckIn,
    CollectiveCase,
    Incident,
    IncidentEvidence,
    Member,
    ProtocolStep,
    SafetyContact,
    SafetyPlan,
)
from gongyou.collective.services.chronicle import note
from gongyou.vault.public import Actor, Right, files, journal

EVENT_OF = {"violence": "violence", "detention": "police_action", "summons": "police_action"}


@transaction.atomic
def add_safety_contact(
    *,
    by: Actor,
    case: CollectiveCase,
    kind: str,
    name: str,
    phone: str,
    member: Member | None = None,
) -> SafetyContact:
    """Add somebody to call; with a member, only for that member's card."""
    by.require(Right.WRITE, case.compartment_id)
    made = SafetyContact(case=case, kind=kind, member=member)
    made.seal(by, name=name, phone=phone)
    made.take_sealed_changes()
    made.save()
    journal.append(by, "collective.add_safety_contact", case, changes={"kind": (None, kind)})
    return made


@transaction.atomic
def make_safety_plan(
    *, by: Actor, member: Member, made_on: date, every_hours: int | None = None, **texts
) -> SafetyPlan:
    """Agree with a representative on what to do; a new plan takes the place of the old one."""
    case = member.case
    by.require(Right.WRITE, case.compartment_id)
    plan = SafetyPlan.objects.filter(case=case, member=member).first()
    plan = plan or SafetyPlan(case=case, member=member)
    changes = plan.change(by, made_on=made_on, every_hours=every_hours, **texts)
    sealed = plan.take_sealed_changes()
    plan.save()
    journal.append(
        by, "collective.make_safety_plan", plan.case, changes=changes, sealed=sealed, about=[member]
    )
    return plan


@transaction.atomic
def check_in(*, by: Actor, plan: SafetyPlan, answer: str, at=None) -> CheckIn:
    """Record a sign of life, or that nobody answered."""
    case = plan.case
    by.require(Right.WRITE, case.compartment_id)
    made = CheckIn.objects.create(plan=plan, at=at or timezone.now(), answer=answer)
    changes: dict = {"answer": (None, answer)}
    journal.append(by, "collective.check_in", case, changes=changes, about=[plan.member])
    return made


@transaction.atomic
def record_incident(
    *,
    by: Actor,
    case: CollectiveCase,
    kind: str,
    by_whom: str,
    on: date,
    text: str,
    place: str = "",
    until: date | None = None,
    people: int | None = None,
    member: Member | None = None,
) -> Incident:
    """Record retaliation; the chronicle gets its kind and day, not its text."""
    by.require(Right.WRITE, case.compartment_id)
    made = Incident(
        case=case, kind=kind, by_whom=by_whom, on=on, until=until, people=people, member=member
    )
    made.seal(by, text=text, **({"place": place} if place else {}))
    made.take_sealed_changes()
    made.save()
    figures = {"people": people} if people else {}
    said = f"Incident recorded: {made.kind} ({made.by_whom})."
    note(by, case, EVENT_OF.get(kind, "retaliation"), on, 6, said, figures, until)
    changes: dict = {"kind": (None, kind), "on": (None, on)}
    about = [member] if member else []
    journal.append(by, "collective.record_incident", case, changes=changes, about=about)
    return made


@transaction.atomic
def add_incident_evidence(*, by: Actor, incident: Incident, upload) -> IncidentEvidence:
    """Keep what proves an incident."""
    case = incident.case
    by.require(Right.WRITE, case.compartment_id)
    stored = files.store(by, case.compartment, upload, kind="evidence", under=case)
    journal.append(by, "collective.add_incident_evidence", case)
    return IncidentEvidence.objects.create(incident=incident, file=stored)


@transaction.atomic
def do_protocol_step(*, by: Actor, incident: Incident, code: str, note_text: str = "", at=None):
    """Record that a step of the detention protocol was done; done again keeps the first hour."""
    case = incident.case
    by.require(Right.WRITE, case.compartment_id)
    if code not in dict(PROTOCOL):
        raise ValueError(code)
    step = ProtocolStep.objects.filter(incident=incident, code=code).first()
    step = step or ProtocolStep(
        incident=incident, code=code, done_at=at or timezone.now(), done_by=by.account
    )
    sealed = {}
    if note_text:
        step.seal(by, note=note_text)
        sealed = step.take_sealed_changes()
    step.save()
    changes = {"step": (None, code)}
    journal.append(by, "collective.protocol_step", case, changes=changes, sealed=sealed)
    return step
