"""Quotations of case studies, and whether each may be quoted: asked anew each time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from gongyou.fieldwork import codes_of_cases as codes
from gongyou.fieldwork.models import CaseStudy, StudyQuote
from gongyou.fieldwork.queries import consent
from gongyou.fieldwork.queries.codings import passages_for
from gongyou.vault.public import Actor, Right, reveal_many

YES, SHOW, NO = "yes", "show", "no"
MOST = 200


@dataclass
class Said:
    """A quotation with its words and the verdict on quoting it."""

    quote: StudyQuote
    words: str
    verdict: str
    verdict_words: str


def verdicts(quotes: list[StudyQuote], use: str = "quote") -> dict:
    """Quote id → yes, show (ask first) or no; whatever was not asked is no.

    Words of an interview follow the consent that stands there today, for this use.
    """
    speakers = {quote.participant for quote in quotes if quote.participant}
    consents = consent.verdicts(speakers) if speakers else {}
    found = {}
    for quote in quotes:
        if quote.participant:
            answer = consents[quote.participant][use].answer
            found[quote.pk] = {consent.YES: YES, consent.ASK: SHOW}.get(answer, NO)
        else:
            found[quote.pk] = quote.agreed if quote.agreed in (YES, SHOW) else NO
    return found


def may_be_described(quote: StudyQuote) -> bool:
    """Whether the speaker allowed more than the bare words."""
    if not quote.participant:
        return True
    return consent.may(quote.participant, "quote_coarse").allows


def passages(actor: Actor, study: CaseStudy) -> list:
    """Passages with one speaker who may be quoted, or wants to be asked first.

    Only of interviews in the compartment of the case study: words do not wander to people who may
    not read them where they come from.
    """
    found = passages_for(actor, use="quote", ask=True)
    here = [p for p in found if p.text.compartment_id == study.compartment_id]
    return [p for p in here if len(p.participants) == 1 and p.words.strip()][:MOST]


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
            codes.label(codes.AGREED, told[row.pk]),
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
