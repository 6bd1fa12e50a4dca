"""A workbook read: tables of facts, a report of problems, the mapping that was used."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Mapping_
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gongyou.law.schema import STANDARD, Schema
from gongyou.law.workbooks.files.json_sheets import sheets_of, speaks_contract
from gongyou.law.workbooks.files.kinds import is_json, load, read_sheets
from gongyou.law.workbooks.files.sheets import Limits, Sheet, is_empty, occupied
from gongyou.law.workbooks.headers.find_header import is_figure
from gongyou.law.workbooks.headers.header_meanings import IGNORED
from gongyou.law.workbooks.headers.layout import tables_in
from gongyou.law.workbooks.headers.mapping import Mapping
from gongyou.law.workbooks.headers.propose import BESIDE, Plan, plan_all, report_plan
from gongyou.law.workbooks.problems import Problems, index_of
from gongyou.law.workbooks.tables.extract import Chunk, extract
from gongyou.law.workbooks.tables.fact_table import FactTable
from gongyou.law.workbooks.tables.json_facts import parse_json, read_json
from gongyou.law.workbooks.tables.lines import (
    Lines,
    cells,
    classify,
    columns_of,
    fill_merged,
    hidden_parts,
)
from gongyou.law.workbooks.tables.merge import merge
from gongyou.law.workbooks.tables.namesakes import find_namesakes
from gongyou.law.workbooks.tables.people import People


@dataclass(frozen=True)
class SheetCount:
    """What became of a sheet's rows: `held` = title + header + blank + read + reported."""

    sheet: str
    held: int
    title: int = 0
    header: int = 0
    blank: int = 0
    read: int = 0
    reported: int = 0

    @property
    def balanced(self) -> bool:
        """Whether every row of the sheet is accounted for."""
        return self.held == self.title + self.header + self.blank + self.read + self.reported


@dataclass
class WorkbookResult:
    """What came out of a workbook.

    `tables`: employment, pay, events. `names`: worker → name, held in memory only,
    where the workbook had names. `identities`: worker → `phone` (a list), `id_number`,
    `address`, `remark`, in memory only like the names. `counts`: a line a sheet.
    """

    tables: dict[str, FactTable]
    problems: Problems
    mapping: Mapping
    names: dict[str, str] = field(default_factory=dict)
    identities: dict[str, dict[str, Any]] = field(default_factory=dict)
    counts: list[SheetCount] = field(default_factory=list)

    @property
    def workers(self) -> list[str]:
        """All workers in the order of the file."""
        return list(dict.fromkeys(self.tables["employment"].columns.get("worker", [])))

    def arrow(self) -> dict[str, Any]:
        """The tables as Arrow, as the engine takes them."""
        return {name: table.to_arrow() for name, table in self.tables.items()}


def read_workbook(
    source: str | Path | bytes,
    *,
    mapping: Mapping | None = None,
    name: str = "",
    year: int | None = None,
    limits: Limits | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    known: Schema = STANDARD,
    fixes: Mapping_[tuple[str, str], Any] | None = None,
    password: str | None = None,
) -> WorkbookResult:
    """Read XLSX, XLS, ODS, CSV or JSON into the tables of the schema.

    `mapping`: one saved before; sheets it does not know are proposed anew. `year`: for
    months written without one. `known`: the tables and columns of a law (`schema_of(name)`).
    `fixes`: (sheet, "C7") → what a person typed to stand there instead.
    `progress(sheet, done, all)` is called a sheet. `password`: of a file that is locked.
    Raises CannotRead when the file as a whole is refused.
    """
    with _no_collection():
        how = (limits or Limits(), progress, known, fixes or {}, password)
        return _read(source, mapping, name, year, *how)


