"""The journal: what everybody did, with the rows that changed, in signed chains."""

import uuid

from django.db import models

from gongyou.vault.ids import NaturalIdField, new_id
from gongyou.vault.merge_kinds import CONTROL, DERIVED, LOCAL

# The entry that a changed row points to until one tells of it: there is none, so no commit.
NO_ENTRY = uuid.UUID(int=0)


class Device(models.Model):
    """A machine that writes chains of its own."""

    merge_kind = CONTROL

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    public = models.BinaryField()
    # Which laptop of the centre: 0 is the first, then the letters B, C, … on printed numbers.
    number = models.PositiveSmallIntegerField(default=0)
    # An age key, to which bundles for it are sealed; who holds it; until when it counts.
    transport = models.CharField(max_length=80, blank=True)
    holder = models.ForeignKey(
        "vault.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True)
    # How far its chains were known when it was revoked: what comes after waits for a decision.
    accepted = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.name


class Stream(models.Model):
    """One chain: what one device wrote of one compartment, or of none. Follows from its entries.

    `version` 1 is the one chain a device had before rows were in it.
    """

    merge_kind = DERIVED

    id = NaturalIdField("device", "place", "version")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="streams")
    place = models.CharField(max_length=32, blank=True)
    version = models.PositiveSmallIntegerField(default=2)
    head_seq = models.PositiveBigIntegerField(default=0)
    head_hash = models.BinaryField(default=bytes(32))
    head_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["device", "place", "version"], name="vault_one_stream_a_place"
            )
        ]

    def __str__(self):
        return f"{self.device_id} {self.place or 'centre'}"


class Entry(models.Model):
    """One thing that somebody did. Never changed, never deleted."""

    merge_kind = CONTROL

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveSmallIntegerField(default=2)
    stream = models.ForeignKey(
        Stream, on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    device = models.ForeignKey(
        Device, on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    seq = models.PositiveBigIntegerField()
    # Never earlier than the one before it in the chain, whatever the clock says.
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
    # Which tables and columns the rows were read from, and the digest over the rows' leaves.
    schema = models.CharField(max_length=16, blank=True)
    rows_root = models.BinaryField(null=True)
    hash = models.BinaryField()
    signature = models.BinaryField()
    # Of the person, where their keys were at hand, and with which U.
    user_key = models.ForeignKey(
        "vault.UserKey", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    person_signature = models.BinaryField(null=True)

    # The digest over its leaves as they are kept, where the chain is being proved.
    found_root: bytes | None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="vault_one_entry_a_number")
        ]
        indexes = [
            models.Index(fields=["subject_id"], name="vault_entry_subject"),
            models.Index(fields=["at"], name="vault_entry_at"),
        ]

    def __str__(self):
        return f"{self.act} {self.seq}"


class Content(models.Model):
    """The rows that an entry changed, leaf by leaf (see `leaves.py`). A leaf may be cut out."""

    merge_kind = DERIVED

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="content"
    )
    packed = models.BinaryField()

    def __str__(self):
        return str(self.entry_id)


class KeyLeaf(models.Model):
    """Wrapped keys that an entry changed. Only the newest of a row keeps its content.

    They lie apart from the other leaves so that a key which was destroyed or replaced comes
    back from no journal and no backup of data.
    """

    merge_kind = DERIVED

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="key_leaves")
    number = models.PositiveIntegerField()
    table = models.CharField(max_length=60)
    row = models.CharField(max_length=64)
    line = models.TextField(null=True)  # noqa: DJ001
    digest = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["row"], name="vault_keyleaf_row")]

    def __str__(self):
        return f"{self.entry_id} {self.number}"


class Staged(models.Model):
    """A row that changed in the transaction that runs; the entry that tells of it takes it.

    Triggers write here. `entry` points to none, so that the database itself refuses a commit
    that leaves one behind.
    """

    merge_kind = LOCAL

    id = models.BigAutoField(primary_key=True)
    table = models.CharField(max_length=60)
    op = models.CharField(max_length=1)
    old = models.TextField(null=True)  # noqa: DJ001
    new = models.TextField(null=True)  # noqa: DJ001
    entry = models.ForeignKey(Entry, on_delete=models.DO_NOTHING, related_name="+", db_index=False)

    def __str__(self):
        return f"{self.op} {self.table}"


class About(models.Model):
    """The index from a record to the entries that mention it."""

    merge_kind = DERIVED

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="mentions")
    record_id = models.UUIDField(db_index=True)

    def __str__(self):
        return f"{self.entry_id} {self.record_id}"
