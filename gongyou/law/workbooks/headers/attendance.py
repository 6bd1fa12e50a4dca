"""Attendance sheets with a column a day, added up to the month that the law reads.

What a day's mark means is said by the sheet's own legend, else by custom: √ a day worked, 休 off,
8+2 eight hours and two more. On which kind of day hours fell says the law's calendar. A mark that
is not understood, or a workday in the middle that says nothing, leaves its person's month unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from gongyou.law.schema import Schema
from gongyou.law.workbooks.cells.clean import folded
from gongyou.law.workbooks.cells.dates import read_period
from gongyou.law.workbooks.files.sheets import Sheet, is_empty
from gongyou.law.workbooks.headers import daily_parts
from gongyou.law.workbooks.headers.blocks import is_one_of, month_in_title, words_for_worker
from gongyou.law.workbooks.headers.clock import LEAST_MINUTES, in_hours, minutes_there
from gongyou.law.workbooks.headers.daily_parts import mark_of
from gongyou.law.workbooks.headers.header_meanings import month_in, year_in
from gongyou.law.workbooks.problems import at

_LOOK, _LEAST_DAYS = 20, 15
_DAY = re.compile(r"^(?:\d{1,2}[月/.-])?(\d{1,2})[日号]?$")
_WEEKDAY_WORDS = (
    "一 二 三 四 五 六 日 天 周一 周二 周三 周四 周五 周六 周日 周天"
    " 星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 礼拜一 礼拜二 礼拜三 礼拜四 礼拜五"
    " 礼拜六 礼拜日 礼拜天"
    " mon tue wed thu fri sat sun m t w f s"
    " monday tuesday wednesday thursday friday saturday sunday"
)
_WEEKDAYS = frozenset(_WEEKDAY_WORDS.split(" "))
_WORDS = {
    "worked": "√ ✓ ✔ v 出 出勤 全 全勤 上班 班 白 白班 夜 夜班 早 中 晚 正 正常 p 出差 外勤 公出",
    "half": "半 半天 ½",
    "off": "休 休息 例休 公休 轮休 调休 off r rest - – — / 节 假 放假 节假 法定",
    "sick": "病 病假 sick",
    "leave": "年 年假 年休 年休假 al",
    "absent": "事 事假 旷 旷工 缺 缺勤 absent a",
    "away": "婚 婚假 丧 丧假 产 产假 陪产 陪产假 工伤 育儿 护理 探亲",
}
_MARKS = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_LEGEND = re.compile(
    r"([√✓×✕xX○◯●△▲☆★□■◇◆*#@＃※⊙])\s*[:：=－-]?\s*(?:表示|代表|为|是)?\s*"
    r"(出勤|休息|休|病假|事假|年假|年休假|旷工|缺勤|产假|婚假|丧假|工伤|半天|出差)"
)
_HOURS = re.compile(r"^(\d{1,2}(?:\.\d)?)(?:h|小时)?$")
_WITH_MORE = re.compile(
    r"^(?P<base>\d{1,2}(?:\.\d)?|√|✓|班|出勤)?(?:h|小时)?(?:\+|加班?|ot)(?P<more>\d{1,2}(?:\.\d)?)(?:h|小时)?$"
)
_FACTS = (
    "days_worked",
    "hours_overtime_workday",
    "hours_overtime_restday",
    "hours_overtime_holiday",
    "days_sick",
    "leave_days_taken",
    "days_absent",
)


@dataclass
class _Grid:
    """Where the days of a sheet stand: the header's row, the columns with their dates."""

    head: int
    days: dict[int, date]
    who: int
    overtime_only: bool = False
    marks: dict[str, str] = field(default_factory=dict)
    in_days: bool = False
    with_hours: bool = False


