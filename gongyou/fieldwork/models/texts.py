"""Texts: a skeleton of turns, and the words of each speaker under a key of their own."""

from django.db import models

from gongyou.fieldwork import codes
from gongyou.vault.public import (
    KEPT,
    NumberField,
    Part,
    Record,
    SealedJSONField,
    SealedTextField,
    StoredFile,
)


class Text(Record):
    """A transcript, note or document: raw in the field, or without names at the desk."""

    merge_kind = KEPT
    twins_are_one = True
    digested_columns = ("kept",)

    study = models.ForeignKey("fieldwork.Study", models.PROTECT, related_name="texts")
    interview = models.ForeignKey(
        "fieldwork.Interview", models.PROTECT, null=True, related_name="texts"
    )
    stage = models.CharField(max_length=4, choices=codes.STAGES)
    medium = models.CharField(max_length=8, choices=codes.MEDIA, default="text")
    number = NumberField()
    guid = models.UUIDField()
    language = models.CharField(max_length=8, choices=codes.LANGUAGES, default="zh-hans")
    state = models.CharField(max_length=10, choices=codes.STATES, default="draft")
    source_format = models.CharField(max_length=20, blank=True)
    # Who brought it or replaced the names in it: another person reads it a second time.
    made_by = models.ForeignKey("vault.Account", models.PROTECT, null=True, related_name="+")
    # How many times it was changed: whoever codes an older version is told.
    version = models.PositiveIntegerField(default=1)
    file = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    title = SealedTextField(identity=False)
    # What came with it from another program and has no place here.
    kept = SealedTextField(identity=False)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "stage", "guid"], name="fieldwork_text_guid_once"
            )
        ]

    def __str__(self):
        return f"T{self.number}"


class Voice(Record):
    """What one speaker says in one text. Who withdraws takes the key of their voices along."""

    merge_kind = KEPT
    digested_columns = ("words",)

    text = models.ForeignKey(Text, models.CASCADE, related_name="voices")
    participant = models.ForeignKey(
        "fieldwork.Participant", models.SET_NULL, null=True, related_name="voices"
    )
    kind = models.CharField(max_length=12, choices=codes.VOICES, default="unknown")
    label = SealedTextField(identity=False)
    # {id of a turn: its words}
    words = SealedJSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"voice {self.ref[:6]}"


class Turn(Part):
    """One stretch of speech by one speaker."""

    merge_kind = KEPT
    twins_are_one = True
    compartment_path = "text__compartment"

    text = models.ForeignKey(Text, models.CASCADE, related_name="turns")
    number = models.PositiveIntegerField()
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="turns")
    start_ms = models.PositiveIntegerField(null=True)
    end_ms = models.PositiveIntegerField(null=True)
    # In code points.
    length = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="fieldwork_turn_number_once")
        ]

    def __str__(self):
        return f"turn {self.number}"
