"""XLSX: cells through calamine, and from the XML itself what calamine leaves out.

calamine gives an empty cell for a formula error and for a formula without a stored
result. Both would be lost without a word, so the sheet's XML is looked through for them.
The same pass sees hidden rows and columns and how far the cells reach, before memory
for them is taken.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import unescape

import python_calamine

from gongyou.law.workbooks.files.sheets import BadCell, Limits, Sheet
from gongyou.law.workbooks.problems import CannotRead, index_of

_P = rb"(?:\w+:)?"
_ROW = re.compile(rb"<" + _P + rb"row\b[^>]*>")
_OWN_ROW = re.compile(rb"<row\b[^>]*>")
"""Found by its first signs alone; where names bear a prefix the slower one is needed."""
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_COL = re.compile(rb"<" + _P + rb"col\b[^>]*>")
_MIN_MAX = re.compile(rb'\b(min|max)="(\d+)"')
_WIDE = re.compile(rb'r="([A-Z]{2,3})\d')
_ERROR_TYPE = b't="e"'
_SHOWN = re.compile(rb"<" + _P + rb"v>([^<]*)")
_REF = re.compile(rb'\br="([A-Z]+)(\d+)"')
_NO_RESULT = re.compile(
    rb"<" + _P + rb'c\b[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*<' + _P + rb"f\b[^>]*"
    rb"(?:/>|>([^<]*)</"
    + _P
    + rb"f>)\s*(?:<"
    + _P
    + rb"v\s*/>|<"
    + _P
    + rb"v></"
    + _P
    + rb"v>|</"
    + _P
    + rb"c>)"
)
_FORMULA = re.compile(rb"<" + _P + rb"f[ >/]")
_CHUNK = 1 << 20


def read_xlsx(content: bytes, limits: Limits) -> list[Sheet]:
    """The sheets of an XLSX or XLSM file; CannotRead when it is damaged or too large."""
    parts = _unpack(content, limits)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = _paths(parts)
        return [
            _sheet(book, meta, parts.get(names.get(meta.name, ""), b""), limits)
            for meta in book.sheets_metadata
        ]
    except CannotRead:
        raise
    except python_calamine.PasswordError as error:
        raise CannotRead("has_password") from error
    except Exception as error:
        raise CannotRead("damaged", str(error)[:80]) from error


def _unpack(content: bytes, limits: Limits) -> dict[str, bytes]:
    """The parts that are looked through, having checked how large all parts really are."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except Exception as error:
        raise CannotRead("damaged", str(error)[:80]) from error
    total, kept = 0, {}
    for info in archive.infolist():
        data = _inflate(archive, info, limits, limits.unpacked - total)
        total += len(data)
        if data[:4096].find(b"<!DOCTYPE") >= 0 or data[:4096].find(b"<!ENTITY") >= 0:
            raise CannotRead("unsafe_xml")
        if info.filename.endswith((".rels", "workbook.xml")) or "/worksheets/" in info.filename:
            kept[info.filename] = data
    return kept


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, room: int) -> bytes:
    allowed = min(room, max(10_000_000, limits.part_ratio * max(info.compress_size, 1)))
    pieces, size = [], 0
    try:
        with archive.open(info) as part:
            while piece := part.read(_CHUNK):
                size += len(piece)
                if size > allowed:
                    raise CannotRead("unpacks_too_big", info.filename[-40:])
                pieces.append(piece)
    except CannotRead:
        raise
    except Exception as error:
        raise CannotRead("damaged", str(error)[:80]) from error
    return b"".join(pieces)


def _paths(parts: dict[str, bytes]) -> dict[str, str]:
    """Sheet name → path of its XML inside the file."""
    book = parts.get("xl/workbook.xml", b"").decode("utf-8", "replace")
    rels = parts.get("xl/_rels/workbook.xml.rels", b"").decode("utf-8", "replace")
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", rels):
        found = dict(re.findall(r'(Id|Target)="([^"]*)"', tag))
        if len(found) == 2:
            target = found["Target"].lstrip("/")
            targets[found["Id"]] = target if target.startswith("xl/") else f"xl/{target}"
    paths = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
        found = dict(re.findall(r'(name|\w+:id)="([^"]*)"', tag))
        name = unescape(found.pop("name", ""), {"&quot;": '"', "&apos;": "'"})
        paths[name] = targets.get(next(iter(found.values()), ""), "")
    return paths


