"""Demands, the bundles they are merged into, and the letter that carries them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.collective import codes
from gongyou.collective.models.case import CasePart
from gongyou.ui.public import MoneyField
from gongyou.vault.public import KEPT, SealedJSONField, SealedTextField


class Demand(CasePart):
    """What the workers ask for, drawn from claims or free. Its text is in `content`."""

    merge_kind = KEPT
    twins_renamed = "reference"

    ordinal = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=12)
    entitlements = models.JSONField(default=list)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    amount = MoneyField(_("amount"), null=True, blank=True)
    file_by = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=codes.DEMAND_STATUSES, default="raised")
    raised_on = models.DateField(null=True, blank=True)
    content = SealedJSONField(identity=False)

    class Meta:
        ordering = ["ordinal", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reference"], name="collective_demand_reference"
            )
        ]

    def __str__(self):
        return self.reference


class Bundle(CasePart):
    """Demands merged into one, with a formula when they were settled together."""

    merge_kind = KEPT
    twins_renamed = "reference"

    ordinal = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=12)
    covers = models.JSONField(default=list)
    agreed_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    offer = models.JSONField(null=True)
    content = SealedJSONField(identity=False)

    class Meta:
        ordering = ["ordinal", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reference"], name="collective_bundle_reference"
            )
        ]

    def __str__(self):
        return self.reference


class DemandLetter(CasePart):
    """The written demands, their deadline, how they were delivered, what came back."""

    merge_kind = KEPT

    written_on = models.DateField(_("written on"))
    deadline_on = models.DateField(_("answer until"), null=True, blank=True)
    demands = models.JSONField(default=list)
    text = SealedTextField(identity=False)
    means = models.CharField(max_length=10, choices=codes.DELIVERIES, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    proof = models.ForeignKey("vault.StoredFile", models.SET_NULL, null=True, related_name="+")
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = SealedTextField(identity=False)

    class Meta:
        ordering = ["written_on"]

    def __str__(self):
        return f"{self.written_on}"
