"""The table without identities, which researchers read."""

from django.db import models

from gongyou.vault.public import DERIVED, Part


class AnswerRow(Part):
    """One row of one table of a submission: codes, numbers and dates only."""

    merge_kind = DERIVED
    compartment_path = "submission__compartment"

    submission = models.ForeignKey(
        "surveys.Submission", on_delete=models.CASCADE, related_name="rows"
    )
    form = models.ForeignKey("surveys.Form", on_delete=models.CASCADE, related_name="rows")
    table = models.CharField(max_length=400, blank=True)
    place = models.CharField(max_length=600)
    parent = models.CharField(max_length=600, blank=True)
    values = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "place"], name="surveys_row_once")
        ]
        indexes = [models.Index(fields=["form", "table"], name="surveys_row_table")]

    def __str__(self):
        return str(self.pk)
