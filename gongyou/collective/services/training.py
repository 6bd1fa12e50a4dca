"""Training sessions of representatives."""

from datetime import date

from django.db import transaction

from gongyou.collective.models import (
    Attendance,
    CollectiveCase,
    Member,
    TrainingMaterial,
    TrainingSession,
)
from gongyou.vault.public import Actor, Right, files, journal


@transaction.atomic
def add_training(
    *, by: Actor, case: CollectiveCase, on: date, topic: str, hours=None, notes: str = ""
) -> TrainingSession:
    """Record a session."""
    by.require(Right.WRITE, case.compartment_id)
    made = TrainingSession(case=case, on=on, hours=hours)
    made.seal(by, topic=topic, **({"notes": notes} if notes else {}))
    made.take_sealed_changes()
    made.save()
    journal.append(by, "collective.add_training", case, changes={"on": (None, on)})
    return made


@transaction.atomic
def add_material(*, by: Actor, session: TrainingSession, upload) -> TrainingMaterial:
    """Keep a file that was used."""
    case = session.case
    by.require(Right.WRITE, case.compartment_id)
    stored = files.store(by, case.compartment, upload, kind="evidence", under=case)
    journal.append(by, "collective.add_material", case)
    return TrainingMaterial.objects.create(session=session, file=stored)


@transaction.atomic
def record_attendance(*, by: Actor, session: TrainingSession, members: list[Member]) -> int:
    """Set who came: exactly these members of the case."""
    case = session.case
    by.require(Right.WRITE, case.compartment_id)
    came = [m for m in members if m.case_id == case.pk]
    session.attendance.exclude(member__in=came).delete()
    have = set(session.attendance.values_list("member_id", flat=True))
    fresh = [m for m in came if m.pk not in have]
    Attendance.objects.bulk_create(Attendance(session=session, member=m) for m in fresh)
    changes: dict = {"count": (None, len(came))}
    journal.append(by, "collective.record_attendance", case, changes=changes, about=fresh[:50])
    return len(came)
