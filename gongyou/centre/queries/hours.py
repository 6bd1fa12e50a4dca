"""Hours and results of a period, as funders ask for them: people, advice, referrals, outcomes.

Figures that leave the centre about people count only those who agreed to statistics; how many are
left out stands beside them. Hours are the staff's own and need no worker's consent.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from gongyou.centre import codes
from gongyou.centre.models import Case, Intake, Note, Payment
from gongyou.centre.queries.consent import agreed
from gongyou.vault.public import Actor


@dataclass(frozen=True)
class Report:
    """A period in figures; `minutes` of which `unmeasured` notes name none."""

    people: int
    left_out: int
    intakes: int
    by_channel: list[tuple]
    referrals: list[tuple]
    opened: int
    closed: int
    closed_why: list[tuple]
    received: Decimal | None
    minutes: int
    unmeasured: int
    by_person: list[tuple]
    by_kind: list[tuple]


def report(actor: Actor, first: date, last: date) -> Report:
    """What was done from one day to another, both included."""
    came = Intake.objects.visible_to(actor).filter(received_on__range=(first, last))
    told = agreed(came, "statistics")
    cases = agreed(Case.objects.visible_to(actor), "statistics")
    closed = cases.filter(closed_on__range=(first, last))
    paid = Payment.objects.visible_to(actor).filter(on__range=(first, last))
    notes = Note.objects.visible_to(actor).filter(on__range=(first, last))
    everyone = came.values("worker").distinct().count()
    people = told.values("worker").distinct().count()
    return Report(
        people=people,
        left_out=everyone - people,
        intakes=told.count(),
        by_channel=_counted(told, "channel", codes.CHANNELS),
        referrals=_counted(told.exclude(referral=""), "referral", codes.REFERRALS),
        opened=cases.filter(opened_on__range=(first, last)).count(),
        closed=closed.count(),
        closed_why=_counted(closed, "closed_why", [("", "—"), *codes.CLOSED_WHY]),
        received=agreed(paid, "statistics", "case__worker").aggregate(n=Sum("amount"))["n"],
        minutes=notes.aggregate(n=Sum("minutes"))["n"] or 0,
        unmeasured=notes.filter(minutes=None).count(),
        by_person=_minutes(notes, "written_by__login"),
        by_kind=[(codes.label(codes.NOTE_KINDS, k), n, m) for k, n, m in _minutes(notes, "kind")],
    )


def _counted(rows, name: str, choices) -> list[tuple]:
    found = Counter(dict(rows.order_by().values_list(name).annotate(n=Count("pk"))))
    return [(codes.label(choices, code), n) for code, n in found.most_common()]


def _minutes(notes, name: str) -> list[tuple]:
    """(who or what, notes, minutes), the most minutes first."""
    rows = notes.order_by().values_list(name).annotate(n=Count("pk"), m=Sum("minutes"))
    return sorted(((key, n, m or 0) for key, n, m in rows), key=lambda row: -row[2])
