"""The home panels: what today asks for."""

from datetime import timedelta

from django.utils import timezone

from gongyou.centre.models import Deadline, Hearing, Intake, Task

AHEAD = 30
SHOWN = 8


def deadlines(actor):
    """Open deadlines, nearest first, with the case."""
    return (
        Deadline.objects.visible_to(actor)
        .filter(done_on__isnull=True)
        .select_related("case__worker", "case__employer")
        .order_by("due_on")
    )


def tasks(actor):
    """Open tasks, nearest first."""
    return (
        Task.objects.visible_to(actor)
        .filter(done_on__isnull=True)
        .select_related("case__worker", "assigned_to")
        .order_by("due_on", "created_at")
    )


def hearings(actor, first=None, last=None):
    """Hearings between two days; from today on without them."""
    first = first or timezone.localdate()
    query = Hearing.objects.visible_to(actor).filter(starts_at__date__gte=first)
    if last:
        query = query.filter(starts_at__date__lte=last)
    return query.select_related("case__worker", "case__employer").order_by("starts_at")


def intakes(actor):
    """Intakes, newest first."""
    return (
        Intake.objects.visible_to(actor)
        .select_related("worker", "employment__employer", "case")
        .order_by("-received_on", "-created_at")
    )


def panel(actor) -> dict:
    """Deadlines of the next 30 days and overdue ones, tasks, hearings."""
    today = timezone.localdate()
    soon = today + timedelta(days=AHEAD)
    near = deadlines(actor).filter(due_on__lte=soon, due_on__gte=today - timedelta(days=AHEAD))
    my_tasks = list(tasks(actor).filter(due_on__lte=soon)[:SHOWN])
    titles = _titles(actor, my_tasks)
    return {
        "today": today,
        "deadlines": list(near[: SHOWN + 1]),
        "tasks": [(task, titles.get(task.pk)) for task in my_tasks],
        "hearings": list(hearings(actor, today, soon)[:SHOWN]),
    }


def _titles(actor, tasks) -> dict:
    from gongyou.vault.public import reveal_many

    if not tasks or not actor.unlocked:
        return {}
    return {pk: found["title"] for pk, found in reveal_many(actor, tasks, ["title"]).items()}


def new_intakes(actor) -> dict:
    """Who came in lately."""
    return {"intakes": list(intakes(actor)[:SHOWN])}
