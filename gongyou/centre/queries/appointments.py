"""The agenda: appointments, hearings and who is on duty, day by day."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from gongyou.centre.models import Duty
from gongyou.centre.queries import my_day
from gongyou.vault.public import Actor, reveal_many


@dataclass
class AgendaDay:
    """One day with who is on duty and what happens, by the hour."""

    on: date
    duty: list = field(default_factory=list)
    rows: list[tuple] = field(default_factory=list)


def agenda(actor: Actor, first: date, last: date) -> list[AgendaDay]:
    """The days from one to another, with names where the keys are open."""
    days = {
        first + timedelta(days=n): AgendaDay(first + timedelta(days=n))
        for n in range((last - first).days + 1)
    }
    for duty in (
        Duty.objects.visible_to(actor).filter(on__range=(first, last)).select_related("account")
    ):
        days[duty.on].duty.append(duty)
    found = list(my_day.appointments(actor, first, last))
    workers = [each.worker for each in found if each.worker]
    names = reveal_many(actor, workers, ["name"]) if workers else {}
    texts = reveal_many(actor, found, ["about"])
    for each in found:
        name = names.get(each.worker_id, {}).get("name") or ""
        about = texts.get(each.pk, {}).get("about") or ""
        days[timezone.localdate(each.starts_at)].rows.append((each, name, about))
    return list(days.values())
