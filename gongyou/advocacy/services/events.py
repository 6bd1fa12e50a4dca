"""Events recorded, corrected and withdrawn; reports added by hand; outcomes; disputes.

A correction is a report of our own that counts before the others: what sources told stays.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongyou.advocacy.errors import Refused
from gongyou.advocacy.models import Dispute, Event, Outcome, Report, Source, Spell
from gongyou.advocacy.services.resolving import fill, resolve
from gongyou.vault.public import Right, journal, new_pseudonym


@transaction.atomic
def add_source(*, by, compartment, name: str = "", address: str = "", **values) -> Source:
    """Somebody who tells."""
    by.require(Right.WRITE, compartment)
    source = Source(compartment=compartment, **values)
    source.seal(by, name=name, address=address)
    source.save()
    journal.append(by, "advocacy.add_source", source, changes={"kind": source.kind}, sealed={})
    return source


@transaction.atomic
def record_event(
    *, by, source: Source, told: dict, text: str = "", site: str = "", **days
) -> Event:
    """An event by the first report that tells of it.

    Args:
        told: what the report tells, by the codebook's names; `start` is needed.

    Raises:
        Refused: no day, or an end before the beginning.
    """
    by.require(Right.WRITE, source.compartment)
    _check(told)
    event = Event(compartment=source.compartment, code=new_pseudonym("S"))
    event.dataset, event.source_kind = source.dataset, source.kind
    report = _report(by, source, event, told, text, days)
    spells = fill(event, [told])
    if site:
        event.seal(by, site=site)
        event.take_sealed_changes()
    event.save()
    report.save()
    Spell.objects.bulk_create(spells)
    changes = {"acts": event.acts, "starts": event.starts}
    journal.append(by, "advocacy.record_event", event, changes=changes, sealed={})
    return event


def _report(by, source, event, told, text, days) -> Report:
    report = Report(
        compartment=source.compartment,
        source=source,
        event=event,
        dataset=source.dataset,
        told=told,
        **days,
    )
    report.as_of = report.as_of or report.published_on or timezone.localdate()
    if text:
        report.seal(by, text=text)
        report.take_sealed_changes()
    return report


def _check(told: dict) -> None:
    if not told.get("start"):
        raise Refused(_("An event needs a day on which it began, at least about."), "start")
    if told.get("end") and told["end"] < told["start"]:
        raise Refused(_("The end lies before the beginning."), "end")
    last = None
    for number, spell in enumerate(told.get("spells", ()), 1):
        if spell["starts"] < told["start"] or (last and spell["starts"] <= last):
            raise Refused(_("Spell %(n)s begins before it may.") % {"n": number}, "spells")
        last = spell.get("ends") or spell["starts"]


@transaction.atomic
def add_report(*, by, event: Event, source: Source, told: dict, text: str = "", **days) -> Report:
    """What one more source tells of an event; the event is read anew over all of them."""
    by.require(Right.WRITE, event.compartment)
    told = {"start": event.starts.isoformat(), **told}
    _check(told)
    report = _report(by, source, event, told, text, days)
    report.save()
    resolve(event)
    journal.append(by, "advocacy.add_report", event, changes={"source": source.kind}, sealed={})
    return report


@transaction.atomic
def correct_event(*, by, event: Event, told: dict, why: str) -> Event:
    """Say what stands instead of what sources tell, and why; all of them stay beside it."""
    by.require(Right.WRITE, event.compartment)
    if not why.strip():
        raise Refused(_("Say why it is corrected."), "why")
    told = {"start": event.starts.isoformat(), **told, "by_hand": True}
    _check(told)
    source = _own_source(by, event.compartment)
    report = _report(by, source, event, told, why, {})
    report.state = "coded"
    report.save()
    before = {name: getattr(event, name) for name in ("starts", "ends")}
    resolve(event)
    changes = {name: (old, getattr(event, name)) for name, old in before.items()}
    journal.append(by, "advocacy.correct_event", event, changes=changes, sealed={})
    return event


def _own_source(by, compartment) -> Source:
    found = Source.objects.filter(compartment=compartment, kind="own", dataset="own").first()
    return found or Source.objects.create(compartment=compartment, kind="own", dataset="own")


@transaction.atomic
def withdraw_event(*, by, event: Event, why: str) -> Event:
    """Take an event out of every count; it stays, with the reason."""
    by.require(Right.WRITE, event.compartment)
    if not why.strip():
        raise Refused(_("Say why it is withdrawn."), "why")
    event.withdrawn = why.strip()[:200]
    event.save(update_fields=["withdrawn"])
    changes = {"withdrawn": event.withdrawn}
    journal.append(by, "advocacy.withdraw_event", event, changes=changes, sealed={})
    return event


@transaction.atomic
def record_outcome(*, by, event: Event, offers: str = "", **values) -> Outcome:
    """What came of an event, as somebody tells; "lost" needs a report that says so.

    Raises:
        Refused: a result without a source that tells it.
    """
    by.require(Right.WRITE, event.compartment)
    result, report = values.get("result", "not_told"), values.get("report")
    if result != "not_told" and report is None:
        raise Refused(_("Choose the report that tells this result."), "report")
    if values.get("paid") is not None and report is None:
        raise Refused(_("Choose the report that tells what was paid."), "report")
    outcome = Outcome(event=event, **values)
    if offers:
        outcome.seal(by, offers=offers)
        outcome.take_sealed_changes()
    outcome.save()
    changes = {"result": outcome.result, "as_of": outcome.as_of}
    journal.append(by, "advocacy.record_outcome", event, changes=changes, sealed={})
    return outcome


@transaction.atomic
def join_dispute(*, by, events: list[Event], title: str = "", wave: bool = False) -> Dispute:
    """Say that events are about one matter; those that have a dispute bring theirs."""
    for event in events:
        by.require(Right.WRITE, event.compartment)
    known = next((event.dispute for event in events if event.dispute_id), None)
    dispute = known or Dispute(
        compartment=events[0].compartment, code=new_pseudonym("D"), wave=wave
    )
    if title:
        dispute.seal(by, title=title)
    dispute.take_sealed_changes()
    dispute.save()
    for event in events:
        event.dispute = dispute
        event.save(update_fields=["dispute"])
    changes = {"events": [event.code for event in events]}
    journal.append(by, "advocacy.join_dispute", dispute, changes=changes, about=events, sealed={})
    return dispute


@transaction.atomic
def leave_dispute(*, by, event: Event) -> Event:
    """Take an event out of its dispute."""
    by.require(Right.WRITE, event.compartment)
    was = event.dispute.code if event.dispute else ""
    event.dispute = None
    event.save(update_fields=["dispute"])
    journal.append(by, "advocacy.leave_dispute", event, changes={"dispute": (was, "")}, sealed={})
    return event


@transaction.atomic
def set_aside(*, by, report: Report, reason: str) -> Report:
    """Put a report away with its reason; its event is read anew without it."""
    by.require(Right.WRITE, report.compartment)
    if not reason.strip():
        raise Refused(_("Say why it is set aside."), "reason")
    report.state, report.reason = "set_aside", reason.strip()[:200]
    report.save(update_fields=["state", "reason"])
    if report.event:
        resolve(report.event.same_as or report.event)
    journal.append(by, "advocacy.set_aside", report, changes={"reason": report.reason}, sealed={})
    return report
