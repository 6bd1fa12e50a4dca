"""Who had authorised whom on a date: from the records, and from what sources tell."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from gongyou.collective.models import CollectiveCase, Mandate, ToldMandate
from gongyou.vault.public import Actor, reveal_many


@dataclass
class Line:
    """A mandate in force on a day and how many had given their power of attorney by then."""

    mandate: Mandate
    authorised: int
    text: str = ""


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
        .select_related("member__worker", "constituency")
        .annotate(n=Count("authorisations", filter=given & member))
    )
    held = reveal_many(actor, rows, ["text"])
    return [Line(m, m.n, (held.get(m.pk) or {}).get("text") or "") for m in rows]


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
