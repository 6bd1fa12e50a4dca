"""A pack and workers made by hand for what random ones seldom meet: ties, edges, large numbers."""

from datetime import date
from decimal import Decimal

from gongyou.law import Facts
from gongyou.law.engine import (
    DATE,
    HALF_UP_CENT,
    INTEGER,
    MONEY,
    TEXT,
    TRUNC_YUAN,
    UP_TO_TENTH,
    Art,
    Pack,
    any_row,
    earliest,
    is_known,
    latest,
    restarted,
)
from gongyou.law.engine.language.nodes import lift
from gongyou.law.engine.language.values import owed

LAW = [Art("ACT", "1")]
ON = date(2026, 11, 24)


def hand_pack() -> Pack:
    """Rounding of halves and negatives, equal dates, restarts at the edge, kinds of events."""
    pack = Pack("by_hand", currency="CNY", title={"en": "By hand"})
    pack.table("employment")
    pack.table("events", parent="employment", empty="none")
    pack.source("ACT", {"en": "The Act"})
    for name in ("amount", "other"):
        pack.fact(name, "employment", MONEY.signed())
    pack.fact("factor", "employment", INTEGER)
    pack.fact("happened", "events", DATE)
    pack.fact("event_kind", "events", TEXT, column="kind")
    pack.fact("grade", "events", INTEGER)
    for number, rounding in enumerate((HALF_UP_CENT, TRUNC_YUAN, UP_TO_TENTH)):
        _rounded(pack, number, rounding)
    _rows(pack)
    return pack


def _rounded(pack: Pack, number: int, rounding) -> None:
    def rounded(amount, factor):
        return amount * factor * factor / 8

    rounded.__name__ = f"rounded_{number}"
    declare = pack.entitlement(
        f"rounded.{number}", cites=LAW, rounding=rounding, zero="amount", excludes=_rivals(number)
    )
    declare(rounded)


def _rivals(number: int) -> tuple[str, ...]:
    return () if number == 0 else (f"rounded.{number - 1}",)


def _rows(pack: Pack) -> None:
    @pack.entitlement("grade.latest", cites=LAW, unit="grade", zero="amount")
    def grade_latest(grade, happened):
        return latest(grade, by=happened)

    @pack.entitlement("grade.earliest", cites=LAW, unit="grade", zero="amount")
    def grade_earliest(grade, happened):
        return earliest(grade, by=happened)

    @pack.entitlement("begun", cites=LAW, unit="date")
    def begun(happened):
        return restarted(lift(date(2024, 2, 29)), 12, happened)

    @pack.entitlement("hurt", cites=LAW)
    def hurt(event_kind, amount, other):
        unless = {
            "not_hurt": ~any_row(event_kind.is_in("injury", "grade")),
            "other_unknown": ~is_known(other),
        }
        return owed(amount, unless=unless)


def hand_cases() -> list[tuple]:
    """(facts, day, reading, asked)."""
    tied = [
        {"happened": date(2025, 2, 28), "kind": "injury", "grade": 3},
        {"happened": date(2025, 2, 28), "kind": "injury", "grade": 7},
        {"happened": date(2026, 3, 1), "kind": "leave", "grade": 5},
    ]
    amounts = [Decimal(n) / 100 for n in (4, 12, -4, -12, 100, -100, 99999999999)]
    cases = [
        (Facts(employment={"amount": a, "factor": f}, events=tied), ON, {}, [])
        for a in amounts
        for f in (1, 3, 999_999_999)
    ]
    cases += [
        (Facts(employment={"amount": "5"}, events=tied[:2]), ON, {}, ["events:grade"]),
        (Facts(employment={"amount": "5", "other": "1"}), ON, {}, ["events:injury", "other"]),
        (Facts(employment={"amount": "5"}, events=[{"kind": "leave"}]), ON, {}, []),
    ]
    return cases
