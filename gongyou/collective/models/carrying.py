"""What was promised, to whom it is due, what was paid."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.centre.public import Withdrawable
from gongyou.collective import codes
from gongyou.collective.models.case import CasePart
from gongyou.ui.public import MoneyField
from gongyou.vault.public import KEPT, NaturalIdField, Part, SealedTextField


class Promise(Withdrawable, CasePart):  # type: ignore[misc]
    """Something the employer said it would pay or do.

    `told` is False when sources do not tell whether it was carried out: then "unpaid" may not
    be said of it, only "not told".
    """

    merge_kind = KEPT

    agreement = models.ForeignKey(
        "collective.Agreement", models.SET_NULL, null=True, related_name="promises"
    )
    demands = models.JSONField(default=list)
    kind = models.CharField(max_length=6, choices=codes.PROMISE_KINDS, default="money")
    promised_on = models.DateField(_("promised on"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    amount = MoneyField(_("amount"), null=True, blank=True)
    text = SealedTextField(identity=False)
    note = SealedTextField(identity=False)
    sources = models.JSONField(default=list)
    done_on = models.DateField(_("carried out on"), null=True, blank=True)
    done_by_then = models.BooleanField(default=False)
    told = models.BooleanField(default=True)

    class Meta:
        ordering = ["promised_on", "id"]

    def __str__(self):
        return f"{self.promised_on}"


class Share(Part):
    """What a promise comes to for one member."""

    merge_kind = KEPT
    id = NaturalIdField("promise", "member")
    compartment_path = "promise__case__compartment"
    promise = models.ForeignKey(Promise, models.CASCADE, related_name="shares")
    member = models.ForeignKey("collective.Member", models.PROTECT, related_name="shares")
    amount = MoneyField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["promise", "member"], name="collective_share_once"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0), name="collective_share_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.member}"


class SharePayment(Withdrawable, CasePart):  # type: ignore[misc]
    """Money that arrived: for one member's share, or for a promise as a whole."""

    merge_kind = KEPT

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="payments")
    member = models.ForeignKey(
        "collective.Member", models.PROTECT, null=True, related_name="payments"
    )
    on = models.DateField(_("paid on"))
    amount = MoneyField(_("amount"))
    means = models.CharField(max_length=10, choices=codes.PAY_MEANS, default="bank")
    proof = models.ForeignKey("vault.StoredFile", models.SET_NULL, null=True, related_name="+")
    pay_list = models.ForeignKey(
        "collective.PayList", models.PROTECT, null=True, related_name="payments"
    )

    class Meta:
        ordering = ["on"]
        indexes = [models.Index(fields=["promise", "on"])]

    def __str__(self):
        return f"{self.on}"


class PayList(CasePart):
    """The employer's pay list or a bank's file: looked at, recorded, undone as a whole."""

    merge_kind = KEPT

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="pay_lists")
    file = models.ForeignKey("vault.StoredFile", models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # For lines that name no day themselves.
    default_on = models.DateField(_("paid on"), null=True)
    state = models.CharField(max_length=10, choices=codes.PAY_LIST_STATES, default="read")
    recorded = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.state} {self.recorded}"
