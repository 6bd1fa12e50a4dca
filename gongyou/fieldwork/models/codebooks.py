"""Codes and memos of a study."""

from django.db import models

from gongyou.vault.public import KEPT, Part, SealedTextField, new_id


class Code(Part):
    """A code of the codebook. It is retired or merged, never deleted."""

    merge_kind = KEPT
    twins_are_one = True
    compartment_path = "study__compartment"
    sealed_under = "study"

    study = models.ForeignKey("fieldwork.Study", models.CASCADE, related_name="codes")
    guid = models.UUIDField(default=new_id)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    order = models.PositiveIntegerField(default=0)
    colour = models.CharField(max_length=7, blank=True)
    codable = models.BooleanField(default=True)
    retired_on = models.DateField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    name = SealedTextField(identity=False)
    definition = SealedTextField(identity=False)
    examples = SealedTextField(identity=False)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["study", "guid"], name="fieldwork_code_guid_once")
        ]

    def __str__(self):
        return f"code {self.ref[:6]}"


class Memo(Part):
    """A thought written down, about the study or something in it."""

    merge_kind = KEPT
    compartment_path = "study__compartment"
    sealed_under = "study"

    study = models.ForeignKey("fieldwork.Study", models.CASCADE, related_name="memos")
    guid = models.UUIDField(default=new_id)
    about = models.CharField(max_length=12, default="study")
    about_id = models.UUIDField(null=True)
    coder = models.ForeignKey("fieldwork.Coder", models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    title = SealedTextField(identity=False)
    text = SealedTextField(identity=False)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"memo {self.ref[:6]}"
