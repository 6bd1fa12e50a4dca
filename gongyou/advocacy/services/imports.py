"""A file of a source taken in whole, and taken back whole."""

from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from gongyou.advocacy.errors import Refused
from gongyou.advocacy.models import (
    Event,
    Match,
    Outcome,
    Report,
    SheetImport,
    SheetMapping,
    SheetRows,
    Source,
    Spell,
)
from gongyou.advocacy.services.matches import find_pairs
from gongyou.advocacy.services.resolving import fill
from gongyou.advocacy.sheets import SheetRead, read_file
from gongyou.advocacy.sheets.telling import told_of
from gongyou.vault.public import Right, files, journal, new_pseudonyms

CHUNK, BATCH = 200, 2000
EVENTFUL = ("clb", "fmcs", "bls", "mapped")
FORMS = {"json": "json", "csv": "csv", "tsv": "csv", "txt": "csv"}


@transaction.atomic
def upload_sheet(*, by, compartment, source: Source, upload, name: str = "") -> SheetImport:
    """Keep a file, encrypted, to be looked at before it is taken in.

    The same bytes are one import: what was taken in is given as it is, what was taken back is
    ready again.

    Raises:
        Refused: the file is none that may be kept.
    """
    by.require(Right.WRITE, compartment)
    content = upload if isinstance(upload, bytes) else upload.read()
    digest = sha256(content).hexdigest()
    known = SheetImport.objects.filter(compartment=compartment, digest=digest).first()
    if known is not None and known.state != "undone":
        return known
    title = name or getattr(upload, "name", "") or digest[:8]
    stored = files.store(by, compartment, content, kind="events", name=title)
    sheet = known or SheetImport(compartment=compartment, digest=digest)
    sheet.source, sheet.owner, sheet.file = source, by.account, stored
    sheet.state, sheet.form = "uploaded", FORMS.get(title.rpartition(".")[2].lower(), "xlsx")
    sheet.seal(by, title=title)
    sheet.save()
    journal.append(by, "advocacy.upload_sheet", sheet, changes={"digest": digest[:16]}, sealed={})
    return sheet


def read_import(actor, sheet: SheetImport) -> list[SheetRead]:
    """The sheets of an uploaded file, read by the mapping that was chosen."""
    content = files.read_file(actor, sheet.file)
    return read_file(content, sheet.reveal(actor, "title") or "", sheet.mapping or None)


@transaction.atomic
def map_sheet(*, by, sheet: SheetImport, columns: dict[str, str], name: str = "") -> SheetImport:
    """Read a file by a mapping (head → field); kept under a name where one is given."""
    by.require(Right.WRITE, sheet.compartment)
    if sheet.state == "imported":
        raise Refused(_("The file was taken in already; take it back first."))
    sheet.mapping = columns
    sheet.save(update_fields=["mapping"])
    if name:
        SheetMapping.objects.create(compartment=sheet.compartment, name=name, columns=columns)
    journal.append(by, "advocacy.map_sheet", sheet, sealed={})
    return sheet


@transaction.atomic
def import_sheet(*, by, sheet: SheetImport, as_of: date | None = None) -> SheetImport:
    """Take a file in: every cell kept, a report a row, an event a report, sure pairs joined.

    Args:
        as_of: the day up to which the file speaks, where it does not say so itself.

    Raises:
        Refused: a sheet is shifted, or holds no events; nothing is taken in.
    """
    by.require(Right.WRITE, sheet.compartment)
    if sheet.state == "imported":
        return sheet
    reads = read_import(by, sheet)
    _refuse(reads)
    kept = [
        SheetRows(sheet=sheet, number=number, first=first)
        for number, read in enumerate(reads)
        for first in range(0, len(read.rows), CHUNK)
    ]
    for rows in kept:
        held = reads[rows.number].rows[rows.first : rows.first + CHUNK]
        rows.seal(by, cells={str(row.number): row.cells for row in held})
        rows.take_sealed_changes()
    SheetRows.objects.bulk_create(kept)
    reports = _reports(sheet, reads, as_of)
    sheet.sheets = [_summary(read) for read in reads]
    sheet.seal(by, troubles=[[_trouble(t) for t in read.troubles] for read in reads])
    sheet.state = "imported"
    sheet.take_sealed_changes()
    sheet.save()
    changes = {"reports": len(reports), "sheets": len(reads)}
    journal.append(by, "advocacy.import_sheet", sheet, changes=changes, sealed={})
    days = [report.event.starts for report in reports if report.event]
    if days:
        find_pairs(by=by, compartment=sheet.compartment, first=min(days), last=max(days))
    return sheet


