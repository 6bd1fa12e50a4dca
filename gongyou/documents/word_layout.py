"""How a Word file breaks over pages: widths of columns, whole rows, headings with their text."""

from __future__ import annotations

import re
from typing import Any

NEXT_PAGE = "\ue003"
"""A paragraph of this alone stands for: what follows begins a page. It is taken out again."""
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_SHORT = re.compile(r"index|pages|amount|total|when|form|copy")
_LONG = re.compile(r"articles|title|proves|reason|words|can_say|address|numbers")
_LEAST, _MOST, _PADDING, _MILLIMETRES = 5, 34, 6, 158


def set_widths(table: Any, rows: list[list[str]]) -> None:
    """Columns as wide as what stands in them asks for; rows whole, the head on every page.

    rows: the texts, or templates of them. A table of two columns has labels and no head.
    """
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    columns = len(table.columns)
    wanted = [_wanted([row[c] for row in rows if c < len(row)]) for c in range(columns)]
    if columns == 2:
        wanted = [min(max(wanted[0], 14), 24), 34]  # labels, and room to write in
    table.autofit = False
    for column, share in zip(table.columns, wanted, strict=True):
        width = Mm(round(_MILLIMETRES * share / sum(wanted)))
        column.width = width
        for cell in column.cells:
            cell.width = width
    for number, row in enumerate(table.rows):
        marks = row._tr.get_or_add_trPr()
        marks.append(OxmlElement("w:cantSplit"))
        if columns > 2 and number == 0:
            marks.append(OxmlElement("w:tblHeader"))
            for cell in row.cells:
                for run in cell.paragraphs[0].runs:
                    run.bold = True


def _wanted(texts: list[str]) -> int:
    return min(_MOST, max([_LEAST, *map(_length, texts)])) + _PADDING


def _length(text: str) -> int:
    """In half widths; a tag as long as what usually comes of it."""
    tags = _TAG.findall(text)
    rest = _TAG.sub("", text)
    tag = max((_of_tag(found) for found in tags if found.startswith("{{")), default=0)
    return tag + sum(2 if ord(sign) > 0x2E80 else 1 for sign in rest)


def _of_tag(tag: str) -> int:
    return 5 if "index" in tag else 10 if _SHORT.search(tag) else 30 if _LONG.search(tag) else 14


def hold_together(document: Any) -> None:
    """Headings stay with what follows, signatures with each other; a table closes with room."""
    from docx.shared import Pt

    of = {paragraph._p: paragraph for paragraph in document.paragraphs}
    body = [part for part in document.element.body if part not in of or not _is_tag(of[part])]
    new_page = False
    for place, element in enumerate(body):
        paragraph = of.get(element)
        if paragraph is None:
            continue
        if paragraph.text == NEXT_PAGE:
            document.element.body.remove(element)
            new_page = True
            continue
        held = paragraph.paragraph_format
        if new_page:
            held.page_break_before, new_page = True, False
        if place and body[place - 1].tag.endswith("}tbl"):
            held.space_before = Pt(10)
        following = of.get(body[place + 1]) if place + 1 < len(body) else None
        if _is_heading(paragraph) or (following is not None and _is_signature(following)):
            held.keep_with_next = True


def _is_tag(paragraph: Any) -> bool:
    """A tag on a line of its own is gone once the template is filled."""
    return paragraph.text.startswith("{%")


def _is_heading(paragraph: Any) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and (paragraph.style.name.startswith("Heading") or all(r.bold for r in runs))


def _is_signature(paragraph: Any) -> bool:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    return paragraph.alignment == WD_ALIGN_PARAGRAPH.RIGHT
