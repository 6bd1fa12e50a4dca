"""Case studies: opened, quotations put beside events, needs answered, clues weighed."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from gongyou.collective.public import CollectiveCase
from gongyou.fieldwork.models import (
    CaseStudy,
    Clue,
    Hypothesis,
    Likelihood,
    NeedAnswer,
    StudyQuote,
)
from gongyou.vault.public import Actor, Right, journal, next_number

NO_RIVALS = ("not ", "no ", "不是", "并非", "没有")


class NotARival(ValueError):
    """“Not this” says nothing of its own that clues could be weighed against."""


@transaction.atomic
def open_case_study(
    *, by: Actor, case: CollectiveCase, title: str, question: str, on: dt.date | None = None
) -> CaseStudy:
    """Ask a question of a collective case."""
    by.require(Right.WRITE, case.compartment_id)
    study = CaseStudy(
        case=case, compartment_id=case.compartment_id, opened_on=on or timezone.localdate()
    )
    study.change(by, title=title, question=question)
    study.take_sealed_changes()
    study.save()
    journal.append(by, "fieldwork.open_case_study", study, about=[case])
    return study


def _save(by: Actor, row, act: str, changes: dict | None = None) -> None:
    row.take_sealed_changes()
    row.save()
    study = getattr(row, "study", None) or row.clue.study
    journal.append(by, act, study, changes=changes or {})


@transaction.atomic
def put_quote(
    *,
    by: Actor,
    study: CaseStudy,
    words: str,
    event=None,
    agreed: str = "",
    member=None,
    participant=None,
    coding=None,
    said_on: dt.date | None = None,
) -> StudyQuote:
    """Put somebody's words beside an event."""
    by.require(Right.WRITE, study.compartment_id)
    quote = StudyQuote(
        study=study,
        event=event,
        agreed=agreed,
        member=member,
        participant=participant,
        coding=coding,
        said_on=said_on,
    )
    quote.seal(by, words=words)
    _save(by, quote, "fieldwork.put_quote")
    return quote


@transaction.atomic
def change_agreement(*, by: Actor, quote: StudyQuote, agreed: str) -> StudyQuote:
    """Note what the speaker of words without an interview allows now."""
    by.require(Right.WRITE, quote.study.compartment_id)
    before, quote.agreed = quote.agreed, agreed
    _save(by, quote, "fieldwork.change_agreement", {"agreed": (before, agreed)})
    return quote


@transaction.atomic
def answer_need(*, by: Actor, study: CaseStudy, event, needed, yes: bool, why: str = ""):
    """Say whether an event could have happened without an earlier one; a new answer replaces."""
    by.require(Right.WRITE, study.compartment_id)
    row = NeedAnswer.objects.filter(study=study, event=event, needed=needed).first()
    row = row or NeedAnswer(study=study, event=event, needed=needed)
    row.yes = yes
    if why:
        row.seal(by, why=why)
    _save(by, row, "fieldwork.answer_need", {"yes": (None, yes)})
    return row


@transaction.atomic
def pose_hypothesis(
    *, by: Actor, study: CaseStudy, text: str, low: float, high: float
) -> Hypothesis:
    """Pose an explanation; it stands against all others of the study.

    Raises:
        NotARival: it only denies another one.
    """
    by.require(Right.WRITE, study.compartment_id)
    said = text.strip().casefold()
    for start in NO_RIVALS:
        rest = said.removeprefix(start).strip(" .。：:")
        others = (h.reveal(by, "text") or "" for h in study.hypothesis_set.all())
        if said.startswith(start) and (
            not rest or rest in {other.strip().casefold().strip(" .。") for other in others}
        ):
            raise NotARival
    row = Hypothesis(
        study=study, number=next_number(study.hypothesis_set.all()), low=low, high=high
    )
    row.seal(by, text=text)
    _save(by, row, "fieldwork.pose_hypothesis", {"number": (None, row.number)})
    return row


@transaction.atomic
def pose_both(*, by: Actor, study: CaseStudy, first: str, second: str, words) -> list[Hypothesis]:
    """Two explanations that may both be true become four of which one is: each alone, both, none.

    Args:
        words: how the four are said: a function of their code and the two texts.
    """
    return [
        pose_hypothesis(by=by, study=study, text=words(code, first, second), low=0.1, high=0.35)
        for code in ("first", "second", "both", "neither")
    ]


@transaction.atomic
def change_prior(*, by: Actor, hypothesis: Hypothesis, low: float, high: float) -> Hypothesis:
    """Say anew how likely an explanation was before any clue."""
    by.require(Right.WRITE, hypothesis.study.compartment_id)
    before, hypothesis.low, hypothesis.high = (hypothesis.low, hypothesis.high), low, high
    changes: dict = {"low": (before[0], low), "high": (before[1], high)}
    _save(by, hypothesis, "fieldwork.change_prior", changes)
    return hypothesis


@transaction.atomic
def bring_clue(
    *,
    by: Actor,
    study: CaseStudy,
    text: str,
    found: bool = True,
    event=None,
    promise=None,
    quote: StudyQuote | None = None,
    origin: str = "",
    apart: str = "",
) -> Clue:
    """Bring something that was seen, or was looked for and not seen."""
    by.require(Right.WRITE, study.compartment_id)
    clue = Clue(
        study=study,
        number=next_number(study.clue_set.all()),
        found=found,
        event=event,
        promise=promise,
        quote=quote,
        origin=origin,
    )
    clue.seal(by, text=text, **({"apart": apart} if apart else {}))
    _save(by, clue, "fieldwork.bring_clue", {"number": (None, clue.number)})
    return clue


@transaction.atomic
def weigh_clue(*, by: Actor, clue: Clue, ranges: dict, why: str) -> list[Likelihood]:
    """Say how likely a clue is under each explanation; one's own view, which a new one replaces.

    Args:
        ranges: hypothesis id → (lowest, highest).
        why: the reason, in words.
    """
    by.require(Right.WRITE, clue.study.compartment_id)
    made = []
    for hypothesis in clue.study.hypothesis_set.filter(pk__in=list(ranges)):
        low, high = ranges[hypothesis.pk]
        mine = Likelihood.objects.filter(clue=clue, hypothesis=hypothesis, by=by.account)
        row = mine.first()
        row = row or Likelihood(clue=clue, hypothesis=hypothesis, by=by.account)
        row.low, row.high = low, high
        row.seal(by, why=why)
        row.take_sealed_changes()
        row.save()
        made.append(row)
    journal.append(by, "fieldwork.weigh_clue", clue.study, changes={"clue": (None, clue.number)})
    return made
