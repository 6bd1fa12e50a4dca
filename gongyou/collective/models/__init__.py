"""All tables of the room."""

from gongyou.collective.models.bargaining import (
    Agreement,
    Offer,
    Position,
    Ratification,
    ReportBack,
    Round,
)
from gongyou.collective.models.carrying import PayList, Promise, Share, SharePayment
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
from gongyou.collective.models.fund import FundEntry, FundLine, FundSignature, Treasurer
from gongyou.collective.models.protection import (
    CheckIn,
    Incident,
    IncidentEvidence,
    ProtocolStep,
    SafetyContact,
    SafetyPlan,
)
from gongyou.collective.models.representation import (
    Authorisation,
    Ballot,
    Box,
    Candidate,
    Constituency,
    Election,
    Mandate,
    PaperCount,
    Recall,
    ToldMandate,
    VoterSlip,
)
from gongyou.collective.models.roll import Member
from gongyou.collective.models.route import BulkRun, FilingMember, GroupFiling, RunPart
from gongyou.collective.models.training import Attendance, TrainingMaterial, TrainingSession

__all__ = [
    "Agreement",
    "Attendance",
    "Authorisation",
    "Ballot",
    "Box",
    "BulkRun",
    "Bundle",
    "Candidate",
    "CaseEmployer",
    "CasePart",
    "CheckIn",
    "CollectiveCase",
    "Constituency",
    "Demand",
    "DemandLetter",
    "Disagreement",
    "Election",
    "Event",
    "Figure",
    "FilingMember",
    "FundEntry",
    "FundLine",
    "FundSignature",
    "GroupFiling",
    "HelpRequest",
    "Incident",
    "IncidentEvidence",
    "Mandate",
    "Member",
    "Offer",
    "PaperCount",
    "PayList",
    "PhaseCheck",
    "PhaseState",
    "Position",
    "Promise",
    "ProtocolStep",
    "Ratification",
    "Recall",
    "ReportBack",
    "Round",
    "RunPart",
    "SafetyContact",
    "SafetyPlan",
    "Share",
    "SharePayment",
    "Source",
    "ToldMandate",
    "TrainingMaterial",
    "TrainingSession",
    "Treasurer",
    "VoterSlip",
]
