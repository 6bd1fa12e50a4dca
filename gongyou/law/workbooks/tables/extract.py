"""The facts of one sheet under its map, column by column."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from gongyou.law.workbooks.cells.clean import folded
from gongyou.law.workbooks.cells.dates import STILL, order_of_days
from gongyou.law.workbooks.cells.parsers import Parser, parser_of
from gongyou.law.workbooks.cells.source_words import source_code
from gongyou.law.workbooks.cells.words import code_words, places_meant, read_text
from gongyou.law.workbooks.headers.header_meanings import IGNORED, PERSON
from gongyou.law.workbooks.headers.mapping import ColumnMap
from gongyou.law.workbooks.headers.propose import Plan
from gongyou.law.workbooks.problems import WORDING, More, Problems, at, index_of
from gongyou.law.workbooks.tables.lines import Lines, columns_of

_WITHHELD = ("deductions", "si_personal", "housing_fund_personal", "income_tax")
_LAWFUL = ("si_personal", "housing_fund_personal", "income_tax")
_ERROR_TEXT = re.compile(r"^#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|#+)$")
_ERROR = (None, "error_cell")
_ROUNDED = ("rounded", "rounded_number")
_NOT_FACTS = ("worker", "month", "source")


@dataclass
class Chunk:
    """Facts of one table out of one sheet: columns of equal length and where each row stood."""

    table: str
    sheet: str
    rows: list[int]
    columns: dict[str, list[Any]]
    letters: dict[str, str]
    roster: bool = False


def extract(made: Plan, lines: Lines, problems: Problems) -> list[Chunk]:
    """The chunks of a sheet: one for employment and events, one a month and source for pay."""
    return _Extractor(made, lines, problems).chunks()


class _Extractor:
    """State while one sheet's columns are read."""

    def __init__(self, made: Plan, lines: Lines, problems: Problems) -> None:
        self.made, self.lines, self.problems = made, lines, problems
        self.sheet = made.sheet
        self.lost: set[int] = set()
        self.unread: set[int] = set()
        self.sources = self._sources()
        self.roster = all(c.table != "pay" for c in made.map.columns if c.fact != "source")

    def chunks(self) -> list[Chunk]:
        groups: dict[tuple[str, date | None, str | None], list[ColumnMap]] = defaultdict(list)
        for column in self.made.map.columns:
            if column.fact and column.table not in (PERSON, IGNORED):
                key = (column.table or "", column.month, column.source)
                if column.fact not in _NOT_FACTS or column.fact == "month":
                    groups[key].append(column)
        if not groups:
            groups["employment", None, None] = []  # a list of names tells who works there
        month = [c for g in groups.values() for c in g if c.fact == "month"]
        months = self._months(month[0]) if month else None
        made = [
            self._chunk(*key, [c for c in held if c.fact != "month"], months)
            for key, held in groups.items()
        ]
        self.lines.lost = len(self.lost)
        return [chunk for chunk in made if chunk is not None]

    def _sources(self) -> list[str | None]:
        found = columns_of(self.made, "source")
        if not found:
            return [self.made.map.source] * len(self.lines.rows)
        texts = [read_text(value)[0] for value in self._raw(found[0])]
        return [source_code(text) or self.made.map.source for text in texts]

    def _months(self, column: ColumnMap) -> list[date | None]:
        months = self._read(column)
        for place, month in enumerate(months):
            if month is None:
                row = self.lines.rows[place]
                cell = f"{column.column}{row + 1}"
                self.problems.add("no_month", self.sheet.name, cell)
                self.lost.add(row)
        return months

    def _chunk(
        self,
        table: str,
        month: date | None,
        source: str | None,
        columns: list[ColumnMap],
        months: list[date | None] | None,
    ) -> Chunk | None:
        if not columns and table != "employment":
            return None
        facts: dict[str, list[Any]] = {}
        self.unread = set()
        for column in columns:
            values = self._read(column)
            assert column.fact
            held = facts.get(column.fact)
            facts[column.fact] = _added(held, values) if held else values
        self._finish(table, facts, columns)
        keep = self._kept(table, facts, month or self.made.map.month, months)
        chunk: dict[str, list[Any]] = {"worker": [self.lines.workers[i] for i in keep]}
        if table == "pay" and self.made.known.monthly:
            fixed = month or self.made.map.month
            chunk["month"] = [fixed or (months[i] if months else None) for i in keep]
        chunk["source"] = [source or self.sources[i] for i in keep]
        chunk.update({name: [values[i] for i in keep] for name, values in facts.items()})
        letters = {column.fact: column.column for column in columns if column.fact}
        rows = [self.lines.rows[i] for i in keep]
        return Chunk(table, self.sheet.name, rows, chunk, letters, roster=self.roster)

    def _kept(
        self,
        table: str,
        facts: dict[str, list[Any]],
        fixed: date | None,
        months: list[date | None] | None,
    ) -> list[int]:
        """The rows that hold something of this table, if unread, and have its key."""
        everything = range(len(self.lines.rows))
        told = facts.values()
        held = [i for i in everything if i in self.unread or any(v[i] is not None for v in told)]
        if table == "pay" and self.made.known.monthly and fixed is None:
            return [i for i in held if months and months[i] is not None]
        if table == "events" and self.made.known.eventful:
            return [i for i in held if self._has_kind(i, facts)]
        return list(everything) if table == "employment" else held

    def _has_kind(self, place: int, facts: dict[str, list[Any]]) -> bool:
        if facts.get("kind") and facts["kind"][place] is not None:
            return True
        self.problems.add("no_event_kind", self.sheet.name, str(self.lines.rows[place] + 1))
        self.lost.add(self.lines.rows[place])
        return False

    def _raw(self, index: int) -> list[Any]:
        rows = self.sheet.rows
        return [rows[row][index] if index < len(rows[row]) else "" for row in self.lines.rows]

    def _read(self, column: ColumnMap) -> list[Any]:
        """The values of a column; whatever could not be read is reported with its cell."""
        assert column.table and column.fact
        kind = self.made.known.tables[column.table].columns[column.fact]
        raw = self._raw(index_of(column.column))
        day_first = self._day_first(raw) if kind.family == "date" else None
        values, odd = parse_all(raw, parser_of(kind, column.factor, self.made.year, day_first))
        rounded = {code for _, code in odd if code in _ROUNDED}
        for place, code in odd:
            if code not in _ROUNDED and not (
                kind.name == "end" and folded(str(raw[place])) in STILL
            ):
                self._report(code, place, column, kind, raw)
        for code in rounded:
            self.problems.add(code, self.sheet.name, column.column)
        if kind.name in _WITHHELD:
            values = self._without_sign(values, column)
        return self._within(values, column, kind, raw)

    def _day_first(self, raw: list[Any]) -> bool | None:
        """How this column writes its days, or else the other columns of the same hand."""
        proved = order_of_days(raw)
        return self.hand if proved is None else proved

    @cached_property
    def hand(self) -> bool | None:
        """How the columns of days write them, where one of them proves it."""
        columns = [c for c in self.made.map.columns if c.fact and c.table]
        dates = [
            index_of(c.column)
            for c in columns
            if (held := self.made.known.column(c.table, c.fact)) and held.family == "date"
        ]
        return order_of_days(cell for index in dates for cell in self._raw(index))

    def _report(self, code: str, place: int, column: ColumnMap, kind: Any, raw: list[Any]) -> None:
        if WORDING[code]["severity"] == "cell":
            self.unread.add(place)
        cell = at(self.lines.rows[place], index_of(column.column))
        held = "" if kind.name == "worker" else raw[place]
        more = more_of(kind, code, raw[place])
        self.problems.add(code, self.sheet.name, cell, held, fact=kind.name, more=more)

    def _within(self, values: list[Any], column: ColumnMap, kind: Any, raw: list[Any]) -> list[Any]:
        """Figures that the law can't take are reported and unknown."""
        bounds = self.made.known.bounds.get((column.table or "", kind.name))
        if bounds is None:
            return values
        low, high = bounds
        for place, value in enumerate(values):
            if value is not None and not low <= value <= high:
                self._report("negative" if value < 0 else "implausible", place, column, kind, raw)
                values[place] = None
        return values

    def _without_sign(self, values: list[Any], column: ColumnMap) -> list[Any]:
        held = [value for value in values if value]
        if not held or any(value > 0 for value in held):
            return values
        self.problems.add("sign_turned", self.sheet.name, column.column)
        return [abs(value) if value is not None else None for value in values]

    def _finish(self, table: str, facts: dict[str, list[Any]], columns: list[ColumnMap]) -> None:
        if table == "employment":
            self._still_employed(facts, columns)
            self._kind_by_reason(facts)
        elif table == "pay" and "net_paid" in facts and "paid" not in facts:
            held = [facts[name] for name in _LAWFUL if name in facts]
            if held:
                facts["paid"] = [
                    None if net is None else net + sum(v[i] or Decimal(0) for v in held)
                    for i, net in enumerate(facts["net_paid"])
                ]
                letter = next(c.column for c in columns if c.fact == "net_paid")
                self.problems.add("paid_derived", self.sheet.name, letter)

    def _still_employed(self, facts: dict[str, list[Any]], columns: list[ColumnMap]) -> None:
        column = next((c for c in columns if c.fact == "end"), None)
        if column is None:
            return
        raw = self._raw(index_of(column.column))
        still = [isinstance(value, str) and folded(value) in STILL for value in raw]
        if any(still):
            kinds = facts.setdefault("end_kind", [None] * len(raw))
            facts["end_kind"] = [
                "ongoing" if now and kind is None else kind
                for now, kind in zip(still, kinds, strict=True)
            ]

    def _kind_by_reason(self, facts: dict[str, list[Any]]) -> None:
        """裁员 in a column of reasons among words of their own is a kind of ending too."""
        reasons = facts.get("end_reason")
        kind = self.made.known.column("employment", "end_kind")
        if reasons is None or kind is None:
            return
        words = code_words(kind.codes)
        kinds = facts.setdefault("end_kind", [None] * len(reasons))
        facts["end_kind"] = [
            words.get(folded(str(reason))) if held is None and reason is not None else held
            for held, reason in zip(kinds, reasons, strict=True)
        ]


