"""Tables of web pages and of Excel's XML of 2003, which payroll programs save with the ending .xls.

A page's own encoding counts, else the text says it (`text.decode`). A cell that spans others is a
merged range, as in a workbook; rows that the page hides are hidden rows.
"""

from __future__ import annotations

import email
import email.policy
import re
from typing import Any

from lxml import etree, html

from gongyou.law.workbooks.files.sheets import Limits, Sheet
from gongyou.law.workbooks.files.text import decode
from gongyou.law.workbooks.problems import CannotRead

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.I
)
_NAMED = re.compile(r"<x:Name>([^<]{1,60})</x:Name>", re.I)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_TYPED = "{urn:schemas-microsoft-com:office:spreadsheet}"
_CELLS = ("td", "th")
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}


def is_marked_up(content: bytes) -> bool:
    """Whether the file is a web page, a page with its pictures in one file, or XML."""
    head = content[:400].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"\xff\xfe<\x00", b"\xfe\xff\x00<")):
        return True
    return head[:1] == b"<" or head[:13].lower() == b"mime-version:"


def read_marked_up(content: bytes, stem: str, limits: Limits) -> list[Sheet]:
    """The tables of the page as sheets.

    Raises:
        CannotRead: "unknown_format" without a table, "too_many_cells", "unsafe_xml".
    """
    if content.lstrip()[:13].lower() == b"mime-version:":
        content = _page_inside(content)
    text, notes = _text(content)
    if _TYPED[1:-1] in text[:4000] and "<?xml" in text[:200]:
        return _typed(text, limits)
    # libxml2 refuses a declaration of an encoding in text that is decoded already
    page = html.document_fromstring(
        _DECLARED.sub("", text) or "<p/>",
        parser=html.HTMLParser(no_network=True, huge_tree=True),
    )
    tables = [t for t in page.iter("table") if next(t.iterancestors("table"), None) is None]
    # a table that only holds others is the page's layout
    inner = [t for table in tables for t in table.iter("table") if t.find(".//table") is None]
    names = _NAMED.findall(text)
    sheets = []
    for number, table in enumerate(inner):
        named = names[number] if number < len(names) else ""
        sheet = _table(
            table, named or (stem if len(inner) == 1 else f"{stem} {number + 1}"), limits
        )
        if sheet.rows:
            sheets.append(sheet)
    if not sheets:
        raise CannotRead("unknown_format", "HTML/XML")
    if len(sheets) > limits.sheets:
        raise CannotRead("too_many_cells", f"{len(sheets)} × 1")
    sheets[0].notes += notes
    return sheets


def _page_inside(content: bytes) -> bytes:
    """The page of a file that holds page and pictures together (MHTML)."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    held = [part.get_payload(decode=True) for part in pages]
    found = [page for page in held if isinstance(page, bytes) and b"<td" in page.lower()]
    if not found:
        raise CannotRead("unknown_format", "MHTML")
    return b"\n".join(found)


def _text(content: bytes) -> tuple[str, list[tuple[str, str]]]:
    said = _CHARSET.search(content[:4000])
    if said:
        name = said[1].decode("ascii").lower()
        try:
            return content.decode(_ALIASES.get(name, name)).lstrip("\ufeff"), []
        except (LookupError, UnicodeDecodeError):
            pass  # the page says one encoding and is written in another
    text, encoding = decode(content)
    return text, [] if encoding == "UTF-8" else [("encoding_guessed", encoding)]


# --- pages -------------------------------------------------------------------------------------


def _table(table: Any, name: str, limits: Limits) -> Sheet:
    sheet = Sheet(name, [])
    taken: set[tuple[int, int]] = set()
    cells = 0
    for index, line in enumerate(row for row in table.iter("tr")):
        row: list[Any] = []
        column = 0
        if _HIDDEN.search(line.get("style") or ""):
            sheet.hidden_rows.add(index)
        for cell in (c for c in line if c.tag in _CELLS):
            while (index, column) in taken:
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            if column + across > limits.columns:
                raise CannotRead("too_many_cells", name[:40])
            row.extend([""] * (column + 1 - len(row)))
            row[column] = _said(cell)
            if across > 1 or down > 1:
                down = min(down, 10_000)
                sheet.merged.append((index, column, index + down - 1, column + across - 1))
                below = range(index + 1, index + down)
                taken.update((r, c) for r in below for c in range(column, column + across))
            column += across
        cells += max(len(row), column)
        if cells > limits.cells or index >= limits.rows or len(taken) > limits.cells:
            raise CannotRead("too_many_cells", name[:40])
        sheet.rows.append(row)
    last = len(sheet.rows) - 1
    sheet.merged = [(t, left, min(b, last), right) for t, left, b, right in sheet.merged]
    return sheet


def _span(cell: Any, name: str) -> int:
    found = re.match(r"\s*(\d{1,5})", cell.get(name) or "")
    return max(int(found[1]), 1) if found else 1


def _said(cell: Any) -> str:
    for gap in cell.iter("br"):
        gap.tail = "\n" + (gap.tail or "")
    lines = (" ".join(line.split()) for line in str(cell.text_content()).split("\n"))
    return "\n".join(lines).strip()


# --- Excel's XML of 2003 -----------------------------------------------------------------------


def _typed(text: str, limits: Limits) -> list[Sheet]:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise CannotRead("unsafe_xml")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        book = etree.fromstring(_DECLARED.sub("", text).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise CannotRead("damaged", str(error)[:80]) from error
    return [_typed_sheet(held, limits) for held in book.iter(f"{_TYPED}Worksheet")]


def _typed_sheet(held: Any, limits: Limits) -> Sheet:
    sheet = Sheet(held.get(f"{_TYPED}Name") or "", [])
    index = cells = 0
    for line in held.iter(f"{_TYPED}Row"):
        index = int(line.get(f"{_TYPED}Index") or index + 1)
        if index > limits.rows:
            raise CannotRead("too_many_cells", sheet.name[:40])
        while len(sheet.rows) < index:
            sheet.rows.append([])
        if line.get(f"{_TYPED}Hidden") == "1":
            sheet.hidden_rows.add(index - 1)
        column = 0
        for cell in line.iter(f"{_TYPED}Cell"):
            column = int(cell.get(f"{_TYPED}Index") or column + 1)
            across = int(cell.get(f"{_TYPED}MergeAcross") or 0)
            down = int(cell.get(f"{_TYPED}MergeDown") or 0)
            cells += column - len(sheet.rows[-1]) if column > len(sheet.rows[-1]) else 0
            if column + across > limits.columns or cells > limits.cells:
                raise CannotRead("too_many_cells", sheet.name[:40])
            sheet.put(index - 1, column - 1, _typed_value(cell))
            if across or down:
                right = column - 1 + across
                sheet.merged.append((index - 1, column - 1, index - 1 + down, right))
            column += across
    return sheet


def _typed_value(cell: Any) -> Any:
    data = cell.find(f"{_TYPED}Data")
    if data is None:
        return ""
    said, kind = "".join(data.itertext()), data.get(f"{_TYPED}Type")
    if kind == "Number":
        try:
            return float(said)
        except ValueError:
            return said
    if kind == "DateTime":
        return said[:10] if said[10:] in ("T00:00:00.000", "T00:00:00", "") else said
    return said == "1" if kind == "Boolean" else said
