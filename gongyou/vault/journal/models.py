"""Devices, entries and what they are about."""

import uuid

from django.db import models

from gongyou.vault.ids import new_id
from gongyou.vault.merge_kinds import CONTROL, DERIVED


class Device(models.Model):
    """One installation that writes; it signs its own chain of entries."""

    merge_kind = CONTROL

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    public = models.BinaryField()
    head_seq = models.PositiveBigIntegerField(default=0)
    head_hash = models.BinaryField(default=bytes(32))
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.name


class Entry(models.Model):
    """One thing that someone did. Entries are never changed and never deleted."""

    merge_kind = CONTROL

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="entries")
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    account = models.ForeignKey(
        "vault.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    act = models.CharField(max_length=80)
    compartment = models.ForeignKey(
        "vault.Compartment", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.UUIDField(null=True)
    # Canonical JSON of plain values, {field: [old, new]}; never an identity.
    changes = models.TextField(default="{}")
    # The same for sealed fields, under the subject's data key: shredding leaves the chain whole.
    sealed = models.BinaryField(null=True)
    data_key = models.ForeignKey(
        "vault.DataKey", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    source = models.CharField(max_length=120, blank=True)
    # Canonical JSON list of [type, id] of the other records it is about.
    about = models.TextField(default="[]")
    hash = models.BinaryField()
    signature = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "seq"], name="vault_one_entry_a_number")
        ]
        indexes = [
            models.Index(fields=["subject_id"], name="vault_entry_subject"),
            models.Index(fields=["at"], name="vault_entry_at"),
        ]

    def __str__(self):
        return f"{self.act} {self.seq}"


class About(models.Model):
    """The index from a record to the entries that mention it."""

    merge_kind = DERIVED

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="mentions")
    record_id = models.UUIDField(db_index=True)

    def __str__(self):
        return f"{self.entry_id} {self.record_id}"
