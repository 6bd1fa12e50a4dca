"""The sheets of an XLSForm as rows by column: read, changed, written back without a loss."""

import io
import re
from dataclasses import dataclass, field

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
BASE = {
    SURVEY: ["type", "name"],
    CHOICES: ["list_name", "name"],
    SETTINGS: ["form_title", "form_id", "version", "default_language"],
}
TRANSLATED = re.compile(r"^(label|hint)\s*::?\s*(.+)$", re.IGNORECASE)
LIST = re.compile(r"^(select_one|select_multiple|rank)\s+(\S+)")


@dataclass
class Sheets:
    """Heads and rows of every sheet; rows are as long as the head."""

    heads: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[list[str]]] = field(default_factory=dict)

    @classmethod
    def from_cells(cls, cells: dict[str, list[list[str]]]) -> "Sheets":
        """From the cells of a workbook; sheets keep their names and order."""
        made = cls()
        for name, table in cells.items():
            head = list(table[0]) if table else []
            made.heads[name] = head
            made.rows[name] = [
                (row + [""] * len(head))[: len(head)] for row in table[1:]
                if any(cell.strip() for cell in row)
            ]  # fmt: skip
        for sheet, columns in BASE.items():
            if made.sheet(sheet) is None:
                made.heads[sheet], made.rows[sheet] = list(columns), []
        return made

    def to_cells(self) -> dict[str, list[list[str]]]:
        """Back to cells."""
        return {name: [head, *self.rows[name]] for name, head in self.heads.items()}

    def sheet(self, name: str) -> str | None:
        """The name of a sheet as the workbook writes it."""
        return next((each for each in self.heads if each.strip().lower() == name), None)

    def column(self, sheet: str, name: str) -> int:
        """Where a column stands; made at the end where there is none."""
        held = self.sheet(sheet) or sheet
        head = self.heads[held]
        wanted = _plain(name)
        for number, each in enumerate(head):
            if _plain(each) == wanted:
                return number
        head.append(name)
        for row in self.rows[held]:
            row.append("")
        return len(head) - 1

    def get(self, sheet: str, row: int, name: str) -> str:
        """One cell by its row (0-based) and column; empty where there is no such column."""
        held = self.sheet(sheet) or sheet
        for number, each in enumerate(self.heads[held]):
            if _plain(each) == _plain(name):
                return self.rows[held][row][number]
        return ""

    def put(self, sheet: str, row: int, name: str, value: str) -> None:
        """Write one cell; an empty one makes no column."""
        if value or self.get(sheet, row, name):
            self.rows[self.sheet(sheet) or sheet][row][self.column(sheet, name)] = value

    def add(self, sheet: str, values: dict[str, str], at: int | None = None) -> int:
        """A new row; where it stands."""
        held = self.sheet(sheet) or sheet
        rows = self.rows[held]
        at = len(rows) if at is None else min(max(at, 0), len(rows))
        rows.insert(at, [""] * len(self.heads[held]))
        for name, value in values.items():
            self.put(sheet, at, name, value)
        return at

    def table(self, sheet: str) -> list[list[str]]:
        """The rows of a sheet."""
        return self.rows[self.sheet(sheet) or sheet]

    @property
    def languages(self) -> list[str]:
        """The languages of labels and hints, in the order of the columns; [''] for one alone."""
        found = []
        for sheet in (SURVEY, CHOICES):
            for head in self.heads[self.sheet(sheet) or sheet]:
                match = TRANSLATED.match(head.strip())
                if match and match.group(2).strip() not in found:
                    found.append(match.group(2).strip())
        return found or [""]

    def label_name(self, kind: str, language: str) -> str:
        """What the column of labels or hints of a language is called."""
        return f"{kind}::{language}" if language else kind

    def list_of(self, row: int) -> str:
        """The list of choices of a question, or ''."""
        match = LIST.match(self.get(SURVEY, row, "type").strip())
        return match.group(2) if match else ""

    def choices_of(self, name: str) -> list[int]:
        """The rows of a list of choices."""
        return [
            number for number in range(len(self.table(CHOICES)))
            if self.get(CHOICES, number, "list_name").strip() == name
        ]  # fmt: skip

    def set_choices(self, name: str, wanted: list[list[str]]) -> None:
        """Make a list say this: [code, label in each language] each; other columns stay."""
        held = self.table(CHOICES)
        before = {self.get(CHOICES, n, "name").strip(): held[n] for n in self.choices_of(name)}
        first = next(iter(self.choices_of(name)), len(held))
        held[:] = [row for n, row in enumerate(held)
                   if self.get(CHOICES, n, "list_name").strip() != name]  # fmt: skip
        for number, (code, *labels) in enumerate(wanted):
            at = self.add(CHOICES, {"list_name": name, "name": code}, first + number)
            if code in before:
                held[at][: len(before[code])] = before[code]
            for language, label in zip(self.languages, labels, strict=False):
                self.put(CHOICES, at, self.label_name("label", language), label)

    def workbook(self) -> bytes:
        """The sheets as an .xlsx file, every cell a text."""
        import xlsxwriter

        out = io.BytesIO()
        plain = {"strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(out, {"in_memory": True, **plain})
        for name, head in self.heads.items():
            sheet = book.add_worksheet(name[:31])
            for number, row in enumerate([head, *self.rows[name]]):
                for column, cell in enumerate(row):
                    if cell:
                        sheet.write_string(number, column, cell)
        book.close()
        return out.getvalue()


def _plain(name: str) -> str:
    name = re.sub(r"\s*::?\s*", "::", name.strip().lower())
    return {"list name": "list_name", "relevance": "relevant", "calculate": "calculation",
            "constraint message": "constraint_message"}.get(name, name)  # fmt: skip
