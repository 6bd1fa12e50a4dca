"""Deadlines as a month on the page and as an iCalendar feed that carries no names."""

import calendar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber, TruncDate
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gongyou.centre import codes
from gongyou.centre.models import Appointment, Deadline, Hearing, Task
from gongyou.centre.queries import my_day
from gongyou.vault.public import Actor, keyless_actor

# A day of the page shows so many of each kind, the feed so many in all.
A_DAY, IN_FEED = 4, 3000


@dataclass
class Day:
    """A day of the calendar: what falls on it first, and how much more there is."""

    day: date
    inside: bool
    rows: list[dict] = field(default_factory=list)
    more: int = 0


def month_weeks(actor: Actor, first: date) -> list[list[Day]]:
    """The weeks of a month."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    days = {day: Day(day, day.month == first.month) for week in weeks for day in week}
    for found in _between(actor, weeks[0][0], weeks[-1][-1]):
        shown = []
        for pk, due, rank, in_all in _first_of_each_day(found):
            day = days[due]
            if rank == 1:
                day.more += in_all
            if rank + len(day.rows) <= A_DAY:
                shown.append(pk)
        for record in found.filter(pk__in=shown):
            days[record.due].rows.append(_row(record))
            days[record.due].more -= 1
    return [[days[day] for day in week] for week in weeks]


def _between(actor: Actor, first: date, last: date) -> list:
    """Hearings, appointments, tasks and deadlines between two days, their day as `due`."""
    return [
        my_day.hearings(actor, first, last).annotate(due=TruncDate("starts_at")),
        my_day.appointments(actor, first, last).annotate(due=TruncDate("starts_at")),
        my_day.tasks(actor).filter(due_on__range=(first, last)).annotate(due=F("due_on")),
        my_day.deadlines(actor).filter(due_on__range=(first, last)).annotate(due=F("due_on")),
    ]


def _first_of_each_day(found):
    """Key, day, place within the day, and how many the day has, of the first few of each day."""
    by_day: dict[str, Any] = {"partition_by": "due"}
    ranked = found.order_by().annotate(
        rank=Window(RowNumber(), order_by="pk", **by_day), in_all=Window(Count("pk"), **by_day)
    )
    return ranked.filter(rank__lte=A_DAY).values_list("pk", "due", "rank", "in_all")


WORDS = {
    Hearing: codes.HEARING_KINDS,
    Task: codes.TASK_KINDS,
    Deadline: codes.DEADLINE_KINDS,
}
# When a telephone reminds: before a meeting, and before the morning of a day to keep.
BEFORE = {
    Hearing: [timedelta(days=1), timedelta(hours=2)],
    Appointment: [timedelta(hours=1)],
    Task: [timedelta(hours=-9)],
    Deadline: [timedelta(days=7, hours=-9), timedelta(days=1, hours=-9), timedelta(hours=-9)],
}


def _row(record) -> dict:
    return {
        "day": record.due,
        "words": _words(record),
        "case": record.case,
        "id": record.ref,
        "at": getattr(record, "starts_at", None),
    }


def _words(record) -> str:
    if isinstance(record, Appointment):
        return _("appointment")
    return codes.label(WORDS[type(record)], record.kind)


def icalendar(account) -> bytes:
    """The next year and the last month as iCalendar: kind and pseudonym, nothing else."""
    from icalendar import Calendar

    today = timezone.localdate()
    made = Calendar()
    made.add("prodid", "-//gongyou//centre//")
    made.add("version", "2.0")
    with translation.override(account.language or translation.get_language()):
        first, last = today - timedelta(days=31), today + timedelta(days=366)
        for found in _between(keyless_actor(account), first, last):
            for record in found.order_by("due")[:IN_FEED]:
                made.add_component(_event(_row(record), BEFORE[type(record)]))
    return made.to_ical()


def _event(row, before: list[timedelta]):
    from icalendar import Event

    event = Event()
    event.add("uid", f"{row['id']}@gongyou")
    event.add("dtstamp", datetime.combine(row["day"], time(), UTC))
    reference = f" {row['case'].reference}" if row["case"] else ""
    event.add("summary", f"{row['words']}{reference}")
    if at := row["at"]:
        event.add("dtstart", at)
        event.add("dtend", at + timedelta(hours=2))
    else:
        event.add("dtstart", row["day"])
    for lead in before:
        event.add_component(_alarm(lead, str(event["summary"])))
    return event


def _alarm(lead: timedelta, words: str):
    """So long before it begins; less than nothing is after midnight of an all-day event."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -lead)
    return alarm