def added_up(sheet: Sheet, known: Schema) -> Sheet:
    """The sheet with its days added up to monthly facts; the sheet itself where it has none."""
    grid = _find(sheet, known) if known.monthly else None
    if grid is None:
        return sheet
    facts = [name for name in _FACTS if known.column("pay", name)]
    room = sorted(grid.days)
    if len(room) < len(facts):
        return sheet
    rows = [list(row) for row in sheet.rows]
    daily_parts.fold_columns(rows, grid.head, sorted(grid.days))
    findings = list(sheet.findings)
    parts = daily_parts.fold_rows(rows, grid.head, sorted(grid.days), grid.who)
    _measure(rows, grid)
    month = _month_to_write(sheet, grid)
    _rewrite_header(rows, grid, facts, known, month)
    for index in range(grid.head + 1, len(rows)):
        if index in parts:
            continue
        row = rows[index]
        cells = {c: row[c] for c in room if c < len(row) and not is_empty(row[c])}
        for column in cells:
            row[column] = ""
        who = row[grid.who] if grid.who < len(row) else ""
        if is_empty(who):
            if any(_reads(grid, cell) for cell in cells.values()):
                findings.append(("no_worker", str(index + 1), ""))
            continue
        told = _Month(grid, known, cells, index)
        findings += told.findings
        for place, name in zip(room, facts, strict=False):
            value = told.facts.get(name)
            if value is not None:
                row.extend([""] * (place + 1 - len(row)))
                row[place] = str(value)
        if month is not None and len(room) > len(facts):
            row.extend([""] * (room[len(facts)] + 1 - len(row)))
            row[room[len(facts)]] = month
    below = [held for held in sheet.merged if held[0] > grid.head]  # the header is one row now
    notes = [*sheet.notes, ("grid_read", "")]
    return replace(sheet, rows=rows, merged=below, findings=findings, notes=notes)


def _find(sheet: Sheet, known: Schema) -> _Grid | None:
    who_words = words_for_worker(known)
    for index, row in enumerate(sheet.rows[:_LOOK]):
        numbers = {c: n for c, cell in enumerate(row) if (n := _day_number(cell))}
        if len(numbers) < _LEAST_DAYS or not _in_order(list(numbers.values())):
            continue
        near = [r for r in range(index, max(-1, index - 3), -1) if r < len(sheet.rows)]
        who = next(
            (c for r in near for c, cell in enumerate(sheet.rows[r]) if is_one_of(cell, who_words)),
            None,
        )
        days = _dated(sheet, index, numbers)
        if who is None or days is None:
            return None
        titles = " ".join(str(c) for r in sheet.rows[:index] for c in r if not is_empty(c))
        words = f"{sheet.name} {titles}"
        only = bool(re.search(r"加班|overtime", words, re.I)) and not re.search(r"考勤|出勤", words)
        return _Grid(index, days, who, only, _legend(sheet))
    return None


def _day_number(cell: Any) -> int | None:
    if isinstance(cell, date):
        return cell.day
    if isinstance(cell, bool) or is_empty(cell):
        return None
    text = str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell)
    found = _DAY.match("".join(text.split()))
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def _in_order(numbers: list[int]) -> bool:
    """Whether days follow each other, once over the turn of a month at most."""
    turns = sum(b <= a for a, b in pairwise(numbers))
    steps = sum(b == a + 1 for a, b in pairwise(numbers))
    return turns <= 1 and steps >= len(numbers) - 3


def _dated(sheet: Sheet, head: int, numbers: dict[int, int]) -> dict[int, date] | None:
    """The date of each column, by the month that the sheet or its title names."""
    row = sheet.rows[head]
    if all(isinstance(row[c], date) for c in numbers):
        return {c: date(row[c].year, row[c].month, row[c].day) for c in numbers}
    titles = " ".join(str(c) for r in sheet.rows[:head] for c in r if not is_empty(c))
    year = year_in(sheet.name) or year_in(titles)
    period = read_period(titles, year) or read_period(sheet.name, year)
    month = month_in(sheet.name.strip(), year)[0] or month_in_title(sheet.name, year)
    month = month or month_in_title(titles, year)
    listed = list(numbers.values())
    wraps = any(b <= a for a, b in pairwise(listed))
    first = period[0] if period else month
    if month and wraps and not period:
        first = month - timedelta(days=1)
    if first is None:
        return None
    made: dict[int, date] = {}
    current, last = first.replace(day=1), 0
    for column, number in numbers.items():
        if number <= last:
            current = (current + timedelta(days=32)).replace(day=1)
        last = number
        try:
            made[column] = current.replace(day=number)
        except ValueError:
            continue
    return made


