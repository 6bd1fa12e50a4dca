"""Many new people at once: workers, spells of work, facts and pay, and their memberships."""

from dataclasses import dataclass, field

from django.db import transaction

from gongyou.centre.public import Employment, EmploymentFacts, PayRecord, Worker, more_of
from gongyou.collective.models import CollectiveCase, Member
from gongyou.collective.services.roll import CHUNK, add_members
from gongyou.vault.public import Actor, Right, new_pseudonyms, seal_many


@dataclass
class Entry:
    """One person of a roll."""

    name: str = ""
    phone: str = ""
    facts: dict = field(default_factory=dict)
    pay: list[dict] = field(default_factory=list)
    where: dict = field(default_factory=dict)


@transaction.atomic
def add_people(
    *,
    by: Actor,
    case: CollectiveCase,
    entries: list[Entry],
    source: str,
    joined_on,
    generated=False,
) -> list[Member]:
    """Open records for new people at the case's employer and add them to the roll."""
    by.require(Right.WRITE, case.compartment_id)
    codes = new_pseudonyms(len(entries))
    workers = [
        Worker(compartment=case.compartment, pseudonym=code, generated=generated) for code in codes
    ]
    seal_many(by, [_identity(w, e) for w, e in zip(workers, entries, strict=True)])
    Worker.objects.bulk_create(workers, batch_size=CHUNK)
    spells = [_spell(case, w, e) for w, e in zip(workers, entries, strict=True)]
    Employment.objects.bulk_create(spells, batch_size=CHUNK)
    facts, pay = [], []
    for spell, entry in zip(spells, entries, strict=True):
        more = more_of(case.law, "employment", entry.facts)
        shared = {n: v for n, v in known(entry.facts).items() if n not in more}
        facts.append(EmploymentFacts(employment=spell, source=source, more=more, **shared))
        for row in entry.pay:
            values = {n: v for n, v in row.items() if n in PAY}
            more = more_of(case.law, "pay", row)
            pay.append(PayRecord(employment=spell, source=source, more=more, **values))
    EmploymentFacts.objects.bulk_create(facts, batch_size=CHUNK)
    PayRecord.objects.bulk_create(pay, batch_size=CHUNK)
    places = {s.pk: e.where for s, e in zip(spells, entries, strict=True)}
    return add_members(by=by, case=case, employments=spells, joined_on=joined_on, places=places)


COLUMNS = {f.name for f in EmploymentFacts._meta.fields} - {"id", "employment", "source", "more"}
PAY = {f.name for f in PayRecord._meta.fields} - {"id", "employment", "source", "more"}


def known(facts: dict) -> dict:
    """The facts that have a column, texts cut to what it holds."""
    return {
        name: value[:60] if isinstance(value, str) else value
        for name, value in facts.items()
        if name in COLUMNS and value is not None
    }


def _identity(worker: Worker, entry: Entry) -> tuple:
    values = {"name": entry.name, "phone": entry.phone}
    return worker, {n: text for n, text in values.items() if text} or {"name": None}


def _spell(case: CollectiveCase, worker: Worker, entry: Entry) -> Employment:
    facts = entry.facts
    return Employment(
        compartment=case.compartment,
        worker=worker,
        employer=case.employer,
        pack=case.law,
        place=str(facts.get("place") or case.place or "")[:12],
        start=facts.get("start"),
        end=facts.get("end"),
        workshop=str(entry.where.get("workshop") or facts.get("workshop") or "")[:60],
    )
