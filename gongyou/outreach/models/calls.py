"""The hotline's log."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.outreach import codes
from gongyou.vault.public import KEPT, Record, SealedTextField


class Call(Record):
    """One call: no hour, no number. A number is sealed only while a call back is owed."""

    merge_kind = KEPT

    on = models.DateField(_("Day"))
    half = models.CharField(_("Part of the day"), max_length=5, choices=codes.HALVES)
    channel = models.CharField(_("How"), max_length=8, choices=codes.CHANNELS, default="phone")
    language = models.CharField(_("Language"), max_length=8, choices=codes.LANGUAGES)
    topics = models.JSONField(default=list)
    place = models.CharField(max_length=12, blank=True)
    minutes = models.PositiveSmallIntegerField(_("Length in minutes"), null=True, blank=True)
    done = models.CharField(_("What was done"), max_length=10, choices=codes.DONE)
    note = SealedTextField()
    number = SealedTextField()
    called_back_on = models.DateField(null=True)
    taken_by = models.ForeignKey("vault.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"{self.on}"
