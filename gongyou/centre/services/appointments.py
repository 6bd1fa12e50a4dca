"""Appointments: made, noted whether somebody came, withdrawn."""

from datetime import datetime

from django.db import transaction

from gongyou.centre.models import Appointment, Case, Worker
from gongyou.centre.models.withdrawal import id_after
from gongyou.vault.public import Actor, Right, journal


@transaction.atomic
def add_appointment(
    *,
    by: Actor,
    starts_at: datetime,
    minutes: int = 30,
    with_whom=None,
    about: str = "",
    case: Case | None = None,
    worker: Worker | None = None,
    compartment=None,
    instead_of: Appointment | None = None,
) -> Appointment:
    """Fix a time with a worker; for somebody not yet known only the compartment is named."""
    worker = case.worker if case else worker
    circle = worker.compartment if worker else compartment
    by.require(Right.WRITE, circle)
    made = Appointment(pk=id_after(instead_of), compartment=circle, worker=worker, case=case,
                       starts_at=starts_at, minutes=minutes, with_whom=with_whom)  # fmt: skip
    if about:
        made.seal(by, about=about)
    made.save()
    changes = {"starts_at": (None, starts_at), "minutes": (None, minutes)}
    named = [each for each in (case, worker) if each is not None]
    journal.append(by, "centre.add_appointment", made, changes=changes, about=named)
    return made


@transaction.atomic
def correct_appointment(*, by: Actor, appointment: Appointment, **values) -> Appointment:
    """Another time; the former one stays in the history as withdrawn."""
    from gongyou.centre.services.withdrawals import withdraw

    withdraw(by=by, record=appointment, why="corrected")
    return add_appointment(
        by=by,
        compartment=appointment.compartment,
        case=appointment.case,
        worker=appointment.worker,
        instead_of=appointment,
        **values,
    )


@transaction.atomic
def note_appointment(*, by: Actor, appointment: Appointment, came: bool | None) -> Appointment:
    """Whether they came; None takes it back."""
    by.require(Right.WRITE, appointment.compartment_id)
    changes = appointment.change(by, came=came)
    if changes:
        appointment.save()
        about = [each for each in (appointment.case, appointment.worker) if each is not None]
        journal.append(by, "centre.note_appointment", appointment, changes=changes, about=about)
    return appointment
