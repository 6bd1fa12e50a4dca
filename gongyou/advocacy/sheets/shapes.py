"""What a sheet of events is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Column:
    """A column that a kind of sheet may have.

    `heads` are the words in the header, in lower case, without signs. `type`: text, day, number,
    id, list (several in a cell), band (a range of people).
    """

    name: str
    type: str
    heads: tuple[str, ...]
    needed: bool = False


@dataclass(frozen=True)
class Trouble:
    """A cell, or a row, that was kept and not understood; `code` is in `troubles.py`."""

    code: str
    cell: str
    held: str
    column: str = ""


@dataclass(frozen=True)
class Total:
    """A figure that the sheet states about its own rows, and what the rows say."""

    cell: str
    what: str
    stated: int
    counted: int

    @property
    def holds(self) -> bool:
        """Whether they agree."""
        return self.stated == self.counted


@dataclass
class Row:
    """A row as it stands (numbered as a spreadsheet shows it), and what was understood of it."""

    number: int
    role: str
    cells: list[Any]
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass
class SheetRead:
    """A sheet, read: `refused` names the columns that fail in most rows (it is shifted)."""

    name: str
    kind: str
    rows: list[Row]
    heads: list[str] = field(default_factory=list)
    columns: dict[int, str] = field(default_factory=dict)
    header: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    period: tuple[str, str] | None = None
    refused: list[str] = field(default_factory=list)

    @property
    def reports(self) -> list[Row]:
        """The rows that tell of something."""
        return [row for row in self.rows if row.role == "report"]


Reader = Callable[[dict[str, Any], "Notes"], None]


@dataclass(frozen=True)
class Kind:
    """A kind of sheet: its columns, how a row's facts are completed, and what it counts.

    `finish` mends and completes the facts of a row, noting troubles. `section` reads a row that
    stands between reports ("6 Ongoing Cases … 4184") into (state, stated count) or None.
    """

    name: str
    columns: tuple[Column, ...]
    finish: Reader
    section: Callable[[str], tuple[str, int] | None] = lambda text: None
    first_year: int = 1900
    counted: str = ""
    summed: str = ""


@dataclass
class Notes:
    """Collects the troubles of one row: each knows its cell."""

    row: int
    places: dict[str, str]
    held: dict[str, Any]
    found: list[Trouble] = field(default_factory=list)

    def add(self, code: str, column: str, held: Any = None) -> None:
        """Note a trouble of a column of this row."""
        cell = self.places.get(column, f"{self.row}")
        value = self.held.get(column) if held is None else held
        self.found.append(Trouble(code, cell, str(value)[:200], column))
