"""What the fieldwork room keeps."""

from gongyou.fieldwork.models.case_studies import (
    CaseStudy,
    Clue,
    Hypothesis,
    Likelihood,
    NeedAnswer,
    StudyQuote,
)
from gongyou.fieldwork.models.comparing import (
    CaseMembership,
    ComparedCase,
    Comparison,
    Condition,
    KeptSolution,
)
from gongyou.fieldwork.models.outputs import Dossier, DossierDeparture, DossierQuote
from gongyou.fieldwork.models.standing import Funding, LegalStatus, Load, Pressure

__all__ = [
    "CaseMembership",
    "CaseStudy",
    "Clue",
    "ComparedCase",
    "Comparison",
    "Condition",
    "Dossier",
    "DossierDeparture",
    "DossierQuote",
    "Funding",
    "Hypothesis",
    "KeptSolution",
    "LegalStatus",
    "Likelihood",
    "Load",
    "NeedAnswer",
    "Pressure",
    "StudyQuote",
]
