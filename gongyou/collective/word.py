"""Papers of this room as Word files, to be completed by hand."""

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from gongyou.centre.documents.markup import Block
from gongyou.centre.documents.word import dress

LEVELS = {"title": 0, "heading": 1}


def render(blocks: list[Block], language: str) -> bytes:
    """One Word file; it names no author."""
    document = Document()
    dress(document, language)
    document.core_properties.author = ""
    for block in blocks:
        _add(document, block)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _add(document, block: Block) -> None:
    if block.kind == "table":
        _add_table(document, block.rows)
    elif block.kind in LEVELS:
        document.add_heading(block.text, LEVELS[block.kind])
    elif block.kind == "sign":
        document.add_paragraph(block.text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    else:
        document.add_paragraph(block.text)


def _add_table(document, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = str(text)
