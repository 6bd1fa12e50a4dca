"""Turns the facts of a published case into the tables of a law pack.

A case gives one flat mapping, sometimes with lists (pay components, salaries, absences). What it
leaves out is "not relevant here", which the pack must be told in so many words. A fact under a
name that the pack does not have goes to the fact that the rule lacks and whose words are nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from inspect import signature
from typing import Any

from gongyou.law import Facts
from gongyou.law.engine import Pack
from gongyou.law.schema.types import BOOL_KIND, DATE_KIND, NUM

from .court_told import key_in_words
from .world_values import as_day, as_fraction, unfolded

TABLES = {
    ("us", "pay"): "pay",
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
    "us": {"minutes": "unrecorded_minutes", "minutes_per_day": "unrecorded_minutes",
           "unrecorded_minutes_per_day": "unrecorded_minutes", "bonus_amount": "bonus",
           "commission_amount": "commission", "days": "unrecorded_days"},
    "uk": {"start": "employment_start", "charge": "charge_per_night"},
    "hk": {"days_worked_hours": "hours_worked", "daily_average_wage": "average_daily_wage",
           "adw": "average_daily_wage"},
    "fr": {},
}  # fmt: skip
NEAR_CODES = (  # kinds that the law treats alike, whatever a publisher calls them
    (r"matern|pregnan", "maternity"),
    (r"patern|adoption", "paternity"),
    (r"paid_(leave|holiday)|annual|conges_payes", "paid_leave"),
    (r"(?<!non_)(?<!non)(occupational|work)_disease", "occupational_disease"),
    (r"(?<!non_)(?<!non)(occupational|work)_", "occupational_accident"),
    (r"interim|temp|agency", "ctt"),
    (r"permanent|indetermin|open", "cdi"),
    (r"fixed", "cdd"),
    (r"bi-?week|fortnight|two_week", "biweekly"),
    (r"semi.?month|half.?month|twice", "semimonth"),
    (r"^week", "week"),
    (r"^month", "month"),
    (r"year|annual", "year"),
    (r"severance|redundan", "severance"),
    (r"long", "long_service"),
    (r"northern|ulster", "NI"),
    (r"england|wales|scotland|brit|kingdom|UK", "GB"),
)
MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre",
          "octobre", "novembre", "decembre")  # fmt: skip
NO_BONUS = r"season|saison|customary|usage|vendange|student|etudiant|étudiant"
CLOCK = re.compile(r"\b(\d{1,2})[:h](\d{2})\s*([ap])?", re.IGNORECASE)


def tables_of(pack: Pack, given: Mapping[str, Any], renamed: Mapping[str, str] = {}) -> Facts:
    """The case's facts as the pack's tables, one worker."""
    given = unfolded(given)
    flat: dict[str, Any] = dict(NOT_RELEVANT[pack.name])
    tables: dict[str, Any] = {
        name: [] for name, t in pack.tables.items() if t.parent and t.empty == "none"
    }
    for name, value in given.items():
        if isinstance(value, list) and _table(pack, name):
            table = _table(pack, name) or name
            tables[table] = [_row(pack, table, item, i) for i, item in enumerate(value, 1)]
        elif not isinstance(value, list):
            flat[renamed.get(name) or _name(pack, name)] = value
    if pack.name == "fr" and "salaries" in tables:
        _count_back(tables["salaries"])
    if pack.name == "fr":
        flat |= _situations([*unknown_flags(pack, given), *_texts(given)]) | _band(given)
        flat = {"gross_pay_total": _sum(given.get("salaries")), **flat}
    if pack.name == "uk":
        flat["part_of_year"] = _part_of_year(given)
    if pack.name == "us":
        tables["clockings"] = list(_clockings(given))
    tables[pack.root.name] = _typed(pack, pack.root.name, {"worker": "1", **flat})
    if pack.name == "us":
        tables["weeks"] = [_typed(pack, "weeks", {"worker": "1", **flat})]
    return Facts(**tables)


def _columns(pack: Pack) -> set[str]:
    return {f.column for f in pack.facts.values()}


def _name(pack: Pack, name: str) -> str:
    """The pack's own name; another is used only where the pack has none like it."""
    other = OTHER_NAMES[pack.name].get(name)
    return other if other and (name not in _columns(pack) or name == "days") else name


def _table(pack: Pack, name: str) -> str | None:
    table = TABLES.get((pack.name, name), name)
    return table if table in pack.tables and table != "clockings" else None


