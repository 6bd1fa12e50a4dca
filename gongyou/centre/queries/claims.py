"""What the claim page shows: amounts, readings side by side, steps, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import OuterRef, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gongyou import law
from gongyou.centre import amounts, codes, grievances
from gongyou.centre.claim_store import LASTING, MAIN, WITH_DAYS
from gongyou.centre.extra_facts import column_of, extra_columns, label_of
from gongyou.centre.models import ClaimVersion
from gongyou.law import schema
from gongyou.ui.public import RoughDay, law_language


def latest_versions(employments: list) -> dict:
    """Employment id → its latest claim version."""
    numbers = ClaimVersion.objects.filter(employment=OuterRef("employment")).order_by(
        "-computed_at", "-number"
    )
    found: dict = {}
    for start in range(0, len(employments), 500):
        rows = ClaimVersion.objects.filter(
            employment__in=employments[start : start + 500],
            pk=Subquery(numbers.values("pk")[:1]),
        )
        found |= {version.employment_id: version for version in rows}
    return found


GAPS = ("figure:", "calendar:", "law:")


def is_gap(name: str) -> bool:
    """Whether what is missing is the program's own lack and no fact."""
    return name.startswith(GAPS)


def folded(rows: list["Row"]) -> list["Row"]:
    """The same rows with those of a longer code under the one whose code they go on."""
    heads = {row.code: row for row in rows}
    kept = []
    for row in rows:
        parts = row.code.split(".")
        above = (".".join(parts[:n]) for n in range(2, len(parts)))
        head = next((heads[code] for code in above if code in heads), None)
        if head is None:
            kept.append(row)
        elif row not in head.parts:
            head.parts.append(row)
    return kept


@dataclass
class Row:
    """One entitlement over all readings."""

    code: str
    label: str
    result: "law.Result"
    by_reading: dict
    grievances: list[str]
    in_total: bool
    span: amounts.Span
    last_days: list[amounts.LastDay]
    alternatives: list[str] = field(default_factory=list)
    pack: str = ""
    parts: list["Row"] = field(default_factory=list)
    """Rows of which it is the sum or the head, folded under it: the kinds of insurance."""

    @property
    def differs(self) -> bool:
        """Whether readings differ: in amounts, or since one of them cannot say."""
        return self.span.differs

    @property
    def cannot_say(self) -> list[str]:
        """The readings that lack a fact, in words."""
        return [codes.reading_label(name) for name in self.span.unknown]

    @property
    def waits_for(self) -> list:
        """The facts that are missing, in both languages."""
        return [self.result.missing_labels[n] for n in self.result.missing if not is_gap(n)]

    @property
    def gaps(self) -> list:
        """What the program lacks, a figure or a calendar; no worker can bring it."""
        return [self.result.missing_labels[n] for n in self.result.missing if is_gap(n)]

    @cached_property
    def by_row(self) -> set[str]:
        """Names of what has no single value but one a month or an event."""
        steps = {step.name for step in self.result.steps if step.rows is not None}
        known = schema.schema_of(self.pack) if self.pack else schema.STANDARD
        return steps | {
            name
            for table in known.tables.values()
            for name in table.columns
            if name not in known.root.columns
        }


@dataclass
class Tile:
    """What one reading comes to; `absent`: it has no paper to rest on."""

    name: str
    label: str
    owed: amounts.Owed
    absent: bool = False


@dataclass(frozen=True)
class Bar:
    """What is proved and what is claimed, in hundredths of the most that a reading gives."""

    proved: int
    claimed: int
    employer: int | None


def bar_of(readings: list[Tile]) -> Bar | None:
    """The picture of a claim; None where it would compare nothing."""
    amount = {tile.name: tile.owed.amount for tile in readings if not tile.absent}
    known = [value for value in amount.values() if value]
    claimed = amount.get(MAIN)
    if not claimed or amount.get("proved") is None:
        return None

    def part(value) -> int:
        return round(100 * value / max(known))

    employer = amount.get("employer")
    return Bar(
        part(amount["proved"]), part(claimed), part(employer) if employer is not None else None
    )


@dataclass
class ClaimPage:
    """A claim version made ready for a template, in one language."""

    version: ClaimVersion
    readings: list["Tile"]
    due: list[Row]
    waiting: list[Row]
    waiting_aside: list[Row]
    tests: list[Row]
    not_due: list[Row]
    not_asked: list["MissingFact"]
    missing: list["MissingFact"]
    gaps: list["MissingFact"]
    currency: str
    rough: list["Rough"]

    @property
    def bar(self) -> Bar | None:
        """From proved to claimed."""
        return bar_of(self.readings)

    @property
    def rows(self) -> list[Row]:
        """All that can be opened: due, undetermined, dates and tests."""
        shown = self.due + self.waiting + self.waiting_aside + self.tests
        return shown + [part for row in shown for part in row.parts]


