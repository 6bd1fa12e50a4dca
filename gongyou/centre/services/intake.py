"""Intake: everything that one visit brings, in one transaction."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from gongyou import law
from gongyou.centre.models import Case, Employer, Employment, Intake, Worker
from gongyou.centre.services import cases, claims, people
from gongyou.centre.services.consent import record_consent
from gongyou.centre.services.facts import add_event, set_facts, set_pay
from gongyou.vault.public import Actor, Right, journal


@dataclass
class Recorded:
    """What came out of an intake."""

    intake: Intake
    worker: Worker
    employment: Employment | None
    case: Case | None


@transaction.atomic
def record_intake(
    *,
    by: Actor,
    compartment,
    story: str = "",
    worker: Worker | None = None,
    identity: dict | None = None,
    employer: Employer | None = None,
    employer_name: str = "",
    facts: dict | None = None,
    pay: list[dict] | None = None,
    papers: dict | None = None,
    events: list[dict] | None = None,
    grievances=(),
    language: str = "",
    consent=(),
    channel: str = "visit",
    urgency: str = "",
    next_step: str = "collect_papers",
    next_step_on=None,
    referral: str = "",
    referral_note: str = "",
    received_on=None,
    with_case: bool = True,
    pack: str = law.DEFAULT_LAW,
    generated: bool = False,
) -> Recorded:
    """Record who came, what they told and what follows; open a case and compute the claim."""
    by.require(Right.WRITE, compartment)
    if worker is None:
        worker = people.add_worker(
            by=by,
            compartment=compartment,
            generated=generated,
            language=language,
            **(identity or {}),
        )
    elif language:
        people.change_worker(by=by, worker=worker, language=language)
    if employer is None and employer_name.strip():
        employer = people.add_employer(by=by, compartment=compartment, name=employer_name)
    employment = None
    if employer:
        employment = people.add_employment(
            by=by, worker=worker, employer=employer, facts=facts, pack=pack
        )
        _tell(by, employment, pay, papers, events)
    received_on = received_on or timezone.localdate()
    case = None
    if employment and with_case:
        case = cases.open_case(
            by=by,
            employment=employment,
            grievances=grievances,
            opened_on=received_on,
            assigned_to=by.account,
            compute=False,
        )
    if employment:
        claims.compute_claim(by=by, employment=employment)
    intake = Intake(
        compartment=compartment,
        worker=worker,
        employment=employment,
        case=case,
        received_on=received_on,
        channel=channel,
        urgency=urgency,
        consent=list(consent),
        next_step=next_step,
        next_step_on=next_step_on,
        referral=referral,
        taken_by=by.account,
    )
    sealed = {n: t for n, t in (("story", story), ("referral_note", referral_note)) if t}
    if sealed:
        intake.seal(by, **sealed)
    intake.save()
    _journal_intake(by, intake)
    if consent:
        record_consent(by=by, worker=worker, verdicts=dict.fromkeys(consent, "yes"))
    if next_step_on:
        _keep_next_step(by, intake)
    return Recorded(intake, worker, employment, case)


def _tell(by: Actor, employment, pay, papers, events) -> None:
    """Months of pay, what other sources say, events; the claim is computed once, afterwards."""
    if pay:
        set_pay(by=by, employment=employment, source="worker", rows=pay, recompute=False)
    for source, values in (papers or {}).items():
        set_facts(by=by, employment=employment, source=source, values=values, recompute=False)
    for event in events or []:
        add_event(by=by, employment=employment, recompute=False, **event)


def _journal_intake(by: Actor, intake) -> None:
    changes = {
        "channel": (None, intake.channel),
        "consent": (None, intake.consent),
        "next_step": (None, intake.next_step),
    }
    about = [record for record in (intake.worker, intake.employment, intake.case) if record]
    journal.append(by, "centre.record_intake", intake, changes=changes, about=about)


def _keep_next_step(by: Actor, intake) -> None:
    if intake.case:
        cases.add_deadline(
            by=by,
            case=intake.case,
            kind="next_step",
            due_on=intake.next_step_on,
            basis={"next_step": intake.next_step},
        )
    else:
        cases.add_task(by=by, compartment=intake.compartment, due_on=intake.next_step_on)
