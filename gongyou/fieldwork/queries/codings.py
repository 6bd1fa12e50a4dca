"""Codings as a reader may see them: own ones while a blind round is open, and only with consent."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from gongyou.fieldwork.models import Code, Coding, Participant, Study, Text
from gongyou.fieldwork.queries.consent import STRICT, Verdict, strictest
from gongyou.fieldwork.queries.texts import OpenText, allowed_voices, open_texts, readable


@dataclass(frozen=True)
class Passage:
    """A coded passage with its words, as far as they may be used."""

    coding: uuid.UUID
    text: Text
    code: uuid.UUID | None
    coder: uuid.UUID
    words: str
    speakers: tuple[str, ...]
    participants: tuple[uuid.UUID, ...]
    turns: tuple[int, int]
    verdict: Verdict
    start_ms: int | None = None
    attributes: dict = field(default_factory=dict)


def visible(actor, **lookup) -> QuerySet[Coding]:
    """Codings of texts that may be coded: others' codings of an open blind round are not there.

    Counts, tables, searches, exports and pages all begin here.
    """
    texts = readable(actor, "code", study__in=_studies(actor))
    rows = Coding.objects.visible_to(actor).filter(text__in=texts).filter(**lookup)
    account = actor.account.pk if actor.account else None
    hidden = Q(round__blind=True, round__closed_on=None) & ~Q(coder__account=account)
    return rows.exclude(hidden).select_related("start_turn", "end_turn", "text")


def _studies(actor):
    return Study.objects.visible_to(actor)


def passages_for(
    actor,
    *,
    use: str,
    study: Study | None = None,
    codes: list[Code] | None = None,
    texts: list[Text] | None = None,
    ask: bool = False,
) -> list[Passage]:
    """Coded passages whose every speaker allows a use today.

    This is the face by which case studies and papers take quotations: nothing whose verdict is no
    or not yet comes out of here.

    Args:
        use: a code of `codes.USES`, such as "quote" or "quote_coarse".
        ask: also those whose speakers want to be asked first; `verdict` says so.
    """
    rows = visible(actor)
    if study is not None:
        rows = rows.filter(text__study=study)
    if codes is not None:
        rows = rows.filter(code__in=codes)
    if texts is not None:
        rows = rows.filter(text__in=texts)
    kept = list(
        rows.filter(start_turn__isnull=False).order_by("text__number", "start_turn__number")
    )
    opened = open_texts(actor, list({row.text_id: row.text for row in kept}.values()))
    allowed = allowed_voices([one.text for one in opened], use)
    pages = {one.text.pk: one for one in opened}
    people = _attributes(pages.values())
    found = []
    for row in kept:
        passage = _passage(pages[row.text_id], row, allowed[row.text_id], people)
        if passage and (passage.verdict.allows or (ask and passage.verdict.answer == "ask")):
            found.append(passage)
    return found


def _passage(opened: OpenText, row: Coding, allowed: dict, people: dict) -> Passage | None:
    if row.start_turn is None or row.end_turn is None:
        return None
    first, last = row.start_turn.number, row.end_turn.number
    lines = [line for line in opened.lines if first <= line.number <= last]
    if not lines or any(line.words is None for line in lines):
        return None
    spoken = [line for line in lines if line.participant]
    verdict = strictest(allowed[line.voice] for line in lines)
    return Passage(
        coding=row.pk,
        text=opened.text,
        code=row.code_id,
        coder=row.coder_id,
        words=cut(lines, row),
        speakers=tuple(dict.fromkeys(line.label for line in spoken)),
        participants=tuple(dict.fromkeys(line.participant for line in spoken if line.participant)),
        turns=(first, last),
        verdict=verdict,
        start_ms=lines[0].start_ms,
        attributes={str(line.participant): people.get(line.participant, {}) for line in spoken},
    )


def cut(lines: list, row: Coding) -> str:
    """The words of a coding out of the turns that it spans."""
    parts = [line.words or "" for line in lines]
    parts[-1] = parts[-1][: row.end]
    parts[0] = parts[0][row.start :]
    return "\n".join(parts)


def _attributes(opened) -> dict:
    ids = {line.participant for one in opened for line in one.lines if line.participant}
    fields = ("role", "sex", "age", "sector", "place", "years")
    rows = Participant.objects.filter(pk__in=ids).values("pk", "code", *fields)
    return {row.pop("pk"): row for row in rows}


def counts(actor, study: Study) -> dict[uuid.UUID, dict[str, int]]:
    """{code id: passages, texts, people}; the same passage by one coder counts once."""
    voices = _speakers(study)
    seen: dict = defaultdict(lambda: (set(), set(), set()))
    for row in visible(actor, text__study=study, code__isnull=False):
        places, texts, people = seen[row.code_id]
        places.add(
            (row.text_id, row.start_turn_id, row.start, row.end_turn_id, row.end, row.coder_id)
        )
        texts.add(row.text_id)
        if row.start_turn is not None:
            people.add(voices.get(row.start_turn.voice_id))
    return {
        code: {"passages": len(p), "texts": len(t), "people": len(w - {None})}
        for code, (p, t, w) in seen.items()
    }


def _speakers(study: Study) -> dict:
    from gongyou.fieldwork.models import Voice

    return dict(Voice.objects.filter(text__study=study).values_list("pk", "participant_id"))


__all__ = ["STRICT", "Passage", "counts", "cut", "passages_for", "visible"]
