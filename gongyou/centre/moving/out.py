"""Out again for another program: what people told and did beside the figures, and a README.

`more_tables` gives what the export held no table of; `zipped` writes every table as CSV (UTF-8
with a mark, RFC 4180) beside a README that says what each table and column is.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator

from django.utils.translation import override

from gongyou.centre import codes
from gongyou.centre.api import shapes
from gongyou.centre.models import (
    Consent,
    Contact,
    Employer,
    Employment,
    Hearing,
    Intake,
    Note,
    Proceeding,
    Task,
)
from gongyou.law.schema import TABLES
from gongyou.vault.public import Actor, Right, reveal_many, safe_cell


def more_tables(actor: Actor, names: bool) -> Iterator[tuple[str, list]]:
    """Table → rows. Texts that people told are in them only with `names`."""
    yield (
        "employers",
        [
            shapes.employer(row) | {"registration": row.registration}
            for row in _mine(Employer, actor)
        ],
    )
    spells = _mine(Employment, actor).select_related("worker", "employer", "worksite")
    yield (
        "employments",
        [
            {
                "ref": row.ref,
                "worker": row.worker.pseudonym,
                "employer": row.employer.ref,
                "law": row.pack,
                "place": row.place,
                "start": shapes.day(row.start),
                "end": shapes.day(row.end),
                "workshop": row.workshop,
                "worksite": row.worksite.name if row.worksite else "",
            }
            for row in spells
        ],
    )
    for title, model, plain, sealed in MORE:
        yield title, _rows(actor, model, plain, sealed if names else ())


MORE = (
    ("intakes", Intake, ("received_on", "channel", "urgency", "next_step", "next_step_on",
                         "referral"), ("story", "referral_note")),
    ("notes", Note, ("on", "kind", "other", "minutes"), ("text",)),
    ("tasks", Task, ("kind", "due_on", "done_on"), ("title",)),
    ("hearings", Hearing, ("kind", "starts_at", "held"), ("venue", "note")),
    ("proceedings", Proceeding, ("stage", "authority", "filed_on", "accepted_on", "served_on"),
     ("number", "decider", "other_agent")),
    ("contacts", Contact, ("kind",), ("value", "whose")),
    ("consents", Consent, ("use", "verdict", "told_on"), ()),
)  # fmt: skip


def _mine(model, actor: Actor):
    return model.objects.visible_to(actor, Right.EXPORT)


def _rows(actor: Actor, model, plain, sealed) -> list[dict]:
    """Rows of one model with their worker and case by the names that the other tables use."""
    fields = {field.name for field in model._meta.fields}
    related = [name for name in ("worker", "case__worker") if name.split("__")[0] in fields]
    found = list(_mine(model, actor).select_related(*related))
    told = reveal_many(actor, found, list(sealed), journal=False) if sealed and found else {}
    rows = []
    for record in found:
        case = getattr(record, "case", None)
        worker = getattr(record, "worker", None) or (case.worker if case else None)
        row = {
            "ref": record.ref,
            "worker": worker.pseudonym if worker else None,
            "case": case.reference if case else None,
        }
        row |= {name: _plain(getattr(record, name)) for name in plain}
        rows.append(row | told.get(record.pk, dict.fromkeys(sealed)))
    return rows


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def zipped(tables: dict[str, list[dict]], names: bool) -> bytes:
    """Every table as CSV, and the README."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", readme(tables, names))
        for title, rows in tables.items():
            text = io.StringIO(newline="")
            heads = list(dict.fromkeys(name for row in rows for name in row))
            writer = csv.DictWriter(text, heads, lineterminator="\r\n")
            writer.writeheader()
            writer.writerows({n: _cell(v) for n, v in row.items()} for row in rows)
            archive.writestr(f"{title}.csv", "\ufeff" + text.getvalue())
    return held.getvalue()


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return safe_cell(str(value))


