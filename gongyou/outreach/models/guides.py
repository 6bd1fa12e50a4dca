"""Guides that a centre writes, version by version; those of the program stand in the packs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.outreach import codes
from gongyou.vault.public import KEPT, Record


class GuideVersion(Record):
    """A version of a guide in one language: its text, what it rests on, who checked it when."""

    merge_kind = KEPT

    slug = models.SlugField(_("Name in addresses"), max_length=40)
    language = models.CharField(_("Language"), max_length=8)
    law = models.CharField(_("Law"), max_length=8)
    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(max_length=200)
    text = models.TextField(_("Text"))
    rests_on = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=codes.GUIDE_STATES, default="draft")
    checked_by = models.ForeignKey("vault.Account", models.PROTECT, null=True, related_name="+")
    checked_on = models.DateField(null=True)

    class Meta:
        ordering = ["slug", "language", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "slug", "language", "number"],
                name="outreach_guide_version_once",
            )
        ]

    def __str__(self):
        return f"{self.slug} {self.language} {self.number}"
