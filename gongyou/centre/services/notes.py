"""The contact log of a case, and further ways to reach a worker."""

from datetime import date

from django.db import transaction

from gongyou.centre.models import Case, Contact, Note, Worker
from gongyou.vault.public import Actor, Right, journal


@transaction.atomic
def write_note(
    *,
    by: Actor,
    text: str,
    on: date,
    kind: str = "call",
    other: str = "worker",
    minutes: int | None = None,
    case: Case | None = None,
    worker: Worker | None = None,
) -> Note:
    """Note a call, a visit, advice: of a case, or of a worker who has none.

    Args:
        minutes: of the writer's time; None where it was not written down.
    """
    worker = case.worker if case else worker
    assert worker is not None
    by.require(Right.WRITE, worker.compartment_id)
    note = Note(compartment_id=worker.compartment_id, worker=worker, case=case, kind=kind, on=on,
                other=other, minutes=minutes, written_by=by.account)  # fmt: skip
    note.seal(by, text=text)
    sealed = note.take_sealed_changes()
    note.save()
    changes = {"kind": (None, kind), "on": (None, on), "minutes": (None, minutes)}
    about = [each for each in (case, worker) if each is not None]
    journal.append(by, "centre.write_note", note, changes=changes, sealed=sealed, about=about)
    return note


@transaction.atomic
def correct_note(*, by: Actor, note: Note, text: str, **values) -> Note:
    """Another day, kind, length or text; what stood before stays in the history."""
    by.require(Right.WRITE, note.compartment_id)
    changes = note.change(by, text=text, **values)
    sealed = note.take_sealed_changes()
    if changes or sealed:
        note.save()
        about = [each for each in (note.case, note.worker) if each is not None]
        journal.append(by, "centre.correct_note", note, changes=changes, sealed=sealed, about=about)
    return note


@transaction.atomic
def add_contact(*, by: Actor, worker: Worker, kind: str, value: str, whose: str = "") -> Contact:
    """One more phone, messenger name or relative."""
    by.require(Right.WRITE, worker.compartment_id)
    contact = Contact(worker=worker, kind=kind)
    contact.seal(by, value=value, whose=whose)
    sealed = contact.take_sealed_changes()
    contact.save()
    changes = {"kind": (None, kind)}
    journal.append(by, "centre.add_contact", contact, changes=changes, sealed=sealed,
                   about=[worker])  # fmt: skip
    return contact