@contextmanager
def _no_collection() -> Iterator[None]:
    """No search for reference cycles while millions of cells are made, of which none has any."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def open_sheets(
    source: str | Path | bytes,
    name: str = "",
    limits: Limits = Limits(),  # noqa: B008
    password: str | None = None,
) -> list[Sheet]:
    """The sheets of a file of any kind that is read, before anything is understood.

    Raises:
        CannotRead: it is damaged, locked, too large or of another kind.
    """
    content, stem = load(source, name, limits)
    if is_json(content):
        return sheets_of(parse_json(content), stem, limits)
    return read_sheets(content, stem, limits, password)


def _read(
    source: str | Path | bytes,
    mapping: Mapping | None,
    name: str,
    year: int | None,
    limits: Limits,
    progress: Callable[[str, int, int], None] | None,
    known: Schema,
    fixes: Mapping_[tuple[str, str], Any],
    password: str | None,
) -> WorkbookResult:
    content, stem = load(source, name, limits)
    problems = Problems()
    if is_json(content):
        held = parse_json(content)
        if speaks_contract(held, known):
            return _from_json(held, problems, known)
        sheets = sheets_of(held, stem, limits)
    else:
        sheets = read_sheets(content, stem, limits, password)
    _mend(sheets, fixes)
    parts = [part for sheet in sheets for part in tables_in(sheet, known)]
    problems.turned = {part.name for part in parts if part.turned}
    for turned in sorted(problems.turned):
        problems.add("turned_sheet", turned, "")
    plans = plan_all(parts, stem, mapping, year, known)
    people = _look_ahead(plans)
    chunks: list[Chunk] = []
    counts: list[SheetCount] = []
    for number, made in enumerate(plans):
        if progress:
            progress(made.sheet.name, number, len(plans))
        found, count = _read_sheet(made, people, problems)
        chunks += found
        counts.append(count)
    if people.coded:
        problems.add("names_to_codes", "", "", more=f"P-0001 … P-{people.coded:04d}")
    for several in people.namesakes.values():
        problems.add("namesakes", "", "", more=str(len(several)))
    if people.joined:
        problems.add("ids_joined", "", "", more=str(len(people.joined)))
    used = Mapping([made.map for made in plans if made.map.columns or made.map.skip])
    return WorkbookResult(
        merge(chunks, problems, known, people.seen),
        problems,
        used,
        {worker: name for worker, name in people.names.items() if worker in people.seen},
        people.identities,
        counts,
    )


def _mend(sheets: list[Sheet], fixes: Mapping_[tuple[str, str], Any]) -> None:
    """Put what a person typed into the cells."""
    by_name = {sheet.name: sheet for sheet in sheets}
    for (name, cell), value in fixes.items():
        found = re.fullmatch(r"([A-Z]{1,3})([1-9]\d{0,6})", cell)
        if found and name in by_name:
            by_name[name].put(int(found[2]) - 1, index_of(found[1]), value)


def _from_json(held: Any, problems: Problems, known: Schema) -> WorkbookResult:
    chunks, counts = read_json(held, problems, known)
    made = [
        SheetCount(name, rows, read=read, reported=lost)
        for name, (rows, read, lost) in counts.items()
    ]
    return WorkbookResult(merge(chunks, problems, known), problems, Mapping(), counts=made)


def _look_ahead(plans: list[Plan]) -> People:
    """Who is in the workbook: numbers and names of all sheets, before any is read."""
    people = People()
    for made in plans:
        number, names = columns_of(made, "worker"), columns_of(made, "name")
        if made.why_not:
            continue
        if names:
            for key, several in find_namesakes(made, number[0] if number else None, names[0]):
                people.keep_apart(made, key, several)
        if not number:
            continue
        people.look_ahead(
            made.sheet.name,
            cells(made.sheet, number[0], made.first_row),
            cells(made.sheet, names[0], made.first_row) if names else None,
        )
    people.settle()
    return people


def _read_sheet(made: Plan, people: People, problems: Problems) -> tuple[list[Chunk], SheetCount]:
    sheet = made.sheet
    for code, more in sheet.notes:
        problems.add(code, sheet.name, "", more=more)
    for code, cell, held in sheet.findings:
        problems.add(code, sheet.name, cell, held, more=held)
    if made.why_not:
        return [], _not_read(sheet, made.why_not, problems)
    report_plan(made, problems)
    hidden_parts(made, problems)
    types = {
        index_of(c.column): column.family if column else "text"
        for c in made.map.columns
        if c.fact and c.table != IGNORED
        for column in (made.known.column(c.table, c.fact),)
    }
    fill_merged(made, types, problems)
    lines = classify(made, people, problems)
    _above(made, problems)
    if not lines.rows and not lines.reported:
        problems.add("only_header", sheet.name, "")
    _tell(made, lines, people)
    chunks = extract(made, lines, problems)
    first, last = made.map.header_rows or (1, 0)
    count = SheetCount(
        sheet.name,
        len(sheet.rows) - sheet.offset,
        title=first - 1 - sheet.offset,
        header=last - first + 1,
        blank=lines.blank,
        read=len(lines.rows) - lines.lost,
        reported=lines.reported + lines.lost,
    )
    return chunks, count


def _tell(made: Plan, lines: Lines, people: People) -> None:
    """Phones, addresses, remarks, identity numbers of the rows read, beside the people."""
    for what in (*BESIDE, "id_number"):
        for index in columns_of(made, what):
            for worker, row in zip(lines.workers, lines.rows, strict=True):
                cells_of = made.sheet.rows[row]
                if index < len(cells_of) and not is_empty(cells_of[index]):
                    people.tell(worker, what, cells_of[index])


def _above(made: Plan, problems: Problems) -> None:
    """Report rows above the header that hold figures: data without names, not a title."""
    first = made.map.header_rows[0] - 1 if made.map.header_rows else 0
    for index in range(made.sheet.offset, first):
        if sum(map(is_figure, made.sheet.rows[index])) > 1:
            problems.add("row_above_header", made.sheet.name, str(index + 1))


def _not_read(sheet: Sheet, why: str, problems: Problems) -> SheetCount:
    held = sum(1 for _ in occupied(sheet.rows))
    if not held and why != "sheet_skipped":
        why = "empty_sheet" if not sheet.notes else ""
    if why:
        problems.add(why, sheet.name, "", more=str(held))
    rows = len(sheet.rows) - sheet.offset
    return SheetCount(sheet.name, rows, blank=rows - held, reported=held)
