"""Somebody takes their words back: every copy is found, keys are destroyed, counts stay."""

from __future__ import annotations

import unicodedata
import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.utils import timezone

from gongyou.fieldwork.models import (
    Coding,
    Consent,
    Departure,
    Participant,
    Recording,
    Replacement,
    Study,
    Tally,
    Text,
    Turn,
    Voice,
)
from gongyou.vault.public import (
    Actor,
    Right,
    SealedTextField,
    files,
    journal,
    reveal_many,
    shred,
    truncate_wal,
)

SHINGLE, FEWEST = 10, 10
"""Characters of a shingle; passages of one person under which a tally goes to the code above."""

OWN = {"fieldwork.Voice", "fieldwork.Participant", "fieldwork.Consent"}


@dataclass(frozen=True)
class Copy:
    """A sealed text of the study that holds words of the one who withdraws."""

    model: str
    pk: uuid.UUID
    field: str
    where: str
    words: str

    @property
    def key(self) -> str:
        """Names it in a form."""
        return f"{self.model}:{self.pk}:{self.field}"


def plain(text: str) -> str:
    """Letters and digits alone: a copy is one however it is spaced or pointed."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def shingles(text: str) -> set[str]:
    """All runs of ten characters."""
    bare = plain(text)
    return {bare[at : at + SHINGLE] for at in range(len(bare) - SHINGLE + 1)}


def words_of(by: Actor, participant: Participant) -> str:
    """Everything that somebody said in any text of the study, raw or for the desk."""
    voices = Voice.objects.filter(participant=participant)
    said = reveal_many(by, voices, ["words"])
    return "\n".join(
        words for values in said.values() for words in (values["words"] or {}).values()
    )


def find_copies(by: Actor, participant: Participant) -> list[Copy]:
    """Where words of somebody stand in memos, definitions, notes, clues, dossiers, searches.

    Every sealed field of every model of this room that belongs to the study is looked through;
    whoever adds a model need not add a line here.
    """
    theirs = shingles(words_of(by, participant))
    found = []
    for model in apps.get_app_config("fieldwork").get_models():
        if model._meta.label in OWN or not hasattr(model, "sealed_names"):
            continue
        names = model.sealed_names()
        rows = _of_study(by, model, participant.study)
        if not names or rows is None:
            continue
        for pk, values in reveal_many(by, rows, names).items():
            for name in names:
                text = _as_text(values.get(name))
                if text and theirs & shingles(text):
                    found.append(Copy(model._meta.label, pk, name, _name(model), text[:400]))
    return found


def _name(model) -> str:
    return str(model._meta.verbose_name)


def _of_study(by: Actor, model, study: Study):
    """The rows of a model that belong to a study, by whichever way leads there."""
    for path in PATHS:
        if _leads(model, path):
            return model.objects.visible_to(by).filter(**{path: study})
    if model is Study:
        return model.objects.filter(pk=study.pk)
    return model.objects.visible_to(by)


PATHS = (
    *("study", "text__study", "interview__study", "recording__interview__study"),
    *("round__study", "participant__study"),
)


def _leads(model, path: str) -> bool:
    """Whether these fields lead from a model to a study; a case study is none."""
    for step in path.split("__"):
        try:
            model = model._meta.get_field(step).related_model
        except FieldDoesNotExist:
            return False
        if model is None:
            return False
    return model is Study


def _as_text(value) -> str:
    """A sealed value as one text, also where it is a structure."""
    if isinstance(value, dict):
        return "\n".join(_as_text(one) for one in value.values())
    if isinstance(value, list):
        return "\n".join(_as_text(one) for one in value)
    return value if isinstance(value, str) else ""


def without(text: str, theirs: set[str]) -> str:
    """A text with every run of words that is somebody's taken out."""
    places = [at for at, sign in enumerate(text) if plain(sign)]
    bare = "".join(plain(text[at])[:1] for at in places)
    cut = [False] * len(text)
    for at in range(len(bare) - SHINGLE + 1):
        if bare[at : at + SHINGLE] in theirs:
            for place in range(places[at], places[at + SHINGLE - 1] + 1):
                cut[place] = True
    kept, last = [], False
    for sign, gone in zip(text, cut, strict=True):
        if gone and not last:
            kept.append("[…]")
        elif not gone:
            kept.append(sign)
        last = gone
    return "".join(kept)


