"""What the law owes every member, kept beside them; and what interrupts limitation for all."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache

from django.db import transaction
from django.utils import timezone

from gongyou import law
from gongyou.centre.public import (
    LASTING,
    ClaimLine,
    ClaimVersion,
    FactEvent,
    employers_papers_of,
    resolve,
    tables_of,
)
from gongyou.collective.models import CollectiveCase, Member
from gongyou.collective.services.roll import save_many
from gongyou.vault.public import Actor, Right, journal

FIELDS = ["start", "end", "wage", "owed_total", "owed", "file_by", "on_law"]
READING, PAPERS = "worker", "employer"
PARTS = 500


@transaction.atomic
def count_law(
    *, by: Actor, case: CollectiveCase, on: date | None = None, members: list[Member] | None = None
) -> int:
    """Compute what the law owes the members; stored claims of that day count as they are."""
    by.require(Right.WRITE, case.compartment_id)
    on = on or timezone.localdate()
    if members is None:
        members = list(Member.objects.filter(case=case, left_on=None).select_related("employment"))
    counted = [m for m in members if m.employment_id]
    stored = _stored(counted, on)
    fresh = [m for m in counted if m.employment_id not in stored]
    found = stored | _batch(fresh, on)
    sure = _sure(counted, on)
    _facts(counted)
    for member in counted:
        owed = found.get(member.employment_id)
        if owed:
            member.owed_total, member.file_by = owed.pop("total"), owed.pop("file_by")
            chosen, told = owed.pop("chosen"), sure[str(member.employment_id)]
            assumed = sum((a for code, a in chosen.items() if told.get(code) != a), Decimal(0))
            member.owed, member.on_law = owed | {"assumed": str(assumed)}, on
    save_many(counted, FIELDS)
    changes: dict = {"count": len(counted), "on": (None, on)}
    journal.append(by, "collective.count_law", case, changes=changes)
    return len(counted)


def _parts(rows: list):
    return (rows[start : start + PARTS] for start in range(0, len(rows), PARTS))


def _facts(members: list[Member]) -> None:
    """First and last day and the wage, as the worker's reading of the facts has them."""
    for part in _parts(members):
        tables = tables_of([m.employment_id for m in part])
        known = {r["worker"]: r for r in resolve(tables, READING)["employment"]}
        wages = _averages(tables)
        for member in part:
            row = known.get(str(member.employment_id), {})
            member.start = row.get("start") or member.start
            member.end = row.get("end") or member.end
            member.wage = (
                row.get("average_wage_12m")
                or wages.get(str(member.employment_id))
                or row.get("agreed_wage")
            )


def _averages(tables: dict) -> dict[str, Decimal]:
    """The average of the last twelve months that are known, exact to the ten-thousandth."""
    months = defaultdict(dict)  # type: ignore[var-annotated]
    for row in resolve(tables, READING)["pay"]:
        if row.get("due") is not None:
            months[row["worker"]][row["month"]] = row["due"]
    found = {}
    for worker, held in months.items():
        last = [held[month] for month in sorted(held)[-12:]]
        found[worker] = (sum(last, Decimal(0)) / len(last)).quantize(Decimal("0.0001"))
    return found


def _stored(members: list[Member], on: date) -> dict:
    """Employment → what its latest stored claim of that day says."""
    found: dict = {}
    for part in _parts(members):
        ids = [m.employment_id for m in part]
        latest = {}
        rows = ClaimVersion.objects.filter(employment__in=ids).order_by("number")
        for employment, day, total in rows.values_list("employment_id", "on", "total"):
            latest[employment] = (day, total)
        current = {pk: total for pk, (day, total) in latest.items() if day == on}
        lines = ClaimLine.objects.filter(employment__in=list(current)).values_list(
            "employment_id", "entitlement", "status", "amount", "in_total", "file_by"
        )
        made: dict = {pk: _Owed() for pk in current}
        for employment, code, status, amount, in_total, file_by in lines:
            made[employment].add(code, status, amount, in_total, file_by)
        for employment, owed in made.items():
            found[employment] = owed.kept() | {"total": current[employment]}
    return found


def _batch(members: list[Member], on: date) -> dict:
    """Employment → what the law gives, computed for all of them at once, law by law.

    Whom a paper of the employer's also speaks of is computed by the papers too: if they are
    believed, the last day to file may come sooner.
    """
    made: dict = defaultdict(_Owed)
    by_law = defaultdict(list)
    for member in members:
        by_law[member.employment.pack].append(member)  # type: ignore[union-attr]
    for pack, theirs in by_law.items():
        _count_under(pack, theirs, on, made)
    ids = {str(m.employment_id): m.employment_id for m in members}
    return {ids[worker]: owed.kept() for worker, owed in made.items() if worker in ids}


