"""Put a code on a passage and take it off again; rounds in which several do it blind."""

import datetime as dt
import uuid
from hashlib import blake2b

from django.db import transaction
from django.utils import timezone

from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.models import (
    Code,
    Coder,
    Coding,
    Decision,
    Round,
    RoundCoder,
    RoundText,
    Study,
    Text,
    Turn,
)
from gongyou.fieldwork.queries.texts import open_texts, text_for
from gongyou.fieldwork.services.studies import coder_of
from gongyou.vault.public import Account, Actor, Right, journal, next_number, secret_for


@transaction.atomic
def code_passage(
    *,
    by: Actor,
    text: Text,
    code: Code,
    start_turn: Turn | None = None,
    start: int = 0,
    end_turn: Turn | None = None,
    end: int = 0,
    area: list[float] | None = None,
    times: tuple[int, int] | None = None,
    round: Round | None = None,
    note: str = "",
) -> Coding:
    """One code on one passage by the one who acts.

    Codings of the same coder with the same code that overlap become one, which counts once.

    Raises:
        NotYours: the text is not theirs to read, or its people did not agree to coding.
        FieldworkError: a code that cannot be used, a passage outside the text, a closed round.
    """
    by.require(Right.WRITE, text.compartment_id)
    text = text_for(by, text.pk, Right.WRITE, use="code")
    _check_code(code, text)
    coder = coder_of(by, text.study)
    if round is not None:
        _check_round(round, text, coder)
    coding = Coding(text=text, code=code, coder=coder, round=round, area=area)
    if times is not None:
        coding.start_ms, coding.end_ms = sorted(times)
    if start_turn is not None:
        coding.start_turn, coding.start = start_turn, start
        coding.end_turn, coding.end = end_turn or start_turn, end
        _check_passage(by, coding)
    if note:
        coding.seal(by, note=note)
    made = fold(coding)
    journal.append(by, "fieldwork.code_passage", made, sealed={})
    return made


def _check_code(code: Code, text: Text) -> None:
    if code.study_id != text.study_id:
        raise FieldworkError("other_study")
    if code.retired_on:
        raise FieldworkError("code_retired")
    if not code.codable:
        raise FieldworkError("not_codable")


def _check_round(round: Round, text: Text, coder: Coder) -> None:
    if round.closed_on:
        raise FieldworkError("round_closed")
    if round.study_id != text.study_id or not round.texts.filter(text=text).exists():
        raise FieldworkError("not_in_round")
    if not round.coders.filter(coder=coder).exists():
        raise FieldworkError("not_a_coder")


def _check_passage(by: Actor, coding: Coding) -> None:
    first, last = coding.start_turn, coding.end_turn
    assert first is not None
    assert last is not None
    if first.text_id != coding.text_id or last.text_id != coding.text_id:
        raise FieldworkError("outside_text")
    if (first.number, coding.start) >= (last.number, coding.end):
        raise FieldworkError("empty_passage")
    if coding.start < 0 or coding.start > first.length or coding.end > last.length:
        raise FieldworkError("outside_text")
    opened = open_texts(by, [coding.text], "code")[0]
    lines = [one for one in opened.lines if first.number <= one.number <= last.number]
    if any(one.words is None for one in lines):
        raise FieldworkError("consent_no")
    coding.digest = digest_of("\n".join(one.words or "" for one in lines)[coding.start :])


def digest_of(words: str) -> str:
    """A keyed digest of a passage: equal words give equal digests only in this installation."""
    key = secret_for("fieldwork-digest")[:32]
    return blake2b(words.encode(), digest_size=16, key=key).hexdigest()


def fold(coding: Coding) -> Coding:
    """Save a coding, united with those of the same coder, code and round that it overlaps."""
    same = Coding.objects.filter(
        text=coding.text,
        code=coding.code,
        coder=coding.coder,
        round=coding.round,
        agreed=coding.agreed,
    ).exclude(pk=coding.pk)
    if coding.start_turn is None or coding.end_turn is None:
        twin = same.filter(area=coding.area, start_ms=coding.start_ms, end_ms=coding.end_ms).first()
        return _into(twin, coding) if twin and twin.start_turn_id is None else _saved(coding)
    for other in same.select_related("start_turn", "end_turn").exclude(start_turn=None):
        if _overlap(coding, other):
            coding.guids = sorted({*coding.guids, str(other.guid), *other.guids})
            _widen(coding, other)
            other.delete()
    return _saved(coding)


def _saved(coding: Coding) -> Coding:
    coding.save()
    return coding


def _into(kept: Coding, coding: Coding) -> Coding:
    kept.guids = sorted({*kept.guids, str(coding.guid), *coding.guids})
    if not coding._state.adding:
        coding.delete()
    return _saved(kept)


def ends(coding: Coding) -> tuple[tuple[int, int], tuple[int, int]]:
    """Both ends of a passage as (number of the turn, offset)."""
    assert coding.start_turn is not None
    assert coding.end_turn is not None
    return (coding.start_turn.number, coding.start), (coding.end_turn.number, coding.end)