def _legend(sheet: Sheet) -> dict[str, str]:
    """What the sheet itself says of its signs."""
    marks: dict[str, str] = {}
    for row in sheet.rows:
        for cell in row:
            if isinstance(cell, str) and len(cell) > 2:
                for sign, word in _LEGEND.findall(cell):
                    marks[folded(sign)] = _MARKS[word]
    return marks


def _measure(rows: list[list[Any]], grid: _Grid) -> None:
    """Whether figures are days (1, 0.5) or hours, and whether hours are written at all."""
    figures, more = [], False
    for row in rows[grid.head + 1 :]:
        for column in grid.days:
            cell = row[column] if column < len(row) else ""
            if is_empty(cell):
                continue
            text = mark_of(cell)
            if found := _HOURS.match(text):
                figures.append(Decimal(found[1]))
            more = more or bool(_WITH_MORE.match(text) or minutes_there(text))
    grid.in_days = bool(figures) and max(figures) <= 1 and not more and not grid.overtime_only
    grid.with_hours = more or (bool(figures) and not grid.in_days)


def _reads(grid: _Grid, cell: Any) -> bool:
    text = mark_of(cell)
    return (
        text in grid.marks
        or text in _MARKS
        or bool(_HOURS.match(text) or _WITH_MORE.match(text) or minutes_there(text))
    )


def _month_to_write(sheet: Sheet, grid: _Grid) -> date | None:
    """The month of the days, where only the header names it: its row is written over."""
    titles = (r for r in sheet.rows[: grid.head] if sum(not is_empty(cell) for cell in r) < 2)
    said = " ".join(str(c) for r in titles for c in r if not is_empty(c))
    year = year_in(sheet.name) or year_in(said)
    told = read_period(said, year) or read_period(sheet.name, year)
    if told or month_in(sheet.name.strip(), year)[0] or month_in_title(sheet.name, year):
        return None
    if month_in_title(said, year):
        return None
    firsts = [day.replace(day=1) for day in grid.days.values()]
    return max(dict.fromkeys(firsts), key=firsts.count)


def _rewrite_header(
    rows: list[list[Any]], grid: _Grid, facts: list[str], known: Schema, month: date | None
) -> None:
    """One row of header: the words of the rows above, the names of the facts over the days."""
    head = rows[grid.head]
    for above in range(grid.head - 1, max(-1, grid.head - 3), -1):
        line = rows[above]
        if sum(not is_empty(cell) for cell in line) < 2:
            break  # a title
        for column, cell in enumerate(line):
            inside = min(grid.days) <= column <= max(grid.days)
            if (
                not is_empty(cell)
                and not inside
                and (column >= len(head) or is_empty(head[column]))
            ):
                head.extend([""] * (column + 1 - len(head)))
                head[column] = cell
        rows[above] = []
    for place in grid.days:
        head[place] = ""
    for place, name in zip(sorted(grid.days), facts, strict=False):
        fact = known.column("pay", name)
        head[place] = fact.label["zh-hans"] if fact else ""
    room = sorted(grid.days)[len(facts) :]
    if month is not None and room:
        head[room[0]] = "月份"
    below = grid.head + 1
    if below < len(rows) and _is_weekdays(rows[below], grid):
        rows[below] = []


def _is_weekdays(row: list[Any], grid: _Grid) -> bool:
    cells = [mark_of(row[c]) for c in grid.days if c < len(row) and not is_empty(row[c])]
    return len(cells) >= _LEAST_DAYS and all(cell in _WEEKDAYS for cell in cells)


