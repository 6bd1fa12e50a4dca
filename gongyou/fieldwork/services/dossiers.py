"""Papers about case studies: made by one, released by another, remembered when they leave."""

import datetime as dt
import hashlib

from django.db import transaction
from django.utils import timezone

from gongyou.fieldwork.models import (
    CaseStudy,
    Dossier,
    DossierDeparture,
    DossierQuote,
    Participant,
    StudyQuote,
    Text,
)
from gongyou.fieldwork.queries import dossiers as queries
from gongyou.fieldwork.services.leaving import depart
from gongyou.vault.public import Actor, NotTwoPeople, Right, journal, require_two


class NotReleased(ValueError):
    """What stands against it, in the reader's words."""


@transaction.atomic
def make_dossier(
    *,
    by: Actor,
    study: CaseStudy,
    kind: str = "dossier",
    language: str = "en",
    introduction="",
    quotes: list[StudyQuote] | None = None,
) -> Dossier:
    """Make a paper; quotations are those that are named, or all of the study."""
    by.require(Right.WRITE, study.compartment_id)
    made = Dossier(
        study=study,
        compartment_id=study.compartment_id,
        kind=kind,
        language=language,
        made_on=timezone.localdate(),
        made_by=by.account,
    )
    if introduction:
        made.seal(by, introduction=introduction)
        made.take_sealed_changes()
    made.save()
    chosen = quotes if quotes is not None else list(study.studyquote_set.all())
    for quote in chosen:
        DossierQuote.objects.create(dossier=made, quote=quote)
    changes: dict = {"kind": (None, kind), "count": len(chosen)}
    journal.append(by, "fieldwork.make_dossier", made, changes=changes)
    return made


@transaction.atomic
def leave_out(*, by: Actor, row: DossierQuote) -> None:
    """Take a quotation out of a paper that is not released."""
    dossier = row.dossier
    by.require(Right.WRITE, dossier.compartment_id)
    if dossier.released_on:
        raise NotReleased
    row.delete()
    journal.append(by, "fieldwork.choose_quote", dossier)


@transaction.atomic
def note_shown(*, by: Actor, row: DossierQuote, on: dt.date | None = None) -> DossierQuote:
    """The speaker saw the words as they will stand, and allowed them."""
    dossier = row.dossier
    by.require(Right.WRITE, dossier.compartment_id)
    if dossier.released_on:
        raise NotReleased
    row.shown_on = on or timezone.localdate()
    row.save(update_fields=["shown_on"])
    journal.append(by, "fieldwork.show_quote", dossier)
    return row


@transaction.atomic
def release_dossier(*, by: Actor, dossier: Dossier) -> Dossier:
    """Let a paper go out, as a second person; verdicts and descriptions are frozen.

    Raises:
        NotReleased: with what stands against it.
        NotTwoPeople: maker and releaser may be one person.
    """
    by.require(Right.EXPORT, dossier.compartment_id)
    fact = queries.releasable(by, dossier)
    if not fact.may:
        raise NotReleased(*fact.against)
    if by.account is None:
        raise NotTwoPeople("young")
    require_two(dossier.made_by, by.account)
    day = timezone.localdate()
    frozen = {
        "day": day.isoformat(),
        "quotes": [
            {
                "quote": str(line.row.quote_id),
                "member": str(line.row.quote.member_id or ""),
                "attribution": line.attribution,
                "verdict": line.said.verdict,
                "why": line.why,
            }
            for line in queries.lines(by, dossier)
        ],
    }
    dossier.released_on, dossier.released_by = day, by.account
    dossier.seal(by, frozen=frozen)
    dossier.take_sealed_changes()
    dossier.save()
    journal.append(by, "fieldwork.release_dossier", dossier, changes={"on": (None, day)})
    return dossier


@transaction.atomic
def hand_over(*, by: Actor, dossier: Dossier, to: str, form: str, content: bytes):
    """Note that a copy went to somebody: it cannot be called back.

    Raises:
        NotReleased: nobody released it, or a speaker has since said no.
    """
    by.require(Right.EXPORT, dossier.compartment_id)
    if dossier.released_on is None:
        raise NotReleased
    row = DossierDeparture(
        dossier=dossier,
        on=timezone.localdate(),
        form=form,
        quotes=dossier.quotes.count(),
        digest=hashlib.sha256(content).hexdigest(),
        by=by.account,
    )
    row.seal(by, to=to)
    row.take_sealed_changes()
    row.save()
    journal.append(by, "fieldwork.hand_over_dossier", dossier, changes={"form": (None, form)})
    _departures(by, dossier, to)
    return row


def _departures(by: Actor, dossier: Dossier, to: str) -> None:
    """Words of interviews went out: so a withdrawal can say where they are."""
    rows = [q.quote for q in dossier.quotes.select_related("quote") if q.quote.participant]
    people = Participant.objects.filter(pk__in={q.participant for q in rows})
    by_study: dict = {}
    for person in people.select_related("study"):
        by_study.setdefault(person.study, []).append(person.pk)
    for study, held in by_study.items():
        texts = {q.coding for q in rows if q.participant in held}
        said = Text.objects.filter(codings__in=texts).distinct()
        depart(
            by=by,
            study=study,
            kind="dossier",
            to=to,
            people=held,
            texts=said,
            passages=sum(q.participant in held for q in rows),
        )


__all__ = [
    "NotReleased",
    "NotTwoPeople",
    "hand_over",
    "leave_out",
    "make_dossier",
    "note_shown",
    "release_dossier",
]
