"""Fill a fresh centre: every record through the services, so that the journal is whole."""

import random
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gongyou.centre.demo import week
from gongyou.centre.demo.generate import Person, people
from gongyou.centre.demo.public_cases import CASES
from gongyou.centre.services import cases, evidence, facts, intake
from gongyou.centre.services import people as people_services
from gongyou.vault.public import Actor, Right


def load(actor: Actor, scale: int = 300) -> None:
    """The public cases and `scale` generated workers, spread over the actor's compartments."""
    compartments = actor.compartments(Right.WRITE)
    with transaction.atomic():
        for number, published in enumerate(CASES):
            _published(actor, compartments[-1 if number == 0 else 0], published)
    chance = random.Random(7)  # noqa: S311
    batch: list[Person] = []
    for person in people(scale, timezone.localdate()):
        batch.append(person)
        if len(batch) == 50:
            _generated(actor, compartments[0], batch, chance)
            batch = []
    _generated(actor, compartments[0], batch, chance)
    week.on_duty(actor, compartments[0])


@transaction.atomic
def _published(actor: Actor, compartment, published: dict) -> None:
    firm = published["firm"]
    employer = people_services.add_employer(
        by=actor,
        compartment=compartment,
        name=firm["employer"],
        place=firm["place"],
        sector=firm["sector"],
    )
    recorded = intake.record_intake(
        by=actor,
        compartment=compartment,
        identity={"name": published["role"]},
        employer=employer,
        story=published["story"],
        facts=published["facts"],
        grievances=published["grievances"],
        consent=["keep", "statistics"],
        next_step="write_employer",
        received_on=published["came_on"],
        channel="visit",
    )
    assert recorded.employment is not None and recorded.case is not None
    for event in published["events"]:
        facts.add_event(by=actor, employment=recorded.employment, source="other", **event)
    cases.record_outcome(by=actor, case=recorded.case, **published["outcome"])
    for payment in published["payments"]:
        cases.record_payment(by=actor, case=recorded.case, **payment)
    if published["payments"]:
        cases.change_case(by=actor, case=recorded.case, status="won")


@transaction.atomic
def _generated(actor: Actor, compartment, batch: list[Person], chance) -> None:
    for person in batch:
        recorded = intake.record_intake(
            by=actor,
            compartment=compartment,
            generated=True,
            identity={"name": person.name, "phone": person.phone},
            employer_name=person.employer[0],
            facts=person.facts,
            pay=person.pay,
            papers=person.papers,
            events=person.events,
            story=person.story,
            grievances=person.grievances,
            consent=_agreed(chance),
            next_step=chance.choice(["collect_papers", "compute", "write_employer", "arbitrate"]),
            received_on=person.came_on,
        )
        _went_on(actor, recorded.case, person, chance)
        week.of_case(actor, recorded.case, chance)


def _agreed(chance) -> list[str]:
    """Most agree to everything; a few were asked less, as at any counter."""
    uses = ["keep", "contact", "act"]
    uses += ["collective"] * (chance.random() < 0.85) + ["statistics"] * (chance.random() < 0.9)
    return uses


def _went_on(actor: Actor, case, person: Person, chance) -> None:
    """Older cases ended one way or another; newer ones have things to do."""
    today = timezone.localdate()
    if chance.random() < 0.5:
        evidence.add_evidence(
            by=actor,
            case=case,
            kind="contract" if "contract" in person.papers else "payslip",
            held_by="worker",
            proves=[("employment", "agreed_wage")],
        )
    age = (today - person.came_on).days
    if age > 400:
        _ended(actor, case, person, chance)
    elif chance.random() < 0.2:
        cases.add_task(
            by=actor,
            compartment=case.compartment,
            case=case,
            kind="papers",
            due_on=today + timedelta(days=chance.randrange(-5, 40)),
            assigned_to=actor.account,
        )
    case.refresh_from_db()
    if case.is_open and chance.random() < 0.25:
        cases.add_deadline(
            by=actor,
            case=case,
            kind=chance.choice(["evidence", "reply", "next_step"]),
            due_on=today + timedelta(days=chance.randrange(-2, 28)),
        )
    if age < 900 and chance.random() < 0.2:
        when = timezone.now() + timedelta(days=chance.randrange(2, 50))
        cases.add_hearing(
            by=actor,
            case=case,
            kind="arbitration",
            starts_at=when.replace(hour=2, minute=30, second=0, microsecond=0),
        )


def _ended(actor: Actor, case, person: Person, chance) -> None:
    case.refresh_from_db()
    kind = chance.choices(
        ["settlement", "award", "judgment", "dismissed", "withdrawn"], [5, 4, 2, 1, 1]
    )[0]
    on = person.came_on + timedelta(days=int(chance.triangular(20, 700, 120)))
    on = min(on, timezone.localdate() - timedelta(days=20))
    won = kind in ("settlement", "award", "judgment") and case.claimed
    share = Decimal(chance.randrange(30, 101)) / 100
    amount = (case.claimed * share).quantize(Decimal("0.01")) if won else None
    cases.record_outcome(
        by=actor, case=case, kind=kind, on=on, amount=amount, recompute=chance.random() < 0.1
    )
    if amount and chance.random() < 0.8:
        paid = amount if chance.random() < 0.7 else (amount / 2).quantize(Decimal("0.01"))
        cases.record_payment(by=actor, case=case, on=on + timedelta(days=20), amount=paid)
        if paid == amount:
            cases.change_case(by=actor, case=case, status="won")
