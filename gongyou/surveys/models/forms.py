"""Surveys, their questionnaires and what was published of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.surveys.models.fields import SealedBytesField
from gongyou.vault.public import KEPT, NaturalIdField, Part, Record


class Survey(Record):
    """One study: a title, its questionnaires, and those who collect for it.

    The title is shown on phones, so it must name nobody. `list_key` is the key of the
    survey's entity lists, sealed; each device gets it wrapped under its own token.
    """

    merge_kind = KEPT

    number = models.PositiveIntegerField(unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    created_by = models.ForeignKey(
        "vault.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    list_key = SealedBytesField(identity=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    def __str__(self):
        return self.title


class FormState(models.TextChoices):
    """Whether a questionnaire takes answers. Closing takes what phones still hold."""

    OPEN = "open", _("open")
    CLOSING = "closing", _("closing")
    CLOSED = "closed", _("closed")


class Form(Part):
    """A questionnaire under one form id, through all its versions."""

    merge_kind = KEPT
    id = NaturalIdField("survey", "form_id")
    compartment_path = "survey__compartment"

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="forms")
    form_id = models.CharField(_("form id"), max_length=249)
    state = models.CharField(max_length=10, choices=FormState, default=FormState.OPEN)
    current = models.ForeignKey(
        "surveys.FormVersion", on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Paths that the owners put into, or took out of, tables made for analysis.
    kept = models.JSONField(default=dict)
    # Who may do what with the answers: open an intake, be computed as a claim.
    uses = models.JSONField(default=dict)
    # How many answers are wanted: rows of path ("" for all, "_team" for a team), value, target.
    quotas = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "form_id"], name="surveys_one_form_an_id")
        ]

    def __str__(self):
        return self.form_id

    @property
    def title(self) -> str:
        """The title of the current version, or the form's id."""
        return self.current.title if self.current else self.form_id


class FormVersion(Part):
    """One published definition, or the draft of the next. Published bytes never change."""

    merge_kind = KEPT
    twins_renamed = "version"
    compartment_path = "form__survey__compartment"

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="versions")
    version = models.CharField(_("version"), max_length=249, blank=True)
    title = models.CharField(_("title"), max_length=400)
    xml = models.BinaryField(editable=False)
    md5 = models.CharField(max_length=32)
    workbook = models.BinaryField(null=True, editable=False)
    schema = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form", "version"],
                condition=models.Q(published_at__isnull=False),
                name="surveys_version_published_once",
            ),
            models.UniqueConstraint(
                fields=["form"],
                condition=models.Q(published_at__isnull=True),
                name="surveys_one_draft_a_form",
            ),
        ]

    def __str__(self):
        return f"{self.form_id} {self.version}"


class FormFile(Part):
    """A picture, sound, CSV or GeoJSON that a version speaks of; or a link to an entity list.

    Every device that may fill the form gets it, so no names belong here: those go into
    entity lists, which are encrypted.
    """

    merge_kind = KEPT
    compartment_path = "version__form__survey__compartment"

    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    content = models.BinaryField(null=True, editable=False)
    content_type = models.CharField(max_length=100, blank=True)
    md5 = models.CharField(max_length=32, blank=True)
    size = models.PositiveIntegerField(default=0)
    entity_list = models.ForeignKey(
        "surveys.EntityList", on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="surveys_file_once")
        ]

    def __str__(self):
        return self.name