def not_understood(
    pack: Pack, given: Mapping[str, Any], renamed: Mapping[str, str] = {}
) -> list[str]:
    """Names that a case tells and that no rule of the pack reads."""
    known = _columns(pack) | set(renamed) | set(OTHER_NAMES[pack.name]) | set(pack.tables)
    return [n for n in unfolded(given) if n not in known and (pack.name, n) not in TABLES]


def unknown_flags(pack: Pack, given: Mapping[str, Any]) -> list[str]:
    """Names that say yes and that the pack does not know."""
    return [name for name, value in given.items() if value is True and name not in _columns(pack)]


def _texts(given: Mapping[str, Any]) -> list[str]:
    """Kinds of short contract that give no bonus at their end (L1243-10, L1242-2)."""
    return [v for v in given.values() if isinstance(v, str) and re.search(NO_BONUS, v.lower())]


def _sum(salaries: Any) -> Fraction | None:
    """Pay of the whole contract, if a case lists it by month."""
    rows = salaries if isinstance(salaries, list) else []
    totals = [row.get("total") for row in rows if isinstance(row, Mapping)]
    numbers = [as_fraction(total) for total in totals]
    return sum(numbers, Fraction()) if numbers and None not in numbers else None


def _situations(flags: Iterable[str]) -> dict[str, Any]:
    """Situations told under other names: grave misconduct, else one that the law may exclude."""
    faults = [name for name in flags if re.search("misconduct|faute", name)]
    said = {"serious_misconduct": True} if faults else {}
    return said | ({"other_exclusion": True} if set(flags) - set(faults) else {})


def _band(given: Mapping[str, Any]) -> dict[str, Any]:
    """Months of a published range, such as "6 mois à moins de 2 ans", if nothing closer is told."""
    found = re.match(r"(moins|plus)?\D*(\d+)\s*(mois|ans?)", str(given.get("band", "")).lower())
    if not found or {"seniority_months", "seniority_years", "start"} & set(given):
        return {}
    months = int(found[2]) * (1 if found[3] == "mois" else 12)
    return {"seniority_months": months - 1 if found[1] == "moins" else months}


# --- names that the pack does not have ---------------------------------------------------------


def nearest_names(
    pack: Pack, code: str, given: Mapping[str, Any], missing: Iterable[str]
) -> dict[str, str]:
    """For facts that a rule lacks, the names of the case whose words are nearest.

    Names that the pack does not have come first; a single one left over must be what is lacking.
    Last come names that the pack has, but this rule does not read.
    """
    lacking = {pack.facts[name] for name in missing if name in pack.facts}
    wanted = {fact.column: _words(fact.name) | _words(fact.column) for fact in lacking}
    scalars = [n for n, v in given.items() if not isinstance(v, list | Mapping | bool)]
    own = {f.column for f in pack.facts.values() if f.table.name in (pack.root.name, "weeks")}
    strange = [n for n in scalars if n not in own and n not in OTHER_NAMES[pack.name]]
    found = _matched(strange, wanted)
    left = [column for column in wanted if column not in found.values()]
    if len(left) == 1 and len(rest := [n for n in strange if n not in found]) == 1:
        found |= {rest[0]: left[0]}
    elif not found:
        read = _read_by(pack, pack.entitlements[code].rule)
        found = _matched([n for n in scalars if n in own and n not in read], wanted)
    return found


def _read_by(pack: Pack, rule: str) -> set[str]:
    """Columns of all facts that a rule and the rules below it read."""
    columns, seen, open_names = set(), set(), [rule]
    while open_names:
        name = open_names.pop()
        if name in pack.facts:
            columns.add(pack.facts[name].column)
        elif name in pack.rules and name not in seen:
            seen.add(name)
            variants = pack.rules[name].variants
            open_names += [n for v in variants for n in signature(v.function).parameters]
    return columns


def _matched(names: Iterable[str], wanted: Mapping[str, set[str]]) -> dict[str, str]:
    """Each name with the column that shares most words, the best pairs first."""
    found: dict[str, str] = {}
    pairs = [
        (_nearness(_words(n), words), n, column) for n in names for column, words in wanted.items()
    ]
    for score, name, column in sorted(pairs, reverse=True):
        if score > 0 and name not in found and column not in found.values():
            found[name] = column
    return found


def _words(name: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"[a-z0-9]+", name.lower())}


def _nearness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


