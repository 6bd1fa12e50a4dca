"""Writing the chronicle: events by hand, and those that other acts leave behind."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from gongyou.collective.models import CollectiveCase, Event
from gongyou.vault.public import Actor, Right, journal


def next_ordinal(model, case: CollectiveCase) -> int:
    """The place after the last entry of a case."""
    rows = getattr(model, "everything", model.objects)
    last = rows.filter(case=case).aggregate(n=Max("ordinal"))["n"]
    return 0 if last is None else last + 1


def note(
    by: Actor,
    case: CollectiveCase,
    kind: str,
    on: date,
    phase: int,
    text: str,
    figures=None,
    until=None,
) -> Event:
    """Leave an event of an act of this room in the chronicle; the act has its journal entry."""
    content = {"date": on.isoformat()}
    if until and until != on:
        content["date_end"] = until.isoformat()
    content |= {
        "date_precision": "range" if until and until != on else "day",
        "kind": kind,
        "phase": phase,  # type: ignore[dict-item]
        "description": text,
        "figures": dict(figures or {}),  # type: ignore[dict-item]
        "sources": [],  # type: ignore[dict-item]
    }
    event = Event(
        case=case,
        ordinal=next_ordinal(Event, case),
        starts=on,
        ends=until or on,
        precision=content["date_precision"],
        kind=kind,
        phase=phase,
        own=True,
    )
    event.seal(by, content=content)
    event.take_sealed_changes()
    event.save()
    return event


@transaction.atomic
def add_event(
    *,
    by: Actor,
    case: CollectiveCase,
    kind: str,
    on: date,
    phase: int = 0,
    text: str,
    until=None,
    figures=None,
    sources=(),
) -> Event:
    """Add an event by hand, with the sources that tell of it."""
    by.require(Right.WRITE, case.compartment_id)
    event = note(by, case, kind, on, phase, text, figures, until)
    if sources:
        event.seal(by, content=event.reveal(by, "content") | {"sources": list(sources)})
        event.sources = list(sources)
        event.take_sealed_changes()
        event.save()
    changes: dict = {"kind": (None, kind), "on": (None, on)}
    journal.append(by, "collective.add_event", case, changes=changes)
    return event
