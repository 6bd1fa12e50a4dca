"""Everything out in open formats: XLSX, JSON, CSV; pseudonyms unless names are asked for."""

import json
import re
from datetime import date, datetime, time
from io import BytesIO

from django.db import transaction

from gongyou.centre.api import shapes
from gongyou.centre.models import (
    Case,
    ClaimLine,
    Deadline,
    EmploymentFacts,
    FactEvent,
    Outcome,
    Payment,
    PayRecord,
    Worker,
)
from gongyou.centre.models.employment import fact_columns
from gongyou.centre.moving.out import more_tables, zipped
from gongyou.vault.public import Actor, Right, journal, reveal_many, safe_cell


def export(actor: Actor, form: str, names: bool = False) -> bytes:
    """All records of the compartments in which the user may export, noted in the journal."""
    tables = {title: list(rows) for title, rows in _tables(actor, names)}
    with transaction.atomic():
        for compartment in actor.compartment_ids(Right.EXPORT):
            count = sum(1 for row in tables["workers"] if row["compartment"] == str(compartment))
            journal.append(
                actor,
                "centre.export",
                changes={"count": count, "names": names, "form": form},
                compartment=compartment,
            )
    if form == "zip":
        return zipped(tables, names)
    return _json(tables) if form == "json" else _xlsx(tables)


def _tables(actor: Actor, names: bool):
    yield "workers", _workers(actor, names)
    yield "cases", _cases(actor, names)
    lines = _mine(ClaimLine, actor).select_related("employment__worker")
    yield (
        "claims",
        (
            {"worker": row.employment.worker.pseudonym, **shapes.line(row)}
            for row in lines.iterator()
        ),
    )
    yield "facts", _facts(actor, EmploymentFacts, "employment", [])
    yield "pay", _facts(actor, PayRecord, "pay", ["month"])
    yield "events", _facts(actor, FactEvent, "events", ["kind", "date"])
    yield (
        "deadlines",
        (shapes.deadline(row) for row in _mine(Deadline, actor).select_related("case")),
    )
    for title, model in (("outcomes", Outcome), ("payments", Payment)):
        rows = _mine(model, actor).select_related("case__worker")
        yield (
            title,
            (
                {
                    "case": r.case.reference,
                    "on": shapes.day(r.on),
                    "amount": shapes.amount(r.amount),
                }
                for r in rows
            ),
        )
    yield from more_tables(actor, names)


def _cases(actor: Actor, names: bool):
    found = _mine(Case, actor).select_related("worker", "employer", "assigned_to")
    told = reveal_many(actor, found, ["summary"], journal=False) if names else {}
    for row in found.prefetch_related("grievances").iterator(chunk_size=2000):
        login = row.assigned_to.login if row.assigned_to else None
        more = {"closed_why": row.closed_why, "assigned_to": login}
        yield shapes.case(row) | more | told.get(row.pk, {})


def _mine(model, actor: Actor):
    return model.objects.visible_to(actor, Right.EXPORT)


def _workers(actor: Actor, names: bool):
    found = _mine(Worker, actor)
    known = {}
    if names:
        told = ["name", "phone", "id_number", "address", "notes"]
        known = reveal_many(actor, found, told, journal=False)
    for worker in found:
        row = {"compartment": str(worker.compartment_id), **shapes.worker(worker)}
        yield row | known.get(worker.pk, {})


def _facts(actor: Actor, model, table: str, keys: list[str]):
    columns = [*keys, *fact_columns(table), "more"]
    rows = _mine(model, actor).values("employment__worker__pseudonym", "source", *columns)
    for row in rows.iterator(chunk_size=5000):
        row["worker"] = row.pop("employment__worker__pseudonym")
        yield {name: _plain(value) for name, value in row.items()}


def _plain(value):
    if value is None or isinstance(value, bool | int | str | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else f"{value:f}"


def _json(tables: dict) -> bytes:
    return json.dumps(tables, ensure_ascii=False, indent=1).encode()


def _xlsx(tables: dict) -> bytes:
    import xlsxwriter

    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for title, rows in tables.items():
        sheet = book.add_worksheet(title)
        heads = list(dict.fromkeys(name for row in rows for name in row))
        sheet.write_row(0, 0, heads, bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, 1):
            for column, name in enumerate(heads):
                value = row.get(name)
                _cell(sheet, number, column, value if name in AS_TYPED else _typed(value), day)
    book.close()
    return file.getvalue()


AS_TYPED = ("name", "phone", "id_number", "number", "value", "text", "story", "summary", "notes")
AMOUNT = re.compile(r"-?\d{1,12}\.\d{1,4}")
DAY = re.compile(r"(19|2\d)\d\d-\d\d-\d\d")


def _typed(value):
    """Amounts and days as a spreadsheet reckons with them; JSON keeps them as exact texts."""
    if isinstance(value, str) and AMOUNT.fullmatch(value):
        return float(value)
    return date.fromisoformat(value) if isinstance(value, str) and DAY.fullmatch(value) else value


def _cell(sheet, row: int, column: int, value, day) -> None:
    if value is None:
        return
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time()), day)
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, dict):
        sheet.write_string(row, column, json.dumps(value, ensure_ascii=False) if value else "")
    elif isinstance(value, list):
        sheet.write_string(row, column, safe_cell(", ".join(map(str, value))))
    else:
        sheet.write_string(row, column, safe_cell(str(value)))
