"""Events as tables that indicators count: one a data set, each event once, with what is not sure.

Counts of events are no shares of workers, and nobody's consent is asked: what is told is public,
or an observation of the house that leaves it as a count alone.
"""

from datetime import date

import pyarrow as pa
from django.utils.translation import gettext_lazy as _

from gongyou.advocacy import codes
from gongyou.advocacy.codebook import words
from gongyou.advocacy.linking.bounds import groups
from gongyou.advocacy.models import Match, Outcome, Spell
from gongyou.advocacy.queries.events.listing import events_of
from gongyou.advocacy.queries.events.statistics import FIELDS, calendar_of, stoppage_of
from gongyou.centre.public import Column, Counted, CountedTable, person_id, table_of
from gongyou.stats.stoppages import days_in

COLUMNS = {
    "place": Column("group", _("Place")),
    "year": Column("group", _("Year")),
    "stoppage": Column("flag", _("Work was stopped")),
    "one": Column("number", _("Events, at most")),
    "sure": Column("number", _("Events, at least")),
    "involved_low": Column("number", _("Workers, at least")),
    "involved_high": Column("number", _("Workers, at most")),
    "days_low": Column("number", _("Days not worked, at least")),
    "days_high": Column("number", _("Days not worked, at most")),
    "police": Column("flag", _("Police or force")),
    "ended": Column("flag", _("Has ended")),
    "outcome_told": Column("flag", _("Some source tells how it ended")),
}


def tables(actor) -> list[CountedTable]:
    """The data sets of which this person sees events."""
    held = set(events_of(actor).order_by().values_list("dataset", flat=True).distinct())
    return [_table(actor, name) for name in codes.DATASETS if name in held]


def _table(actor, dataset: str) -> CountedTable:
    name = f"events:{dataset}"
    return CountedTable(
        name=name,
        kind="events",
        title=codes.OURS.get(dataset, dataset.upper()),
        population=name,
        basis="events",
        columns=COLUMNS,
        read=lambda: Counted(_rows(actor, dataset)),
    )


def _rows(actor, dataset: str) -> pa.Table:
    events = events_of(actor).filter(dataset=dataset)
    held = list(events.values(*FIELDS, "acts", "responses"))
    ids = [row["pk"] for row in held]
    spells: dict = {}
    for spell in Spell.objects.filter(event__in=events):
        spells.setdefault(spell.event_id, []).append(spell)
    told = set(
        Outcome.objects.filter(event__in=events)
        .exclude(result="not_told")
        .values_list("event_id", flat=True)
    )
    counted = _sure(actor, ids)
    stops, force = words.concept("stoppage"), words.concept("force")
    calendar = calendar_of(dataset)
    rows = []
    for row in held:
        own = spells.get(row["pk"], [])
        days = days_in(stoppage_of(row, own), date.min, date.max, calendar)
        rows.append(
            {
                "_id": person_id(row["pk"]),
                "place": row["region"] or None,
                "year": str(row["starts"].year),
                "stoppage": bool(stops & set(row["acts"])),
                "one": 1,
                "sure": int(row["pk"] in counted),
                "involved_low": row["involved_low"],
                "involved_high": row["involved_high"],
                "days_low": days.low,
                "days_high": days.high,
                "police": bool(force & set(row["responses"])) if row["responses"] else None,
                "ended": row["state"] == "ended",
                "outcome_told": row["pk"] in told,
            }
        )
    return table_of(COLUMNS, rows)


def _sure(actor, ids: list) -> set:
    """One event of each group that open pairs may make one: so many there are at least."""
    pairs = Match.objects.visible_to(actor).filter(verdict="").values_list("first", "second")
    leader = groups(ids, pairs)
    return set(leader.values())
