"""Which column of which sheet is which fact: proposed, saved, changed, given again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from gongyou.law.workbooks.headers.header_meanings import squeezed_header
from gongyou.law.workbooks.problems import CannotRead

VERSION = 1


@dataclass
class ColumnMap:
    """One column: its letters and header, and the fact it holds (`fact` None: not read).

    `factor` turns its figures into the contract's unit (10000 for 万元); `month` is
    given where each month has a column; `confidence` is from 0 to 1.
    """

    column: str
    header: str
    table: str | None = None
    fact: str | None = None
    month: date | None = None
    factor: Decimal = Decimal(1)
    source: str | None = None
    confidence: float = 1.0

    def to_json(self) -> dict[str, Any]:
        """As plain JSON, without what is not set."""
        held = {
            "column": self.column,
            "header": self.header,
            "fact": f"{self.table}.{self.fact}" if self.fact else None,
            "month": self.month.isoformat()[:7] if self.month else None,
            "factor": str(self.factor) if self.factor != 1 else None,
            "source": self.source,
            "confidence": round(self.confidence, 2),
        }
        return {key: value for key, value in held.items() if value is not None}

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> ColumnMap:
        """From what `to_json` gives."""
        table, _, fact = (held.get("fact") or "").partition(".")
        month = held.get("month")
        return cls(
            column=str(held["column"]),
            header=str(held.get("header", "")),
            table=table or None,
            fact=fact or None,
            month=date.fromisoformat(f"{month[:7]}-01") if month else None,
            factor=Decimal(str(held.get("factor", 1))),
            source=held.get("source"),
            confidence=float(held.get("confidence", 1)),
        )


@dataclass
class SheetMap:
    """One sheet: rows of its header (from 1, both included), month, source, columns.

    `part`: which table of the sheet, from 0, where several stand one below the other.
    `fill_down`: an empty worker's number means the one above. `skip`: do not read it.
    """

    sheet: str
    header_rows: tuple[int, int] | None = None
    columns: list[ColumnMap] = field(default_factory=list)
    month: date | None = None
    source: str | None = None
    fill_down: bool = False
    skip: bool = False
    part: int = 0

    def headers(self) -> frozenset[str]:
        """The headers of the sheet, squeezed, by which another file's sheet is known again."""
        return frozenset(squeezed_header(column.header) for column in self.columns)

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "sheet": self.sheet,
            **({"part": self.part} if self.part else {}),
            "header_rows": list(self.header_rows) if self.header_rows else None,
            "month": self.month.isoformat()[:7] if self.month else None,
            "source": self.source,
            "fill_down": self.fill_down,
            "skip": self.skip,
            "columns": [column.to_json() for column in self.columns],
        }

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> SheetMap:
        """From what `to_json` gives."""
        month, rows = held.get("month"), held.get("header_rows")
        return cls(
            sheet=str(held["sheet"]),
            header_rows=(int(rows[0]), int(rows[1])) if rows else None,
            columns=[ColumnMap.from_json(column) for column in held.get("columns", [])],
            month=date.fromisoformat(f"{month[:7]}-01") if month else None,
            source=held.get("source"),
            fill_down=bool(held.get("fill_down")),
            skip=bool(held.get("skip")),
            part=int(held.get("part", 0)),
        )


@dataclass
class Mapping:
    """The mapping of a workbook. Sheets of another workbook are known again by name or headers."""

    sheets: list[SheetMap] = field(default_factory=list)

    def find(self, name: str, headers: frozenset[str], part: int = 0) -> SheetMap | None:
        """The map of the sheet with this name, or else with the same headers."""
        for held in self.sheets:
            if held.sheet == name and (held.part == part or held.skip):
                return held
        return next((held for held in self.sheets if headers and held.headers() == headers), None)

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {"gongyou_mapping": VERSION, "sheets": [sheet.to_json() for sheet in self.sheets]}

    @classmethod
    def from_json(cls, held: Any) -> Mapping:
        """From what `to_json` gives; CannotRead names what is wrong with it."""
        try:
            if held["gongyou_mapping"] != VERSION:
                raise CannotRead("bad_mapping", f"version {held['gongyou_mapping']}")
            return cls([SheetMap.from_json(sheet) for sheet in held["sheets"]])
        except (
            KeyError,
            TypeError,
            ValueError,
            AttributeError,
            IndexError,
            InvalidOperation,
        ) as error:
            raise CannotRead("bad_mapping", str(error)[:60]) from error

    def save(self, path: str | Path) -> None:
        """Write it as JSON that can be read and changed by hand."""
        text = json.dumps(self.to_json(), ensure_ascii=False, indent=1)
        Path(path).write_text(text + "\n", "utf-8")

    @classmethod
    def load(cls, path: str | Path) -> Mapping:
        """Read a saved mapping; CannotRead when it is none."""
        try:
            return cls.from_json(json.loads(Path(path).read_text("utf-8-sig")))
        except FileNotFoundError as error:
            raise CannotRead("no_file", str(path)) from error
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise CannotRead("bad_mapping", str(error)[:60]) from error
