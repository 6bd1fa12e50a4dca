"""Events from their reports: made, and computed again when a report comes or goes."""

from gongyou.advocacy.events_of_reports import spells_of, values_of
from gongyou.advocacy.models import Event, Report, Spell


def told_in_order(reports) -> list[dict]:
    """What reports tell, in the order in which they count: by hand first, then newest first."""
    held = sorted(reports, key=lambda r: (r.as_of or r.created_at.date(), r.pk), reverse=True)
    held = sorted(held, key=lambda r: not r.told.get("by_hand"))
    return [report.told for report in held if report.state != "set_aside"]


def fill(event: Event, told: list[dict]) -> list[Spell]:
    """Set the columns of an event; give its spells, unsaved."""
    values = values_of(told)
    for name, value in values.items():
        setattr(event, name, value)
    return [Spell(event=event, **spell) for spell in spells_of(told, values)]


def resolve(event: Event) -> Event:
    """Compute an event anew from its reports and those of the events folded into it."""
    folded = list(Event.objects.filter(same_as=event).values_list("pk", flat=True))
    reports = Report.objects.filter(event__in=[event.pk, *folded])
    told = told_in_order(reports)
    if told:
        spells = fill(event, told)
        event.save()
        event.spells.all().delete()
        Spell.objects.bulk_create(spells)
    return event
