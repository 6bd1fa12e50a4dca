"""Days to keep as a month on the page and as an iCalendar feed that carries no names."""

import calendar
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone, translation

from gongyou.centre import codes
from gongyou.centre.models import Deadline, Hearing, Task
from gongyou.vault.public import keyless_actor


def between(actor, first: date, last: date) -> list[dict]:
    """Deadlines, tasks and hearings from one day to another: day, kind, words, case."""
    rows = []
    deadlines = Deadline.objects.visible_to(actor).filter(
        done_on__isnull=True, due_on__range=(first, last)
    )
    for deadline in deadlines.select_related("case__worker"):
        words = codes.label(codes.DEADLINE_KINDS, deadline.kind)
        rows.append(_row(deadline.due_on, "deadline", words, deadline))
    tasks = Task.objects.visible_to(actor).filter(done_on__isnull=True, due_on__range=(first, last))
    for task in tasks.select_related("case__worker"):
        words = codes.label(codes.TASK_KINDS, task.kind)
        rows.append(_row(task.due_on, "task", words, task))
    hearings = Hearing.objects.visible_to(actor).filter(starts_at__date__range=(first, last))
    for hearing in hearings.select_related("case__worker"):
        words = codes.label(codes.HEARING_KINDS, hearing.kind)
        day = timezone.localdate(hearing.starts_at)
        rows.append(_row(day, "hearing", words, hearing) | {"at": hearing.starts_at})
    return sorted(rows, key=lambda row: row["day"])


def _row(day, kind, words, record) -> dict:
    return {"day": day, "kind": kind, "words": words, "case": record.case, "id": record.ref}


def month_weeks(actor, first: date) -> list[list[dict]]:
    """The weeks of a month; each day with what falls on it."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    by_day: dict[date, list] = {}
    for row in between(actor, weeks[0][0], weeks[-1][-1]):
        by_day.setdefault(row["day"], []).append(row)
    return [
        [{"day": day, "inside": day.month == first.month, "rows": by_day.get(day, [])} for day in w]
        for w in weeks
    ]


def icalendar(account) -> bytes:
    """The next year and the last month as iCalendar: kind and pseudonym, nothing else."""
    from icalendar import Calendar

    today = timezone.localdate()
    made = Calendar()
    made.add("prodid", "-//gongyou//centre//")
    made.add("version", "2.0")
    with translation.override(account.language or translation.get_language()):
        for row in between(
            keyless_actor(account), today - timedelta(days=31), today + timedelta(days=366)
        ):
            made.add_component(_event(row))
    return made.to_ical()


def _event(row):
    from icalendar import Event

    event = Event()
    event.add("uid", f"{row['id']}@gongyou")
    event.add("dtstamp", datetime.combine(row["day"], time(), UTC))
    reference = f" {row['case'].reference}" if row["case"] else ""
    event.add("summary", f"{row['words']}{reference}")
    if at := row.get("at"):
        event.add("dtstart", at)
        event.add("dtend", at + timedelta(hours=2))
    else:
        event.add("dtstart", row["day"])
    return event
