"""Lists of cases and what one case page shows."""

from gongyou.centre.models import Case, FactEvent
from gongyou.vault.public import Actor, journal


def cases(actor: Actor):
    """Cases the user may see, newest first, ready for a list."""
    return (
        Case.objects.visible_to(actor)
        .select_related("worker", "employer")
        .prefetch_related("grievances")
        .order_by("-opened_on", "-id")
    )


def case_page(actor: Actor, right, pk) -> Case:
    """One case with what its pages need, or 404."""
    return Case.objects.select_related(
        "worker", "employer", "employment", "employment__worksite", "compartment"
    ).get_for(actor, right, pk=pk)


def timeline(actor: Actor, case: Case) -> list[dict]:
    """Journal, facts with a date, hearings, outcomes and payments in one order, newest first."""
    rows = [_from_journal(entry) for entry in journal.history(actor, case)]
    rows += [
        {"on": e.date, "kind": "fact", "event": e}
        for e in FactEvent.objects.filter(employment=case.employment_id, date__isnull=False)
    ]
    rows += [
        {"on": h.starts_at.date(), "kind": "hearing", "hearing": h} for h in case.hearings.all()
    ]
    rows += [{"on": o.on, "kind": "outcome", "outcome": o} for o in case.outcomes.all()]
    rows += [{"on": p.on, "kind": "payment", "payment": p} for p in case.payments.all()]
    return sorted(rows, key=lambda row: row["on"], reverse=True)


def _from_journal(entry) -> dict:
    return {"on": entry.at.date(), "at": entry.at, "kind": "journal", "entry": entry}
