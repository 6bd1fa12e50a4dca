"""Search: codes, pseudonyms and employers in the database; names and texts in memory."""

import time

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from gongyou.centre.models import Case, Contact, Intake, Proceeding, Worker
from gongyou.centre.names import simplify
from gongyou.centre.queries.people import match_employers, worker_by_pseudonym
from gongyou.vault.public import Actor, Right, journal, reveal_many, search_names

FEW = 8
TEXTS_AT_ONCE = 1000
SECONDS = 1.5
AROUND = 24


def find(actor: Actor, term: str) -> list[dict]:
    """Everything of the centre that a term leads to, the surest first."""
    term = term.strip()
    if not term:
        return []
    rows = _by_pseudonym(actor, term)
    if actor.unlocked and actor.may_somewhere(Right.READ_IDENTITY):
        rows += _by_name(actor, term) + _by_contact(actor, term) + _by_case_number(actor, term)
    rows += _by_authority(actor, term)
    rows += _employers(actor, term)
    if actor.unlocked and actor.may_somewhere(Right.READ_IDENTITY) and len(term) > 1:
        rows += _texts(actor, term)
    return _once(rows)


def _once(rows: list[dict]) -> list[dict]:
    seen: dict = {}
    for row in rows:
        seen.setdefault((row["kind"], row["url"]), row)
    return list(seen.values())


def _by_pseudonym(actor: Actor, term) -> list[dict]:
    reference, _slash, ordinal = term.partition("/")
    workers = list(worker_by_pseudonym(actor, reference)[:FEW])
    rows = [_worker_row(worker, "") for worker in workers]
    if ordinal.isdigit():
        cases = Case.objects.visible_to(actor).filter(worker__in=workers, ordinal=int(ordinal))
        rows = [_case_row(case, "") for case in cases.select_related("worker", "employer")] + rows
    return rows


def _by_name(actor: Actor, term) -> list[dict]:
    hits = search_names(actor, term, models=[Worker], limit=FEW * 2)
    workers = Worker.objects.visible_to(actor).in_bulk([hit.record_id for hit in hits])
    return [
        _worker_row(workers[hit.record_id], hit.display) for hit in hits if hit.record_id in workers
    ]


def _by_contact(actor: Actor, term) -> list[dict]:
    hits = search_names(actor, term, models=[Contact], limit=FEW)
    found = Contact.objects.visible_to(actor, Right.READ_IDENTITY).select_related("worker")
    rows = found.in_bulk([hit.record_id for hit in hits])
    return [
        _worker_row(rows[hit.record_id].worker, hit.display)
        for hit in hits
        if hit.record_id in rows
    ]


def _by_case_number(actor: Actor, term) -> list[dict]:
    """Cases by their number before an authority, who decides, or who speaks for the other side."""
    hits = search_names(actor, term, models=[Proceeding], limit=FEW * 2)
    found = Proceeding.objects.visible_to(actor, Right.READ_IDENTITY).select_related("case__worker")
    rows = found.in_bulk([hit.record_id for hit in hits])
    return [
        _case_row(rows[hit.record_id].case, hit.display) for hit in hits if hit.record_id in rows
    ]


def _by_authority(actor: Actor, term) -> list[dict]:
    found = Proceeding.objects.visible_to(actor).filter(authority__icontains=term)
    rows = found.select_related("case__worker").order_by("-created_at")[: FEW * 2]
    return [_case_row(row.case, row.authority) for row in rows]


def _employers(actor: Actor, term) -> list[dict]:
    return [
        {
            "url": reverse("centre:employer", args=[employer.pk]),
            "title": employer.name,
            "note": _("%(n)s people") % {"n": employer.people},  # type: ignore[attr-defined]
            "kind": _("Employer"),
            "icon": "building",
        }
        for employer in match_employers(actor, term, limit=FEW)
    ]


def _texts(actor: Actor, term) -> list[dict]:
    """Stories and summaries that hold the term, newest first, as far as the time goes."""
    wanted, until, rows = simplify(term).casefold(), time.monotonic() + SECONDS, []
    sources = [
        (Intake.objects.order_by("-received_on"), "story", _intake_row),
        (Case.objects.order_by("-opened_on"), "summary", _case_row),
    ]
    for everything, name, make in sources:
        queryset = everything.visible_to(actor, Right.READ_IDENTITY).filter(
            **{f"{name}__isnull": False}
        )
        for record, text in _holding(actor, queryset, name, wanted, until):
            rows.append(make(record, _around(text, wanted)))
            if len(rows) >= FEW * 2:
                break
    with transaction.atomic():
        journal.append(actor, "centre.search_texts", changes={"count": len(rows)})
    return rows


def _holding(actor: Actor, queryset, name, wanted, until):
    start = 0
    while time.monotonic() < until:
        ids = list(queryset.values_list("pk", flat=True)[start : start + TEXTS_AT_ONCE])
        if not ids:
            return
        part = queryset.model.objects.filter(pk__in=ids)
        texts = reveal_many(actor, part, [name], journal=False)
        hits = [pk for pk in ids if wanted in simplify(texts[pk][name] or "").casefold()]
        found = part.model.objects.select_related("worker").in_bulk(hits)
        yield from ((found[pk], texts[pk][name]) for pk in hits)
        start += TEXTS_AT_ONCE


def _around(text: str, wanted: str) -> str:
    """A few words around the place where the term stands."""
    at = simplify(text).casefold().find(wanted)
    start = max(0, at - AROUND)
    cut = text[start : at + len(wanted) + AROUND].replace("\n", " ")
    return ("…" if start else "") + cut + "…"


def _worker_row(worker, name: str) -> dict:
    return {
        "url": reverse("centre:worker", args=[worker.pk]),
        "title": worker.pseudonym,
        "note": name,
        "kind": _("Worker"),
        "icon": "person",
    }


def _case_row(case, note: str) -> dict:
    return {
        "url": reverse("centre:case", args=[case.pk]),
        "title": case.reference,
        "note": note,
        "kind": _("Case"),
        "icon": "folder",
    }


def _intake_row(intake, note: str) -> dict:
    return {
        "url": reverse("centre:intake", args=[intake.pk]),
        "title": intake.worker.pseudonym,
        "note": note,
        "kind": _("Intake"),
        "icon": "chat-quote",
    }
