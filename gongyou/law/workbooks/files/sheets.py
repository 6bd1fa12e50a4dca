"""A sheet as it came out of a file, before anything is understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Limits:
    """What a workbook may be at most, so that no file can fill memory or time.

    Sizes in bytes. A real payroll of 3,000 workers and 36 months has 1.6 million cells.
    """

    file: int = 100_000_000
    unpacked: int = 800_000_000
    part_ratio: int = 250
    sheets: int = 400
    rows: int = 1_048_576
    columns: int = 1_024
    cells: int = 20_000_000


class BadCell:
    """A cell that the file itself marks as broken; `code` is the problem it makes."""

    __slots__ = ("code", "held")

    def __init__(self, code: str, held: str) -> None:
        self.code, self.held = code, held

    def __str__(self) -> str:
        return self.held


@dataclass
class Sheet:
    """One sheet: rows of cells from A1 on ("" or None is empty), and what hides or merges them.

    Merged ranges and hidden rows and columns count from 0, ends included. `part`: which table of
    the sheet this is, where several stand on it; `offset`: rows before it.
    `turned`: its rows were columns in the file. `findings`: problems found so far, by cell.
    """

    name: str
    rows: list[list[Any]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    visible: bool = True
    notes: list[tuple[str, str]] = field(default_factory=list)
    findings: list[tuple[str, str, str]] = field(default_factory=list)
    offset: int = 0
    part: int = 0
    turned: bool = False

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max(map(len, self.rows), default=0)

    def put(self, row: int, column: int, value: Any) -> None:
        """Set one cell, widening the sheet if needed."""
        while len(self.rows) <= row:
            self.rows.append([])
        line = self.rows[row]
        line.extend([""] * (column + 1 - len(line)))
        line[column] = value


def is_empty(value: Any) -> bool:
    """Whether a cell holds nothing but space."""
    return value is None or value == "" or (isinstance(value, str) and not value.strip())


def occupied(rows: list[list[Any]]) -> Iterator[tuple[int, list[Any]]]:
    """The rows that hold something, with their index."""
    for index, row in enumerate(rows):
        if not all(map(is_empty, row)):
            yield index, row
