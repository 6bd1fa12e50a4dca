"""Invitations and resets: a token that is handed over, of which only the hash is kept."""

import hashlib
import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gongyou.vault.accounts.models import Account
from gongyou.vault.merge_kinds import CONTROL


class Invitation(models.Model):
    """Leave to make an account, to set a new passphrase, or to set a new second factor."""

    merge_kind = CONTROL
    key_columns = ("token_hash",)

    class Kind(models.TextChoices):
        JOIN = "join"
        PASSPHRASE = "passphrase"  # noqa: S105
        SECOND_FACTOR = "second_factor"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, related_name="invitations"
    )
    login = models.CharField(max_length=60, blank=True)
    administrator = models.BooleanField(default=False)
    asked_by = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    confirmed_by = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    usable_from = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("asked_by")),
                name="vault_confirmed_by_another",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or can be used."""
        ended = self.used_at or self.cancelled_at
        return not ended and (self.expires_at is None or self.expires_at > timezone.now())

    def new_token(self) -> str:
        """A token of 256 bits; only its hash stays."""
        token = secrets.token_urlsafe(32)
        self.token_hash = hash_of(token)
        return token


def hash_of(token: str) -> str:
    """How a token is recognised."""
    return hashlib.sha256(token.encode()).hexdigest()
