"""Training of representatives: sessions, materials, who came."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.collective.models.case import CasePart
from gongyou.vault.public import KEPT, NaturalIdField, Part, SealedTextField


class TrainingSession(CasePart):
    """A session on a subject."""

    merge_kind = KEPT

    on = models.DateField(_("date"))
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1, null=True, blank=True)
    topic = SealedTextField(identity=False)
    notes = SealedTextField(identity=False)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"{self.on}"


class TrainingMaterial(Part):
    """A file used in a session."""

    merge_kind = KEPT
    compartment_path = "session__case__compartment"
    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="materials")
    file = models.ForeignKey("vault.StoredFile", models.CASCADE, related_name="+")

    def __str__(self):
        return self.ref


class Attendance(Part):
    """That a member came."""

    merge_kind = KEPT
    id = NaturalIdField("session", "member")
    compartment_path = "session__case__compartment"
    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="attendance")
    member = models.ForeignKey("collective.Member", models.PROTECT, related_name="trained")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "member"], name="collective_came_once")
        ]

    def __str__(self):
        return f"{self.member}"
