"""Make compartments, add and remove members, make a compartment's key anew."""

from django.db import transaction
from django.utils import timezone

from gongyou.vault.accounts.actor import Actor, NotYours, split_title
from gongyou.vault.accounts.doors import after_new_key
from gongyou.vault.accounts.members import (
    check_members,
    current_members,
    pinned_key,
    voucher,
    write_mac,
)
from gongyou.vault.accounts.models import Account, Compartment, Membership
from gongyou.vault.accounts.services.accounts import current_user_key
from gongyou.vault.identities import index
from gongyou.vault.journal.chain import append
from gongyou.vault.keys.aead import place, seal, unseal
from gongyou.vault.keys.errors import MemberListChanged, WouldLoseData
from gongyou.vault.keys.keyring import grant_context
from gongyou.vault.keys.models import CompartmentKey, DataKey, Grant, OrganisationKey, Wrapped
from gongyou.vault.keys.pairs import BoxPair, seal_to
from gongyou.vault.keys.user_keys import public_fingerprint
from gongyou.vault.rights import Right, Role, holds_key


class LastMember(ValueError):
    """A compartment needs two members or the officers' key; else one loss loses it all."""


def create_compartment(by: Actor, title: str, organisation_recovery: bool = True) -> Compartment:
    """A compartment whose maker is its coordinator.

    Raises:
        LastMember: recovery by the officers is declined or impossible; add a member first
            and decline afterwards (see `opt_out_of_recovery`).
    """
    if not organisation_recovery:
        raise LastMember("decline recovery after a second member is there")
    pair, compartment = BoxPair.new(), Compartment()
    with transaction.atomic():
        compartment.sealed_title = b"\0"
        compartment.save(force_insert=True)
        _install_key(by, compartment, pair)
        user_key = current_user_key(by.person)
        _grant(by, compartment.current_key, user_key)  # type: ignore[arg-type]
        Membership.objects.create(
            compartment=compartment,
            account=by.person,
            role=Role.COORDINATOR,
            pinned=public_fingerprint(user_key),
            added_by=by.account,
        )
        _seal_title(by, compartment, title)
        write_mac(by.keyring, compartment)
        by.forget_memberships()
        append(by, "vault.create_compartment", subject=compartment, compartment=compartment)
    return compartment


def _install_key(by: Actor, compartment: Compartment, pair: BoxPair, besides=()) -> None:
    key = CompartmentKey(compartment=compartment, public=pair.public)
    if compartment.current_key is not None:
        before = [compartment.current_key_id, *(other.pk for other in besides)]
        key.vouched = b"".join(voucher(by.keyring.list_key(pk), key) for pk in before)
    key.save(force_insert=True)
    by.keyring.put(key.pk, pair)
    compartment.current_key = key
    compartment.save(update_fields=["current_key"])
    if compartment.organisation_recovery:
        grant_organisation(by, key)


def grant_organisation(by: Actor, key: CompartmentKey) -> None:
    """Seal C to R, if the organisation has an R."""
    organisation = OrganisationKey.objects.filter(retired_at=None).first()
    if organisation:
        secret = by.keyring.pair(key.pk).secret
        Grant.objects.update_or_create(
            key=key,
            organisation_key=organisation,
            defaults={"sealed": seal_to(organisation.public, secret, grant_context(key.pk))},  # type: ignore[arg-type]
        )


def _grant(by: Actor, key: CompartmentKey, user_key) -> None:
    """Let someone have C who has not; what they took over stays theirs, as what they made is."""
    if Grant.objects.filter(key=key, user_key=user_key).exists():
        return
    if user_key.pk == by.keyring.user_key_id and key.pk == key.compartment.current_key_id:
        how, sealed = Wrapped.SYMMETRIC, by.keyring.sealed_for_oneself(key.pk)
    else:
        secret = by.keyring.pair(key.pk).secret
        how, sealed = Wrapped.BOX, seal_to(user_key.box_public, secret, grant_context(key.pk))
    Grant.objects.create(key=key, user_key=user_key, how=how, sealed=sealed)


def _seal_title(by: Actor, compartment: Compartment, title: str) -> None:
    key_id = compartment.current_key_id
    where = place("title", compartment.pk.bytes)
    sealed = seal(by.keyring.wrapping_key(key_id), title.encode(), where)  # type: ignore[arg-type]
    compartment.sealed_title = key_id.bytes + sealed  # type: ignore[union-attr]
    compartment.save(update_fields=["sealed_title"])
    for member in current_members(compartment):
        if not member.holds_key:
            _give_title(compartment, member, title)


