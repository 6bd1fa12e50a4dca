"""The days that a dossier's clocks stand for in everybody's list of days to keep."""

from django.db import transaction
from django.utils import timezone

from gongyou.advocacy.clocks import clocks_of, kind_of
from gongyou.advocacy.models import Dossier, DossierDay
from gongyou.centre.public import keep_day
from gongyou.law.dossiers import WE
from gongyou.vault.public import Actor

OWN = {"review": "review", "sue": "sue", "comment": "next_step"}
LANGUAGES = ("en", "zh-hans")


@transaction.atomic
def refresh_days(*, by: Actor, dossier: Dossier) -> int:
    """Bring the list up to date: new days, moved ones, those that are over."""
    held = {day.clock: day for day in dossier.days.select_related("deadline")}
    count = 0
    for one in clocks_of(dossier):
        due = one.due or one.safe
        day = held.get(one.clock.code)
        if due is None and day is None:
            continue
        done = one.ended or (dossier.closed_on if dossier.state == "closed" else None)
        deadline = keep_day(
            by=by,
            compartment=dossier.compartment,
            kind=_kind(one),
            due_on=due or day.deadline.due_on,  # type: ignore[union-attr]
            basis=_basis(dossier, one),
            done_on=done,
            deadline=day.deadline if day else None,
        )
        if day is None:
            DossierDay.objects.create(dossier=dossier, clock=one.clock.code, deadline=deadline)
        count += 1
    return count


def _kind(one) -> str:
    if one.clock.whose == WE:
        return OWN.get(one.clock.code, "next_step")
    return "reply" if one.clock.code == "reply" else "authority"


def _basis(dossier: Dossier, one) -> dict:
    """What the list says of it, in both languages: no person, no body, no matter."""
    label, kind = one.clock.label, kind_of(dossier).label
    text = {lang: f"{label[lang]} · {kind[lang]} {dossier.code}" for lang in LANGUAGES}
    source = one.period.source if one.period else ""
    return {"text": text, "articles": dict.fromkeys(LANGUAGES, source), "dossier": dossier.code}


def refresh_open_days(*, by: Actor, dossiers) -> int:
    """The same for many, as when a day passed on which an answer was due."""
    today = timezone.localdate()
    return sum(refresh_days(by=by, dossier=d) for d in dossiers if d.state == "sent" and today)  # type: ignore[misc]
