"""Turns the facts of a published case into the tables of a law pack.

A case gives one flat mapping, sometimes with lists (pay components, salaries, absences). What it
leaves out is "not relevant here", which the pack must be told in so many words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from gongyou.law import Facts
from gongyou.law.engine import Pack
from gongyou.law.engine.types import DATE_KIND, NUM

TABLES = {
    ("us", "pay"): "pay",
    ("us", "clockings"): "clockings",
    ("us", "shifts"): "clockings",
    ("hk", "wages"): "wages",
    ("hk", "pay_for_time_not_worked"): "not_worked",
    ("fr", "salaries"): "salaries",
    ("fr", "absences"): "absences",
}
NUMBERED = {"pay": "component", "clockings": "clocking"}
NOT_RELEVANT: dict[str, dict[str, Any]] = {
    "us": {"week": "1"},
    "uk": {
        "overtime_hours": 0,
        "charge_per_night": 0,
        "nights_per_week": 0,
        "pay_period_days": 7,
        "paid_within_14_days": False,
        "apprentice_rate_applies": False,
        "nation": "GB",
        "age": 30,  # the manual's examples are of adults and do not say how old
    },
    "hk": {
        "disregarded_days": 0,
        "disregarded_wages": 0,
        "gratuities_and_voluntary": 0,
        "employer_mandatory_contributions": 0,
        "contractual_days_off": 0,
    },
    "fr": {},
}
OTHER_NAMES = {
    "us": {"in": "clock_in", "out": "clock_out", "break_minutes": "unpaid_break",
           "minutes": "unrecorded_minutes", "minutes_per_day": "unrecorded_minutes",
           "unrecorded_minutes_per_day": "unrecorded_minutes", "bonus_amount": "bonus"},
    "uk": {"start": "employment_start", "charge": "charge_per_night"},
    "hk": {"days_worked_hours": "hours_worked"},
    "fr": {},
}  # fmt: skip
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
          "octobre", "novembre", "décembre")  # fmt: skip


def tables_of(pack: Pack, given: Mapping[str, Any]) -> Facts:
    """The case's facts as the pack's tables, one worker."""
    flat: dict[str, Any] = dict(NOT_RELEVANT[pack.name])
    tables: dict[str, Any] = {
        name: [] for name, t in pack.tables.items() if t.parent and t.empty == "none"
    }
    for name, value in given.items():
        if isinstance(value, list):
            table = TABLES.get((pack.name, name), name)
            tables[table] = [_row(pack, table, item, i) for i, item in enumerate(value, 1)]
        elif isinstance(value, Mapping):
            flat |= value
        else:
            flat[OTHER_NAMES[pack.name].get(name, name)] = value
    if pack.name == "fr" and "salaries" in tables:
        _count_back(tables["salaries"])
    if pack.name == "uk":
        flat["part_of_year"] = _part_of_year(given)
    if pack.name == "us" and "days" in flat:
        flat["unrecorded_days"] = flat["days"]
    tables[pack.root.name] = _typed(pack, pack.root.name, {"worker": "1", **flat})
    if pack.name == "us":
        tables["weeks"] = [_typed(pack, "weeks", {"worker": "1", **flat})]
    return Facts(**tables)


def _row(pack: Pack, table: str, item: Any, number: int) -> dict[str, Any]:
    values = dict(item) if isinstance(item, Mapping) else {"amount": item}
    values = {OTHER_NAMES[pack.name].get(k, k): v for k, v in values.items()}
    row = {"worker": "1", "week": "1", NUMBERED.get(table, "number"): number}
    return _typed(pack, table, {**row, **values})


def _typed(pack: Pack, table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {f.column: f.type for f in pack.facts.values() if f.table.name == table}
    typed = {name: _value(kinds.get(name), value) for name, value in values.items()}
    keys = (*pack.tables[table].key, "month")
    return {name: value for name, value in typed.items() if name in kinds or name in keys}


def _value(kind: Any, value: Any) -> Any:
    if kind is None or value is None:
        return value
    if kind.kind == DATE_KIND:
        return date.fromisoformat(value)
    if kind.kind == NUM and isinstance(value, str):
        return _minutes(value) if ":" in value else Fraction(value)
    return value


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _count_back(rows: list[dict[str, Any]]) -> None:
    """Number salaries from the most recent month, however the case labels its months."""
    rows.sort(key=lambda row: _order(row.pop("month", row["number"])), reverse=True)
    for number, row in enumerate(rows, 1):
        row["number"] = number


def _order(label: Any) -> tuple[int, str]:
    text = str(label)
    if text in MONTHS:
        return MONTHS.index(text), ""
    return (-int(text), "") if text.isdigit() else (0, text)


def _part_of_year(given: Mapping[str, Any]) -> str:
    starts, leaves = "start_date" in given, "leaving_date" in given
    return {(1, 1): "both", (1, 0): "starter", (0, 1): "leaver"}.get((starts, leaves), "full")