# --- times of the clock ------------------------------------------------------------------------


def _clockings(given: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Clock-in and clock-out of each day, however the case lists them."""
    rows = [pair for value in given.values() for pair in _pairs(value)]
    if not rows:  # one day told flat, so many days
        times = as_fraction(given.get("days") or given.get("days_worked")) or 1
        rows = list(_pairs(dict(given))) * int(times)
    for number, (clock_in, clock_out, unpaid) in enumerate(rows, 1):
        own = {"clock_in": clock_in, "clock_out": clock_out, "unpaid_break": unpaid}
        yield {"worker": "1", "week": "1", "clocking": number, **own}


def _pairs(value: Any) -> Iterator[tuple[int, int, int]]:
    """First and last minute and the unpaid break of an entry, or of each entry of a list."""
    if isinstance(value, list):
        if len(value) == 2 and all(isinstance(v, str) and CLOCK.search(v) for v in value):
            yield _minute(value[0]), _minute(value[1]), 0
            return
        for entry in value:
            yield from _pairs(entry)
    elif isinstance(value, Mapping):
        ins = [v for k, v in value.items() if re.search(r"in$|^in|start|from|arriv", k)]
        outs = [v for k, v in value.items() if re.search(r"out|end|^to$|leav|depart", k)]
        first, last = (next((_minute(v) for v in vs if _is_clock(v)), None) for vs in (ins, outs))
        if first is not None and last is not None:
            rests = [v for k, v in value.items() if re.search("break|lunch|meal", k)]
            yield first, last, _length(next((v for v in rests if v is not None), 0))
    elif isinstance(value, str) and len(found := CLOCK.findall(value)) == 2:
        first, last = (_minute(":".join(time[:2]) + time[2]) for time in found)
        yield first, last, 0


def _is_clock(value: Any) -> bool:
    return isinstance(value, str) and bool(CLOCK.search(value))


def _minute(clock: str) -> int:
    hours, minutes, half = CLOCK.search(clock).groups()
    hour = int(hours) % 12 + (12 if half.lower() == "p" else 0) if half else int(hours)
    return hour * 60 + int(minutes)


def _length(value: Any) -> int:
    return _minute(value) if _is_clock(value) else int(as_fraction(value) or 0)


# --- rows and values ---------------------------------------------------------------------------


def _row(pack: Pack, table: str, item: Any, number: int) -> dict[str, Any]:
    values = {"amount": item}
    if isinstance(item, Mapping):
        values = {key_in_words(key): value for key, value in item.items()}
    row = {"worker": "1", "week": "1", NUMBERED.get(table, "number"): number}
    return _typed(pack, table, {**row, **values})


def _typed(pack: Pack, table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {f.column: f.type for f in pack.facts.values() if f.table.name == table}
    us = pack.name == "us"
    typed = {name: _value(kinds.get(name), value, us) for name, value in values.items()}
    keys = (*pack.tables[table].key, "month")
    return {name: value for name, value in typed.items() if name in kinds or name in keys}


def _value(kind: Any, value: Any, month_first: bool) -> Any:
    if kind is None or value is None:
        return value
    if kind.kind == DATE_KIND:
        return as_day(value, month_first)
    if kind.kind == NUM:
        return _minute(value) if _is_clock(value) else as_fraction(value)
    if kind.kind == BOOL_KIND and isinstance(value, str):
        return value.lower() in ("yes", "true")
    codes = getattr(kind, "codes", None)
    if codes and value not in codes:
        return next((c for p, c in NEAR_CODES if re.search(p, str(value)) and c in codes), value)
    return value


def _count_back(rows: list[dict[str, Any]]) -> None:
    """Number salaries from the most recent month, however the case labels its months."""
    rows.sort(key=lambda row: _order(row.pop("month", row["number"])), reverse=True)
    for number, row in enumerate(rows, 1):
        row["number"] = number


def _order(label: Any) -> tuple[int, str]:
    text = str(label).lower().translate(str.maketrans("éû", "eu"))
    name, _, year = text.partition(" ")
    if name in MONTHS:
        return int(year or 0) * 12 + MONTHS.index(name), ""
    return (-int(text), "") if text.isdigit() else (0, text)


def _part_of_year(given: Mapping[str, Any]) -> str:
    starts, leaves = "start_date" in given, "leaving_date" in given
    return {(1, 1): "both", (1, 0): "starter", (0, 1): "leaver"}.get((starts, leaves), "full")
