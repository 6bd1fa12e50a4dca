"""Between which values a figure lies that the tables lack.

Only figures that were read (confidence high or medium) bound anything from below; a minimum wage
that was only recalled still counts for the highest one.

* No place of a province pays less than the lowest class there, none more than the highest.
* The average wage that caps severance is not lower than an earlier one of its own series, than
  the average of private firms in the same place, than the full-calibre average of a municipality,
  than half of any other average of the city or its province, than half of the average of private
  firms in the country, or than the lowest minimum wage of the province. Half is below every city:
  the poorest ones have about two thirds of their province's average.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

Row = dict[str, str]
FOREVER = "9999-12-31"
COUNTRY = "100000"
CERTAIN = ("high", "medium")
RATES = ("minimum_wage_month", "minimum_wage_class_month")
MUNICIPALITIES = ("110000", "120000", "310000", "500000")
CAP = ("local_average_wage_month", "local_average_wage_year")
HALF, WHOLE = Fraction(1, 2), Fraction(1)


def _steps(made: list[tuple[str, Row]]) -> Iterator[Row]:
    """Rows that hold from one change to the next."""
    for (start, row), (end, _) in zip(made, [*made[1:], ("", {})], strict=True):
        last = (date.fromisoformat(end) - timedelta(days=1)).isoformat() if end else FOREVER
        yield row | {"class": "", "valid_from": start, "valid_to": last}


# --- minimum wages -----------------------------------------------------------------------------


def minimum_wages(rows: Iterable[Row]) -> Iterator[Row]:
    """`minimum_wage_highest` of each province and of the country, `minimum_wage_lowest` too."""
    provinces: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["parameter"] in RATES:
            provinces[row["place"][:2] + "0000"].append(row)
            provinces[COUNTRY].append(row)
    for place, members in sorted(provinces.items()):
        yield from _highest(place, members)
        if place != COUNTRY:
            yield from _lowest(place, members)


def _highest(place: str, rows: list[Row]) -> Iterator[Row]:
    """From one change to the next; a series still in force never has two rows on a day."""
    made: list[tuple[str, Row]] = []
    in_force: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=lambda row: row["valid_from"]):
        start = row["valid_from"]
        in_force[row["place"], row["class"]] = row
        in_force = {key: r for key, r in in_force.items() if r["valid_to"] >= start}
        top = max(in_force.values(), key=lambda r: Decimal(r["value"]))
        bound = _bound("minimum_wage_highest", place, top, top["value"])
        if made and made[-1][0] == start:
            made.pop()
        if not made or made[-1][1] != bound:
            made.append((start, bound))
    yield from _steps(made)


def _lowest(place: str, rows: list[Row]) -> Iterator[Row]:
    """The least that is certain: of each class its last rate that was read."""
    made: list[tuple[str, Row]] = []
    own = [row for row in rows if row["place"] == place]
    for start in sorted({row["valid_from"] for row in own}):
        read = [_last_read(own, klass, start) for klass in _classes(own, start)]
        known = [row for row in read if row is not None]
        if known and len(known) == len(read):
            least = min(known, key=lambda row: Decimal(row["value"]))
            made.append((start, _bound("minimum_wage_lowest", place, least, least["value"])))
    yield from _steps(made)


def _classes(rows: list[Row], day: str) -> set[str]:
    return {row["class"] for row in rows if row["valid_from"] <= day <= row["valid_to"]}


def _last_read(rows: list[Row], klass: str, day: str) -> Row | None:
    found = [
        row
        for row in rows
        if row["class"] == klass and row["valid_from"] <= day and row["confidence"] in CERTAIN
    ]
    return max(found, key=lambda row: row["valid_from"], default=None)


def _sure(name: str, row: Row) -> bool:
    return name == "minimum_wage_highest" and row["confidence"] == "high"


def _bound(name: str, place: str, row: Row, value: str) -> Row:
    klass = f" class {row['class']}" if row["class"] else ""
    return row | {
        "parameter": name, "place": place, "value": value, "unit": "CNY/month",
        "confidence": "high" if _sure(name, row) else "medium",
        "note": f"{row['parameter']} {row['place']}{klass}",
    }  # fmt: skip


# --- average wages -----------------------------------------------------------------------------


def average_wages(rows: Iterable[Row]) -> Iterator[Row]:
    """`average_wage_floor`: what the average wage of a place is at least, by day."""
    own: dict[str, list[tuple[str, Fraction, Row]]] = defaultdict(list)
    for row in rows:
        share = _share(row)
        if share is not None and row["confidence"] in CERTAIN:
            value = Fraction(row["value"]) * share / (12 if row["unit"] == "CNY/year" else 1)
            own[row["place"]].append((_known_from(row), value, row))
    for place in sorted(own):
        above = dict.fromkeys((place, place[:2] + "0000", COUNTRY))
        known = [item for area in above for item in own[area]]
        yield from _rising(place, sorted(known, key=lambda item: item[0]))


def _share(row: Row) -> Fraction | None:
    """How much of this average no average for the cap lies below."""
    name, series = row["parameter"], row["class"].split(":")[0]
    if name in CAP or name == "minimum_wage_lowest":
        return WHOLE
    if name == "insurance_average_wage_month":
        return WHOLE if row["place"] in MUNICIPALITIES else HALF
    if name.startswith("other_average_wage_"):
        if series != "private":
            return None if row["place"] == COUNTRY else HALF
        return HALF if row["place"] == COUNTRY else WHOLE
    return None


def _known_from(row: Row) -> str:
    """An average holds for endings of the year after it was measured, whenever it came out."""
    year = row["class"].split(":")[-1]
    return f"{int(year) + 1}-01-01" if year.isdigit() else row["valid_from"]


def _down_to_fen(value: Fraction) -> str:
    """A bound never above the value, in yuan and fen."""
    return str(Decimal(value.numerator * 100 // value.denominator) / 100)


def _rising(place: str, items: list[tuple[str, Fraction, Row]]) -> Iterator[Row]:
    made: list[tuple[str, Row]] = []
    best = Fraction(0)
    for start, value, row in items:
        if value <= best:
            continue
        best = value
        if made and made[-1][0] == start:
            made.pop()
        made.append((start, _bound("average_wage_floor", place, row, _down_to_fen(value))))
    yield from _steps(made)
