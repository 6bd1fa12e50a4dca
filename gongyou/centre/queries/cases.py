"""Lists of cases and what one case page shows."""

from gongyou.centre.models import Case, FactEvent, Note, Task
from gongyou.vault.public import Actor, journal, reveal_many

# What stands on the timeline by itself, with its own day.
TOLD_OTHERWISE = {"centre.write_note", "centre.record_payment"}


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
        "worker", "employer", "employment", "employment__worksite", "compartment", "assigned_to"
    ).get_for(actor, right, pk=pk)


def timeline(actor: Actor, case: Case, only: str = "") -> list[dict]:
    """What happened in one order, newest first; `only="contacts"`: calls, visits, advice."""
    rows = _notes(actor, case)
    if only != "contacts":
        rows += _from_journal(actor, case) + _dated(case)
    return sorted(rows, key=lambda row: row["on"], reverse=True)


def _notes(actor: Actor, case: Case) -> list[dict]:
    found = list(Note.objects.visible_to(actor).filter(case=case).select_related("written_by"))
    texts = reveal_many(actor, found, ["text"])
    return [
        {"on": note.on, "kind": "note", "note": note, "text": texts.get(note.pk, {}).get("text")}
        for note in found
    ]


def _dated(case: Case) -> list[dict]:
    rows: list[dict] = [
        {"on": e.date, "kind": "fact", "event": e}
        for e in FactEvent.objects.filter(employment=case.employment_id, date__isnull=False)
    ]
    rows += [
        {"on": h.starts_at.date(), "kind": "hearing", "hearing": h} for h in case.hearings.all()
    ]
    rows += [{"on": o.on, "kind": "outcome", "outcome": o} for o in case.outcomes.all()]
    rows += [{"on": p.on, "kind": "payment", "payment": p} for p in case.payments.all()]
    rows += [
        {"on": p.filed_on, "kind": "proceeding", "proceeding": p}
        for p in case.proceedings.exclude(filed_on=None)
    ]
    return rows


def _from_journal(actor: Actor, case: Case) -> list[dict]:
    """Entries with what a task was about: "added a task" alone tells nobody which."""
    lines = [line for line in journal.history(actor, case) if line.act not in TOLD_OTHERWISE]
    tasks = list(Task.objects.visible_to(actor).filter(case=case))
    titles = reveal_many(actor, tasks, ["title"])
    about = {task.pk: (task, titles.get(task.pk, {}).get("title")) for task in tasks}
    return [
        {
            "on": line.at.date(),
            "kind": "journal",
            "entry": line,
            "task": about.get(line.subject_id),
        }
        for line in lines
    ]
