"""What is put before someone: the dossier, what happened to it, whose papers lie in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.advocacy import dossier_codes as codes
from gongyou.law import default_law
from gongyou.vault.public import (
    KEPT,
    NaturalIdField,
    Part,
    Record,
    SealedTextField,
    new_pseudonym,
)


def new_code() -> str:
    """What a dossier is called in lists, days to keep and file names."""
    return new_pseudonym("D")


class Dossier(Record):
    """A request, complaint or letter. To whom, about what and by whom is sealed."""

    merge_kind = KEPT

    code = models.CharField(max_length=16, default=new_code, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    law = models.CharField(_("law"), max_length=12, default=default_law)
    title = SealedTextField(identity=False)
    body = SealedTextField(identity=False)
    matter = SealedTextField(identity=False)
    signer = models.CharField(_("who signs"), max_length=10, choices=codes.SIGNERS, blank=True)
    signer_name = SealedTextField()
    consent_on = models.DateField(_("the person concerned agreed on"), null=True, blank=True)
    employer = models.ForeignKey(
        "centre.Employer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    publicity = models.CharField(
        _("publicity"), max_length=8, choices=codes.PUBLICITY, default="none"
    )
    risk_reviewed_on = models.DateField(_("risk reviewed on"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=codes.STATES, default="draft")
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["compartment", "state"])]

    def __str__(self):
        return self.code


class DossierEvent(Part):
    """What happened to a dossier on a day, as far as clocks turn on it."""

    merge_kind = KEPT
    compartment_path = "dossier__compartment"
    sealed_under = "dossier"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="events")
    code = models.CharField(max_length=20, choices=codes.EVENTS)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    note = SealedTextField(identity=False)
    file = models.ForeignKey("vault.StoredFile", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["on", "id"]

    def __str__(self):
        return f"{self.code} {self.on}"


class DossierDay(Part):
    """The day to keep that a clock of a dossier stands for in everybody's list."""

    merge_kind = KEPT
    id = NaturalIdField("dossier", "clock")
    compartment_path = "dossier__compartment"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="days")
    clock = models.CharField(max_length=20)
    deadline = models.ForeignKey("centre.Deadline", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "clock"], name="advocacy_clock_once")
        ]

    def __str__(self):
        return f"{self.clock}"


class DossierPerson(Part):
    """Somebody whose matter is in a dossier of many: their case."""

    merge_kind = KEPT
    id = NaturalIdField("dossier", "case")
    compartment_path = "dossier__compartment"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="people")
    case = models.ForeignKey("centre.Case", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "case"], name="advocacy_person_once")
        ]

    def __str__(self):
        return f"{self.case}"


class SupplyLink(Record):
    """That a site supplies a brand, as a source said on a day. Public lists, nothing sealed."""

    merge_kind = KEPT
    id = NaturalIdField("compartment", "os_id", "site", "brand", "contributor")

    os_id = models.CharField(_("Open Supply Hub id"), max_length=20, blank=True)
    site = models.CharField(_("site"), max_length=300)
    address = models.CharField(_("address"), max_length=500, blank=True)
    country = models.CharField(_("country"), max_length=60, blank=True)
    brand = models.CharField(_("brand or buyer"), max_length=200, blank=True)
    contributor = models.CharField(_("source"), max_length=300, blank=True)
    proof = models.CharField(_("proof"), max_length=12, choices=codes.PROOFS, default="list")
    seen_on = models.DateField(_("seen on"), null=True)
    ended_on = models.DateField(_("ended on"), null=True)
    employer = models.ForeignKey("centre.Employer", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["site", "brand", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "os_id", "site", "brand", "contributor"],
                name="advocacy_link_once",
            )
        ]

    def __str__(self):
        return f"{self.site} {self.brand}"
