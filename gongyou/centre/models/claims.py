"""Claims as the law computed them, version by version, and the dates that follow."""

from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property

from gongyou import law
from gongyou.centre import claim_store, codes
from gongyou.ui.public import MoneyField
from gongyou.vault.public import DERIVED, KEPT, NumberField, Part, Record, SealedTextField


class ClaimVersion(Part):
    """One computation for one employment: the facts of all readings and their outcomes."""

    merge_kind = KEPT
    compartment_path = "employment__compartment"
    employment = models.ForeignKey("centre.Employment", models.CASCADE, related_name="claims")
    number = NumberField()
    on = models.DateField()
    pack = models.CharField(max_length=12)
    computed_at = models.DateTimeField(auto_now_add=True)
    computed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    because = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    total = MoneyField(null=True)
    low = MoneyField(null=True)
    high = MoneyField(null=True)
    packed = models.BinaryField()

    class Meta:
        ordering = ["-computed_at", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["employment", "number"], name="centre_claim_number")
        ]

    def __str__(self):
        return f"claim {self.number} of {self.on}"

    @cached_property
    def stored(self) -> dict:
        """The facts and outcomes kept at the time."""
        return claim_store.unpack(bytes(self.packed))

    @property
    def facts(self) -> dict:
        """Reading → the facts that it was computed from."""
        kept = self.stored
        return {name: kept["facts"][number] for name, number in kept["readings"].items()}

    @cached_property
    def readings(self) -> Mapping[str, law.Claim]:
        """Reading → claim (`gongyou.law.Claim`) with every step, from the facts of the time."""
        return claim_store.Readings(self.stored, self.pack, self.on)

    def facts_of(self, reading: str) -> "law.Facts":
        """The facts that a reading's claim was computed from."""
        return claim_store.as_facts(self.stored["facts"][self.stored["readings"][reading]])

    @property
    def outcomes(self) -> dict:
        """Reading → code → what the law said at the time."""
        return self.stored["said"]

    @property
    def has_papers(self) -> bool:
        """Whether a paper of the employer's told any of the facts."""
        return bool(self.stored.get("papers"))

    @property
    def drifted(self) -> bool:
        """Whether the rules now give another outcome for the same facts."""
        return any(
            claim_store.outcomes(claim) != self.outcomes[name]
            for name, claim in self.readings.items()
        )

    def keep(self, readings: dict, facts: dict, *, papers: bool = False) -> None:
        """Keep the facts of each reading and what the law made of them.

        `papers`: whether a paper of the employer's told any of them.
        """
        self.packed = claim_store.pack(readings, facts, papers=papers)
        self.readings = readings


class ClaimLine(Part):
    """One entitlement of the latest version: for lists, charts and finding the same at others."""

    merge_kind = DERIVED
    compartment_path = "employment__compartment"
    employment = models.ForeignKey("centre.Employment", models.CASCADE, related_name="claim_lines")
    entitlement = models.CharField(max_length=60)
    status = models.CharField(max_length=12)
    amount = MoneyField(null=True)
    low = MoneyField(null=True)
    high = MoneyField(null=True)
    in_total = models.BooleanField(default=False)
    file_by = models.DateField(null=True)
    missing = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employment", "entitlement"], name="centre_line_once")
        ]
        indexes = [models.Index(fields=["entitlement", "file_by"])]

    def __str__(self):
        return self.entitlement


class Deadline(Record):
    """A day by which something must be done, and why that day."""

    merge_kind = KEPT

    case = models.ForeignKey("centre.Case", models.PROTECT, null=True, related_name="deadlines")
    worker = models.ForeignKey("centre.Worker", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=codes.DEADLINE_KINDS)
    due_on = models.DateField()
    computed = models.BooleanField(default=False)
    entitlements = models.JSONField(default=list)
    basis = models.JSONField(default=dict)
    note = SealedTextField(identity=False)
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on"]
        indexes = [
            models.Index(fields=["compartment", "done_on", "due_on"]),
            models.Index(fields=["case", "computed"]),
        ]

    def __str__(self):
        return f"{self.kind} {self.due_on}"
