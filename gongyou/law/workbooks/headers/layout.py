"""How a sheet is laid out: people in columns, or several people on a line.

A sheet whose people stand in columns is turned, so that each gets a row. Where the header names
the worker's column again further right, each block of columns is a table of its own. Parts keep
the letters and numbers of the sheet, so that a cell is called what the spreadsheet calls it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from gongyou.law.schema import Schema
from gongyou.law.workbooks.files.sheets import Sheet, is_empty
from gongyou.law.workbooks.headers.attendance import added_up
from gongyou.law.workbooks.headers.blocks import is_one_of, stacked, words_for_worker
from gongyou.law.workbooks.headers.find_header import names_only
from gongyou.law.workbooks.headers.header_meanings import IGNORED, PERSON, meanings, squeezed_header
from gongyou.law.workbooks.headers.months_down import people_across
from gongyou.law.workbooks.headers.named_blocks import with_names
from gongyou.law.workbooks.problems import letters

_LOOK = 40
_LABEL_COLUMNS = 4


def tables_in(sheet: Sheet, known: Schema) -> list[Sheet]:
    """The tables of a sheet, each with its people in rows, in the order in which they stand."""
    named = with_names(sheet, known)
    upright = turned(named, known) or people_across(named, known) or added_up(named, known)
    parts = [part for block in stacked(upright, known) for part in side_by_side(block, known)]
    return [replace(part, part=number) for number, part in enumerate(parts)]


def turned(sheet: Sheet, known: Schema) -> Sheet | None:
    """The sheet with rows and columns exchanged where its headers stand one below the other."""
    if _has_header_row(sheet, known):
        return None
    column = next((c for c in range(_LABEL_COLUMNS) if _is_label_column(sheet, c, known)), None)
    if column is None:
        return None
    width = sheet.width
    rows = [[row[c] if c < len(row) else "" for row in sheet.rows] for c in range(column, width)]
    rows = [*([] for _ in range(column)), *rows]
    return replace(
        sheet,
        rows=rows,
        merged=[(left, top, right, bottom) for top, left, bottom, right in sheet.merged],
        hidden_rows=set(sheet.hidden_columns),
        hidden_columns=set(sheet.hidden_rows),
        turned=True,
    )


def _has_header_row(sheet: Sheet, known: Schema) -> bool:
    """Whether a row names a worker's column and one more: then people stand in rows."""
    who = words_for_worker(known)
    return any(
        any(is_one_of(cell, who) for cell in row) and len(_known_words(row, known)) >= 2
        for row in sheet.rows[:_LOOK]
    )


def _is_label_column(sheet: Sheet, column: int, known: Schema) -> bool:
    """Whether a column holds headers, a worker's among them, with values to their right."""
    who = words_for_worker(known)
    cells = [row[column] for row in sheet.rows if column < len(row) and not is_empty(row[column])]
    if len(cells) < 3 or not any(is_one_of(cell, who) for cell in cells):
        return False
    beside = sum(
        any(not is_empty(cell) for cell in row[column + 1 :])
        for row in sheet.rows
        if column < len(row) and not is_empty(row[column])
    )
    named = _known_words(cells, known)
    return len(named) >= 3 and len(named) * 2 >= len(cells) and beside * 2 >= len(cells)


def _known_words(cells: list[Any], known: Schema) -> set[str]:
    """The different cells that are known as headers for sure."""
    words = {squeezed_header(cell) for cell in cells if isinstance(cell, str) and cell.strip()}
    return {w for w in words if any(m.confidence >= 0.9 for m in meanings(w, None, known))}


def side_by_side(sheet: Sheet, known: Schema) -> list[Sheet]:
    """The blocks of columns of a table, one where nobody's column is named twice."""
    found = next(_heads_with_several(sheet, known), None)
    if found is None:
        return [sheet]
    head, starts = found
    width = sheet.width
    ends = [*starts[1:], width]
    blocks = ", ".join(f"{letters(a)}–{letters(b - 1)}" for a, b in zip(starts, ends, strict=True))
    note = ("people_side_by_side", blocks)
    parts = [
        _block(sheet, head, start, end, number)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    return [replace(parts[0], notes=[*sheet.notes, note]), *parts[1:]]


def _heads_with_several(sheet: Sheet, known: Schema) -> Iterator[tuple[int, list[int]]]:
    """(row, first columns of the blocks) where a header names the same worker's column again."""
    who = words_for_worker(known)
    for index, row in enumerate(sheet.rows[sheet.offset : sheet.offset + _LOOK], sheet.offset):
        places = [i for i, cell in enumerate(row) if is_one_of(cell, who)]
        words = {i: squeezed_header(cell) for i, cell in enumerate(row) if not is_empty(cell)}
        for word in dict.fromkeys(words[i] for i in places):
            again = [i for i in places if words[i] == word]
            if len(again) < 2 or not names_only(row):
                continue
            starts = _starts(again, words)
            spans = zip(starts, [*starts[1:], len(row)], strict=True)
            if all(_tells_facts(words, a, b, known) for a, b in spans):
                yield index, starts


def _starts(places: list[int], words: dict[int, str]) -> list[int]:
    """Where each block begins: what stands before the worker's column in all of them too."""
    before = 0
    while (
        all(
            (p - before - 1) in words and words[p - before - 1] == words.get(places[1] - before - 1)
            for p in places
        )
        and places[0] - before > 0
        and places[1] - before - 1 > places[0]
    ):
        before += 1
    starts = [place - before for place in places]
    starts[0] = 0
    return starts


def _tells_facts(words: dict[int, str], start: int, end: int, known: Schema) -> bool:
    """Whether a block says something about work: an emergency contact's name does not."""
    for index in range(start, end):
        for meaning in meanings(words.get(index, ""), None, known):
            facts = meaning.table not in (PERSON, IGNORED)
            if facts and meaning.fact not in ("worker", "source") and meaning.confidence >= 0.6:
                return True
    return False


def _block(sheet: Sheet, head: int, start: int, end: int, number: int) -> Sheet:
    """The sheet with the cells of the other blocks empty; titles above stand over all."""
    rows: list[list[Any]] = []
    for index, row in enumerate(sheet.rows):
        own = row[start:end]
        if index < head and all(map(is_empty, own)):
            rows.append(list(row[:end]))
        else:
            rows.append([*([""] * start), *own] if start else list(own))
    inside = [m for m in sheet.merged if start <= m[1] < end or m[2] < head]
    return replace(
        sheet,
        rows=rows,
        merged=inside,
        hidden_columns={c for c in sheet.hidden_columns if start <= c < end},
        hidden_rows=sheet.hidden_rows if number == 0 else set(),
        notes=sheet.notes if number == 0 else [],
        findings=sheet.findings if number == 0 else [],
    )
