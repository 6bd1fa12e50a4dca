"""Reading the chronicle: the page's lines, the file's data."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gongyou.collective import codes, law_words
from gongyou.collective.chronicle_file import text_of
from gongyou.collective.codes_of_people import LISTS as PEOPLE
from gongyou.collective.models import (
    Bundle,
    CollectiveCase,
    Demand,
    Event,
    Source,
)
from gongyou.vault.public import Actor, reveal_many


def contents(actor: Actor, queryset) -> list[tuple]:
    """Rows with what is sealed in them, in their order; empty for readers without names."""
    rows = list(queryset)
    held = reveal_many(actor, rows, ["content"])
    return [(row, (held.get(row.pk) or {}).get("content") or {}) for row in rows]


@dataclass
class EventLine:
    """One line of the chronology."""

    event: Event
    when: str
    text: str
    figures: dict
    sources: list[str]
    incident: bool = False

    @property
    def precision(self) -> str:
        """How exact the day is, where it is not simply the day."""
        if self.event.precision in ("day", "range"):
            return ""
        return codes.label(codes.PRECISIONS, self.event.precision)


def event_lines(actor: Actor, case: CollectiveCase, filters: dict) -> list[EventLine]:
    """Events by time, narrowed by phase, kind, source and days; with what contradicts them."""
    query = case.events.all()
    if filters.get("phase") not in (None, ""):
        query = query.filter(phase=filters["phase"])
    if filters.get("kind"):
        query = query.filter(kind=filters["kind"])
    if filters.get("since"):
        query = query.filter(ends__gte=filters["since"])
    if filters.get("until"):
        query = query.filter(starts__lte=filters["until"])
    lines = [_line(row, content) for row, content in contents(actor, query)]
    wanted = filters.get("source")
    return [line for line in lines if not wanted or wanted in line.sources]


def _line(event: Event, content: dict) -> EventLine:
    return EventLine(
        event=event,
        when=when_text(event, content),
        text=_own_note(text_of(content)) if event.own else text_of(content),
        figures=content.get("figures") or {},
        sources=[str(s) for s in event.sources],
        incident=is_incident(event, text_of(content)),
    )


_INCIDENT = re.compile(r"Incident recorded: (\w+) \((\w+)\)\.")


def is_incident(event: Event, content_text: str) -> bool:
    """Whether an event only says that an incident was recorded."""
    return event.own and bool(_INCIDENT.fullmatch(content_text))


def _own_note(text: str) -> str:
    """A note of ours in the reader's language."""
    found = _INCIDENT.fullmatch(text)
    if found is None:
        return codes.noted(text)
    kind, who = found.groups()
    return _("Incident recorded: %(kind)s (%(who)s).") % {
        "kind": codes.label(PEOPLE["incident"], kind),
        "who": codes.label(PEOPLE["actor"], who),
    }


def when_text(event: Event, content: dict) -> str:
    """When it happened, as precisely as sources tell and no more."""
    first = str(content.get("date") or event.starts.isoformat())
    last = content.get("date_end")
    return f"{first} – {last}" if last else first


def as_data(actor: Actor, case: CollectiveCase, own: bool = True) -> dict:
    """The case in the form labour-case/1. What was imported comes out as it came in."""
    profile = case.reveal(actor, "profile") or {}
    sections = {
        "sources": [content for _row, content in contents(actor, case.sources.all())],
        "workers": _workers(actor, case, profile),
        "demands": [content for _row, content in contents(actor, case.demands.all())],
        "bundles": [content for _row, content in contents(actor, case.bundles.all())],
        "events": _events(actor, case, own),
        "disagreements": [content for _row, content in contents(actor, case.disagreements.all())],
    }
    rest = profile.get("rest") or _fresh(actor, case)
    order = profile.get("order") or [*rest, *sections]
    data = {}
    for name in [*order, *(s for s in sections if s not in order and sections[s])]:
        data[name] = sections[name] if name in sections else rest[name]
    return data


