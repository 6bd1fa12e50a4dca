"""What the room keeps, and what is always true of it: a file a topic."""

# Events: sources, reports, events, disputes, codings, matches.
from gongyou.advocacy.models.coding import Adjudication, Coding

# What if, and dossiers.
from gongyou.advocacy.models.dossiers import (
    Dossier,
    DossierDay,
    DossierEvent,
    DossierPerson,
    SupplyLink,
)
from gongyou.advocacy.models.events import Dispute, Event, Outcome, Spell

# Figures: indicators, releases, briefs.
from gongyou.advocacy.models.figures import IndicatorRun, Naming, OutsideSecond, Release
from gongyou.advocacy.models.matches import Match
from gongyou.advocacy.models.reforms import SavedReform, WhatIf
from gongyou.advocacy.models.sources import Report, SheetImport, SheetMapping, SheetRows, Source

__all__ = [
    "Adjudication",
    "Coding",
    "Dispute",
    "Dossier",
    "DossierDay",
    "DossierEvent",
    "DossierPerson",
    "Event",
    "IndicatorRun",
    "Match",
    "Naming",
    "Outcome",
    "OutsideSecond",
    "Release",
    "Report",
    "SavedReform",
    "SheetImport",
    "SheetMapping",
    "SheetRows",
    "Source",
    "Spell",
    "SupplyLink",
    "WhatIf",
]
