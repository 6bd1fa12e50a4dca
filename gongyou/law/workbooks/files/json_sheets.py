"""JSON in words of its maker's own: lists of records or of rows, which are read as sheets are."""

from __future__ import annotations

from typing import Any

from gongyou.law.schema import Schema
from gongyou.law.workbooks.files.sheets import BadCell, Limits, Sheet
from gongyou.law.workbooks.problems import CannotRead


def speaks_contract(held: Any, known: Schema) -> bool:
    """Whether the tables or fields are named as the facts contract names them."""
    if isinstance(held, dict):
        return any(name in known.tables for name in held)
    records = [row for row in held if isinstance(row, dict)]
    if not records:
        return not any(isinstance(row, list) for row in held)
    keys = {key for row in records for key in row}
    ours = keys & set(known.root.columns)
    return len(ours) >= len(keys - ours)


def sheets_of(held: Any, stem: str, limits: Limits) -> list[Sheet]:
    """A sheet for each list; what is no list is a sheet of one cell, to be reported like any."""
    named = held if isinstance(held, dict) else {stem: held}
    if len(named) > limits.sheets:
        raise CannotRead("too_many_cells", f"{len(named)} × 1")
    return [_sheet(str(name), rows, limits) for name, rows in named.items()]


def _sheet(name: str, held: Any, limits: Limits) -> Sheet:
    rows = held if isinstance(held, list) else [held]
    heads = list(dict.fromkeys(key for row in rows if isinstance(row, dict) for key in row))
    width = max([len(heads), *(len(row) for row in rows if isinstance(row, list))], default=0)
    if width > limits.columns or width * len(rows) > limits.cells:
        raise CannotRead("too_many_cells", f"{len(rows)} × {width}")
    return Sheet(name, [*([heads] if heads else []), *(_row(row, heads) for row in rows)])


def _row(row: Any, heads: list[str]) -> list[Any]:
    if isinstance(row, dict):
        return [_cell(row.get(head)) for head in heads]
    return [_cell(value) for value in row] if isinstance(row, list) else [_cell(row)]


def _cell(value: Any) -> Any:
    return BadCell("wrong_json_type", str(value)) if isinstance(value, (dict, list)) else value
