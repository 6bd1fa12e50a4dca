"""A chronicle read as events with spells: what stopped work, what was done in public. No database.

A stoppage that is only counted ("strikes: 2") and never dated is an event "about" the day on which
it is told of, without a spell: nobody says how long it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongyou.centre.public import Chronicle, Entry

ACTS = {
    "strike": "strike",
    "warning_strike": "strike",
    "slowdown": "slowdown",
    "picket": "occupation",
    "protest": "protest",
    "petition": "petition",
    "sit_in": "sit_in",
}
STOPS = frozenset({"strike", "warning_strike"})
RETURNS = frozenset({"return_to_work"})
FORCE = {"police_action": "police", "repression": "arrests", "violence": "violence"}
RESULTS = {
    "won": "won",
    "mostly won": "mostly",
    "partly won": "partly",
    "lost": "lost",
    "back": "legal_route",
}
_PEOPLE = ("strikers", "participants", "people", "workers")


@dataclass
class Found:
    """One event of a chronicle: what it tells, and the words it rests on."""

    told: dict[str, Any]
    text: str
    sources: list[str] = field(default_factory=list)


def events_in(chronicle: Chronicle) -> list[Found]:
    """The events of a chronicle in their order."""
    found: list[Found] = []
    dated = 0
    for at, entry in enumerate(chronicle.entries):
        counted = entry.figures.get("strikes")
        if isinstance(counted, int) and counted > dated:
            found += [_undated(entry) for _each in range(counted - dated)]
            dated = counted
        if entry.kind in ACTS:
            found.append(_event(chronicle, entry, chronicle.entries[at + 1 :]))
            dated += entry.kind in STOPS
        elif entry.kind in FORCE and found:
            _met_by(found[-1], entry)
    for event in found:
        event.told |= _where(chronicle)
    return found


def _event(chronicle: Chronicle, entry: Entry, later: tuple[Entry, ...]) -> Found:
    told: dict[str, Any] = {
        "start": entry.starts.isoformat(),
        "acts": [ACTS[entry.kind]],
        "precision": _precision(entry),
    }
    people = _people(chronicle, entry)
    if people:
        told["involved" if entry.kind in STOPS else "present"] = people
    end = _end(entry, later)
    if end:
        told["end"] = end.isoformat()
    if entry.kind in STOPS:
        told["spells"] = [_spell(entry, end, people)]
    return Found(told, entry.text, list(entry.sources))


def _precision(entry: Entry) -> str:
    if entry.precision in ("day", "month", "year"):
        return entry.precision
    return "day" if entry.precision == "range" else "about"


def _end(entry: Entry, later: tuple[Entry, ...]) -> date | None:
    """The day that the entry gives, the days it states, or that of the return to work."""
    if entry.precision == "range" and entry.ends > entry.starts:
        return entry.ends
    if entry.figures.get("days") == 1:
        return entry.starts
    if entry.kind not in STOPS:
        return None
    for one in later:
        if one.kind in STOPS:
            return None
        if one.kind in RETURNS:
            return one.starts
    return None


def _spell(entry: Entry, end: date | None, people: list | None) -> dict[str, Any]:
    low, high = people or (None, None)
    return {
        "starts": entry.starts.isoformat(),
        "ends": end.isoformat() if end else None,
        "low": low,
        "high": high,
    }


def _people(chronicle: Chronicle, entry: Entry) -> list | None:
    """The numbers of an entry, with both ends of what sources say.

    Where everybody stopped work (the number is a headcount that some source gives), the headcounts
    of the other sources bound it as well.
    """
    numbers = [
        value
        for name, value in entry.figures.items()
        if isinstance(value, int) and name.removesuffix("_low").removesuffix("_high") in _PEOPLE
    ]
    if not numbers:
        return None
    if len(numbers) == 1 and numbers[0] in chronicle.headcounts:
        numbers += chronicle.headcounts
    return [min(numbers), max(numbers)]


def _undated(entry: Entry) -> Found:
    told = {"start": entry.starts.isoformat(), "acts": ["strike"], "precision": "about"}
    return Found(told, entry.text, list(entry.sources))


def _met_by(event: Found, entry: Entry) -> None:
    """Police and violence are what an action met with, not an action of the workers."""
    held = event.told.setdefault("responses", [])
    if FORCE[entry.kind] not in held:
        held.append(FORCE[entry.kind])


def _where(chronicle: Chronicle) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if chronicle.place:
        told["place"], told["region"] = chronicle.place, f"{chronicle.place[:2]}0000"
    if chronicle.employer is not None:
        told["employer"] = str(chronicle.employer)
    if chronicle.headcounts:
        told["headcount"] = max(chronicle.headcounts)
    return told
