"""The authenticated member list of a compartment."""

import hmac
from hashlib import blake2b

from gongyou.vault.accounts.models import Compartment, Membership
from gongyou.vault.keys.errors import MemberListChanged, Tampered
from gongyou.vault.keys.models import CompartmentKey, DataKey, UserKey, Wrapped
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
    """The members, if they are those that a member authenticated under a key of this circle.

    Raises:
        MemberListChanged: somebody wrote into the list, or put another key in the place of the
            compartment's, without holding its key.
    """
    key = CompartmentKey.objects.get(pk=compartment.current_key_id)
    return _check(keyring, compartment, key)


def _check(keyring, compartment: Compartment, key: CompartmentKey) -> list[Membership]:
    members = current_members(compartment)
    try:
        _require_known(keyring, key)
    except Tampered:
        raise MemberListChanged("a grant was changed") from None
    found = list_mac(keyring.list_key(key.pk), compartment, members)
    if not hmac.compare_digest(found, bytes(key.members_mac or b"")):
        raise MemberListChanged("the member list isn't the one that was authenticated")
    return members


def voucher(list_key: bytes, key: CompartmentKey) -> bytes:
    """The keyed digest with which an older key of a compartment vouches for a new one."""
    digest = blake2b(key=list_key, digest_size=32, person=b"gongyou-voucher")
    digest.update(key.compartment_id.bytes + key.pk.bytes + bytes(key.public))
    return digest.digest()


def _require_known(keyring, key: CompartmentKey) -> None:
    """A grant can be sealed to anyone by anyone: a key counts when one before it vouches for it.

    The first keys somebody is given in a compartment come from whoever compared their words, and
    are all those in use; without them, grants were taken away to make another key look like it.
    """
    if keyring.pair(key.pk).public != bytes(key.public):
        raise MemberListChanged("the compartment's public key isn't that of its key")
    if keyring.has_taken(key.pk):
        return
    rows = CompartmentKey.objects.filter(compartment=key.compartment_id)
    held = [row for row in rows if keyring.holds(row.pk)]
    taken = any(keyring.has_taken(row.pk) for row in held)
    if not (_vouched(keyring, key, held) if taken else _opens_all(keyring, key, held)):
        raise MemberListChanged("nobody of this compartment vouches for its key")
    keyring.take(key.pk)


def _opens_all(keyring, key: CompartmentKey, held: list[CompartmentKey]) -> bool:
    for row in held:
        keyring.pair(row.pk)
    in_use = DataKey.objects.filter(key__compartment=key.compartment_id)
    return not in_use.exclude(how=Wrapped.SHREDDED).exclude(key__in=held).exists()


def _vouched(keyring, key: CompartmentKey, held: list[CompartmentKey]) -> bool:
    """Whether an unbroken line of vouchers leads from a key that was taken over to this one."""
    held = [row for row in held if row.pk != key.pk]
    for row in held:
        if hmac.compare_digest(voucher(keyring.list_key(row.pk), key), bytes(key.vouched or b"")):
            return keyring.has_taken(row.pk) or _vouched(keyring, row, held)
    return False


def prove(keyring, compartment: Compartment) -> CompartmentKey:
    """The key to seal under, once the member list is proved; see `check_members`.

    Looks at the list once a request, and again when the key or the digest of the list changed.
    """
    key = compartment.current_key
    version = key.pk, bytes(key.members_mac or b"")
    if version not in keyring.proved:
        fresh = Compartment.objects.select_related("current_key").get(pk=compartment.pk)
        _check(keyring, fresh, fresh.current_key)
        keyring.proved[version] = fresh.current_key
    return keyring.proved[version]


def is_proved(keyring, compartment: Compartment) -> bool:
    """Whether something may be put under the compartment's key while reading."""
    try:
        prove(keyring, compartment)
    except MemberListChanged:
        return False
    return True


def pinned_key(member: Membership) -> UserKey:
    """The member's public key, if it's the one whose words were compared.

    Raises:
        MemberListChanged: the public key changed since; compare the words and grant again.
    """
    key = UserKey.objects.filter(account_id=member.account_id, retired_at=None).first()
    if key is None or not hmac.compare_digest(public_fingerprint(key), bytes(member.pinned)):
        raise MemberListChanged("a member's public key changed")
    return key
