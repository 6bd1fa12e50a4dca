"""XLS (Excel 97–2003) through xlrd, which keeps error cells apart from empty ones."""

from __future__ import annotations

import io
from typing import Any

import xlrd
from xlrd.biffh import error_text_from_code

from gongyou.law.workbooks.files.sheets import BadCell, Limits, Sheet
from gongyou.law.workbooks.problems import CannotRead

_NO_CODE_PAGE = (None, 367, 437, 1252, 32769)


def read_xls(content: bytes, limits: Limits) -> list[Sheet]:
    """The sheets of an XLS file; CannotRead when it is damaged, locked or too large."""
    try:
        book = _open(content)
        return [_sheet(book, held, limits) for held in book.sheets()]
    except CannotRead:
        raise
    except Exception as error:
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            raise CannotRead("has_password") from error
        raise CannotRead("damaged", str(error)[:80]) from error


def _open(content: bytes) -> Any:
    """The book; one of before 1997 that names no Chinese code page is read as Chinese."""
    how: dict[str, Any] = {"ragged_rows": True, "logfile": io.StringIO()}
    book = xlrd.open_workbook(file_contents=content, formatting_info=True, **how)
    if book.biff_version < 80 and book.codepage in _NO_CODE_PAGE:
        how["encoding_override"] = "gb18030"
        return xlrd.open_workbook(file_contents=content, formatting_info=True, **how)
    return book


def _sheet(book: Any, held: Any, limits: Limits) -> Sheet:
    cells = sum(held.row_len(row) for row in range(held.nrows))
    if cells > limits.cells or held.ncols > limits.columns:
        raise CannotRead("too_many_cells", f"{held.nrows} × {held.ncols}")
    rows = [[_value(book, cell) for cell in held.row(row)] for row in range(held.nrows)]
    return Sheet(
        held.name,
        rows,
        merged=[(r0, c0, r1 - 1, c1 - 1) for r0, r1, c0, c1 in held.merged_cells],
        hidden_rows={row for row, info in held.rowinfo_map.items() if info.hidden},
        hidden_columns={column for column, info in held.colinfo_map.items() if info.hidden},
        visible=held.visibility == 0,
    )


def _value(book: Any, cell: Any) -> Any:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except Exception:
            return cell.value
        return moment.date() if moment.time() == moment.min.time() else moment
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return BadCell("error_cell", error_text_from_code.get(cell.value, "#ERR"))
    return cell.value
