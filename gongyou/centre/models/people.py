"""Workers, employers, worksites."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.centre.names import initials, name_key, pinyin_key
from gongyou.vault.public import KEPT, Record, SealedTextField, new_pseudonym


class Worker(Record):
    """Someone who came to the centre. Who it is, is sealed; the record goes by a pseudonym."""

    merge_kind = KEPT

    pseudonym = models.CharField(max_length=12, default=new_pseudonym, db_index=True)
    name = SealedTextField()
    phone = SealedTextField()
    id_number = SealedTextField()
    address = SealedTextField()
    notes = SealedTextField()
    language = models.CharField(max_length=12, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    generated = models.BooleanField(_("generated for demonstration"), default=False)

    class Meta:
        indexes = [models.Index(fields=["compartment", "merged_into", "-created_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "pseudonym"], name="centre_worker_pseudonym"
            )
        ]

    def __str__(self):
        return self.pseudonym


class Employer(Record):
    """A firm as one compartment knows it. The keys let several spellings meet."""

    merge_kind = KEPT

    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=120, editable=False, db_index=True)
    pinyin = models.CharField(max_length=240, editable=False)
    initials = models.CharField(max_length=60, editable=False)
    registration = models.CharField(_("registration number"), max_length=30, blank=True)
    place = models.CharField(_("place"), max_length=12, blank=True)
    sector = models.CharField(_("sector"), max_length=60, blank=True)
    same_as = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="spellings"
    )

    class Meta:
        indexes = [models.Index(fields=["compartment", "same_as", "name_key"])]

    def __str__(self):
        return self.name

    def rename(self, name: str) -> None:
        """Set the name together with the keys that are made from it."""
        self.name = " ".join(name.split())
        self.name_key = name_key(name)
        self.pinyin = pinyin_key(name)
        self.initials = initials(name)


class Worksite(Record):
    """A plant, site or branch where people work; the law goes by its place."""

    merge_kind = KEPT

    employer = models.ForeignKey("centre.Employer", models.PROTECT, related_name="worksites")
    name = models.CharField(_("name"), max_length=120)
    place = models.CharField(_("place"), max_length=12, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
