"""Word files: of blocks, or from a template with tags."""

import json
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from gongyou.documents import charts
from gongyou.documents.filling import HEAD, sign
from gongyou.documents.markup import Block, cells
from gongyou.documents.typesetting import plain
from gongyou.documents.word_layout import NEXT_PAGE, hold_together, set_widths

SCRIPT = Path(__file__).with_name("filling.py")
LIMITS = {"memory_megabytes": 700, "seconds": 20, "seconds_each": 5, "output_megabytes": 30}
Run = Callable[[Path], list[str]]
TOO_MUCH = "it takes too much time or memory"
FONTS = {"zh-hans": "SimSun", "en": "Times New Roman"}
LEVELS = {"title": 0, "heading": 1}


def render(blocks: list[Block], language: str, author: str = "") -> bytes:
    """One Word file; `author` is all that it says of who made it."""
    from docx import Document

    document = Document()
    dress(document, language)
    sign(document, author)
    for block in blocks:
        _add_block(document, block, language)
    hold_together(document)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _add_block(document, block: Block, language: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if block.kind == "table":
        _add_rows(document, block.rows)
    elif block.kind == "chart" and block.chart:
        add_chart(document, block, language)
    elif block.kind == "page":
        document.add_paragraph(NEXT_PAGE)
    elif block.kind in LEVELS:
        document.add_heading(block.text, LEVELS[block.kind])
    elif block.kind == "sign":
        document.add_paragraph(block.text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    else:
        document.add_paragraph(block.text)


def add_chart(document, block: Block, language: str) -> None:
    """A chart as SVG, whose text can be selected, with a picture for programs that show none."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml
    from docx.shared import Mm

    drawn = document.add_picture(BytesIO(charts.png(block.chart or {}, language)), Mm(158))
    number = len(document.inline_shapes)
    part = Part(
        PackURI(f"/word/media/chart{number}.svg"),
        "image/svg+xml",
        charts.svg(block.chart or {}, language).encode(),
        document.part.package,
    )
    link = document.part.relate_to(part, IMAGE)
    drawn._inline.docPr.set("descr", block.text)
    drawn._inline.graphic.graphicData.pic.blipFill.blip.append(parse_xml(_SVG_BLIP.format(link)))
    document.add_paragraph(block.text)


IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_SVG_BLIP = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" xmlns:r='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{}"/>'
    "</a:ext></a:extLst>"
)


def _add_rows(document, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=max(map(len, rows)), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = str(text)
    set_widths(table, rows)


def template_from(text: str, language: str) -> bytes:
    """A Word template with the tags of a text, to use as it is or to change and upload."""
    from docx import Document

    document = Document()
    dress(document, language)
    sign(document, "")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    place = 0
    while place < len(lines):
        rows = _table_lines(lines, place)
        if rows:
            _add_table(document, rows)
            place += len(rows)
        else:
            _add_line(document, lines[place])
            place += 1
    hold_together(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def dress(document, language: str) -> None:
    """A4, and the fonts and the spacing of the language."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(26)
        section.top_margin = section.bottom_margin = Mm(25)

    style = document.styles["Normal"]
    style.font.name, style.font.size = FONTS[language], Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "SimSun")
    # Without its language Chinese text gets the punctuation and shapes of another country.
    lang = style.element.rPr.makeelement(qn("w:lang"), {qn("w:eastAsia"): "zh-CN"})
    style.element.rPr.append(lang)
    style.paragraph_format.line_spacing = 1.5


def _table_lines(lines: list[str], start: int) -> list[str]:
    """The lines of a table from `start` on: rows, tags between rows, and what closes those."""
    if not lines[start].startswith("|"):
        return []
    end, last = start, start
    while end < len(lines) and (lines[end].startswith("|") or _is_tag(lines[end])):
        if lines[end].startswith("|"):
            last = end
        end += 1
    tags = [line for line in lines[start : last + 1] if _is_tag(line)]
    closed = [line for line in tags if line.startswith("{% end")]
    still_open = len(tags) - 2 * len(closed)
    return lines[start : last + 1 + still_open]


def _is_tag(line: str) -> bool:
    return line.startswith("{%") and line.endswith("%}") and line.count("{%") == 1


def _add_table(document, lines: list[str]) -> None:
    columns = max(len(cells(line)) for line in lines if not _is_tag(line))
    table = document.add_table(rows=0, cols=columns, style="Table Grid")
    for line in lines:
        row = table.add_row().cells
        if _is_tag(line):
            row[0].text = line.replace("{%", "{%tr", 1)
        else:
            for cell, text in zip(row, cells(line), strict=False):
                cell.text = text
    set_widths(table, [cells(line) for line in lines if not _is_tag(line)])


def _add_line(document, line: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    if _is_tag(line):
        document.add_paragraph(line.replace("{%", "{%p", 1))
    elif line.startswith("# "):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line[2:])
        run.bold, run.font.size = True, Pt(18)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif line.startswith("## "):
        document.add_paragraph().add_run(line[3:]).bold = True
    elif line.startswith(">> "):
        document.add_paragraph(line[3:]).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    else:
        document.add_paragraph(line)


class Unfit(ValueError):
    """A template that cannot be filled; says why."""


def fill(template: bytes, context: dict, author: str = "", run: Run | None = None) -> bytes:
    """A Word file from a template and the facts of one case."""
    return fill_many(template, [context], [author], run)[0]


def fill_many(
    template: bytes, contexts: list[dict], authors: list[str], run: Run | None = None
) -> list[bytes]:
    """Word files from one template, made in a child process with limits on memory and time.

    Args:
        contexts: the values of each file.
        authors: who each file says it is by.
        run: gives the command line that runs a script, as in a sandbox.

    Raises:
        Unfit: a tag cannot be understood, or it grows without end.
    """
    given = LIMITS | {"template": len(template)}
    request = json.dumps(given).encode() + b"\n" + template
    values = list(zip(plain(contexts), authors, strict=True))
    request += json.dumps(values, ensure_ascii=False).encode()
    command = run(SCRIPT) if run else [sys.executable, "-I", "-B", str(SCRIPT)]
    wait = LIMITS["seconds"] * 3
    try:
        done = subprocess.run(  # noqa: S603
            command, input=request, capture_output=True, timeout=wait, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        raise Unfit(TOO_MUCH) from None
    line, _, content = done.stdout.partition(b"\n")
    if done.returncode or not line:
        raise Unfit(TOO_MUCH)
    if error := json.loads(line)["error"]:
        raise Unfit(error)
    return list(_apart(content))


def _apart(content: bytes):
    """The files, each with its length in front."""
    place = 0
    while place < len(content):
        size = int.from_bytes(content[place : place + HEAD], "big")
        place += HEAD
        yield content[place : place + size]
        place += size
