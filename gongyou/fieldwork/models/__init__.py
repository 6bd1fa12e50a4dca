"""What the fieldwork room keeps."""

from gongyou.fieldwork.models.case_studies import (
    CaseStudy,
    Clue,
    Hypothesis,
    Likelihood,
    NeedAnswer,
    StudyQuote,
)
from gongyou.fieldwork.models.codebooks import Code, Memo
from gongyou.fieldwork.models.codings import (
    Coder,
    Coding,
    Decision,
    Round,
    RoundCoder,
    RoundText,
)
from gongyou.fieldwork.models.comparing import (
    CaseMembership,
    ComparedCase,
    Comparison,
    Condition,
    KeptSolution,
)
from gongyou.fieldwork.models.interviews import FieldNote, Interview, Taking
from gongyou.fieldwork.models.leaving import Departure, Tally
from gongyou.fieldwork.models.outputs import Dossier, DossierDeparture, DossierQuote
from gongyou.fieldwork.models.people import Consent, Participant
from gongyou.fieldwork.models.recordings import Mark, PlaceHeard, Recording
from gongyou.fieldwork.models.replacing import Replacement, SecondReading
from gongyou.fieldwork.models.searches import SavedQuery
from gongyou.fieldwork.models.standing import Funding, LegalStatus, Load, Pressure
from gongyou.fieldwork.models.studies import KeptProject, Study
from gongyou.fieldwork.models.texts import Text, Turn, Voice

__all__ = [
    "CaseMembership",
    "CaseStudy",
    "Clue",
    "Code",
    "Coder",
    "Coding",
    "ComparedCase",
    "Comparison",
    "Condition",
    "Consent",
    "Decision",
    "Departure",
    "Dossier",
    "DossierDeparture",
    "DossierQuote",
    "FieldNote",
    "Funding",
    "Hypothesis",
    "Interview",
    "KeptProject",
    "KeptSolution",
    "LegalStatus",
    "Likelihood",
    "Load",
    "Mark",
    "Memo",
    "NeedAnswer",
    "Participant",
    "PlaceHeard",
    "Pressure",
    "Recording",
    "Replacement",
    "Round",
    "RoundCoder",
    "RoundText",
    "SavedQuery",
    "SecondReading",
    "Study",
    "StudyQuote",
    "Taking",
    "Tally",
    "Text",
    "Turn",
    "Voice",
]
