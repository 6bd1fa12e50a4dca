"""ODS (LibreOffice) by a streaming parser, since a dense reader could be made to swell."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, timedelta
from typing import Any

from lxml import etree

from gongyou.law.workbooks.files.locked_ods import unlock_ods
from gongyou.law.workbooks.files.sheets import BadCell, Limits, Sheet
from gongyou.law.workbooks.problems import CannotRead

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ERROR = re.compile(r"^(#[A-Z/0!?]+|Err:\d+)$")


def read_ods(content: bytes, limits: Limits, password: str | None = None) -> list[Sheet]:
    """The sheets of an ODS file; CannotRead when it is damaged, locked or too large."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        manifest = archive.read("META-INF/manifest.xml")
        if b"encryption-data" in manifest:
            return _Book(limits).read(unlock_ods(archive, manifest, password, limits))
        info = archive.getinfo("content.xml")
        if info.file_size > min(
            limits.unpacked, max(10_000_000, limits.part_ratio * info.compress_size)
        ):
            raise CannotRead("unpacks_too_big", "content.xml")
        return _Book(limits).read(archive.open(info))
    except CannotRead:
        raise
    except Exception as error:
        raise CannotRead("damaged", str(error)[:80]) from error


class _Book:
    """State of one pass over content.xml."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.sheets, self.cells = limits, list[Sheet](), 0

    def read(self, stream: Any) -> list[Sheet]:
        events = etree.iterparse(
            stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        )
        column = 0
        for event, node in events:
            if node.getroottree().docinfo.doctype:
                raise CannotRead("unsafe_xml")
            if event == "start" and node.tag == f"{_TABLE}table":
                self.sheets.append(Sheet(node.get(f"{_TABLE}name", ""), []))
                column = 0
            elif event == "end" and node.tag == f"{_TABLE}table-column":
                column = self._hide_column(node, column)
            elif event == "end" and node.tag == f"{_TABLE}table-row":
                self._row(node)
                node.clear()
        return self.sheets

    def _hide_column(self, node: Any, column: int) -> int:
        repeated = int(node.get(f"{_TABLE}number-columns-repeated", 1))
        if node.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            last = min(column + repeated, self.limits.columns)
            self.sheets[-1].hidden_columns.update(range(column, last))
        return column + repeated

    def _row(self, node: Any) -> None:
        sheet, index = self.sheets[-1], len(self.sheets[-1].rows)
        repeated = int(node.get(f"{_TABLE}number-rows-repeated", 1))
        row = self._cells(node, sheet, index)
        if row:
            self.cells += len(row) * repeated
        elif repeated > 1000:
            repeated = 0  # the empty rest of the sheet
        if self.cells > self.limits.cells or index + repeated > self.limits.rows:
            raise CannotRead("too_many_cells", sheet.name[:40])
        if node.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            sheet.hidden_rows.update(range(index, index + repeated))
        sheet.rows.extend(list(row) for _ in range(repeated))

    def _cells(self, node: Any, sheet: Sheet, index: int) -> list[Any]:
        row: list[Any] = []
        gap = 0
        for cell in node:
            if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            value = _value(cell)
            repeated = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
            down = int(cell.get(f"{_TABLE}number-rows-spanned", 1))
            across = int(cell.get(f"{_TABLE}number-columns-spanned", 1))
            if value == "":
                gap += repeated
                continue
            if len(row) + gap + repeated > self.limits.columns:
                raise CannotRead("too_many_cells", sheet.name[:40])
            row.extend([""] * gap)
            if down > 1 or across > 1:
                start = len(row)
                sheet.merged.append((index, start, index + down - 1, start + across - 1))
            row.extend([value] * repeated)
            gap = 0
        return row


def _value(cell: Any) -> Any:
    kind = cell.get(f"{_OFFICE}value-type")
    text = "\n".join("".join(p.itertext()) for p in cell.iterfind(f"{_TEXT}p"))
    if _ERROR.match(text) and cell.get(f"{_TABLE}formula"):
        return BadCell("error_cell", text)
    if kind in ("float", "currency", "percentage"):
        return float(cell.get(f"{_OFFICE}value"))
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "date":
        moment = datetime.fromisoformat(cell.get(f"{_OFFICE}date-value"))
        return moment.date() if moment.time() == moment.min.time() else moment
    if kind == "time":
        return _duration(cell.get(f"{_OFFICE}time-value"))
    return text


def _duration(text: str) -> timedelta | str:
    found = re.match(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$", text)
    if not found:
        return text
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
