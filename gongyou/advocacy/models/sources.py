"""Sources and what they tell: a report is one telling; nothing of it is ever written over."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.advocacy import codes
from gongyou.vault.public import (
    KEPT,
    NaturalIdField,
    Part,
    Record,
    SealedJSONField,
    SealedTextField,
    StoredFile,
)


class Source(Record):
    """Who tells. Names and addresses are sealed: a private account is a person."""

    merge_kind = KEPT

    kind = models.CharField(_("Kind"), max_length=10, choices=codes.SOURCE_KINDS)
    dataset = models.CharField(max_length=12, default="own")
    name = SealedTextField(identity=False)
    address = SealedTextField(identity=False)
    private = models.BooleanField(_("A private account"), default=False)
    licence = models.CharField(_("Licence of reuse"), max_length=120, blank=True)
    language = models.CharField(_("Language"), max_length=8, blank=True)
    reliability = models.CharField(
        _("Reliability"), max_length=1, choices=codes.RELIABILITY, blank=True
    )
    credibility = models.PositiveSmallIntegerField(
        _("Credibility"), choices=codes.CREDIBILITY, null=True, blank=True
    )

    class Meta:
        ordering = ["kind", "id"]

    def __str__(self):
        return f"{self.get_kind_display()}"


class SheetImport(Record):
    """A file of a source: read, imported, perhaps taken back. The same file is one row."""

    merge_kind = KEPT

    id = NaturalIdField("compartment", "digest")
    digest = models.CharField(max_length=64)
    source = models.ForeignKey(Source, models.PROTECT, related_name="imports")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    title = SealedTextField(identity=False)
    form = models.CharField(max_length=5, default="xlsx")
    state = models.CharField(max_length=10, choices=codes.IMPORT_STATES, default="uploaded")
    mapping = models.JSONField(default=dict)
    # What came of it, a sheet each: name, kind, counts, heads, columns, totals, period.
    sheets = models.JSONField(default=list)
    troubles = SealedJSONField(identity=False)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.digest[:8]}"


class SheetRows(Part):
    """Two hundred rows of a sheet, cell for cell as the file had them."""

    merge_kind = KEPT
    compartment_path = "sheet__compartment"
    sealed_under = "sheet"

    id = NaturalIdField("sheet", "number", "first")
    sheet = models.ForeignKey(SheetImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    first = models.PositiveIntegerField()
    cells = SealedJSONField(identity=False)

    class Meta:
        ordering = ["number", "first"]

    def __str__(self):
        return f"{self.number}:{self.first}"


class SheetMapping(Record):
    """Which column of a foreign sheet is which of ours, saved under a name."""

    merge_kind = KEPT

    name = models.CharField(_("Name of the mapping"), max_length=80)
    columns = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Report(Record):
    """One telling: a row of a file, an article, a post, a worker's word.

    `told` holds what was understood, by the codebook's names; the cells themselves lie in
    `SheetRows`, a text written by hand in `text`. `published_on`, `retrieved_on`, `as_of` are
    three days: when it was told, when it was seen, up to when it speaks.
    """

    merge_kind = KEPT

    source = models.ForeignKey(Source, models.PROTECT, related_name="reports")
    sheet = models.ForeignKey(SheetImport, models.PROTECT, null=True, related_name="reports")
    sheet_number = models.PositiveIntegerField(null=True)
    row = models.PositiveIntegerField(null=True)
    event = models.ForeignKey("advocacy.Event", models.PROTECT, null=True, related_name="reports")
    dataset = models.CharField(max_length=12, default="own")
    published_on = models.DateField(_("Published on"), null=True, blank=True)
    retrieved_on = models.DateField(_("Seen on"), null=True, blank=True)
    as_of = models.DateField(_("Speaks up to"), null=True, blank=True)
    told = models.JSONField(default=dict)
    text = SealedTextField(identity=False)
    copy = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=codes.REPORT_STATES, default="new")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-as_of", "-id"]
        indexes = [models.Index(fields=["sheet", "sheet_number", "row"])]

    def __str__(self):
        return f"{self.dataset} {self.row or ''}".strip()
