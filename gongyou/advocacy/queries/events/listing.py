"""The list of events: filters that stand in the address, and the counts that go with them."""

from dataclasses import dataclass, field

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from gongyou.advocacy.codebook.words import codes, concept
from gongyou.advocacy.linking import Bounds, bounds
from gongyou.advocacy.models import Event, Match
from gongyou.ui.public import read_days
from gongyou.vault.public import Actor

NAMES = ("since", "until", "dataset", "region", "act", "demand", "industry", "state", "employer")
EXACT = ("dataset", "region", "industry", "state")
LISTS = {"act": "acts", "demand": "demands"}


@dataclass
class Filters:
    """What the address asks for; what it asks wrongly is left out and named in `wrong`."""

    asked: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, data) -> "Filters":
        """From the parameters of an address."""
        found = cls()
        for name in NAMES:
            value = str(data.get(name, "")).strip()[:80]
            if not value:
                continue
            if name in ("since", "until"):
                days = read_days(value, timezone.localdate())
                if days is None:
                    found.wrong.append(value)
                    continue
                value = (days.first if name == "since" else days.last).isoformat()
            found.asked[name] = value
        return found

    def on(self, events):
        """Narrow events."""
        asked = self.asked
        events = events.filter(**{name: asked[name] for name in EXACT if name in asked})
        if "since" in asked:
            events = events.filter(Q(starts__gte=asked["since"]) | Q(ends__gte=asked["since"]))
        if "until" in asked:
            events = events.filter(starts__lte=asked["until"])
        if "employer" in asked:
            events = events.filter(employer_printed__icontains=asked["employer"])
        for name, column in LISTS.items():
            if name in asked:
                events = with_code(events, column, _wanted(name, asked[name]))
        return events


def _wanted(which: str, asked: str) -> frozenset[str]:
    """A code, or all codes of a derived concept."""
    return frozenset({asked}) if asked in codes(which) else _concept(asked)


def _concept(name: str) -> frozenset[str]:
    try:
        return concept(name)
    except StopIteration:
        return frozenset({"-"})


def with_code(events, column: str, wanted: frozenset[str]):
    """Events whose list has one of the codes, on every database alike."""
    asked = Q()
    for code in sorted(wanted):
        asked |= Q(**{f"{column}_text__contains": f'"{code}"'})
    return events.annotate(**{f"{column}_text": Cast(column, TextField())}).filter(asked)


def events_of(actor: Actor):
    """Events that count: not folded into another, not withdrawn, theirs to see."""
    return Event.objects.visible_to(actor).filter(same_as=None, withdrawn="")


def bounds_of(actor: Actor, events) -> Bounds:
    """How many events there are at least and at most, as long as pairs are not decided."""
    ids = set(events.values_list("pk", flat=True))
    open_pairs = [
        pair
        for pair in Match.objects.visible_to(actor)
        .filter(verdict="")
        .values_list("first", "second")
        if pair[0] in ids and pair[1] in ids
    ]
    return bounds(ids, open_pairs)
