"""The legal and the collective route, compared from the members' own records.

Three columns: only the collective route, only the legal one, and both; whoever went both ways is
counted once, in the third. Open cases are censored, giving up is an end of its own. A column, a
cell or a stretch of a curve of fewer than ten people is withheld.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from gongyou.centre.public import Case, Payment, not_refused
from gongyou.collective.public import FundLine, Incident, Member, Share, SharePayment
from gongyou.stats.balance import difference_of_kinds, difference_of_numbers, match_exactly
from gongyou.stats.competing import Incidence, cumulative_incidence
from gongyou.stats.disclosure import count_table, protect
from gongyou.vault.public import Actor

FEWEST = 10
ROUTES = ("collective", "legal", "both")
ENDS = ("paid", "given_up", "lost", "open")
GIVEN_UP = ("withdrawn", "advice")
MONTH = 30.44


@dataclass
class Traveller:
    """One person's way: since when, what was claimed, granted, paid, and how it stands."""

    person: object
    route: str
    since: dt.date
    claimed: Decimal | None = None
    granted: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    first_money: dt.date | None = None
    last_money: dt.date | None = None
    ended: str | None = None
    ended_on: dt.date | None = None
    year: int = 0
    place: str = ""
    months: float = 0.0

    def end(self, today: dt.date) -> tuple[str | None, int]:
        """How it ended (None: open) and after how many days; money ends the waiting."""
        if self.first_money is not None:
            return "paid", max((self.first_money - self.since).days, 0)
        if self.ended is not None:
            return self.ended, max(((self.ended_on or today) - self.since).days, 0)
        return None, max((today - self.since).days, 0)

    @property
    def share(self) -> float | None:
        """What was paid of what was claimed; None where no claim is known."""
        return float(self.paid / self.claimed) if self.claimed else None


@dataclass
class Column:
    """One route in figures; None is withheld or unknown."""

    route: str
    people: int
    shown: bool
    claimed: Decimal | None = None
    granted: Decimal | None = None
    paid: Decimal | None = None
    share: float | None = None
    without_claim: int | None = None
    first: float | None = None
    last: float | None = None
    ends: dict = field(default_factory=dict)
    cost: Decimal | None = None
    incidents: int | None = None
    per_hundred: float | None = None


@dataclass
class Comparison:
    """The page: columns, curves, who chose which, those alike."""

    columns: list[Column]
    curves: dict[str, Incidence]
    differences: list[tuple[str, float | None]]
    matched: object
    currency: str = ""


def travellers(actor: Actor, today: dt.date | None = None) -> list[Traveller]:
    """Everyone on either route whom the actor may count, once each."""
    today = today or timezone.localdate()
    together = _collective(actor, today)
    alone = _legal(actor)
    found = []
    for person in {*together, *alone}:
        rows = [*together.get(person, []), *alone.get(person, [])]
        route = "both" if person in together and person in alone else rows[0].route
        found.append(_joined(person, route, rows))
    return sorted(found, key=lambda t: (t.since, str(t.person)))


def _joined(person, route: str, rows: list[Traveller]) -> Traveller:
    """Several matters of one person as one way: from the first day to the first money."""
    claims = [row.claimed for row in rows if row.claimed is not None]
    first = [row.first_money for row in rows if row.first_money]
    last = [row.last_money for row in rows if row.last_money]
    ended = all(row.ended for row in rows)
    final = max(rows, key=lambda row: row.ended_on or dt.date.min)
    earliest = min(rows, key=lambda row: row.since)
    return Traveller(
        person,
        route,
        earliest.since,
        max(claims) if route == "both" and claims else sum(claims, Decimal(0)) if claims else None,
        sum((row.granted for row in rows), Decimal(0)),
        sum((row.paid for row in rows), Decimal(0)),
        min(first, default=None),
        max(last, default=None),
        final.ended if ended else None,
        final.ended_on if ended else None,
        earliest.year,
        earliest.place,
        sum(row.months for row in rows),
    )


def _collective(actor: Actor, today: dt.date) -> dict:
    members = not_refused(Member.objects.visible_to(actor).select_related("case"), "statistics")
    rows = list(members)
    ids = [row.pk for row in rows]
    granted = _sums(Share.objects.filter(member__in=ids), "member")
    money = _money(SharePayment.objects.filter(member__in=ids), "member")
    found: dict = defaultdict(list)
    for row in rows:
        paid, first, last = money.get(row.pk, (Decimal(0), None, None))
        ended, on = _end_of_member(row)
        until = row.left_on or row.case.closed_on or today
        found[row.worker_id].append(
            Traveller(
                row.worker_id,
                "collective",
                row.joined_on,
                row.owed_total,
                granted.get(row.pk, Decimal(0)),
                paid,
                first,
                last,
                ended,
                on,
                row.joined_on.year,
                row.case.place[:2],
                max((until - row.joined_on).days, 0) / MONTH,
            )
        )
    return found


def _end_of_member(row: Member) -> tuple[str | None, dt.date | None]:
    if row.left_on:
        return "given_up", row.left_on
    if row.case.closed_on and row.case.result == "lost":
        return "lost", row.case.closed_on
    return None, None


