"""Stored files: what is known of a file without opening it."""

from django.db import models

from gongyou.vault.identities.fields import SealedTextField
from gongyou.vault.identities.records import Record
from gongyou.vault.merge_kinds import KEPT


class StoredFile(Record):
    """A file on the disk under its own data key. Name and digest are sealed."""

    merge_kind = KEPT

    kind = models.CharField(max_length=40)
    media_type = models.CharField(max_length=120)
    # Of the content; the file on the disk is padded and longer.
    size = models.PositiveBigIntegerField()
    location = models.CharField(max_length=64, unique=True)
    # SHA-256 of the encrypted file: a turned bit shows without any key. Older rows have none.
    digest = models.CharField(max_length=64, blank=True, editable=False)
    name = SealedTextField(identity=False)
    sha256 = SealedTextField(identity=False)
    # A derivative (a picture without its EXIF) names the original it was made from.
    original = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="derivatives"
    )
    # False for what was kept without looking inside (attachments from phones).
    inspected = models.BooleanField(default=True)
    # What of a folder may not be opened, by name; only right after it was stored.
    left_out: dict[str, str] = {}

    def __str__(self):
        return f"file {self.ref[:6]}"
