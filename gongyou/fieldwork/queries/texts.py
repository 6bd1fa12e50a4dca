"""Texts as a reader may see them: consent and need-to-know in one place.

Every page, search, table and export of the room reads words through `open_texts`.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from gongyou.fieldwork.models import Text, Turn, Voice
from gongyou.fieldwork.queries.consent import NOT_ASKED, Verdict, verdicts
from gongyou.vault.public import NotYours, Right, StoredFile, files, reveal_many

FREE = ("interviewer", "document")
"""Voices of the house itself and of papers: nobody's consent is asked."""


@dataclass(frozen=True)
class Line:
    """One turn as it is shown. `words` is None where they may not be."""

    id: uuid.UUID
    number: int
    voice: uuid.UUID
    label: str
    kind: str
    participant: uuid.UUID | None
    words: str | None
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass
class OpenText:
    """A text with the turns that may be seen."""

    text: Text
    title: str
    lines: list[Line] = field(default_factory=list)
    hidden: int = 0

    @property
    def whole(self) -> str:
        """All words, a line a turn."""
        return "\n".join(line.words or "" for line in self.lines)

    @property
    def by_turn(self) -> dict[uuid.UUID, Line]:
        """The turns by their ids."""
        return {line.id: line for line in self.lines}


def allowed_voices(
    texts: Iterable[Text], use: str, on: dt.date | None = None
) -> dict[uuid.UUID, dict[uuid.UUID, Verdict]]:
    """{text id: {voice id: verdict of the use}}; a speaker who is not known: not asked yet."""
    rows = list(
        Voice.objects.filter(text__in=[text.pk for text in texts]).values_list(
            "text_id", "pk", "kind", "participant_id"
        )
    )
    people = verdicts({row[3] for row in rows if row[3]}, on)
    found: dict = defaultdict(dict)
    for text, voice, kind, person in rows:
        if kind in FREE:
            found[text][voice] = Verdict("yes")
        else:
            found[text][voice] = people[person][use] if person else Verdict(NOT_ASKED)
    return found


def readable(actor, use: str = "read", stage: str = "desk", **lookup) -> list[Text]:
    """The texts in which somebody who speaks allows a use; no other text is there at all."""
    rows = list(
        Text.objects.visible_to(actor).filter(stage=stage, **lookup).select_related("study")
    )
    rows = [text for text in rows if not (text.stage == "raw" and _only_codes(actor, text))]
    allowed = allowed_voices(rows, use)
    asked = _asked_voices(rows)
    return [text for text in rows if _open(allowed[text.pk], asked[text.pk])]


def _only_codes(actor, text: Text) -> bool:
    """A coder has no business with raw texts, wherever somebody made them a member."""
    membership = actor.memberships.get(text.compartment_id)
    return membership is not None and membership.role == "coder"


def _asked_voices(texts: list[Text]) -> dict:
    found: dict = defaultdict(set)
    rows = Voice.objects.filter(text__in=texts).exclude(kind__in=FREE)
    for text, voice in rows.values_list("text_id", "pk"):
        found[text].add(voice)
    return found


def _open(given: dict, asked: set) -> bool:
    """Whether at least one who was asked said yes; where nobody is asked, it is a paper."""
    speaking = [verdict for voice, verdict in given.items() if voice in asked]
    return any(one.allows for one in speaking) if speaking else bool(given)


def text_for(actor, pk, right: Right = Right.READ, use: str = "read") -> Text:
    """One text, asked for by right and by consent in one call.

    Raises:
        Http404: not there, not yours, or its people did not agree: one answer.
    """
    text = Text.objects.select_related("study", "interview").get_for(actor, right, pk=pk)
    if not readable(actor, use, text.stage, pk=text.pk):
        raise NotYours
    return text


def file_of(actor, text: Text) -> StoredFile:
    """The picture, PDF or sound that a text is, where all of its people allow it to be read.

    Raises:
        NotYours: there is none, or somebody in it did not agree.
    """
    given = allowed_voices([text], "read")[text.pk].values()
    if text.file is None or not given or not all(one.allows for one in given):
        raise NotYours
    return files.shown(text.file) or text.file


def open_texts(actor, texts: list[Text], use: str = "read", journal: bool = True) -> list[OpenText]:
    """The words of texts, as far as each speaker allows the use.

    Args:
        journal: False where the caller writes one entry for all (search, export).
    """
    allowed = allowed_voices(texts, use)
    free = [pk for given in allowed.values() for pk, one in given.items() if one.allows]
    voices = {voice.pk: voice for voice in Voice.objects.filter(text__in=texts)}
    said = reveal_many(
        actor, Voice.objects.filter(pk__in=free), ["label", "words"], journal=journal
    )
    labels = reveal_many(
        actor, Voice.objects.filter(pk__in=set(voices) - set(free)), ["label"], journal=False
    )
    titles = reveal_many(actor, Text.objects.filter(pk__in=[t.pk for t in texts]), ["title"])
    opened = {
        text.pk: OpenText(text, (titles.get(text.pk) or {}).get("title") or "") for text in texts
    }
    turns = Turn.objects.filter(text__in=texts).order_by("text_id", "number")
    for turn in turns:
        voice = voices[turn.voice_id]
        mine = said.get(voice.pk)
        words = ((mine or {}).get("words") or {}).get(turn.pk.hex) if mine else None
        label = (mine or labels.get(voice.pk) or {}).get("label") or ""
        opened[turn.text_id].hidden += words is None
        opened[turn.text_id].lines.append(
            Line(
                turn.pk,
                turn.number,
                voice.pk,
                label,
                voice.kind,
                voice.participant_id,
                words,
                turn.start_ms,
                turn.end_ms,
            )
        )
    return [opened[text.pk] for text in texts]
