"""What the outreach room keeps."""

from gongyou.outreach.models.answers import AnswerBox, SealedAnswers
from gongyou.outreach.models.calls import Call
from gongyou.outreach.models.guides import GuideVersion
from gongyou.outreach.models.handovers import Handover, HandoverKey, IncomingHandover
from gongyou.outreach.models.publishing import Publication
from gongyou.outreach.models.services import Confirmation, Organisation, Referral, Service
from gongyou.outreach.models.sessions import Session, TokenBatch, TokenUse

__all__ = [
    "AnswerBox",
    "Call",
    "Confirmation",
    "GuideVersion",
    "Handover",
    "HandoverKey",
    "IncomingHandover",
    "Organisation",
    "Publication",
    "Referral",
    "SealedAnswers",
    "Service",
    "Session",
    "TokenBatch",
    "TokenUse",
]
