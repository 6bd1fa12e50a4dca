"""What must be true of dated figures before a rule may look them up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from .place_names import known_place

Row = dict[str, str]
MINIMUM = "minimum_wage_class_month", "minimum_wage_class_hour"
RISING = (
    "minimum_wage_month",
    "minimum_wage_hour",
    "local_average_wage_month",
    "local_average_wage_year",
    *MINIMUM,
)
CERTAINTIES = ("high", "medium", "low")


def check(rows: Iterable[Row]) -> list[str]:
    """Sentences on what is wrong; none where all is well."""
    rows = list(rows)
    problems = [problem for row in rows for problem in _one(row)]
    if problems:
        return problems
    checks: tuple[Callable[[list[Row]], Iterator[str]], ...] = (_one_a_day, _rising, _in_order)
    return [problem for made in checks for problem in made(rows)]


def _said(row: Row) -> str:
    place = f"{row['parameter']} {row['place']}"
    return f"{place} {row['class']} {row['valid_from']}".replace("  ", " ")


def _one(row: Row) -> Iterator[str]:
    try:
        start = date.fromisoformat(row["valid_from"])
        if row["valid_to"] and date.fromisoformat(row["valid_to"]) < start:
            yield f"{_said(row)}: ends before it begins"
    except ValueError:
        yield f"{_said(row)}: not a date"
    try:
        if Fraction(row["value"]) < 0:
            yield f"{_said(row)}: below nought"
    except (ValueError, ZeroDivisionError):
        yield f"{_said(row)}: {row['value']!r} is no number"
    if not known_place(row["place"]):
        yield f"{_said(row)}: no such place"
    if row["confidence"] not in CERTAINTIES:
        yield f"{_said(row)}: confidence {row['confidence']!r}"
    if not row["source"].strip():
        yield f"{_said(row)}: no source"


def series_of(rows: Iterable[Row]) -> dict[tuple[str, str, str], list[Row]]:
    """Rows by parameter, place and class, in order of their first day."""
    found: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        found[row["parameter"], row["place"], row["class"]].append(row)
    for members in found.values():
        members.sort(key=lambda row: row["valid_from"])
    return found


def _one_a_day(rows: list[Row]) -> Iterator[str]:
    for members in series_of(rows).values():
        for row, following in pairwise(members):
            same_day = row["valid_from"] == following["valid_from"]
            if same_day or (row["valid_to"] and row["valid_to"] >= following["valid_from"]):
                yield f"{_said(following)}: a second value for that day"


def _rising(rows: list[Row]) -> Iterator[str]:
    for key, members in series_of(rows).items():
        if key[0] not in RISING:
            continue
        for row, following in pairwise(members):
            if Fraction(following["value"]) < Fraction(row["value"]):
                yield f"{_said(following)}: {following['value']} after {row['value']}"


def _in_order(rows: list[Row]) -> Iterator[str]:
    """A better class never has the lower rate on one day."""
    steps: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["parameter"] in MINIMUM:
            steps[row["parameter"], row["place"]].append(row)
    for members in steps.values():
        for day in sorted({row["valid_from"] for row in members}):
            of_day = in_force(members, day)
            for klass in sorted(of_day, key=int)[1:]:
                better = of_day.get(str(int(klass) - 1))
                if better and Fraction(better["value"]) < Fraction(of_day[klass]["value"]):
                    yield f"{_said(of_day[klass])}: above class {int(klass) - 1} on {day}"


def in_force(rows: Iterable[Row], day: str) -> dict[str, Row]:
    """The row of each class that holds on a day."""
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row["valid_from"]):
        if row["valid_from"] <= day:
            found[row["class"]] = row
    return {k: row for k, row in found.items() if not row["valid_to"] or row["valid_to"] >= day}
