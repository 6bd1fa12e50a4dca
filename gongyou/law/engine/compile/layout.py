"""What lies where in the memory of the compiled law, and which names and texts have numbers.

Figures, places, answers and the day are data that `run/bind.py` writes; only their shape (which
keys, which denominator, how large they may get) is part of the code.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import chain
from math import lcm

import numpy as np

from gongyou.law.schema.types import NUM, TEXT_KIND

from ..dates import number_of
from ..graph import Graph, Traced
from ..language.nodes import Expr, RuleError, Table, walk
from ..pack import Fact
from ..parameters import Parameter
from ..workdays import Calendar
from .code import MIN32
from .lacking import lacking_of

FIRST_CALENDAR_YEAR, CALENDAR_MONTHS = 1600, 900 * 12
LEAST_TEXT_NUMBER, MOST_TEXT_NUMBER = -16, 2300
NO_TEXT, OTHER_TEXT = 0, 1
MOST_INDEX = 1 << 26
ROOM_FOR_FIGURES = 16
FIELDS = (("amount", 8), ("set", 4), ("limit", 4), ("status", 1), ("reason", 1), ("best", 1))


@dataclass(frozen=True)
class Size:
    """How much a run takes: workers, rows of a finer table together and of one worker, texts."""

    workers: int
    rows: int
    most_rows: int
    texts: int
    sets: int
    marks: bool = False


ROSTER = Size(workers=256, rows=16_384, most_rows=4096, texts=4096, sets=1 << 16)
ONE = Size(workers=1, rows=4096, most_rows=4096, texts=4096, sets=1 << 10, marks=True)


@dataclass
class Shape:
    """What the code takes for granted of a parameter's figures."""

    name: str
    number: bool
    keys: int
    where: int | None
    others: list[int]
    classes: list[list[str]]
    below: int
    low: int
    high: int
    table: int = 0
    maps: list[int] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many combinations of classes there are, none of them included."""
        made = 1
        for texts in self.classes:
            made *= len(texts) + 1
        return made

    def fits(self, parameter: Parameter) -> bool:
        """Whether these figures can be data of the same code."""
        own = shape_of(parameter, room=1)
        return (
            (own.keys, own.where, own.number) == (self.keys, self.where, self.number)
            and all(set(a) <= set(b) for a, b in zip(own.classes, self.classes, strict=True))
            and self.below % own.below == 0
            and self.low <= own.low * (self.below // own.below)
            and own.high * (self.below // own.below) <= self.high
        )


def shape_of(parameter: Parameter, room: int = ROOM_FOR_FIGURES, currency: str = "") -> Shape:
    """The shape of a parameter's figures, with room for larger ones, and for cents of money."""
    keys = parameter.keys
    where = keys.index(parameter.inherit) if parameter.inherit in keys else None
    others = [i for i in range(len(keys)) if i != where]
    classes = [sorted({k[i] for k in parameter.index}) for i in others]
    number = parameter.kind == NUM
    below, low, high = 1, 0, 0
    if number:
        units = {parameter.unit, *(f.unit for f in parameter.figures)}
        money = bool(currency) and any(unit.startswith(currency) for unit in units)
        below = lcm(parameter.denominator, 100 if money else 1)
        values = [int(f.value * below) for f in parameter.figures]
        low, high = min([0, *values]) * room, max([0, *values]) * room
    return Shape(parameter.name, number, len(keys), where, others, classes, below, low, high)


def size_of(parameter: Parameter) -> int:
    """How many bytes its series take."""
    return sum(8 + 16 * (2 * len(rows) + 1) for rows in parameter.index.values())


