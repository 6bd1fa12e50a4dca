"""Computing claims: all readings, a new version when something changed, the days that follow."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.db import transaction
from django.utils import timezone

from gongyou import law
from gongyou.centre import amounts, codes
from gongyou.centre.claim_store import (
    ASKED_NONE,
    MAIN,
    PROVED,
    Outcome,
    as_facts,
    otherwise,
    outcomes,
)
from gongyou.centre.models import ClaimLine, ClaimVersion, Employment
from gongyou.centre.queries.claims import latest_versions
from gongyou.centre.queries.facts import resolve, tables_of
from gongyou.centre.services.claim_days import refresh_cases
from gongyou.vault.public import SPAN, Actor, Right, first_number, journal, next_number

AT_ONCE = 50


@dataclass(frozen=True)
class Computed:
    """The claim of an employment as it stands, and the one before it."""

    version: ClaimVersion
    before: ClaimVersion | None

    @property
    def is_new(self) -> bool:
        """Whether the outcome or the day differs from the version before."""
        return self.version is not self.before


@transaction.atomic
def compute_claim(
    *, by: Actor, employment: Employment, on: date | None = None, because: list | None = None
) -> ClaimVersion:
    """Compute what is owed on a day; a new version only when the outcome differs."""
    (done,) = _compute(by, [employment], on, because).values()
    if done.is_new:
        _journal(by, employment, done.version, done.before)
    return done.version


@transaction.atomic
def compute_claims(*, by: Actor, employments: list[Employment], on: date | None = None) -> int:
    """Compute many claims with one entry in the journal for each compartment.

    Gives how many new versions were made.
    """
    return _note(by, employments, _compute(by, employments, on))


def _note(by: Actor, employments, done: dict) -> int:
    """An entry for each compartment; gives how many new versions there are."""
    made = defaultdict(list)
    for employment in employments:
        if done[employment.pk].is_new:
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


def bring_claims(*, by: Actor, employments: list[Employment], on: date | None = None) -> dict:
    """Employment id → its claim version of a day, computed in bulk where it is not there.

    For acts over many people. Each part of them is a transaction with its entry, so that nobody
    else waits for long.
    """
    found: dict = {}
    for start in range(0, len(employments), AT_ONCE):
        part = employments[start : start + AT_ONCE]
        with transaction.atomic():
            done = _compute(by, part, on)
            _note(by, part, done)
        found |= {pk: computed.version for pk, computed in done.items()}
    return found


def _compute(by: Actor, employments, on=None, because=None) -> dict:
    found: dict = {}
    for start in range(0, len(employments), AT_ONCE):
        part = employments[start : start + AT_ONCE]
        found |= _part(by, part, on or timezone.localdate(), because or [])
    return found


@transaction.atomic
def _part(by: Actor, employments, on, because) -> dict:
    for compartment in {employment.compartment_id for employment in employments}:
        by.require(Right.WRITE, compartment)
    last = latest_versions([employment.pk for employment in employments])
    tables = _by_employment(tables_of(employments))
    found, lines = {}, []
    for employment in employments:
        readings, facts = read_claims(employment.pack, tables[str(employment.pk)], on)
        before = last.get(employment.pk)
        papers = amounts.employers_papers(tables[str(employment.pk)])
        version = _version(employment, readings, facts, on, before, papers)
        if version is not before:
            version.computed_by, version.because = by.account, because
            lines += claim_lines(employment, readings)
        found[employment.pk] = Computed(version, before)
    fresh = {pk: done.version for pk, done in found.items() if done.is_new}
    ClaimVersion.objects.bulk_create(fresh.values())
    ClaimLine.objects.filter(employment__in=list(fresh)).delete()
    ClaimLine.objects.bulk_create(lines, batch_size=1000)
    refresh_cases({pk: done.version for pk, done in found.items()}, anew=fresh.keys())
    return found


def _by_employment(tables: dict) -> dict:
    found: dict = defaultdict(lambda: {name: [] for name in tables})
    for name, rows in tables.items():
        for row in rows:
            found[row["worker"]][name].append(row)
    return found


def _asked(facts: dict) -> object:
    """What was asked about and there was none: it changes no amount, but what is "not due"."""
    rows = facts[MAIN]["employment"]
    return rows[0].get(ASKED_NONE) if rows else None


def _next(employment, last) -> int:
    """The number of the next version; asked of the database only where laptops take turns."""
    first = first_number()
    if last is None:
        return first
    if first <= last.number < first + SPAN - 1:
        return last.number + 1
    return next_number(ClaimVersion.objects.filter(employment=employment))


def _version(employment, readings, facts, on, last, papers) -> ClaimVersion:
    """A new version, or the last one when nothing differs from it."""
    said = {name: outcomes(claim) for name, claim in readings.items()}
    changes = difference(last.outcomes if last else None, said)
    same = last and not changes and _on_other_days(last.outcomes) == _on_other_days(said)
    if same and last.on == on and _asked(facts) == _asked(last.facts):
        return last
    version = ClaimVersion(
        employment=employment,
        number=_next(employment, last),
        on=on,
        pack=employment.pack,
        changes=changes,
    )
    version.keep(readings, facts, papers=papers)
    span = amounts.span_of_totals(readings)
    version.total = span.by_reading[MAIN]
    version.low, version.high = (None if span.unknown else span.low), span.high
    return version


def read_claims(pack: str, tables: dict[str, list[dict]], on: date) -> tuple[dict, dict]:
    """Reading → claim, and reading → the facts it was computed from, for one employment.

    Readings that come to the same facts share one computation.
    """
    claims: dict[str, law.Claim] = {}
    facts: dict[str, dict] = {}
    for name in codes.READING_LABELS:
        found = resolve(tables, name, pack, rough=True)
        same = next((n for n, known in facts.items() if known == found), None)
        claims[name] = claims[same] if same else _claim(pack, found, on)
        facts[name] = found
    for name in list(claims):
        claims |= _other_days(name, facts, claims, pack, on)
    return claims, facts


def _other_days(name: str, facts: dict, claims: dict, pack: str, on: date) -> dict:
    """The claims of a reading with the other days that are possible; what is proved is the least.

    Their facts are added to `facts`.
    """
    others = otherwise(facts[name])
    made = {f"{name}{codes.OTHER_DAYS}{n}": found for n, found in enumerate(others, 1)}
    computed = {key: _claim(pack, found, on) for key, found in made.items()}
    if name == PROVED:
        least = min(computed, key=lambda key: _least(computed[key]), default=None)
        if least and _least(computed[least]) < _least(claims[name]):
            facts[name] = made[least]
            return {name: computed[least]}
        return {}
    facts |= made
    return computed


def _least(claim: "law.Claim") -> Decimal:
    return amounts.owed(claim).amount or Decimal(0)


def _claim(pack: str, found: dict, on: date) -> "law.Claim":
    if any(found.values()):
        return law.claim(as_facts(found), pack=pack, on=on)
    return _of_nothing(pack, tuple(found), on)


@lru_cache(maxsize=4)
def _of_nothing(pack: str, tables: tuple, on: date) -> "law.Claim":
    """The claim of which nothing is known: what is proved at the beginning, for everyone."""
    return law.claim(as_facts({name: [] for name in tables}), pack=pack, on=on)


def _journal(by: Actor, employment, version, last) -> None:
    changes = {"total": (last.total if last else None, version.total)}
    for change in version.changes:
        if change["reading"] == MAIN and change["what"] == "amount":
            changes[change["entitlement"]] = (change["before"], change["after"])
    about = [employment.worker, *employment.cases.all()]
    journal.append(by, "centre.compute_claim", employment, changes=changes, about=about)


def _on_other_days(said: dict) -> dict:
    """What readings say with other days than the first, where a day is known only roughly."""
    return {name: rows for name, rows in said.items() if codes.OTHER_DAYS in name}


def difference(before: dict | None, after: dict) -> list[dict]:
    """What every reading says now and said before: amounts, and last days to file."""
    if before is None:
        return []
    found = []
    nothing = Outcome(None, None)
    for reading, new in after.items():
        if reading not in codes.READING_LABELS:
            continue
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


def claim_lines(employment: Employment, readings: dict) -> list[ClaimLine]:
    """The latest result of each entitlement, for where the database counts."""
    main = readings[MAIN]
    lines = []
    for result in main:
        if result.status == "not_due" or not amounts.is_money(result):
            continue
        span = amounts.span_of(readings, result.code)
        lines.append(
            ClaimLine(
                employment=employment,
                entitlement=result.code,
                status=result.status,
                amount=result.amount,
                low=None if span.unknown else span.low,
                high=span.high,
                in_total=result.code in main.best.members,
                file_by=amounts.first_day(readings, result.code),
                missing=result.missing,
            )
        )
    return lines
