"""One case shared with one person outside its compartment, until a day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.vault.public import KEPT, LOCAL, Record


class Loan(Record):
    """Who may read which case until when; it ends by itself, and sooner where somebody ends it."""

    merge_kind = KEPT
    # Whoever it names may add advice from another laptop too, though no member.
    guest_column = "account_id"

    case = models.ForeignKey("centre.Case", models.PROTECT, related_name="loans")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    until = models.DateField(_("until"))
    ended_on = models.DateField(null=True, editable=False)
    lent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["account", "until"])]

    def __str__(self):
        return f"{self.case_id} {self.until}"


class LoanKey(models.Model):
    """What opens a shared case, sealed to the borrower; deleted when the sharing ends.

    Of this machine only: in the journal it would outlive its end.
    """

    merge_kind = LOCAL

    loan = models.OneToOneField("centre.Loan", models.CASCADE, primary_key=True, related_name="key")
    sealed = models.BinaryField()

    def __str__(self):
        return str(self.loan_id)
