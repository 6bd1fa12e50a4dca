"""Whether it can last: money, pressure, legal status, and the strain on people."""

from django.db import models

from gongyou.fieldwork import codes_of_cases as codes
from gongyou.ui.public import MoneyField
from gongyou.vault.public import KEPT, Record, SealedTextField


class Funding(Record):
    """Money that somebody committed for a time. A gift without an end has none."""

    merge_kind = KEPT

    funder = SealedTextField(identity=False)
    conditions = SealedTextField(identity=False)
    amount = MoneyField()
    currency = models.CharField(max_length=3, default="CNY")
    starts = models.DateField()
    ends = models.DateField()
    conditional = models.BooleanField(null=True)

    class Meta:
        ordering = ["ends", "id"]

    def __str__(self):
        return f"funding {self.ref[:6]}"


class Pressure(Record):
    """Something that was done to the organisation, and what it did."""

    merge_kind = KEPT

    kind = models.CharField(max_length=14, choices=codes.PRESSURE_KINDS)
    on = models.DateField()
    what = SealedTextField()
    source = SealedTextField(identity=False)
    response = SealedTextField(identity=False)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"{self.kind} {self.on}"


class LegalStatus(Record):
    """What the organisation is before the law, since when, until when it must be renewed."""

    merge_kind = KEPT

    kind = models.CharField(max_length=14, choices=codes.LEGAL_KINDS)
    since = models.DateField()
    renew_by = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    note = SealedTextField(identity=False)

    class Meta:
        ordering = ["-since", "-id"]

    def __str__(self):
        return f"{self.kind} {self.since}"


class Load(Record):
    """A person's week: hours and strain. Only the mean of five and more is shown to others."""

    merge_kind = KEPT
    twins_are_one = True

    account = models.ForeignKey("vault.Account", models.PROTECT, related_name="+")
    week = models.DateField()
    hours = SealedTextField()
    strain = SealedTextField()

    class Meta:
        ordering = ["-week", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "account", "week"], name="fieldwork_load_once_a_week"
            )
        ]

    def __str__(self):
        return f"load {self.week}"
