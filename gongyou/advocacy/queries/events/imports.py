"""What an import holds, before and after it was taken in; the file given back."""

from collections import Counter
from dataclasses import dataclass, field

from gongyou.advocacy.models import SheetImport
from gongyou.advocacy.services.imports import read_import
from gongyou.advocacy.sheets import give_back
from gongyou.advocacy.sheets.cells import back, text_of
from gongyou.advocacy.troubles import TROUBLES
from gongyou.vault.public import Actor, reveal_many

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
FIRST, MOST = 8, 200


@dataclass
class SheetPage:
    """One sheet: what it is, its columns, its first rows, what it says of itself, its troubles."""

    name: str
    kind: str
    rows: int
    reports: int
    heads: list[str]
    columns: list[tuple[str, str]]
    first: list[list[str]]
    totals: list[tuple]
    troubles: list[tuple]
    counts: list[tuple[str, int]]
    refused: list[str]
    period: tuple[str, str] | None


@dataclass
class ImportPage:
    """A file: its sheets, and the heads that wait for a mapping where no kind is known."""

    sheets: list[SheetPage]
    heads: list[str] = field(default_factory=list)

    @property
    def may_be_taken_in(self) -> bool:
        """Whether some sheet is known and none is shifted."""
        known = any(sheet.kind for sheet in self.sheets)
        return known and not any(sheet.refused for sheet in self.sheets)


def import_page(actor: Actor, sheet: SheetImport) -> ImportPage:
    """Read the file anew: what is shown is what would be taken in."""
    reads = read_import(actor, sheet)
    pages = [_sheet(read) for read in reads]
    heads: list[str] = []
    if not any(page.kind for page in pages):
        first = next((row.cells for read in reads for row in read.rows if row.role != "blank"), [])
        heads = [text_of(back(cell)) for cell in first if text_of(back(cell))]
    return ImportPage(pages, heads)


def _sheet(read) -> SheetPage:
    counts = Counter(trouble.code for trouble in read.troubles)
    shown = [row for row in read.rows if row.role in ("report", "section", "unread")][:FIRST]
    return SheetPage(
        read.name.strip() or "—",
        read.kind,
        len(read.rows),
        len(read.reports),
        read.heads,
        [(read.heads[at], name) for at, name in sorted(read.columns.items())],
        [[text_of(back(cell)) for cell in row.cells] for row in shown],
        [(t.cell, t.what, t.stated, t.counted, t.holds) for t in read.totals],
        [(TROUBLES.get(t.code, t.code), t.cell, t.held) for t in read.troubles[:MOST]],
        [(str(TROUBLES.get(code, code)), count) for code, count in counts.most_common()],
        read.refused,
        read.period,
    )


def given_back(actor: Actor, sheet: SheetImport) -> tuple[bytes, str, str]:
    """(content, file name, media type) of an import as its source had it, from the kept cells."""
    chunks = list(sheet.rows.all())
    opened = reveal_many(actor, chunks, ["cells"])
    rows: dict[int, list] = {number: [] for number in range(len(sheet.sheets))}
    for chunk in chunks:
        cells = (opened.get(chunk.pk) or {}).get("cells") or {}
        rows[chunk.number] += [(int(number), held) for number, held in cells.items()]
    held = [(sheet.sheets[number]["name"], rows[number]) for number in sorted(rows)]
    return give_back(held, sheet.form), f"{sheet.digest[:8]}.{sheet.form}", KINDS[sheet.form]
