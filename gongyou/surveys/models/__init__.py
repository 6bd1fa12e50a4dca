"""What surveys keep."""

from gongyou.surveys.models.analysis import AnswerRow
from gongyou.surveys.models.collectors import Collector, DigestSecret, NonceUse
from gongyou.surveys.models.entities import Entity, EntityList, EntityVersion, HeldChange
from gongyou.surveys.models.fields import SealedBytesField
from gongyou.surveys.models.forms import Form, FormFile, FormVersion, Survey
from gongyou.surveys.models.plans import ExportPlan
from gongyou.surveys.models.samples import SampleDraw
from gongyou.surveys.models.sketches import Sketch
from gongyou.surveys.models.submissions import (
    Attachment,
    AttachmentPiece,
    Comment,
    Setback,
    Submission,
    SubmissionVersion,
)

__all__ = [
    "AnswerRow",
    "Attachment",
    "AttachmentPiece",
    "Collector",
    "Comment",
    "DigestSecret",
    "Entity",
    "EntityList",
    "EntityVersion",
    "ExportPlan",
    "Form",
    "FormFile",
    "FormVersion",
    "HeldChange",
    "NonceUse",
    "SampleDraw",
    "SealedBytesField",
    "Setback",
    "Sketch",
    "Submission",
    "SubmissionVersion",
    "Survey",
]
