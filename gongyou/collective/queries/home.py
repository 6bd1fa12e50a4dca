"""The panel of the home page: collective cases that go on, promises that are overdue."""

from django.utils import timezone

from gongyou.collective.models import DemandLetter, Promise
from gongyou.collective.queries.board import cases
from gongyou.vault.public import Actor, reveal_many


def panel(actor: Actor) -> dict | None:
    """Open cases, letters without an answer, promises past their day."""
    open_cases = list(cases(actor).filter(closed_on=None)[:6])
    if not open_cases:
        return None
    titles = reveal_many(actor, open_cases, ["title"]) if actor.unlocked else {}
    today = timezone.localdate()
    late = Promise.objects.visible_to(actor).filter(done_on=None, told=True, due_on__lt=today)
    waiting = DemandLetter.objects.visible_to(actor).filter(
        delivered_on__isnull=False, answered_on=None, case__closed_on=None
    )
    return {
        "collective_cases": [(c, (titles.get(c.pk) or {}).get("title")) for c in open_cases],
        "late_promises": late.select_related("case")[:6],
        "waiting_letters": waiting.select_related("case")[:6],
    }
