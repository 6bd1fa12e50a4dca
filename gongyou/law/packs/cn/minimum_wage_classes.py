"""Which class of the minimum wage a place is in, on days that the lists do not cover.

The lists name cities, districts and counties. A city's row that holds for its urban districts only
must not reach its counties; a place that has taken in another lends it its class; and before the
first list the class is taken back, not confirmed: the first class always, another one as long as
the province had as many classes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from .place_names import counties_of, former_places

Row = dict[str, str]
CLASS, RATE = "minimum_wage_class", "minimum_wage_class_month"
HELD_OPEN = {"valid_from": "1900-01-01", "valid_to": "1900-01-01"}
FOREVER = "9999-12-31"


def extended(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows that the lists imply, beside the lists' own."""
    series: dict[str, list[Row]] = defaultdict(list)
    rates: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["parameter"] == CLASS:
            series[row["place"]].append(row)
        elif row["parameter"] == RATE:
            rates[row["place"]].append(row)
    yield from _counties_apart(series)
    for code, former in former_places().items():
        if code not in series and former.now in series and former.now != code:
            yield from (row | {"place": code} for row in series[former.now])
    for place, members in series.items():
        yield from _taken_back(members, rates[place[:2] + "0000"])


def _counties_apart(series: dict[str, list[Row]]) -> Iterator[Row]:
    """An empty series for each county of a city whose row holds for urban districts only."""
    for city, members in series.items():
        urban = any(
            "scope=urban" in row["note"] or "scope=partial" in row["note"] for row in members
        )
        if not city.endswith("00") or not urban:
            continue
        for county in counties_of(city):
            if county not in series:
                yield members[0] | HELD_OPEN | {"place": county, "note": "not named in the list"}


def _taken_back(members: list[Row], rates: list[Row]) -> Iterator[Row]:
    """The first class known, for the days before on which there were as many classes."""
    first = min(members, key=lambda row: row["valid_from"])
    day = first["valid_from"]
    number, since = _classes_on(rates, day), day
    for start in sorted(
        {row["valid_from"] for row in rates if row["valid_from"] < day}, reverse=True
    ):
        if first["value"] != "1" and _classes_on(rates, start) != number:
            break
        since = start
    if since < day:
        before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
        yield first | {
            "valid_from": since, "valid_to": before, "confidence": "low",
            "note": f"list of {day} taken back; class of that day not confirmed",
        }  # fmt: skip


def _classes_on(rates: list[Row], day: str) -> int:
    return len({r["class"] for r in rates if r["valid_from"] <= day <= (r["valid_to"] or FOREVER)})
