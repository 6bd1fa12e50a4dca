"""Accounts, compartments and memberships."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongyou.vault.ids import new_id, to_ref
from gongyou.vault.keys import passphrase
from gongyou.vault.merge_kinds import CONTROL
from gongyou.vault.rights import RIGHTS, Right, Role, holds_key

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor


class AccountManager(BaseUserManager):
    """Finds accounts by login, whatever its case."""

    def get_by_natural_key(self, username):
        """The account with this login."""
        return self.get(login=self.model.normalize_username(username).casefold())  # type: ignore[attr-defined]


class Account(AbstractBaseUser):
    """Someone who signs in. Opens nothing by itself: keys come from the passphrase."""

    merge_kind = CONTROL
    twins_renamed = "login"
    key_columns = ("password", "salt", "slot_public")
    derived_columns = ("last_login", "slot")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    login = models.CharField(_("sign-in name"), max_length=60, unique=True)
    salt = models.BinaryField(editable=False)
    cost = models.CharField(max_length=40, editable=False)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_administrator = models.BooleanField(_("administrator"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    # Which key slot opens the database with this person's passphrase; none beyond 32 people.
    slot = models.PositiveSmallIntegerField(null=True, editable=False)
    slot_public = models.BinaryField(null=True, editable=False)
    # By whose invitation the account was made: two accounts of one person are not two people.
    invited_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = []
    objects = AccountManager()

    def __str__(self):
        return self.login

    def set_password(self, raw_password):
        """Refused: a new passphrase must re-wrap the keys; see change_passphrase."""
        raise NotImplementedError("use change_passphrase or recover: keys hang on a passphrase")

    def check_password(self, raw_password):
        """Whether this is the passphrase; one run of Argon2id."""
        derived = passphrase.derive_both(raw_password or "", bytes(self.salt), self.argon2)
        return passphrase.verifies(derived.login_secret, self.password)

    def has_usable_password(self):
        """Every account has a passphrase."""
        return True

    @property
    def argon2(self) -> tuple[int, int, int]:
        """The cost that this account's passphrase was derived with."""
        time_cost, memory, lanes = map(int, self.cost.split(","))
        return time_cost, memory, lanes

    # What Django's and allauth's code asks of a user; nobody is staff, there is no admin site.
    is_staff = False
    is_superuser = False

    def has_perm(self, perm, obj=None):
        """No Django permissions are used."""
        return False

    def has_module_perms(self, app_label):
        """No Django permissions are used."""
        return False


class Compartment(models.Model):
    """A circle of people who need to know; every record stands in one."""

    merge_kind = CONTROL

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sealed_title = models.BinaryField(editable=False)
    # Whether two of the organisation's officers can open it when every member is lost.
    organisation_recovery = models.BooleanField(default=True)
    # After how many months without use its records are proposed for destruction; None: never.
    retention_months = models.PositiveSmallIntegerField(null=True, blank=True)
    current_key = models.ForeignKey(
        "vault.CompartmentKey", on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"compartment {self.ref[:6]}"

    @property
    def ref(self) -> str:
        """For addresses."""
        return to_ref(self.pk)

    def title(self, actor: Actor) -> str:
        """The title, for a member whose keys are unlocked."""
        return actor.compartment_title(self)


class Membership(models.Model):
    """One account in one compartment."""

    merge_kind = CONTROL
    twins_are_one = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    compartment = models.ForeignKey(
        Compartment, on_delete=models.CASCADE, related_name="memberships"
    )
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    # The public keys that were compared by their words when this person was added.
    pinned = models.BinaryField(editable=False)
    # The title for a member who holds no compartment key.
    sealed_title = models.BinaryField(null=True, editable=False)
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "account"],
                condition=models.Q(removed_at=None),
                name="vault_one_membership",
            )
        ]

    def __str__(self):
        return f"{self.account} {self.role}"

    @property
    def rights(self) -> frozenset[str]:
        """What this member may do here."""
        return RIGHTS[self.role]

    @property
    def holds_key(self) -> bool:
        """Whether this member gets the key."""
        return holds_key(self.role)

    def gives(self, right: Right) -> bool:
        """Whether this membership carries a right."""
        return right in self.rights
