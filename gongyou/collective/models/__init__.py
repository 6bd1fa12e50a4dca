"""All tables of the room."""

from gongyou.collective.models.bargaining import (
    Agreement,
    Offer,
    Position,
    Ratification,
    ReportBack,
    Round,
)
from gongyou.collective.models.carrying import Promise, Share, SharePayment
from gongyou.collective.models.case import (
    CaseEmployer,
    CasePart,
    CollectiveCase,
    HelpRequest,
    PhaseCheck,
    PhaseState,
)
from gongyou.collective.models.chronicle import Disagreement, Event, Figure, Source
from gongyou.collective.models.demands import Bundle, Demand, DemandLetter
from gongyou.collective.models.roll import Member
from gongyou.collective.models.route import BulkRun, FilingMember, GroupFiling, RunPart

__all__ = [
    "Agreement",
    "BulkRun",
    "Bundle",
    "CaseEmployer",
    "CasePart",
    "CollectiveCase",
    "Demand",
    "DemandLetter",
    "Disagreement",
    "Event",
    "Figure",
    "FilingMember",
    "GroupFiling",
    "HelpRequest",
    "Member",
    "Offer",
    "PhaseCheck",
    "PhaseState",
    "Position",
    "Promise",
    "Ratification",
    "ReportBack",
    "Round",
    "RunPart",
    "Share",
    "SharePayment",
    "Source",
]
