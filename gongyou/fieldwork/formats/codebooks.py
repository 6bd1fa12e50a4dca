"""Codebooks: of the standard, as tables, and out of Taguette's and QualCoder's databases."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import uuid
from contextlib import closing

from gongyou.fieldwork.formats.deviations import Deviation, Unreadable
from gongyou.fieldwork.formats.refi.codebook import read_codebook
from gongyou.fieldwork.formats.refi.read import ReadCode
from gongyou.fieldwork.formats.refi.write import OutCode
from gongyou.fieldwork.formats.transcripts.reading import decoded

SPACE = uuid.UUID("c2f6c5d9-9b54-5c0e-8e36-0b9d8f6b0e11")
HEADERS = {
    "name": ("code", "name", "tag", "code name", "编码", "名称", "编码名称"),
    "parent": ("parent", "parent_category", "category", "parent code", "group", "上级", "类别",
               "上级编码"),
    "definition": ("description", "definition", "memo", "comment", "定义", "说明"),
    "colour": ("color", "colour", "颜色"),
}  # fmt: skip


def read_codes(content: bytes, name: str = "") -> tuple[list[ReadCode], list[Deviation]]:
    """Codes of a .qdc, a CSV or XLSX table, or a database of Taguette or QualCoder.

    Raises:
        Unreadable: no codes are in it.
    """
    if content[:16] == b"SQLite format 3\x00":
        return _database(content)
    if content[:2] == b"PK":
        return _codes_of(_workbook(content))
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        return read_codebook(content)
    text, _found = decoded(content)
    return _codes_of(list(csv.reader(io.StringIO(text, newline=""))))


def _workbook(content: bytes) -> list[list[str]]:
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python()
    except Exception:
        raise Unreadable("no_table") from None
    return [[str(cell) for cell in row] for row in rows]


def _codes_of(rows: list[list[str]]) -> tuple[list[ReadCode], list[Deviation]]:
    columns: dict[str, int] = {}
    for number, cell in enumerate(rows[0] if rows else []):
        for meaning, names in HEADERS.items():
            if cell.strip().casefold() in names and meaning not in columns:
                columns[meaning] = number
    if "name" not in columns:
        raise Unreadable("no_table")
    codes: list[ReadCode] = []
    found: list[Deviation] = []
    known: dict[str, uuid.UUID] = {}
    for number, row in enumerate(rows[1:], 2):
        cells = {m: row[at].strip() if at < len(row) else "" for m, at in columns.items()}
        if not cells["name"]:
            if any(cell.strip() for cell in row):
                found.append(Deviation("bad_row", f"{number}", {"text": " ".join(row)[:60]}))
            continue
        parent = _parent(cells.get("parent", ""), known, codes)
        if cells["name"] in known and any(
            c.name == cells["name"] and c.parent == parent for c in codes
        ):
            found.append(Deviation("code_twice", f"{number}", {"text": cells["name"]}))
            continue
        codes.append(
            _code(
                cells["name"], parent, _colour(cells.get("colour", "")), cells.get("definition", "")
            )
        )
        known[cells["name"]] = codes[-1].guid
    return codes, found


def _parent(name: str, known: dict[str, uuid.UUID], codes: list[ReadCode]) -> uuid.UUID | None:
    """The code above, made as a mere heading where the table has no row of its own for it."""
    if not name:
        return None
    if name not in known:
        codes.append(_code(name, None, "", "", codable=False))
        known[name] = codes[-1].guid
    return known[name]


def _code(name: str, parent, colour: str, definition: str, codable: bool = True) -> ReadCode:
    return ReadCode(
        uuid.uuid5(SPACE, f"{parent or ''}/{name}"), name, parent, colour, codable, definition
    )


def _colour(text: str) -> str:
    return text if re.fullmatch(r"#[0-9A-Fa-f]{6}", text) else ""


def _database(content: bytes) -> tuple[list[ReadCode], list[Deviation]]:
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.deserialize(content)
            database.execute("PRAGMA trusted_schema=OFF")
            names = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
            return codes_of_database(database, names)[0], []
        except sqlite3.DatabaseError:
            raise Unreadable("no_database") from None


def codes_of_database(database, names: set[str]) -> tuple[list[ReadCode], dict[int, uuid.UUID]]:
    """The codes of an open database, and {what it calls a code: its id}.

    Raises:
        Unreadable: these tables are of neither program.
    """
    if {"code_name", "code_cat"} <= names:
        return _qualcoder(database)
    if {"tags", "highlights"} <= names:
        return _taguette(database)
    raise Unreadable("no_database")


def _qualcoder(database) -> tuple[list[ReadCode], dict[int, uuid.UUID]]:
    """QualCoder keeps groups apart from codes."""
    groups = {}
    for pk, name, memo, above in database.execute(
        "SELECT catid, name, memo, supercatid FROM code_cat ORDER BY supercatid IS NOT NULL, catid"
    ):
        groups[pk] = (name, memo or "", above)
    made: dict[int, ReadCode] = {}

    def group(pk: int, depth: int = 0) -> ReadCode:
        if pk not in made:
            name, memo, above = groups[pk]
            parent = group(above, depth + 1).guid if above in groups and depth < 50 else None
            made[pk] = _code(name, parent, "", memo, codable=False)
        return made[pk]

    for pk in groups:
        group(pk)
    codes, ids = list(made.values()), {}
    for pk, name, memo, above, colour in database.execute(
        "SELECT cid, name, memo, catid, color FROM code_name ORDER BY cid"
    ):
        parent = made[above].guid if above in made else None
        codes.append(_code(name, parent, _colour(colour or ""), memo or ""))
        ids[pk] = codes[-1].guid
    return codes, ids


def _taguette(database) -> tuple[list[ReadCode], dict[int, uuid.UUID]]:
    """Taguette names the place in the tree by a path with dots."""
    codes: list[ReadCode] = []
    known: dict[str, uuid.UUID] = {}
    ids: dict[int, uuid.UUID] = {}
    for pk, path, description in database.execute(
        "SELECT id, path, description FROM tags ORDER BY path"
    ):
        above, _dot, name = path.rpartition(".")
        parent = known.get(above)
        code = _code(name if parent else path, parent, "", description or "")
        codes.append(code)
        known[path] = ids[pk] = code.guid
    return codes, ids


def write_table(codes: list[OutCode]) -> bytes:
    """A codebook as CSV, which Taguette and QualCoder take too."""
    names = {code.guid: code.name for code in codes}
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(["code", "parent", "description", "color"])
    for code in codes:
        above = names.get(code.parent, "") if code.parent else ""
        writer.writerow([_safe(code.name), _safe(above), _safe(code.definition), code.colour])
    return buffer.getvalue().encode("utf-8-sig")


def _safe(text: str) -> str:
    """A spreadsheet shall not take words for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
