"""Workbooks made for the tests: XLSX with merges, formulas, hidden parts; CSV; XLS; ODS."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt


def xlsx(sheets, *, merge=(), hide_rows=(), hide_columns=(), hide_sheets=(), formulas=None):
    """Sheets as {name: rows}. merge: (sheet, top, left, bottom, right, value), from 0."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"nan_inf_to_errors": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    made = {}
    for name, rows in sheets.items():
        sheet = made[name] = book.add_worksheet(name)
        for top, row in enumerate(rows):
            for left, value in enumerate(row):
                if value is not None:
                    sheet.write(top, left, value, day if isinstance(value, date) else None)
    for name, top, left, bottom, right, value in merge:
        made[name].merge_range(top, left, bottom, right, value)
    for name, row in hide_rows:
        made[name].set_row(row, None, None, {"hidden": True})
    for name, column in hide_columns:
        made[name].set_column(column, column, None, None, {"hidden": True})
    for name in hide_sheets:
        made[name].hide()
    for (name, row, column), (text, value) in (formulas or {}).items():
        made[name].write_formula(row, column, text, None, value)
    book.close()
    return stream.getvalue()


def xls(rows, name="工资"):
    """One sheet as an Excel 97 file."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(name)
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for top, row in enumerate(rows):
        for left, value in enumerate(row):
            if isinstance(value, date):
                sheet.write(top, left, value, day)
            elif value is not None:
                sheet.write(top, left, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


_ODS = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="{name}">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
_REST = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    'table:number-columns-repeated="16384"/></table:table-row>'
)


def ods(rows, name="工资", content=None):
    """One sheet as an OpenDocument file, with the endless empty rest that LibreOffice writes."""
    lines = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet"
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content or _ODS.format(name=name, rows=lines + _REST))
    return stream.getvalue()


def _ods_cell(value):
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, (int, float)):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    if isinstance(value, date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p>'
        "</table:table-cell>"
    )


def replaced(content, part, change):
    """The same file with one part of the archive changed by a function of its bytes."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            data = old.read(info.filename)
            new.writestr(info.filename, change(data) if info.filename == part else data)
    return stream.getvalue()
