"""What was published, and until when it is good."""

from django.db import models

from gongyou.vault.public import KEPT, Record


class Publication(Record):
    """A folder that was made for strangers: its files by digest, its last day."""

    merge_kind = KEPT

    made_on = models.DateField()
    good_until = models.DateField()
    files = models.JSONField(default=dict)
    made_by = models.ForeignKey("vault.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-made_on", "-id"]

    def __str__(self):
        return f"{self.made_on}"
