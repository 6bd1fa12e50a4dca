"""What a column means beside the others: months without years or figures, hours of no kind."""

from __future__ import annotations

import re
from dataclasses import replace

from gongyou.law.workbooks.headers.find_header import Label
from gongyou.law.workbooks.headers.header_meanings import Meaning, squeezed_header

_WITH_YEAR = re.compile(r"(?:19|20)\d{2}")
_ANY_HOURS = frozenset(["othours", "othrs", "overtimehours", "overtimehrs", "ot(hours)", "ot(hrs)"])
_OTHER_DAYS = frozenset(["hours_overtime_restday", "hours_overtime_holiday"])

Chosen = dict[int, Meaning | None]
"""The meaning of each column so far."""


def turn_of_the_year(labels: tuple[Label, ...], chosen: Chosen) -> None:
    """In 11月, 12月, 1月 without years the last is of the next year."""
    add, last = 0, None
    for index, meaning in chosen.items():
        if meaning is None or meaning.month is None or _WITH_YEAR.search("".join(labels[index])):
            continue
        if last and meaning.month.month < last:
            add += 1
        last = meaning.month.month
        if add:
            month = meaning.month.replace(year=meaning.month.year + add)
            chosen[index] = replace(meaning, month=month)


def months_of_words(found: list[tuple[Meaning, ...]], chosen: Chosen) -> None:
    """A month in which only words stand (未发, 欠) is a month as its neighbours are: unknown."""
    facts = {(m.table, m.fact) for m in chosen.values() if m and m.month}
    for index, options in enumerate(found):
        likely = [m for m in options if m.month and (m.table, m.fact) in facts]
        if chosen[index] is None and likely:
            chosen[index] = likely[0]


def hours_of_no_kind(labels: tuple[Label, ...], chosen: Chosen) -> list[int]:
    """“OT hours” alone may be of any day: left out; beside rest days they are the workdays'."""
    if any(m.fact in _OTHER_DAYS for m in chosen.values() if m):
        return []
    unsaid = [
        index
        for index, meaning in chosen.items()
        if meaning and meaning.fact == "hours_overtime_workday"
        if squeezed_header(" / ".join(labels[index])) in _ANY_HOURS
    ]
    chosen.update(dict.fromkeys(unsaid))
    return unsaid
