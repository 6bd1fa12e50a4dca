"""What the room keeps, and what is always true of it: a file a topic."""

# Events: sources, reports, events, disputes, codings, matches.
from gongyou.advocacy.models.coding import Adjudication, Coding
from gongyou.advocacy.models.events import Dispute, Event, Outcome, Spell
from gongyou.advocacy.models.matches import Match
from gongyou.advocacy.models.sources import Report, SheetImport, SheetMapping, SheetRows, Source

# Figures: indicators, releases, briefs.

# What if, and dossiers.

__all__ = [
    # Events.
    "Adjudication",
    "Coding",
    "Dispute",
    "Event",
    "Match",
    "Outcome",
    "Report",
    "SheetImport",
    "SheetMapping",
    "SheetRows",
    "Source",
    "Spell",
    # Figures.
    # What if, and dossiers.
]
