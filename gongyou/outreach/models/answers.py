"""Boxes for answers that were sealed on a worker's phone, and answers that wait."""

from django.db import models

from gongyou.outreach import codes
from gongyou.vault.public import KEPT, Part, Record, SealedTextField


class AnswerBox(Record):
    """A key pair: phones seal to its public half; the private half is sealed here.

    Boxes are changed from time to time. An old one is shredded: what was sealed to it and not yet
    taken in can then never be opened.
    """

    merge_kind = KEPT

    public = models.CharField(max_length=64, unique=True, editable=False)
    box_id = models.CharField(max_length=16, unique=True, editable=False)
    private = SealedTextField(identity=False)
    opened_on = models.DateField()
    retired_on = models.DateField(null=True)

    class Meta:
        ordering = ["-opened_on", "-id"]

    def __str__(self):
        return self.box_id


class SealedAnswers(Part):
    """One bundle of sealed answers. `digest` names its bytes, so that it comes in once."""

    merge_kind = KEPT
    twins_are_one = True
    compartment_path = "box__compartment"
    sealed_under = "box"

    box = models.ForeignKey(AnswerBox, models.PROTECT, related_name="answers")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    text = models.TextField(editable=False)
    state = models.CharField(max_length=8, choices=codes.ANSWER_STATES, default="waiting")
    received_on = models.DateField()

    class Meta:
        ordering = ["received_on", "id"]

    def __str__(self):
        return self.digest[:8]
