"""What the rooms above may import from the collective room."""

from gongyou.collective import codes
from gongyou.collective.models import (
    CollectiveCase,
    Event,
    FilingMember,
    FundEntry,
    FundLine,
    Incident,
    Member,
    Promise,
    Share,
    SharePayment,
    Treasurer,
)
from gongyou.collective.queries.chronicle import (
    as_data,
    disagreements,
    event_lines,
    figures_of,
    profile,
    sources,
)
from gongyou.collective.queries.promises import on_day as promises_on

__all__ = [
    "CollectiveCase",
    "Event",
    "FilingMember",
    "FundEntry",
    "FundLine",
    "Incident",
    "Member",
    "Promise",
    "Share",
    "SharePayment",
    "Treasurer",
    "as_data",
    "codes",
    "disagreements",
    "event_lines",
    "figures_of",
    "profile",
    "promises_on",
    "sources",
]
