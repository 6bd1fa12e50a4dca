"""Sameness: proposed with reasons, decided by somebody, taken back exactly.

By itself only what is the same cell for cell in one file, or has one number and one start, becomes
one event; that too is a verdict that can be undone.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongyou.advocacy.errors import Refused
from gongyou.advocacy.linking import Record, groups, propose
from gongyou.advocacy.linking.model import GATE
from gongyou.advocacy.models import Event, Match, Report
from gongyou.advocacy.places import place_in
from gongyou.advocacy.report_texts import titles_of
from gongyou.advocacy.services.resolving import resolve
from gongyou.vault.public import Right, journal


@transaction.atomic
def find_pairs(*, by, compartment, first: date, last: date) -> int:
    """Look for pairs among the events that begin between two days; give how many are new."""
    by.require(Right.WRITE, compartment)
    wide = timedelta(days=GATE)
    events = {
        event.pk: event
        for event in Event.objects.filter(
            compartment=compartment, same_as=None, withdrawn="",
            starts__range=(first - wide, last + wide),
        )
    }  # fmt: skip
    pairs = propose(_records(by, events))
    known = set(Match.objects.filter(first__in=events).values_list("pk", flat=True))
    by_text = {str(pk): event for pk, event in events.items()}
    fresh = []
    for pair in pairs:
        match = Match(
            first=by_text[pair.first],
            second=by_text[pair.second],
            probability=pair.probability,
            reasons=list(pair.reasons),
            certain=pair.certain,
        )
        if match.pk not in known:
            fresh.append(match)
    Match.objects.bulk_create(fresh, batch_size=2000)
    certain = [match for match in fresh if match.certain]
    for match in certain:
        _fold(match)
    if fresh:
        changes = {"pairs": len(fresh), "joined": len(certain)}
        journal.append(by, "advocacy.find_pairs", compartment=compartment, changes=changes)
    return len(fresh)


def _records(by, events: dict) -> list[Record]:
    """The events as they are compared: by the report that they rest on."""
    reports = Report.objects.filter(event__in=events).order_by("event", "-as_of")
    first: dict = {}
    for report in reports:
        first.setdefault(report.event_id, report)
    titles = titles_of(by, [r for r in first.values() if r.dataset in ("clb", "mapped", "own")])
    return [_record(events[pk], report, titles.get(report.pk, "")) for pk, report in first.items()]


def _record(event: Event, report: Report, title: str) -> Record:
    told = report.told
    size = told.get("unit") or (told.get("involved") or [None])[0]
    union = " ".join(str(told[name]) for name in ("union", "local") if told.get(name))
    single = told.get("involved") or [0, 1]
    return Record(
        id=str(event.pk),
        file=f"{report.sheet_id}:{report.sheet_number}" if report.sheet_id else str(report.pk),
        start=event.starts,
        end=event.ends,
        seen=event.last_told,
        employer=event.employer_printed,
        union=union,
        region=event.region,
        city=told.get("city") or place_in(title, event.region or None) or "",
        title=title,
        size=size if told.get("unit") or single[0] == single[1] else None,
        number=told.get("case_number", ""),
        cells=told.get("digest", "") if report.sheet_id else "",
    )


@transaction.atomic
def decide(*, by, match: Match, verdict: str, why: str = "") -> Match:
    """Say what a pair is. "The same event" folds the one that was taken in later into the other."""
    by.require(Right.WRITE, match.compartment_id_of())
    before = match.verdict
    _unfold(match)
    match.verdict, match.why = verdict, why
    match.decided_by, match.decided_on = by.account, timezone.localdate()
    if verdict == "same":
        _fold(match)
    match.save()
    changes = {"verdict": (before, verdict), "why": why}
    about = [match.first, match.second]
    journal.append(by, "advocacy.decide_pair", match.first, changes=changes, about=about, sealed={})
    return match


@transaction.atomic
def undo_verdict(*, by, match: Match) -> Match:
    """Take a verdict back: both events are as they were before it."""
    by.require(Right.WRITE, match.compartment_id_of())
    before = match.verdict
    _unfold(match)
    match.verdict, match.why, match.decided_by, match.decided_on = "", "", None, None
    match.save()
    changes = {"verdict": (before, "")}
    about = [match.first, match.second]
    journal.append(
        by, "advocacy.undo_verdict", match.first, changes=changes, about=about, sealed={}
    )
    return match


def head_of(event: Event) -> Event:
    """The event that stands for this one."""
    while event.same_as is not None:
        event = event.same_as
    return event


def _fold(match: Match) -> None:
    """The second becomes the first's, with what was folded into it before.

    Raises:
        Refused: the two are in different data that may not meet.
    """
    stays, goes = head_of(match.first), head_of(match.second)
    if stays.pk == goes.pk:
        match.verdict = "same"
        match.save()
        return
    if stays.compartment_id != goes.compartment_id:
        raise Refused(_("The two events stand in different compartments."))
    Event.objects.filter(same_as=goes).update(same_as=stays)
    goes.same_as = stays
    goes.save(update_fields=["same_as"])
    match.verdict, match.folded = "same", goes
    match.save()
    resolve(stays)


def _unfold(match: Match) -> None:
    """What only this verdict held together comes apart; what others join stays together."""
    if match.verdict != "same":
        return
    stays = head_of(match.first)
    members = {stays.pk, *Event.objects.filter(same_as=stays).values_list("pk", flat=True)}
    hint = match.folded_id
    match.verdict, match.folded = "", None
    match.save(update_fields=["verdict", "folded"])
    joined = Match.objects.filter(verdict="same", first__in=members, second__in=members)
    leaders = groups(members, joined.values_list("first", "second"))
    out = {pk for pk in members if leaders[pk] != leaders[stays.pk]}
    if not out:
        return
    head = Event.objects.get(pk=hint if hint in out else min(out))
    Event.objects.filter(pk__in=out - {head.pk}).update(same_as=head)
    head.same_as = None
    head.save(update_fields=["same_as"])
    resolve(head)
    resolve(stays)
