"""Exports that the program writes by itself, sealed to somebody's key."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.vault.public import KEPT, Part


class ExportPlan(Part):
    """The table for analysis, without identities, as an age file every so many days.

    The program holds no key at night, so it can take out nothing that names people.
    """

    merge_kind = KEPT
    compartment_path = "form__survey__compartment"
    derived_columns = ("last_at", "trouble")

    class Every(models.IntegerChoices):
        """How often."""

        DAY = 1, _("every day")
        WEEK = 7, _("every week")
        MONTH = 30, _("every 30 days")

    form = models.ForeignKey("surveys.Form", on_delete=models.CASCADE, related_name="plans")
    kind = models.CharField(max_length=10)
    every = models.PositiveSmallIntegerField(choices=Every)
    recipient = models.CharField(max_length=100)
    language = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField(null=True, editable=False)
    trouble = models.CharField(max_length=300, blank=True, editable=False)

    def __str__(self):
        return f"{self.form_id} {self.kind}"
