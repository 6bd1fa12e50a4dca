"""Members, representatives, promises and offers as tables that may be counted."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou.centre.public import (
    Case,
    Column,
    Counted,
    CountedTable,
    agreed,
    not_asked,
    person_id,
    refused,
    table_of,
)
from gongyou.collective.models import (
    Authorisation,
    Incident,
    Mandate,
    Member,
    Offer,
    Promise,
    SharePayment,
)

SOON = 90
"""Days after the first act within which an ending by the employer is counted (R2)."""

GROUPS = {
    "place": Column("group", _("Place")),
    "year": Column("group", _("Year joined")),
}
MEMBERS = GROUPS | {
    "on_roll": Column("flag", _("On the roll today")),
    "authorised": Column("flag", _("Gave a power of attorney"), sensitive=True),
    "represents": Column("code", _("Representative or member")),
    "after_days": Column("days", _("From the first act, or joining, until the work ended")),
    "after_end": Column("number", _("Whether the employer ended it")),
    "incidents": Column("number", _("Retaliation against them")),
    "months": Column("number", _("Months as a representative")),
    "retaliated": Column("flag", _("Met with retaliation"), sensitive=True),
    "back_to_law": Column("flag", _("Filed alone after the talks"), sensitive=True),
    "lawful_debt": Column("money", _("Owed by law")),
    "offered": Column("money", _("Offered")),
    "agreed": Column("money", pgettext_lazy("collective case", "Agreed")),
}
PROMISES = {
    "place": Column("group", _("Place")),
    "year": Column("group", _("Year promised")),
    "promise_days": Column("days", _("From the promise until it was kept")),
    "promise_end": Column("number", _("Whether it was kept")),
    "kept": Column("flag", _("Kept by the due day")),
    "due": Column("flag", _("Due, and told of")),
    "told": Column("flag", _("Whether any source tells")),
}
DETENTIONS = {
    "place": Column("group", _("Place")),
    "year": Column("group", _("Year")),
    "people_low": Column("number", _("People, at least")),
    "people_high": Column("number", _("People, at most")),
    "person_days_low": Column("number", _("Person-days, at least")),
    "person_days_high": Column("number", _("Person-days, at most")),
}


def tables(actor) -> list[CountedTable]:
    """What this person may read of collective cases."""
    return [
        CountedTable(
            "members", "members", _("Members of collective cases"), "workers", "register",
            MEMBERS, lambda: members(actor),
        ),
        CountedTable(
            "promises", "promises", _("Promises of employers"), "promises", "register",
            PROMISES, lambda: promises(actor),
        ),
        CountedTable(
            "detentions", "detentions", _("Detentions"), "detentions", "register",
            DETENTIONS, lambda: detentions(actor),
        ),
    ]  # fmt: skip


def members(actor) -> Counted:
    """A row a member who agreed to be counted."""
    every = Member.objects.visible_to(actor)
    kept = agreed(every, "statistics")
    left_out = {
        "refused": refused(every, "statistics").count(),
        "not_asked": not_asked(every, "statistics").count(),
    }
    return Counted(table_of(MEMBERS, _member_rows(kept)), left_out)


def _member_rows(kept) -> list[dict]:
    found = list(
        kept.values(
            "pk", "worker_id", "case_id", "case__place", "joined_on", "left_on", "owed_total",
            "employment__end",
        ).order_by()
    )  # fmt: skip
    today = timezone.localdate()
    acts, incidents = _first_acts(kept, today), _incidents(kept)
    given = set(Authorisation.objects.filter(member__in=kept.values("pk"), withdrawn_on=None)
                .values_list("member", flat=True))  # fmt: skip
    offered, talks_end = _offered(kept)
    alone = _filed_alone(kept, talks_end)
    return [
        _member(row, acts.get(row["pk"]), incidents[row["pk"]], today)
        | {
            "authorised": row["pk"] in given,
            "offered": offered.get(row["case_id"], (None, None))[0],
            "agreed": offered.get(row["case_id"], (None, None))[1],
            "back_to_law": row["worker_id"] in alone if row["case_id"] in talks_end else None,
        }
        for row in found
    ]


def _member(row: dict, act, own: list, today: date) -> dict:
    start = act[0] if act else row["joined_on"]
    ended = next((on for on, kind in own if kind == "dismissal" and on >= start), None)
    until = ended or row["employment__end"] or today
    known = until >= start
    return {
        "_id": person_id(row["worker_id"]),
        "place": _city(row["case__place"]),
        "year": str(row["joined_on"].year),
        "on_roll": row["left_on"] is None or row["left_on"] > today,
        "represents": "representative" if act else "member",
        "after_days": float(min((until - start).days, SOON)) if known else None,
        "after_end": float(bool(ended and (ended - start).days <= SOON)) if known else None,
        "incidents": float(len(own)) if act else None,
        "months": act[1] if act else None,
        "retaliated": bool(own) if act else None,
        "lawful_debt": row["owed_total"],
    }


def _city(place: str) -> str | None:
    return f"{place[:4]}00" if len(place) == 6 and place.isdigit() else place or None


def _first_acts(kept, today: date) -> dict:
    """Member → first day of a mandate, and months in mandates until today."""
    found: dict = {}
    rows = Mandate.objects.filter(member__in=kept.values("pk"), role="representative")
    for member, starts, ends, ended in rows.values_list("member", "starts", "ends", "ended_on"):
        last = min(day for day in (ends, ended, today) if day is not None)
        months = max((last - starts).days, 0) / 30.4375
        before = found.get(member)
        found[member] = (
            min(starts, before[0]) if before else starts,
            months + (before[1] if before else 0),
        )
    return found


def _incidents(kept) -> dict:
    found = defaultdict(list)
    rows = Incident.objects.filter(member__in=kept.values("pk")).exclude(kind="detention")
    for member, on, kind in rows.values_list("member", "on", "kind"):
        found[member].append((on, kind))
    return found


def _offered(kept) -> tuple[dict, dict]:
    """Case → last offer and agreed amount a head; case → the day the talks ended."""
    found: dict = {}
    ends: dict = {}
    rows = Offer.objects.filter(case__in=kept.values("case")).exclude(people=None)
    for case, people, total, status, on in rows.order_by("number").values_list(
        "case", "people", "total", "status", "made_on"
    ):
        head = total / people if people and total is not None else None
        agreed_head = head if status == "accepted" else found.get(case, (None, None))[1]
        found[case] = (head, agreed_head)
        ends[case] = on
    return found, ends


def _filed_alone(kept, ends: dict) -> set:
    """Workers with a case of their own on the legal route after the talks of their case."""
    last = dict(kept.values_list("worker_id", "case_id"))
    rows = Case.objects.filter(worker__in=last, route="legal")
    return {
        worker
        for worker, opened in rows.values_list("worker_id", "opened_on")
        if last[worker] in ends and opened >= ends[last[worker]]
    }


def promises(actor) -> Counted:
    """A row a promise with a day by which it was due."""
    today = timezone.localdate()
    rows = []
    every = Promise.objects.visible_to(actor).select_related("case")
    sums: dict = defaultdict(Decimal)
    last: dict = {}
    paid = SharePayment.objects.filter(promise__in=every.values("pk"))
    for promise, on, amount in paid.values_list("promise", "on", "amount"):
        sums[promise] += amount
        last[promise] = max(on, last.get(promise, on))
    for one in every:
        full = one.amount is not None and sums[one.pk] >= one.amount > 0
        kept_on = one.done_on or (last[one.pk] if full else None)
        told = one.told or kept_on is not None
        due = one.due_on is not None and one.due_on <= today
        until = kept_on or today
        if until < one.promised_on:
            continue
        rows.append(
            {
                "_id": person_id(one.pk),
                "place": _city(one.case.place),
                "year": str(one.promised_on.year),
                "told": told if due else None,
                "due": due and told,
                "kept": kept_on is not None and kept_on <= one.due_on if due and told else None,
                "promise_days": float((until - one.promised_on).days) if told else None,
                "promise_end": float(kept_on is not None) if told else None,
            }
        )
    return Counted(table_of(PROMISES, rows))


def detentions(actor) -> Counted:
    """A row an incident; where no number is told it is at least one person."""
    today = timezone.localdate()
    rows = []
    every = Incident.objects.visible_to(actor).filter(kind="detention").select_related("case")
    for one in every:
        days = ((one.until or one.on) - one.on).days + 1
        most = days if one.until else (today - one.on).days + 1
        people = one.people or 1
        rows.append(
            {
                "_id": person_id(one.pk),
                "place": _city(one.case.place),
                "year": str(one.on.year),
                "people_low": people,
                "people_high": one.people,
                "person_days_low": people * days,
                "person_days_high": one.people and one.people * most,
            }
        )
    return Counted(table_of(DETENTIONS, rows))
