"""Reads `figures/` into closed intervals and works out the two tables that follow from others.

A row holds from `valid_from` until the day before the next row of the same parameter, place and
class, or until `valid_to` where the file states an end. A gap stays a gap: nothing is filled.

Two tables are worked out here so that a lawyer adds one row a year and no more: cities take the
rate of the class that the province put them in, and `minimum_wage_highest` is the highest
monthly minimum wage that any place in the tables had on a day.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from gongyou.law.engine.parameters import adcode_parents

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
SET_LOCALLY = ("insurance_rate_employer", "insurance_rate_worker")
"""Set by each province: the country's general rate does not fill a gap in its series."""

CLASS_ONE_CITIES = {
    # named in the class 1 rows of their province; other cities of the class are not named there
    "320000": ("320100", "320200", "320400"),
    "330000": ("330100", "330200"),
}


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


def _classes_of_cities(rows: list[Row]) -> Iterator[tuple[str, str, str, str, str, str]]:
    """City, province, class, first day, last day and confidence of each classification."""
    for row in rows:
        if row["parameter"] == "minimum_wage_class":
            province = row["place"][:2] + "0000"
            yield (
                row["place"], province, row["value"],
                row["valid_from"], row["valid_to"], row["confidence"],
            )  # fmt: skip
    for province, cities in CLASS_ONE_CITIES.items():
        for city in cities:
            yield city, province, "1", "1900-01-01", FOREVER, "high"


def _city_rates(closed: list[Row], own: set[tuple[str, str]]) -> Iterator[Row]:
    """Rates of the cities that have no series of their own, from their province's class."""
    for city, province, klass, first, last, confidence in _classes_of_cities(closed):
        for row in closed:
            if not row["parameter"].startswith("minimum_wage_class_"):
                continue
            parameter = row["parameter"].replace("minimum_wage_class_", "minimum_wage_")
            if (row["place"], row["class"]) != (province, klass) or (parameter, city) in own:
                continue
            start, end = max(row["valid_from"], first), min(row["valid_to"], last)
            if start <= end:
                yield row | {
                    "parameter": parameter, "place": city, "class": "",
                    "valid_from": start, "valid_to": end,
                    "confidence": min(row["confidence"], confidence, key=CONFIDENCE.index),
                    "note": f"class {klass} of {province}",
                }  # fmt: skip


def _highest_minimum_wage(rows: list[Row]) -> Iterator[Row]:
    """The highest monthly minimum wage in the tables, from one change to the next."""
    monthly = [row for row in rows if row["parameter"] == "minimum_wage_month"]
    starts = sorted({row["valid_from"] for row in monthly})
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        in_force = [row for row in monthly if row["valid_from"] <= start <= row["valid_to"]]
        if in_force:
            top = max(in_force, key=lambda row: float(row["value"]))
            yield top | {
                "parameter": "minimum_wage_highest", "place": "100000", "class": "",
                "valid_from": start, "valid_to": _day_before(following) if following else FOREVER,
                "confidence": "medium", "note": f"highest in the tables: {top['place']}",
            }  # fmt: skip


def _fill_from_above(rows: list[Row]) -> Iterator[Row]:
    """Rows of the place above for the days that a place's own series does not cover.

    A lookup takes the nearest place that has a series at all; so a district with one old row
    still follows its city, and a city's gap still follows a figure that its province set.
    """
    series: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        series[row["parameter"], row["place"], row["class"]].append(row)
    for (parameter, place, klass), own in series.items():
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
    closed = _close(raw)
    own = {(row["parameter"], row["place"]) for row in closed}
    rows = closed + list(_city_rates(closed, own))
    rows += list(_highest_minimum_wage(rows))
    rows += list(_undivided(rows))
    rows += list(_fill_from_above(rows))
    return tuple(row for row in rows if row["valid_from"] <= row["valid_to"])


@cache
def calendar_rows() -> tuple[tuple[date, str, str], ...]:
    """Days that differ from the plain week: date, kind (statutory, rest, workday), holiday."""
    return tuple(
        (date.fromisoformat(row["date"]), row["kind"], row["holiday"])
        for row in _read(FOLDER / "calendar.csv")
    )
