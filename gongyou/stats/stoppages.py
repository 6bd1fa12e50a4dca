"""Statistics of stoppages in the form of the 15th International Conference of Labour Statisticians.

Strikes and lockouts of a period: how many began and were in effect, the workers involved, the
days not worked *of the period only*, durations, and rates per thousand employees. Every figure is
a range, since sources tell sizes as ranges, and says how many stoppages lack the fact. Workers are
counted anew in each stoppage, as the resolution of 1993 has it.

>>> free = Workdays(frozenset())
>>> spell = Span(date(2022, 11, 14), date(2022, 11, 18), 100, 100)
>>> days_not_worked(spell, date(2022, 1, 1), date(2022, 12, 31), free)
Range(low=500, best=500, high=500)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from statistics import mean, median

FRIDAY = 5


@dataclass(frozen=True)
class Range:
    """At least, best, at most; None where nobody tells (a count without an upper end has none)."""

    low: int | None
    best: int | None
    high: int | None

    def __add__(self, other: Range) -> Range:
        """Summed end by end: an end that one lacks is lacking."""
        return Range(
            (self.low or 0) + (other.low or 0),
            (self.best or 0) + (other.best or 0),
            None if self.high is None or other.high is None else self.high + other.high,
        )


NOTHING = Range(0, 0, 0)
UNKNOWN = Range(None, None, None)


@dataclass(frozen=True)
class Workdays:
    """Monday to Friday without the holidays; `made_up` are weekend days that are worked."""

    holidays: frozenset[date]
    made_up: frozenset[date] = frozenset()
    _free: list[date] = field(default_factory=list, init=False, repr=False, compare=False)
    _extra: list[date] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self):
        """Sort once what is counted often."""
        self._free.extend(sorted(day for day in self.holidays if day.isoweekday() <= FRIDAY))
        self._extra.extend(sorted(day for day in self.made_up if day.isoweekday() > FRIDAY))

    def count(self, first: date, last: date) -> int:
        """Workdays from first to last, both in."""
        if last < first:
            return 0
        weekdays = _weekdays(last) - _weekdays(first - timedelta(days=1))
        return weekdays - _between(self._free, first, last) + _between(self._extra, first, last)


def _weekdays(day: date) -> int:
    weeks, rest = divmod(day.toordinal(), 7)  # day 1 of the calendar was a Monday
    return weeks * FRIDAY + min(rest, FRIDAY)


def _between(days: list[date], first: date, last: date) -> int:
    return bisect_right(days, last) - bisect_left(days, first)


@dataclass(frozen=True)
class Span:
    """A part of a stoppage with one number of workers; `last` None while it goes on.

    `low`, `high`: workers (None: not told). `workdays`, `days`: workdays and days not worked as a
    source states them for the whole span. `last_counted`: whether the last day is a day not worked;
    None: as the stated workdays tell, else yes. `share`: of the day, where only a part was stopped.
    """

    first: date
    last: date | None
    low: int | None = None
    high: int | None = None
    workdays: int | None = None
    days: int | None = None
    last_counted: bool | None = None
    share: Decimal = Decimal(1)

    def workers(self) -> Range:
        """The workers of the span; the best is the middle of the range, or its only end."""
        if self.low is None and self.high is None:
            return UNKNOWN
        low = self.low if self.low is not None else 0
        if self.high is None:
            return Range(low, low, None)
        return Range(low, (low + self.high) // 2, self.high)


@dataclass(frozen=True)
class Stoppage:
    """A strike or lockout: its spans in order, and the group that it is counted in.

    `ended`: False where it went on when last told of; its last span then reaches up to that day.
    `days_told`: False where a source gives a day and no duration: it counts, its days do not.
    """

    id: str
    spans: tuple[Span, ...]
    group: str = ""
    ended: bool = True
    days_told: bool = True

    @property
    def first(self) -> date:
        """The day it began."""
        return min(span.first for span in self.spans)

    @property
    def last(self) -> date | None:
        """The day it ended; None while it goes on."""
        ends = [span.last for span in self.spans]
        return None if None in ends or not self.ended else max(end for end in ends if end)

    def workers(self, first: date, last: date) -> Range:
        """The most workers at one time within a period."""
        held = [s.workers() for s in self.spans if _touches(s, first, last)]
        told = [one for one in held if one is not UNKNOWN and one.low is not None]
        if not told:
            return UNKNOWN
        highs = [one.high for one in told]
        return Range(
            max(one.low or 0 for one in told),
            max(one.best or 0 for one in told),
            None if None in highs else max(high for high in highs if high is not None),
        )


def _touches(span: Span, first: date, last: date) -> bool:
    return span.first <= last and (span.last is None or span.last >= first)


def last_is_counted(span: Span, calendar: Workdays) -> bool:
    """Whether the last day is a day not worked: as told, or as the stated workdays tell."""
    if span.last_counted is not None:
        return span.last_counted
    if span.workdays is None or span.last is None:
        return True
    whole = calendar.count(span.first, span.last)
    return not (
        whole != span.workdays
        and calendar.count(span.first, span.last - timedelta(days=1)) == span.workdays
    )


def workdays_in(span: Span, first: date, last: date, calendar: Workdays) -> int:
    """Workdays of a span within a period: as stated where it lies in it whole, else counted."""
    if not _touches(span, first, last):
        return 0
    whole = span.first >= first and span.last is not None and span.last <= last
    if whole and span.workdays is not None:
        return span.workdays
    end = last
    if span.last is not None and span.last <= last:
        end = span.last if last_is_counted(span, calendar) else span.last - timedelta(days=1)
    return calendar.count(max(span.first, first), end)


def days_not_worked(span: Span, first: date, last: date, calendar: Workdays) -> Range:
    """Workers × workdays of a span within a period; the stated days where it lies in it whole."""
    whole = span.first >= first and span.last is not None and span.last <= last
    if whole and span.days is not None:
        return Range(span.days, span.days, span.days)
    workers = span.workers()
    if workers is UNKNOWN:
        return UNKNOWN
    days = workdays_in(span, first, last, calendar) * span.share
    return Range(*(None if n is None else int(n * days) for n in _ends(workers)))


def _ends(given: Range) -> tuple[int | None, int | None, int | None]:
    return given.low, given.best, given.high


@dataclass(frozen=True)
class Threshold:
    """Which stoppages a series counts: at least so many workers, at least so many workdays."""

    name: str
    workers: int = 0
    workdays: int = 0

    def admits(self, stoppage: Stoppage, calendar: Workdays, today: date) -> tuple[bool, bool]:
        """(surely, perhaps): by the lower and by the upper end of what is told."""
        workers = stoppage.workers(date.min, date.max)
        if workers is UNKNOWN:
            return self.workers <= 1, True
        days = sum(workdays_in(s, date.min, today, calendar) for s in stoppage.spans)
        short = stoppage.days_told and stoppage.last is not None
        if short and days < self.workdays:
            return False, False
        surely = (workers.low or 0) >= self.workers
        return surely, surely or workers.high is None or workers.high >= self.workers


@dataclass(frozen=True)
class Row:
    """The figures of one period and group. Ranges of counts: surely, best, perhaps.

    `lacking_…`: how many of the stoppages in effect have no workers, end or duration told.
    `largest`: (id, share of the days not worked) of the stoppage that adds most.
    """

    first: date
    last: date
    group: str
    beginning: Range
    in_effect: Range
    workers_beginning: Range
    workers_in_effect: Range
    days: Range
    mean_days: float | None
    median_days: float | None
    mean_workdays: float | None
    median_workdays: float | None
    lacking_workers: int
    lacking_end: int
    lacking_days: int
    largest: tuple[str, float] | None
    rate: float | None = None


def table(
    stoppages: Iterable[Stoppage],
    periods: Sequence[tuple[date, date]],
    calendar: Workdays,
    threshold: Threshold = Threshold("all"),
    employees: dict[tuple[date, str], int] | None = None,
) -> list[Row]:
    """A row a period and group, in that order; groups of which nothing is in effect are left out.

    Args:
        employees: (first day of the period, group) → employees, for days not worked per 1,000.
    """
    held = list(stoppages)
    groups = sorted({one.group for one in held}) or [""]
    found = []
    for first, last in periods:
        for group in groups:
            inside = [s for s in held if s.group == group and _in_effect(s, first, last)]
            if inside or len(groups) == 1:
                found.append(_row(inside, first, last, group, calendar, threshold, employees or {}))
    return found


def _in_effect(stoppage: Stoppage, first: date, last: date) -> bool:
    return any(_touches(span, first, last) for span in stoppage.spans)


def _row(inside, first, last, group, calendar, threshold, employees) -> Row:
    asked = [(s, *threshold.admits(s, calendar, last)) for s in inside]
    perhaps = [(s, sure) for s, sure, may in asked if may]
    began = [(s, sure) for s, sure in perhaps if s.first >= first]
    days = {s.id: days_in(s, first, last, calendar) for s, _sure in perhaps}
    ended = [s for s, sure in began if sure and s.days_told and s.last and s.last <= last]
    spans = [(s.last - s.first).days + 1 for s in ended]
    worked = [sum(workdays_in(x, first, last, calendar) for x in s.spans) for s in ended]
    total = _sum(perhaps, days)
    count = employees.get((first, group))
    return Row(
        first,
        last,
        group,
        _count(began),
        _count(perhaps),
        _sum(began, {s.id: s.workers(s.first, last) for s, _ in began}),
        _sum(perhaps, {s.id: s.workers(first, last) for s, _ in perhaps}),
        total,
        mean(spans) if spans else None,
        median(spans) if spans else None,
        mean(worked) if worked else None,
        median(worked) if worked else None,
        sum(1 for s, _ in perhaps if s.workers(first, last) is UNKNOWN),
        sum(1 for s, _ in perhaps if s.last is None),
        sum(1 for s, _ in perhaps if not s.days_told),
        _largest(days, total),
        1000 * (total.best or 0) / count if count else None,
    )


def days_in(stoppage: Stoppage, first: date, last: date, calendar: Workdays) -> Range:
    """Days not worked of a stoppage within a period, both days in; unknown where none is told."""
    if not stoppage.days_told:
        return UNKNOWN
    held = [
        days_not_worked(span, first, last, calendar)
        for span in stoppage.spans
        if _touches(span, first, last)
    ]
    told = [one for one in held if one is not UNKNOWN]
    return sum(told, NOTHING) if told else UNKNOWN


def _count(asked: list[tuple[Stoppage, bool]]) -> Range:
    sure = sum(1 for _s, surely in asked if surely)
    return Range(sure, sure, len(asked))


def _sum(asked: list[tuple[Stoppage, bool]], values: dict[str, Range]) -> Range:
    """What surely counts makes the lower end and the best; what perhaps counts, the upper."""
    sure = sum((values[s.id] for s, surely in asked if surely), NOTHING)
    every = sum((values[s.id] for s, _ in asked), NOTHING)
    return Range(sure.low, sure.best, every.high)


def _largest(days: dict[str, Range], total: Range) -> tuple[str, float] | None:
    whole = sum(one.best or 0 for one in days.values())
    if not whole:
        return None
    top = max(days, key=lambda each: days[each].best or 0)
    return top, (days[top].best or 0) / whole
