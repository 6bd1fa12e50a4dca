"""Where the header of a sheet is: below titles, of one to three rows, with merged cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongyou.law.schema import STANDARD, Schema
from gongyou.law.workbooks.files.sheets import Sheet, is_empty
from gongyou.law.workbooks.headers.header_meanings import (
    IGNORED,
    PERSON,
    meanings,
    meanings_of,
    month_in,
    year_in,
)

_LOOK, _DEEP, _NEAR = 40, 3, 8
Label = tuple[str, ...]
_WHO = ("worker", "name", "id_number")
_MONTH_LIKE = re.compile(r"^(?:19|20)\d{2}(?:\.?\d{1,2})$")


@dataclass(frozen=True)
class Heading:
    """Rows of the header from 0 (both included), the words above each column, the title."""

    first: int
    last: int
    labels: tuple[Label, ...]
    title: str


def find_heading(sheet: Sheet, year: int | None = None, known: Schema = STANDARD) -> Heading | None:
    """The rows that name the columns, or None when no row does."""
    rows = _filled_across(sheet)
    best: tuple[float, Heading] | None = None
    for first in range(sheet.offset, min(len(rows), sheet.offset + _LOOK)):
        if best and first > best[1].first + _NEAR:
            break
        for last in range(first, min(first + _DEEP, len(rows))):
            if not names_only(rows[last]):
                break
            if _goes_on(sheet, last):
                continue
            heading = heading_at(sheet, first, last, rows)
            score = _score(heading.labels, year, known) - 0.3 * (last - first)
            if score > 0 and (best is None or score > best[0]):
                best = (score, heading)
    return best[1] if best else None


def _goes_on(sheet: Sheet, last: int) -> bool:
    """Whether a word of this row is merged with cells below it: the header is deeper."""
    return any(
        top <= last < bottom < top + _DEEP and isinstance(_at(sheet, top, left), str)
        for top, left, bottom, _ in sheet.merged
    )


def _at(sheet: Sheet, row: int, column: int) -> Any:
    line = sheet.rows[row] if row < len(sheet.rows) else []
    return line[column] if column < len(line) else ""


def heading_at(sheet: Sheet, first: int, last: int, rows: list[list[Any]] | None = None) -> Heading:
    """The heading that stands in the rows given."""
    rows = _filled_across(sheet) if rows is None else rows
    width = max((len(row) for row in rows[first : last + 1]), default=0)
    labels = []
    for column in range(width):
        words = [_word(row[column]) for row in rows[first : last + 1] if column < len(row)]
        labels.append(tuple(dict.fromkeys(word for word in words if word)))
    titles = [_word(cell) for row in sheet.rows[:first] for cell in row if not is_empty(cell)]
    return Heading(first, last, tuple(labels), " ".join(titles))


def _filled_across(sheet: Sheet) -> list[list[Any]]:
    """The first rows, with merged cells said in each of their cells."""
    rows = [list(row) for row in sheet.rows[: sheet.offset + _LOOK + _DEEP]]
    for top, left, bottom, right in sheet.merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for row in range(top, min(bottom + 1, len(rows))):
            line = rows[row]
            line.extend([""] * (min(right, 1023) + 1 - len(line)))
            for column in range(left, min(right, 1023) + 1):
                if is_empty(line[column]):
                    line[column] = value
    return rows


def _word(cell: Any) -> str:
    if is_empty(cell):
        return ""
    if isinstance(cell, date):
        return f"{cell.year}年{cell.month}月"
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return "".join(str(cell).split())


def names_only(row: list[Any]) -> bool:
    """Whether a row may be one of a header: words, months and hardly any figures."""
    held = [cell for cell in row if not is_empty(cell)]
    figures = sum(map(is_figure, held))
    return bool(held) and figures * 5 <= len(held)


def is_figure(cell: Any) -> bool:
    """Whether a cell holds a number that is no month."""
    if isinstance(cell, str):
        text = cell.strip()
        return text.replace(".", "").isdigit() and not _MONTH_LIKE.match(text)
    if isinstance(cell, (int, float)):
        return not _MONTH_LIKE.match(repr(cell).removesuffix(".0"))
    return False


def _score(labels: tuple[Label, ...], year: int | None, known: Schema) -> float:
    """How much these words look like a header; 0 when they do not."""
    score, who, what, seen = 0.0, False, 0, set()
    for label in labels:
        found = meanings_of(label, year, known) if label else ()
        if not found:
            if label and month_in(label[-1], 2000)[0]:
                score, what = score + 0.5, what + 1
            continue
        best = found[0]
        key = (best.table, best.fact, best.month)
        score += best.confidence if key not in seen else best.confidence / 4
        seen.add(key)
        if best.fact in _WHO:
            if len(label) > 1 and best.fact not in {
                m.fact for m in meanings(label[-1], year, known)
            }:
                return 0.0  # a worker's number under the header: the row below it is data
            who = True
        what += best.table not in (PERSON, IGNORED) and best.fact != "worker"
    if (who and what) or what >= 3:
        return score
    return 0.5 if who and sum(map(bool, labels)) > 1 else 0.0


def year_of(sheet: Sheet, heading: Heading | None, stem: str) -> int | None:
    """The year named by the sheet, its title or the file, in this order."""
    titles = [sheet.name, heading.title if heading else "", stem]
    return next((year_in(text) for text in titles if text and year_in(text)), None)
