"""Files of another system on their way in: mapped, moved in or undone as a whole."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes
from gongyou.law import default_law
from gongyou.vault.public import KEPT, Record, SealedJSONField, SealedTextField


class MoveIn(Record):
    """One upload of files from another system; names of files, columns and choices are sealed.

    `created`: label of a model → ids of the rows that the import brought, so that it can be undone.
    """

    merge_kind = KEPT

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    file = models.ForeignKey("vault.StoredFile", models.PROTECT, null=True, related_name="+")
    pack = models.CharField(_("law"), max_length=12, default=default_law)
    status = models.CharField(max_length=12, choices=codes.ROSTER_STATUSES, default="uploaded")
    title = SealedTextField(identity=False)
    body = SealedJSONField(identity=False)
    counts = models.JSONField(default=dict)
    created = models.JSONField(default=dict)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"move in {self.pk}"


class MovePlan(Record):
    """What the columns of another system mean, kept by a name for its next files."""

    merge_kind = KEPT

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = SealedTextField(identity=False)
    groups = SealedJSONField(identity=False)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"move plan {self.pk}"
