"""Who had authorised whom on a date: from the records, and from what sources tell."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from gongyou.collective.models import Candidate, CollectiveCase, Mandate, ToldMandate
from gongyou.vault.public import Actor, reveal_many


@dataclass
class Line:
    """A mandate in force on a day and how many had given their power of attorney by then."""

    mandate: Mandate
    authorised: int
    text: str = ""
    # Of the election that gave it; None where it was given otherwise.
    votes: int | None = None


@dataclass
class Told:
    """A mandate as sources tell of it; they may give several numbers."""

    told: ToldMandate
    to: str
    what: str
    numbers: list[dict] = field(default_factory=list)
    holders: list[dict] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    @property
    def differ(self) -> bool:
        """Whether the sources disagree."""
        told = (self.numbers, self.holders)
        return any(len({str(n["value"]) for n in values}) > 1 for values in told)


def on_day(actor: Actor, case: CollectiveCase, day: date) -> list[Line]:
    """The mandates in force on a day, with the authorisations that held that day."""
    given = Q(authorisations__given_on__lte=day) & (
        Q(authorisations__withdrawn_on=None) | Q(authorisations__withdrawn_on__gt=day)
    )
    member = Q(authorisations__member__left_on=None) | Q(authorisations__member__left_on__gt=day)
    rows = list(
        Mandate.objects.visible_to(actor)
        .filter(Q(ends=None) | Q(ends__gte=day), Q(ended_on=None) | Q(ended_on__gt=day))
        .filter(case=case, starts__lte=day)
        .select_related("member__worker", "constituency", "election")
        .annotate(n=Count("authorisations", filter=given & member))
    )
    held = reveal_many(actor, rows, ["text"])
    votes = _votes(rows)
    return [Line(m, m.n, (held.get(m.pk) or {}).get("text") or "", votes.get(m.pk)) for m in rows]


def _votes(mandates: list[Mandate]) -> dict:
    """Mandate → how many voted for its holder."""
    elected = [m for m in mandates if m.election_id]
    named = Candidate.objects.filter(election__in=[m.election_id for m in elected])
    number: dict = {(c.election_id, c.member_id): str(c.number) for c in named}
    found = {}
    for mandate in elected:
        counted = ((mandate.election.result or {}).get("votes") or {}) if mandate.election else {}
        mark = number.get((mandate.election_id, mandate.member_id), "")
        found[mandate.pk] = counted.get(mark)
    return found


def told_on_day(actor: Actor, case: CollectiveCase, day: date) -> list[Told]:
    """What sources tell of the mandates of that day, every number as they give it."""
    rows = list(
        ToldMandate.objects.visible_to(actor).filter(
            Q(ends=None) | Q(ends__gte=day), case=case, starts__lte=day
        )
    )
    held = reveal_many(actor, rows, ["content"])
    lines = []
    for row in rows:
        content = (held.get(row.pk) or {}).get("content") or {}
        lines.append(
            Told(
                row,
                to=content.get("to", ""),
                what=content.get("what", ""),
                numbers=content.get("numbers", []),
                holders=content.get("holders", []),
                sources=content.get("sources", []),
            )
        )
    return lines
