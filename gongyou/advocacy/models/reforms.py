"""Reforms as files, and what they came to for people on a day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.advocacy import dossier_codes as codes
from gongyou.vault.public import KEPT, NaturalIdField, Part, Record, SealedJSONField


class SavedReform(Record):
    """The text of a reform; the same content is the same reform."""

    merge_kind = KEPT
    id = NaturalIdField("compartment", "digest")

    digest = models.CharField(max_length=16)
    name = models.CharField(max_length=60)
    law = models.CharField(_("law"), max_length=12)
    text = models.TextField()

    class Meta:
        ordering = ["name", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["compartment", "digest"], name="advocacy_reform_once")
        ]

    def __str__(self):
        return self.name


class WhatIf(Part):
    """One comparison: over whom, on which day, and what came out. Numbers of few are sealed."""

    merge_kind = KEPT
    compartment_path = "reform__compartment"
    sealed_under = "reform"

    reform = models.ForeignKey(SavedReform, models.CASCADE, related_name="runs")
    population = models.CharField(max_length=12, choices=codes.POPULATIONS)
    about = models.CharField(max_length=40, blank=True)
    on = models.DateField()
    reading = models.CharField(max_length=200, blank=True)
    people = models.PositiveIntegerField()
    law_verified = models.DateField(null=True)
    result = SealedJSONField(identity=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"{self.reform} {self.on}"
