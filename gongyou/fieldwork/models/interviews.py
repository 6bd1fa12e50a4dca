"""Interviews, groups, observations: when, of what kind, with whom."""

from django.db import models

from gongyou.fieldwork import codes
from gongyou.vault.public import KEPT, NaturalIdField, Part, Record, SealedTextField


class Interview(Record):
    """One conversation or observation; stands in the field."""

    merge_kind = KEPT

    study = models.ForeignKey("fieldwork.Study", models.PROTECT, related_name="interviews")
    code = models.CharField(max_length=16, unique=True)
    day = models.DateField(null=True)
    precision = models.CharField(max_length=5, choices=codes.PRECISIONS, default="day")
    kind = models.CharField(max_length=12, choices=codes.KINDS, default="interview")
    place = models.CharField(max_length=12, blank=True)
    language = models.CharField(max_length=8, choices=codes.LANGUAGES, default="zh-hans")
    note = SealedTextField()

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.code


class Taking(Part):
    """A participant takes part in an interview."""

    merge_kind = KEPT
    compartment_path = "interview__compartment"

    id = NaturalIdField("interview", "participant")
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="takings")
    participant = models.ForeignKey("fieldwork.Participant", models.CASCADE, related_name="takings")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "participant"], name="fieldwork_takes_part_once"
            )
        ]

    def __str__(self):
        return "taking part"


class FieldNote(Part):
    """What the interviewer noted."""

    merge_kind = KEPT
    compartment_path = "interview__compartment"
    sealed_under = "interview"

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="notes")
    on = models.DateField()
    text = SealedTextField()

    class Meta:
        ordering = ["on", "id"]

    def __str__(self):
        return f"note {self.on}"
