"""Employment rows: one a spell of work. A worker may have several that do not overlap."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongyou.law.workbooks.problems import Problems
from gongyou.law.workbooks.tables.extract import Chunk
from gongyou.law.workbooks.tables.fact_table import FactTable


class Spells:
    """The employment table while it is put together.

    Rows of one worker and source complete each other; a row whose dates lie apart from
    those held opens a further spell, which counts as a worker of its own (`G-1/2`).
    """

    def __init__(self, chunks: list[Chunk], problems: Problems) -> None:
        self.problems = problems
        self.rows: list[dict[str, Any]] = []
        self._homes: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
        seen: set[tuple[Any, ...]] = set()
        for chunk in chunks:
            names = list(chunk.columns)
            lines = zip(*chunk.columns.values(), strict=True)
            for line, values in enumerate(lines):
                if not chunk.roster and (*names, values) in seen:
                    continue
                seen.add((*names, values))
                self._add(dict(zip(names, values, strict=True)), chunk, line)

    def table(self) -> FactTable:
        """The rows as a table, further spells named worker/2, worker/3 …"""
        for held in self._homes.values():
            for number, row in enumerate(held[1:], 2):
                row["worker"] = f"{row['worker']}/{number}"
        table = FactTable.from_rows("employment", self.rows)
        for name in ("worker", "source"):
            table.columns.setdefault(name, [])
        return table

    def assign(self, pay: FactTable) -> None:
        """Give each month of pay to the spell in whose dates it falls."""
        several: dict[str, list[dict[str, Any]]] = {}
        for (worker, _), held in self._homes.items():
            if len(held) > 1:
                several.setdefault(worker, held)
        if not several or "month" not in pay.columns:
            return
        workers = pay.columns["worker"]
        for place, (worker, month) in enumerate(
            zip(list(workers), pay.columns["month"], strict=True)
        ):
            for row in several.get(worker, ()):
                if _holds(row, month):
                    workers[place] = row["worker"]

    def _add(self, row: dict[str, Any], chunk: Chunk, line: int) -> None:
        homes = self._homes.setdefault((row["worker"], row.get("source")), [])
        home = next((held for held in homes if not _apart(held, row)), None)
        if home is None:
            homes.append(row)
            self.rows.append(row)
            if len(homes) > 1:
                more = f"{row['worker']}/{len(homes)}"
                self.problems.add("second_spell", chunk.sheet, str(chunk.rows[line] + 1), more=more)
        else:
            self._complete(home, row, chunk, line)

    def _complete(self, home: dict[str, Any], row: dict[str, Any], chunk: Chunk, line: int) -> None:
        new = conflict = False
        for name, value in row.items():
            stands = home.get(name)
            if value is None or value == stands or name in ("worker", "source"):
                continue
            if stands is None:
                home[name], new = value, True
            else:
                conflict = True
                cell = f"{chunk.letters.get(name, '')}{chunk.rows[line] + 1}"
                self.problems.add("conflicting_value", chunk.sheet, cell, value, more=str(stands))
        facts = any(v is not None for k, v in row.items() if k not in ("worker", "source"))
        if not new and not conflict and facts and chunk.roster:
            self.problems.add("duplicate_row", chunk.sheet, str(chunk.rows[line] + 1))


def _apart(one: dict[str, Any], two: dict[str, Any]) -> bool:
    """Whether two rows are surely different spells: one ends before the other starts."""
    return _before(one, two) or _before(two, one)


def _before(one: dict[str, Any], two: dict[str, Any]) -> bool:
    end, start = one.get("end"), two.get("start")
    return isinstance(end, date) and isinstance(start, date) and end < start


def _holds(row: dict[str, Any], month: date | None) -> bool:
    if month is None:
        return False
    start, end = row.get("start") or date.min, row.get("end") or date.max
    return start.replace(day=1) <= month <= end
