"""Codings of reports: each coder's own, blind until both are in, and what was settled after."""

from django.conf import settings
from django.db import models

from gongyou.advocacy.models.sources import Report
from gongyou.vault.public import KEPT, NaturalIdField, Part, SealedJSONField


class ReportPart(Part):
    """What belongs to a report."""

    compartment_path = "report__compartment"
    sealed_under = "report"

    report = models.ForeignKey(Report, models.CASCADE, related_name="%(class)ss")
    edition = models.CharField(max_length=12)

    class Meta:
        abstract = True


class Coding(ReportPart):
    """What one coder read out of one report by one edition of the codebook.

    `values`: field → {"codes": […]} or {"low", "high", "basis"}, each with the "words" it rests on.
    """

    merge_kind = KEPT

    id = NaturalIdField("report", "coder", "edition")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    values = SealedJSONField(identity=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return f"{self.edition}"


class Adjudication(ReportPart):
    """What stands where two coders differed, by a third look, with the reason."""

    merge_kind = KEPT

    id = NaturalIdField("report", "edition")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    values = SealedJSONField(identity=False)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.edition}"
