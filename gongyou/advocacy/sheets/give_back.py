"""A sheet given back as the source had it: each cell with its value and its type."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any

from gongyou.advocacy.sheets.cells import back


def give_back(sheets: Sequence[tuple[str, Sequence[tuple[int, list]]]], form: str) -> bytes:
    """The file of sheets (name, rows of (number, kept cells)) as xlsx, csv or json.

    A workbook in the old form comes back as .xlsx with the same cells.
    """
    grids = [(name, _grid(rows)) for name, rows in sheets]
    if form == "json":
        return _json(grids)
    return _csv(grids[0][1]) if form == "csv" else _xlsx(grids)


def _grid(rows: Sequence[tuple[int, list]]) -> list[list[Any]]:
    last = max((number for number, _cells in rows), default=0)
    grid: list[list[Any]] = [[] for _each in range(last)]
    for number, cells in rows:
        grid[number - 1] = [back(cell) for cell in cells]
    return grid


def _json(grids: list[tuple[str, list[list]]]) -> bytes:
    named = {}
    for name, grid in grids:
        heads, *rows = grid or [[]]
        named[name] = [dict(zip(heads, row, strict=False)) for row in rows]
    held = next(iter(named.values())) if len(named) == 1 else named
    return json.dumps(held, ensure_ascii=False, indent=2).encode()


def _csv(grid: list[list]) -> bytes:
    import csv

    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(grid)
    return out.getvalue().encode()


def _xlsx(grids: list[tuple[str, list[list]]]) -> bytes:
    """Every number with all its digits, every text as text, also one that begins with "="."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    for number, (name, grid) in enumerate(grids, 1):
        sheet = book.create_sheet(_title(name, number))
        for cells in grid:
            line: list[Any] = []
            for value in cells:
                cell = WriteOnlyCell(sheet, value=value if value != "" else None)
                if isinstance(value, str) and value:
                    cell.data_type = "s"
                elif isinstance(value, float):
                    # The library would cut a number to sixteen digits.
                    cell.value, cell.data_type = repr(value), "n"
                line.append(cell)
            sheet.append(line)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _title(name: str, number: int) -> str:
    """A sheet's name as the form allows it; a name it does not allow becomes a number."""
    cleaned = "".join(c for c in name if c not in "[]:*?/\\")[:31].strip("'")
    return cleaned if cleaned.strip() else f"Sheet{number}"
