"""Passages as a table, a page, or a Word file: only what may be quoted, and noted as it leaves."""

from __future__ import annotations

import csv
import io
from html import escape

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.formats.codebooks import write_table
from gongyou.fieldwork.formats.refi import write_codebook
from gongyou.fieldwork.formats.refi.positions import NVIVO
from gongyou.fieldwork.models import Study
from gongyou.fieldwork.queries.codings import Passage, passages_for
from gongyou.fieldwork.services.codebook import names
from gongyou.fieldwork.services.leaving import depart
from gongyou.fieldwork.services.projects import _codes, hand_over_project
from gongyou.vault.public import Actor, Right, safe_cell

TYPES = {
    "qdpx": ("qdpx", "application/zip"),
    "qdpx_nvivo": ("qdpx", "application/zip"),
    "qdc": ("qdc", "application/xml"),
    "codebook": ("csv", "text/csv; charset=utf-8"),
    "csv": ("csv", "text/csv; charset=utf-8"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "html": ("html", "text/html; charset=utf-8"),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
"""Forms with their endings and types."""


@transaction.atomic
def write_out(*, by: Actor, study: Study, form: str, to: str) -> bytes:
    """A file of the study in a form, and the note that it left.

    Raises:
        FieldworkError: there is nothing that may leave.
    """
    by.require(Right.EXPORT, study.compartment_id)
    if form == "qdpx":
        return hand_over_project(by=by, study=study, to=to)[0]
    if form == "qdpx_nvivo":
        return hand_over_project(by=by, study=study, to=to, way=NVIVO)[0]
    if form in ("qdc", "codebook"):
        codes = _codes(by, study)
        if not codes:
            raise FieldworkError("consent_no")
        depart(by=by, study=study, kind="codebook", to=to)
        return write_codebook(codes) if form == "qdc" else write_table(codes)
    passages = passages_for(by, use="quote", study=study)
    people = {person for one in passages for person in one.participants}
    texts = {one.text.pk: one.text for one in passages}.values()
    depart(
        by=by,
        study=study,
        kind="passages",
        to=to,
        people=people,
        texts=texts,
        passages=len(passages),
    )
    rows = _rows(passages, names(by, study))
    return {"csv": _csv, "xlsx": _xlsx, "html": _html, "docx": _docx}[form](rows)


def _rows(passages: list[Passage], named: dict) -> list[list[str]]:
    head = [
        pgettext("fieldwork", "Code"),
        _("Passage"),
        _("Speaker"),
        pgettext("fieldwork", "Text"),
        _("Turns"),
    ]
    body = [
        [
            named.get(one.code, "") if one.code else "",
            one.words,
            ", ".join(one.speakers),
            str(one.text),
            f"{one.turns[0]}–{one.turns[1]}" if one.turns[0] != one.turns[1] else str(one.turns[0]),
        ]
        for one in passages
    ]
    return [head, *sorted(body, key=lambda row: (row[0], row[3], row[4]))]


def _csv(rows: list[list[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([[safe_cell(cell) for cell in row] for row in rows])
    return buffer.getvalue().encode("utf-8-sig")


def _xlsx(rows: list[list[str]]) -> bytes:
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, wrapped if number else bold)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 80)
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()


def _html(rows: list[list[str]]) -> bytes:
    cells = [
        "<tr>" + "".join(f"<td dir='auto'>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in rows[1:]
    ]
    head = "".join(f"<th>{escape(cell)}</th>" for cell in rows[0])
    page = (
        "<!doctype html><meta charset='utf-8'><title>—</title><style>body{font-family:sans-serif}"
        "td,th{padding:.4em .6em;border-bottom:1px solid #ccc;text-align:start;vertical-align:top}"
        f"</style><table><thead><tr>{head}</tr></thead><tbody>{''.join(cells)}</tbody></table>"
    )
    return page.encode()


def _docx(rows: list[list[str]]) -> bytes:
    from docx import Document

    document = Document()
    last = None
    for name, words, speaker, text, turns in rows[1:]:
        if name != last:
            document.add_heading(name or "—", 2)
            last = name
        document.add_paragraph(words, style="Quote")
        document.add_paragraph(f"{speaker} · {text} · {turns}")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
