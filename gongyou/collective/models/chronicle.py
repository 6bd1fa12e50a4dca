"""The chronicle: what happened, in the shape of labour-case/1, each with its sources.

`content` keeps an entry whole, so that what came in goes out again unchanged; the columns
beside it are what pages sort and filter by.
"""

from django.db import models

from gongyou.centre.public import Withdrawable
from gongyou.collective.models.case import CasePart
from gongyou.vault.public import KEPT, SealedJSONField


class Source(CasePart):
    """A publication or paper that entries refer to."""

    merge_kind = KEPT
    twins_renamed = "reference"

    ordinal = models.PositiveIntegerField()
    reference = models.CharField(max_length=12)
    kind = models.CharField(max_length=30, blank=True)
    content = SealedJSONField(identity=False)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reference"], name="collective_source_reference"
            )
        ]

    def __str__(self):
        return self.reference


class Event(Withdrawable, CasePart):  # type: ignore[misc]
    """Something that happened; `starts` and `ends` bound when, as far as is known.

    `own`: recorded through an act in this program, not imported.
    """

    merge_kind = KEPT

    ordinal = models.PositiveIntegerField()
    starts = models.DateField()
    ends = models.DateField()
    precision = models.CharField(max_length=10, default="day")
    kind = models.CharField(max_length=30)
    phase = models.PositiveSmallIntegerField(default=0)
    sources = models.JSONField(default=list)
    own = models.BooleanField(default=False)
    content = SealedJSONField(identity=False)

    class Meta:
        ordering = ["starts", "ordinal"]
        indexes = [models.Index(fields=["case", "starts"])]

    def __str__(self):
        return f"{self.kind} {self.starts}"


class Figure(CasePart):
    """A figure about the workers as some sources give it; others may give another."""

    merge_kind = KEPT

    ordinal = models.PositiveIntegerField()
    topic = models.CharField(max_length=30)
    single = models.BooleanField(default=False)
    content = SealedJSONField(identity=False)

    class Meta:
        ordering = ["ordinal"]

    def __str__(self):
        return self.topic


class Disagreement(CasePart):
    """A question that sources answer differently; all answers stay."""

    merge_kind = KEPT

    ordinal = models.PositiveIntegerField()
    content = SealedJSONField(identity=False)

    class Meta:
        ordering = ["ordinal"]

    def __str__(self):
        return f"{self.ordinal}"
