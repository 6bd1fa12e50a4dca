"""Workers and employers: lists, matches while typing, duplicates."""

from django.db.models import Count

from gongyou.centre.extra_facts import rough_days
from gongyou.centre.models import Case, Employer, Employment, EmploymentFacts, Worker
from gongyou.centre.names import closest
from gongyou.vault.public import Actor


def workers(actor: Actor):
    """Workers the user may see, folded ones left out, newest first."""
    return Worker.objects.visible_to(actor).filter(merged_into__isnull=True).order_by("-created_at")


def employers(actor: Actor):
    """Employers the user may see, further spellings left out."""
    return Employer.objects.visible_to(actor).filter(same_as__isnull=True).order_by("name_key")


def family(record) -> list:
    """The ids of a record and of those folded into it."""
    folded = record.merged if hasattr(record, "merged") else record.spellings
    return [record.pk, *folded.values_list("pk", flat=True)]


def match_employers(actor: Actor, term: str, limit: int = 8) -> list[Employer]:
    """Known employers whose name is near what was typed, best first; spellings count too."""
    if not term.strip():
        return []
    rows = Employer.objects.visible_to(actor).values_list("pk", "name_key", "pinyin", "initials")
    hits = [pk for _, pk in closest(term, rows.iterator(chunk_size=2000), limit=limit)]
    found = Employer.objects.filter(pk__in=hits).select_related("same_as").in_bulk()
    kept: dict = {}
    for pk in hits:
        employer = found[pk].same_as or found[pk]
        kept.setdefault(employer.pk, employer)
    return with_counts(list(kept.values()))


def with_counts(employers: list[Employer]) -> list[Employer]:
    """Give each employer how many people are known there, in one query."""
    counts = dict(
        Employment.objects.filter(employer__in=[e.pk for e in employers])
        .values_list("employer")
        .annotate(n=Count("worker", distinct=True))
    )
    for employer in employers:
        employer.people = counts.get(employer.pk, 0)  # type: ignore[attr-defined]
    return employers


SPELL_DAYS = ("start", "end")


def days_by_source(employments) -> dict:
    """Employment id → {"start": [(day, source)], "end": …}: every day that a source tells, once."""
    found: dict = {employment.pk: {name: {} for name in SPELL_DAYS} for employment in employments}
    rows = EmploymentFacts.objects.filter(employment__in=list(found))
    for row in sorted(rows, key=lambda row: (row.source != "worker", row.source)):
        told = {name: getattr(row, name) for name in SPELL_DAYS} | rough_days({"more": row.more})
        for name in SPELL_DAYS:
            if told[name]:
                found[row.employment_id][name].setdefault(told[name], row.source)
    return {
        pk: {name: list(days.items()) for name, days in told.items()} for pk, told in found.items()
    }


def employments_of(actor: Actor, worker: Worker):
    """A worker's spells, those of folded records too."""
    return (
        Employment.objects.visible_to(actor)
        .filter(worker__in=family(worker))
        .select_related("employer", "worksite", "worker")
        .prefetch_related("cases")
    )


def cases_at(actor: Actor, employer: Employer):
    """Cases at an employer under all its spellings."""
    return (
        Case.objects.visible_to(actor)
        .filter(employer__in=family(employer))
        .select_related("worker", "employer")
        .prefetch_related("grievances")
    )


def worker_by_pseudonym(actor: Actor, text: str):
    """Workers whose pseudonym is or starts with the text."""
    return Worker.objects.visible_to(actor).filter(pseudonym__begins=text.strip().upper())
