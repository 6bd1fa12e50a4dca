"""Cases handed over to another centre, and those that another centre handed over to this one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.outreach import codes
from gongyou.vault.public import KEPT, Part, Record, SealedTextField


class HandoverKey(Record):
    """A key pair to which other centres seal what they hand over; read to them by voice."""

    merge_kind = KEPT

    public = models.CharField(max_length=80, unique=True, editable=False)
    private = SealedTextField(identity=False)
    opened_on = models.DateField()
    retired_on = models.DateField(null=True)

    class Meta:
        ordering = ["-opened_on", "-id"]

    def __str__(self):
        return self.public


class Handover(Record):
    """A case that went to another centre, with what its worker agreed to; what came of it.

    The receipt comes back sealed to a key of this handover alone: only who opened the bundle can
    have written it.
    """

    merge_kind = KEPT

    case = models.ForeignKey("centre.Case", models.SET_NULL, null=True, related_name="+")
    number = models.CharField(max_length=32, unique=True, editable=False)
    to = models.CharField(_("To which centre"), max_length=120)
    recipient = models.CharField(max_length=80, editable=False)
    on = models.DateField(_("Day"))
    due_on = models.DateField(_("Ask again on"))
    consent = models.CharField(_("What they agreed to, in their words"), max_length=200)
    # The key (hex) that signed the file: its words are what the other centre sees.
    signed_by = models.CharField(max_length=64, blank=True, editable=False)
    receipt_public = models.CharField(max_length=80, editable=False)
    receipt_private = SealedTextField(identity=False)
    outcome = models.CharField(max_length=10, choices=codes.OUTCOMES, blank=True)
    outcome_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self):
        return self.to


class IncomingHandover(Part):
    """A bundle that came from another centre; its bytes stay until it is taken in or put away."""

    merge_kind = KEPT
    twins_are_one = True
    compartment_path = "key__compartment"
    sealed_under = "key"

    key = models.ForeignKey(HandoverKey, models.PROTECT, related_name="incoming")
    number = models.CharField(max_length=32, unique=True, editable=False)
    bundle = models.TextField(editable=False)
    receipt_to = models.CharField(max_length=80, editable=False)
    state = models.CharField(max_length=8, choices=codes.ANSWER_STATES, default="waiting")
    received_on = models.DateField()
    intake = models.ForeignKey("centre.Intake", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["received_on", "id"]

    def __str__(self):
        return self.number[:8]
