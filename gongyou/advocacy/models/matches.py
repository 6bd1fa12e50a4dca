"""Pairs of events that may be one: how likely, why, and what somebody decided."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.advocacy import codes
from gongyou.advocacy.models.events import Event
from gongyou.vault.public import KEPT, NaturalIdField, Part


class Match(Part):
    """A pair in the order of its ids; `verdict` is empty until somebody decides.

    `folded`: the event that was folded into the other by this verdict, so that it can be undone.
    """

    merge_kind = KEPT
    compartment_path = "first__compartment"

    id = NaturalIdField("first", "second")
    first = models.ForeignKey(Event, models.CASCADE, related_name="+")
    second = models.ForeignKey(Event, models.CASCADE, related_name="+")
    probability = models.FloatField(default=0)
    reasons = models.JSONField(default=list)
    certain = models.BooleanField(default=False)
    verdict = models.CharField(
        _("Verdict"), max_length=10, choices=codes.VERDICTS, blank=True, default=""
    )
    why = models.CharField(_("Why"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_on = models.DateField(null=True)
    folded = models.ForeignKey(Event, models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering = ["-certain", "-probability"]

    def __str__(self):
        return self.verdict or "open"