def _count_under(pack: str, members: list[Member], on: date, made: dict) -> None:
    """What one law gives its members."""
    for reading, found in _tables_by_reading(pack, members).items():
        if not found["employment"]:
            continue
        tables = {name: rows for name, rows in found.items() if rows}
        for row in law.claims(tables, pack=pack, on=on).to_pylist():
            line = row["entitlement"], row["status"], row["amount"]
            owed, day = made[row["worker"]], row["limitation_date"]
            if reading == READING:
                owed.add(*line, row["in_best"], day)
            else:
                owed.lapses(row["entitlement"], row["status"], day)


def _sure(members: list[Member], on: date) -> dict[str, dict[str, Decimal]]:
    """Employment → entitlement → its amount where it rests on nothing assumed."""
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    by_law = defaultdict(list)
    for member in members:
        by_law[member.employment.pack].append(member)  # type: ignore[union-attr]
    for pack, theirs in by_law.items():
        told = _tables_by_reading(pack, theirs)[READING]
        tables = {name: rows for name, rows in told.items() if rows}
        if tables.get("employment"):
            for (worker, code), amount in law.sure_amounts(tables, pack, on).items():
                found[worker][code] = amount
    return found


def _tables_by_reading(pack: str, members: list[Member]) -> dict[str, dict[str, list[dict]]]:
    """The facts as the worker says for everyone; by the employer's papers where there are any."""
    found: dict = {name: defaultdict(list) for name in (READING, PAPERS)}
    for part in _parts(members):
        tables = tables_of([m.employment_id for m in part])
        for name, rows in resolve(tables, READING, pack).items():
            found[READING][name] += rows
        spoken = employers_papers_of(tables)
        for name, rows in resolve(tables, PAPERS, pack).items():
            found[PAPERS][name] += [row for row in rows if row["worker"] in spoken]
    return found


@cache
def money_codes(law_name: str) -> frozenset[str]:
    """Entitlements that give money to claim; not limits, day counts or steps on the way."""
    pack = law.load_pack(law_name)
    return frozenset(
        code
        for code, held in pack.entitlements.items()
        if held.unit == pack.currency and held.kind in LASTING
    )


class _Owed:
    """One member's entitlements while they are gathered."""

    def __init__(self) -> None:
        self.amounts: dict[str, str] = {}
        self.unknown: list[str] = []
        self.chosen: dict[str, Decimal] = {}
        self.file_by: date | None = None

    def add(self, code, status, amount, in_total, file_by) -> None:
        """One line of the claim."""
        self.lapses(code, status, file_by)
        if status == "undetermined":
            self.unknown.append(code)
        if status != "amount" or amount is None or code not in money_codes(law.law_of(code)):
            return
        self.amounts[code] = str(amount)
        if in_total:
            self.chosen[code] = amount

    def lapses(self, code, status, file_by) -> None:
        """The first day counts, also of what still waits for a fact: it runs out all the same."""
        if status == "not_due" or not file_by or code not in money_codes(law.law_of(code)):
            return
        self.file_by = min(filter(None, (self.file_by, file_by)))

    def kept(self) -> dict:
        """As it is kept with the member."""
        total = sum(self.chosen.values(), Decimal(0))
        waits = not total and any(code in money_codes(law.law_of(code)) for code in self.unknown)
        return {
            "total": None if waits else total.quantize(Decimal("0.01")),
            "chosen": self.chosen,
            "file_by": self.file_by,
            "amounts": self.amounts,
            "unknown": self.unknown,
        }


def interrupt(by: Actor, case: CollectiveCase, kind: str, on: date) -> int:
    """Note for every member of that day what interrupts limitation: a demand, a promise.

    The caller writes the journal; the next count of the law takes it into account.
    """
    members = [
        m
        for m in Member.objects.filter(case=case, employment__isnull=False)
        if m.was_member(on) or m.left_on is None
    ]
    made = 0
    for part in _parts(members):
        ids = [m.employment_id for m in part]
        known = set(
            FactEvent.objects.filter(employment__in=ids, kind=kind, date=on).values_list(
                "employment_id", flat=True
            )
        )
        rows = [
            FactEvent(employment_id=pk, kind=kind, date=on, source="other")
            for pk in dict.fromkeys(ids)
            if pk not in known
        ]
        FactEvent.objects.bulk_create(rows)
        made += len(rows)
    return made