def _events(actor: Actor, case, own: bool) -> list[dict]:
    """In the order of the file; own events after it, by day."""
    query = case.events.order_by("ordinal") if own else case.events.filter(own=False)
    return [content for _row, content in contents(actor, query.order_by("ordinal"))]


def _workers(actor: Actor, case, profile) -> dict:
    found: dict = {
        topic: [] if shape == "list" else {} for topic, shape in profile.get("topics", {}).items()
    }
    for row, content in contents(actor, case.figures.all()):
        if row.single:
            found[row.topic] = content
        else:
            found.setdefault(row.topic, []).append(content)
    return found


def _fresh(actor: Actor, case) -> dict:
    """The head of a file for a case that was opened here."""
    firm = case.employer
    return {
        "schema": "labour-case/1",
        "id": case.code,
        "name": case.reveal(actor, "title") or case.code,
        "employer": {"name": firm.name} if firm else {},
        "currency": case.currency,
        "period": {
            "start": case.opened_on.isoformat(),
            "end": case.closed_on.isoformat() if case.closed_on else None,
        },
        "outcome": {"result": case.result or None},
    }


def figures_by_topic(actor: Actor, case: CollectiveCase) -> list[tuple[str, list[dict]]]:
    """Topic → the figures that sources give for it, side by side."""
    found: dict[str, list] = {}
    for row, content in contents(actor, case.figures.all()):
        found.setdefault(row.topic, []).append(content)
    return [(codes.label(codes.FIGURE_TOPICS, topic), rows) for topic, rows in found.items()]


def figures_of(actor: Actor, case: CollectiveCase, topic: str) -> list[dict]:
    """What sources give for one topic."""
    return [content for _row, content in contents(actor, case.figures.filter(topic=topic))]


def disagreements(actor: Actor, case: CollectiveCase) -> list[dict]:
    """What sources answer differently; every answer with its sources."""
    return [content for _row, content in contents(actor, case.disagreements.all())]


def sources(actor: Actor, case: CollectiveCase) -> list[tuple[Source, dict]]:
    """The sources with how they are cited."""
    return contents(actor, case.sources.all())


def timeline(lines: list[EventLine]) -> dict:
    """The picture of the case over time, a lane a phase."""
    tones = {"police_action": "bad", "violence": "bad", "repression": "bad", "breach": "bad"}
    tones |= {"agreement": "ok", "payment": "ok", "strike": "warn", "warning_strike": "warn"}
    return {
        "kind": "timeline",
        "events": [
            {
                "date": line.event.starts.isoformat(),
                "end": _end(line.event),
                "label": codes.label(codes.EVENT_KINDS, line.event.kind),
                "lane": codes.label([(0, _("What came before")), *codes.PHASES], line.event.phase),
                "tone": tones.get(line.event.kind, "info"),
            }
            for line in lines
        ],
    }


def _end(event: Event) -> str | None:
    return event.ends.isoformat() if event.ends != event.starts else None


def demand_lines(
    actor: Actor, case: CollectiveCase, on: date | None = None
) -> list[tuple[Demand, dict]]:
    """Demands with their texts in the reader's language; with a day, the law of that day."""
    return [
        (demand, content | _in_words(demand, content, on))
        for demand, content in contents(actor, case.demands.all())
    ]


def _in_words(demand: Demand, content: dict, on: date | None) -> dict:
    told = content.get("status")
    return {
        "text": law_words.demand_text(demand, content),
        "legal_basis": law_words.legal_basis(demand, content, on),
        "status": None if told in dict(codes.DEMAND_STATUSES) else told,
    }


def bundle_lines(actor: Actor, case: CollectiveCase) -> list[tuple[Bundle, dict]]:
    """Bundles with their texts."""
    return contents(actor, case.bundles.all())


def last_day(case: CollectiveCase) -> date | None:
    """The last day that the chronicle knows."""
    return case.events.order_by("-ends").values_list("ends", flat=True).first()


def profile(actor: Actor, case: CollectiveCase) -> dict:
    """What a published case says beside its events: firm, support, outcome, what went wrong."""
    return (case.reveal(actor, "profile") or {}).get("rest") or {}
