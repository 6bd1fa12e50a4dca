"""The register of pseudonyms, and the sealed index of names."""

from django.db import models

from gongyou.vault.merge_kinds import DERIVED, KEPT


class Pseudonym(models.Model):
    """A pseudonym that is taken; never given twice."""

    merge_kind = KEPT

    code = models.CharField(primary_key=True, max_length=16)

    def __str__(self):
        return self.code


class NameBlock(models.Model):
    """Up to two thousand names of one compartment, sealed together under W.

    It only saves time: a search opens fifty blocks instead of a hundred thousand fields. It
    can be rebuilt from the records at any time and is left out of backups.
    """

    merge_kind = DERIVED

    id = models.BigAutoField(primary_key=True)
    compartment = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE)
    key = models.ForeignKey("vault.CompartmentKey", on_delete=models.CASCADE)
    record_type = models.CharField(max_length=80)
    rows = models.PositiveIntegerField()
    sealed = models.BinaryField()

    def __str__(self):
        return f"names {self.pk}"


class NameChange(models.Model):
    """A record whose names aren't in a block yet, or are there as they were before."""

    merge_kind = DERIVED

    record_id = models.UUIDField(primary_key=True)
    compartment = models.ForeignKey("vault.Compartment", on_delete=models.CASCADE)
    record_type = models.CharField(max_length=80)

    def __str__(self):
        return str(self.record_id)
