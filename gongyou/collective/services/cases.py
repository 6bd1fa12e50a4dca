"""Opening a collective case, moving its phases, ticking its checklists."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from gongyou.centre.public import Employer, employer_in
from gongyou.collective.codes import PHASES
from gongyou.collective.models import (
    CaseEmployer,
    CollectiveCase,
    HelpRequest,
    PhaseCheck,
    PhaseState,
)
from gongyou.law import DEFAULT_LAW
from gongyou.vault.public import Actor, Right, journal


@transaction.atomic
def open_case(
    *,
    by: Actor,
    compartment,
    title: str,
    employer: Employer | None = None,
    opened_on: date | None = None,
    grievances=(),
    profile: dict | None = None,
    generated: bool = False,
    about=(),
    law: str = DEFAULT_LAW,
) -> CollectiveCase:
    """Open a collective case with its seven phases, the first going on."""
    by.require(Right.WRITE, compartment)
    case = CollectiveCase(
        compartment=compartment,
        opened_on=opened_on or timezone.localdate(),
        grievances=sorted(set(grievances)),
        generated=generated,
        law=law,
    )
    if employer:
        case.employer = employer_in(by=by, compartment=compartment, employer=employer)
        case.place = case.employer.place
    case.seal(by, title=title, profile=profile or {})
    case.save()
    PhaseState.objects.bulk_create(
        PhaseState(case=case, phase=number, state="active" if number == 1 else "not_started")
        for number, _label in PHASES
    )
    if case.employer:
        CaseEmployer.objects.create(case=case, employer=case.employer)
    changes: dict = {"opened_on": (None, case.opened_on), "grievances": (None, case.grievances)}
    sealed = case.take_sealed_changes()
    sealed.pop("profile", None)
    journal.append(
        by, "collective.open_case", case, changes=changes, sealed=sealed, about=list(about)
    )
    return case


@transaction.atomic
def change_case(*, by: Actor, case: CollectiveCase, **values) -> CollectiveCase:
    """Change title, place, grievances or result; a result closes the case."""
    by.require(Right.WRITE, case.compartment_id)
    changes = case.change(by, **values)
    if "result" in changes:
        case.closed_on = (case.closed_on or timezone.localdate()) if case.result else None
    sealed = case.take_sealed_changes()
    if changes or sealed:
        case.save()
        act = "collective.change_case" if case.is_open else "collective.close_case"
        journal.append(by, act, case, changes=changes, sealed=sealed)
    return case


@transaction.atomic
def link_employer(
    *, by: Actor, case: CollectiveCase, employer: Employer, role: str
) -> CaseEmployer:
    """Add a firm to the case: successor, client, another name."""
    by.require(Right.WRITE, case.compartment_id)
    here = employer_in(by=by, compartment=case.compartment, employer=employer)
    made, fresh = CaseEmployer.objects.get_or_create(case=case, employer=here, role=role)
    if fresh:
        changes: dict = {"role": (None, role)}
        journal.append(by, "collective.link_employer", case, changes=changes, about=[here])
    return made


@transaction.atomic
def set_phase(*, by: Actor, case: CollectiveCase, phase: int, state: str, since=None) -> PhaseState:
    """Say where a phase stands; any phase may go on beside others or be opened again."""
    by.require(Right.WRITE, case.compartment_id)
    row = PhaseState.objects.select_for_update().get(case=case, phase=phase)
    if row.state == state:
        return row
    changes: dict = {"phase": (None, phase), "state": (row.state, state)}
    row.state, row.since = state, since or timezone.localdate()
    row.save()
    journal.append(by, "collective.set_phase", case, changes=changes)
    return row


@transaction.atomic
def tick(*, by: Actor, case: CollectiveCase, code: str, on: date | None = None) -> None:
    """Tick an item of a checklist by hand, or take the tick back."""
    by.require(Right.WRITE, case.compartment_id)
    row = PhaseCheck.objects.filter(case=case, code=code).first()
    day = on or timezone.localdate()
    if row:
        row.delete()
    else:
        PhaseCheck.objects.create(case=case, code=code, done_on=day, done_by=by.account)
    change = (row.done_on, None) if row else (None, day)
    journal.append(by, "collective.tick", case, changes={code: change})


@transaction.atomic
def record_request(
    *, by: Actor, case: CollectiveCase, asked_on: date, people=None, consent=(), **texts
) -> HelpRequest:
    """Record who asked for help, for what, and what was promised to them."""
    by.require(Right.WRITE, case.compartment_id)
    request = HelpRequest(case=case, asked_on=asked_on, people=people, consent=list(consent))
    request.seal(by, **{name: text for name, text in texts.items() if text})
    request.save()
    changes: dict = {"asked_on": (None, asked_on), "people": (None, people)}
    sealed = request.take_sealed_changes()
    journal.append(by, "collective.record_request", case, changes=changes, sealed=sealed)
    return request


@transaction.atomic
def decide_request(
    *, by: Actor, request: HelpRequest, decision: str, how: str = "", decided_on: date | None = None
) -> HelpRequest:
    """Record whether the centre helps and how."""
    case = request.case
    by.require(Right.WRITE, case.compartment_id)
    changes = request.change(
        by, decision=decision, decided_on=decided_on or timezone.localdate(), how=how
    )
    sealed = request.take_sealed_changes()
    request.save()
    journal.append(by, "collective.decide_request", case, changes=changes, sealed=sealed)
    return request
