"""An offer for everyone: beside the law's claim, who gets less than half, what it costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from gongyou.law.offers.evaluate import evaluate
from gongyou.law.offers.model import CLAIM, Offer
from gongyou.law.offers.people import people

HALF = Decimal("0.5")
LEAST_BELIEVED, MOST_BELIEVED = Decimal("0.01"), Decimal(3)
"""Shares of the law's claim outside which an offer was most likely mistyped."""
LEAST_PAID, MOST_PAID = Decimal(20), Decimal(2_000_000)
"""The same where there is no claim to compare with: money of one person."""
BANDS = tuple(Decimal(n) / 4 for n in range(5))
"""Lower ends of the bands of shares: 0, a quarter, a half, three quarters, all."""


@dataclass(frozen=True)
class Row:
    """One person: what is offered, what the law gives, the share (four decimals).

    An amount is None when it can't be known; `missing` names the facts.
    """

    worker: str
    offer: Decimal | None
    claim: Decimal | None
    share: Decimal | None
    missing: tuple[str, ...] = ()
    groups: Mapping[str, Any] = field(default_factory=dict)

    @property
    def below_half(self) -> bool:
        """Whether the offer is less than half of the law's claim."""
        return self.share is not None and self.share < HALF


@dataclass(frozen=True)
class Summary:
    """Totals over people. `share` compares those only of whom both amounts are known."""

    people: int
    offered: Decimal
    claimed: Decimal
    share: Decimal | None
    below_half: int
    unknown: int
    least: Decimal | None
    median: Decimal | None
    most: Decimal | None
    bands: tuple[int, ...]

    @property
    def implausible(self) -> bool:
        """Over three times or under a hundredth of the law's claim: ask before it is believed.

        Where no claim is known, a sum for one person that no employer pays or that pays nothing.
        """
        if self.share is not None:
            return not LEAST_BELIEVED <= self.share <= MOST_BELIEVED
        return self.median is not None and not LEAST_PAID <= self.median <= MOST_PAID


@dataclass(frozen=True)
class Cost:
    """An offer costed for everyone."""

    offer: Offer
    rows: tuple[Row, ...]
    total: Summary
    groups: Mapping[str, Mapping[str, Summary]] = field(default_factory=dict)

    def below_half(self) -> list[Row]:
        """Those whose offer is below half of what the law gives, the least share first."""
        return sorted((r for r in self.rows if r.below_half), key=lambda r: r.share or HALF)

    def to_arrow(self) -> Any:
        """worker, offer, claim, share, below_half, missing as an Arrow table."""
        import pyarrow as pa

        return pa.table(
            {
                "worker": pa.array([r.worker for r in self.rows], pa.string()),
                "offer": pa.array([r.offer for r in self.rows], pa.decimal128(18, 2)),
                "claim": pa.array([r.claim for r in self.rows], pa.decimal128(18, 2)),
                "share": pa.array([r.share for r in self.rows], pa.decimal128(18, 4)),
                "below_half": pa.array([r.below_half for r in self.rows], pa.bool_()),
                "missing": pa.array([list(r.missing) for r in self.rows], pa.list_(pa.string())),
            }
        )


def cost(
    offer: Offer,
    employment: Any,
    claims: Any = None,
    *,
    pay: Any = None,
    on: date | None = None,
    group_by: Sequence[str] = (),
) -> Cost:
    """Cost `offer` for every row of `employment` beside what the law gives (`claims`)."""
    return cost_people(
        offer, people(employment, pay, claims, on=on, codes=offer.needs()), group_by=group_by
    )


def cost_people(
    offer: Offer, persons: Iterable[Mapping[str, Any]], *, group_by: Sequence[str] = ()
) -> Cost:
    """The same for people already prepared, when several offers are compared."""
    rows = tuple(_row(offer, person, group_by) for person in persons)
    groups: dict[str, dict[str, Summary]] = {}
    for column in group_by:
        held: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            held[str(row.groups.get(column) or "")].append(row)
        groups[column] = {name: summarise(held[name]) for name in sorted(held)}
    return Cost(offer, rows, summarise(rows), groups)


def summarise(rows: Sequence[Row]) -> Summary:
    """Totals and distribution of some people."""
    offers = sorted(row.offer for row in rows if row.offer is not None)
    both = [row for row in rows if row.offer is not None and row.claim]
    claimed = sum((row.claim for row in both if row.claim), Decimal(0))
    matched = sum((row.offer for row in both if row.offer), Decimal(0))
    shares = [row.share for row in rows if row.share is not None]
    return Summary(
        people=len(rows),
        offered=sum(offers, Decimal(0)),
        claimed=sum((row.claim for row in rows if row.claim), Decimal(0)),
        share=_share(matched, claimed),
        below_half=sum(row.below_half for row in rows),
        unknown=sum(row.offer is None or row.claim is None for row in rows),
        least=offers[0] if offers else None,
        median=_median(offers),
        most=offers[-1] if offers else None,
        bands=tuple(
            sum(1 for s in shares if low <= s and (high is None or s < high))
            for low, high in zip(BANDS, [*BANDS[1:], None], strict=True)
        ),
    )


def _row(offer: Offer, person: Mapping[str, Any], group_by: Sequence[str]) -> Row:
    given = evaluate(offer, person)
    claim = person.get(CLAIM)
    share = None if given.amount is None or not claim else _share(given.amount, claim)
    groups = {column: person.get(column) for column in group_by}
    return Row(str(person["worker"]), given.amount, claim, share, given.missing, groups)


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Four decimals, never rounded up to a half that is not reached."""
    if not whole:
        return None
    share = (part / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return HALF - Decimal("0.0001") if share == HALF and part * 2 < whole else share


def _median(values: Sequence[Decimal]) -> Decimal | None:
    if not values:
        return None
    middle = len(values) // 2
    if len(values) % 2:
        return values[middle]
    pair = values[middle - 1] + values[middle]
    return (pair / 2).quantize(Decimal("0.01"), ROUND_HALF_UP)
