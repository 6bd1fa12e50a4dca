"""Months down and people across: a column a person, a row a month, one amount in each cell.

The sheet is turned, so that each person gets a row and each month a column; what the amounts are
says the title or the name of the sheet.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from gongyou.law.schema import Schema
from gongyou.law.workbooks.cells.clean import plain
from gongyou.law.workbooks.files.sheets import Sheet, is_empty
from gongyou.law.workbooks.headers.find_header import is_figure
from gongyou.law.workbooks.headers.header_meanings import (
    meanings,
    month_in,
    squeezed_header,
    year_in,
)

_LOOK, _LEAST_MONTHS, _LONGEST_NAME = 10, 2, 20
_CORNER = ("月份", "月", "年月", "日期", "时间", "month", "period", "姓名", "")


def people_across(sheet: Sheet, known: Schema) -> Sheet | None:
    """The sheet turned where its first column holds months and its header names."""
    if not known.monthly:
        return None
    for head, row in enumerate(sheet.rows[:_LOOK]):
        corner = squeezed_header(row[0]) if row and isinstance(row[0], str) else ""
        names = {c: cell for c, cell in enumerate(row[1:], 1) if not is_empty(cell)}
        if (
            corner not in _CORNER
            or len(names) < 2
            or not all(_is_name(n, known) for n in names.values())
        ):
            continue
        words = [str(c) for r in sheet.rows[:head] for c in r if not is_empty(c)]
        year = next((y for text in (*words, sheet.name) if (y := year_in(text))), None)
        months = _months(sheet, head, year)
        if len(months) < _LEAST_MONTHS:
            continue
        fact = _fact_of(" ".join([*words, sheet.name]), known)
        if fact is None:
            return replace(sheet, notes=[*sheet.notes, ("amounts_unsaid", "")])
        return _turned(sheet, head, months, fact)
    return None


def _is_name(cell: Any, known: Schema) -> bool:
    """Whether a cell may be somebody's name or number: no figure, no month, no known header."""
    if is_figure(cell) or isinstance(cell, date) or len(str(cell)) > _LONGEST_NAME:
        return False
    word = squeezed_header(str(cell))
    return month_in(word)[0] is None and (not meanings(word, None, known) or word in _TOTALS)


_TOTALS = ("合计", "小计", "总计", "total", "平均")


def _months(sheet: Sheet, head: int, year: int | None) -> dict[int, date]:
    found = {}
    for index, row in enumerate(sheet.rows[head + 1 :], head + 1):
        cell = row[0] if row else ""
        if isinstance(cell, date):
            found[index] = date(cell.year, cell.month, 1)
        elif not is_empty(cell) and not is_figure(cell):
            month, rest = month_in(str(cell).strip(), year)
            if month and not rest:
                found[index] = month
    return found


def _fact_of(text: str, known: Schema) -> str | None:
    """The column of pay that a title names, in the longest of its words."""
    said = plain(text).lower().replace(" ", "")
    best = ""
    for column in known.tables["pay"].columns.values():
        if column.family not in ("money", "number", "hours", "days"):
            continue
        for word in (*column.label.values(), *column.aliases):
            low = word.lower().replace(" ", "")
            if low in said and len(low) > len(best):
                best = low
    return best or None


def _turned(sheet: Sheet, head: int, months: dict[int, date], fact: str) -> Sheet:
    width = sheet.width
    rows = [[row[c] if c < len(row) else "" for row in sheet.rows] for c in range(width)]
    for index in range(head):
        for row in rows:
            row[index] = ""
    rows[0][head] = "姓名"
    for index, month in months.items():
        rows[0][index] = f"{month.year}年{month.month}月{fact}"
    return replace(
        sheet,
        rows=rows,
        merged=[
            (left, top, right, bottom) for top, left, bottom, right in sheet.merged if top >= head
        ],
        hidden_rows=set(sheet.hidden_columns),
        hidden_columns=set(sheet.hidden_rows),
        turned=True,
    )