class Layout:
    """Addresses, and the numbers of names and texts, for the entitlements asked for."""

    def __init__(
        self, graph: Graph, parameters: Mapping[str, Parameter], codes: Iterable[str], size: Size
    ):
        self.graph, self.pack, self.size = graph, graph.pack, size
        self.codes = list(codes)
        self.places = {code: n for n, code in enumerate(self.codes)}
        self.rules = self._needed()
        self.exprs = walk(list(chain.from_iterable(t.roots for t in self.traced)))
        self.names = {name: n for n, name in enumerate(dict.fromkeys(self._names()))}
        self.words = max(1, -(-len(self.names) // 64))
        self.texts: dict[str, int] = {"": NO_TEXT, "?": OTHER_TEXT}
        self.top = 64
        self.blobs: list[tuple[int, bytes]] = []
        self.tables: dict[tuple[str, str], int] = {}
        self.calendars: dict[tuple[str, str], tuple[int, int, int]] = {}
        self.facts: dict[str, Fact] = {}
        self.ranked = any(_ranks(expr) for expr in self.exprs)
        shown = walk([t.expr for t in self.traced if size.marks and t.expr.kind == TEXT_KIND])
        apart = self.ranked or self._tells_apart()
        self.told_apart = size.marks or apart
        self.numbers_told = apart or any(e.op == "as_text" for e in shown)
        self._of_texts()
        self._of_dates()
        used = self._parameters(parameters)
        self.shapes = {name: self._parameter(parameter) for name, parameter in used.items()}
        self.series_room = 2 * sum(map(size_of, used.values())) + 4096
        self.series = self.space(self.series_room, 16)
        numbers = [number for text in self.texts if (number := _number(text)) is not None]
        table = range(LEAST_TEXT_NUMBER, MOST_TEXT_NUMBER)
        far = [int(n) for n in numbers if n.denominator == 1 and n not in table]
        self.far_numbers = (min(far), max(far)) if far else None
        self.fraction_texts = any(n.denominator > 1 for n in numbers)
        self._of_places()
        self._of_rows()
        self._of_results()
        if size.marks:
            self._of_marks()

    def for_code(self) -> Layout:
        """The same places, with room of its own for what only one code keeps."""
        made = copy(self)
        made.row_used = dict(self.row_used)
        return made

    # --- what is needed ------------------------------------------------------------------------

    @property
    def traced(self) -> list[Traced]:
        """The rules needed, those first that others need."""
        return [self.graph.traced[n] for n in self.graph.order if n in self.rules]

    def _needed(self) -> set[str]:
        todo: list[str] = []
        for code in self.codes:
            e = self.pack.entitlements[code]
            also = (e.limitation_starts, e.limitation_interrupted, *e.details)
            todo += [e.rule, *filter(None, [e.limitation, *(also if self.size.marks else ())])]
        found: set[str] = set()
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                roots = self.graph.traced[name].roots
                todo += [x.data for x in walk(roots) if x.op == "rule"]
        return found

    def _tells_apart(self) -> bool:
        """Whether it matters which text a text is that the law does not name."""
        amounts = [self.graph.traced[self.pack.entitlements[c].rule].amount for c in self.codes]
        if any(amount.kind == TEXT_KIND for amount in amounts):
            return True
        compared = [e.args for e in self.exprs if e.op == "eq"]
        return any(all(a.kind == TEXT_KIND and a.op != "const" for a in args) for args in compared)

    def _names(self) -> Iterable[str]:
        """What can be missing; names that go together lie together, by the order of rules."""
        for traced in self.traced:
            for expr in walk(traced.roots):
                yield from lacking_of(expr)

    def bit(self, name: str) -> tuple[int, int]:
        """In which word a name stands, and at which bit."""
        return divmod(self.names[name], 64)

    def text(self, text: str) -> int:
        """The number of a text that the law names."""
        return self.texts.setdefault(text, len(self.texts))

    def space(self, size: int, align: int = 8) -> int:
        """Room for so many bytes."""
        at = self.top = -(-self.top // align) * align
        self.top += size
        return at

    # --- tables --------------------------------------------------------------------------------

    def _of_texts(self) -> None:
        texts = 4 * self.size.texts
        for expr in self.exprs:
            if expr.op == "const" and expr.kind == TEXT_KIND:
                self.text(expr.data)
            elif expr.op == "in":
                for text in expr.data:
                    self.text(text)
        self.ranks = self.space(texts)
        self.numbers = self.space(4 * (MOST_TEXT_NUMBER - LEAST_TEXT_NUMBER))

    def _of_dates(self) -> None:
        days, packed = _days_of_the_calendar()
        self.first_day, self.calendar_days = days[0], days[-2] - days[0]
        self.firsts = self.write(struct.pack(f"<{len(days)}i", *days))
        self.days = self.write(packed)
        for expr in self.exprs:
            if expr.op == "daily":
                self._calendar(*expr.data)
        self.on = self.space(8)

    @property
    def calendar(self) -> tuple[int, int]:
        """The first and the last day that the table of days knows."""
        return self.first_day, self.first_day + self.calendar_days - 1

    def write(self, content: bytes) -> int:
        """Room with something in it."""
        at = self.space(len(content))
        self.blobs.append((at, content))
        return at

    def _calendar(self, calendar: Calendar, column: str) -> None:
        key = (calendar.name, column)
        if key not in self.calendars:
            first, values = calendar.numbered(column)
            content = [MIN32 if v is None else v for v in values]
            at = self.write(struct.pack(f"<{len(content)}i", *content))
            self.calendars[key] = (at, first, len(content))

    def _parameters(self, parameters: Mapping[str, Parameter]) -> dict[str, Parameter]:
        found = {e.data.name: e.data for e in self.exprs if e.op == "lookup"}
        return {name: parameters.get(name, p) for name, p in found.items()}

    def _parameter(self, parameter: Parameter) -> Shape:
        shape = shape_of(parameter, currency=self.pack.currency)
        for text in chain.from_iterable(shape.classes):
            self.text(text)
        texts = self.size.texts
        entries = shape.size * (1 if shape.where is None else texts)
        if entries > MOST_INDEX:
            raise RuleError(f"{parameter.name}: too many combinations of keys ({entries})")
        shape.table = self.space(4 * entries)
        shape.maps = [self.space(4 * texts) for _ in shape.others]
        return shape

    def _of_places(self) -> None:
        """By text: what the practice of a place is, and whether it lies in another."""
        texts = self.size.texts
        for expr in self.exprs:
            if expr.op == "reading":
                key, size = ("reading" if expr.args else "answer", expr.data[0].name), 4 * texts
            elif expr.op == "in_place":
                key, size = ("in_place", expr.data[0]), 4 * texts
            else:
                continue
            if key not in self.tables:
                self.tables[key] = self.space(size)

    def _of_rows(self) -> None:
        """Where the rows of each table begin, whose they are, and the facts themselves."""
        root, size = self.pack.root, self.size
        self.finer: list[Table] = [t for t in self.pack.tables.values() if t.parent is not None]
        self.start, self.owner, self.fact_at = {}, {}, {}
        for table in self.finer:
            above = size.workers if table.parent is root else size.rows
            self.start[table.name] = self.space(4 * (above + 1))
            if table.parent is not root:
                self.owner[table.name] = self.space(4 * size.rows)
        used = {e.data.name: e.data for e in self.exprs if e.op == "fact"}
        tables = list(self.pack.tables)
        order = sorted(used, key=lambda n: (tables.index(used[n].table.name), n))
        self.facts = {n: used[n] for n in order if n != "on"}
        for name, fact in self.facts.items():
            rows = size.workers if fact.table is root else size.rows
            self.fact_at[name] = self.space(rows * width(fact.type.kind))
        for name, fact in self.facts.items():
            if fact.type.exact:  # the denominators
                rows = size.workers if fact.table is root else size.rows
                self.fact_at[f"{name}/"] = self.space(rows * 8)
        self.scratch = self.space(4 * size.most_rows)
        words = 3 + self.words
        self.root_slots = self.space(8 * words * (len(self.rules) + 1))
        self.root_used = self.root_slots
        self.row_used = {t.name: 0 for t in self.finer}

    def _of_results(self) -> None:
        """Each field of all entitlements together, so that it leaves in one piece."""
        size = self.size
        self.results = {
            name: self.space(len(self.codes) * size.workers * width) for name, width in FIELDS
        }
        self.left = self.space(size.workers)
        self.workers = self.space(8)
        self.set_count = self.space(8)
        self.set_masks = self.space(8 * self.words * size.sets)
        self.set_index = self.space(4 * 4 * size.sets)

    def result(self, field_name: str, code: str) -> int:
        """Where a field of an entitlement's results begins."""
        width_ = dict(FIELDS)[field_name]
        return self.results[field_name] + self.places[code] * self.size.workers * width_

    def _of_marks(self) -> None:
        """Which blocks were taken and which figures found, for the explanation."""
        self.marks = self.space(MOST_BLOCKS)
        self.last_found = self.space(4 * MOST_BLOCKS)
        self.log_count = self.space(8)
        self.marked_end = self.top
        self.log = self.space(8 * LOG_ENTRIES)
        self.exact = self.space(16 * len(self.codes))
        self.versions = {t.name: self.space(4) for t in self.traced if len(t.versions) > 1}

    def finish(self) -> dict[str, int]:
        """When all is written: the memo of finer rows, with its strides."""
        symbols = {}
        for table in self.finer:
            stride = self.row_used[table.name] or 8
            stride += 8 if stride % 512 == 0 else 0  # rows shall not share the cache's sets
            symbols[f"stride {table.name}"] = stride
            symbols[f"memo {table.name}"] = self.space(stride * self.size.most_rows)
        return symbols


LOG_ENTRIES = 1 << 16
MOST_BLOCKS = 1 << 14


@cache
def _days_of_the_calendar() -> tuple[list[int], bytes]:
    """The first day of each month, and of each day its month and its number there, packed."""
    months = range(CALENDAR_MONTHS + 2)
    firsts = [number_of(date(FIRST_CALENDAR_YEAR + m // 12, m % 12 + 1, 1)) for m in months]
    month = np.repeat(np.arange(CALENDAR_MONTHS, dtype=np.int32), np.diff(firsts)[:-1])
    day = np.arange(len(month), dtype=np.int32) - (np.array(firsts)[month] - firsts[0]) + 1
    return firsts, (month << 5 | day).astype("<i4").tobytes()


def _ranks(expr: Expr) -> bool:
    """Whether a node asks which of two texts comes first."""
    if expr.op not in ("largest", "smallest", "latest", "earliest"):
        return False
    return any(a.kind == TEXT_KIND for a in (expr.args[0], *expr.args[2:]))


def _number(text: str) -> Fraction | None:
    """The number whose text this is, as `as_text` writes it."""
    try:
        number = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
    return number if str(number) == text else None


def width(kind: str) -> int:
    """Bytes of a fact: 8 for a number, else 4."""
    return 8 if kind == NUM else 4
