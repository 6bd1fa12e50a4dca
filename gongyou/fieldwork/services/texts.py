"""Bring texts in, say who speaks, correct them: no coding ever moves to other words."""

import uuid

from django.db import transaction

from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.formats.transcripts import Said, Transcript
from gongyou.fieldwork.models import Coding, Interview, Participant, Study, Text, Turn, Voice
from gongyou.fieldwork.passages.moving import changes as changes_of
from gongyou.fieldwork.passages.moving import move
from gongyou.vault.public import Actor, Right, StoredFile, journal, new_id, next_number

Who = Participant | str
"""Somebody, or "interviewer", "document", "unknown"."""


@transaction.atomic
def bring_text(
    *,
    by: Actor,
    study: Study,
    transcript: Transcript,
    title: str,
    interview: Interview | None = None,
    stage: str = "raw",
    language: str = "",
    who: dict[str, Who] | None = None,
    guid: uuid.UUID | None = None,
    medium: str = "text",
    file: StoredFile | None = None,
) -> Text:
    """A text out of a file that was read; unknown speakers have no consent until they are named."""
    compartment = study.field_id if stage == "raw" else study.compartment_id
    by.require(Right.WRITE, compartment)
    text = Text(
        compartment_id=compartment,
        study=study,
        interview=interview,
        stage=stage,
        medium=medium,
        guid=guid or new_id(),
        file=file,
        language=language or study.language,
        made_by=by.account,
        source_format=transcript.format,
        number=next_number(Text.objects.filter(study=study)),
    )
    text.seal(by, title=title)
    text.save()
    write_turns(by, text, transcript.turns, who or {})
    journal.append(
        by, "fieldwork.bring_text", text, changes={"turns": len(transcript.turns)}, sealed={}
    )
    return text


def write_turns(by: Actor, text: Text, said: list[Said], who: dict[str, Who]) -> None:
    """Voices and turns of a new text; labels that are one person become one voice."""
    voices: dict[object, Voice] = {}
    words: dict[object, dict[str, str]] = {}
    turns = []
    for label in who if not said else ():
        # A picture, or a text whose words never came: its people are asked all the same.
        key = _key(label, who)
        voices[key], words[key] = _voice(text, who[label]), {}
        voices[key].__dict__["_label"] = label
    for number, one in enumerate(said, 1):
        key = _key(one.speaker, who)
        if key not in voices:
            voices[key] = _voice(text, who.get(one.speaker, "unknown"))
            voices[key].__dict__["_label"] = one.speaker
        turn = Turn(
            text=text,
            number=number,
            voice=voices[key],
            start_ms=one.start_ms,
            end_ms=one.end_ms,
            length=len(one.words),
        )
        words.setdefault(key, {})[turn.pk.hex] = one.words
        turns.append(turn)
    for key, voice in voices.items():
        label = voice.participant.code if voice.participant else voice.__dict__["_label"]
        voice.seal(by, label=label, words=words[key])
        voice.take_sealed_changes()
        voice.save(force_insert=True)
    Turn.objects.bulk_create(turns, batch_size=500)


def _key(label: str, who: dict[str, Who]) -> object:
    person = who.get(label)
    if isinstance(person, Participant):
        return person.pk
    return (person, label) if person != "interviewer" else "interviewer"


def _voice(text: Text, who: Who) -> Voice:
    if isinstance(who, Participant):
        return Voice(
            text=text, compartment_id=text.compartment_id, participant=who, kind="participant"
        )
    return Voice(text=text, compartment_id=text.compartment_id, kind=who)


@transaction.atomic
def name_speakers(*, by: Actor, text: Text, who: dict[uuid.UUID, Who]) -> None:
    """Who each voice of a text is; two that are one person become one."""
    by.require(Right.WRITE, text.compartment_id)
    voices = {voice.pk: voice for voice in text.voices.select_related("participant")}
    for pk, person in who.items():
        voice = voices.get(pk)
        if voice is None:
            continue
        if isinstance(person, Participant):
            voice.participant, voice.kind = person, "participant"
            voice.seal(by, label=person.code)
        else:
            voice.participant, voice.kind = None, person
        voice.save()
    _unite(by, text)
    journal.append(by, "fieldwork.name_speakers", text, sealed={})


def _unite(by: Actor, text: Text) -> None:
    """Voices of one participant become one, under the key of the first."""
    seen: dict[object, Voice] = {}
    for voice in text.voices.order_by("pk"):
        key = voice.participant_id or ("interviewer" if voice.kind == "interviewer" else voice.pk)
        first = seen.setdefault(key, voice)
        if first is voice:
            continue
        joined = {**(first.reveal(by, "words") or {}), **(voice.reveal(by, "words") or {})}
        first.seal(by, words=joined)
        first.take_sealed_changes()
        first.save()
        voice.turns.update(voice=first)
        voice.delete()


@transaction.atomic
def correct_turn(*, by: Actor, text: Text, turn: Turn, words: str, version: int) -> list[Coding]:
    """Correct what somebody said; gives the codings whose own words were changed.

    Raises:
        FieldworkError: the text was changed since the reader saw it.
    """
    by.require(Right.WRITE, text.compartment_id)
    locked = Text.objects.select_for_update().get(pk=text.pk)
    if locked.version != version:
        raise FieldworkError("text_changed")
    flagged = put_words(by, {turn: words})
    locked.version += 1
    if locked.stage == "desk" and locked.state == "read_twice":
        locked.state = "replaced"
    locked.save()
    journal.append(by, "fieldwork.correct_text", locked, sealed={}, cut=True)
    return flagged


def put_words(by: Actor, fresh: dict[Turn, str]) -> list[Coding]:
    """New words of turns; their codings move along, those whose words changed are flagged."""
    voices: dict[uuid.UUID, Voice] = {}
    said: dict[uuid.UUID, dict[str, str]] = {}
    flagged: list[Coding] = []
    for turn, words in fresh.items():
        if turn.voice_id not in voices:
            voices[turn.voice_id] = Voice.objects.get(pk=turn.voice_id)
            said[turn.voice_id] = voices[turn.voice_id].reveal(by, "words") or {}
        old = said[turn.voice_id].get(turn.pk.hex, "")
        if old == words:
            continue
        said[turn.voice_id][turn.pk.hex] = words
        flagged += _move(turn, old, words)
        turn.length = len(words)
        turn.save(update_fields=["length"])
    for pk, voice in voices.items():
        voice.seal(by, words=said[pk])
        voice.take_sealed_changes()
        voice.save()
    return flagged


def _move(turn: Turn, old: str, new: str) -> list[Coding]:
    ops = changes_of(old, new)
    changed = []
    rows = Coding.objects.filter(start_turn=turn) | Coding.objects.filter(end_turn=turn)
    for coding in rows.select_related("start_turn", "end_turn").distinct():
        start = coding.start if coding.start_turn_id == turn.pk else 0
        end = coding.end if coding.end_turn_id == turn.pk else len(old)
        moved = move(ops, start, end)
        if coding.start_turn_id == turn.pk:
            coding.start = moved.start
        if coding.end_turn_id == turn.pk:
            coding.end = moved.end
        coding.flagged = coding.flagged or moved.changed
        coding.save(update_fields=["start", "end", "flagged"])
        if moved.changed:
            changed.append(coding)
    between = Coding.objects.filter(
        text_id=turn.text_id,
        start_turn__number__lt=turn.number,
        end_turn__number__gt=turn.number,
    )
    between.update(flagged=True)
    return changed