def _sheet(book: Any, meta: Any, xml: bytes, limits: Limits) -> Sheet:
    if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
        return Sheet(meta.name, [], notes=[("chart_sheet", "")])
    _check_reach(xml, limits)
    held = book.get_sheet_by_name(meta.name)
    sheet = Sheet(
        meta.name,
        held.to_python(skip_empty_area=False),
        merged=[(*a, *b) for a, b in held.merged_cell_ranges or []],
        hidden_rows=_hidden_rows(xml),
        hidden_columns=_hidden_columns(xml, limits),
        visible=meta.visible == python_calamine.SheetVisibleEnum.Visible,
    )
    for column, row, text in _errors(xml):
        _mark(sheet, row, column, BadCell("error_cell", text.decode("utf-8", "replace")))
    may_hold = b"<f" in xml or b":f" in xml  # a formula, which a search by name takes long to tell
    for column, row, text in _NO_RESULT.findall(xml) if may_hold and _FORMULA.search(xml) else ():
        formula = "=" + text.decode("utf-8", "replace")
        _mark(sheet, row, column, BadCell("formula_not_computed", formula))
    return sheet


def _errors(xml: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Column, row and shown text of each cell that holds an error."""
    spot = xml.find(_ERROR_TYPE)
    while spot >= 0:
        start, end = xml.rfind(b"<", 0, spot), xml.find(b">", spot)
        if end >= 0 and (place := _REF.search(xml, start, end)):
            shown = _SHOWN.search(xml, end, end + 4_000)
            yield place[1], place[2], shown[1] if shown else b"#ERR"
        spot = xml.find(_ERROR_TYPE, spot + 1)


def _mark(sheet: Sheet, row: bytes, column: bytes, bad: BadCell) -> None:
    sheet.put(int(row) - 1, index_of(column.decode("ascii")), bad)


def _check_reach(xml: bytes, limits: Limits) -> None:
    """Refuse a sheet whose cells lie so far out that the table between would be huge."""
    rows = 0
    for tag in _rows(xml):
        number = _ROW_NUMBER.search(tag)
        rows = max(rows + 1, int(number[1]) if number else 0)
    columns = max((index_of(name.decode("ascii")) + 1 for name in _wide_columns(xml)), default=26)
    if rows > limits.rows or columns > limits.columns or rows * columns > limits.cells:
        raise CannotRead("too_many_cells", f"{rows} × {columns}")


def _rows(xml: bytes) -> list[bytes]:
    return (_ROW if b":row" in xml else _OWN_ROW).findall(xml)


def _wide_columns(xml: bytes) -> set[bytes]:
    """Names of columns beyond Z that cells say they are in."""
    found = ((xml[m.start() - 1 : m.start()], m[1]) for m in _WIDE.finditer(xml))
    return {name for before, name in found if before.isspace()}


def _hidden_rows(xml: bytes) -> set[int]:
    if b"hidden=" not in xml:
        return set()
    numbers = (_ROW_NUMBER.search(tag) for tag in _rows(xml) if _HIDDEN.search(tag))
    return {int(number[1]) - 1 for number in numbers if number}


def _hidden_columns(xml: bytes, limits: Limits) -> set[int]:
    hidden: set[int] = set()
    if b"hidden=" not in xml:
        return hidden
    for tag in _COL.findall(xml):
        if _HIDDEN.search(tag):
            reach = {key: int(value) for key, value in _MIN_MAX.findall(tag)}
            last = min(reach.get(b"max", 0), limits.columns)
            hidden.update(range(reach.get(b"min", 1) - 1, last))
    return hidden
