"""Back to the legal route: group filings, and documents for many in one run."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.collective import codes
from gongyou.collective.models.case import CollectiveCase
from gongyou.vault.public import KEPT, LOCAL, NaturalIdField, Part, Record, SmallNumberField


class GroupFiling(Record):
    """One arbitration case of ten and more workers with three to five representatives."""

    merge_kind = KEPT
    sealed_under = "case"
    case = models.ForeignKey(CollectiveCase, models.CASCADE, related_name="filings")
    number = SmallNumberField(default=1)
    status = models.CharField(max_length=8, choices=codes.FILING_STATES, default="draft")
    prepared_on = models.DateField()
    filed_on = models.DateField(_("filed on"), null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="collective_filing_number")
        ]

    def __str__(self):
        return f"{self.case}-{self.number}"


class FilingMember(Part):
    """A member of a group filing; each keeps an individual case and amount."""

    merge_kind = KEPT
    id = NaturalIdField("filing", "member")
    compartment_path = "filing__case__compartment"
    filing = models.ForeignKey(GroupFiling, models.CASCADE, related_name="members")
    member = models.ForeignKey("collective.Member", models.PROTECT, related_name="filings")
    represents = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["filing", "member"], name="collective_filing_once")
        ]

    def __str__(self):
        return str(self.member)


class BulkRun(Record):
    """Individual cases and their documents for many members; can be stopped and resumed."""

    merge_kind = LOCAL
    sealed_under = "case"
    case = models.ForeignKey(CollectiveCase, models.CASCADE, related_name="runs")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    language = models.CharField(max_length=8)
    members = models.JSONField(default=list)
    filing = models.ForeignKey(GroupFiling, models.SET_NULL, null=True, related_name="runs")
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=8, choices=codes.RUN_STATES, default="running")
    touched_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.kind} {self.done}/{self.total}"


class RunPart(Part):
    """The documents of up to a hundred members of a run, kept encrypted."""

    merge_kind = LOCAL
    compartment_path = "run__case__compartment"
    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    file = models.ForeignKey("vault.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="collective_part_once")
        ]

    def __str__(self):
        return f"{self.number}"
