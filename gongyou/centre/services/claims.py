"""Computing a claim: all readings, a new version when something changed, the days that follow."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from gongyou import law
from gongyou.centre import codes
from gongyou.centre.claim_store import LASTING, MAIN, Outcome, as_facts, file_by, outcomes
from gongyou.centre.models import Case, ClaimLine, ClaimVersion, Deadline, Employment
from gongyou.centre.queries.facts import resolve, tables_of
from gongyou.vault.public import Right, journal


@transaction.atomic
def compute_claim(
    *, by, employment: Employment, on: date | None = None, because: list | None = None
) -> ClaimVersion:
    """Compute what is owed on a day; a new version only when the outcome differs."""
    by.require(Right.WRITE, employment.compartment_id)
    before = employment.claims.first()
    version = _version(by, employment, on or timezone.localdate(), because or [], before)
    if version is None:
        return before
    _journal(by, employment, version, before)
    return version


def _version(by, employment, on, because, last=None) -> ClaimVersion | None:
    """A new version with its lines and days, or None when nothing differs from the last one."""
    last = last or employment.claims.first()
    readings, facts = read_claims(employment, on)
    said = {name: outcomes(claim) for name, claim in readings.items()}
    changes = difference(last.outcomes if last else None, said)
    if last and not changes and last.on == on:
        return None
    version = ClaimVersion(
        employment=employment,
        number=last.number + 1 if last else 1,
        on=on,
        pack=employment.pack,
        computed_by=by.account,
        because=because,
        changes=changes,
    )
    version.keep(readings, facts)
    version.total = readings[MAIN].total
    totals = [claim.total for name, claim in readings.items() if name != "proved"]
    version.low, version.high = min(totals), max(totals)
    version.save()
    write_lines(employment, readings)
    for case in employment.cases.all():
        keep_deadlines(case, readings[MAIN])
        refresh_case(case, version)
    return version


@transaction.atomic
def compute_claims(*, by, employments: list[Employment], on: date | None = None) -> int:
    """Compute many claims with one entry in the journal for each compartment.

    Gives how many new versions were made.
    """
    on, made = on or timezone.localdate(), defaultdict(list)
    for employment in employments:
        by.require(Right.WRITE, employment.compartment_id)
        version = _version(by, employment, on, [])
        if version:
            made[employment.compartment_id].append(employment)
    for compartment, changed in made.items():
        journal.append(
            by,
            "centre.compute_claims",
            changes={"count": len(changed)},
            about=changed,
            compartment=compartment,
        )
    return sum(map(len, made.values()))


def read_claims(employment: Employment, on: date) -> tuple[dict, dict]:
    """Reading → claim, and reading → the facts it was computed from.

    Readings that come to the same facts share one computation.
    """
    tables = tables_of([employment])
    claims: dict[str, law.Claim] = {}
    facts: dict[str, dict] = {}
    for name in codes.READING_LABELS:
        found = resolve(tables, name)
        same = next((n for n, known in facts.items() if known == found), None)
        claims[name] = (
            claims[same] if same else law.claim(as_facts(found), pack=employment.pack, on=on)
        )
        facts[name] = found
    return claims, facts


def _journal(by, employment, version, last) -> None:
    changes = {"total": (last.total if last else None, version.total)}
    for change in version.changes:
        if change["reading"] == MAIN and change["what"] == "amount":
            changes[change["entitlement"]] = (change["before"], change["after"])
    about = [employment.worker, *employment.cases.all()]
    journal.append(by, "centre.compute_claim", employment, changes=changes, about=about)


def difference(before: dict | None, after: dict) -> list[dict]:
    """What every reading says now and said before: amounts, and last days to file."""
    if before is None:
        return []
    found = []
    nothing = Outcome(None, None)
    for reading, new in after.items():
        old = before.get(reading, {})
        for code in sorted(old.keys() | new.keys()):
            was, is_ = old.get(code, nothing), new.get(code, nothing)
            about = {"entitlement": code, "reading": reading}
            if was.said != is_.said:
                found.append(about | {"what": "amount", "before": was.said, "after": is_.said})
            if was.file_by != is_.file_by:
                days = {"before": was.file_by, "after": is_.file_by}
                found.append(about | {"what": "file_by"} | days)
    return found


def write_lines(employment: Employment, readings: dict) -> None:
    """Keep the latest result of each entitlement where the database can count it."""
    main = readings[MAIN]
    ranges = _ranges(readings)
    lines = [
        ClaimLine(
            employment=employment,
            entitlement=result.code,
            status=result.status,
            amount=result.amount if result.money else None,
            low=ranges[result.code][0],
            high=ranges[result.code][1],
            in_total=result.code in main.best.members,
            file_by=file_by(result),
            missing=result.missing,
        )
        for result in main
        if result.status != "not_due" and result.money and result.kind in LASTING
    ]
    employment.claim_lines.all().delete()
    ClaimLine.objects.bulk_create(lines)


def _ranges(readings) -> dict[str, tuple]:
    found = defaultdict(list)
    for name, claim in readings.items():
        for result in claim:
            if name != "proved" and result.amount is not None:
                found[result.code].append(result.amount)
    return defaultdict(lambda: (None, None), {code: (min(a), max(a)) for code, a in found.items()})


# Days that follow from steps of the procedure, and what kind of day each is.
PROCEDURE = {
    "cn.arbitration.accept_by": "authority",
    "cn.arbitration.serve_by": "authority",
    "cn.arbitration.deadlines": "authority",
    "cn.court.sue_by": "sue",
    "cn.court.set_aside_by": "set_aside",
    "cn.court.appeal_by": "appeal",
    "cn.court.enforce_by": "enforce",
    "cn.mediation.review_by": "review",
}


def keep_deadlines(case: Case, claim: "law.Claim") -> None:
    """The days that the law computes: one limitation a day, and the steps of the procedure."""
    wanted = _limitations(claim) | _procedure(claim)
    filed = not case.is_open or case.status in ("filed", "awarded", "court", "enforcing")
    held = {(d.kind, d.due_on): d for d in case.deadlines.filter(computed=True)}
    for key, deadline in held.items():
        if key not in wanted and deadline.done_on is None:
            deadline.delete()
    for (kind, day), (entitlements, basis) in wanted.items():
        deadline = held.get((kind, day)) or Deadline(
            compartment=case.compartment, case=case, kind=kind, due_on=day, computed=True
        )
        deadline.entitlements, deadline.basis = entitlements, basis
        over = not case.is_open or (filed and kind == "limitation")
        if over and deadline.done_on is None:
            deadline.done_on = case.closed_on or timezone.localdate()
        deadline.save()


def _limitations(claim: "law.Claim") -> dict:
    found: dict = {}
    for result in claim:
        day = file_by(result)
        if result.status != "not_due" and day and result.money and result.forum == "arbitration":
            held = found.setdefault(("limitation", day), ([], _basis(result.limitation)))
            held[0].append(result.code)
    return found


def _procedure(claim: "law.Claim") -> dict:
    return {
        (PROCEDURE[result.code], result.value): (
            [result.code],
            {"text": result.labels, "articles": [cite.short for cite in result.articles]},
        )
        for result in claim
        if result.code in PROCEDURE and isinstance(result.value, date)
    }


def _basis(limitation) -> dict:
    return {
        "text": limitation.basis,
        "starts_on": limitation.starts_on and limitation.starts_on.isoformat(),
        "interrupted_on": limitation.interrupted_on and limitation.interrupted_on.isoformat(),
        "articles": [cite.short for cite in limitation.cites],
    }


def refresh_case(case: Case, version: ClaimVersion | None = None) -> None:
    """Copy what lists sort by onto the case."""
    version = version or case.employment.claims.first()
    if version:
        if not case.deadlines.filter(computed=True).exists():
            keep_deadlines(case, version.readings[MAIN])
        case.claimed, case.claimed_low, case.claimed_high = version.total, version.low, version.high
    open_days = case.deadlines.filter(done_on__isnull=True)
    case.next_deadline = open_days.aggregate(day=Min("due_on"))["day"]
    case.place = case.employment.place
    case.save(update_fields=["claimed", "claimed_low", "claimed_high", "next_deadline", "place"])
