"""Answers: the sealed bytes as they came, and what may stand beside them in clear."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.surveys.models.fields import SealedBytesField
from gongyou.vault.public import KEPT, Part, Record, SealedTextField


class Review(models.TextChoices):
    """What those who check answers found."""

    EDITED = "edited", _("edited")
    ISSUES = "hasIssues", _("has issues")
    REJECTED = "rejected", _("rejected")
    APPROVED = "approved", _("approved")


class Submission(Record):
    """One questionnaire filled by someone, through its edits."""

    merge_kind = KEPT
    twins_are_one = True

    # The constraint below is the index by form.
    form = models.ForeignKey(
        "surveys.Form", on_delete=models.PROTECT, related_name="submissions", db_index=False
    )
    instance_id = models.CharField(max_length=249)
    collector = models.ForeignKey(
        "surveys.Collector", on_delete=models.PROTECT, null=True, related_name="submissions"
    )
    account = models.ForeignKey(
        "vault.Account", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    device = models.CharField(max_length=255, blank=True)
    version = models.CharField(max_length=249, blank=True)
    review = models.CharField(max_length=10, choices=Review, null=True)  # noqa: DJ001
    edits = models.PositiveIntegerField(default=0)
    encrypted = models.BooleanField(default=False)
    # The form was closed or the version unknown: kept for whoever runs the survey.
    set_aside = models.CharField(max_length=20, blank=True)
    # From the answers' own clock; for monitoring and speed.
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True)
    # When its rows were last put into the table for analysis.
    tabled_at = models.DateTimeField(null=True)
    entities_wait = models.BooleanField(default=False)
    entity_problem = models.CharField(max_length=40, blank=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form", "instance_id"], name="surveys_one_submission_an_instance"
            )
        ]
        indexes = [
            models.Index(fields=["form", "received_at"], name="surveys_sub_received"),
            # What changed last; most answers never change, so taking them in writes none of these.
            models.Index(
                fields=["form", "updated_at"], name="surveys_sub_updated",
                condition=models.Q(updated_at__isnull=False),
            ),
            models.Index(
                fields=["form", "deleted_at"], name="surveys_sub_deleted",
                condition=models.Q(deleted_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self):
        return str(self.pk)


class SubmissionVersion(Record):
    """The XML of a submission as it came, unchanged; edits add one, nothing replaces one.

    Each version has a data key of its own: the server that writes an edit at night cannot
    open the key of the version before it.
    """

    merge_kind = KEPT
    twins_are_one = ("form", "instance_id")

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="versions", db_index=False
    )
    form = models.ForeignKey(
        "surveys.Form", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number = models.PositiveIntegerField(default=0)
    instance_id = models.CharField(max_length=249)
    deprecated_id = models.CharField(max_length=249, blank=True)
    xml = SealedBytesField()
    # Keyed, so that it tells equality of bytes and nothing of the answers.
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "instance_id"], name="surveys_instance_once"),
            models.UniqueConstraint(
                fields=["submission", "number"], name="surveys_version_number_once"
            ),
        ]

    def __str__(self):
        return str(self.pk)


class Attachment(Record):
    """A file that belongs to a submission: expected by name, present once it came.

    Its data key is made when it comes, and made anew when it comes again.
    """

    merge_kind = KEPT
    twins_are_one = True

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="attachments")
    name = SealedTextField(identity=False)
    name_digest = models.CharField(max_length=64)
    expected = models.BooleanField(default=True)
    present = models.BooleanField(default=False)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    updated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "name_digest"], name="surveys_attachment_once"
            )
        ]

    def __str__(self):
        return str(self.pk)


class AttachmentPiece(Part):
    """Up to one mebibyte of an attachment. In the database, so that it commits with its answers."""

    merge_kind = KEPT
    twins_are_one = True
    digested_columns = ("data",)
    compartment_path = "attachment__compartment"
    sealed_under = "attachment"

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    data = SealedBytesField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attachment", "number"], name="surveys_piece_once")
        ]

    def __str__(self):
        return str(self.pk)


class Setback(Record):
    """Bytes that could not become a submission (a conflict, an unknown form): never lost."""

    merge_kind = KEPT
    twins_are_one = True

    survey = models.ForeignKey("surveys.Survey", on_delete=models.PROTECT, related_name="setbacks")
    form_id = models.CharField(max_length=249, blank=True)
    instance_id = models.CharField(max_length=249, blank=True)
    collector = models.ForeignKey(
        "surveys.Collector", on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(max_length=40)
    xml = SealedBytesField()
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "digest"], name="surveys_setback_once")
        ]

    def __str__(self):
        return self.reason


class Comment(Record):
    """A remark on a submission by someone who checks."""

    merge_kind = KEPT

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="comments")
    body = SealedTextField(identity=False)
    account = models.ForeignKey(
        "vault.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )

    def __str__(self):
        return str(self.pk)
