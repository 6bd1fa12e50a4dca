"""Reads `figures/` into closed intervals and works out the tables that follow from others.

A row holds from `valid_from` until the day before the next row of the same parameter, place and
class, or until `valid_to` where the file states an end. A gap stays a gap: nothing is filled.

What is worked out here, so that a lawyer adds one row a year and no more: which class a place is
in (`minimum_wage_classes.py`), and between which bounds a figure lies that the tables lack
(`bounds.py`).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from gongyou.law.engine.parameters import adcode_parents

from . import bounds, minimum_wage_classes

FOLDER = Path(__file__).parent / "figures"
FIELDS = (
    "parameter",
    "place",
    "class",
    "valid_from",
    "valid_to",
    "value",
    "unit",
    "source",
    "confidence",
    "note",
)
FOREVER = "9999-12-31"
CONFIDENCE = ("low", "medium", "high")
Row = dict[str, str]
COUNTRY = "100000"
UNREAD = ("other_average_wage_", "injury_uninsured_lump_years", "insurance_average_wage_month")
"""Averages that only bound others: no rule looks them up."""
SET_LOCALLY = ("insurance_rate_employer", "insurance_rate_worker")
"""Set by each province: the country's general rate does not fill a gap in its series."""


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _close(rows: Iterable[Row]) -> list[Row]:
    """Give every row an end: the day before the next row of its series, or its stated end."""
    series: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        series[row["parameter"], row["place"], row["class"]].append(dict(row))
    for members in series.values():
        members.sort(key=lambda row: row["valid_from"])
        for row, following in zip(members, [*members[1:], {}], strict=True):
            next_start = following.get("valid_from")
            until_next = _day_before(next_start) if next_start else FOREVER
            row["valid_to"] = min(row["valid_to"] or FOREVER, until_next)
    return [row for members in series.values() for row in members]


def _fill_from_above(rows: list[Row]) -> Iterator[Row]:
    """Rows of the place above for the days that a place's own series does not cover.

    A lookup takes the nearest place that has a series at all; so a district with one old row
    still follows its city, and a city's gap still follows a figure that its province set.
    """
    series: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        series[row["parameter"], row["place"], row["class"]].append(row)
    for (parameter, place, klass), own in series.items():
        if parameter == minimum_wage_classes.CLASS:
            continue
        for above in adcode_parents(place):
            if parameter in SET_LOCALLY and above == COUNTRY:
                break
            for row in series.get((parameter, above, klass), ()):
                for start, end in _uncovered(own, row["valid_from"], row["valid_to"]):
                    yield row | {
                        "place": place, "valid_from": start, "valid_to": end,
                        "note": f"{row['note']}; figure of {above}".strip("; "),
                    }  # fmt: skip
            if (parameter, above, klass) in series:
                break


def _undivided(rows: list[Row]) -> Iterator[Row]:
    """An empty series of the whole where a place has only parts (tiers, households) of a rate.

    So the place does not take the country's rate for the whole; a day in 1900 holds it open.
    """
    known = {(row["parameter"], row["place"], row["class"]) for row in rows}
    for row in rows:
        whole = row["class"].split(":")[0]
        key = (row["parameter"], row["place"], whole)
        if row["parameter"] in SET_LOCALLY and key not in known:
            known.add(key)
            day = {"valid_from": "1900-01-01", "valid_to": "1900-01-01"}
            yield row | day | {"class": whole, "note": "divided by the city"}


def _uncovered(rows: list[Row], start: str, end: str) -> Iterator[tuple[str, str]]:
    for row in sorted(rows, key=lambda row: row["valid_from"]):
        if row["valid_to"] < start or row["valid_from"] > end:
            continue
        if row["valid_from"] > start:
            yield start, _day_before(row["valid_from"])
        if row["valid_to"] >= end:
            return
        start = _day_after(row["valid_to"])
    if start <= end:
        yield start, end


@cache
def all_rows() -> tuple[Row, ...]:
    """Every figure of the pack with closed interval, source and confidence."""
    raw = [
        {field: row.get(field) or "" for field in FIELDS}
        for path in sorted(FOLDER.glob("*.csv"))
        if path.name != "calendar.csv"
        for row in _read(path)
    ]
    rows = _close(raw)
    rows += list(minimum_wage_classes.extended(rows))
    rows += list(_undivided(rows))
    rows += list(_fill_from_above(rows))
    rows += list(bounds.minimum_wages(rows))
    rows += list(bounds.average_wages(rows))
    return tuple(
        row
        for row in rows
        if row["valid_from"] <= row["valid_to"] and not row["parameter"].startswith(UNREAD)
    )


@cache
def calendar_rows() -> tuple[tuple[date, str, str], ...]:
    """Days that differ from the plain week: date, kind (statutory, rest, workday), holiday."""
    return tuple(
        (date.fromisoformat(row["date"]), row["kind"], row["holiday"])
        for row in _read(FOLDER / "calendar.csv")
    )
