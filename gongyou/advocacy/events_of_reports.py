"""What an event is, as its reports tell it: one reading over all of them, computed again at will.

Order: what the centre corrected by hand, then by the day that a report speaks up to, newest first.
For each field the first report that tells it counts; nothing is averaged, nothing written over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from gongyou.advocacy.codebook.words import concept

# field of the event → name in what a report tells
FIELDS = {
    "acts": "acts",
    "demands": "demands",
    "responses": "responses",
    "place": "place",
    "region": "region",
    "place_printed": "place_text",
    "employer_printed": "employer",
    "enterprise": "enterprise",
    "industry": "industry",
    "union": "union",
    "official": "official",
    "headcount": "headcount",
    "unit": "unit",
    "basis": "basis",
    "precision": "precision",
}
RANGES = ("present", "involved", "indirect", "hurt", "detained", "dismissed")
DAYS = ("starts", "ends")
EMPTY: dict[str, Any] = {
    **dict.fromkeys(("acts", "demands", "responses"), ()),
    **dict.fromkeys(("official", "headcount", "unit"), None),
    "precision": "day",
}
LONGEST = {"place_printed": 120, "employer_printed": 200, "union": 200}
STALE = timedelta(days=90)


def values_of(told: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The columns of an event from what its reports tell, in the order in which they count."""
    values: dict[str, Any] = {}
    for field, name in FIELDS.items():
        held = next((one[name] for one in told if one.get(name) not in (None, "", [])), None)
        if held is None:
            held = EMPTY.get(field, "")
            held = list(held) if isinstance(held, tuple) else held
        values[field] = held[: LONGEST[field]] if field in LONGEST else held
    for name in RANGES:
        low, high = next((one[name] for one in told if one.get(name)), (None, None))
        values[f"{name}_low"], values[f"{name}_high"] = low, high
    return values | _when(told)


def _when(told: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Begin and end by the first that tells them; "going on" is a word of the day it was said."""
    starts = next(_day(one["start"]) for one in told if one.get("start"))
    ends = next((_day(one["end"]) for one in told if one.get("end")), None)
    if ends is not None and ends < starts:
        ends = None
    said = [one for one in told if one.get("state") == "ongoing" and one.get("as_of")]
    seen = [_day(one["as_of"]) for one in told if one.get("as_of") and not one.get("end")]
    state = "ended" if ends else "ongoing" if said else "not_told"
    last = ends or max([*(seen if said else []), starts])
    return {"starts": starts, "ends": ends, "state": state, "last_told": max(last, starts)}


def _day(text: str | date) -> date:
    return text if isinstance(text, date) else date.fromisoformat(text)


def spells_of(told: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The spells: those that the first report with spells tells; else one over the whole stoppage.

    A source that tells a day and no duration (or an act that stops no work) gives none.
    """
    for one in told:
        if one.get("spells"):
            return [_spell(number, held) for number, held in enumerate(one["spells"])]
    if not stops_work(values["acts"]) or not any(one.get("lasts") for one in told):
        return []
    stated = next((one for one in told if one.get("workdays") is not None), {})
    same_end = stated.get("end") and _day(stated["end"]) == values["ends"]
    return [
        {
            "ordinal": 0,
            "starts": values["starts"],
            "ends": values["ends"],
            "low": values["involved_low"],
            "high": values["involved_high"],
            "workdays": stated.get("workdays") if same_end else None,
            "days": stated.get("days_idle") if same_end else None,
        }
    ]


def _spell(number: int, held: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "ordinal": number,
        "starts": _day(held["starts"]),
        "ends": _day(held["ends"]) if held.get("ends") else None,
        **{name: held.get(name) for name in ("low", "high", "workdays", "days", "last_counted")},
        **({"share": held["share"]} if held.get("share") else {}),
    }


def stops_work(acts: Iterable[str]) -> bool:
    """Whether an act is a stoppage, by the codebook's derived concept."""
    return not concept("stoppage").isdisjoint(acts)


def contradictions(told: Mapping[Any, Mapping[str, Any]]) -> dict[str, dict[str, list]]:
    """field → {value as text: reports that tell it}, where reports tell different things."""
    found = {}
    for name in ("start", "end", *FIELDS.values(), *RANGES, "workdays", "days_idle"):
        held: dict[str, list] = {}
        for report, one in told.items():
            value = one.get(name)
            if value not in (None, "", [], [None, None]):
                held.setdefault(_key(value), []).append(report)
        if len(held) > 1:
            found[name] = held
    return found


def _key(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join("" if each is None else str(each) for each in value)
    return str(value).strip()


def is_stale(state: str, last_told: date, today: date) -> bool:
    """No news for ninety days: *not told since*, which is not "ended"."""
    return state == "ongoing" and today - last_told > STALE
