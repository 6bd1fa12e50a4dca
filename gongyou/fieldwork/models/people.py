"""Who was spoken with, and what they agreed to."""

from django.db import models

from gongyou.fieldwork import codes
from gongyou.vault.public import KEPT, Part, Record, SealedTextField, StoredFile


class Participant(Record):
    """Somebody who speaks in a study; stands in the field, under a key of their own."""

    merge_kind = KEPT

    study = models.ForeignKey("fieldwork.Study", models.PROTECT, related_name="participants")
    code = models.CharField(max_length=16, unique=True)
    worker = models.ForeignKey("centre.Worker", models.SET_NULL, null=True, related_name="+")
    role = models.CharField(max_length=16, choices=codes.ROLES, blank=True)
    sex = models.CharField(max_length=1, choices=codes.SEXES, blank=True)
    age = models.CharField(max_length=8, choices=codes.AGES, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=12, blank=True)
    years = models.PositiveSmallIntegerField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True)
    name = SealedTextField()
    note = SealedTextField()

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.code


class Consent(Part):
    """One time that somebody said what may be done with their words; never changed afterwards.

    `answers` maps a use to yes, no, ask, or the day from which it is allowed. What is missing was
    not asked. A withdrawal is a row of its own.
    """

    merge_kind = KEPT
    compartment_path = "participant__compartment"
    sealed_under = "participant"

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="consents")
    on = models.DateField()
    how = models.CharField(max_length=10, choices=codes.WAYS)
    language = models.CharField(max_length=8, choices=codes.LANGUAGES)
    answers = models.JSONField(default=dict)
    # After this day none of the answers holds; before the other one nothing leaves the team.
    until = models.DateField(null=True)
    embargo = models.DateField(null=True)
    withdraws = models.CharField(max_length=10, choices=codes.SCOPES, blank=True)
    partner = SealedTextField()
    note = SealedTextField()
    paper = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self):
        return f"consent {self.on}"
