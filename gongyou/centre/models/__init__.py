"""What the centre keeps. Names and free text are sealed; the rest are codes, numbers, dates."""

from .casework import Case, CaseGrievance, Hearing, Intake, Outcome, Payment, Task
from .claims import ClaimLine, ClaimVersion, Deadline
from .consent import Consent
from .desk import (
    ApiToken,
    CalendarFeed,
    DocumentPart,
    DocumentRun,
    DocumentTemplate,
    Merge,
    SavedFilter,
)
from .employment import Employment, EmploymentFacts, FactEvent, PackRow, PayRecord
from .evidence import Evidence, EvidenceLink
from .lending import Loan, LoanKey
from .moving import MoveIn, MovePlan
from .particulars import Letterhead, Opponent, Particulars, Witness
from .people import Employer, Worker, Worksite
from .roster import Roster
from .shown import ShownRegister
from .team import Appointment, Contact, Duty, Note, Proceeding

__all__ = [
    "ApiToken",
    "Appointment",
    "CalendarFeed",
    "Case",
    "CaseGrievance",
    "ClaimLine",
    "ClaimVersion",
    "Consent",
    "Contact",
    "Deadline",
    "DocumentPart",
    "DocumentRun",
    "DocumentTemplate",
    "Duty",
    "Employer",
    "Employment",
    "EmploymentFacts",
    "Evidence",
    "EvidenceLink",
    "FactEvent",
    "Hearing",
    "Intake",
    "Letterhead",
    "Loan",
    "LoanKey",
    "Merge",
    "MoveIn",
    "MovePlan",
    "Note",
    "Opponent",
    "Outcome",
    "PackRow",
    "Particulars",
    "PayRecord",
    "Payment",
    "Proceeding",
    "Roster",
    "SavedFilter",
    "ShownRegister",
    "Task",
    "Witness",
    "Worker",
    "Worksite",
]