ROWS = {
    "workers": "One person who came. Key: pseudonym (within compartment) or ref.",
    "employers": "One employer. Key: ref.",
    "employments": "One spell of work. worker → workers.pseudonym, employer → employers.ref.",
    "cases": "One matter of a worker with an employer. Key: reference. worker → workers.ref.",
    "claims": "What the law made of the facts: one row an entitlement. worker → workers.pseudonym.",
    "facts": "Facts of a spell of work as one source tells them. worker → workers.pseudonym.",
    "pay": "One month's pay and hours as one source tells them. worker → workers.pseudonym.",
    "events": "Something that happened on a day. worker → workers.pseudonym.",
    "deadlines": "A day to keep. case → cases.ref.",
    "outcomes": "How a stage ended. case → cases.reference.",
    "payments": "Money that reached the worker. case → cases.reference.",
    "intakes": "One visit and what was told.",
    "notes": "One entry of the contact log; what another system held without a field here too.",
    "tasks": "Something to do.",
    "hearings": "A date before mediators, arbitrators, judges.",
    "proceedings": "A case before an authority, with its number there.",
    "contacts": "One more way to reach a worker.",
    "consents": "What a worker agreed to. No row: nobody asked; only the matter itself is served.",
}
COLUMNS = {
    "compartment": "id of the circle of people that may read it",
    "ref": "id of the row, 22 signs",
    "pseudonym": "code of the person, in place of the name",
    "generated": "true: made up for the demonstration",
    "name": "what somebody or a firm is called", "phone": "phones, several separated by ;",
    "id_number": "identity number", "address": "where they live", "notes": "remark on the person",
    "place": "administrative code of the place",
    "registration": "registration number of the firm", "sector": "branch of industry",
    "reference": "pseudonym/running number of the case",
    "worker": "the person (see the table's keys)", "employer": "the employer",
    "case": "the case (see the table's keys)", "law": "code of the law that is applied",
    "worksite": "plant or branch", "status": "state (codes below)",
    "route": "legal or collective", "grievances": "codes of what it is about",
    "opened_on": "day", "closed_on": "day; empty: open",
    "closed_why": "reason of closing (codes below)", "assigned_to": "login of who is in charge",
    "summary": "text", "story": "what was told",
    "claimed": "amount claimed", "claimed_low": "the least that it may be",
    "claimed_high": "the most that it may be", "awarded": "amount awarded",
    "received": "amount that reached the worker", "next_deadline": "the next day to keep",
    "entitlement": "code of the claim", "amount": "sum of money", "low": "least", "high": "most",
    "in_total": "whether it counts in the sum", "file_by": "last day to file",
    "missing": "facts that are not known", "source": "who says so (codes below)",
    "more": "facts that only one law knows, as JSON; rough: first/last day where only about "
            "when is known, and the column then holds the first",
    "month": "the first day of the month", "kind": "code", "date": "day",
    "due_on": "day", "done_on": "day on which it was met", "entitlements": "codes",
    "on": "day", "received_on": "day", "channel": "how they came (codes below)",
    "urgency": "how urgent", "next_step": "code", "next_step_on": "day", "referral": "code",
    "referral_note": "text", "other": "with whom", "minutes": "of the writer's time",
    "text": "text, word for word", "title": "text", "starts_at": "day and time, ISO 8601",
    "held": "whether it took place", "venue": "text", "note": "text", "stage": "code",
    "authority": "name", "filed_on": "day", "accepted_on": "day", "served_on": "day",
    "number": "number there", "decider": "who decides", "other_agent": "who speaks for the others",
    "value": "number or address", "whose": "whose it is",
    "use": "what was asked (codes below)", "verdict": "yes or no", "told_on": "day",
}  # fmt: skip
LISTS = {
    "status": codes.STATUSES, "closed_why": codes.CLOSED_WHY, "source": codes.SOURCES,
    "channel": codes.CHANNELS, "use": codes.CONSENTS, "notes.kind": codes.NOTE_KINDS,
}  # fmt: skip
HEAD = """\
Export of gongyou, for whoever reads it with another program
=============================================================
中文说明：每个 .csv 是一张表（UTF-8，逗号分隔，第一行为列名）；空格子表示“不知道”，不是零。

Encoding   UTF-8 with a mark, comma, CRLF, quotes as in RFC 4180; a cell may hold line breaks.
Days       ISO 8601, 2019-03-05. Times are local with their offset.
Amounts    decimal numbers with a point, in the currency of the law's country (law cn: yuan).
Hours      decimal numbers. Yes and no are true and false.
Empty      not known, never nought and never no. What is nought says 0.
Several    values in one cell are separated by "; ".
Formulas   a text that begins with = + - @ has ' before it, so that no spreadsheet runs it.
Names      {names}
Sources    facts, pay and events stand once a source; two sources may disagree, and both stay.
"""


def readme(tables: dict[str, list[dict]], names: bool) -> str:
    """What the files are, column by column, as they are in this export."""
    said = "with names and what people told" if names else "left out: pseudonyms only"
    lines = [HEAD.format(names=said)]
    for title, rows in tables.items():
        lines += ["", f"{title}.csv ({len(rows)} rows)", f"  {ROWS[title]}"]
        for name in dict.fromkeys(name for row in rows for name in row):
            lines.append(f"  {name:<22} {_meaning(title, name)}")
    lines += ["", "Codes", ""]
    with override("en"):
        for name, choices in LISTS.items():
            lines.append(f"  {name}: " + "; ".join(f"{code} = {label}" for code, label in choices))
    return "\n".join(lines) + "\n"


def _meaning(table: str, name: str) -> str:
    known = {"facts": "employment", "employments": "employment"}.get(table, table)
    column = TABLES[known].columns.get(name) if known in TABLES else None
    if column and name not in ("worker", "source"):
        unit = f", {column.unit}" if column.unit else ""
        return f"{column.label['en']} ({column.family}{unit})"
    return COLUMNS.get(name, name)
