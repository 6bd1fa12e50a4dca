"""Recordings: kept sealed, marked, destroyed."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from gongyou.fieldwork.formats.sound import look
from gongyou.fieldwork.models import Interview, Mark, PlaceHeard, Recording
from gongyou.vault.public import Actor, Refused, Right, files, journal, shred


@transaction.atomic
def add_recording(
    *, by: Actor, interview: Interview, upload, destroy_by: dt.date | None = None
) -> Recording:
    """Keep the sound of an interview under a key of its own.

    Raises:
        Refused: it is no sound.
    """
    by.require(Right.WRITE, interview.compartment_id)
    made = Recording(
        compartment_id=interview.compartment_id, interview=interview, destroy_by=destroy_by
    )
    made.open_data_key(by, writing=True)
    made.save(force_insert=True)
    stored = files.store(by, None, upload, "recording", under=made)
    if not stored.media_type.startswith(("audio/", "video/", "application/ogg")):
        raise Refused("type")
    found = look(upload)
    made.file, made.length_ms, made.cut_short_ms = stored, found.length_ms, found.cut_ms
    made.save()
    journal.append(by, "fieldwork.add_recording", made, about=[interview], sealed={})
    return made


@transaction.atomic
def mark_recording(*, by: Actor, recording: Recording, at_ms: int, note: str) -> Mark:
    """A place worth coming back to."""
    made = Mark(recording=recording, at_ms=at_ms)
    made.seal(by, note=note)
    made.save(force_insert=True)
    journal.append(by, "fieldwork.mark_recording", made, about=[recording], sealed={})
    return made


@transaction.atomic
def destroy_recording(*, by: Actor, recording: Recording) -> None:
    """The key and the file go; that there was one stays known."""
    by.require(Right.SHRED, recording.compartment_id)
    shred(by, [recording], "asked")
    recording.refresh_from_db()
    recording.destroyed_on, recording.peaks = timezone.localdate(), None
    recording.undecided = False
    recording.save()
    journal.append(by, "fieldwork.destroy_recording", recording, sealed={})


@transaction.atomic
def keep_recording(*, by: Actor, recording: Recording) -> None:
    """Several are on it and one withdrew: those who decide keep it."""
    by.require(Right.SHRED, recording.compartment_id)
    recording.undecided = False
    recording.save()
    journal.append(by, "fieldwork.keep_recording", recording, sealed={})


def remember_place(by: Actor, recording: Recording, at_ms: int) -> None:
    """Where somebody stopped listening, on this machine only."""
    PlaceHeard.objects.update_or_create(
        recording=recording, account=by.account, defaults={"at_ms": at_ms}
    )
