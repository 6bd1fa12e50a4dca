"""A deposit as it goes to an archive: what is in it is noted, so that a withdrawal can say it."""

import uuid
from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from gongyou.fieldwork import deposits
from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.models import CaseStudy, Coding, Participant, Study
from gongyou.fieldwork.queries import quotes
from gongyou.fieldwork.services.leaving import depart
from gongyou.fieldwork.services.projects import hand_over_project
from gongyou.vault.public import Actor, Right, journal


@transaction.atomic
def make_deposit(*, by: Actor, study: CaseStudy, chronicle: dict, to: str) -> dict[str, bytes]:
    """Name → content: the case study, and the coded interviews that it quotes as projects.

    Of interviews only texts go along that were read twice, of people who allow archiving.
    """
    by.require(Right.EXPORT, study.compartment_id)
    projects = _projects(by, study, to)
    files = deposits.deposit(by, study, chronicle, timezone.localdate(), projects)
    _note(by, study, to)
    journal.append(by, "fieldwork.make_deposit", study, changes={"projects": len(projects)})
    return files


def _projects(by: Actor, study: CaseStudy, to: str) -> dict[str, bytes]:
    codings = study.studyquote_set.exclude(coding=None).values("coding")
    texts = Coding.objects.filter(pk__in=codings).values("text__study")
    held = Study.objects.filter(pk__in=texts, compartment=study.compartment_id).order_by("pk")
    found = {}
    for number, one in enumerate(held, 1):
        try:
            content, _changed = hand_over_project(
                by=by, study=one, to=to, use="archive", read_twice=True
            )
        except FieldworkError:
            continue
        found[f"interviews-{number}.qdpx"] = content
    return found


def _note(by: Actor, study: CaseStudy, to: str) -> None:
    """The quotations of interviews that are in it."""
    said = quotes.said_in(by, study)
    allowed = quotes.verdicts([one.quote for one in said], use="archive")
    gone: dict[uuid.UUID, list] = defaultdict(list)
    for one in said:
        if one.quote.participant and one.verdict == allowed[one.quote.pk] == quotes.YES:
            gone[one.quote.participant].append(one)
    people = Participant.objects.filter(pk__in=list(gone)).select_related("study")
    for place in {person.study for person in people}:
        mine = [person.pk for person in people if person.study == place]
        passages = sum(len(gone[pk]) for pk in mine)
        depart(by=by, study=place, kind="deposit", to=to, people=mine, passages=passages)
