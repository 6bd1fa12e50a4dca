"""Attendance sheets that write one day in two cells: work and overtime, morning and afternoon.

Both cells become one mark that the grid reads: √ and 2 make √+2, a morning alone is half a day. Two
cells that don't fit together stay both, as a mark that nobody understands, so that the month is
asked about and never half counted.
"""

from __future__ import annotations

import re
from typing import Any

from gongyou.law.workbooks.cells.clean import folded
from gongyou.law.workbooks.files.sheets import is_empty

_MORE = re.compile(r"^(?:加|加班|加班时数|加班小时|加点|ot|overtime)(?:\(?(?:h|小时|时)\)?)?$")
_WORK = re.compile(
    r"^(?:出勤|上班|正班|正常|班次|白班|日班|考勤|工时|出|班|work)(?:\(?.{1,2}\)?)?$"
)
_IN = re.compile(r"^(?:上班|签到|上|到|进|早上?|in|clockin|checkin)(?:时间|打卡)?(?:\(.{1,4}\))?$")
_OUT = re.compile(
    r"^(?:下班|签退|下|离|出|晚上?|out|clockout|checkout)(?:时间|打卡)?(?:\(.{1,4}\))?$"
)
_FIGURE = re.compile(r"^\d{1,2}(?:\.\d{1,2})?(?:h|小时)?$")
_OFF = ("", "休", "off", "-", "/", "例休", "公休", "0")
_PRESENT = ("√", "✓", "✔", "v", "出", "出勤", "班", "1")
_LEAST = 10


def mark_of(cell: Any) -> str:
    """A cell of the grid as it is compared; "" where nothing stands."""
    if is_empty(cell):
        return ""
    if isinstance(cell, float) and cell == int(cell):
        cell = int(cell)
    return folded(str(cell))


def fold_columns(rows: list[list[Any]], head: int, days: list[int]) -> None:
    """Put the overtime that stands right of each day into the day's own cell."""
    below = head + 1
    if below >= len(rows):
        return
    named = {c: mark_of(cell) for c, cell in enumerate(rows[below])}
    pairs = [c for c in days if _WORK.match(named.get(c, "")) and _MORE.match(named.get(c + 1, ""))]
    both = [c for c in days if _IN.match(named.get(c, "")) and _OUT.match(named.get(c + 1, ""))]
    join = _with_more if len(pairs) >= len(both) else _in_and_out
    pairs = max(pairs, both, key=len)
    if len(pairs) < _LEAST:
        return
    for row in rows[below + 1 :]:
        for column in pairs:
            if column + 1 < len(row):
                row[column] = join(row[column], row[column + 1])
                row[column + 1] = ""
    line = rows[below]
    for column in pairs:
        line[column] = line[column + 1] = ""


def fold_rows(rows: list[list[Any]], head: int, days: list[int], who: int) -> set[int]:
    """Put a person's further lines into the first; gives the lines that were taken.

    A line belongs to the one above where it names nobody and only holds marks, beside a word that
    says which part of the day it is.
    """
    taken: set[int] = set()
    first: int | None = None
    for index in range(head + 1, len(rows)):
        row = rows[index]
        own = {c: row[c] for c in days if c < len(row) and not is_empty(row[c])}
        if who < len(row) and not is_empty(row[who]):
            first = index if own else None
            continue
        others = [mark_of(c) for n, c in enumerate(row) if n not in own and not is_empty(c)]
        if first is None or not own or len(others) > 1 or _is_header(own):
            continue
        more = any(map(_MORE.match, others)) or all(_FIGURE.match(mark_of(c)) for c in own.values())
        upper = rows[first]
        marks = [mark_of(upper[c]) for c in days if c < len(upper)]
        if more and any(_FIGURE.match(mark) and mark not in ("1", "0.5") for mark in marks):
            more = bool(others)  # two lines of hours: only a word says that one is overtime
        for column in days:
            low = row[column] if column < len(row) else ""
            upper.extend([""] * (column + 1 - len(upper)))
            high = upper[column]
            upper[column] = _with_more(high, low) if more else _halves(high, low)
        for column in own:
            row[column] = ""
        taken.add(index)
    return taken


def _is_header(own: dict[int, Any]) -> bool:
    words = {mark_of(cell)[-1:] for cell in own.values()}
    return words <= set("一二三四五六日天") and len(words) > 2


def _with_more(base: Any, more: Any) -> Any:
    high, low = mark_of(base), mark_of(more)
    if low in ("", "0"):
        return base
    if not _FIGURE.match(low):
        return f"{high or '?'} / {low}"
    number = re.sub(r"[^\d.]", "", low)
    if high in _OFF:
        return f"+{number}"
    if high in _PRESENT:
        return f"√+{number}"
    return f"{high}+{number}"


def _in_and_out(came: Any, went: Any) -> Any:
    """Two times as one mark; one alone stays, and is asked."""
    return f"{mark_of(came)}-{mark_of(went)}".strip("-")


def _halves(morning: Any, afternoon: Any) -> Any:
    high, low = mark_of(morning), mark_of(afternoon)
    if high == low:
        return morning
    one = {high, low}
    if one & set(_PRESENT) and one & set(_OFF):
        return "半"
    return f"{high or '?'} / {low or '?'}"
