"""The year's report: only numbers that can go to a funder, none that tells on anybody.

Quarter, year, topic and place are one system of tables, so that no difference between two of them
gives a withheld cell back. What was shown before is remembered by the centre's register.
"""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from gongyou.centre.public import person_id, shown_of
from gongyou.outreach.models import Call, Referral, Session
from gongyou.stats.disclosure import CountTable, count_table

LEAST = 10


@dataclass
class Report:
    """Tables that are safe to show, and plain totals of things rather than people."""

    year: int
    tables: list[tuple[str, CountTable]]
    sessions: int
    heads: int | None
    materials: dict[str, int]


def report(actor, year: int) -> Report:
    """What was done in a year in the compartments that one sees."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    calls = Call.objects.visible_to(actor).filter(on__range=(first, last))
    sessions = list(
        Session.objects.visible_to(actor).filter(on__range=(first, last), state="closed")
    )
    referrals = Referral.objects.visible_to(actor).filter(on__range=(first, last))
    heads = sum(s.heads or 0 for s in sessions)
    return Report(
        year=year,
        tables=[*_calls(calls, year), *_referrals(referrals, year)],
        sessions=len(sessions),
        heads=heads if heads >= LEAST else None,
        materials=_materials(sessions),
    )


def _materials(sessions) -> dict[str, int]:
    found: dict[str, int] = {}
    for session in sessions:
        for name, count in session.handed_out.items():
            found[name] = found.get(name, 0) + count
    return found


def quarter(day: date) -> str:
    """Q1 to Q4."""
    return f"Q{(day.month + 2) // 3}"


def _calls(calls, year: int) -> list[tuple[str, CountTable]]:
    rows = {
        person_id(call.pk): {
            "quarter": quarter(call.on),
            "topic": (call.topics or ["other"])[0],
            "place": f"{call.place[:4]}00" if call.place else "",
            "done": call.done,
        }
        for call in calls.only("on", "topics", "place", "done")
    }
    return _shown(
        f"calls:{year}", rows, (("quarter", "topic"), ("quarter", "place"), ("topic", "done"))
    )


def _referrals(referrals, year: int) -> list[tuple[str, CountTable]]:
    rows = {
        person_id(each.pk): {"quarter": quarter(each.on), "outcome": each.outcome or "open"}
        for each in referrals.only("on", "outcome")
    }
    return _shown(f"referrals:{year}", rows, (("quarter", "outcome"),))


def _shown(population: str, rows: dict[str, dict], pairs) -> list[tuple[str, CountTable]]:
    """All pairs as one system, beside everything that was shown of them before."""
    if not rows:
        return []
    with shown_of(population) as register:
        counts = register.join(list(rows))
        inside = [name for name, counted in zip(rows, counts, strict=True) if counted]
        if not inside:
            return []
        data = pa.Table.from_pylist([rows[name] for name in inside])
        tables = [count_table(data, list(pair)) for pair in pairs]
        safe, _report = register.show(*tables, people=inside)
    return [(" × ".join(pair), table) for pair, table in zip(pairs, safe, strict=True)]
