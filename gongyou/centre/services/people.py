"""Adding and changing workers, employers, worksites, employments."""

from datetime import date

from django.db import transaction

from gongyou import law
from gongyou.centre.extra_facts import ROUGH, extra_columns, more_of, rough_of
from gongyou.centre.models import Employer, Employment, EmploymentFacts, Worker, Worksite
from gongyou.centre.names import name_key
from gongyou.ui.public import exact
from gongyou.vault.public import Actor, Right, journal

IDENTITY = ("name", "phone", "id_number", "address")


@transaction.atomic
def add_worker(*, by: Actor, compartment, language="", generated=False, **identity) -> Worker:
    """Open a record for someone under a fresh pseudonym; who it is goes under seal."""
    by.require(Right.WRITE, compartment)
    worker = Worker(compartment=compartment, language=language, generated=generated)
    known = {name: value.strip() for name, value in identity.items() if value and value.strip()}
    worker.seal(by, **known)
    worker.save()
    journal.append(by, "centre.add_worker", worker)
    return worker


@transaction.atomic
def change_worker(*, by: Actor, worker: Worker, language: str | None = None, **identity) -> Worker:
    """Correct the name or another sealed field; the journal keeps the former value sealed."""
    by.require(Right.WRITE, worker.compartment)
    worker.seal(by, **identity)
    changed = worker.take_sealed_changes()
    told: dict = {}
    if language is not None and language != worker.language:
        told = {"language": (worker.language, language)}
        worker.language = language
    if changed or told:
        worker.save()
        journal.append(by, "centre.change_worker", worker, sealed=changed, changes=told)
    return worker


@transaction.atomic
def add_employer(*, by: Actor, compartment, name: str, **details) -> Employer:
    """Enter a firm, or give the one that has the same key in this compartment already."""
    by.require(Right.WRITE, compartment)
    known = Employer.objects.filter(
        compartment=compartment, name_key=name_key(name), same_as__isnull=True
    ).first()
    if known and known.name_key:
        return known
    employer = Employer(compartment=compartment, **details)
    employer.rename(name)
    employer.save()
    journal.append(by, "centre.add_employer", employer, changes={"name": (None, employer.name)})
    return employer


def employer_in(*, by: Actor, compartment, employer: Employer) -> Employer:
    """The same firm inside a compartment: itself, its counterpart there, or a new counterpart."""
    if employer.compartment_id == compartment.pk:
        return employer.same_as or employer
    details = {"place": employer.place, "sector": employer.sector}
    return add_employer(by=by, compartment=compartment, name=employer.name, **details)


@transaction.atomic
def change_employer(*, by: Actor, employer: Employer, name: str, **details) -> Employer:
    """Correct a firm's name or details."""
    by.require(Right.WRITE, employer.compartment)
    before = {field: getattr(employer, field) for field in ("name", *details)}
    employer.rename(name)
    for field, value in details.items():
        setattr(employer, field, value)
    after = {field: getattr(employer, field) for field in before}
    changes = {f: (before[f], after[f]) for f in before if before[f] != after[f]}
    if changes:
        employer.save()
        journal.append(by, "centre.change_employer", employer, changes=changes)
    return employer


@transaction.atomic
def add_worksite(*, by: Actor, employer: Employer, name: str, place: str = "") -> Worksite:
    """Enter a plant or branch of a firm."""
    by.require(Right.WRITE, employer.compartment)
    worksite = Worksite(
        compartment=employer.compartment, employer=employer, name=name.strip(), place=place
    )
    worksite.save()
    changes = {"name": (None, worksite.name), "place": (None, place)}
    journal.append(by, "centre.add_worksite", worksite, changes=changes, about=[employer])
    return worksite


@transaction.atomic
def add_employment(
    *,
    by: Actor,
    worker: Worker,
    employer: Employer,
    worksite: Worksite | None = None,
    pack: str = law.DEFAULT_LAW,
    source: str = "worker",
    facts: dict | None = None,
) -> Employment:
    """Enter a spell of work with what one source says of it."""
    by.require(Right.WRITE, worker.compartment)
    employment = Employment(
        compartment=worker.compartment,
        worker=worker,
        employer=employer_in(by=by, compartment=worker.compartment, employer=employer),
        worksite=worksite,
        pack=pack,
    )
    facts = {name: value for name, value in (facts or {}).items() if value not in (None, "")}
    copy_headline(employment, facts)
    employment.save()
    own = extra_columns(pack, "employment")
    EmploymentFacts.objects.create(
        employment=employment,
        source=source,
        more=more_of(pack, "employment", facts),
        **{
            name: exact(value) if isinstance(value, date) else value
            for name, value in facts.items()
            if name not in own
        },
    )
    told = facts | rough_of(facts).get(ROUGH, {})
    changes = {name: (None, value) for name, value in told.items()}
    journal.append(
        by, "centre.add_employment", employment, changes=changes, source=source, about=[worker]
    )
    return employment


def copy_headline(employment: Employment, facts: dict) -> None:
    """Keep what lists show beside the employment itself."""
    for name in ("start", "end"):
        if isinstance(facts.get(name), date):
            setattr(employment, name, exact(facts[name]))
    for name in ("place", "workshop"):
        if facts.get(name):
            setattr(employment, name, facts[name])