class _Month:
    """One person's month out of their days."""

    def __init__(self, grid: _Grid, known: Schema, cells: dict[int, Any], row: int) -> None:
        self.grid, self.known, self.row = grid, known, row
        self.findings: list[tuple[str, str, str]] = []
        self.days: dict[str, Decimal] = dict.fromkeys(
            ("worked", "sick", "leave", "absent"), Decimal(0)
        )
        self.hours: dict[str, Decimal | None] = dict.fromkeys(
            ("workday", "rest", "statutory"), Decimal(0)
        )
        self.unclear: list[str] = []
        self.there: dict[date, int] = {}
        self.known_all = True
        self._silence(cells)
        for column, cell in cells.items():
            self._day(column, grid.days[column], mark_of(cell), cell)
        if self.there:
            hours = f"{sum(map(in_hours, self.there.values()))} h: {len(self.there)} d"
            self.findings.append(("clock_times", str(row + 1), hours))
        if self.unclear:
            self.findings.append(
                ("hours_of_holidays_unsaid", str(row + 1), ", ".join(self.unclear[:6]))
            )

    def _silence(self, cells: dict[int, Any]) -> None:
        """A workday between told days that says nothing leaves the month open."""
        if not cells:
            self.known_all = False
            return
        inside = [c for c in self.grid.days if min(cells) < c < max(cells) and c not in cells]
        if any(self._kind(self.grid.days[c]) in ("workday", None) for c in inside):
            self.known_all = self.grid.overtime_only

    def _kind(self, day: date) -> str | None:
        return self.known.day_kind(day) if self.known.day_kind else None

    def _day(self, column: int, day: date, text: str, raw: Any) -> None:
        kind = self.grid.marks.get(text) or _MARKS.get(text)
        if kind in ("off", "away"):
            return
        if kind in ("sick", "leave", "absent"):
            self.days[kind] += 1
        elif kind in ("worked", "half"):
            self._worked(day, Decimal(1) if kind == "worked" else Decimal("0.5"), None, None)
        elif found := _WITH_MORE.match(text):
            base = found["base"]
            hours = Decimal(base) if base and base[0].isdigit() else None
            if base is None and self._kind(day) in ("rest", "statutory"):
                self._more(day, Decimal(found["more"]))  # nothing but these hours, on a day off
                self.days["worked"] += 1
                return
            self._worked(day, Decimal(1), hours, Decimal(found["more"]))
        elif found := _HOURS.match(text):
            self._figure(day, Decimal(found[1]))
        elif (there := minutes_there(text)) and there >= LEAST_MINUTES:
            self.days["worked"] += 1
            self.there[day] = there
            self.hours[self._kind(day) or "workday"] = None
        else:
            self.known_all = False
            self.findings.append(("unknown_mark", at(self.row, column), str(raw)))

    def _figure(self, day: date, figure: Decimal) -> None:
        if self.grid.in_days:
            if figure:
                self._worked(day, figure, None, None)
        elif self.grid.overtime_only:
            self._more(day, figure)
        elif figure:
            self._worked(day, Decimal(1), figure, None)

    def _worked(
        self, day: date, days: Decimal, hours: Decimal | None, more: Decimal | None
    ) -> None:
        """A day worked: its hours, those beyond the normal ones apart where the sheet says so."""
        self.days["worked"] += days
        kind, normal = self._kind(day), self.known.normal_day
        if kind in ("rest", "statutory"):
            if hours is None and more is None:
                self.hours[kind] = None
                self.unclear.append(day.isoformat())
            else:
                whole = (hours if hours is not None else normal or Decimal(0)) + (more or 0)
                self._more(day, whole)
        elif more is not None:
            self._more(day, more)
        elif hours is not None:
            if normal is None:
                self.hours["workday"] = None
            else:
                self._more(day, max(Decimal(0), hours - normal))

    def _more(self, day: date, hours: Decimal) -> None:
        kind = self._kind(day)
        if kind is None and hours:
            self.hours = dict.fromkeys(self.hours)
            return
        held = self.hours[kind or "workday"]
        self.hours[kind or "workday"] = None if held is None else held + hours

    @property
    def facts(self) -> dict[str, Decimal]:
        """What is known of the month; nothing of a person whose days are not all understood."""
        if not self.known_all:
            return {}
        found: dict[str, Decimal | None] = {}
        if not self.grid.overtime_only:
            found |= {
                "days_worked": self.days["worked"],
                "days_sick": self.days["sick"],
                "leave_days_taken": self.days["leave"],
                "days_absent": self.days["absent"],
            }
        if self.grid.with_hours or self.grid.overtime_only:
            found |= {
                "hours_overtime_workday": self.hours["workday"],
                "hours_overtime_restday": self.hours["rest"],
                "hours_overtime_holiday": self.hours["statutory"],
            }
        return {name: value for name, value in found.items() if value is not None}