def parse_all(raw: list[Any], parse: Parser) -> tuple[list[Any], list[tuple[int, str]]]:
    """Every cell read once a distinct value, and the places whose reading needs a word."""
    memo: dict[Any, Any] = {}
    values: list[Any] = []
    odd: list[tuple[int, str]] = []
    for place, cell in enumerate(raw):
        if cell == "" or cell is None:
            values.append(None)
            continue
        key = cell if cell.__class__ is str else (cell.__class__, cell)
        read = memo.get(key)
        if read is None:
            read = memo[key] = _ERROR if _is_error(cell) else parse(cell)
        values.append(read[0])
        if read[1] is not None:
            odd.append((place, read[1]))
    return values, odd


def _is_error(cell: Any) -> bool:
    """Whether a text is what a spreadsheet shows instead of a value: #REF!, #N/A, ####."""
    return cell.__class__ is str and cell[:1] == "#" and bool(_ERROR_TEXT.match(cell.strip()))


def _added(one: list[Any], two: list[Any]) -> list[Any]:
    return [b if a is None else a if b is None else a + b for a, b in zip(one, two, strict=True)]


def more_of(kind: Any, code: str, held: Any) -> More:
    """What the wording of a problem needs besides the cell."""
    if code in ("ambiguous_place", "place_by_province"):
        return {lang: places_meant(held, lang) for lang in ("en", "zh-hans")}
    if code == "unknown_code":
        return {
            lang: ", ".join(held.label[lang] for held in kind.codes) for lang in ("en", "zh-hans")
        }
    if code == "wrong_unit":
        return kind.unit or "-"
    assert code in WORDING, code
    return ""
