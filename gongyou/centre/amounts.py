"""One function for each number that pages, lists and papers show of a claim.

Unknown is not zero: an amount is `None` while nothing can be said of it, and a range runs over
every reading of the facts, with those that say "nothing" and those that cannot say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gongyou import law
from gongyou.centre.claim_store import LASTING, MAIN, file_by
from gongyou.centre.codes import OTHER_DAYS
from gongyou.law.sources import facts_reading

RANGED = (MAIN, "employer")
"""Readings between which a claim may lie. What is proved so far is a floor, not a reading."""

Readings = Mapping[str, "law.Claim"]


@dataclass(frozen=True)
class Owed:
    """What one reading comes to: `amount` None while no entitlement has one.

    `open`: codes of money that wait for a fact (where nothing is known also those that were
    not asked about), so that it may be more. `assumed`: the part of the amount that rests on
    what nobody told or confirmed; None where it was not looked at.
    """

    amount: Decimal | None
    open: tuple[str, ...] = ()
    assumed: Decimal | None = None

    @property
    def at_least(self) -> bool:
        """Whether there is an amount and it may still grow."""
        return self.amount is not None and bool(self.open)


def owed(claim: law.Claim, facts: law.Facts | None = None) -> Owed:
    """The best lawful combination; nothing only where nothing is left open.

    With the facts that it was computed from it says how much of it is assumed.
    """
    money = [result for result in claim if is_money(result)]
    waiting = tuple(result.code for result in money if result.status == "undetermined")
    if not claim.total:
        # Only now it matters what was not asked: it takes a second look at every result.
        waiting = tuple(result.code for result in money if stands(result) is None)
    assumed = law.certain_part(claim, facts).assumed if facts is not None else None
    return Owed(claim.total if claim.total or not waiting else None, waiting, assumed)


def is_money(result: law.Result) -> bool:
    """Whether a result is money to claim, and no date, test or step on the way."""
    return bool(result.money) and result.kind in LASTING


def stands(result: law.Result) -> Decimal | None:
    """An amount; 0 where it is surely not due; None where it is unknown or was not asked."""
    if result.status == "amount":
        return result.amount
    if result.status == "undetermined" or result.not_asked:
        return None
    return Decimal(0)


@dataclass(frozen=True)
class Span:
    """An amount over the readings: None in `by_reading` where a reading cannot say."""

    by_reading: Mapping[str, Decimal | None] = field(default_factory=dict)

    @property
    def known(self) -> list[Decimal]:
        """The amounts that are known, least first."""
        return sorted(amount for amount in self.by_reading.values() if amount is not None)

    @property
    def low(self) -> Decimal | None:
        """The least, nothing included; None where no reading can say."""
        return next(iter(self.known), None)

    @property
    def high(self) -> Decimal | None:
        """The most."""
        return next(reversed(self.known), None)

    @property
    def unknown(self) -> list[str]:
        """The readings that cannot say."""
        return [name for name, amount in self.by_reading.items() if amount is None]

    @property
    def differs(self) -> bool:
        """Whether readings differ, one that cannot say included."""
        return self.low != self.high or (bool(self.known) and bool(self.unknown))


def ranged(readings: Readings) -> list[str]:
    """The readings to compare: the employer's only where it rests on other facts.

    With them what they come to on the other days where a day is known only roughly.
    """
    main = readings.get(MAIN)
    counted = [n for n in RANGED if n in readings and (n == MAIN or readings[n] is not main)]
    return counted + [
        n for n in readings if n.partition(OTHER_DAYS)[0] in counted and OTHER_DAYS in n
    ]


def span_of(readings: Readings, code: str) -> Span:
    """One entitlement over the readings."""
    return Span({name: stands(readings[name][code]) for name in ranged(readings)})


def span_of_totals(readings: Readings) -> Span:
    """What is owed in all, over the readings."""
    return Span({name: owed(readings[name]).amount for name in ranged(readings)})


@dataclass(frozen=True)
class LastDay:
    """A last safe day to file, the reading that gives it, and the result that says why."""

    day: date
    reading: str
    result: law.Result


def last_days(readings: Readings, code: str) -> list[LastDay]:
    """The last safe days of one entitlement, the earliest first; each day once.

    A reading in which it is surely not due sets no day.
    """
    found: dict[date, LastDay] = {}
    for name in ranged(readings):
        result = readings[name][code]
        day = file_by(result) if result.status != "not_due" else None
        if day:
            found.setdefault(day, LastDay(day, name, result))
    return [found[day] for day in sorted(found)]


def first_day(readings: Readings, code: str) -> date | None:
    """The earliest last safe day over the readings."""
    days = last_days(readings, code)
    return days[0].day if days else None


def employers_papers(tables: Mapping[str, Iterable[Mapping]]) -> bool:
    """Whether any fact was told by a paper of the employer's."""
    return bool(employers_papers_of(tables))


def employers_papers_of(tables: Mapping[str, Iterable[Mapping]]) -> set[str]:
    """The workers (keys of their spells) of whom a paper of the employer's tells something."""
    sources = set(facts_reading("employer").sources)
    rows = (row for rows in tables.values() for row in rows)
    return {row["worker"] for row in rows if row.get("source") in sources}
