"""Who stands above a table instead of in it: 姓名：张三, then months and pay.

The name (and what else the line says: number, first day) is put beside each row of its table, in
columns to the right of all others, so that every cell keeps the address that the spreadsheet gives.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from gongyou.law.schema import Schema
from gongyou.law.workbooks.files.sheets import Sheet, is_empty
from gongyou.law.workbooks.headers.blocks import is_one_of, words_for_worker
from gongyou.law.workbooks.headers.find_header import names_only
from gongyou.law.workbooks.headers.header_meanings import meanings, squeezed_header

_LABELLED = re.compile(r"^\s*(?P<label>[^:：]{1,20}?)\s*[:：]\s*(?P<value>\S.*?)\s*$")
_SEVERAL = re.compile(r"\s{2,}|\t|　+")
_WHO = re.compile(
    r"^(?:员工|职工|工人|工友)?(?:姓名|名字)$|^(?:employee|worker)(?:name)?$|^name$", re.I
)
_TOTAL = re.compile(r"合计|小计|总计|累计|^\s*(?:sub)?total|^\s*sum\b", re.I)
_NEAR = 4
Told = dict[str, Any]


def with_names(sheet: Sheet, known: Schema) -> Sheet:
    """The sheet with the people named above its tables in columns of their own."""
    who = words_for_worker(known)
    people = [(n, told) for n, row in enumerate(sheet.rows) if (told := _told(row, who, known))]
    people = [(n, told) for n, told in people if _head_below(sheet, n, who, known) is not None]
    if not people:
        return sheet
    labels = list(dict.fromkeys(label for _, told in people for label in told))
    width = sheet.width
    rows = [list(row) for row in sheet.rows]
    ends = [*(n for n, _ in people[1:]), len(rows)]
    for (start, told), end in zip(people, ends, strict=True):
        head = _head_below(sheet, start, who, known) or start
        for index in range(start, head):
            rows[index] = []
        _beside(rows[head], width, labels)
        for row in rows[head + 1 : end]:
            held = [cell for cell in row if not is_empty(cell)]
            if held and not _TOTAL.search(str(held[0])) and len(held) > 1:
                _beside(row, width, [told.get(label, "") for label in labels])
    return replace(sheet, rows=rows, notes=[*sheet.notes, ("names_above", str(len(people)))])


def _beside(row: list[Any], width: int, values: list[Any]) -> None:
    row.extend([""] * (width - len(row)))
    row.extend(values)


def _told(row: list[Any], who: frozenset[str], known: Schema) -> Told:
    """What a line says of one person, by label; nothing where it says anything else too."""
    told: Told = {}
    if not any(_may_name(cell, who) for cell in row):
        return told
    cells = [cell for cell in row if not is_empty(cell)]
    while cells:
        pairs, used = _pairs(cells, known)
        if not pairs:
            return {}
        told |= pairs
        cells = cells[used:]
    named = [label for label in told if _WHO.match(squeezed_header(label)) or label in who]
    return told if named else {}


def _may_name(cell: Any, who: frozenset[str]) -> bool:
    """A quick look: a colon, or a word for who it is; most rows have neither."""
    return cell.__class__ is str and (
        "：" in cell or ":" in cell or cell.strip().lower() in who or bool(_WHO.match(cell.strip()))
    )


def _pairs(cells: list[Any], known: Schema) -> tuple[Told, int]:
    """Labels with their values at the start of a line, and how many cells they take: in one cell
    (姓名：张三  工号：A01), or a label and the cell to its right."""
    first = cells[0]
    if not isinstance(first, str):
        return {}, 0
    found = [_LABELLED.match(part) for part in _SEVERAL.split(first.strip())]
    if all(found):
        return {_label(one["label"]): one["value"].strip() for one in found if one}, 1
    beside = cells[1] if len(cells) > 1 else None
    if beside is None or not _is_label(first, known) or _is_word_of_a_header(beside, known):
        return {}, 0  # two labels side by side are a header
    return {_label(first.rstrip(":： ")): beside}, 2


def _is_label(cell: Any, known: Schema) -> bool:
    if not isinstance(cell, str):
        return False
    word = squeezed_header(cell.rstrip(":： "))
    return bool(_WHO.match(word)) or any(m.confidence >= 0.9 for m in meanings(word, None, known))


def _is_word_of_a_header(cell: Any, known: Schema) -> bool:
    """Also words that only partly name a fact: 工资 beside 姓名 stands in a header."""
    return (
        _is_label(cell, known)
        or (isinstance(cell, str) and bool(meanings(f"{squeezed_header(cell)}", None, known)))
        or str(cell).strip() in ("工资", "合同", "保险", "备注", "应发项目", "扣款")
    )


def _label(word: str) -> str:
    """Employee is no header of a name everywhere; 姓名 is."""
    return "姓名" if _WHO.match(squeezed_header(word)) else word.strip()


def _head_below(sheet: Sheet, start: int, who: frozenset[str], known: Schema) -> int | None:
    """The header of the table right below: two known words at least, and nobody's column."""
    for index in range(start + 1, min(start + 1 + _NEAR, len(sheet.rows))):
        row = sheet.rows[index]
        words = [squeezed_header(cell) for cell in row if isinstance(cell, str) and cell.strip()]
        if any(is_one_of(cell, who) for cell in row):
            return None
        if len(words) > 1 and names_only(row):
            sure = [w for w in words if any(m.confidence >= 0.9 for m in meanings(w, None, known))]
            if len(sure) > 1:
                return index
    return None
