"""Participants, interviews, and what was agreed to."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from gongyou.fieldwork import codes
from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.models import (
    Consent,
    FieldNote,
    Interview,
    Participant,
    Study,
    Taking,
)
from gongyou.vault.public import Actor, Right, StoredFile, journal, new_pseudonym


@transaction.atomic
def add_participant(
    *, by: Actor, study: Study, name: str = "", note: str = "", **values
) -> Participant:
    """Somebody who will be spoken with; known in texts by a code alone."""
    by.require(Right.WRITE, study.field_id)
    made = Participant(compartment_id=study.field_id, study=study, code=new_pseudonym("P"))
    changes = made.change(by, name=name, note=note, **values)
    made.save()
    journal.append(by, "fieldwork.add_participant", made, changes=changes)
    return made


@transaction.atomic
def change_participant(*, by: Actor, participant: Participant, **values) -> None:
    """Correct what is noted of somebody."""
    by.require(Right.WRITE, participant.compartment_id)
    changes = participant.change(by, **values)
    participant.save()
    journal.append(by, "fieldwork.change_participant", participant, changes=changes)


@transaction.atomic
def record_consent(
    *,
    by: Actor,
    participant: Participant,
    on: dt.date,
    how: str,
    language: str,
    answers: dict[str, str],
    until: dt.date | None = None,
    embargo: dt.date | None = None,
    partner: str = "",
    note: str = "",
    paper: StoredFile | None = None,
) -> Consent:
    """What somebody agreed to, as one more row: earlier ones stay.

    Args:
        answers: use → yes, no, ask, or a day (ISO) from which it is allowed.

    Raises:
        FieldworkError: an unknown use or answer, a day to come.
    """
    by.require(Right.WRITE, participant.compartment_id)
    _check(on, answers)
    made = Consent(
        participant=participant,
        on=on,
        how=how,
        language=language,
        answers=answers,
        until=until,
        embargo=embargo,
        paper=paper,
    )
    made.seal(by, partner=partner, note=note)
    made.save(force_insert=True)
    journal.append(
        by,
        "fieldwork.record_consent",
        made,
        changes={"uses": len(answers), "on": on.isoformat()},
        about=[participant],
    )
    return made


def _check(on: dt.date, answers: dict[str, str]) -> None:
    if on > timezone.localdate():
        raise FieldworkError("future")
    for use, answer in answers.items():
        if use not in codes.USE_CODES:
            raise FieldworkError("unknown_use", text=use)
        if answer not in dict(codes.ANSWERS):
            try:
                dt.date.fromisoformat(answer)
            except ValueError:
                raise FieldworkError("bad_day", text=answer) from None


@transaction.atomic
def hold_interview(
    *,
    by: Actor,
    study: Study,
    participants: list[Participant],
    day: dt.date | None = None,
    note: str = "",
    **values,
) -> Interview:
    """A conversation that took place."""
    by.require(Right.WRITE, study.field_id)
    if day and day > timezone.localdate():
        raise FieldworkError("future")
    made = Interview(compartment_id=study.field_id, study=study, day=day, code=new_pseudonym("F"))
    made.change(by, note=note, **values)
    made.save()
    for participant in participants:
        Taking(interview=made, participant=participant).save(force_insert=True)
    journal.append(by, "fieldwork.hold_interview", made, about=participants, sealed={})
    return made


@transaction.atomic
def write_field_note(*, by: Actor, interview: Interview, text: str, on: dt.date) -> FieldNote:
    """What the interviewer saw and thought."""
    made = FieldNote(interview=interview, on=on)
    made.seal(by, text=text)
    made.save(force_insert=True)
    journal.append(by, "fieldwork.write_field_note", made, about=[interview], sealed={})
    return made
