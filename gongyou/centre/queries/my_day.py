"""The home panels: what today asks for."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from gongyou.centre.models import Deadline, Hearing, Intake, Task
from gongyou.vault.public import Actor

AHEAD = 30
SHOWN = 8


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


def deadlines_panel(actor: Actor) -> dict:
    """Deadlines of the next 30 days and those overdue for less."""
    today = timezone.localdate()
    near = deadlines(actor).filter(
        due_on__lte=today + timedelta(days=AHEAD), due_on__gte=today - timedelta(days=AHEAD)
    )
    return {"deadlines": list(near[:SHOWN])}


def tasks_panel(actor: Actor) -> dict:
    """Open tasks, the nearest first, those without a day last."""
    found = list(tasks(actor).order_by(F("due_on").asc(nulls_last=True), "created_at")[:SHOWN])
    titles = _titles(actor, found)
    return {"tasks": [(task, titles.get(task.pk)) for task in found]}


def hearings_panel(actor: Actor) -> dict:
    """The hearings ahead."""
    return {"hearings": list(hearings(actor)[:SHOWN])}


def _titles(actor: Actor, tasks) -> dict:
    from gongyou.vault.public import reveal_many

    if not tasks or not actor.unlocked:
        return {}
    return {pk: found["title"] for pk, found in reveal_many(actor, tasks, ["title"]).items()}


def new_intakes(actor: Actor) -> dict:
    """Who came in lately."""
    return {"intakes": list(intakes(actor)[:SHOWN])}
