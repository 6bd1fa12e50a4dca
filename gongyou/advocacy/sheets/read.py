"""A file of events read: the header found by known words, each row understood as far as may be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from gongyou.advocacy.sheets.cells import (
    EMPTY_WORDS,
    band_of,
    cell_name,
    day_of,
    head_of,
    id_of,
    is_blank,
    keep,
    number_of,
    order_of,
    text_of,
)
from gongyou.advocacy.sheets.checks import shifted, totals
from gongyou.advocacy.sheets.heads import Found, find
from gongyou.advocacy.sheets.kinds import KINDS
from gongyou.advocacy.sheets.kinds.nmw import NAMED, read_line
from gongyou.advocacy.sheets.kinds.plain import mapped_kind
from gongyou.advocacy.sheets.shapes import Kind, Notes, Row, SheetRead, Trouble

NOTHING = frozenset({"null", "not provided", "n/a", "na"})
_TOTAL = re.compile(r"(?:grand |sub)?totals?\b.*|合计.*|总计.*|小计.*", re.I)
_PERIOD = re.compile(r"(\d{1,2}/\d{1,2}/\d{4})\s*[-–to]+\s*(\d{1,2}/\d{1,2}/\d{4})")


def read_file(
    content: bytes, name: str = "", mapping: Mapping[str, str] | None = None
) -> list[SheetRead]:
    """Every sheet of a workbook, CSV or JSON file.

    Args:
        mapping: head → column of ours, for sheets of no known kind; it wins where its heads are.

    Raises:
        CannotRead: the file is none that may be read.
    """
    from gongyou.law.workbooks import open_sheets

    kinds = [mapped_kind(mapping)] if mapping else list(KINDS.values())
    sheets = []
    for sheet in open_sheets(content, name):
        rows = [[_plain(value) for value in row] for row in sheet.rows]
        found = find(rows, kinds)
        sheets.append(_read(sheet.name, rows, found) if found else _lines(sheet.name, rows))
    return sheets


def _plain(value: Any) -> Any:
    return value.held if hasattr(value, "held") else value


def _lines(name: str, rows: list[list]) -> SheetRead:
    """Sentences of a press release that name employers; without them nothing is understood."""
    read = _unread(name, rows)
    told = [read_line(row.cells) for row in read.rows]
    if sum(facts is not None for facts in told) * 2 <= sum(r.role != "blank" for r in read.rows):
        return read
    read.kind = NAMED.name
    for row, facts in zip(read.rows, told, strict=True):
        if facts is not None:
            row.role, row.facts = "report", facts
        elif row.role != "blank":
            row.role = "note"
            read.troubles.append(Trouble("no_sentence", f"A{row.number}", text_of(row.cells[0])))
    return read


def _unread(name: str, rows: list[list]) -> SheetRead:
    """A sheet of no known kind: its cells are kept, and somebody may map its columns."""
    kept = [
        Row(n, "blank" if all(map(is_blank, row)) else "unread", [keep(v) for v in row])
        for n, row in enumerate(rows, 1)
    ]
    return SheetRead(name, "", kept)


def _read(name: str, rows: list[list], found: Found) -> SheetRead:
    kind = found.kind
    read = SheetRead(
        name,
        kind.name,
        [],
        heads=found.heads,
        columns=found.columns,
        header=found.last + 1,
        period=_period(rows[: found.first]),
    )
    _unread_columns(read, rows)
    order = _order(rows, found)
    state = ""
    for index, row in enumerate(rows):
        kept = Row(index + 1, _role(index, row, found), [keep(value) for value in row])
        if kept.role == "section":
            state = (kind.section(_first(row)) or ("", 0))[0]
            kept.facts = {"state": state}
        elif kept.role == "report":
            _understand(read, kept, row, kind, state, order)
        read.rows.append(kept)
    read.totals = totals(read, rows, kind)
    read.refused = shifted(read, rows, kind)
    return read


def _first(row: list) -> str:
    return next((text_of(value) for value in row if not is_blank(value)), "")


def _role(index: int, row: list, found: Found) -> str:
    if all(map(is_blank, row)):
        return "blank"
    if index < found.first:
        return "banner"
    if index <= found.last or [head_of(v) for v in row if v] == [h for h in found.keys if h]:
        return "header"
    filled = [at for at, value in enumerate(row) if not is_blank(value)]
    if found.kind.section(_first(row)) and len(filled) <= 3:
        return "section"
    if _TOTAL.fullmatch(_first(row)) and not _days_in(row, found):
        return "note"
    told = [at for at in filled if at in found.columns]
    return "note" if len(told) <= 1 and len(filled) <= 1 else "report"


def _days_in(row: list, found: Found) -> bool:
    return any(
        at < len(row) and day_of(row[at]) is not None
        for at, name in found.columns.items()
        if name in ("start", "end")
    )


def _period(above: list[list]) -> tuple[str, str] | None:
    for row in above:
        for value in row:
            if found := _PERIOD.search(text_of(value)):
                first, last = day_of(found[1]), day_of(found[2])
                if first and last:
                    return first.isoformat(), last.isoformat()
    return None


def _unread_columns(read: SheetRead, rows: list[list]) -> None:
    width = max(map(len, rows), default=0)
    for at in range(width):
        if at in read.columns:
            continue
        head = read.heads[at] if at < len(read.heads) else ""
        held = [row[at] for row in rows[read.header :] if at < len(row) and not is_blank(row[at])]
        if head or held:
            cell = cell_name(read.header, at)
            read.troubles.append(Trouble("column_not_read", cell, text_of(head) or str(held[0])))


def _order(rows: list[list], found: Found) -> str:
    """How this sheet writes days, by all its columns of days together."""
    days = {column.name for column in found.kind.columns if column.type == "day"}
    places = [at for at, name in found.columns.items() if name in days]
    return order_of(row[at] for row in rows[found.last + 1 :] for at in places if at < len(row))


def _understand(read: SheetRead, kept: Row, row: list, kind: Kind, state: str, order: str) -> None:
    places, held, facts = {}, {}, kept.facts
    types = {column.name: column.type for column in kind.columns}
    for at, name in read.columns.items():
        value = row[at] if at < len(row) else None
        places[name], held[name] = cell_name(kept.number, at), value
    notes = Notes(kept.number, places, held)
    if state:
        facts["state"] = state
    for name, value in held.items():
        if not is_blank(value):
            _fact(facts, notes, name, types[name], value, order)
    if read.period:
        facts["as_of"] = dt.date.fromisoformat(read.period[1])
    _days(facts, notes, kind)
    kind.finish(facts, notes)
    read.troubles += notes.found


def _fact(facts: dict, notes: Notes, name: str, kind: str, value: Any, order: str) -> None:
    text = text_of(value)
    if text.casefold() in NOTHING or (kind != "text" and text.casefold() in EMPTY_WORDS):
        notes.add("says_nothing", name)
        return
    if kind == "day":
        day = day_of(value, order)
        if day is None:
            notes.add("no_day", name)
        else:
            facts[name] = day
    elif kind == "number":
        number = number_of(value)
        if number is None:
            notes.add("no_number", name)
        else:
            facts[name] = number
    elif kind == "id":
        facts[name], spoilt = id_of(value)
        if spoilt:
            notes.add("id_was_a_number", name)
    else:
        facts[name] = text
        if kind == "band" and band_of(value) is None:
            facts[name] = text


def _days(facts: dict, notes: Notes, kind: Kind) -> None:
    """A day outside the period of the source is none; an end before its start stands apart."""
    last = dt.datetime.now(tz=dt.UTC).year + 1
    for name in ("start", "end"):
        day = facts.get(name)
        if day is not None and not kind.first_year <= day.year <= last:
            notes.add("day_outside", name)
            facts[f"{name}_printed"] = facts.pop(name)
    start, end = facts.get("start"), facts.get("end")
    if start and end and end < start:
        notes.add("end_before_start", "end")
        facts["end_printed"] = facts.pop("end")
