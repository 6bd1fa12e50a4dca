"""Files opened and taken apart: a row a case, or a file a case; every cell keeps its place.

A *row table* has a header in one row. A *form* has labels with their values right of or below
them; the form sheets of one file are one row, unless several of them name a person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from gongyou.centre.moving.fields import code_for, is_known, normal, only_closed
from gongyou.centre.moving.folder import shown
from gongyou.law.workbooks import CannotRead, open_sheets

SEARCHED = 25  # rows in which a header is looked for
LONGEST_LABEL = 40


@dataclass(frozen=True)
class Cell:
    """One cell that holds something, with the header or label that it stands under."""

    file: str
    sheet: str
    at: str
    header: str
    text: str
    value: object = field(compare=False, default=None)


@dataclass
class Row:
    """The cells of one row, or of one form."""

    file: str
    sheet: str
    at: str
    cells: list[Cell]


@dataclass
class Table:
    """One sheet (or all forms of one file): its headers and rows, and what stands outside them."""

    file: str
    sheet: str
    kind: str  # rows, forms
    headers: list[str]
    rows: list[Row]
    outside: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class Trouble:
    """Something that did not come in as it stands: the code of a sentence, where, what it held."""

    code: str
    file: str
    sheet: str = ""
    at: str = ""
    held: str = ""
    more: str = ""


def opened(files: list[tuple[str, bytes]], left_out: dict[str, str]) -> tuple[list, list]:
    """The tables of all files, and the files that could not be opened."""
    tables: list[Table] = []
    troubles: list[Trouble] = []
    for name, content in files:
        if why := left_out.get(name):
            known = why if why in ("empty", "encrypted", "macros", "type") else "damaged"
            troubles.append(Trouble(f"file_{known}", name))
            continue
        if not content.strip():
            troubles.append(Trouble("file_empty", name))
            continue
        try:
            sheets = open_sheets(content, shown(name))
        except CannotRead as refused:
            locked = refused.code in ("has_password", "wrong_password")
            troubles.append(Trouble("file_encrypted" if locked else "file_damaged", name))
            continue
        found = [table for sheet in sheets if (table := _table(name, sheet))]
        if not found:
            troubles.append(Trouble("file_empty", name))
        tables += _one_form(name, [one for one in found if one.kind == "forms"])
        tables += [one for one in found if one.kind == "rows"]
    return tables, troubles


def text_of(value: object) -> str:
    """A cell as a person reads it: days in ISO form, whole numbers without a point."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def place(row: int, column: int) -> str:
    """The name of a cell by row and column from 0: (6, 2) → C7."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _table(name: str, sheet) -> Table | None:
    grid = [[text_of(value) for value in row] for row in sheet.rows]
    if not any(any(row) for row in grid):
        return None
    head = _header(grid)
    return _form(name, sheet, grid) if head is None else _rows(name, sheet, grid, head)


def _header(grid: list[list[str]]) -> int | None:
    """The row of headers; None where the sheet is a form."""
    known = [{normal(text) for text in row if _names_a_field(text)} for row in grid[:SEARCHED]]
    widths = [sum(1 for text in row if text) for row in grid]
    best = max(range(len(known)), key=lambda n: (len(known[n]), -n))
    elsewhere = {word for row in known for word in row} - known[best]
    if len(known[best]) >= 2 and len(known[best]) > len(elsewhere):
        return best
    if len(known[best] | elsewhere) >= 2 or max(widths) <= 2:
        return None
    # Nothing is recognised: the first row as wide as any, of different texts, is a header.
    widest = max(widths[:SEARCHED])
    for number, row in enumerate(grid[:SEARCHED]):
        texts = [normal(text) for text in row if text]
        if widths[number] == widest and len(set(texts)) == len(texts):
            return number if number + 1 < len(grid) else None
    return None


def _names_a_field(text: str) -> bool:
    """Whether it is a header or label, and not the value of one ("closed")."""
    return is_known(text) and not (code_for("state", text) or only_closed(text))


def _rows(name: str, sheet, grid, head: int) -> Table:
    headers: list[str] = []
    for column in range(max(map(len, grid))):
        text = grid[head][column] if column < len(grid[head]) else ""
        text = " ".join(text.split()) or f"({place(head, column)[: -len(str(head + 1))]})"
        seen = headers.count(text) or sum(1 for one in headers if one.startswith(f"{text} ("))
        headers.append(f"{text} ({seen + 1})" if seen else text)
    made = Table(name, sheet.name, "rows", headers, [])
    for number, row in enumerate(grid):
        cells = [
            Cell(name, sheet.name, place(number, column), headers[column], text,
                 sheet.rows[number][column])
            for column, text in enumerate(row) if text
        ]  # fmt: skip
        if number < head:
            made.outside += cells
        elif number > head and cells and row != grid[head]:
            made.rows.append(Row(name, sheet.name, str(number + 1), cells))
    used = {cell.header for row in made.rows for cell in row.cells}
    made.headers = [one for one in headers if one in used or not one.startswith("(")]
    return made


def _form(name: str, sheet, grid) -> Table:
    made = Table(name, sheet.name, "forms", [], [Row(name, sheet.name, "", [])])
    used: set[tuple[int, int]] = set()

    def take(label: str, row: int, column: int, text: str = "") -> None:
        used.add((row, column))
        at, held = place(row, column), text or grid[row][column]
        value = text or sheet.rows[row][column]
        made.rows[0].cells.append(Cell(name, sheet.name, at, label, held, value))

    for row, texts in enumerate(grid):
        filled = [column for column, text in enumerate(texts) if text and (row, column) not in used]
        while filled:
            column = filled.pop(0)
            text = texts[column]
            label, value = _both(text)
            if value:
                take(label, row, column, value)
            elif not _is_label(text, alone=not filled):
                made.outside.append(Cell(name, sheet.name, place(row, column), "", text))
            elif filled and not _names_a_field(texts[filled[0]]):
                take(_label(text), row, filled.pop(0))
            elif _below(grid, row, column, used):
                take(_label(text), row + 1, column)
    made.headers = list(dict.fromkeys(cell.header for cell in made.rows[0].cells))
    return made


def _both(text: str) -> tuple[str, str]:
    """Label and value of one cell: 姓名：李小红."""
    for mark in ("：", ":"):
        label, found, value = text.partition(mark)
        if found and value.strip() and is_known(label):
            return _label(label), value.strip()
    return "", ""


def _is_label(text: str, *, alone: bool) -> bool:
    if is_known(text) or text.rstrip().endswith((":", "：")):
        return True
    return not alone and len(text) <= LONGEST_LABEL


def _label(text: str) -> str:
    return " ".join(text.split()).rstrip(":： ")


def _below(grid, row: int, column: int, used) -> bool:
    below = grid[row + 1] if row + 1 < len(grid) else []
    text = below[column] if column < len(below) else ""
    return bool(text) and not _names_a_field(text) and (row + 1, column) not in used


def _one_form(name: str, forms: list[Table]) -> list[Table]:
    """The form sheets of one file as one row, unless several of them name a person."""

    def names(table: Table) -> bool:
        return any(normal(one) in ("姓名", "name", "full name") for one in table.headers)

    if len(forms) < 2 or sum(map(names, forms)) > 1:
        return forms
    first = forms[0]
    for other in forms[1:]:
        first.rows[0].cells += other.rows[0].cells
        first.headers = list(dict.fromkeys([*first.headers, *other.headers]))
        first.outside += other.outside
    return [first]
