"""Names replaced: offered by rules, decided once for all places, read a second time by another."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.formats.transcripts import Said, Transcript
from gongyou.fieldwork.models import Participant, Replacement, SecondReading, Text
from gongyou.fieldwork.names.sightings import Known, Sighting, sightings
from gongyou.fieldwork.queries.texts import open_texts
from gongyou.fieldwork.services.texts import bring_text, put_words
from gongyou.vault.public import Account, Actor, Right, journal, reveal_many

SAMPLE, SEED_BYTES = 30, 8


@dataclass(frozen=True)
class Offered:
    """A form that may identify somebody, with what is decided about it so far."""

    sighting: Sighting
    decision: str
    replacement: str


def known_names(by: Actor, text: Text) -> list[Known]:
    """Names the vault itself holds: participants, and workers and employers that one may read."""
    from gongyou.centre.public import Employer, Worker

    found = []
    people = Participant.objects.visible_to(by, Right.READ_IDENTITY).filter(study=text.study)
    for pk, values in reveal_many(by, people, ["name"]).items():
        if values["name"]:
            found.append(Known(values["name"], "person", str(pk)))
    workers = Worker.objects.visible_to(by, Right.READ_IDENTITY)[:20000]
    for values in reveal_many(by, workers, ["name"]).values():
        if values["name"]:
            found.append(Known(values["name"], "person"))
    employers = Employer.objects.visible_to(by)
    found += [Known(name, "employer") for name in employers.values_list("name", flat=True) if name]
    found += [Known(login, "person") for login in Account.objects.values_list("login", flat=True)]
    return found


def offered(by: Actor, text: Text) -> list[Offered]:
    """What in a raw text may identify somebody, by distinct form, the most frequent first."""
    decided = _decided(by, text)
    words = open_texts(by, [text])[0].whole
    rows = [
        Offered(one, *decided.get(one.form, ("", "")))
        for one in sightings(words, known_names(by, text), set(decided))
    ]
    return sorted(rows, key=lambda one: (one.decision != "", -one.sighting.count))


def _decided(by: Actor, text: Text) -> dict[str, tuple[str, str]]:
    rows = Replacement.objects.visible_to(by).filter(study=text.study)
    said = reveal_many(by, rows, ["original", "replacement"])
    return {
        said[row.pk]["original"]: (row.decision, said[row.pk]["replacement"] or "")
        for row in rows
        if said[row.pk]["original"]
    }


def proposal(kind: str, taken: Counter) -> str:
    """A replacement that keeps the kind: [同事甲], [厂乙] …"""
    signs = "甲乙丙丁戊己庚辛壬癸"
    number = taken[kind]
    sign = signs[number] if number < len(signs) else str(number + 1)
    word = {"person": "人", "employer": "厂", "place": "地", "number": "号", "day": "日"}
    return f"[{word.get(kind, '某')}{sign}]"


@transaction.atomic
def decide_sighting(
    *, by: Actor, text: Text, form: str, kind: str, decision: str, replacement: str = "", rule=""
) -> Replacement:
    """One decision for every place of this form in the whole study."""
    by.require(Right.WRITE, text.study.field_id)
    rows = Replacement.objects.visible_to(by).filter(study=text.study)
    said = reveal_many(by, rows, ["original"])
    row = next((one for one in rows if said[one.pk]["original"] == form), None)
    row = row or Replacement(compartment_id=text.study.field_id, study=text.study)
    taken = Counter(rows.filter(decision="replace").values_list("kind", flat=True))
    row.kind, row.decision, row.rule = kind, decision, rule
    row.participant = _whose(by, text, form)
    words = (replacement.strip() or proposal(kind, taken)) if decision == "replace" else ""
    row.seal(by, original=form, replacement=words)
    row.take_sealed_changes()
    row.save()
    journal.append(by, "fieldwork.decide_sighting", row, changes={"decision": decision}, sealed={})
    return row


def _whose(by: Actor, text: Text, form: str) -> Participant | None:
    for known in known_names(by, text):
        if known.participant and known.name == form:
            return Participant.objects.get(pk=known.participant)
    return None


@transaction.atomic
def replace(*, by: Actor, text: Text) -> Text:
    """The text for the desk, made from the raw one; made again, its codings stay at their words."""
    by.require(Right.WRITE, text.study.field_id)
    by.require(Right.WRITE, text.study.compartment_id)
    decided = {
        form: words
        for form, (decision, words) in _decided(by, text).items()
        if decision == "replace"
    }
    lines = open_texts(by, [text])[0].lines
    fresh = [apply(line.words or "", decided) for line in lines]
    desk = Text.objects.filter(study=text.study, stage="desk", guid=text.guid).first()
    if desk is None:
        desk = _desk(by, text, lines, fresh)
    else:
        turns = {turn.number: turn for turn in desk.turns.all()}
        put_words(by, {turns[line.number]: words for line, words in zip(lines, fresh, strict=True)})
        desk.version += 1
    desk.state, desk.made_by = "replaced", by.account
    desk.save()
    text.state = "replaced"
    text.save()
    journal.append(by, "fieldwork.replace", desk, sealed={}, cut=True)
    return desk


def _desk(by: Actor, text: Text, lines: list, fresh: list[str]) -> Text:
    who: dict = {}
    people = {p.pk: p for p in Participant.objects.filter(study=text.study)}
    for line in lines:
        if line.kind == "unknown":
            raise FieldworkError("known_label")
        who[str(line.voice)] = people[line.participant] if line.participant else line.kind
    said = [
        Said(str(line.voice), words, line.start_ms, line.end_ms)
        for line, words in zip(lines, fresh, strict=True)
    ]
    made = bring_text(
        by=by,
        study=text.study,
        transcript=Transcript(text.source_format, said),
        title=text.interview.code if text.interview else str(text),
        interview=text.interview,
        stage="desk",
        language=text.language,
        who=who,
        guid=text.guid,
    )
    for voice in made.voices.filter(participant=None):
        voice.seal(by, label="I" if voice.kind == "interviewer" else "")
        voice.take_sealed_changes()
        voice.save()
    return made


def apply(words: str, decided: dict[str, str]) -> str:
    """Put replacements into words, the longest forms first, none within another."""
    if not decided:
        return words
    forms = sorted(decided, key=len, reverse=True)
    wanted = re.compile("|".join(re.escape(form) for form in forms))
    return wanted.sub(lambda found: decided[found[0]], words)


def sample(text: Text, size: int = SAMPLE) -> list[int]:
    """Turns to read a second time: drawn at random, the same for one version of a text."""
    numbers = [number for number, length in text.turns.values_list("number", "length") if length]
    drawn = random.Random(f"{text.pk}{text.version}").sample(numbers, min(size, len(numbers)))  # noqa: S311
    return sorted(drawn)


@transaction.atomic
def read_again(*, by: Actor, text: Text, missed: list[int]) -> SecondReading:
    """Another person read a sample of turns; `missed`: numbers of turns with a name still in.

    Raises:
        FieldworkError: names were not replaced yet, or the same person did it.
    """
    by.require(Right.WRITE, text.compartment_id)
    if text.stage != "desk" or text.state == "draft":
        raise FieldworkError("not_replaced")
    assert by.account is not None
    if text.made_by_id == by.account.pk:
        raise FieldworkError("same_reader")
    read = sample(text)
    made = SecondReading(
        text=text,
        reader=by.account,
        on=timezone.localdate(),
        version=text.version,
        turns=len(read),
        missed=len(set(missed) & set(read)),
    )
    made.seal(by, found=sorted(set(missed) & set(read)))
    made.take_sealed_changes()
    made.save(force_insert=True)
    if not made.missed:
        text.state = "read_twice"
        text.save()
    journal.append(by, "fieldwork.read_again", made, changes={"missed": made.missed}, sealed={})
    return made
