"""Sheets that are no table of people: an item of pay a line, or a form of labels and answers."""

from __future__ import annotations

from typing import Any

from gongyou.law.schema import Schema
from gongyou.law.workbooks.files.sheets import Sheet, is_empty
from gongyou.law.workbooks.headers.find_header import Heading
from gongyou.law.workbooks.headers.header_meanings import meanings, squeezed_header

_WORDS = "项目 科目 工资项目 薪资项目 款项 名目 明细 工资科目 item payitem component paycomponent"
_ITEM = frozenset(_WORDS.split())
_LOOK, _SURE = 60, 0.9


def one_item_a_line(sheet: Sheet, heading: Heading, known: Schema) -> bool:
    """Whether a column called 项目 or item holds the names of pay: 基本工资, 加班费."""
    first = heading.last + 1
    for index, label in enumerate(heading.labels):
        if not label or squeezed_header(label[-1]) not in _ITEM:
            continue
        rows = sheet.rows[first : first + _LOOK]
        words = [str(row[index]) for row in rows if index < len(row) and not is_empty(row[index])]
        if words and sum(_is_pay(word, known) for word in words) * 2 > len(words):
            return True
    return False


def form_of_pairs(sheet: Sheet, heading: Heading, known: Schema) -> bool:
    """Whether label and answer alternate along the lines: 姓名 张三 性别 男 / 入职日期 2015-3-1."""
    rows = sheet.rows[heading.first : heading.first + _LOOK]
    paired = [row for row in rows if _alternates([c for c in row if not is_empty(c)], known)]
    first = [cell for cell in sheet.rows[heading.first] if not is_empty(cell)]
    return len(paired) >= 2 and _alternates(first, known)


def _alternates(cells: list[Any], known: Schema) -> bool:
    labels, answers = cells[::2], cells[1::2]
    return (
        len(labels) == len(answers) > 0
        and all(_is_label(cell, known) for cell in labels)
        and not any(_is_label(cell, known) for cell in answers)
    )


def _is_label(cell: Any, known: Schema) -> bool:
    said = meanings(cell, None, known) if isinstance(cell, str) else ()
    return any(m.confidence >= _SURE and m.month is None for m in said)


def _is_pay(word: str, known: Schema) -> bool:
    return any(m.table == "pay" and m.confidence >= _SURE for m in meanings(word, None, known))
