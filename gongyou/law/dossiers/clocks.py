"""Days of a dossier: counted by the calendar that was published, and no other.

A period of days does not count its first day; where its last is no working day, it ends on the
next one. A period of working days counts those of the official calendar. Where the calendar of
a year is not published, neither can be said: the day is refused, with the reason. What is ours
to do then has the unmoved day as a safe one, since it can only move later.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from .kinds import WE, Clock, DossierKind
from .periods import PERIODS, Period

DAY = timedelta(days=1)
DayKind = Callable[[date], str | None]
MOST_DAYS = 4000


@dataclass(frozen=True)
class Event:
    """What happened to a dossier on a day; `until` ends a pause."""

    code: str
    on: date
    until: date | None = None


@dataclass(frozen=True)
class Running:
    """A clock that was started: its day, or why there is none yet."""

    clock: Clock
    start: date
    period: Period | None
    due: date | None = None
    safe: date | None = None
    problem: str = ""
    ended: date | None = None
    extended: bool = False
    paused: bool = False

    @property
    def open(self) -> bool:
        """Whether it still runs."""
        return self.ended is None


NO_FIGURE, NO_CALENDAR, PAUSED = "no_figure", "no_calendar", "paused"


def period_of(pack: Any, name: str, on: date) -> Period | None:
    """The length of a period on a day: from the pack, or from those that no country owns."""
    parameter = pack.parameters.get(name) if pack is not None else None
    if parameter is not None:
        keys = tuple("100000" if key == "place" else "" for key in parameter.keys)
        figure = parameter.find(keys, on)
        return Period.of(figure) if figure else None
    found = [p for p in PERIODS.get(name, ()) if p.since <= on]
    return max(found, key=lambda p: p.since) if found else None


def count(
    day_kind: DayKind, start: date, period: Period, pauses: Sequence[tuple[date, date]] = ()
) -> tuple[date | None, date | None]:
    """The last day of a period, and the unmoved day where the calendar does not reach it.

    Days of a pause do not count, first and last included.
    """
    if period.unit.startswith("working"):
        return _working(day_kind, start, period.value, pauses), None
    plain = _plain(start, period) + sum(((b - a) + DAY for a, b in pauses), timedelta())
    kind = day_kind(plain)
    moved = plain
    while kind is not None and kind != "workday":
        moved += DAY
        kind = day_kind(moved)
    return (None, plain) if kind is None else (moved, plain)


def _plain(start: date, period: Period) -> date:
    if period.unit.startswith("month"):
        return _months(start, period.value)
    if period.unit.startswith("year"):
        return _months(start, 12 * period.value)
    return start + timedelta(days=period.value)


def _months(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def _working(
    day_kind: DayKind, start: date, wanted: int, pauses: Sequence[tuple[date, date]]
) -> date | None:
    day, counted = start, 0
    for _ in range(MOST_DAYS):
        day += DAY
        kind = day_kind(day)
        if kind is None:
            return None
        if kind == "workday" and not any(a <= day <= b for a, b in pauses):
            counted += 1
            if counted == wanted:
                return day
    return None


def running(
    kind: DossierKind, events: Iterable[Event], pack: Any, day_kind: DayKind, today: date
) -> list[Running]:
    """Every clock that something started, in the order of its kind.

    A clock that is out makes its `then` by itself, which may start another: a silence is an
    event of the day on which the answer was due.
    """
    told = sorted(events, key=lambda e: e.on)
    found: list[Running] = []
    for clock in kind.clocks:
        one = _run(clock, told, pack, day_kind)
        if one is None:
            continue
        found.append(one)
        if clock.then and one.open and one.due is not None and one.due < today:
            told = sorted([*told, Event(clock.then, one.due)], key=lambda e: e.on)
    return found


def _run(clock: Clock, told: list[Event], pack: Any, day_kind: DayKind) -> Running | None:
    starts = [e for e in told if e.code in clock.starts]
    if not starts:
        return None
    start = starts[-1].on
    period = period_of(pack, clock.figure, start)
    made = Running(clock, start, period, problem="" if period else NO_FIGURE)
    ends = [e.on for e in told if e.code in clock.ends and e.on >= start]
    if ends:
        made = replace(made, ended=min(ends))
    if period is None:
        return made
    extra = _extension(clock, told, pack, start)
    if extra is not None:
        whole = replace(period, value=period.value + extra.value)
        made, period = replace(made, extended=True), whole
    pauses = _pauses(clock, told, start)
    if any(b is None for _, b in pauses):
        return replace(made, paused=True, problem=PAUSED)
    closed = [(a, b) for a, b in pauses if b is not None]
    due, plain = count(day_kind, start, period, closed)
    if due is None:
        safe = plain if clock.whose == WE else None
        return replace(made, problem=NO_CALENDAR, safe=safe)
    return replace(made, due=due, safe=due)


def _extension(clock: Clock, told: list[Event], pack: Any, start: date) -> Period | None:
    said = [e for e in told if e.code == "extended" and e.on >= start]
    return period_of(pack, clock.extension, start) if said and clock.extension else None


def _pauses(clock: Clock, told: list[Event], start: date) -> list[tuple[date, date | None]]:
    found: list[tuple[date, date | None]] = []
    if clock.pauses:
        found += [(e.on, e.until) for e in told if e.code == "third_party" and e.on >= start]
    if clock.tolled:
        # Once only: the body may stop its own time a single time.
        asked = next((e.on for e in told if e.code == "asked_more" and e.on >= start), None)
        if asked is not None:
            came = (e.on for e in told if e.code == "completed" and e.on >= asked)
            found.append((asked, next(came, None)))
    return found
