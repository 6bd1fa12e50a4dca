"""Whether it can last: money, people, pressure, status; and the world that scenarios run in."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from gongyou.centre.public import Deadline, Task
from gongyou.collective.public import Treasurer
from gongyou.fieldwork.models import Funding, LegalStatus, Load, Pressure
from gongyou.fieldwork.queries.scenarios import Duty, World
from gongyou.vault.public import (
    Account,
    Actor,
    Compartment,
    Membership,
    Right,
    journal,
    reveal_many,
)

SOON = dt.timedelta(days=30)
HALF_YEAR = dt.timedelta(days=180)
MONTH = Decimal("30.44")
FEWEST = 5


@dataclass
class Money:
    """The committed money of a day. `concentration`: Herfindahl's sum of squared shares."""

    rows: list
    total: Decimal
    concentration: float | None
    months: float | None
    largest: tuple[str, float] | None
    conditional: tuple[float, float] | None
    gaps: int


def money(actor: Actor, without: str = "", today: dt.date | None = None) -> Money:
    """What is committed from today on, by funder; with one funder left out, what would remain."""
    today = today or timezone.localdate()
    rows = list(Funding.objects.visible_to(actor))
    held = reveal_many(actor, rows, ["funder", "conditions"])
    named = [(row, (held.get(row.pk) or {}).get("funder") or str(row)) for row in rows]
    named = [(row, who) for row, who in named if who != without]
    by_funder: Counter = Counter()
    sure = maybe = Decimal(0)
    for row, who in named:
        left = still_to_come(row, today)
        by_funder[who] += left  # type: ignore[assignment]
        sure += left if row.conditional else 0
        maybe += left if row.conditional is not False else 0
    total = Decimal(sum(by_funder.values()))
    last = max((row.ends for row, _who in named if row.ends >= today), default=None)
    shares = {who: float(amount / total) for who, amount in by_funder.items()} if total else {}
    return Money(
        [(row, who, still_to_come(row, today)) for row, who in named],
        total,
        sum(share**2 for share in shares.values()) if shares else None,
        float(Decimal((last - today).days) / MONTH) if last else None,
        max(shares.items(), key=lambda item: (item[1], item[0])) if shares else None,
        (float(sure / total), float(maybe / total)) if total else None,
        sum(row.conditional is None for row, _who in named),
    )


def still_to_come(row: Funding, today: dt.date) -> Decimal:
    """The part of an amount that lies after today, spread evenly over its days."""
    days = (row.ends - row.starts).days + 1
    left = (row.ends - max(today, row.starts)).days + 1
    if left <= 0 or days <= 0:
        return Decimal(0)
    return (row.amount * min(left, days) / days).quantize(Decimal("0.01"))


def world(actor: Actor, today: dt.date | None = None) -> World:
    """The actor's compartments as they really stand: members, funds, deadlines of 30 days."""
    today = today or timezone.localdate()
    places = actor.compartments(Right.READ)
    ids = [place.pk for place in places]
    rows = Membership.objects.filter(
        compartment__in=ids, removed_at=None, account__is_active=True
    ).select_related("account")
    roles: dict[str, dict[str, str]] = {str(pk): {} for pk in ids}
    for row in rows:
        roles[str(row.compartment_id)][str(row.account_id)] = row.role
    known = {who for held in roles.values() for who in held}
    chiefs = Account.objects.filter(is_administrator=True, is_active=True)
    return World(
        roles,
        frozenset(str(a.pk) for a in chiefs if str(a.pk) in known),
        *_funds(actor, today),
        _duties(actor, today),
        frozenset(str(p.pk) for p in places if p.organisation_recovery),
    )


def _funds(actor: Actor, today: dt.date) -> tuple[dict, dict]:
    funds: dict = defaultdict(set)
    where = {}
    for row in Treasurer.objects.visible_to(actor).select_related("case"):
        if row.serves(today):
            funds[str(row.case_id)].add(f"member:{row.member_id}")
            where[str(row.case_id)] = str(row.case.compartment_id)
    return {case: frozenset(held) for case, held in funds.items()}, where


