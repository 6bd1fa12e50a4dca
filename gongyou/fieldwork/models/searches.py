"""Searches that somebody keeps."""

from django.db import models

from gongyou.vault.public import KEPT, Part, SealedJSONField


class SavedQuery(Part):
    """What was searched for, sealed."""

    merge_kind = KEPT
    compartment_path = "study__compartment"
    sealed_under = "study"

    study = models.ForeignKey("fieldwork.Study", models.CASCADE, related_name="queries")
    account = models.ForeignKey("vault.Account", models.PROTECT, related_name="+")
    query = SealedJSONField(identity=False)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return "saved search"
