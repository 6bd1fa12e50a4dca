"""Tables that stand one below the other on a sheet, taken apart.

A workshop's table under another's, or June under May: each has its own header and titles. The
parts keep the sheet's name and row numbers, so that a cell is called what the spreadsheet calls it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from gongyou.law.schema import Schema
from gongyou.law.workbooks.cells.clean import plain
from gongyou.law.workbooks.cells.dates import chinese_figures, names_period
from gongyou.law.workbooks.files.sheets import Sheet, is_empty
from gongyou.law.workbooks.headers.find_header import is_figure, names_only
from gongyou.law.workbooks.headers.header_meanings import PERSON_WORDS, meanings, squeezed_header

_TITLE_MONTHS = (
    re.compile(r"(?P<y>(?:19|20)\d{2})\s*年?度?\s*(?P<m>\d{1,2})\s*月"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})\s*[-./]\s*(?P<m>\d{1,2})(?![\d./-])"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?!\d)"),
    re.compile(r"(?<!\d)(?P<m>0?[1-9]|1[0-2])\s*[-/]\s*(?P<y>(?:19|20)\d{2})(?!\d)"),
    re.compile(
        r"(?P<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s.,'-]*(?P<y>(?:19|20)\d{2})",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<y>(?:19|20)\d{2})[\s.,-]*(?P<n>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
        re.IGNORECASE,
    ),
)
_YEARLESS = re.compile(r"(?<!\d)(\d{1,2})\s*月份?(?!\s*\d)")
_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def month_in_title(text: str, year: int | None = None) -> date | None:
    """The one month that a title names: 2023年6月, 2023-06, June 2023, 六月 with a year known."""
    low = chinese_figures(plain(text))
    if names_period(low):
        return None
    found = set()
    for pattern in _TITLE_MONTHS:
        for each in pattern.finditer(low):
            groups = each.groupdict()
            number = int(groups["m"]) if groups.get("m") else _NAMES.index(groups["n"].lower()) + 1
            if 1 <= number <= 12:
                found.add(date(int(groups["y"]), number, 1))
    if not found and year:
        found = {date(year, int(m), 1) for m in _YEARLESS.findall(low) if 1 <= int(m) <= 12}
    return found.pop() if len(found) == 1 else None


_TITLE_WORD = re.compile(
    r"[年月表厂]|工资|车间|部门|班组|名单|名册|明细|统计|合计|单位|公司|payroll"
)
_LONGEST_WORD = 12


def stacked(sheet: Sheet, known: Schema) -> list[Sheet]:
    """The tables of a sheet from top to bottom; a sheet of one table is itself."""
    starts = [0]
    last: tuple[Any, ...] | None = None
    month = ""
    for head in _heads(sheet, known):
        start = _first_title(sheet, head)
        named, own = _signature(sheet.rows[head]), _month_of(sheet, start, head)
        if last is not None and (named != last or (own and own != month)):
            starts.append(start)
        last, month = named, own or month
    if len(starts) == 1:
        return [sheet]
    ends = [*starts[1:], len(sheet.rows)]
    return [_part(sheet, *ends_of, n) for n, ends_of in enumerate(zip(starts, ends, strict=True))]


def _heads(sheet: Sheet, known: Schema) -> Iterator[int]:
    """Rows that name a worker's column and at least one more that is known.

    A row with somebody's number or name in the column of the header before it is that worker's.
    """
    who, column = words_for_worker(known), None
    for index, row in enumerate(sheet.rows):
        places = [i for i, cell in enumerate(row) if is_one_of(cell, who)]
        if not places or not names_only(row):
            continue
        words = [squeezed_header(cell) if not is_empty(cell) else "" for cell in row]
        knows = [not word or bool(meanings(word, None, known)) for word in words]
        somebody = column is not None and column < len(row) and not knows[column]
        if not somebody and len({w for w, k in zip(words, knows, strict=True) if w and k}) > 1:
            yield index
            column = places[0]


def is_one_of(cell: Any, words: frozenset[str]) -> bool:
    """Whether a cell is one of these words."""
    return cell.__class__ is str and cell.strip().lower() in words


def words_for_worker(known: Schema) -> frozenset[str]:
    """Headers of the column that says who, also with a space between two signs."""
    columns = [t.columns["worker"] for t in known.tables.values() if "worker" in t.columns]
    words = {w for c in columns for w in (*c.label.values(), *c.aliases)} | PERSON_WORDS
    return frozenset(w.lower() for w in words | {" ".join(w) for w in words if len(w) == 2})


def _signature(row: list[Any]) -> tuple[Any, ...]:
    return tuple((i, squeezed_header(cell)) for i, cell in enumerate(row) if not is_empty(cell))


def _first_title(sheet: Sheet, head: int) -> int:
    """The first of the rows of titles that stand right above a header."""
    first = head
    while first > 0 and _is_title(sheet.rows[first - 1]):
        first -= 1
    return first


def _is_title(row: list[Any]) -> bool:
    held = [cell for cell in row if not is_empty(cell)]
    if len(held) != 1 or is_figure(held[0]):
        return False
    text = str(held[0]).strip()
    return bool(_TITLE_WORD.search(text)) or len(text) > _LONGEST_WORD


def _month_of(sheet: Sheet, start: int, head: int) -> str:
    """The month that a table's titles name, or nothing."""
    text = " ".join(str(c) for row in sheet.rows[start:head] for c in row if not is_empty(c))
    found = month_in_title(text)
    return found.isoformat()[:7] if found else ""


def _part(sheet: Sheet, start: int, end: int, number: int) -> Sheet:
    """The rows of one table, those before it empty."""
    return replace(
        sheet,
        rows=[*([] for _ in range(start)), *sheet.rows[start:end]],
        merged=[m for m in sheet.merged if start <= m[0] < end],
        hidden_rows={r for r in sheet.hidden_rows if start <= r < end},
        notes=sheet.notes if number == 0 else [],
        findings=sheet.findings if number == 0 else [],
        offset=start,
        part=number,
    )
