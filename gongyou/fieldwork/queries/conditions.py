"""Conditions drawn from a chronicle alone: yes, no, or what the sources leave open.

That no source tells of something is not “no”: a rule says no only where the order of what is told,
or a figure, decides it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from gongyou.fieldwork.codes_of_cases import MEASURES

PRESSED = ("police_action", "violence", "repression")
BROKEN = ("breach", "representation_failure")
STRIKES = ("strike", "warning_strike")
LARGE, DAYS = 1000, 30
WON = {"won": 1.0, "mostly won": 1.0, "partly won": 0.0, "lost": 0.0}


@dataclass(frozen=True)
class Told:
    """An event as the rules see it: bounds of its day, its place in the file, its figures."""

    key: object
    kind: str
    starts: dt.date
    ends: dt.date
    ordinal: int
    figures: dict
    sources: tuple[str, ...] = ()

    def before(self, other: Told) -> bool | None:
        """Whether it came before another; None where the days as told do not decide."""
        if self.ends < other.starts:
            return True
        if self.starts > other.ends or self.starts == self.ends == other.starts == other.ends:
            return False
        return None


@dataclass(frozen=True)
class Chronicle:
    """Events by day, figures about the workers, the outcome."""

    events: tuple[Told, ...]
    headcounts: tuple[tuple[float, tuple[str, ...]], ...] = ()
    result: str = ""

    def of(self, *kinds: str) -> list[Told]:
        """Events of these kinds."""
        return [event for event in self.events if event.kind in kinds]


@dataclass(frozen=True)
class Cell:
    """A value, or None for what sources leave open; the sentence why; the events behind it."""

    value: float | None
    why: str
    events: tuple = ()
    sources: tuple[str, ...] = ()
    by_hand: bool = field(default=False)


def draw(chronicle: Chronicle, rule: str) -> Cell:
    """The value of a rule for one chronicle.

    Raises:
        KeyError: there is no such rule.
    """
    return _RULES[rule](chronicle)


def _cell(value, why: str, *events: Told) -> Cell:
    sources = tuple(dict.fromkeys(s for e in events for s in e.sources))
    return Cell(value, why, tuple(e.key for e in events), sources)


def _first(events: list[Told]) -> Told | None:
    return min(events, key=lambda e: (e.ends, e.ordinal), default=None)


def _precedes(those: list[Told], then: Told | None, missing: str, absent: str) -> Cell:
    """Whether at least one of `those` came before `then`."""
    if then is None:
        return _cell(None, absent)
    if not those:
        return _cell(None, missing, then)
    surely = [e for e in those if e.before(then)]
    if surely:
        return _cell(1.0, _("told for before it"), surely[0], then)
    open_ones = [e for e in those if e.before(then) is None]
    if open_ones:
        return _cell(None, _("the days as told do not decide which came first"), *open_ones, then)
    return _cell(0.0, _("it came only then or after"), _first(those) or then, then)


def _elected_first(told: Chronicle) -> Cell:
    chosen = told.of("election", "re_election")
    chosen += [
        e for e in told.events if any(k.startswith("representatives_elected") for k in e.figures)
    ]
    return _precedes(
        chosen,
        _first(told.of("bargaining")),
        _("no source tells of an election"),
        _("no source tells of bargaining"),
    )


def _fund_events(told: Chronicle) -> list[Told]:
    return told.of("fund") + [e for e in told.events if "treasurers" in e.figures]


def _fund_first(told: Chronicle) -> Cell:
    return _precedes(
        _fund_events(told),
        _first(told.of("agreement")),
        _("no source tells of a fund"),
        _("no source tells of an agreement"),
    )


def _fund_second_strike(told: Chronicle) -> Cell:
    second = [e for e in told.of("strike") if e.figures.get("strike_no") == 2]
    return _precedes(
        _fund_events(told),
        _first(second),
        _("no source tells of a fund"),
        _("no source gives the day of a second strike"),
    )


def _help_before_strike(told: Chronicle) -> Cell:
    return _precedes(
        told.of("request_for_help"),
        _first(told.of(*STRIKES)),
        _("no source tells when help was asked for"),
        _("no source tells of a strike"),
    )


def _training_first(told: Chronicle) -> Cell:
    return _precedes(
        told.of("training"),
        _first(told.of("bargaining")),
        _("no source tells of training"),
        _("no source tells of bargaining"),
    )


def _happened(*kinds: str) -> Callable[[Chronicle], Cell]:
    def rule(told: Chronicle) -> Cell:
        found = told.of(*kinds)
        if found:
            return _cell(1.0, _("told"), *found)
        return _cell(None, _("no source tells of it, and none rules it out"))

    return rule


def _large(told: Chronicle) -> Cell:
    values = told.headcounts
    if not values:
        return _cell(None, _("no source gives the number of workers"))
    sources = tuple(dict.fromkeys(s for _v, held in values for s in held))
    sides = {value >= LARGE for value, _held in values}
    if len(sides) > 1:
        return Cell(None, _("sources give numbers on both sides of a thousand"), (), sources)
    why = _("all numbers that sources give are on this side of a thousand")
    return Cell(float(sides.pop()), why, (), sources)


def _one_agreement(told: Chronicle) -> Cell:
    found = told.of("agreement")
    if not found:
        return _cell(None, _("no source tells of an agreement"))
    return _cell(float(len(found) == 1), _("as many agreements as sources tell of"), *found)


def _gaps(told: Chronicle) -> list[tuple[int, int, Told, Told]]:
    """For each payment: fewest and most days since the agreement before it."""
    found = []
    for paid in told.of("payment"):
        earlier = [a for a in told.of("agreement") if a.starts <= paid.ends]
        if earlier:
            last = max(earlier, key=lambda e: (e.starts, e.ordinal))
            least = max((paid.starts - last.ends).days, 0)
            found.append((least, (paid.ends - last.starts).days, last, paid))
    return sorted(found, key=lambda row: row[1])


def _paid_30(told: Chronicle) -> Cell:
    gaps = _gaps(told)
    if not gaps:
        return _cell(None, _("no source gives the day on which money came"))
    least, most, agreed, paid = gaps[0]
    why = _("the first money that sources tell of came %(n)s days after an agreement") % {"n": most}
    if most <= DAYS:
        return _cell(1.0, why, agreed, paid)
    if least <= DAYS:
        return _cell(None, _("the days as told do not decide it"), agreed, paid)
    return _cell(0.0, why, agreed, paid)


def _won(told: Chronicle) -> Cell:
    if told.result not in WON:
        return _cell(None, _("no outcome is told"))
    return _cell(
        WON[told.result], _("as the outcome is told: %(result)s") % {"result": told.result}
    )


def _headcount(told: Chronicle) -> Cell:
    if not told.headcounts:
        return _cell(None, _("no source gives the number of workers"))
    values = sorted(value for value, _held in told.headcounts)
    sources = tuple(dict.fromkeys(s for _v, held in told.headcounts for s in held))
    middle = values[len(values) // 2]
    why = _("the middle of %(n)s numbers, from %(low)s to %(high)s") % {
        "n": len(values),
        "low": f"{values[0]:g}",
        "high": f"{values[-1]:g}",
    }
    return Cell(middle, why, (), sources)


def _strike_days(told: Chronicle) -> Cell:
    named = [
        (e.figures[key], e)
        for e in told.events
        for key in ("strike_days_total", "strike_days")
        if isinstance(e.figures.get(key), (int, float))
    ]
    if not named:
        return _cell(None, _("no source gives the days on strike"))
    value, event = max(named, key=lambda row: row[0])
    return _cell(float(value), _("the largest figure that sources give"), event)


def _days_to_money(told: Chronicle) -> Cell:
    gaps = _gaps(told)
    if not gaps:
        return _cell(None, _("no source gives the day on which money came"))
    least, most, agreed, paid = gaps[0]
    why = _("between %(least)s and %(most)s days") % {"least": least, "most": most}
    return _cell((least + most) / 2, why, agreed, paid)


_RULES: dict[str, Callable[[Chronicle], Cell]] = {
    "elected_first": _elected_first,
    "fund_first": _fund_first,
    "fund_second_strike": _fund_second_strike,
    "help_before_strike": _help_before_strike,
    "training_first": _training_first,
    "police": _happened(*PRESSED),
    "government": _happened("mediation"),
    "broken": _happened(*BROKEN),
    "large": _large,
    "one_agreement": _one_agreement,
    "paid_30": _paid_30,
    "won": _won,
    "headcount": _headcount,
    "strike_days": _strike_days,
    "days_to_money": _days_to_money,
}
CRISP = tuple(rule for rule in _RULES if rule not in MEASURES)
