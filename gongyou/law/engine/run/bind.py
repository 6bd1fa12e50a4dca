"""The data of the compiled law: figures, calendars, places, answers, texts.

Changed figures and answers are written here; the code stays.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Any

import numpy as np

from ..compile.code import MIN32
from ..compile.helpers import GAP
from ..compile.layout import (
    LEAST_TEXT_NUMBER,
    MOST_TEXT_NUMBER,
    OTHER_TEXT,
    Layout,
    Shape,
)
from ..dates import number_of
from ..parameters import Figure, Parameter

NO_ROOM = -1
MAX32 = 2**31 - 1
"""The number of a text for which there is no room: its rows are left to the meaning."""


def _with_gaps(rows: list[Figure]) -> list[tuple[int, int, Figure | None]]:
    """From, to and figure of a series for all days there are; None where none is in force."""
    found: list[tuple[int, int, Figure | None]] = []
    following = MIN32
    for row in rows:
        first, last = number_of(row.valid_from), number_of(row.valid_to)
        if following < first:
            found.append((following, first - 1, None))
        found.append((first, last, row))
        following = last + 1
    if following <= MAX32:
        found.append((following, MAX32, None))
    return found


class Homes:
    """Where the series of a parameter lie, by their keys and by place."""

    def __init__(self, where: int | None):
        self.where = where
        self.at: dict[tuple[str, ...], int] = {}
        self.places: set[str] = set() if where is not None else {""}
        self.found: dict[tuple[str, ...], list[int]] = {}

    def add(self, keys: tuple[str, ...], at: int) -> None:
        """A series."""
        self.at[keys] = at
        if self.where is not None:
            self.places.add(keys[self.where])

    def first(self, shape: Shape, line: tuple[str, ...], classes: tuple[str | None, ...]) -> int:
        """The series of these classes at the first place of a line that has one; 0 for none."""
        if None in classes:
            return 0
        keys = [""] * shape.keys
        for i, text in zip(shape.others, classes, strict=True):
            keys[i] = text or ""
        for place in line:
            if self.where is not None:
                keys[self.where] = place
            if tuple(keys) in self.at:
                return self.at[tuple(keys)]
        return 0


class Bound:
    """What the memory of a law holds for one set of figures, and the texts seen so far."""

    def __init__(self, layout: Layout, pack: Any):
        self.layout, self.pack = layout, pack
        self.version = 0
        self.series_at = layout.series
        self.figures: dict[int, Figure] = {}
        self.tables: dict[int, Any] = {}
        self._homes: dict[str, Homes] = {}
        self.begin()

    def begin(self) -> None:
        """Forget the texts of facts; number those that the law names."""
        self.version += 1
        self.texts = dict(self.layout.texts)
        self._number_of: dict[tuple, int] = {}
        self.series = self._write_series()
        self._make_tables()
        for text, number in list(self.texts.items()):
            self._enter(text, number)
        self.used = len(self.texts)
        self._rank()

    # --- figures -------------------------------------------------------------------------------

    def parameter(self, name: str) -> Parameter:
        """A parameter with the figures that count."""
        return self.pack.parameters.get(name) or next(
            e.data for e in self.layout.exprs if e.op == "lookup" and e.data.name == name
        )

    def _write_series(self) -> bytes:
        """Every series of figures, one after the other; where each lies is noted.

        Days without a figure stand in it too, as gaps: they are found as quickly.
        """
        content = bytearray()
        for shape in self.layout.shapes.values():
            homes = self._homes[shape.name] = Homes(shape.where)
            for keys, rows in self.parameter(shape.name).index.items():
                at = self.series_at + len(content)
                homes.add(keys, at)
                entries = _with_gaps(rows)
                content += struct.pack("<ii", len(entries), at)
                for n, (first, last, figure) in enumerate(entries):
                    value = GAP
                    if figure is not None:
                        self.figures[at + 8 + 16 * n] = figure
                        value = self._value(shape, figure)
                    content += struct.pack("<iiq", first, last, value)
        return bytes(content)

    def _value(self, shape: Shape, figure: Figure) -> int:
        if shape.number:
            return int(figure.value * shape.below)
        text = str(figure.value)
        return self.texts.setdefault(text, len(self.texts))

    # --- texts ---------------------------------------------------------------------------------

    def _make_tables(self) -> None:
        layout, texts = self.layout, self.layout.size.texts
        self.tables = {at: np.zeros(texts, np.int32) for at in layout.tables.values()}
        for shape in layout.shapes.values():
            entries = shape.size * (1 if shape.where is None else texts)
            self.tables[shape.table] = np.zeros(entries, np.int32)
            for number, at in enumerate(shape.maps):
                table = self.tables[at] = np.zeros(texts, np.int32)
                for place, text in enumerate(shape.classes[number]):
                    table[self.texts[text]] = place + 1
            if shape.where is None:
                self.tables[shape.table][:] = self._series_of(shape, "")
        most = MOST_TEXT_NUMBER - LEAST_TEXT_NUMBER
        self.tables[layout.numbers] = np.full(most, OTHER_TEXT, np.int32)
        self.tables[layout.ranks] = np.zeros(texts, np.int32)

    def _series_of(self, shape: Shape, place: str) -> list[int]:
        """Where the series lies for each combination of classes, at a place.

        The same for all places of which the figures know the same ones above.
        """
        parameter, homes = self.parameter(shape.name), self._homes[shape.name]
        above = parameter.parents(place) if parameter.parents and shape.where is not None else ()
        line = tuple(p for p in (place, *above) if p in homes.places)
        if line not in homes.found:
            homes.found[line] = [
                homes.first(shape, line, classes)
                for classes in product(*([None, *texts] for texts in shape.classes))
            ]
        return homes.found[line]

    def number(self, text: str) -> int:
        """A text's number; texts between which the law makes no difference may share one."""
        found = self.texts.get(text)
        if found is None:
            found = self.texts[text] = self._new(text)
        return found

    def _new(self, text: str) -> int:
        layout = self.layout
        told = None if layout.told_apart else self._says(text)
        number = self._number_of.get(told) if told is not None else None
        if number is None:
            if self.used >= layout.size.texts - 1:
                return NO_ROOM
            number, self.used = self.used, self.used + 1
            self.texts[text] = number  # before its place among all texts is looked for
            if told is not None:
                self._number_of[told] = number
            self._enter(text, number)
            self._rank()
            self.version += 1
        return number

    def _says(self, text: str) -> tuple:
        """All that the law can say of a text that it does not name."""
        said: list[Any] = [self._place(kind, name, text) for kind, name in self.layout.tables]
        for shape in self.layout.shapes.values():
            if shape.where is not None:
                said.append(tuple(self._series_of(shape, text)))
        return tuple(said)

    def _enter(self, text: str, number: int) -> None:
        """Write what the law says of a text into its tables."""
        for (kind, name), at in self.layout.tables.items():
            self.tables[at][number] = self._place(kind, name, text)
        for shape in self.layout.shapes.values():
            if shape.where is not None:
                at = number * shape.size
                self.tables[shape.table][at : at + shape.size] = self._series_of(shape, text)
        if text.lstrip("-").isdigit() and str(int(text)) == text:
            place = int(text) - LEAST_TEXT_NUMBER
            if 0 <= place < MOST_TEXT_NUMBER - LEAST_TEXT_NUMBER:
                self.tables[self.layout.numbers][place] = number

    def _place(self, kind: str, name: str, text: str) -> int:
        if kind == "answer":
            return 0
        if kind == "in_place":
            above = self.pack.places
            return int(text == name or bool(above and name in above(text)))
        question = self.pack.questions[name]
        return question.options.index(self.layout.graph.local_answer(question)(text))

    def _rank(self) -> None:
        """Texts in their order, where the law asks for it."""
        if self.layout.ranked:
            known = sorted(text for text, number in self.texts.items() if number != NO_ROOM)
            for place, text in enumerate(known):
                self.tables[self.layout.ranks][self.texts[text]] = place

    def words(self) -> list[str]:
        """The text of each number."""
        found = [""] * self.used
        for text, number in reversed(self.texts.items()):
            if number != NO_ROOM:
                found[number] = text
        return found


def answers_of(bound: Bound, on: date, reading: Mapping[str, str]) -> list[tuple[int, int]]:
    """The day of the claim and the answers to the pack's questions, each with its place."""
    layout, questions = bound.layout, bound.pack.questions
    written = [(layout.on, number_of(on))]
    for (kind, name), at in layout.tables.items():
        if kind == "answer":
            question = questions[name]
            chosen = reading.get(name, question.default)
            written.append((at, _option(question, chosen)))
        elif kind == "reading":
            asked = _option(questions[name], reading[name]) if name in reading else -1
            written.append((at + 4 * (layout.size.texts - 1), asked))
    return written


def _option(question: Any, chosen: str) -> int:
    """An answer's number; one that the question does not know holds nowhere, as in the meaning."""
    return question.options.index(chosen) if chosen in question.options else len(question.options)
