"""What a sheet says of itself: control totals, and columns that cannot be what their head says."""

from __future__ import annotations

from typing import Any

from gongyou.advocacy.sheets.cells import cell_name, is_blank, number_of
from gongyou.advocacy.sheets.shapes import Kind, SheetRead, Total

FAILS = frozenset({"no_day", "no_number", "day_outside", "no_band"})
FEWEST = 3
SERIAL_DAYS = range(36_000, 50_000)


def totals(read: SheetRead, rows: list[list], kind: Kind) -> list[Total]:
    """The totals of each section beside what its rows say."""
    found: list[Total] = []
    at = next((n for n, row in enumerate(read.rows) if row.role == "section"), None)
    while at is not None:
        after = next(
            (n for n in range(at + 1, len(read.rows)) if read.rows[n].role == "section"), None
        )
        held = [row.facts for row in read.rows[at + 1 : after] if row.role == "report"]
        found += _section(read.rows[at].number, rows[at], held, kind)
        at = after
    return found


def _section(number: int, row: list, held: list[dict[str, Any]], kind: Kind) -> list[Total]:
    filled = [(at, value) for at, value in enumerate(row) if not is_blank(value)]
    told = kind.section(str(filled[0][1]))
    counted = len({facts[kind.counted] for facts in held if kind.counted in facts})
    found = [Total(cell_name(number, filled[0][0]), "cases", told[1] if told else 0, counted)]
    stated = [(at, number_of(value)) for at, value in filled[1:] if number_of(value) is not None]
    if stated:
        at, value = stated[0]
        summed = sum(int(facts.get(kind.summed) or 0) for facts in held)
        found.append(Total(cell_name(number, at), "unit", int(value or 0), summed))
    return found


def shifted(read: SheetRead, rows: list[list], kind: Kind) -> list[str]:
    """The heads of columns that fail in most of their filled cells: the sheet is refused.

    A column of numbers that are nearly all days as a spreadsheet counts them fails too, once
    another column does: it stands where a column of days should.
    """
    types = {column.name: column.type for column in kind.columns}
    places = {name: at for at, name in read.columns.items()}
    failed: dict[str, int] = {}
    for trouble in read.troubles:
        if trouble.code in FAILS:
            failed[trouble.column] = failed.get(trouble.column, 0) + 1
    filled = {name: _filled(read, rows, at) for name, at in places.items()}
    wrong = [n for n, held in filled.items() if _mostly(failed.get(n, 0), len(held))]
    if wrong:
        wrong += [
            name
            for name, held in filled.items()
            if types[name] == "number" and _mostly(sum(map(_is_serial, held)), len(held))
        ]
    return [read.heads[places[name]] for name in dict.fromkeys(wrong)]


def _filled(read: SheetRead, rows: list[list], at: int) -> list[Any]:
    held = (rows[row.number - 1] for row in read.reports)
    return [row[at] for row in held if at < len(row) and not is_blank(row[at])]


def _mostly(part: int, whole: int) -> bool:
    return whole >= FEWEST and part * 2 > whole


def _is_serial(value: Any) -> bool:
    number = number_of(value)
    return number is not None and int(number) in SERIAL_DAYS
