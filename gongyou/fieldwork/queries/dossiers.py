"""What a paper about a case study may hold: each quotation with its verdict and description."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from gongyou.collective.public import Member
from gongyou.fieldwork.models import Dossier, DossierQuote
from gongyou.fieldwork.queries import quotes
from gongyou.fieldwork.queries.attribution import KINDS, finest
from gongyou.vault.public import Actor, reveal_many

YEAR = 365.25
BANDS = ((1, "under1"), (3, "1to3"), (6, "3to6"), (10, "6to10"), (100, "over10"))


@dataclass
class Line:
    """A chosen quotation. `verdict`: in, show (before quoting) or out; `why` says it."""

    row: DossierQuote
    said: quotes.Said
    attribution: dict | None
    verdict: str
    why: str

    @property
    def described(self) -> str:
        """The speaker, as described."""
        return in_words(self.attribution)


def in_words(attribution: dict | None) -> str:
    """A description in words; empty where there is none."""
    if attribution is None:
        return ""
    if not attribution:
        return _("a member")
    words = {
        "role:representative": _("a representative"),
        "role:member": _("a member"),
        "service:under1": _("less than a year at the plant"),
        "service:1to3": _("one to three years at the plant"),
        "service:3to6": _("three to six years at the plant"),
        "service:6to10": _("six to ten years at the plant"),
        "service:over10": _("more than ten years at the plant"),
        "sex:female": _("woman"),
        "sex:male": _("man"),
    }
    return ", ".join(
        words.get(f"{kind}:{attribution[kind]}", attribution[kind])
        for kind in KINDS
        if kind in attribution
    )


def roll(case, on: dt.date | None = None) -> dict:
    """Member id → what everybody on the roll could be described by."""
    rows = Member.objects.filter(case=case).select_related("employment")
    held = rows.filter(mandates__isnull=False)
    representatives = set(held.values_list("pk", flat=True))
    day = on or case.closed_on or case.opened_on
    return {row.pk: _attributes(row, row.pk in representatives, day) for row in rows}


def _attributes(row: Member, representative: bool, day: dt.date) -> dict[str, str]:
    found = {"role": "representative" if representative else "member"}
    if row.workshop:
        found["workshop"] = row.workshop
    if row.start:
        years = max((row.end or day) - row.start, dt.timedelta()).days / YEAR
        found["service"] = next(word for most, word in BANDS if years < most)
    return found


def lines(actor: Actor, dossier: Dossier) -> list[Line]:
    """The chosen quotations as they stand today."""
    rows = list(dossier.quotes.select_related("quote"))
    said = {s.quote.pk: s for s in quotes.said_in(actor, dossier.study)}
    population = roll(dossier.study.case)
    before = _earlier(actor, dossier)
    given: dict = {}
    found = []
    for row in rows:
        if row.quote_id not in said:
            continue
        member = row.quote.member_id
        if member not in given:
            given[member] = (
                finest(population[member], list(population.values()), before[member])
                if member in population
                else None
            )
        found.append(_line(row, said[row.quote_id], given[member]))
    return found


def _earlier(actor: Actor, dossier: Dossier) -> dict:
    """Member id → how they were described in papers that were released before."""
    found = defaultdict(list)
    others = Dossier.objects.filter(
        Q(study__case=dossier.study.case), released_on__isnull=False
    ).exclude(pk=dossier.pk)
    rows = list(others)
    for held in reveal_many(actor, rows, ["frozen"]).values():
        for quote in (held.get("frozen") or {}).get("quotes", []):
            if quote.get("member") and quote.get("attribution"):
                found[_id(quote["member"])].append(quote["attribution"])
    return found


def _id(text: str):
    from uuid import UUID

    return UUID(text)


def _line(row: DossierQuote, said: quotes.Said, attribution) -> Line:
    if said.verdict == quotes.NO:
        return Line(row, said, None, "out", _("the speaker did not agree to be quoted"))
    if row.shown_on:
        return Line(row, said, attribution, "in", _("seen and allowed by the speaker"))
    if said.verdict == quotes.SHOW:
        return Line(row, said, attribution, "show", _("the speaker wants to see it first"))
    if not quotes.may_be_described(row.quote):
        return Line(row, said, None, "in", _("agreed, without any description"))
    if attribution is None:
        return Line(
            row, said, None, "show", _("no description fits ten people: show before quoting")
        )
    return Line(row, said, attribution, "in", _("agreed; the description fits ten people and more"))


@dataclass
class Fact:
    """Whether a paper may be released, and what stands against it."""

    may: bool
    against: list[str]


def releasable(actor: Actor, dossier: Dossier) -> Fact:
    """A second person, and no quotation that waits or was refused."""
    against = []
    if dossier.released_on:
        against.append(_("It is released."))
    if actor.account and actor.account.pk == dossier.made_by_id:
        against.append(_("Somebody else than its maker has to release it."))
    for line in lines(actor, dossier):
        if line.verdict != "in":
            against.append(f"“{line.said.words[:40]}…”: {line.why}")
    return Fact(not against, against)


def today() -> dt.date:
    """The day of verdicts."""
    return timezone.localdate()