def _refuse(reads: list[SheetRead]) -> None:
    for read in reads:
        if read.refused:
            raise Refused(
                _("“%(sheet)s” is shifted: most of %(columns)s cannot be what the heads say.")
                % {"sheet": read.name, "columns": ", ".join(f"“{head}”" for head in read.refused)}
            )
    if not any(read.kind for read in reads):
        raise Refused(_("No sheet of a known kind. Say which column is which."))


def _reports(sheet: SheetImport, reads: list[SheetRead], as_of: date | None) -> list[Report]:
    rows = [
        (number, read, row)
        for number, read in enumerate(reads)
        if read.kind in EVENTFUL
        for row in read.reports
    ]
    reports, events, spells = [], [], []
    codes = iter(new_pseudonyms(len(rows), "S")) if rows else iter(())
    for number, read, row in rows:
        told = told_of(row, read.kind, as_of)
        report = Report(
            compartment=sheet.compartment,
            source=sheet.source,
            sheet=sheet,
            sheet_number=number,
            row=row.number,
            dataset=read.kind,
            as_of=told.get("as_of"),
            told=told,
        )
        reports.append(report)
        if not told.get("start"):
            report.state, report.reason = "set_aside", "no_day"
            continue
        event = Event(compartment=sheet.compartment, code=next(codes), dataset=read.kind)
        event.source_kind = sheet.source.kind
        spells += fill(event, [told])
        events.append(event)
        report.event = event
    Event.objects.bulk_create(events, batch_size=BATCH)
    Spell.objects.bulk_create(spells, batch_size=BATCH)
    Report.objects.bulk_create(reports, batch_size=BATCH)
    return reports


def _summary(read: SheetRead) -> dict:
    codes = [trouble.code for trouble in read.troubles]
    return {
        "name": read.name,
        "kind": read.kind,
        "rows": len(read.rows),
        "reports": len(read.reports) if read.kind in EVENTFUL else 0,
        "cells": sum(1 for row in read.rows for cell in row.cells if cell not in (None, "")),
        "heads": read.heads,
        "columns": {str(at): name for at, name in read.columns.items()},
        "header": read.header,
        "period": list(read.period) if read.period else None,
        "totals": [[t.cell, t.what, t.stated, t.counted] for t in read.totals],
        "troubles": {code: codes.count(code) for code in dict.fromkeys(codes)},
    }


def _trouble(trouble) -> list[str]:
    return [trouble.code, trouble.cell, trouble.held, trouble.column]


@transaction.atomic
def undo_import(*, by, sheet: SheetImport) -> int:
    """Take an import back whole; give the number of reports that stay, since work lies on them.

    An event stays that others tell of too, that somebody coded, corrected or gave an outcome.
    """
    by.require(Right.WRITE, sheet.compartment)
    if sheet.state != "imported":
        return 0
    held = Report.objects.filter(sheet=sheet)
    worked_on = set(held.filter(codings__isnull=False).values_list("event", flat=True))
    mine = held.exclude(event=None).values("event")
    worked_on |= set(
        Report.objects.filter(event__in=mine).exclude(sheet=sheet).values_list("event", flat=True)
    )
    worked_on |= set(Outcome.objects.filter(event__in=mine).values_list("event", flat=True))
    decided = Match.objects.exclude(decided_by=None)
    for side in ("first", "second"):
        worked_on |= set(decided.filter(**{f"{side}__in": mine}).values_list(side, flat=True))
    worked_on |= set(
        Event.objects.filter(pk__in=mine).exclude(dispute=None).values_list("pk", flat=True)
    )
    going = held.exclude(event__in=worked_on)
    events = list(going.exclude(event=None).values_list("event", flat=True))
    Event.objects.filter(same_as__in=events).exclude(pk__in=events).update(same_as=None)
    going.delete()
    Event.objects.filter(pk__in=events).update(same_as=None)
    Match.objects.filter(first__in=events).delete()
    Match.objects.filter(second__in=events).delete()
    Event.objects.filter(pk__in=events).delete()
    stay = held.count()
    if not stay:
        sheet.rows.all().delete()
    sheet.state = "undone"
    sheet.save(update_fields=["state"])
    changes = {"gone": len(events), "stay": stay}
    journal.append(by, "advocacy.undo_import", sheet, changes=changes, sealed={})
    return stay
