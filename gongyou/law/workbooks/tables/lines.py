"""Which rows of a sheet are workers' and which are totals, notes, headers again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from gongyou.law.workbooks.cells.clean import folded, plain
from gongyou.law.workbooks.files.sheets import Sheet, is_empty
from gongyou.law.workbooks.headers.propose import Plan
from gongyou.law.workbooks.problems import Problems, at, index_of, letters
from gongyou.law.workbooks.tables.namesakes import NOTE_BEHIND
from gongyou.law.workbooks.tables.people import People

_TOTAL = re.compile(
    r"^(?:.{0,12}(?:合计|小计|总计|总合计|共计|累计|汇总|总数)"
    r"|(?:本?[页月年]|部门|车间|全厂|公司|人均)?(?:平均|平均数|平均值|平均工资|人均|最高|最低|最大|最小)值?"
    r"|总?人数|total|subtotal|sub-total|grandtotal|sum|average)"
    r"(?:人数|金额|工资)?[:：]?(?:\(?共?\d+[人名位]?\)?|人数)?$"
    r"|^(?:以上|全厂|本页)?(?:共(?:计|有)?)?\d+[人名位条]$|^(?:金额|人民币|合计)?\(?大写"
)
_NOTE = re.compile(
    r"^(?:注|备注|说明|附注|制表|审核|复核|批准|核准|单位负责人|部门负责人|财务|会计|出纳|主管|经办|编制"
    r"|填表|厂长|经理|总经理|领导|打印日期|填报日期|制单|note)[人]?[:：0-9一]?"
)
_SIGNED = re.compile(
    r"^(?:[^:]{0,8}(?:签字|签名|盖章|签章)|[^:]{1,8}(?:人|日期|负责人|会计|经理|注):)"
)
_NUMBER = re.compile(r"[A-Za-z]{0,2}[0-9][0-9/-]{0,9}")
"""A worker's number as most rosters write it: neither a note nor a total."""
_GROUP = re.compile(r"(?:车间|部门?|组|线|班|科|厂)$")
_FIGURE = re.compile(r"^[\s\d０-９.,，:/年月日号时￥¥元%-]*\d[\s\d０-９.,，:/年月日号时￥¥元%-]*$")
_FILLED_TYPES = ("text", "code", "date", "month", "flag")


_LONGEST_NAME = 3
_NOBODY: str | None = None
"""What a row that is reported stands for."""


@dataclass
class Lines:
    """The rows read (indices from 0), each with its worker, and the counts of all others.

    `lost`: rows of a worker whose facts have no month or kind; they are reported too.
    """

    rows: list[int] = field(default_factory=list)
    workers: list[str] = field(default_factory=list)
    blank: int = 0
    reported: int = 0
    lost: int = 0


def columns_of(made: Plan, fact: str) -> list[int]:
    """The indices of the columns that hold `fact`."""
    return [index_of(c.column) for c in made.map.columns if c.fact == fact]


def cells(sheet: Sheet, index: int, first: int) -> list[Any]:
    """One column from row `first` on."""
    return [row[index] if index < len(row) else "" for row in sheet.rows[first:]]


def fill_merged(made: Plan, types: dict[int, str], problems: Problems) -> None:
    """Repeat merged words down their rows; an amount merged over rows is reported instead."""
    sheet, filled = made.sheet, False
    for top, left, bottom, right in sheet.merged:
        if bottom <= top or top < made.first_row or top >= len(sheet.rows):
            continue
        value = sheet.rows[top][left] if left < len(sheet.rows[top]) else ""
        if is_empty(value) or left not in types or right - left > 3:
            continue
        if types[left] not in _FILLED_TYPES:
            problems.add("merged_amount", sheet.name, at(top, left), value)
            sheet.put(top, left, "")
            continue
        for row in range(top + 1, min(bottom + 1, len(sheet.rows))):
            if left >= len(sheet.rows[row]) or is_empty(sheet.rows[row][left]):
                sheet.put(row, left, value)
        filled = True
    if filled:
        problems.add("merged_filled", sheet.name, "")


def classify(made: Plan, people: People, problems: Problems) -> Lines:
    """Sort every row below the header; report each that is not read."""
    return _Sorter(made, people, problems).run()


