"""Intakes, cases and what happens in them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes
from gongyou.centre.models.withdrawal import Withdrawable
from gongyou.ui.public import MoneyField
from gongyou.vault.public import (
    KEPT,
    NaturalIdField,
    Part,
    Record,
    SealedTextField,
    SmallNumberField,
)


class Intake(Record):
    """Someone came in: what they told, what they agreed to, what happens next."""

    merge_kind = KEPT
    sealed_under = "worker"
    worker = models.ForeignKey("centre.Worker", models.PROTECT, related_name="intakes")
    employment = models.ForeignKey(
        "centre.Employment", models.PROTECT, null=True, related_name="intakes"
    )
    case = models.ForeignKey("centre.Case", models.PROTECT, null=True, related_name="intakes")
    received_on = models.DateField(_("received on"))
    channel = models.CharField(_("way"), max_length=12, choices=codes.CHANNELS, default="visit")
    story = SealedTextField()
    consent = models.JSONField(default=list)
    next_step = models.CharField(_("next step"), max_length=20, choices=codes.NEXT_STEPS)
    next_step_on = models.DateField(_("until"), null=True, blank=True)
    referral = models.CharField(_("referral"), max_length=20, choices=codes.REFERRALS, blank=True)
    referral_note = SealedTextField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    urgency = models.CharField(
        _("how urgent"), max_length=6, choices=codes.URGENCIES, blank=True, default=""
    )

    class Meta:
        ordering = ["-received_on", "-created_at"]
        indexes = [models.Index(fields=["compartment", "-received_on"])]

    def __str__(self):
        return f"{self.worker} {self.received_on}"


class Case(Record):
    """One worker's matter with one employer, from opening to money received."""

    merge_kind = KEPT
    computed_columns = ("claimed", "claimed_low", "claimed_high", "received", "next_deadline")
    sealed_under = "worker"
    worker = models.ForeignKey("centre.Worker", models.PROTECT, related_name="cases")
    employment = models.ForeignKey("centre.Employment", models.PROTECT, related_name="cases")
    employer = models.ForeignKey("centre.Employer", models.PROTECT, related_name="cases")
    ordinal = SmallNumberField(default=1)
    status = models.CharField(_("status"), max_length=12, choices=codes.STATUSES, default="open")
    route = models.CharField(_("route"), max_length=12, choices=codes.ROUTES, default="legal")
    origin = models.UUIDField(null=True, blank=True, db_index=True)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_why = models.CharField(
        _("why closed"), max_length=12, choices=codes.CLOSED_WHY, blank=True, default=""
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    summary = SealedTextField()
    place = models.CharField(max_length=12, blank=True)
    claimed = MoneyField(null=True)
    claimed_low = MoneyField(null=True)
    claimed_high = MoneyField(null=True)
    awarded = MoneyField(null=True)
    received = MoneyField(default=0)
    next_deadline = models.DateField(null=True)

    class Meta:
        ordering = ["-opened_on", "-id"]
        indexes = [
            # Lists are filtered by what follows the order; figures are summed from the index.
            models.Index(fields=["compartment", "-opened_on", "-id", "status", "place"]),
            models.Index(
                fields=[
                    "compartment",
                    "opened_on",
                    "closed_on",
                    "status",
                    "claimed",
                    "awarded",
                    "received",
                ],
                name="centre_case_figures",
            ),
            models.Index(fields=["compartment", "status", "-opened_on"]),
            models.Index(fields=["compartment", "next_deadline"]),
            models.Index(fields=["employer", "status"]),
            models.Index(fields=["assigned_to", "status"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["worker", "ordinal"], name="centre_case_ordinal")
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        """How the case is called everywhere: pseudonym and running number."""
        return f"{self.worker.pseudonym}/{self.ordinal}"

    @property
    def is_open(self) -> bool:
        """Whether work on it goes on."""
        return self.status not in codes.CLOSED_STATUSES


class CaseGrievance(Part):
    """What a case is about, in the codes that lead to the law's entitlements."""

    merge_kind = KEPT
    id = NaturalIdField("case", "code")
    compartment_path = "case__compartment"
    case = models.ForeignKey("centre.Case", models.CASCADE, related_name="grievances")
    code = models.CharField(max_length=24)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "code"], name="centre_grievance_once")
        ]
        indexes = [models.Index(fields=["code", "case"])]

    def __str__(self):
        return self.code


class Task(Record):
    """Something to do until a day; what exactly is sealed."""

    merge_kind = KEPT

    case = models.ForeignKey("centre.Case", models.PROTECT, null=True, related_name="tasks")
    worker = models.ForeignKey("centre.Worker", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=codes.TASK_KINDS, default="other")
    title = SealedTextField(identity=False)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "created_at"]
        indexes = [models.Index(fields=["compartment", "done_on", "due_on"])]

    def __str__(self):
        return f"{self.kind} {self.due_on or ''}".strip()


class Hearing(Withdrawable, Record):  # type: ignore[misc]
    """A date before mediators, arbitrators or judges."""

    merge_kind = KEPT
    sealed_under = "case__worker"
    case = models.ForeignKey("centre.Case", models.PROTECT, related_name="hearings")
    kind = models.CharField(_("kind"), max_length=16, choices=codes.HEARING_KINDS)
    starts_at = models.DateTimeField(_("date and time"))
    venue = SealedTextField()
    note = SealedTextField()
    held = models.BooleanField(null=True)

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["compartment", "starts_at"])]

    def __str__(self):
        return f"{self.kind} {self.starts_at:%Y-%m-%d}"


class Outcome(Withdrawable, Record):  # type: ignore[misc]
    """How a stage ended: award, judgment, settlement, withdrawal; with the amount if any."""

    merge_kind = KEPT
    sealed_under = "case__worker"
    case = models.ForeignKey("centre.Case", models.PROTECT, related_name="outcomes")
    kind = models.CharField(_("kind"), max_length=16, choices=codes.OUTCOME_KINDS)
    on = models.DateField(_("date"))
    amount = MoneyField(_("amount"), null=True, blank=True)
    note = SealedTextField()

    class Meta:
        ordering = ["on"]

    def __str__(self):
        return f"{self.kind} {self.on}"


class Payment(Withdrawable, Record):  # type: ignore[misc]
    """Money that reached the worker."""

    merge_kind = KEPT

    case = models.ForeignKey("centre.Case", models.PROTECT, related_name="payments")
    on = models.DateField(_("date"))
    amount = MoneyField(_("amount"))
    means = models.CharField(_("means"), max_length=12, choices=codes.PAYMENT_MEANS)
    entitlement = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["on"]
        indexes = [models.Index(fields=["compartment", "on"])]

    def __str__(self):
        return f"{self.on} {self.amount}"
