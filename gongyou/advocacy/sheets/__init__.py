"""Sheets of conflict events: any layout of a known kind in, every cell kept, and given back.

No Django. A sheet becomes rows; a row is a *report* or part of the frame (banner, header, section,
blank, note). Nothing is dropped: what cannot be understood is a trouble with its cell and reason.
"""

from gongyou.advocacy.sheets.give_back import give_back
from gongyou.advocacy.sheets.kinds import KINDS, kind_named
from gongyou.advocacy.sheets.read import read_file
from gongyou.advocacy.sheets.shapes import Column, Kind, Row, SheetRead, Total, Trouble

__all__ = [
    "KINDS",
    "Column",
    "Kind",
    "Row",
    "SheetRead",
    "Total",
    "Trouble",
    "give_back",
    "kind_named",
    "read_file",
]