def _give_title(compartment: Compartment, member: Membership, title: str) -> None:
    context = b"gongyou-title" + compartment.pk.bytes
    member.sealed_title = seal_to(pinned_key(member).box_public, title.encode(), context)  # type: ignore[arg-type]
    member.save(update_fields=["sealed_title"])


def _title(by: Actor, compartment: Compartment) -> str:
    key_id, sealed = split_title(bytes(compartment.sealed_title))
    where = place("title", compartment.pk.bytes)
    return unseal(by.keyring.wrapping_key(key_id), sealed, where).decode()


def rename_compartment(by: Actor, compartment: Compartment, title: str) -> None:
    """Give a compartment another title."""
    by.require(Right.MANAGE, compartment)
    with transaction.atomic():
        check_members(by.keyring, compartment)
        _seal_title(by, compartment, title)
        append(by, "vault.rename_compartment", subject=compartment, compartment=compartment)


def close_compartment(by: Actor, compartment: Compartment) -> None:
    """Nobody sees it any more; nothing is destroyed (see `open_compartment`)."""
    by.require(Right.MANAGE, compartment)
    with transaction.atomic():
        append(by, "vault.close_compartment", subject=compartment, compartment=compartment)
        compartment.closed_at = timezone.now()
        compartment.save(update_fields=["closed_at"])
    by.forget_memberships()


def open_compartment(by: Actor, compartment: Compartment) -> None:
    """A coordinator opens a closed compartment again."""
    member = compartment.memberships.filter(account=by.account, removed_at=None).first()
    if member is None or not member.gives(Right.MANAGE):
        raise NotYours
    with transaction.atomic():
        compartment.closed_at = None
        compartment.save(update_fields=["closed_at"])
        append(by, "vault.open_compartment", subject=compartment, compartment=compartment)
    by.forget_memberships()


def set_retention(by: Actor, compartment: Compartment, months: int | None) -> None:
    """After how many months without use records are proposed for destruction; None: never."""
    by.require(Right.MANAGE, compartment)
    old, compartment.retention_months = compartment.retention_months, months
    with transaction.atomic():
        compartment.save(update_fields=["retention_months"])
        append(
            by,
            "vault.set_retention",
            subject=compartment,
            changes={"months": (old, months)},
            compartment=compartment,
        )


def add_member(
    by: Actor, compartment: Compartment, account: Account, role: str, fingerprint: bytes
) -> Membership:
    """Add someone whose fingerprint words were compared; the fingerprint is pinned.

    Raises:
        NotYours: the actor may not manage members here.
        MemberListChanged: the list was tampered with, or the key isn't the compared one.
    """
    by.require(Right.MANAGE, compartment)
    user_key = current_user_key(account)
    if public_fingerprint(user_key) != fingerprint:
        raise MemberListChanged("this isn't the key whose words were compared")
    with transaction.atomic():
        check_members(by.keyring, compartment)
        member = Membership.objects.create(
            compartment=compartment,
            account=account,
            role=Role(role),
            pinned=fingerprint,
            added_by=by.account,
        )
        hand_over(by, compartment, member)
        write_mac(by.keyring, compartment)
        append(
            by,
            "vault.add_member",
            subject=compartment,
            changes={"role": (None, role)},
            about=[account],
            compartment=compartment,
        )
    return member


def hand_over(by: Actor, compartment: Compartment, member: Membership) -> None:
    """Give a member what the role needs: every key still in use, or only the title."""
    user_key = pinned_key(member)
    Grant.objects.filter(user_key=user_key, key__compartment=compartment).delete()
    if not member.holds_key:
        _give_title(compartment, member, _title(by, compartment))
        return
    for key in keys_in_use(compartment):
        _grant(by, key, user_key)


def keys_in_use(compartment: Compartment) -> list[CompartmentKey]:
    """The current key, and older ones under which data keys still lie."""
    older = DataKey.objects.exclude(how=Wrapped.SHREDDED).filter(key__compartment=compartment)
    ids = set(older.values_list("key_id", flat=True)) | {compartment.current_key_id}
    return list(CompartmentKey.objects.filter(pk__in=ids).order_by("created_at"))  # type: ignore[misc]


