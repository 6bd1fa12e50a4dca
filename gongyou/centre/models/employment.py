"""Spells of work and the facts about them, one row for every source.

The columns are those of the schema of facts (`gongyou.law.schema`): what
the law reads is what the centre keeps. A new column there is a migration here.
No row of these tables needs a key, so that claims work while the vault is locked.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.centre import codes
from gongyou.law import default_law, schema
from gongyou.ui.public import MoneyField
from gongyou.vault.public import KEPT, NaturalIdField, Part, Record

FIELD_FOR = {
    "text": lambda: models.CharField(max_length=60, null=True, blank=True),
    "code": lambda: models.CharField(max_length=40, null=True, blank=True),
    "date": lambda: models.DateField(null=True, blank=True),
    "month": models.DateField,
    "money": lambda: MoneyField(null=True, blank=True),
    "number": lambda: models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True),
    "integer": lambda: models.IntegerField(null=True, blank=True),
    "flag": lambda: models.BooleanField(null=True, blank=True),
}


def fact_columns(table: str) -> list[str]:
    """The columns of a shared table that are kept as columns of its rows, besides the key."""
    return [name for name in schema.TABLES[table].facts if name != "employer"]


def _mirror(model: type[models.Model], table: str) -> None:
    for name in fact_columns(table):
        column = schema.TABLES[table].columns[name]
        model.add_to_class(name, FIELD_FOR[column.family]())


class Employment(Record):
    """One worker's spell of work at one employer."""

    merge_kind = KEPT

    worker = models.ForeignKey("centre.Worker", models.PROTECT, related_name="employments")
    employer = models.ForeignKey("centre.Employer", models.PROTECT, related_name="employments")
    worksite = models.ForeignKey("centre.Worksite", models.PROTECT, null=True, related_name="+")
    pack = models.CharField(_("law"), max_length=12, default=default_law)
    place = models.CharField(_("place"), max_length=12, blank=True)
    start = models.DateField(_("first day of work"), null=True)
    end = models.DateField(_("last day of work"), null=True)
    workshop = models.CharField(_("workshop"), max_length=60, blank=True)

    class Meta:
        ordering = ["-start"]
        indexes = [models.Index(fields=["compartment", "employer"])]

    def __str__(self):
        return f"{self.worker} · {self.employer}"


class FactRow(Part):
    """Facts of one source. Empty means unknown. `more` holds what only a pack knows."""

    compartment_path = "employment__compartment"
    source = models.CharField(max_length=20, choices=codes.SOURCES)
    more = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True


class EmploymentFacts(FactRow):
    """The facts of a spell as one source gives them."""

    merge_kind = KEPT
    id = NaturalIdField("employment", "source")

    employment = models.ForeignKey("centre.Employment", models.CASCADE, related_name="facts")

    class Meta:
        verbose_name_plural = "employment facts"
        constraints = [
            models.UniqueConstraint(fields=["employment", "source"], name="centre_facts_source")
        ]

    def __str__(self):
        return self.source


class PayRecord(FactRow):
    """One month's pay and hours as one source gives them."""

    merge_kind = KEPT
    id = NaturalIdField("employment", "month", "source")

    employment = models.ForeignKey("centre.Employment", models.CASCADE, related_name="pay")
    month = models.DateField()

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(
                fields=["employment", "month", "source"], name="centre_pay_month_source"
            )
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.source}"


class FactEvent(FactRow):
    """Something that happened on a day and that the law asks about."""

    merge_kind = KEPT

    employment = models.ForeignKey("centre.Employment", models.CASCADE, related_name="events")
    kind = models.CharField(max_length=40)
    date = models.DateField(null=True)

    class Meta:
        ordering = ["date"]

    def __str__(self):
        return f"{self.kind} {self.date or ''}".strip()


class PackRow(FactRow):
    """A row of a table that one law has of its own; all its cells, the key's too, are in `more`."""

    merge_kind = KEPT
    twins_are_one = True

    employment = models.ForeignKey("centre.Employment", models.CASCADE, related_name="pack_rows")
    table = models.CharField(max_length=40)
    place = models.CharField(max_length=80)

    class Meta:
        ordering = ["table", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["employment", "table", "place", "source"], name="centre_pack_row_source"
            )
        ]

    def __str__(self):
        return f"{self.table} {self.place}"


_mirror(EmploymentFacts, "employment")
_mirror(PayRecord, "pay")
_mirror(FactEvent, "events")
