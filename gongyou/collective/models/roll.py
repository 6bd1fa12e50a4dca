"""The roll: who belongs to the case, where they work, whether they signed on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.collective import codes
from gongyou.collective.models.case import CollectiveCase
from gongyou.ui.public import MoneyField
from gongyou.vault.public import KEPT, NaturalIdField, Record, SealedTextField


class Member(Record):
    """A worker as a member of a collective case.

    What the law owes is kept beside (`owed`, from the batch of `on_law`), so that an offer is
    costed for thousands within a second. No key is needed for that.
    """

    merge_kind = KEPT
    id = NaturalIdField("case", "worker")
    sealed_under = "worker"
    case = models.ForeignKey(CollectiveCase, models.CASCADE, related_name="members")
    worker = models.ForeignKey("centre.Worker", models.PROTECT, related_name="memberships")
    employment = models.ForeignKey(
        "centre.Employment", models.PROTECT, null=True, related_name="memberships"
    )
    individual = models.ForeignKey(
        "centre.Case", models.SET_NULL, null=True, related_name="memberships"
    )
    workshop = models.CharField(_("workshop"), max_length=60, blank=True)
    floor = models.CharField(_("floor"), max_length=30, blank=True)
    shift = models.CharField(_("shift"), max_length=30, blank=True)
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_means = models.CharField(max_length=10, choices=codes.SIGN_MEANS, blank=True)
    support = models.CharField(max_length=10, choices=codes.SUPPORT, default="unknown")
    contact = models.ForeignKey("self", models.SET_NULL, null=True, related_name="reaches")
    note = SealedTextField()
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    wage = MoneyField(null=True)
    owed_total = MoneyField(null=True)
    owed = models.JSONField(default=dict)
    file_by = models.DateField(null=True)
    on_law = models.DateField(null=True)

    class Meta:
        ordering = ["workshop", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "worker"], name="collective_member_once")
        ]
        indexes = [
            models.Index(fields=["case", "workshop"]),
            models.Index(fields=["case", "left_on", "signed_on"]),
        ]

    def __str__(self):
        return str(self.worker)

    def was_member(self, day) -> bool:
        """Whether they belonged to the case on a day."""
        return self.joined_on <= day and (self.left_on is None or self.left_on > day)