def change_role(by: Actor, member: Membership, role: str) -> None:
    """Another role; whoever loses the right to names also loses the key."""
    compartment = member.compartment
    by.require(Right.MANAGE, compartment)
    old = member.role
    with transaction.atomic():
        check_members(by.keyring, compartment)
        member.role = Role(role)
        member.save(update_fields=["role"])
        _require_keeper(compartment)
        if holds_key(role):
            hand_over(by, compartment, member)
            write_mac(by.keyring, compartment)
        elif holds_key(old):
            hand_over(by, compartment, member)
            renew_key(by, compartment)
        append(
            by,
            "vault.change_role",
            subject=compartment,
            changes={"role": (old, role)},
            about=[member.account],
            compartment=compartment,
        )
    by.forget_memberships()


def remove_member(by: Actor, member: Membership) -> None:
    """Remove someone: their wraps are deleted and the rest get a new key at once."""
    compartment = member.compartment
    if member.account_id != by.person.pk:
        by.require(Right.MANAGE, compartment)
    with transaction.atomic():
        check_members(by.keyring, compartment)
        member.removed_at = timezone.now()
        member.save(update_fields=["removed_at"])
        _require_keeper(compartment)
        append(
            by,
            "vault.remove_member",
            subject=compartment,
            about=[member.account],
            compartment=compartment,
        )
        renew_key(by, compartment)
        Grant.objects.filter(
            user_key__account=member.account, key__compartment=compartment
        ).delete()
    by.forget_memberships()


def _require_keeper(compartment: Compartment) -> None:
    """Someone must hold the key and be able to manage; and two, or the officers, must open it."""
    keepers = [member for member in current_members(compartment) if member.holds_key]
    managers = [member for member in keepers if member.gives(Right.MANAGE)]
    recoverable = compartment.organisation_recovery or len(keepers) >= 2
    if not managers or not recoverable:
        raise LastMember("a compartment needs a coordinator, and a second member or the officers")


def rotate(by: Actor, compartment: Compartment) -> CompartmentKey:
    """A new C for the members as they stand.

    Raises:
        NotYours: the actor may not manage members here.
        MemberListChanged: the list or a public key isn't the authenticated one.
        WouldLoseData: a remaining member or record would be left without its key.
    """
    by.require(Right.MANAGE, compartment)
    with transaction.atomic():
        check_members(by.keyring, compartment)
        return renew_key(by, compartment)


def renew_key(by: Actor, compartment: Compartment, besides=()) -> CompartmentKey:
    """Make and hand out a new C; part of a transaction that has checked the member list.

    Old data keys are re-wrapped when they are next opened.

    Args:
        besides: keys that another laptop made meanwhile; the new one comes from them too.
    """
    title, old = _title(by, compartment), compartment.current_key
    keepers = [member for member in current_members(compartment) if member.holds_key]
    _require_whole(by, compartment)
    _install_key(by, compartment, BoxPair.new(), besides)
    for member in keepers:
        user_key = pinned_key(member)
        for key in keys_in_use(compartment):
            _grant(by, key, user_key)
    retired = [old.pk, *(other.pk for other in besides)]  # type: ignore[union-attr]
    CompartmentKey.objects.filter(pk__in=retired).update(retired_at=timezone.now())
    index.reseal(by.keyring, compartment)
    _seal_title(by, compartment, title)
    write_mac(by.keyring, compartment)
    _require_grants(compartment, keepers)
    after_new_key(by, compartment)
    append(by, "vault.rotate_key", subject=compartment, compartment=compartment)
    return compartment.current_key  # type: ignore[return-value]


def _require_whole(by: Actor, compartment: Compartment) -> None:
    """Whoever rotates must be able to open everything, else the rest can't be handed on."""
    if not all(by.keyring.holds(key.pk) for key in keys_in_use(compartment)):
        raise WouldLoseData("a key still in use isn't among yours")


def _require_grants(compartment: Compartment, keepers: list[Membership]) -> None:
    for key in keys_in_use(compartment):
        granted = Grant.objects.filter(key=key, user_key__isnull=False)
        accounts = set(granted.values_list("user_key__account_id", flat=True))
        if not {member.account_id for member in keepers} <= accounts:
            raise WouldLoseData("a member would lose a key")
