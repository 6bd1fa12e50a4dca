"""Where in a workbook a message belongs: sheet, row and column to a cell."""

import io
import re
from dataclasses import dataclass, field

from python_calamine import CalamineError, CalamineWorkbook

ALIASES = {
    "relevant": {"relevance", "relevant"},
    "calculation": {"calculate", "calculation"},
    "list_name": {"list name", "list_name"},
    "constraint_message": {"constraint message", "constraint_message", "constraint_msg"},
    "label": {"label", "caption"},
    "name": {"name", "value"},
    "type": {"type", "command"},
}
BINDS = {
    "calculate": "calculation",
    "relevant": "relevant",
    "relevance": "relevant",
    "constraint": "constraint",
    "required": "required",
    "readonly": "read_only",
    "itemset": "choice_filter",
    "default": "default",
    "label": "label",
}


@dataclass
class Sheet:
    """Cells of one sheet as text, and its header by normalised name."""

    name: str
    rows: list
    header: list = field(default_factory=list)


def letters(column: int) -> str:
    """A zero-based column number in letters: 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


MOST_ROWS = 20_000


def read_cells(content: bytes) -> dict[str, list[list[str]]]:
    """The cells of every sheet as text.

    For the child process only: a workbook with one cell at the far end makes the reader ask for
    more memory than there is, which ends the process.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {name: _rows(book, name) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError):
        return {}


def _rows(book: CalamineWorkbook, name: str) -> list[list[str]]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)[:MOST_ROWS]
    return [[str(cell) for cell in row] for row in rows]


class Workbook:
    """The cells of an uploaded workbook, to point into it."""

    def __init__(self, cells: dict[str, list[list[str]]]):
        self.sheets = {
            name.strip().lower(): Sheet(name, rows, [_normal(cell) for cell in rows[0]])
            if rows
            else Sheet(name, [])
            for name, rows in cells.items()
        }

    def column(self, sheet: str, name: str) -> int | None:
        """The column whose header is this name, also with a language behind it."""
        found = self.sheets.get(sheet.lower())
        if found is None or not name:
            return None
        wanted = {_normal(each) for each in ALIASES.get(_normal(name), {name})} | {_normal(name)}
        for number, header in enumerate(found.header):
            if header in wanted or re.split(r"::?", header)[0].strip() in wanted:
                return number
        return None

    def cell(self, sheet: str, row: int | None, column: str) -> str:
        """`C12`; where the sheet has no such column, the first cell of the row; or nothing."""
        if not row or sheet.lower() not in self.sheets:
            return ""
        return f"{letters(self.column(sheet, column) or 0)}{row}"

    def find(self, sheet: str, column: str, value: str) -> int | None:
        """The row (1-based) where a column holds this value."""
        found, number = self.sheets.get(sheet.lower()), self.column(sheet, column)
        if found is None or number is None:
            return None
        for at, row in enumerate(found.rows):
            if at and number < len(row) and _normal(row[number]) == _normal(value):
                return at + 1
        return None

    def sheet_name(self, sheet: str) -> str:
        """The sheet's name as the author wrote it."""
        found = self.sheets.get(sheet.lower())
        return found.name if found else sheet


def _normal(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip().lower()).replace("_", " ")
