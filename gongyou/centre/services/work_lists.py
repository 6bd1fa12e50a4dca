"""Lists on paper for a day's work: whom to call, which hearings, whom to visit."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongyou.centre import codes
from gongyou.centre.models import Case, Contact
from gongyou.centre.queries import my_day
from gongyou.centre.queries.consent import agreed
from gongyou.centre.queries.team import open_cases
from gongyou.documents import Block, paper
from gongyou.vault.public import Actor, Right, journal, reveal_many

KINDS = ("phones", "hearings", "visits")
MOST = 500
AHEAD = timedelta(days=14)


def work_list(*, by: Actor, kind: str, mine: bool, language: str) -> bytes:
    """The list as PDF; noted in the journal of each compartment whose names leave on paper.

    Lists to call and to visit hold only people who agreed to be called; how many are left out is
    said on the paper.
    """
    with translation.override(language):
        rows, left_out, circles = {"phones": _phones, "visits": _visits, "hearings": _hearings}[
            kind
        ](by, mine)
        _note(by, kind, circles)
        day = date_format(timezone.localdate(), "DATE_FORMAT")
        blocks = [Block("title", f"{dict(titles())[kind]} · {day}")]
        if left_out:
            text = ngettext(
                "%(n)s person is left out: not asked whether they may be called, or said no.",
                "%(n)s people are left out: not asked whether they may be called, or said no.",
                left_out,
            )
            blocks.append(Block("text", text % {"n": left_out}))
        blocks.append(Block("table", rows=rows or [[_("Nobody."), ""]]))
        return paper.render([blocks], language)


def titles() -> list[tuple[str, str]]:
    """Each kind with its title."""
    return [
        ("phones", _("Phone list")),
        ("hearings", _("Hearings and appointments")),
        ("visits", _("House visits")),
    ]


@transaction.atomic
def _note(by: Actor, kind: str, circles: dict) -> None:
    for circle, count in circles.items():
        changes = {"kind": (None, kind), "count": (None, count)}
        journal.append(by, "centre.print_work_list", changes=changes, compartment=circle)


def _callable(by: Actor, mine: bool) -> tuple[list[Case], int]:
    """Open cases of people who may be called, and how many people may not or were not asked."""
    readable = by.compartment_ids(Right.READ_IDENTITY)
    found = open_cases(by).filter(compartment__in=readable)
    if mine:
        found = found.filter(assigned_to=by.account)
    may = agreed(found, "contact").select_related("worker", "employer").order_by("pk")[:MOST]
    everyone = found.values("worker").distinct().count()
    return list(may), everyone - agreed(found, "contact").values("worker").distinct().count()


def _counted(cases) -> dict:
    counted: dict = {}
    for case in cases:
        counted[case.compartment_id] = counted.get(case.compartment_id, 0) + 1
    return counted


def _phones(by: Actor, mine: bool):
    cases, left_out = _callable(by, mine)
    told = reveal_many(by, [case.worker for case in cases], ["name", "phone"])
    more = _further(by, [case.worker_id for case in cases])
    rows = [[_("Who"), _("Phone"), _("Next day"), _("Said")]]
    for case in cases:
        values = told.get(case.worker_id, {})
        phones = [values.get("phone") or "", *more.get(case.worker_id, [])]
        rows.append(
            [
                f"{values.get('name') or '—'} ({case.reference})",
                " / ".join(filter(None, phones)) or "—",
                _day(case.next_deadline),
                "",
            ]
        )
    return rows, left_out, _counted(cases)


def _further(by: Actor, workers: list) -> dict:
    """Worker → further phones, with whose they are."""
    held = Contact.objects.visible_to(by, Right.READ_IDENTITY).filter(
        worker__in=workers, kind__in=("phone", "relative")
    )
    rows = list(held)
    texts = reveal_many(by, rows, ["value", "whose"])
    found: dict = {}
    for row in rows:
        text = texts.get(row.pk, {})
        whose = f" ({text['whose']})" if text.get("whose") else ""
        found.setdefault(row.worker_id, []).append(f"{text.get('value') or ''}{whose}")
    return found


def _visits(by: Actor, mine: bool):
    cases, left_out = _callable(by, mine)
    told = reveal_many(by, [case.worker for case in cases], ["name", "address"])
    rows = [[_("Who"), _("Address"), _("About"), _("Said")]]
    for case in cases:
        values = told.get(case.worker_id, {})
        if values.get("address"):
            name = f"{values.get('name') or '—'} ({case.reference})"
            rows.append([name, values["address"], case.employer.name, ""])
    return rows, left_out, _counted(cases)


def _hearings(by: Actor, mine: bool):
    today = timezone.localdate()
    readable = by.compartment_ids(Right.READ_IDENTITY)
    found = [
        *my_day.hearings(by, today, today + AHEAD).filter(compartment__in=readable),
        *my_day.appointments(by, today, today + AHEAD).filter(compartment__in=readable),
    ]
    if mine:
        me = by.account.pk if by.account else None
        found = [each for each in found if _whose(each) in (me, None)]
    found.sort(key=lambda each: each.starts_at)
    workers = [_worker(each) for each in found]
    told = reveal_many(by, [w for w in workers if w], ["name", "phone"]) if any(workers) else {}
    rows = [[_("When"), _("What"), _("Who"), _("Phone")]]
    for each, worker in zip(found, workers, strict=True):
        values = told.get(worker.pk, {}) if worker else {}
        when = timezone.localtime(each.starts_at)
        what = codes.label(codes.HEARING_KINDS, getattr(each, "kind", "")) or _("appointment")
        rows.append(
            [
                f"{_day(when.date())} {when:%H:%M}",
                what,
                values.get("name") or (worker.pseudonym if worker else "—"),
                values.get("phone") or "—",
            ]
        )
    return rows, 0, _counted(found)


def _worker(each):
    return each.case.worker if each.case else getattr(each, "worker", None)


def _whose(each):
    return each.with_whom_id if hasattr(each, "with_whom_id") else each.case.assigned_to_id


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else "—"
