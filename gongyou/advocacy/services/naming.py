"""Naming an employer in public: a question of evidence, with the right of reply.

Decided: an authority decided it, and its words are used. Admitted: the employer said so itself.
Documented: sources of two kinds, ten workers, the employer was asked and had seven days. Alleged:
not named. Civil Code, arts. 1025-1026: what is contentious must have been checked.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from gongyou.advocacy.models import Naming
from gongyou.advocacy.services.figures import second_person
from gongyou.stats.disclosure import THRESHOLD
from gongyou.vault.public import Actor, Right, journal

REPLY = timedelta(days=7)
SMALL = 30
"""An employer with fewer people is not named: it would name the workers."""


class NotNameable(ValueError):
    """Why an employer may not be named; `args[0]` the reason."""


def why_not(row: Naming, today: date) -> str:
    """The first thing that is missing; "" where it may be said."""
    checks = (
        (row.level == "alleged", "alleged"),
        (not row.interest.strip(), "interest"),
        (row.level == "decided" and not (row.authority.strip() and row.decided_on), "authority"),
        (row.decided_on is not None and row.decided_on > today, "authority"),
        (not row.source_kinds, "sources"),
        (row.level == "documented" and len(set(row.source_kinds)) < 2, "sources"),
        (row.level == "documented" and (row.workers or 0) < THRESHOLD, "workers"),
        (row.headcount is None or row.headcount < SMALL, "headcount"),
        (row.level != "decided" and row.asked_on is None, "asked"),
        (_reply_open(row, today), "reply"),
        (row.review_on <= today, "review"),
    )
    return next((why for missing, why in checks if missing), "")


def _reply_open(row: Naming, today: date) -> bool:
    """Whether the employer still has time: seven days, or until it answered."""
    if row.level == "decided" or row.asked_on is None or row.replied_on is not None:
        return False
    return today < row.asked_on + REPLY


@transaction.atomic
def prepare_naming(*, by: Actor, compartment, **told) -> Naming:
    """Write down what would be said of whom, on what evidence."""
    by.require(Right.EXPORT, compartment)
    for name in ("asked_on", "decided_on"):
        if told.get(name) and told[name] > timezone.localdate():
            raise NotNameable("future")
    row = Naming.objects.create(
        compartment=compartment,
        prepared_by=by.person,
        prepared_on=timezone.localdate(),
        **told,
    )
    journal.append(by, "advocacy.prepare_naming", row)
    return row


@transaction.atomic
def record_reply(*, by: Actor, naming: Naming, text: str, on: date) -> Naming:
    """What the employer answered, and when; it is printed beside what is said."""
    by.require(Right.WRITE, naming.compartment)
    if on > timezone.localdate() or (naming.asked_on and on < naming.asked_on):
        raise NotNameable("future")
    naming.replied_on = on
    naming.seal(by, reply=text)
    naming.take_sealed_changes()
    naming.save()
    journal.append(by, "advocacy.record_reply_of_employer", naming, sealed={})
    return naming


@transaction.atomic
def name_employer(*, by: Actor, naming: Naming, passphrase: str = "") -> Naming:
    """Let it be said, by a second person.

    Raises:
        NotNameable: evidence, reply time or another condition is missing.
        NotReleasable, NotTwoPeople: there is no second person.
    """
    by.require(Right.EXPORT, naming.compartment)
    row = Naming.objects.select_for_update().get(pk=naming.pk)
    if row.state != "prepared":
        raise NotNameable("state")
    if why := why_not(row, timezone.localdate()):
        raise NotNameable(why)
    second_person(by, row, passphrase)
    row.state, row.published_on = "published", timezone.localdate()
    row.save()
    journal.append(by, "advocacy.name_employer", row)
    return row


@transaction.atomic
def withdraw_naming(*, by: Actor, naming: Naming, reason: str) -> Naming:
    """Say it no longer."""
    by.require(Right.EXPORT, naming.compartment)
    if not reason.strip():
        raise NotNameable("reason")
    row = Naming.objects.select_for_update().get(pk=naming.pk)
    row.state = "dropped" if row.state == "prepared" else "withdrawn"
    row.reason, row.ended_on = reason, timezone.localdate()
    row.save()
    journal.append(by, "advocacy.withdraw_naming", row)
    return row
