"""Dated figures: by place and class, with source and confidence, looked up and never guessed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import lcm
from pathlib import Path
from typing import Any

from gongyou.law.schema.types import DATE_KIND, NUM

from .language.nodes import Expr, RuleError, node, wants
from .language.values import as_text

OWN_COLUMNS = (
    "valid_from",
    "valid_to",
    "value",
    "unit",
    "source",
    "confidence",
    "note",
    "parameter",
)
FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, eq=False)
class Figure:
    """One row of a parameter: the value from valid_from to valid_to, both included."""

    parameter: str
    keys: tuple[str, ...]
    valid_from: date
    valid_to: date
    value: int | Fraction | str
    unit: str = ""
    source: str = ""
    confidence: str = "high"
    note: str = ""

    @property
    def confirmed(self) -> bool:
        """Whether somebody read it in a document; a figure that is only recalled is not."""
        return self.confidence != "low"


@dataclass
class Parameter:
    """A named series of figures; calling it in a rule looks it up.

    `inherit="place"` means that a place without any row of its own (for the same other keys)
    takes the row of the place above it; a gap in a place's own series stays a gap.
    """

    name: str
    keys: tuple[str, ...]
    figures: list[Figure]
    kind: str = NUM
    unit: str = ""
    inherit: str | None = None
    parents: Callable[[str], list[str]] | None = None
    index: dict[tuple[str, ...], list[Figure]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in sorted(self.figures, key=lambda f: (f.keys, f.valid_from)):
            self.index.setdefault(row.keys, []).append(row)
        for rows in self.index.values():
            _close(rows, self.name)
        self.figures = [row for rows in self.index.values() for row in rows]

    def __call__(self, *keys: Any, at: Any) -> Expr:
        """The figure for these keys on a date; unknown, under its name, where there is none."""
        if len(keys) != len(self.keys):
            raise RuleError(f"{self.name} is looked up by {', '.join(self.keys) or 'date only'}")
        args = (*map(as_text, keys), wants(at, DATE_KIND))
        return node("lookup", args, self, self.kind)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    @cached_property
    def denominator(self) -> int:
        """The least number that makes every figure whole."""
        return lcm(*(Fraction(f.value).denominator for f in self.figures))

    def home(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """The keys whose series holds for these: their own, or the nearest place above."""
        if keys in self.index or self.inherit is None or self.parents is None:
            return keys
        at = self.keys.index(self.inherit)
        for place in self.parents(keys[at]):
            above = (*keys[:at], place, *keys[at + 1 :])
            if above in self.index:
                return above
        return keys

    def nearest_confirmed(self, figure: Figure) -> Figure | None:
        """The last confirmed row of the same series before this one, else the first after it."""
        rows = [row for row in self.index.get(figure.keys, ()) if row.confidence != "low"]
        before = [row for row in rows if row.valid_from < figure.valid_from]
        return before[-1] if before else next(iter(rows), None)

    def find(self, keys: tuple[str, ...], at: date) -> Figure | None:
        """The row in force, or None."""
        for row in self.index.get(self.home(keys), ()):
            if row.valid_from <= at <= row.valid_to:
                return row
        return None


def _close(rows: list[Figure], name: str) -> None:
    """Give an open row the day before the next one as its end; refuse overlaps."""
    for i, (row, following) in enumerate(pairwise(rows)):
        before = following.valid_from - timedelta(days=1)
        if row.valid_to == LAST_DAY:
            rows[i] = Figure(**{**row.__dict__, "valid_to": before})
        elif row.valid_to > before:
            raise RuleError(f"{name} {row.keys}: two rows for {following.valid_from}")


def read_figures(
    path: Path, name: str, kind: str = NUM, keys: tuple[str, ...] = ()
) -> tuple[tuple[str, ...], list[Figure]]:
    """Read a CSV: key columns first, then valid_from, valid_to, value, unit, source, confidence."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        keys = keys or tuple(c for c in reader.fieldnames or () if c not in OWN_COLUMNS)
        return keys, [_figure(name, keys, row, kind) for row in reader]


def figures_from(name: str, keys: tuple[str, ...], rows: Iterable[dict], kind: str) -> list[Figure]:
    """Figures from plain rows, for packs that compute them and for what-if questions."""
    return [_figure(name, keys, row, kind) for row in rows]


def _figure(name: str, keys: tuple[str, ...], row: dict, kind: str) -> Figure:
    text = str(row["value"])
    value: Any = text
    if kind == NUM:
        number = Fraction(text)
        value = number.numerator if number.denominator == 1 else number
    return Figure(
        parameter=name,
        keys=tuple(str(row.get(key) or "") for key in keys),
        valid_from=_day(row.get("valid_from"), FIRST_DAY),
        valid_to=_day(row.get("valid_to"), LAST_DAY),
        value=value,
        unit=row.get("unit") or "",
        source=row.get("source") or "",
        confidence=row.get("confidence") or "high",
        note=row.get("note", "parameter") or "",
    )


def _day(value: Any, default: date) -> date:
    if not value:
        return default
    return value if isinstance(value, date) else date.fromisoformat(value)


def adcode_parents(place: str) -> list[str]:
    """440306 → 440300, 440000, 100000: district, city, province, China."""
    above = [place[:4] + "00", place[:2] + "0000", "100000"]
    return [p for p in dict.fromkeys(above) if p != place]
