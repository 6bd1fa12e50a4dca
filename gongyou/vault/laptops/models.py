"""What a laptop knows of the others, and what was changed on two of them."""

from django.conf import settings
from django.db import models

from gongyou.vault.ids import NaturalIdField
from gongyou.vault.journal.models import Device, Entry
from gongyou.vault.merge_kinds import KEPT, LOCAL


class Peer(models.Model):
    """How far another laptop is known to be: chain → number of its last entry there."""

    merge_kind = LOCAL

    device = models.OneToOneField(
        Device, on_delete=models.CASCADE, primary_key=True, related_name="peer"
    )
    knows = models.JSONField(default=dict)
    heard_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)

    def __str__(self):
        return str(self.device_id)


class Clash(models.Model):
    """A field that was changed on two laptops, neither knowing of the other. Both values are kept.

    `values` are two of {value, entry, at, account, device}, the older first; the newer is shown
    until somebody decides.
    """

    merge_kind = KEPT
    compartment_path = "compartment"

    id = NaturalIdField("table", "row", "column", "pair")
    compartment = models.ForeignKey(
        "vault.Compartment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    table = models.CharField(max_length=60)
    row = models.CharField(max_length=64)
    column = models.CharField(max_length=60)
    # Both entries, in the order of their ids: the same on every laptop.
    pair = models.CharField(max_length=80)
    values = models.JSONField(default=list)
    choice = models.PositiveSmallIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["row"], name="vault_clash_row")]

    def __str__(self):
        return f"{self.table}.{self.column}"


class Aside(models.Model):
    """An entry that does not count until a coordinator lets it: its writer was removed, or its
    laptop revoked, before anybody else had it. What it tells stays in the journal meanwhile."""

    merge_kind = KEPT
    compartment_path = "compartment"

    id = NaturalIdField("entry")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="aside")
    # Whose coordinators decide; administrators where it stands in no compartment.
    compartment = models.ForeignKey(
        "vault.Compartment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    admitted = models.BooleanField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    def __str__(self):
        return str(self.entry_id)
