"""Pairs of events as two cards."""

from dataclasses import dataclass

from gongyou.advocacy import codes
from gongyou.advocacy.models import Event, Match, Report
from gongyou.advocacy.queries.events.event import range_text
from gongyou.advocacy.report_texts import titles_of
from gongyou.vault.public import Actor

AGAINST = ("other", "week", "better")


@dataclass
class Card:
    """One event of a pair."""

    event: Event
    title: str
    acts: str
    size: str
    demands: str


@dataclass
class PairCard:
    """Two events, what speaks for one and what against."""

    match: Match
    cards: tuple[Card, Card]
    speaks: list[str]
    against: list[str]


def pair_cards(actor: Actor, matches: list[Match]) -> list[PairCard]:
    """Each pair with the words of its reports."""
    events = {e.pk: e for m in matches for e in (m.first, m.second)}
    reports: dict = {}
    for report in (
        Report.objects.filter(event__in=events).select_related("sheet").order_by("-as_of")
    ):
        reports.setdefault(report.event_id, report)
    titles = titles_of(actor, reports.values())
    cards = {
        pk: _card(event, titles.get(reports[pk].pk, "") if pk in reports else "")
        for pk, event in events.items()
    }
    return [
        PairCard(
            match,
            (cards[match.first_id], cards[match.second_id]),
            [_say(r) for r in match.reasons if not r.startswith(AGAINST)],
            [_say(r) for r in match.reasons if r.startswith(AGAINST)],
        )
        for match in matches
    ]


def _card(event: Event, title: str) -> Card:
    size = range_text(event.involved_low, event.involved_high)
    if size == "—":
        size = range_text(event.present_low, event.present_high)
    acts = codes.labels("act", event.acts)
    return Card(event, title, acts, size, codes.labels("demand", event.demands))


def _say(reason: str) -> str:
    return str(codes.REASONS.get(reason, reason))
