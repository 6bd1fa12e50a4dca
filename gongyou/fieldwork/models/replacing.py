"""Names replaced: the log stands in the field, apart from the texts."""

from django.db import models

from gongyou.fieldwork import codes
from gongyou.vault.public import KEPT, Part, Record, SealedJSONField, SealedTextField


class Replacement(Record):
    """One decision for all places of a study: what is replaced by what, or kept."""

    merge_kind = KEPT

    study = models.ForeignKey("fieldwork.Study", models.CASCADE, related_name="replacements")
    # Whose name it is, where that is known: it goes when they withdraw.
    participant = models.ForeignKey(
        "fieldwork.Participant", models.CASCADE, null=True, related_name="replacements"
    )
    kind = models.CharField(max_length=10, choices=codes.REPLACED)
    decision = models.CharField(max_length=8, choices=codes.DECISIONS)
    rule = models.CharField(max_length=20, blank=True)
    original = SealedTextField()
    replacement = SealedTextField()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"replacement {self.ref[:6]}"


class SecondReading(Part):
    """Another person read a sample of turns: what names were missed."""

    merge_kind = KEPT
    compartment_path = "text__compartment"
    sealed_under = "text"

    text = models.ForeignKey("fieldwork.Text", models.CASCADE, related_name="readings")
    reader = models.ForeignKey("vault.Account", models.PROTECT, related_name="+")
    on = models.DateField()
    version = models.PositiveIntegerField()
    turns = models.PositiveIntegerField()
    missed = models.PositiveIntegerField()
    found = SealedJSONField()

    class Meta:
        ordering = ["on", "id"]

    def __str__(self):
        return f"second reading {self.on}"
