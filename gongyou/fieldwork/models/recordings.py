"""Recordings: kept sealed, heard in the page, destroyed by a day."""

from django.db import models

from gongyou.vault.public import (
    KEPT,
    LOCAL,
    Part,
    Record,
    SealedJSONField,
    SealedTextField,
    StoredFile,
)


class Recording(Record):
    """The sound of an interview, under a key of its own."""

    merge_kind = KEPT

    interview = models.ForeignKey("fieldwork.Interview", models.PROTECT, related_name="recordings")
    file = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    # In milliseconds; null where the file does not say.
    length_ms = models.PositiveIntegerField(null=True)
    destroy_by = models.DateField(null=True)
    destroyed_on = models.DateField(null=True)
    # Several people speak and one withdrew: somebody must decide.
    undecided = models.BooleanField(default=False)
    # Why it ends early, if it does.
    cut_short_ms = models.PositiveIntegerField(null=True)
    peaks = SealedJSONField(identity=False)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"recording {self.ref[:6]}"


class Mark(Part):
    """A place in a recording that somebody marked."""

    merge_kind = KEPT
    compartment_path = "recording__compartment"
    sealed_under = "recording"

    recording = models.ForeignKey(Recording, models.CASCADE, related_name="marks")
    at_ms = models.PositiveIntegerField()
    note = SealedTextField()

    class Meta:
        ordering = ["at_ms", "id"]

    def __str__(self):
        return f"mark {self.at_ms}"


class PlaceHeard(models.Model):
    """Where somebody stopped listening, on this machine."""

    merge_kind = LOCAL

    recording = models.ForeignKey(Recording, models.CASCADE, related_name="places")
    account = models.ForeignKey("vault.Account", models.CASCADE, related_name="+")
    at_ms = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recording", "account"], name="fieldwork_place_once")
        ]

    def __str__(self):
        return f"{self.at_ms}"
