"""Samples that were drawn: by which method, from what, and who was chosen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.surveys.models.fields import SealedBytesField
from gongyou.vault.public import KEPT, Record


class SampleDraw(Record):
    """One draw, so that anyone can repeat it: the frame is kept sealed with what was drawn."""

    merge_kind = KEPT

    class Method(models.TextChoices):
        """How units get into the sample."""

        SIMPLE = "simple", _("simple random sample")
        SYSTEMATIC = "systematic", _("every k-th of the list")
        STRATIFIED = "stratified", _("from each stratum")
        CLUSTER = "cluster", _("whole clusters")
        TWO_STAGE = "two_stage", _("clusters, then units in each")
        PPS = "pps", _("by size")

    survey = models.ForeignKey("surveys.Survey", on_delete=models.PROTECT, related_name="samples")
    title = models.CharField(_("title"), max_length=200)
    method = models.CharField(max_length=12, choices=Method)
    seed = models.PositiveBigIntegerField()
    settings = models.JSONField(default=dict)
    frame_size = models.PositiveIntegerField()
    drawn = models.PositiveIntegerField()
    # Frame and units: JSON, compressed; units name people or places.
    data = SealedBytesField()
    entity_list = models.ForeignKey(
        "surveys.EntityList", on_delete=models.PROTECT, null=True, related_name="+"
    )

    def __str__(self):
        return self.title