def _legal(actor: Actor) -> dict:
    cases = not_refused(Case.objects.visible_to(actor).filter(route="legal"), "statistics")
    rows = list(cases.order_by())
    money = _money(Payment.objects.filter(case__in=[row.pk for row in rows]), "case")
    found: dict = defaultdict(list)
    for row in rows:
        paid, first, last = money.get(row.pk, (Decimal(0), None, None))
        ended = None
        if row.status == "lost":
            ended = "lost"
        elif row.status in GIVEN_UP:
            ended = "given_up"
        found[row.worker_id].append(
            Traveller(
                row.worker_id,
                "legal",
                row.opened_on,
                row.claimed,
                row.awarded or Decimal(0),
                paid,
                first,
                last,
                ended,
                row.closed_on if ended else None,
                row.opened_on.year,
                row.place[:2],
            )
        )
    return found


def _sums(rows, key: str) -> dict:
    return {r[key]: r["s"] for r in rows.order_by().values(key).annotate(s=Sum("amount"))}


def _money(rows, key: str) -> dict:
    found: dict = {}
    for pk, on, amount in rows.order_by("on").values_list(key, "on", "amount"):
        total, first, _last = found.get(pk, (Decimal(0), on, on))
        found[pk] = (total + amount, first, on)
    return found


def compare(actor: Actor, today: dt.date | None = None) -> Comparison:
    """Both routes side by side."""
    today = today or timezone.localdate()
    people = travellers(actor, today)
    by_route = {route: [t for t in people if t.route == route] for route in ROUTES}
    columns = [_column(route, by_route[route], today) for route in ROUTES]
    _ends(columns, people, today)
    _cost_and_risk(actor, columns, by_route)
    curves = {
        route: cumulative_incidence(
            [t.end(today)[1] for t in rows], [t.end(today)[0] for t in rows]
        )
        for route, rows in by_route.items()
        if len(rows) >= FEWEST
    }
    first, second = by_route["collective"], by_route["legal"]
    enough = min(len(first), len(second)) >= FEWEST
    differences = _differences(first, second) if enough else []
    matched = match_exactly(_shares(first), _shares(second)) if enough else None
    if matched and (matched.first < FEWEST or matched.second < FEWEST):
        matched = None
    return Comparison(columns, curves, differences, matched)


def _column(route: str, rows: list[Traveller], today: dt.date) -> Column:
    column = Column(route, len(rows), len(rows) >= FEWEST)
    if not column.shown:
        return column
    known = [t for t in rows if t.claimed is not None]
    column.granted = sum((t.granted for t in rows), Decimal(0))
    # Money that nobody told of is not money that did not come.
    if any(t.first_money for t in rows):
        column.paid = sum((t.paid for t in rows), Decimal(0))
    if len(known) >= FEWEST and not 0 < len(rows) - len(known) < FEWEST:
        column.claimed = sum((t.claimed or Decimal(0) for t in known), Decimal(0))
        paid = sum((t.paid for t in known), Decimal(0))
        if column.claimed and column.paid is not None:
            column.share = float(paid / column.claimed)
        column.without_claim = len(rows) - len(known)
    column.first = _median([(t.first_money - t.since).days for t in rows if t.first_money])
    column.last = _median([(t.last_money - t.since).days for t in rows if t.last_money])
    return column


def _median(days: list[int]) -> float | None:
    """The middle of days of ten people and more."""
    if len(days) < FEWEST:
        return None
    ordered = sorted(max(d, 0) for d in days)
    half = len(ordered) // 2
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _ends(columns: list[Column], people: Iterable[Traveller], today: dt.date) -> None:
    """How many ended how, route by route; small cells and what would give them away withheld."""
    shown = {c.route for c in columns if c.shown}
    rows = [(t.route, t.end(today)[0] or "open") for t in people if t.route in shown]
    if not rows:
        return
    data = {"route": [r for r, _e in rows], "end": [e for _r, e in rows]}
    (table,), _report = protect(count_table(data, ["route", "end"]), k=FEWEST)
    cells = {cell.at: cell for cell in table.cells}
    for column in columns:
        for end in ENDS:
            cell = cells.get((column.route, end))
            if column.shown:
                column.ends[end] = cell.shown if cell else 0


def _cost_and_risk(actor: Actor, columns: list[Column], by_route) -> None:
    """Of the collective route alone are spending and incidents recorded; elsewhere unknown."""
    column = columns[0]
    if not column.shown:
        return
    spent = FundLine.objects.visible_to(actor).filter(entry__kind="expense", amount__gt=0)
    column.cost = spent.aggregate(s=Sum("amount"))["s"]
    column.incidents = Incident.objects.visible_to(actor).count()
    months = sum(t.months for route in ("collective", "both") for t in by_route[route])
    column.per_hundred = 100 * column.incidents / months if months else None


def _differences(first: list[Traveller], second: list[Traveller]) -> list[tuple[str, float | None]]:
    claims = [[float(t.claimed) for t in rows if t.claimed] for rows in (first, second)]
    return [
        ("year", difference_of_kinds([t.year for t in first], [t.year for t in second])),
        ("place", difference_of_kinds([t.place for t in first], [t.place for t in second])),
        ("claimed", difference_of_numbers(*claims)),
    ]


def _shares(rows: list[Traveller]) -> list[tuple]:
    return [((t.year, t.place), t.share) for t in rows if t.share is not None]
