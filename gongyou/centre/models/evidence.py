"""Papers, pictures and recordings, and which fact each of them proves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes
from gongyou.centre.models.withdrawal import Withdrawable
from gongyou.vault.public import KEPT, Part, Record, SealedTextField


class Evidence(Withdrawable, Record):  # type: ignore[misc]
    """One item of evidence: a file in the vault, or a paper that someone holds."""

    merge_kind = KEPT
    sealed_under = "case__worker"
    case = models.ForeignKey("centre.Case", models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=20, choices=codes.EVIDENCE_KINDS)
    title = SealedTextField()
    origin = SealedTextField()
    file = models.ForeignKey("vault.StoredFile", models.PROTECT, null=True, related_name="+")
    held_by = models.CharField(_("held by"), max_length=12, choices=codes.HOLDERS)
    original = models.BooleanField(_("original"), default=False)
    dated = models.DateField(_("dated"), null=True, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), default=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "created_at"]
        verbose_name_plural = "evidence"

    def __str__(self):
        return f"{self.kind} {self.position}"


class EvidenceLink(Part):
    """This paper shows that fact (of that month)."""

    merge_kind = KEPT
    twins_are_one = True
    compartment_path = "evidence__compartment"
    evidence = models.ForeignKey("centre.Evidence", models.CASCADE, related_name="links")
    table = models.CharField(max_length=12)
    fact = models.CharField(max_length=60)
    month = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "table", "fact", "month"],
                name="centre_evidence_link_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self):
        return f"{self.table}.{self.fact}"
