"""The chronicle of a collective case taken in as a dispute with its events."""

from django.db import transaction

from gongyou.advocacy.chronicles import RESULTS, events_in
from gongyou.advocacy.models import Dispute, Event, Outcome, Report, Source, Spell
from gongyou.advocacy.services.resolving import fill
from gongyou.centre.public import Chronicle
from gongyou.vault.public import Right, journal, new_pseudonym


@transaction.atomic
def take_chronicle(*, by, chronicle: Chronicle) -> Dispute:
    """Make a dispute out of a chronicle; a second time it is the dispute that is there."""
    by.require(Right.WRITE, chronicle.compartment)
    known = Dispute.objects.filter(origin=chronicle.origin).first()
    if known is not None:
        return known
    dispute = Dispute(
        compartment=chronicle.compartment, code=new_pseudonym("D"), origin=chronicle.origin
    )
    dispute.seal(by, title=chronicle.title)
    dispute.take_sealed_changes()
    dispute.save()
    source = Source(compartment=chronicle.compartment, kind="own", dataset="collective")
    source.seal(by, name=chronicle.code)
    source.take_sealed_changes()
    source.save()
    last = max(entry.ends for entry in chronicle.entries)
    events = [
        _event(by, dispute, source, {**found.told, "as_of": last.isoformat()}, found.text)
        for found in events_in(chronicle)
    ]
    if events and chronicle.result:
        event, report = events[-1]
        result = RESULTS.get(chronicle.result, "not_told")
        Outcome.objects.create(event=event, report=report, as_of=last, result=result)
    changes = {"events": len(events)}
    journal.append(by, "advocacy.take_chronicle", dispute, changes=changes, sealed={})
    return dispute


def _event(by, dispute: Dispute, source: Source, told: dict, text: str) -> tuple[Event, Report]:
    event = Event(compartment=dispute.compartment, code=new_pseudonym("S"), dispute=dispute)
    event.dataset, event.source_kind = "collective", "own"
    spells = fill(event, [told])
    event.save()
    report = Report(
        compartment=dispute.compartment,
        source=source,
        event=event,
        dataset="collective",
        as_of=told["as_of"],
        told=told,
        state="coded",
    )
    report.seal(by, text=text)
    report.take_sealed_changes()
    report.save()
    Spell.objects.bulk_create(spells)
    return event, report
