"""The authenticated member list of a compartment."""

import hmac
from hashlib import blake2b

from gongyou.vault.accounts.models import Compartment, Membership
from gongyou.vault.keys.errors import MemberListChanged
from gongyou.vault.keys.models import CompartmentKey, UserKey
from gongyou.vault.keys.user_keys import public_fingerprint


def current_members(compartment: Compartment) -> list[Membership]:
    """Members now, in a fixed order."""
    rows = compartment.memberships.filter(removed_at=None).select_related("account")
    return sorted(rows, key=lambda row: row.account_id.bytes)


def list_mac(list_key: bytes, compartment: Compartment, members: list[Membership]) -> bytes:
    """The keyed digest over who is a member, as what, with which public keys."""
    digest = blake2b(key=list_key, digest_size=32, person=b"gongyou-list")
    digest.update(compartment.pk.bytes)
    for row in sorted(members, key=lambda row: row.account_id.bytes):
        digest.update(row.account_id.bytes + row.role.encode().ljust(20) + bytes(row.pinned))
    return digest.digest()


def write_mac(keyring, compartment: Compartment) -> None:
    """Authenticate the list as it stands; only after checking it or changing it oneself."""
    key = compartment.current_key
    key.members_mac = list_mac(keyring.list_key(key.pk), compartment, current_members(compartment))
    key.save(update_fields=["members_mac"])


def check_members(keyring, compartment: Compartment) -> list[Membership]:
    """The members, if they are those that a member authenticated.

    Raises:
        MemberListChanged: somebody wrote into the list without the compartment's key.
    """
    members = current_members(compartment)
    key = CompartmentKey.objects.get(pk=compartment.current_key_id)
    found = list_mac(keyring.list_key(key.pk), compartment, members)
    if not hmac.compare_digest(found, bytes(key.members_mac or b"")):
        raise MemberListChanged("the member list isn't the one that was authenticated")
    return members


def pinned_key(member: Membership) -> UserKey:
    """The member's public key, if it's the one whose words were compared.

    Raises:
        MemberListChanged: the public key changed since; compare the words and grant again.
    """
    key = UserKey.objects.filter(account_id=member.account_id, retired_at=None).first()
    if key is None or not hmac.compare_digest(public_fingerprint(key), bytes(member.pinned)):
        raise MemberListChanged("a member's public key changed")
    return key