class _Sorter:
    """State of the pass over one sheet's rows."""

    def __init__(self, made: Plan, people: People, problems: Problems) -> None:
        self.made, self.sheet = made, made.sheet
        self.problems, self.people = problems, people
        self.first, self.fill_down = made.first_row, made.map.fill_down
        self.number = _first(columns_of(made, "worker"))
        self.name = _first(columns_of(made, "name") or columns_of(made, "id_number"))
        self.used = {index_of(c.column) for c in made.map.columns if c.fact}
        self.header = {i: folded("".join(label[-1:])) for i, label in enumerate(made.labels)}
        self.width = len(made.labels)
        self.lines = Lines()
        place = self.number if self.number is not None else self.name
        self.heads = self.header.get(place, "") if place is not None else ""
        self.kinds = people.kinds

    def run(self) -> Lines:
        last: str | None = None
        for offset, row in enumerate(self.sheet.rows[self.first :]):
            if all(map(is_empty, row)):
                self.lines.blank += 1
                continue
            index = self.first + offset
            worker = self._worker(index, row, last)
            if worker is not None:
                self.lines.rows.append(index)
                self.lines.workers.append(worker)
                last = worker
                if len(row) > self.width:
                    self._beyond(index, row)
        self.people.seen.update(dict.fromkeys(self.lines.workers))
        return self.lines

    def _worker(self, index: int, row: list[Any], last: str | None) -> str | None:
        number, name = self._at(row, self.number), self._at(row, self.name)
        who = number if not is_empty(number) else name
        if isinstance(who, str) and (code := self._not_a_worker(who, row)):
            place = self.number if self.number is not None else self.name
            return self._report(code, index, place, who)
        if is_empty(who):
            return self._nobody(index, row, last)
        worker, code = (
            self.people.by_number(number)
            if not is_empty(number)
            else self.people.by_name(name, self.made, index, self.name)
        )
        if worker is None and not is_empty(name) and not is_empty(number):
            worker, code = self.people.by_name(name, self.made, index, self.name)
        if worker and self.people.split and (own := self.people.of_two(number, name)):
            self.problems.add(
                "number_of_two", self.sheet.name, at(index, self.number or 0), more=own
            )
            return own
        if isinstance(name, str) and len(name) > _LONGEST_NAME:
            self._note_behind(index, name)
        if worker is None:
            place = self.number if not is_empty(number) else self.name
            return self._report(code or "no_worker", index, place, "")
        return worker

    def _note_behind(self, index: int, name: str) -> None:
        """Say what stands behind a name, such as 3月15离职: it is in no column and not read."""
        found = NOTE_BEHIND.search(plain(name))
        if found and found.start():
            cell = at(index, self.name or 0)
            self.problems.add("words_behind_name", self.sheet.name, cell, found[0].strip())

    def _not_a_worker(self, who: str, row: list[Any]) -> str | None:
        kind = self.kinds.get((who, self.heads))
        if kind is None:
            kind = self.kinds[who, self.heads] = self._kind(who)
        if kind in ("worker", "totals_row"):
            return None if kind == "worker" else kind
        if kind == "no_name":
            return "note_row"
        if kind == "header":
            return "repeated_header" if self._is_header(row) else None
        others = [value for value in row if not is_empty(value) and value != who]
        if not others or (kind == "note" and _words_only(others)):
            return "note_row"
        return None

    def _kind(self, who: str) -> str:
        """What the words in a worker's place look like: most are a worker's number or name."""
        if _NUMBER.fullmatch(who):
            return "worker"
        word = folded(who)
        if _TOTAL.match(word):
            return "totals_row"
        if _SIGNED.match(word) or (_NOTE.match(word) and ":" in word):
            return "no_name"
        if _NOTE.match(word) and len(word) > 3:
            return "note"
        if word == self.heads:
            return "header"
        odd = len(word) > 12 or _GROUP.search(word) or _NOTE.match(word)
        return "odd" if odd else "worker"

    def _is_header(self, row: list[Any]) -> bool:
        held = [(i, folded(str(v))) for i, v in enumerate(row) if not is_empty(v)]
        same = sum(self.header.get(i) == word for i, word in held)
        return same * 2 > len(held)

    def _nobody(self, index: int, row: list[Any], last: str | None) -> str | None:
        held = [(i, v) for i, v in enumerate(row) if not is_empty(v)]
        words = [folded(v) for _, v in held if isinstance(v, str) and not _FIGURE.match(v)]
        if any(_TOTAL.match(word) for word in words):
            return self._report("totals_row", index, None, "")
        if len(words) == len(held) and (len(held) <= 2 or any(map(_NOTE.match, words))):
            return self._report("note_row", index, held[0][0], held[0][1])
        if self._is_header(row):
            return self._report("repeated_header", index, None, "")
        if self.fill_down and last:
            return last
        return self._report("no_worker", index, None, "")

    def _beyond(self, index: int, row: list[Any]) -> None:
        for column in range(self.width, len(row)):
            if not is_empty(row[column]):
                self.problems.add(
                    "cell_beyond_header", self.sheet.name, at(index, column), row[column]
                )

    def _report(self, code: str, index: int, column: int | None, held: Any) -> str | None:
        """Report a row; what stands in a worker's own cell is not repeated."""
        cell = str(index + 1) if column is None else at(index, column)
        shown = held if code == "totals_row" else ""
        self.problems.add(code, self.sheet.name, cell, shown)
        self.lines.reported += 1
        return _NOBODY

    @staticmethod
    def _at(row: list[Any], column: int | None) -> Any:
        return row[column] if column is not None and column < len(row) else ""


def _words_only(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def _first(columns: list[int]) -> int | None:
    return columns[0] if columns else None


def hidden_parts(made: Plan, problems: Problems) -> None:
    """Say which hidden rows and columns hold something that is read."""
    sheet = made.sheet
    rows = [
        r + 1
        for r in sorted(sheet.hidden_rows)
        if made.first_row <= r < len(sheet.rows) and not all(map(is_empty, sheet.rows[r]))
    ]
    used = {index_of(c.column) for c in made.map.columns if c.fact}
    columns = [letters(c) for c in sorted(sheet.hidden_columns & used)]
    if rows:
        problems.add("hidden_rows", sheet.name, "", more=_few(rows))
    if columns:
        problems.add("hidden_columns", sheet.name, "", more=_few(columns))
    if not sheet.visible:
        problems.add("hidden_sheet", sheet.name, "")


def _few(items: list[Any]) -> str:
    return ", ".join(map(str, items[:12])) + (" …" if len(items) > 12 else "")
