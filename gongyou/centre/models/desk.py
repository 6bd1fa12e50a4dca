"""What a user keeps on the desk: filters, feeds, tokens, templates, runs, merges."""

import uuid

from django.conf import settings
from django.db import models

from gongyou.centre import codes
from gongyou.vault.public import KEPT, LOCAL, Part, Record, SealedTextField


class SavedFilter(models.Model):
    """A list's filter, kept by its choices; what it is called is made from them."""

    merge_kind = LOCAL

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.CharField(max_length=20)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "page", "query"], name="centre_filter_once")
        ]

    def __str__(self):
        return self.query


class Secret(models.Model):
    """A secret that is shown once and kept only as a hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    used_on = models.DateField(null=True)

    class Meta:
        abstract = True
        ordering = ["-created_at"]

    def __str__(self):
        return self.digest[:6]


class CalendarFeed(Secret):
    """The address of a calendar without names."""

    merge_kind = LOCAL


class ApiToken(Secret):
    """Access for a program: pseudonyms, codes and numbers of its owner's compartments."""

    merge_kind = LOCAL


class DocumentTemplate(Record):
    """A Word file of the centre that takes the place of a built-in one."""

    merge_kind = KEPT

    kind = models.CharField(max_length=20, choices=codes.DOCUMENT_KINDS)
    language = models.CharField(max_length=12)
    file = models.ForeignKey("vault.StoredFile", models.PROTECT, related_name="+")
    replaced_on = models.DateField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.kind} {self.language}"


class DocumentRun(Record):
    """Documents for one or many cases: how far it is, and where the result lies."""

    merge_kind = LOCAL

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=codes.DOCUMENT_KINDS)
    form = models.CharField(max_length=5, choices=[("pdf", "PDF"), ("docx", "Word")])
    language = models.CharField(max_length=12)
    cases = models.JSONField(default=list)
    # References of cases whose document could not be made; the others went on.
    failed = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=12, choices=codes.RUN_STATUSES, default="running")
    touched_at = models.DateTimeField(auto_now=True)
    file = models.ForeignKey("vault.StoredFile", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.kind} {self.done}/{self.total}"

    @property
    def ending(self) -> str:
        """Of the file's name."""
        return self.form if self.form == "pdf" or self.total == 1 else "zip"


class DocumentPart(Part):
    """Some of a run's documents, kept until all are made."""

    merge_kind = LOCAL
    compartment_path = "run__compartment"
    run = models.ForeignKey("centre.DocumentRun", models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()
    file = models.ForeignKey("vault.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="centre_document_part_once")
        ]

    def __str__(self):
        return f"part {self.number}"


class Merge(Record):
    """Two records found to be one person or one firm; can be undone."""

    merge_kind = KEPT

    noun = models.CharField(max_length=10, choices=[("worker", "worker"), ("employer", "employer")])
    kept = models.UUIDField(db_index=True)
    folded = models.UUIDField(db_index=True)
    carried = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)
    reason = SealedTextField()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.noun} {self.folded} → {self.kept}"
