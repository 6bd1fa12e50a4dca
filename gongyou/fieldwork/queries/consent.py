"""What may be done with somebody's words: a verdict a use, asked by every query of the room.

The latest answer to a use holds. A withdrawal wins over every answer of its day or before. A use
that was not asked about is not allowed. Uses stand on each other: what may not be read may not be
quoted either.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gongyou.fieldwork import codes
from gongyou.fieldwork.models import Consent, Participant

YES, NO, ASK, NOT_BEFORE, NOT_ASKED = "yes", "no", "ask", "not_before", "not_asked"
STRICT = (NO, NOT_ASKED, NOT_BEFORE, ASK, YES)
"""From the strictest to the freest."""

NEEDS = {
    "read": ("transcribe",),
    "code": ("read",),
    "quote": ("read",),
    "quote_coarse": ("quote",),
    "quote_name": ("quote",),
    "play": ("record",),
    "teach": ("read",),
    "share": ("read",),
    "archive": ("read",),
}
"""The use on the left is only allowed where those on the right are."""

OUTSIDE = ("quote", "quote_coarse", "quote_name", "play", "teach", "share", "archive")
"""Uses that leave the team: they wait for the end of an embargo."""

QUOTES = ("quote", "quote_coarse", "quote_name")
TAKEN_BY = {
    "quotes": (*QUOTES, "play", "teach", "share", "archive"),
    "text": tuple(use for use in codes.USE_CODES if use not in ("record", "film", "contact")),
    "everything": codes.USE_CODES,
}
"""The uses that a withdrawal of each scope ends."""


@dataclass(frozen=True)
class Verdict:
    """Whether a use is allowed, and why."""

    answer: str
    day: dt.date | None = None
    because: str = ""

    @property
    def allows(self) -> bool:
        """Whether it is allowed today, without asking anybody again."""
        return self.answer == YES

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        day = date_format(self.day, "DATE_FORMAT") if self.day else ""
        said = {
            YES: _("yes, said on %(day)s") if day else _("yes"),
            NO: _("no, said on %(day)s") if day else _("no"),
            ASK: _("ask first, said on %(day)s"),
            NOT_BEFORE: _("not before %(day)s"),
            NOT_ASKED: _("not asked"),
        }[self.answer] % {"day": day}
        reasons = {
            "withdrawn": _("withdrawn"),
            "ended": _("the consent has ended"),
            "embargo": _("closed until then"),
            "needs": _("since something it needs is not allowed"),
            "show_first": _("each quotation is shown first"),
        }
        return f"{said} ({reasons[self.because]})" if self.because else said


def verdicts(participants: Iterable, on: dt.date | None = None) -> dict:
    """{participant id: {use: Verdict}} for every use, in one query."""
    day = on or timezone.localdate()
    ids = [getattr(one, "pk", one) for one in participants]
    rows = defaultdict(list)
    for row in Consent.objects.filter(participant__in=ids, on__lte=day).order_by("on", "pk"):
        rows[row.participant_id].append(row)
    return {pk: _all_uses(rows.get(pk, []), day) for pk in ids}


def may(participant, use: str, on: dt.date | None = None) -> Verdict:
    """The verdict of one person and use on a day (today).

    Raises:
        LookupError: there is no such use.
    """
    if use not in codes.USE_CODES:
        raise LookupError(f"no use of that name: {use}")
    return verdicts([participant], on)[getattr(participant, "pk", participant)][use]


def _all_uses(rows: list[Consent], day: dt.date) -> dict[str, Verdict]:
    own = {use: _own(rows, use, day) for use in codes.USE_CODES}
    shown_first = own["show_first"].answer == YES
    found = {}
    for use in codes.USE_CODES:
        verdict = _with_needs(own, use)
        if shown_first and use in QUOTES and verdict.answer == YES:
            verdict = Verdict(ASK, verdict.day, "show_first")
        found[use] = verdict
    return found


def _own(rows: list[Consent], use: str, day: dt.date) -> Verdict:
    """What was said of this use alone."""
    said = None
    for row in rows:
        if row.withdraws and use in TAKEN_BY[row.withdraws]:
            said = (row, NO, "withdrawn")
        elif use in row.answers and not (said and said[2] and said[0].on == row.on):
            said = (row, row.answers[use], "")
    if said is None:
        return Verdict(NOT_ASKED)
    row, answer, because = said
    if because:
        return Verdict(NO, row.on, because)
    if row.until and row.until < day:
        return Verdict(NO, row.until, "ended")
    if answer in (NO, ASK):
        return Verdict(answer, row.on)
    first = dt.date.fromisoformat(answer) if answer != YES else None
    if row.embargo and use in OUTSIDE:
        first = max(first or row.embargo, row.embargo)
    if first and first > day:
        return Verdict(NOT_BEFORE, first, "embargo")
    return Verdict(YES, row.on)


def _with_needs(own: dict[str, Verdict], use: str) -> Verdict:
    """The strictest of a use and everything that it stands on."""
    verdict = own[use]
    for needed in NEEDS.get(use, ()):
        below = _with_needs(own, needed)
        if STRICT.index(below.answer) < STRICT.index(verdict.answer):
            verdict = Verdict(below.answer, below.day, below.because or "needs")
    return verdict


def strictest(several: Iterable[Verdict]) -> Verdict:
    """In a passage of several speakers the strictest answer holds."""
    return min(several, key=lambda one: STRICT.index(one.answer), default=Verdict(YES))


def ending_soon(actor, days: int = 60) -> list[Consent]:
    """Consents that end within so many days and that the actor may read."""
    today = timezone.localdate()
    rows = Consent.objects.visible_to(actor).filter(
        until__gte=today, until__lte=today + dt.timedelta(days=days)
    )
    return list(rows.select_related("participant"))


def not_asked_yet(actor) -> list[Participant]:
    """Participants without any consent."""
    return list(Participant.objects.visible_to(actor).filter(consents=None, withdrawn_on=None))
