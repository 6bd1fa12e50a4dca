"""Where wrapped keys are kept. No key lies here in clear."""

import uuid

from django.db import models

from gongyou.vault.ids import new_id
from gongyou.vault.merge_kinds import CONTROL


class UserKey(models.Model):
    """U of one account: public halves, and the seed under the passphrase and the code."""

    merge_kind = CONTROL
    key_columns = ("wrapped", "by_code")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("vault.Account", on_delete=models.CASCADE, related_name="user_keys")
    box_public = models.BinaryField()
    sign_public = models.BinaryField()
    wrapped = models.BinaryField()
    by_code = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(retired_at=None),
                name="vault_one_current_user_key",
            )
        ]

    def __str__(self):
        return str(self.pk)


class OrganisationKey(models.Model):
    """R.pub. The secret half was split among officers and is nowhere in the program."""

    merge_kind = CONTROL

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public = models.BinaryField()
    # Keyed digests of the three shares: to recognise one that an officer shows.
    share_marks = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)

    def __str__(self):
        return str(self.pk)


class CompartmentKey(models.Model):
    """One C of a compartment. Random ids, not numbers: two laptops may both rotate."""

    merge_kind = CONTROL

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    compartment = models.ForeignKey(
        "vault.Compartment", on_delete=models.CASCADE, related_name="keys"
    )
    public = models.BinaryField()
    # The keyed digest of the member list, made by whoever last changed it.
    members_mac = models.BinaryField(null=True)
    # The keyed digest with which the key before this one vouches for it.
    vouched = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)

    def __str__(self):
        return str(self.pk)


class Wrapped(models.IntegerChoices):
    """How a key is kept."""

    SYMMETRIC = 1, "under a key of whoever holds it"
    BOX = 2, "sealed to a public key, by anyone"
    SHREDDED = 3, "destroyed"


class Grant(models.Model):
    """C sealed to one person's U, or to the organisation's R.

    Anyone can seal to a public key. Whoever was given C takes it over, under a key that only U
    gives: a key that nobody could have slipped in.
    """

    merge_kind = CONTROL
    twins_are_one = True
    key_columns = ("sealed",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(CompartmentKey, on_delete=models.CASCADE, related_name="grants")
    user_key = models.ForeignKey(
        UserKey, on_delete=models.CASCADE, null=True, related_name="grants"
    )
    organisation_key = models.ForeignKey(
        OrganisationKey, on_delete=models.CASCADE, null=True, related_name="grants"
    )
    how = models.PositiveSmallIntegerField(choices=Wrapped, default=Wrapped.BOX)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "user_key"],
                condition=models.Q(user_key__isnull=False),
                name="vault_one_grant_a_person",
            ),
            models.UniqueConstraint(
                fields=["key", "organisation_key"],
                condition=models.Q(organisation_key__isnull=False),
                name="vault_one_grant_an_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(user_key__isnull=True) ^ models.Q(organisation_key__isnull=True),
                name="vault_grant_to_one",
            ),
        ]

    def __str__(self):
        return str(self.pk)


class DataKey(models.Model):
    """D: one random key a person, text or file. This is the table that shredding empties."""

    merge_kind = CONTROL
    key_columns = ("wrap",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.ForeignKey(CompartmentKey, on_delete=models.PROTECT, related_name="data_keys")
    how = models.PositiveSmallIntegerField(choices=Wrapped, default=Wrapped.SYMMETRIC)
    wrap = models.BinaryField()
    # The C that was in use when D was made: what is written under a later C needs a later D.
    made_under = models.UUIDField(null=True, editable=False)
    # All D of one record, by the id of the first; None while there is only one.
    family = models.UUIDField(null=True, editable=False, db_index=True)
    shredded_at = models.DateTimeField(null=True)

    def __str__(self):
        return str(self.pk)
