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

from .place_names import counties_of, former_places, names

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
        if code not in series and former.now != code:
            heirs = _heirs_of_parts(code, series) or series.get(former.now, [])
            yield from (row | {"place": code} for row in heirs)
    for place, members in series.items():
        yield from _taken_back(members, rates[place[:2] + "0000"])


def _heirs_of_parts(code: str, series: dict[str, list[Row]]) -> list[Row]:
    """The rows of a former city's parts, where those have rows of their own and all are alike:
    both districts that 莱芜市 became are in the second class, 济南市 in the first."""
    parts = [p for c, p in former_places().items() if c[:4] == code[:4] and c[4:] != "00"]
    held = [series.get(part.now, []) for part in parts] if code.endswith("00") else []
    said = {tuple((row["valid_from"], row["value"]) for row in rows) for rows in held}
    return held[0] if len(said) == 1 else []


def _counties_apart(series: dict[str, list[Row]]) -> Iterator[Row]:
    """An empty series for each county of a city whose row holds for urban districts only."""
    for city, members in series.items():
        urban = any(
            "scope=urban" in row["note"] or "scope=partial" in row["note"] for row in members
        )
        if not city.endswith("00") or not urban:
            continue
        since = min(row["valid_from"] for row in members)
        for county in counties_of(city):
            if county not in series and not _is_district(county, since):
                yield members[0] | HELD_OPEN | {"place": county, "note": "not named in the list"}


def _is_district(county: str, day: str) -> bool:
    """Whether a former county had become an urban district by then: 上饶县 is 广信区 since 2019."""
    former = former_places().get(county)
    return (
        former is not None
        and names().get(former.now, "").endswith("区")
        and former.until[:4] < day[:4]
    )


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
