"""One event: what each source says, side by side; its spells, its outcome, its history."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from gongyou.advocacy import codes
from gongyou.advocacy.events_of_reports import FIELDS, RANGES, contradictions, is_stale
from gongyou.advocacy.models import Event, Match, Report
from gongyou.advocacy.queries.events.statistics import calendar_of
from gongyou.advocacy.report_texts import cells_of, titles_of
from gongyou.centre.public import places
from gongyou.stats.stoppages import Span, workdays_in
from gongyou.vault.public import Actor, reveal_many

SHOWN = ("start", "end", "state", *FIELDS.values(), *RANGES, "workdays", "days_idle", "result")
CODED = {"acts": "act", "demands": "demand", "responses": "response", "result": "result"}
ONE = {"industry": "industry", "enterprise": "enterprise"}


@dataclass
class Telling:
    """One source's word: its title, its cells as printed, what it tells by the codebook."""

    report: Report
    source: str
    title: str
    text: str
    cells: dict[str, str]
    told: dict[str, str]


@dataclass
class EventPage:
    """All that the page of an event shows."""

    event: Event
    tellings: list[Telling]
    rows: list[tuple[str, list[str], bool]]
    spells: list[tuple]
    days: int | None
    stale: bool
    place: str
    site: str
    matches: list[Match]
    others: list[Event] = field(default_factory=list)


def event_page(actor: Actor, event: Event) -> EventPage:
    """Read everything that is known of an event."""
    reports = list(
        Report.objects.filter(Q(event=event) | Q(event__same_as=event))
        .select_related("source", "sheet")
        .order_by("-as_of", "pk")
    )
    tellings = _tellings(actor, reports)
    clash = contradictions({report.pk: report.told for report in reports})
    rows = [
        (name, [each.told.get(name, "") for each in tellings], name in clash)
        for name in SHOWN
        if any(each.told.get(name) for each in tellings)
    ]
    spells = [(spell, _workdays(event, spell)) for spell in event.spells.all()]
    told = [spell.low * days for spell, days in spells if spell.low is not None]
    stated = [spell.days for spell, _days in spells if spell.days is not None]
    return EventPage(
        event,
        tellings,
        rows,
        spells,
        sum(stated) if spells and len(stated) == len(spells) else sum(told) if told else None,
        is_stale(event.state, event.last_told, timezone.localdate()),
        places.title(event.place) or event.place_printed,
        event.reveal(actor, "site") or "",
        list(_matches(actor, event)),
        list(event.dispute.events.exclude(pk=event.pk).filter(same_as=None))
        if event.dispute
        else [],
    )


def _workdays(event: Event, spell) -> int:
    last = spell.ends or max(event.last_told, spell.starts)
    span = Span(spell.starts, last, None, None, spell.workdays, None, spell.last_counted)
    return workdays_in(span, spell.starts, last, calendar_of(event.dataset))


def _matches(actor: Actor, event: Event):
    mine = Q(first=event) | Q(second=event) | Q(first__same_as=event) | Q(second__same_as=event)
    return Match.objects.visible_to(actor).filter(mine).select_related("first", "second")


def _tellings(actor: Actor, reports: list[Report]) -> list[Telling]:
    titles, cells = titles_of(actor, reports), cells_of(actor, reports)
    sources = {report.source_id: report.source for report in reports}
    named = reveal_many(actor, list(sources.values()), ["name"]) if sources else {}
    texts = reveal_many(actor, reports, ["text"]) if reports else {}
    return [
        Telling(
            report,
            (named.get(report.source_id) or {}).get("name") or str(report.source),
            titles.get(report.pk, ""),
            (texts.get(report.pk) or {}).get("text") or "",
            cells.get(report.pk, {}),
            {name: spoken(name, report.told[name]) for name in SHOWN if report.told.get(name)},
        )
        for report in reports
    ]


NAMED = {"place": places.title, "region": codes.region}


def spoken(name: str, value) -> str:
    """A told value in the language of the page."""
    if name in CODED:
        return codes.labels(CODED[name], value if isinstance(value, list) else [value])
    if name in ONE:
        return codes.label(ONE[name], value)
    if name in RANGES:
        return range_text(*value)
    if name in NAMED:
        return NAMED[name](value)
    if name in ("state", "precision", "basis"):
        held = {"state": codes.EVENT_STATES, "precision": codes.PRECISIONS, "basis": codes.BASES}
        return str(dict(held[name]).get(value, value))
    return str(value)


def range_text(low, high) -> str:
    """A range as people read it; an open end is said."""
    if low is None and high is None:
        return "—"
    if low == high:
        return f"{low:,}"
    if high is None:
        return f"≥ {low:,}"
    return f"≤ {high:,}" if low is None else f"{low:,} – {high:,}"
