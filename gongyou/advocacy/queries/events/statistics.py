"""Stoppages in the form of the labour statisticians, a data set at a time, with its coverage."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from gongyou.advocacy import codes
from gongyou.advocacy.codebook import words
from gongyou.advocacy.models import Spell
from gongyou.advocacy.queries.events.listing import bounds_of, events_of, with_code
from gongyou.stats.stoppages import Row, Span, Stoppage, Threshold, Workdays, table
from gongyou.vault.public import Actor

THRESHOLDS = {
    "own": Threshold("own"),
    "lat": Threshold("lat", workers=2),
    "bls": Threshold("bls", workers=1000, workdays=1),
}
MOST_YEARS = 80
FIELDS = (
    *("pk", "code", "starts", "ends", "state", "last_told", "involved_low", "involved_high"),
    *("region", "industry", "enterprise"),
)


@dataclass
class Coverage:
    """What a data set counts and leaves out, in the language of the page; breaks by day."""

    dataset: str
    unit: str
    inclusion: str
    limits: str
    credit: str
    share: str
    breaks: list[tuple[str, str]]


def coverage_of(dataset: str) -> Coverage:
    """The coverage that is printed under every figure of a data set."""
    lang = "zh" if codes.in_chinese() else "en"
    row = words.coverage(dataset)
    low, high = row.get("share_low"), row.get("share_high")
    share = f"{float(low):.0%} – {float(high):.0%}" if low and high else ""
    breaks = [
        (held["from"], held[lang])
        for which in ("coverage", "act", "industry")
        for held in words.periods(dataset, which)
    ]
    return Coverage(
        dataset,
        row.get(f"unit_{lang}", ""),
        row.get(f"inclusion_{lang}", ""),
        row.get(f"limits_{lang}", ""),
        row.get("credit", ""),
        share,
        sorted(breaks),
    )


def calendar_of(dataset: str) -> Workdays:
    """The workdays by which days not worked are counted."""
    name = words.coverage(dataset).get("calendar", "")
    return Workdays(words.calendar_days(name), words.calendar_days(name, "workday"))


def stoppages_of(events, by: str = "") -> list[Stoppage]:
    """Events that stop work, as the statistics take them; `by` names the column of groups."""
    held = with_code(events, "acts", words.concept("stoppage")).values(*FIELDS)
    spells: dict = {}
    for spell in Spell.objects.filter(event__in=[row["pk"] for row in held]):
        spells.setdefault(spell.event_id, []).append(spell)
    return [stoppage_of(row, spells.get(row["pk"], []), by) for row in held]


def stoppage_of(row: dict, spells: list[Spell], by: str = "") -> Stoppage:
    """An event as the statistics take it; `row` holds `FIELDS`."""
    ended = row["state"] == "ended"
    group = row[by] if by else ""
    spans = tuple(_span(spell, row["last_told"]) for spell in spells)
    if not spans:
        size = row["involved_low"], row["involved_high"]
        spans = (Span(row["starts"], row["ends"] or row["starts"], *size),)
    told = bool(spells) and row["state"] != "not_told"
    return Stoppage(row["code"], spans, group, ended=ended, days_told=told)


def _span(spell: Spell, last_told: date) -> Span:
    """While it goes on, a spell is known up to the day on which it was last told of."""
    return Span(
        spell.starts,
        spell.ends or max(last_told, spell.starts),
        spell.low,
        spell.high,
        spell.workdays,
        spell.days,
        spell.last_counted,
        spell.share,
    )


@dataclass
class Statistics:
    """The rows of one data set with all that must stand beside them."""

    coverage: Coverage
    rows: list[Row]
    low: int
    high: int
    titles: dict[str, str]


def statistics_of(
    actor: Actor, dataset: str, threshold: str = "own", by: str = "", years: int = MOST_YEARS
) -> Statistics | None:
    """Stoppages by year (and group) of one data set; None where it has none."""
    events = events_of(actor).filter(dataset=dataset)
    held = stoppages_of(events, by)
    if not held:
        return None
    first = min(one.first for one in held).year
    last = max(one.first for one in held).year
    periods = [(date(y, 1, 1), date(y, 12, 31)) for y in range(max(first, last - years), last + 1)]
    rows = table(held, periods, calendar_of(dataset), THRESHOLDS.get(threshold, THRESHOLDS["own"]))
    count = bounds_of(actor, events)
    top = {row.largest[0] for row in rows if row.largest}
    titles = dict(events.filter(code__in=top).values_list("code", "employer_printed"))
    return Statistics(coverage_of(dataset), rows, count.low, count.high, titles)


def datasets_of(actor: Actor) -> list[str]:
    """The data sets that this reader has events of, in the order of the codebook."""
    held = set(events_of(actor).values_list("dataset", flat=True).distinct())
    return [name for name in codes.DATASETS if name in held]


def by_month(events, last_years: int = 12) -> dict:
    """Events by month or year as a chart, a series a data set; nothing is said of empty months."""
    days = list(events.values_list("starts", "dataset"))
    if not days:
        return {}
    first, last = min(day for day, _ in days), max(day for day, _ in days)
    monthly = last - first <= timedelta(days=1100)
    key = (lambda d: d.isoformat()[:7]) if monthly else (lambda d: str(d.year))
    counted = Counter((name, key(day)) for day, name in days)
    slots = sorted({key(day) for day, _ in days})
    if monthly:
        slots = _months(slots[0], slots[-1])
    names = [name for name in codes.DATASETS if any(each == name for each, _ in counted)]
    return {
        "kind": "bar",
        "categories": slots,
        "series": [
            {"name": codes.dataset(name), "values": [counted[name, slot] for slot in slots]}
            for name in names
        ],
    }


def _months(first: str, last: str) -> list[str]:
    year, month = map(int, first.split("-"))
    found = []
    while f"{year}-{month:02}" <= last:
        found.append(f"{year}-{month:02}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found
