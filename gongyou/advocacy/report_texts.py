"""The words of reports: the cells of a row as the file had them, its title, its text."""

from collections import defaultdict

from django.db.models import prefetch_related_objects

from gongyou.advocacy.models import Report, SheetRows
from gongyou.advocacy.sheets.cells import back, text_of
from gongyou.vault.public import Actor, reveal_many

CHUNK = 200


def cells_of(actor: Actor, reports) -> dict:
    """report id → {head: cell as text}, for reports that were rows of a file."""
    # One question for all: rows of one file share their sheet.
    reports = list(reports)
    prefetch_related_objects(reports, "sheet")
    wanted: dict[tuple, list[Report]] = defaultdict(list)
    for report in reports:
        if report.sheet_id and report.row:
            first = (report.row - 1) // CHUNK * CHUNK
            wanted[report.sheet_id, report.sheet_number, first].append(report)
    if not wanted:
        return {}
    sheets = {r.sheet_id: r.sheet for held in wanted.values() for r in held if r.sheet}
    chunks = {
        (rows.sheet_id, rows.number, rows.first): rows
        for rows in SheetRows.objects.visible_to(actor).filter(sheet__in=sheets)
        if (rows.sheet_id, rows.number, rows.first) in wanted
    }
    opened = reveal_many(actor, list(chunks.values()), ["cells"])
    found = {}
    for key, rows in chunks.items():
        cells = (opened.get(rows.pk) or {}).get("cells") or {}
        heads = sheets[key[0]].sheets[key[1]]["heads"]
        for report in wanted[key]:
            held = cells.get(str(report.row), [])
            found[report.pk] = {
                head: text_of(back(cell)) for head, cell in zip(heads, held, strict=False) if head
            }
    return found


def titles_of(actor: Actor, reports) -> dict:
    """report id → its title: the column that the sheet has for it, or the first line by hand."""
    reports = list(reports)
    prefetch_related_objects(reports, "sheet")
    sheets = {
        report.pk: report.sheet.sheets[report.sheet_number] for report in reports if report.sheet
    }
    found = {}
    for pk, cells in cells_of(actor, reports).items():
        columns, heads = sheets[pk]["columns"], sheets[pk]["heads"]
        at = next((int(at) for at, name in columns.items() if name == "title"), None)
        if at is not None:
            found[pk] = cells.get(heads[at], "")
    written = [report for report in reports if not report.sheet_id]
    for pk, held in reveal_many(actor, written, ["text"]).items() if written else ():
        found[pk] = (held.get("text") or "").split("\n")[0]
    return found
