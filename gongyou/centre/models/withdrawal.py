"""What was recorded wrongly is withdrawn, never erased: it leaves every list and sum, and stays."""

import uuid

from django.conf import settings
from django.db import models

from gongyou.centre import codes
from gongyou.vault.public import RecordQuerySet, natural_id, new_id


class _Standing(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc]
    """Rows that were not withdrawn: what lists, sums and papers see."""

    def get_queryset(self):
        """Without what was withdrawn."""
        return super().get_queryset().filter(withdrawn_on=None)


def id_after(record: models.Model | None) -> uuid.UUID:
    """The id of what stands instead of a record that is corrected: corrected on two laptops apart,
    it is one when they meet, never two. A new one where nothing is corrected."""
    return new_id() if record is None else natural_id(record._meta.db_table, "corrected", record)


class Withdrawable(models.Model):
    """A record that can be withdrawn with a reason; `everything` has the withdrawn ones too."""

    withdrawn_on = models.DateField(null=True, editable=False)
    withdrawn_why = models.CharField(max_length=12, blank=True, choices=codes.WITHDRAWN_WHY)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = _Standing()
    everything = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