def _duties(actor: Actor, today: dt.date) -> tuple[Duty, ...]:
    until = today + SOON
    found = []
    tasks = Task.objects.visible_to(actor).filter(
        done_on=None, due_on__lte=until, assigned_to__isnull=False
    )
    for row in tasks:
        found.append(
            Duty(f"task:{row.pk}", str(row.compartment_id), str(row.assigned_to_id), "task")
        )
    days = Deadline.objects.visible_to(actor).filter(
        done_on=None, due_on__lte=until, case__assigned_to__isnull=False
    )
    for row in days.select_related("case"):
        who = str(row.case.assigned_to_id)
        found.append(Duty(f"deadline:{row.pk}", str(row.case.compartment_id), who, "deadline"))
    return tuple(found)


@dataclass
class Names:
    """What people, compartments and funds of a world are called for this reader."""

    people: dict
    places: dict
    funds: dict


def names(actor: Actor, found: World) -> Names:
    """Logins, titles of compartments, codes of cases."""
    wanted = [who for who in found.people if not who.startswith("member:")]
    people = {str(a.pk): a.login for a in Account.objects.filter(pk__in=wanted)}
    keepers = Treasurer.objects.visible_to(actor).select_related("member__worker", "case")
    funds = {}
    for row in keepers:
        people[f"member:{row.member_id}"] = row.member.worker.pseudonym
        funds[str(row.case_id)] = row.case.code
    places = {
        str(c.pk): c.title(actor) for c in Compartment.objects.filter(pk__in=list(found.roles))
    }
    return Names(people, places, funds)


@dataclass
class Work:
    """One kind of act in 180 days: how often, by how many people, by whom alone."""

    act: str
    times: int
    people: int
    only: str = ""


def work(actor: Actor, today: dt.date | None = None) -> list[Work]:
    """Acts by kind; who is the only one is told to those who manage."""
    since = timezone.now() - HALF_YEAR
    counts = journal.counts_by_act(actor.compartment_ids(Right.MANAGE), since)
    logins = {a.pk: a.login for a in Account.objects.all()}
    found = []
    for act, by_person in counts.items():
        only = logins.get(next(iter(by_person)), "") if len(by_person) == 1 else ""
        found.append(Work(act, sum(by_person.values()), len(by_person), only))
    return sorted(found, key=lambda row: (row.people, -row.times))


def pressures(actor: Actor) -> list[tuple]:
    """What was done to the organisation, newest first."""
    rows = list(Pressure.objects.visible_to(actor))
    held = reveal_many(actor, rows, ["what", "source", "response"])
    return [(row, held.get(row.pk) or {}) for row in rows]


def statuses(actor: Actor) -> list[tuple]:
    """Legal status, newest first."""
    rows = list(LegalStatus.objects.visible_to(actor))
    held = reveal_many(actor, rows, ["note"])
    return [(row, (held.get(row.pk) or {}).get("note") or "") for row in rows]


def own_load(actor: Actor) -> list[tuple]:
    """One's own weeks."""
    rows = list(Load.objects.visible_to(actor).filter(account=actor.account))
    held = reveal_many(actor, rows, ["hours", "strain"])
    return [(row, held.get(row.pk) or {}) for row in rows]


def mean_load(actor: Actor, since: dt.date) -> tuple[float, float, int] | None:
    """Mean hours and strain of the weeks since a day, from five people up; else None."""
    rows = list(Load.objects.visible_to(actor).filter(week__gte=since))
    people = {row.account_id for row in rows}
    if len(people) < FEWEST:
        return None
    held = reveal_many(actor, rows, ["hours", "strain"])
    by_person: dict = defaultdict(list)
    for row in rows:
        told = held.get(row.pk) or {}
        by_person[row.account_id].append(
            (float(told.get("hours") or 0), float(told.get("strain") or 0))
        )
    means = [
        tuple(sum(values) / len(values) for values in zip(*weeks, strict=True))
        for weeks in by_person.values()
    ]
    hours, strain = (sum(values) / len(means) for values in zip(*means, strict=True))
    return hours, strain, len(means)
