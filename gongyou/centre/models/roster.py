"""A workbook on its way in: mapped, mended, imported or undone as a whole."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes
from gongyou.law import default_law
from gongyou.vault.public import KEPT, Record, SealedJSONField, SealedTextField


class Roster(Record):
    """An uploaded list of workers. Rows, file name and mended cells are sealed."""

    merge_kind = KEPT

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    file = models.ForeignKey("vault.StoredFile", models.PROTECT, null=True, related_name="+")
    employer = models.ForeignKey("centre.Employer", models.PROTECT, null=True, related_name="+")
    pack = models.CharField(_("law"), max_length=12, default=default_law)
    source = models.CharField(max_length=20, choices=codes.SOURCES, default="roster")
    status = models.CharField(max_length=12, choices=codes.ROSTER_STATUSES, default="uploaded")
    title = SealedTextField(identity=False)
    body = SealedJSONField(identity=False)
    created = models.JSONField(default=dict)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"roster {self.pk}"