def _overlap(one: Coding, other: Coding) -> bool:
    (a1, a2), (b1, b2) = ends(one), ends(other)
    return a1 < b2 and b1 < a2


def _widen(coding: Coding, other: Coding) -> None:
    (a1, a2), (b1, b2) = ends(coding), ends(other)
    if b1 < a1:
        coding.start_turn, coding.start = other.start_turn, other.start
    if b2 > a2:
        coding.end_turn, coding.end = other.end_turn, other.end


@transaction.atomic
def uncode(*, by: Actor, coding: Coding) -> None:
    """Take a code off a passage: one's own only, and not in a round that is closed.

    Raises:
        FieldworkError: it is another's, or the round is closed.
    """
    by.require(Right.WRITE, coding.text.compartment_id)
    if by.account is None or coding.coder.account_id != by.account.pk:
        raise FieldworkError("not_a_coder")
    if coding.round is not None and coding.round.closed_on:
        raise FieldworkError("round_closed")
    text = coding.text
    coding.delete()
    journal.append(by, "fieldwork.uncode", text, sealed={})


@transaction.atomic
def settle_flag(*, by: Actor, coding: Coding) -> None:
    """Somebody looked: the coding still fits the changed words."""
    by.require(Right.WRITE, coding.text.compartment_id)
    coding.flagged = False
    coding.save(update_fields=["flagged"])
    journal.append(by, "fieldwork.settle_flag", coding, sealed={})


@transaction.atomic
def open_round(
    *,
    by: Actor,
    study: Study,
    texts: list[Text],
    coders: list[Account],
    unit: str = "turn",
    blind: bool = True,
    on: dt.date | None = None,
) -> Round:
    """Several people code the same texts; the unit of comparing is fixed now, not afterwards.

    Raises:
        FieldworkError: fewer than two coders.
    """
    by.require(Right.WRITE, study.compartment_id)
    if len({one.pk for one in coders}) < 2:
        raise FieldworkError("two_coders")
    made = Round(
        study=study,
        unit=unit,
        blind=blind,
        opened_on=on or timezone.localdate(),
        number=next_number(Round.objects.filter(study=study)),
    )
    made.save(force_insert=True)
    for text in texts:
        RoundText(round=made, text=text_for(by, text.pk, use="code")).save(force_insert=True)
    for account in coders:
        _join(made, account)
    journal.append(by, "fieldwork.open_round", made, changes={"number": int(made.number)})
    return made


def _join(round: Round, account: Account) -> None:
    coder = Coder.objects.filter(study=round.study, account=account).first()
    if coder is None:
        coder = Coder(study=round.study, account=account, guid=account.pk)
        coder.save(force_insert=True)
    RoundCoder.objects.get_or_create(
        pk=RoundCoder(round=round, coder=coder).pk, defaults={"round": round, "coder": coder}
    )


@transaction.atomic
def join_round(*, by: Actor, round: Round, account: Account) -> None:
    """One more coder, without opening anything to anybody."""
    by.require(Right.WRITE, round.study.compartment_id)
    if round.closed_on:
        raise FieldworkError("round_closed")
    _join(round, account)
    journal.append(by, "fieldwork.join_round", round)


@transaction.atomic
def close_round(*, by: Actor, round: Round, on: dt.date | None = None) -> None:
    """From now on all see all codings of the round, and nothing is added to it."""
    by.require(Right.WRITE, round.study.compartment_id)
    if round.closed_on:
        raise FieldworkError("round_closed")
    round.closed_on = on or timezone.localdate()
    round.save()
    journal.append(by, "fieldwork.close_round", round, changes={"number": int(round.number)})


@transaction.atomic
def decide(*, by: Actor, round: Round, turn: Turn, code: Code, keep: bool) -> Decision:
    """Where coders differ: the code stays on this turn, or not.

    Raises:
        FieldworkError: the round is still open.
    """
    by.require(Right.WRITE, round.study.compartment_id)
    if round.blind and not round.closed_on:
        raise FieldworkError("still_open")
    assert by.account is not None
    decision = Decision.objects.filter(round=round, turn=turn, code=code).first()
    decision = decision or Decision(round=round, text=turn.text, turn=turn, code=code)
    decision.keep, decision.by, decision.on = keep, by.account, timezone.localdate()
    decision.save()
    agreed = Coding.objects.filter(round=round, agreed=True, code=code, start_turn=turn)
    if keep and not agreed.exists():
        made = Coding(
            text=turn.text,
            code=code,
            coder=coder_of(by, round.study),
            round=round,
            agreed=True,
            start_turn=turn,
            end_turn=turn,
            end=turn.length,
        )
        made.save(force_insert=True)
    elif not keep:
        agreed.delete()
    journal.append(by, "fieldwork.decide", decision)
    return decision


def coding_for(actor: Actor, pk: uuid.UUID) -> Coding:
    """One coding that the actor may see.

    Raises:
        Http404: there is none for them.
    """
    from django.http import Http404

    from gongyou.fieldwork.queries.codings import visible

    found = visible(actor, pk=pk).select_related("text", "coder", "round").first()
    if found is None:
        raise Http404
    return found
