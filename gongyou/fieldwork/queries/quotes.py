"""Quotations of case studies, and whether each may be quoted: asked anew each time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from gongyou.fieldwork import codes_of_cases as codes
from gongyou.fieldwork.models import CaseStudy, StudyQuote
from gongyou.vault.public import Actor, Right, reveal_many

YES, SHOW, NO = "yes", "show", "no"


@dataclass
class Said:
    """A quotation with its words and the verdict on quoting it."""

    quote: StudyQuote
    words: str
    verdict: str
    verdict_words: str


def verdicts(quotes: list[StudyQuote]) -> dict:
    """Quote id → yes, show (ask first) or no; whatever was not asked is no.

    Words of an interview follow the consent that stands there today.
    """
    found = {}
    for quote in quotes:
        found[quote.pk] = quote.agreed if quote.agreed in (YES, SHOW) else NO
    return found


def said_in(actor: Actor, study: CaseStudy) -> list[Said]:
    """All quotations of a study that the reader may read."""
    if not actor.may(Right.READ_IDENTITY, study.compartment_id):
        return []
    rows = list(study.studyquote_set.select_related("member__worker"))
    held = reveal_many(actor, rows, ["words"])
    told = verdicts(rows)
    return [
        Said(
            row,
            (held.get(row.pk) or {}).get("words") or "",
            told[row.pk],
            codes.label(codes.AGREED, row.agreed),
        )
        for row in rows
        if (held.get(row.pk) or {}).get("words")
    ]


def beside_events(actor: Actor, study: CaseStudy) -> dict:
    """Event id → quotations; under None those without an event."""
    found = defaultdict(list)
    for said in said_in(actor, study):
        found[said.quote.event_id].append(said)
    return found


def plain(actor: Actor, study: CaseStudy) -> list[tuple[StudyQuote, str]]:
    """Quotations with their words, for a list to choose from."""
    return [(said.quote, said.words) for said in said_in(actor, study)]