@transaction.atomic
def withdraw(
    *, by: Actor, participant: Participant, scope: str, how: str = "spoken", kept: tuple = ()
) -> list[Departure]:
    """Carry out a withdrawal; gives what had already left the house.

    Args:
        scope: quotes (nothing more goes out), text (the words go), everything (recordings and the
            name too).
        kept: keys of copies that are no copies after all, looked at one by one.
    """
    by.require(Right.SHRED, participant.compartment_id)
    by.require(Right.WRITE, participant.study.compartment_id)
    today = timezone.localdate()
    row = Consent(participant=participant, on=today, how=how, withdraws=scope)
    row.language = participant.study.language
    row.save(force_insert=True)
    left = gone_out(participant)
    if scope != "quotes":
        copies = find_copies(by, participant)
        theirs = shingles(words_of(by, participant))
        keep_counts(participant)
        _blank_copies(by, [one for one in copies if one.key not in kept], theirs)
        Replacement.objects.filter(participant=participant).delete()
        participant.withdrawn_on = today
        participant.save()
        _shred_words(by, participant)
    if scope == "everything":
        _recordings(by, participant)
        shred(by, [participant], "asked")
    journal.append(
        by, "fieldwork.withdraw", participant, changes={"scope": scope}, sealed={}, cut=True
    )
    transaction.on_commit(truncate_wal)
    return left


def gone_out(participant: Participant) -> list[Departure]:
    """What left the house with their words in it."""
    rows = Departure.objects.filter(study=participant.study)
    return [row for row in rows if str(participant.pk) in row.participants]


def keep_counts(participant: Participant) -> None:
    """Write down how many passages each code had of them; few ones go to the code above."""
    voices = Voice.objects.filter(participant=participant, text__stage="desk")
    numbers: dict = defaultdict(int)
    for row in theirs_alone(voices):
        if row.code is not None:
            numbers[row.code] += 1
    for code, passages in numbers.items():
        target = code
        while passages < FEWEST and target.parent is not None:
            target = target.parent
        tally, _new = Tally.objects.get_or_create(study=participant.study, code=target)
        tally.passages += passages
        tally.people += 1
        tally.save()


def theirs_alone(voices) -> list[Coding]:
    """Codings that begin in turns of these voices; they go with the words."""
    turns = Turn.objects.filter(voice__in=voices)
    rows = Coding.objects.filter(start_turn__in=turns).select_related("code__parent")
    return list(rows.select_related("start_turn", "end_turn", "code"))


def _blank_copies(by: Actor, copies: list[Copy], theirs: set[str]) -> None:
    """Take their words out of every place where they were found."""
    by_row: dict = defaultdict(list)
    for copy in copies:
        by_row[copy.model, copy.pk].append(copy.field)
    for (label, pk), fields in by_row.items():
        row = apps.get_model(label).objects.get(pk=pk)
        for name in fields:
            value = _cut(row.reveal(by, name), theirs)
            # Not `seal`: the old words shall not stand in the journal as what was changed.
            row._put(row.sealed_field(name), row.open_data_key(by, writing=True), value)
        row.save()


def _cut(value, theirs: set[str]):
    if isinstance(value, dict):
        return {key: _cut(one, theirs) for key, one in value.items()}
    if isinstance(value, list):
        return [_cut(one, theirs) for one in value]
    return without(value, theirs) if isinstance(value, str) else value


def _shred_words(by: Actor, participant: Participant) -> None:
    """Their voices' keys go; the turns stand empty, the others' are as they were."""
    voices = list(Voice.objects.filter(participant=participant))
    for row in theirs_alone(voices):
        row.delete()
    Coding.objects.filter(end_turn__voice__in=voices).update(flagged=True)
    Turn.objects.filter(voice__in=voices).update(length=0)
    texts = Text.objects.filter(voices__in=voices).distinct()
    alone = [t for t in texts if not _others(t, participant)]
    for text in texts:
        # The file holds everybody's words: it cannot stay without one of them.
        if text.file is not None and text not in alone:
            files.delete_file(by, text.file)
    shred(by, [*voices, *alone], "asked")
    for voice in voices:
        voice.words = voice.label = None
        voice.save()
    for text in alone:
        text.refresh_from_db()
        text.title = text.kept = None
        text.save()


def _others(text: Text, participant: Participant) -> bool:
    others = text.voices.filter(kind="participant").exclude(participant=participant)
    return others.exists()


def _recordings(by: Actor, participant: Participant) -> None:
    """Those they alone are in are destroyed; group recordings wait for a decision."""
    rows = Recording.objects.filter(interview__takings__participant=participant, destroyed_on=None)
    for row in rows:
        several = row.interview.takings.exclude(participant=participant).exists()
        if several:
            row.undecided = True
            row.save()
        else:
            from gongyou.fieldwork.services.recordings import destroy_recording

            destroy_recording(by=by, recording=row)


__all__ = ["Copy", "SealedTextField", "find_copies", "withdraw"]
