"""The home panels: what today asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes
from gongyou.centre.models import (
    Appointment,
    Case,
    Deadline,
    Duty,
    Hearing,
    Intake,
    SavedFilter,
    Task,
    Worker,
)
from gongyou.vault.public import Actor, reveal_many

AHEAD = 30
SHOWN = 12
# The choice "all" is kept as a saved filter of this page.
PAGE = "my_day"


def deadlines(actor: Actor):
    """Open deadlines, nearest first, with the case."""
    return (
        Deadline.objects.visible_to(actor)
        .filter(done_on__isnull=True)
        .select_related("case__worker", "case__employer")
        .order_by("due_on")
    )


def tasks(actor: Actor):
    """Open tasks, nearest first."""
    return (
        Task.objects.visible_to(actor)
        .filter(done_on__isnull=True)
        .select_related("case__worker", "assigned_to")
        .order_by("due_on", "created_at")
    )


def hearings(actor: Actor, first=None, last=None):
    """Hearings between two days; from today on without them."""
    first = first or timezone.localdate()
    query = Hearing.objects.visible_to(actor).filter(starts_at__date__gte=first)
    if last:
        query = query.filter(starts_at__date__lte=last)
    return query.select_related("case__worker", "case__employer").order_by("starts_at")


def intakes(actor: Actor):
    """Intakes, newest first."""
    return (
        Intake.objects.visible_to(actor)
        .select_related("worker", "employment__employer", "case")
        .order_by("-received_on", "-created_at")
    )


def appointments(actor: Actor, first=None, last=None):
    """Appointments between two days; from today on without them."""
    first = first or timezone.localdate()
    query = Appointment.objects.visible_to(actor).filter(starts_at__date__gte=first)
    if last:
        query = query.filter(starts_at__date__lte=last)
    return query.select_related("case__worker", "worker", "with_whom").order_by("starts_at")


def mine_only(actor: Actor) -> bool:
    """Whether the first page shows one's own only; so it is until somebody asks for all."""
    return not SavedFilter.objects.filter(owner=actor.account, page=PAGE).exists()


def own(actor: Actor, rows: QuerySet, who: str) -> QuerySet:
    """One's own, and what is nobody's: nothing may fall between two chairs."""
    if not mine_only(actor):
        return rows
    return rows.filter(Q(**{who: actor.account}) | Q(**{who: None}))


def deadlines_panel(actor: Actor) -> dict:
    """Deadlines of the next 30 days and those overdue for less."""
    today = timezone.localdate()
    near = deadlines(actor).filter(
        due_on__lte=today + timedelta(days=AHEAD), due_on__gte=today - timedelta(days=AHEAD)
    )
    return {"deadlines": list(own(actor, near, "case__assigned_to")[:SHOWN])}


def tasks_panel(actor: Actor) -> dict:
    """Open tasks, the nearest first, those without a day last."""
    mine = own(actor, tasks(actor), "assigned_to")
    found = list(mine.order_by(F("due_on").asc(nulls_last=True), "created_at")[:SHOWN])
    titles = _titles(actor, found)
    return {"tasks": [(task, titles.get(task.pk)) for task in found]}


def hearings_panel(actor: Actor) -> dict:
    """The hearings ahead."""
    return {"hearings": list(own(actor, hearings(actor), "case__assigned_to")[:SHOWN])}


@dataclass
class Row:
    """One line of the day: when, what to do, about whom, and where it is said to be done."""

    on: date | None
    words: str
    case: Case | None = None
    worker: Worker | None = None
    at: datetime | None = None
    name: str = ""
    title: str = ""
    done_at: str = ""
    task: bool = False


def day_panel(actor: Actor) -> dict:
    """One's day as one list: what is overdue, what is today, what comes this week and later."""
    rows = [*_deadline_rows(actor), *_task_rows(actor), *_meeting_rows(actor)]
    _put_names(actor, rows)
    rows.sort(key=lambda row: (row.on is None, row.on or date.max, row.at is None, row.at))
    return {
        "parts": [(label, part) for label, part in _parts(rows) if part],
        "mine": mine_only(actor),
        "on_duty": list(
            Duty.objects.visible_to(actor).filter(on=timezone.localdate()).select_related("account")
        ),
        "wide": True,
    }


def _parts(rows: list[Row]) -> list[tuple]:
    today = timezone.localdate()
    week = today + timedelta(days=7)
    return [
        (_("Overdue"), [r for r in rows if r.on and r.on < today]),
        (_("Today"), [r for r in rows if r.on == today]),
        (_("This week"), [r for r in rows if r.on and today < r.on <= week]),
        (_("Later"), [r for r in rows if r.on and r.on > week]),
        (_("Without a day"), [r for r in rows if r.on is None]),
    ]


def _deadline_rows(actor: Actor) -> Iterator[Row]:
    for found in deadlines_panel(actor)["deadlines"]:
        worker = found.case.worker if found.case else None
        yield Row(found.due_on, codes.label(codes.DEADLINE_DO, found.kind), found.case, worker,
                  done_at=reverse("centre:deadline_done", args=[found.pk]))  # fmt: skip


def _task_rows(actor: Actor) -> Iterator[Row]:
    for found, title in tasks_panel(actor)["tasks"]:
        yield Row(found.due_on, codes.label(codes.TASK_KINDS, found.kind), found.case,
                  found.worker, title=title or "", task=True,
                  done_at=reverse("centre:task_done", args=[found.pk]))  # fmt: skip


def _meeting_rows(actor: Actor) -> Iterator[Row]:
    for found in hearings_panel(actor)["hearings"]:
        words = codes.label(codes.HEARING_KINDS, found.kind)
        on = timezone.localdate(found.starts_at)
        yield Row(on, words, found.case, found.case.worker, found.starts_at)
    coming = own(actor, appointments(actor), "with_whom")[:SHOWN]
    for found in coming:
        on = timezone.localdate(found.starts_at)
        yield Row(on, str(_("appointment")), found.case, found.worker, found.starts_at)


def _put_names(actor: Actor, rows: list[Row]) -> None:
    """Names where the keys are open: a list of codes tells nobody whom to call."""
    if not actor.unlocked:
        return
    workers = list({row.worker.pk: row.worker for row in rows if row.worker}.values())
    names = reveal_many(actor, workers, ["name"]) if workers else {}
    for row in rows:
        row.name = (names.get(row.worker.pk, {}).get("name") or "") if row.worker else ""


def _titles(actor: Actor, tasks) -> dict:
    if not tasks or not actor.unlocked:
        return {}
    return {pk: found["title"] for pk, found in reveal_many(actor, tasks, ["title"]).items()}


def new_intakes(actor: Actor) -> dict:
    """Who came in lately."""
    return {"intakes": list(intakes(actor)[:8])}
