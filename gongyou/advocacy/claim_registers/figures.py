"""What a register says, under each definition that somebody could lawfully have meant."""

from __future__ import annotations

import operator
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median

from .read import Claim, Register

EDGES = tuple(map(Decimal, (100, 500, 1000, 2000, 5000, 10_000)))
DAY_EDGES = tuple(map(Decimal, (30, 60, 90, 180, 360, 720)))


@dataclass(frozen=True)
class Figure:
    """A number, or the counts of classes, with the definition that gives it; `n`: over how many."""

    what: str
    definition: str
    value: Decimal | tuple[int, ...]
    n: int


AGAINST = re.compile(r"dismiss|withdr|overturn|pending|appeal|invalid|denied|驳回|撤回|待", re.I)
"""A status by which nothing is decided for the worker, or not yet."""


def _owed(claim: Claim) -> bool:
    return claim.owed is not None


def _above(claim: Claim) -> bool:
    return claim.owed is not None and claim.owed > 0


def _with_payment(claim: Claim) -> bool:
    return claim.paid is not None and claim.paid > 0


def _for_the_worker(claim: Claim) -> bool:
    """Something was found due or paid, and the case is not dismissed, overturned or pending."""
    awarded = any(amount is not None and amount > 0 for amount in (claim.assessed, claim.paid))
    return awarded and not AGAINST.search(claim.status)


AMONG: dict[str, Callable[[Claim], bool]] = {
    "all rows": lambda claim: True,
    "an amount is told": _owed,
    "an amount above zero": _above,
    "something was paid": _with_payment,
    "decided for the worker": _for_the_worker,
}
"""Which claims a number is taken over."""


def _due(claim: Claim) -> Decimal | None:
    """What was to be paid: as assessed, else as claimed."""
    return claim.assessed if claim.assessed is not None else claim.claimed


def _paid_like(claim: Claim, how: Callable[[Decimal, Decimal], bool]) -> bool:
    due = _due(claim)
    return claim.paid is not None and claim.paid > 0 and due is not None and how(claim.paid, due)


SHARES: tuple[tuple[str, str, Callable[[Claim], bool]], ...] = (
    ("share_paid", "any payment", _with_payment),
    ("share_full", "paid as much as was due, or more", lambda c: _paid_like(c, operator.ge)),
    ("share_full", "paid exactly what was due", lambda c: _paid_like(c, operator.eq)),
)


def figures(
    register: Register,
    edges: Sequence[Decimal] = EDGES,
    day_edges: Sequence[Decimal] = DAY_EDGES,
) -> list[Figure]:
    """Every number of a register under every definition."""
    found: list[Figure] = []
    for among, wanted in AMONG.items():
        claims = [claim for claim in register.claims if wanted(claim)]
        if claims:
            found += _of(claims, among, edges)
            found += _days(claims, among, register, day_edges)
    ids = {claim.id for claim in register.claims if claim.id}
    if ids:
        found.append(Figure("cases", "different numbers of cases", Decimal(len(ids)), len(ids)))
    for head, total in register.sums.items():
        found.append(Figure("total", f"column {head}", total, len(register.claims)))
    return found


def _of(claims: list[Claim], among: str, edges) -> list[Figure]:
    size = len(claims)
    found = [Figure("cases", among, Decimal(size), size)]
    for name in ("owed", "claimed", "assessed", "paid"):
        told = [amount for claim in claims if (amount := getattr(claim, name)) is not None]
        if told:
            found += _amounts(name, told, among, edges)
    for what, definition, held in SHARES:
        share = Decimal(100 * sum(map(held, claims))) / size
        found.append(Figure(what, f"{among}; {definition}", share, size))
    return found


def _amounts(name: str, told: list[Decimal], among: str, edges) -> list[Figure]:
    size = len(told)
    return [
        Figure(f"total_{name}", among, sum(told, Decimal(0)), size),
        Figure(f"median_{name}", among, Decimal(median(told)), size),
        Figure(f"mean_{name}", among, sum(told, Decimal(0)) / size, size),
        *_classes(f"classes_{name}", told, among, edges),
    ]


def _classes(what: str, told: list, among: str, edges) -> list[Figure]:
    """How many lie in each class, with the upper edge in it, and with the lower edge in it."""
    held = sorted(told)
    counts = {
        "a class holds its upper edge": _cut(held, edges, bisect_right, 0),
        "a class holds its upper edge, and none holds zero": _cut(
            held, edges, bisect_right, bisect_right(held, 0)
        ),
        "a class holds its lower edge": _cut(held, edges, bisect_left, 0),
    }
    return [
        Figure(what, f"{among}; {definition}", classes, len(told))
        for definition, classes in counts.items()
    ]


def _cut(held: list, edges, where, first: int) -> tuple[int, ...]:
    """How many of sorted values lie between the edges, from the one at `first` on."""
    places = [first, *(max(first, where(held, edge)) for edge in edges), len(held)]
    return tuple(b - a for a, b in pairwise(places))


def _days(claims: list[Claim], among: str, register: Register, edges) -> list[Figure]:
    closed = [claim.days for claim in claims if claim.days is not None and claim.days >= 0]
    if not closed:
        return []
    found = [
        Figure("days", f"{among}; closed ones alone", Decimal(median(closed)), len(closed)),
        *_classes("day_classes", closed, f"{among}; closed ones alone", edges),
    ]
    open_days = [
        (register.last_day - claim.opened).days
        for claim in claims
        if claim.opened and not claim.closed and register.last_day
    ]
    censored = _half_closed(closed, open_days) if open_days else None
    if censored is not None:
        found.append(
            Figure(
                "days",
                f"{among}; open ones counted as open (Kaplan-Meier)",
                Decimal(censored),
                len(closed) + len(open_days),
            )
        )
    return found


def _half_closed(closed: list[int], still_open: list[int]) -> int | None:
    """The first day by which half are closed; None where that was never reached."""
    from gongyou.stats import survival

    curve = survival(closed + still_open, [True] * len(closed) + [False] * len(still_open))
    reached = [day for day, share in zip(curve.time, curve.share, strict=True) if share <= 0.5]
    return int(reached[0]) if reached else None
