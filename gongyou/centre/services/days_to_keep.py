"""Days to keep that no case carries: of a dossier, a room's own procedure."""

from datetime import date

from django.db import transaction

from gongyou.centre.models import Deadline
from gongyou.vault.public import Actor, Right, journal


@transaction.atomic
def keep_day(
    *,
    by: Actor,
    compartment,
    kind: str,
    due_on: date,
    basis: dict,
    done_on: date | None = None,
    deadline: Deadline | None = None,
) -> Deadline:
    """Put a day into everybody's list, or move the one that was put there.

    `basis` says why in words of both languages: {"text": {…}, "articles": {…}}.
    """
    by.require(Right.WRITE, compartment)
    fresh = deadline is None
    found = Deadline(compartment=compartment) if deadline is None else deadline
    before = None if fresh else found.due_on
    now = (kind, due_on, basis, done_on)
    if not fresh and now == (found.kind, found.due_on, found.basis, found.done_on):
        return found
    found.kind, found.due_on, found.basis, found.done_on = now
    found.save()
    journal.append(by, "centre.keep_day", found, changes={"due_on": (before, due_on)})
    return found
