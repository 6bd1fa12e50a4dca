"""The solidarity fund: double entry; an entry is never changed or deleted, only reversed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.collective import codes_of_people as codes
from gongyou.collective.models.case import CasePart
from gongyou.ui.public import MoneyField
from gongyou.vault.public import KEPT, NaturalIdField, Part, SealedTextField


class Treasurer(CasePart):
    """A member who keeps the fund with others."""

    merge_kind = KEPT
    twins_are_one = True

    member = models.ForeignKey("collective.Member", models.PROTECT, related_name="treasuries")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "member"],
                condition=models.Q(until=None),
                name="collective_treasurer_once",
            )
        ]

    def __str__(self):
        return f"{self.member}"

    def serves(self, day) -> bool:
        """Whether in office on a day."""
        return self.since <= day and (self.until is None or day < self.until)


class FundEntry(CasePart):
    """One booking. `receipt` is the code a giver checks it by."""

    merge_kind = KEPT

    on = models.DateField(_("date"))
    kind = models.CharField(max_length=12, choices=codes.FUND_KINDS)
    member = models.ForeignKey(
        "collective.Member", models.PROTECT, null=True, related_name="fund_entries"
    )
    memo = SealedTextField(identity=False)
    receipt = models.CharField(max_length=24, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    short = models.CharField(max_length=10, choices=codes.SHORT_REASONS, blank=True)
    proof = models.ForeignKey("vault.StoredFile", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["case", "on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["receipt"],
                condition=~models.Q(receipt=""),
                name="collective_fund_receipt_once",
            )
        ]

    def __str__(self):
        return f"{self.on} {self.kind}"


class FundLine(Part):
    """One side of a booking: debit above zero, credit below."""

    merge_kind = KEPT
    id = NaturalIdField("entry", "account")
    compartment_path = "entry__case__compartment"
    entry = models.ForeignKey(FundEntry, models.PROTECT, related_name="lines")
    account = models.CharField(max_length=14, choices=codes.FUND_ACCOUNTS)
    amount = MoneyField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount=0), name="collective_line_not_zero")
        ]
        indexes = [models.Index(fields=["account"])]

    def __str__(self):
        return self.account


class FundSignature(Part):
    """A treasurer who signed for money going out."""

    merge_kind = KEPT
    id = NaturalIdField("entry", "treasurer")
    compartment_path = "entry__case__compartment"
    entry = models.ForeignKey(FundEntry, models.PROTECT, related_name="signatures")
    treasurer = models.ForeignKey(Treasurer, models.PROTECT, related_name="signatures")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "treasurer"], name="collective_signed_once")
        ]

    def __str__(self):
        return f"{self.treasurer}"
