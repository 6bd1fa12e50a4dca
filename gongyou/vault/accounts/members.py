"""The authenticated member list of a compartment."""

import hmac
import uuid
from hashlib import blake2b

from django.db import connection
from django.db.models import F

from gongyou.vault.accounts.models import Compartment, Membership
from gongyou.vault.inserting import as_parameter
from gongyou.vault.journal.chain import housekeeping
from gongyou.vault.keys.errors import MemberListChanged, NoKey, Tampered
from gongyou.vault.keys.models import CompartmentKey, DataKey, UserKey, Wrapped
from gongyou.vault.keys.user_keys import public_fingerprint

DIGEST = 32
# By hand: every sealing asks, and Django takes longer to write the query than to run it.
_IN_USE = (
    "SELECT c.current_key_id, k.members_mac FROM vault_compartment c "
    "LEFT JOIN vault_compartmentkey k ON k.id = c.current_key_id WHERE c.id = %s"
)


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
    key.members_mac = list_mac(keyring.list_key(key.pk), compartment, current_members(compartment))  # type: ignore[union-attr]
    key.save(update_fields=["members_mac"])  # type: ignore[union-attr]


def check_members(keyring, compartment: Compartment) -> list[Membership]:
    """The members, if they are those that a member authenticated under a key of this circle.

    Raises:
        MemberListChanged: somebody wrote into the list, or put another key in the place of the
            compartment's, without holding its key.
    """
    members, _ = _check(keyring, compartment)
    return members


def prove(keyring, compartment: Compartment) -> CompartmentKey:
    """The key to seal under, once the member list is proved; see `check_members`.

    Looks at the list once a request, and again when the key or the digest of the list changed.
    """
    key = compartment.current_key
    version = key.pk, bytes(key.members_mac or b"")  # type: ignore[union-attr]
    if version not in keyring.proved:
        _, keyring.proved[version] = _check(keyring, compartment)
    return keyring.proved[version]


def key_in_use(compartment_id: uuid.UUID) -> tuple[uuid.UUID | None, bytes]:
    """The id of a compartment's key as the database has it now, and the digest of its list."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_USE, [as_parameter(compartment_id)])
        key, digest = cursor.fetchone()
    return key if key is None or isinstance(key, uuid.UUID) else uuid.UUID(key), bytes(
        digest or b""
    )


def prove_now(keyring, compartment_id: uuid.UUID) -> CompartmentKey:
    """As `prove`, of a compartment as the database has it now."""
    known = keyring.proved.get(key_in_use(compartment_id))
    if known is not None:
        return known
    compartments = Compartment.objects.select_related("current_key")
    return prove(keyring, compartments.get(pk=compartment_id))


def _check(keyring, compartment: Compartment) -> tuple[list[Membership], CompartmentKey]:
    try:
        return _look(keyring, compartment)
    except (MemberListChanged, NoKey):
        # Somebody may have come or gone between two queries, or since the grants were read.
        keyring.forget_grants()
        return _look(keyring, compartment)


def _look(keyring, compartment: Compartment) -> tuple[list[Membership], CompartmentKey]:
    members = current_members(compartment)
    current = F("compartment__current_key")
    keys = list(compartment.keys.order_by("-created_at").annotate(current=current))
    key = next((row for row in keys if row.pk == row.current), None)
    if key is None:
        raise MemberListChanged("the key belongs to another compartment")
    try:
        _require_known(keyring, key, keys)  # type: ignore[arg-type]
    except Tampered:
        raise MemberListChanged("a grant was changed") from None
    found = list_mac(keyring.list_key(key.pk), compartment, members)
    if not hmac.compare_digest(found, bytes(key.members_mac or b"")):
        raise MemberListChanged("the member list isn't the one that was authenticated")
    return members, key


def _require_known(keyring, key: CompartmentKey, keys: list[CompartmentKey]) -> None:
    """A grant can be sealed to anyone by anyone: a key counts only if it came after every key
    that this person took over, each vouched for by the one before.

    The first keys somebody is given in a compartment come from whoever compared their words, and
    are all those in use; without them, grants were taken away to make another key look like it.
    """
    if keyring.pair(key.pk).public != bytes(key.public):
        raise MemberListChanged("the compartment's public key isn't that of its key")
    held = [row for row in keys if keyring.holds(row.pk)]
    for row in held:
        keyring.pair(row.pk)  # a key that was taken over doesn't open as one that wasn't
    taken = {row.pk for row in held if keyring.has_taken(row.pk)}
    if not (taken <= _line(keyring, key, held) if taken else _has_all(keys, held)):
        raise MemberListChanged("nobody of this compartment vouches for its key")
    if not keyring.has_taken(key.pk):
        with housekeeping("vault.take_key", key.compartment_id):
            keyring.take(key.pk)


def _line(keyring, key: CompartmentKey, held: list[CompartmentKey]) -> set:
    """The ids of a key and of those before it, as far as each vouches for the next.

    Where two laptops made a key anew apart, the one that unites them is vouched for by both.
    """
    line, waiting = {key.pk}, [key]
    while waiting:
        newer = waiting.pop()
        older = [row for row in held if row.pk not in line and _vouches(keyring, row, newer)]
        line |= {row.pk for row in older}
        waiting += older
    return line


def apart(keyring, compartment: Compartment) -> list[CompartmentKey]:
    """Keys that this person holds and that the one in use doesn't come from: another laptop
    made them meanwhile."""
    held = [row for row in compartment.keys.order_by("created_at") if keyring.holds(row.pk)]
    current = next((row for row in held if row.pk == compartment.current_key_id), None)
    if current is None:
        return []
    line = _line(keyring, current, held)
    return [row for row in held if row.pk not in line]


def _vouches(keyring, older: CompartmentKey, key: CompartmentKey) -> bool:
    expected, said = voucher(keyring.list_key(older.pk), key), bytes(key.vouched or b"")
    parts = (said[at : at + DIGEST] for at in range(0, len(said), DIGEST))
    return any(hmac.compare_digest(expected, part) for part in parts)


def voucher(list_key: bytes, key: CompartmentKey) -> bytes:
    """The keyed digest with which an older key of a compartment vouches for a new one."""
    digest = blake2b(key=list_key, digest_size=DIGEST, person=b"gongyou-voucher")
    digest.update(key.compartment_id.bytes + key.pk.bytes + bytes(key.public))
    return digest.digest()


def _has_all(keys: list[CompartmentKey], held: list[CompartmentKey]) -> bool:
    """Whether nothing of the compartment lies under a key that this person was not given."""
    others = {row.pk for row in keys} - {row.pk for row in held}
    under = DataKey.objects.filter(key__in=others).exclude(how=Wrapped.SHREDDED)
    return not under.exists()


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
