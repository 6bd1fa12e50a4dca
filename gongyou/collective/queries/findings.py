"""Shared problems: employers at which many open records share a grievance.

Counted in the database over pseudonyms; no name is opened. Employers count as one when they
were joined as spellings or when their names come to the same key.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min, Q, Sum
from django.utils import timezone

from gongyou.centre.public import Case, Employer, agreed, codes, not_asked
from gongyou.collective.models import CollectiveCase
from gongyou.collective.queries.linking import roots
from gongyou.vault.public import Actor, to_ref

FEWEST = 3
MOST = 60


@dataclass
class Finding:
    """One grievance at one employer, in one compartment."""

    compartment: object
    root: object
    grievance: str
    employers: set = field(default_factory=set)
    people: int = 0
    to_ask: int = 0
    claimed: Decimal = Decimal(0)
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    unknown: int = 0
    dated: int = 0
    inside: int = 0
    first: date | None = None
    last: date | None = None
    names: list[str] = field(default_factory=list)
    existing: object = None

    @property
    def employer_ref(self) -> str:
        """The employer in an address."""
        return to_ref(self.root)  # type: ignore[arg-type]

    @property
    def worth(self) -> Decimal | None:
        """What is claimed in all, of those of whom it is known."""
        return self.claimed if self.claimed or not self.unknown else None

    @property
    def key(self) -> str:
        """Compartment, employer and grievance, as the form sends it back."""
        return f"{self.compartment}:{self.root}:{self.grievance}"


USE = "collective"


def open_cases(actor: Actor):
    """Open individual cases that somebody may see, of people who may be told of others."""
    return agreed(_open(actor), USE)


def _open(actor: Actor):
    return Case.objects.visible_to(actor).exclude(status__in=codes.CLOSED_STATUSES).order_by()


def _to_ask(actor: Actor):
    """People of whom nobody knows yet whether they want to be told of others: counted apart."""
    return (
        not_asked(_open(actor), USE)
        .values("compartment_id", "employer_id", "grievances__code")
        .annotate(n=Count("worker_id", distinct=True))
    )


def findings(actor: Actor, fewest: int = FEWEST, on: date | None = None) -> list[Finding]:
    """Findings, the largest first."""
    on = on or timezone.localdate()
    rows = (
        open_cases(actor)
        .values("compartment_id", "employer_id", "grievances__code")
        .annotate(
            n=Count("worker_id", distinct=True),
            claimed_=Sum("claimed"),
            low=Sum("claimed_low"),
            high=Sum("claimed_high"),
            unknown=Count("id", filter=Q(claimed=None), distinct=True),
            dated=Count("id", filter=Q(next_deadline__isnull=False)),
            inside=Count("id", filter=Q(next_deadline__gte=on)),
            first=Min("next_deadline", filter=Q(next_deadline__gte=on)),
            last=Max("next_deadline"),
        )
    )
    found = _gathered(rows, roots(actor), _to_ask(actor))
    kept = [f for f in found.values() if f.people + f.to_ask >= fewest]
    kept.sort(key=lambda f: (-f.people, -f.claimed))
    return _named(actor, kept[:MOST])


def _gathered(rows, root_of: dict, to_ask) -> dict:
    found: dict = {}

    def finding(row) -> Finding | None:
        code = row["grievances__code"]
        if code is None:
            return None
        root = root_of.get(row["employer_id"], row["employer_id"])
        key = (row["compartment_id"], root, code)
        one = found.setdefault(key, Finding(row["compartment_id"], root, code))
        one.employers.add(row["employer_id"])
        return one

    for row in to_ask.iterator(chunk_size=5000):
        if one := finding(row):
            one.to_ask += row["n"]
    for row in rows.iterator(chunk_size=5000):
        one = finding(row)
        if one is None:
            continue
        one.people += row["n"]
        one.claimed += row["claimed_"] or 0
        one.unknown += row["unknown"]
        one.low += row["low"] or 0
        one.high += row["high"] or 0
        one.dated += row["dated"]
        one.inside += row["inside"]
        one.last = max(filter(None, (one.last, row["last"])), default=None)
        one.first = min(filter(None, (one.first, row["first"])), default=None)
    return found


def _named(actor: Actor, kept: list[Finding]) -> list[Finding]:
    wanted = {pk for one in kept for pk in one.employers}
    names = dict(Employer.objects.filter(pk__in=wanted).values_list("pk", "name"))
    open_ones = defaultdict(list)
    for case in CollectiveCase.objects.visible_to(actor).filter(closed_on=None):
        open_ones[case.employer_id].append(case)
    for one in kept:
        one.names = sorted({names[pk] for pk in one.employers if pk in names})
        one.existing = next((c for pk in one.employers for c in open_ones.get(pk, [])), None)
    return kept


def cases_of(actor: Actor, compartment, root, grievance: str) -> list[Case]:
    """The open cases behind a finding."""
    root_of = roots(actor)
    family = [pk for pk, top in root_of.items() if str(top) == str(root)] or [root]
    found: dict = {}
    for start in range(0, len(family), 500):
        rows = open_cases(actor).filter(
            compartment_id=compartment,
            employer_id__in=family[start : start + 500],
            grievances__code=grievance,
        )
        for case in rows.select_related("employment", "worker", "employer", "compartment"):
            found.setdefault(case.worker_id, case)
    return list(found.values())
