"""Individual cases with their claims for many members at once.

What `open_case` and `compute_claim` of the centre do one by one, in a few queries for a hundred;
the outcome is the same: a claim version with every step, its lines, the case, its days to keep.
"""

from collections import defaultdict
from datetime import date

from django.db.models import Max

from gongyou import law
from gongyou.centre.public import (
    LASTING,
    MAIN,
    Case,
    CaseGrievance,
    ClaimLine,
    ClaimVersion,
    as_facts,
    codes,
    resolve,
    tables_of,
)
from gongyou.centre.services.claims import keep_deadlines, refresh_case
from gongyou.collective.models import CollectiveCase, Member
from gongyou.collective.services.roll import save_many


def individual_cases(by, case: CollectiveCase, members: list[Member], on: date) -> list[Case]:
    """An open individual case for each member, with a claim of that day."""
    held = _held(members)
    fresh = [m for m in members if m.pk not in held]
    made = _new_cases(by, case, fresh, on)
    versions = _claims(by, members, on)
    _link(members, held, made)
    cases = []
    for member in members:
        one = held.get(member.pk) or made[member.pk]
        version = versions.get(member.employment_id)
        if version:
            keep_deadlines(one, version.readings[MAIN])
            refresh_case(one, version)
        cases.append(one)
    return cases


def _held(members: list[Member]) -> dict:
    """Member → the individual case that is open for the same spell."""
    ids = {m.employment_id: m.pk for m in members}
    rows = (
        Case.objects.filter(employment__in=list(ids))
        .exclude(status__in=codes.CLOSED_STATUSES)
        .select_related("worker", "employment", "employer", "compartment")
        .order_by("ordinal")
    )
    return {ids[one.employment_id]: one for one in rows}


def _new_cases(by, case: CollectiveCase, members: list[Member], on: date) -> dict:
    """New cases for members who have none, saved in one go."""
    ordinals = dict(
        Case.objects.filter(worker__in=[m.worker_id for m in members])
        .order_by()
        .values_list("worker")
        .annotate(n=Max("ordinal"))
    )
    made = {
        member.pk: Case(
            compartment=case.compartment,
            worker=member.worker,
            employment=member.employment,
            employer=member.employment.employer,
            ordinal=ordinals.get(member.worker_id, 0) + 1,
            opened_on=on,
            origin=case.pk,
            route="legal",
            place=member.employment.place,
        )
        for member in members
    }
    Case.objects.bulk_create(made.values())
    CaseGrievance.objects.bulk_create(
        CaseGrievance(case=one, code=code) for one in made.values() for code in case.grievances
    )
    return made


def _link(members: list[Member], held: dict, made: dict) -> None:
    for member in members:
        member.individual = held.get(member.pk) or made[member.pk]
    save_many(members, ["individual"])


def _claims(by, members: list[Member], on: date) -> dict:
    """Employment → its claim version of that day: stored ones, or computed now."""
    ids = [m.employment_id for m in members]
    numbers: dict = {}
    found: dict = {}
    for version in ClaimVersion.objects.filter(employment__in=ids).order_by("number"):
        numbers[version.employment_id] = version.number
        if version.on == on:
            found[version.employment_id] = version
    employments = {m.employment_id: m.employment for m in members}
    waiting = [pk for pk in employments if pk not in found]
    tables = _by_worker(tables_of(waiting))
    fresh, lines = [], []
    for pk in waiting:
        readings, facts = _readings(tables[str(pk)], employments[pk].pack, on)
        version = _version(by, employments[pk], numbers.get(pk, 0) + 1, on)
        _keep(version, readings, facts)
        fresh.append(version)
        lines += _lines(employments[pk], readings)
        found[pk] = version
    ClaimLine.objects.filter(employment__in=waiting).delete()
    ClaimVersion.objects.bulk_create(fresh)
    ClaimLine.objects.bulk_create(lines, batch_size=1000)
    return found


def _by_worker(tables: dict) -> dict:
    found: dict = defaultdict(lambda: {"employment": [], "pay": [], "events": []})
    for name, rows in tables.items():
        for row in rows:
            found[row["worker"]][name].append(row)
    return found


def _readings(tables: dict, pack: str, on: date) -> tuple[dict, dict]:
    """Reading → claim and reading → facts; the same facts share one computation."""
    claims: dict = {}
    facts: dict = {}
    for name in codes.READING_LABELS:
        found = resolve(tables, name)
        same = next((n for n, known in facts.items() if known == found), None)
        claims[name] = claims[same] if same else law.claim(as_facts(found), pack=pack, on=on)
        facts[name] = found
    return claims, facts


def _version(by, employment, number: int, on: date) -> ClaimVersion:
    return ClaimVersion(
        employment=employment, number=number, on=on, pack=employment.pack, computed_by=by.account
    )


def _keep(version: ClaimVersion, readings: dict, facts: dict) -> None:
    totals = [claim.total for name, claim in readings.items() if name != "proved"]
    version.keep(readings, facts)
    version.total = readings[MAIN].total
    version.low, version.high = min(totals), max(totals)


def _lines(employment, readings: dict) -> list[ClaimLine]:
    main = readings[MAIN]
    ranges = defaultdict(list)
    for name, claim in readings.items():
        for result in claim:
            if name != "proved" and result.amount is not None:
                ranges[result.code].append(result.amount)
    return [
        ClaimLine(
            employment=employment,
            entitlement=result.code,
            status=result.status,
            amount=result.amount if result.money else None,
            low=min(ranges[result.code], default=None),
            high=max(ranges[result.code], default=None),
            in_total=result.code in main.best.members,
            file_by=result.limitation.last_safe_filing_date if result.limitation else None,
            missing=result.missing,
        )
        for result in main
        if result.status != "not_due" and result.money and result.kind in LASTING
    ]