@dataclass
class MissingFact:
    """A fact that some entitlement waits for."""

    name: str
    label: str
    table: str
    entitlements: list[str]
    papers: list[str]
    ways: list[str]
    can_be_none: bool = False


def claim_page(version: ClaimVersion, lang: str, about=()) -> ClaimPage:
    """The claim with labels; what the case's grievances ask about first, the rest aside."""
    claims = version.readings
    main = claims[MAIN]
    wanted = grievances.entitlements_of(about, version.pack)
    rows = [_row(claims, main, result, lang) for result in main]
    rows.sort(key=lambda row: row.code not in wanted)
    claims_ = [row for row in rows if row.result.kind in LASTING and row.result.money]
    waiting = [row for row in claims_ if row.result.status == "undetermined"]
    readings = [
        Tile(
            name,
            codes.reading_label(name),
            amounts.owed(claim, version.facts_of(name)),
            absent=name == "employer" and claim is main and not version.has_papers,
        )
        for name, claim in claims.items()
        if name in codes.READING_LABELS
    ]
    lacking = missing_facts(
        [row.result for row in waiting if not wanted or row.code in wanted], lang
    )
    return ClaimPage(
        version=version,
        readings=readings,
        due=folded([r for r in claims_ if r.result.status == "amount" and r.result.amount]),
        waiting=folded([row for row in waiting if row.code in wanted or not wanted]),
        waiting_aside=folded([row for row in waiting if wanted and row.code not in wanted]),
        tests=[row for row in rows if row not in claims_ and row.result.status != "not_due"],
        not_due=[r for r in claims_ if r.result.status == "not_due" and not r.result.silent],
        not_asked=not_asked([row.result for row in claims_], lang, version.pack),
        missing=[fact for fact in lacking if not is_gap(fact.name)],
        gaps=[fact for fact in lacking if is_gap(fact.name)],
        currency=main.currency,
        rough=rough_days_of(version),
    )


def _row(claims, main, result, lang) -> Row:
    by_reading = {n: claims[n][result.code] for n in codes.READING_LABELS if n in claims}
    return Row(
        code=result.code,
        label=result.label(lang),
        result=result,
        by_reading=by_reading,
        grievances=grievances.grievances_of(result.code, main.pack),
        in_total=result.code in main.best.members,
        span=amounts.span_of(claims, result.code) if result.money else amounts.Span(),
        last_days=amounts.last_days(claims, result.code),
        alternatives=[main[code].label(lang) for code in result.alternatives],
        pack=main.pack,
    )


def missing_facts(results: Iterable["law.Result"], lang: str) -> list[MissingFact]:
    """Each missing fact once, with what waits for it and where it can be had."""
    found: dict[str, MissingFact] = {}
    for result in results:
        for name in result.missing:
            missing = found.setdefault(
                name, _missing(name, result.missing_labels.get(name, {}).get(lang) or name)
            )
            missing.entitlements.append(result.label(lang))
    return sorted(found.values(), key=lambda m: -len(m.entitlements))


def not_asked(results: Iterable["law.Result"], lang: str, pack: str) -> list[MissingFact]:
    """Each question that nobody answered and "not due" would rest on, with what hangs on it."""
    found: dict[str, MissingFact] = {}
    for result in results:
        for each in result.silent if result.not_asked else ():
            silent = found.setdefault(each.name, _missing(each.name, each.label(lang), pack))
            silent.entitlements.append(result.label(lang))
    return sorted(found.values(), key=lambda m: -len(m.entitlements))


def _missing(name: str, label: str, pack: str = "") -> MissingFact:
    from gongyou.centre.papers import papers_for

    kind_of, _, kind = name.partition(":")
    if kind and kind_of in schema.TABLES:
        return MissingFact(name, label, kind_of, [], [], [], can_be_none=True)
    table = next((t for t in schema.TABLES if name in schema.TABLES[t].columns), "")
    if not table and pack and name in extra_columns(pack, "employment"):
        table = "employment"
    papers, ways = papers_for(name, table)
    asked = bool(pack) and table == "employment"
    can_be_none = asked and column_of(pack, table, name).type != "flag"
    return MissingFact(name, label, table, [], papers, ways, can_be_none)


@dataclass(frozen=True)
class Rough:
    """A day that is known only roughly and that a claim rests on."""

    label: str
    days: str
    reckoned: str

    @property
    def words(self) -> str:
        """That it is not known, and with which day the amounts are reckoned."""
        return _(
            "Known only roughly: the amounts are reckoned with %(day)s, ranges and last days over "
            "all of these days."
        ) % {"day": self.reckoned}


def rough_days_of(version) -> list[Rough]:
    """The days known only roughly in the worker's reading of a claim."""
    if version is None:
        return []
    found = version.facts[MAIN]
    return [
        Rough(
            label_of(schema.column(table, name), law_language()),
            value.in_words,
            date_format(value.first, "DATE_FORMAT"),
        )
        for table in WITH_DAYS
        for row in found.get(table, ())
        for name, value in row.items()
        if isinstance(value, RoughDay)
    ]
