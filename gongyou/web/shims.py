"""Stands in for what the vault does not export yet."""

from gongyou.vault import public
from gongyou.vault.accounts.members import check_members, current_members
from gongyou.vault.accounts.services.accounts import LoginTaken, current_user_key
from gongyou.vault.accounts.services.compartments import LastMember
from gongyou.vault.installation import secret_for
from gongyou.vault.keys.aead import place, seal, unseal
from gongyou.vault.keys.errors import MemberListChanged
from gongyou.vault.keys.user_keys import public_fingerprint
from gongyou.vault.keys.words import fingerprint_digits, fingerprint_words

__all__ = [
    "LastMember",
    "LoginTaken",
    "MemberListChanged",
    "check_members",
    "current_members",
    "fingerprint_digits",
    "fingerprint_words",
]

seal_own = getattr(public, "seal_own", lambda actor, data, context: data)
open_own = getattr(public, "open_own", lambda actor, data, context: data)


def seal_for_server(purpose: str, data: bytes) -> bytes:
    """Under a secret of the installation."""
    return seal(secret_for(purpose), data, place(purpose))


def open_for_server(purpose: str, data: bytes) -> bytes:
    """Open it again."""
    return unseal(secret_for(purpose), data, place(purpose))


def fingerprint_of(account) -> bytes:
    """What is compared and pinned."""
    return public_fingerprint(current_user_key(account))
