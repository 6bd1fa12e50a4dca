"""A study: its question, and the two circles of people who work on it."""

from django.db import models

from gongyou.fieldwork import codes
from gongyou.vault.public import KEPT, Record, SealedJSONField, SealedTextField


class Study(Record):
    """A question that interviews are held for.

    It stands in the compartment of the *desk*: texts without names, codes, codings. The people,
    their consents, recordings and raw texts stand in the compartment of the *field*.
    """

    merge_kind = KEPT

    field = models.ForeignKey("vault.Compartment", models.PROTECT, related_name="+")
    title = SealedTextField(identity=False)
    question = SealedTextField(identity=False)
    language = models.CharField(max_length=8, choices=codes.LANGUAGES, default="zh-hans")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    # Passages near to coded ones are offered only where somebody switched that on.
    suggestions = models.BooleanField(default=False)

    class Meta:
        ordering = ["-opened_on", "-id"]

    def __str__(self):
        return f"study {self.ref[:6]}"


class KeptProject(Record):
    """What came with a project of another program and has no place here: it goes out again."""

    merge_kind = KEPT
    twins_are_one = True
    digested_columns = ("xml",)

    study = models.ForeignKey(Study, models.CASCADE, related_name="projects")
    # SHA-256 of the file: the same one brought twice changes nothing.
    digest = models.CharField(max_length=64, editable=False)
    counting = models.CharField(max_length=40, blank=True)
    brought_on = models.DateField()
    xml = SealedTextField(identity=False)
    report = SealedJSONField(identity=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "digest"], name="fieldwork_project_once")
        ]

    def __str__(self):
        return f"project {self.ref[:6]}"
