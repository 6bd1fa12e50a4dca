"""A passphrase forgotten, a code lost, a theft suspected, officers called for help."""

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

from gongyou.vault.accounts.actor import Actor
from gongyou.vault.accounts.doors import after_theft
from gongyou.vault.accounts.finding import find_account
from gongyou.vault.accounts.members import check_members, current_members, write_mac
from gongyou.vault.accounts.models import Compartment, Membership
from gongyou.vault.accounts.services.accounts import (
    NewAccount,
    current_user_key,
    open_account,
    rewrap_for,
    set_passphrase,
)
from gongyou.vault.accounts.services.compartments import (
    LastMember,
    grant_organisation,
    hand_over,
    keys_in_use,
    remove_member,
    renew_key,
)
from gongyou.vault.accounts.services.invitations import replace_user_key
from gongyou.vault.accounts.services.two_people import mark_of_share
from gongyou.vault.accounts.services.unsealing import give_slot
from gongyou.vault.journal.chain import append, housekeeping
from gongyou.vault.keys import passphrase as phrase
from gongyou.vault.keys.errors import MemberListChanged, VaultKeyError, WrongPassphrase
from gongyou.vault.keys.keyring import grant_context
from gongyou.vault.keys.models import Grant, OrganisationKey
from gongyou.vault.keys.pairs import BoxPair
from gongyou.vault.keys.user_keys import open_by_code, public_fingerprint, wrap_by_code
from gongyou.vault.rights import Right

SHARES, NEEDED = 3, 2


@sensitive_variables()
def recover_by_code(login: str, code: str, passphrase: str) -> NewAccount:
    """Set a new passphrase with the recovery code; gives a new code.

    Raises:
        WrongPassphrase: name or code is wrong.
        WeakPassphrase: the new passphrase can be guessed.
    """
    account = find_account(login)
    phrase.check_strength(passphrase, login)
    if account is None or not account.is_active:
        raise WrongPassphrase("wrong name or code")
    row = current_user_key(account)
    keyring = open_by_code(row, code)
    with transaction.atomic():
        rewrap_for(account, keyring, passphrase)
        row.refresh_from_db()
        new_code = wrap_by_code(row, keyring.user)
        row.save(update_fields=["by_code"])
        append(Actor(account), "vault.use_recovery_code", account)
    return NewAccount(account, keyring, new_code)


@sensitive_variables()
def new_keys_after_theft(by: Actor, passphrase: str, new_passphrase: str) -> NewAccount:
    """A suspected theft: a new U, and a new C for all compartments of this person.

    Raises:
        WrongPassphrase: the present passphrase is wrong.
        MemberListChanged: a member list was tampered with; settle that first.
    """
    account = by.person
    phrase.check_strength(new_passphrase, account.login)
    old = Actor(account, open_account(account, passphrase, known=True))
    held = [row for row in old.memberships.values() if row.holds_key]
    with transaction.atomic():
        for row in held:
            check_members(old.keyring, row.compartment)
        derived = set_passphrase(account, new_passphrase)
        give_slot(account, new_passphrase)
        account.save()
        new = replace_user_key(account, derived.wrapping_key)
        for row in old.memberships.values():
            _pin_anew(old, new, row)
        append(new.actor, "vault.new_keys", account)
        after_theft(Actor(account, new.keyring))
    return new


def _pin_anew(old: Actor, new: NewAccount, row: Membership) -> None:
    """The person, who still holds C, vouches for their own new U and makes a new C."""
    row.pinned = public_fingerprint(current_user_key(new.account))
    row.save(update_fields=["pinned"])
    if not row.holds_key:
        return
    for key in keys_in_use(row.compartment):
        new.keyring.put(key.pk, old.keyring.pair(key.pk))
    write_mac(old.keyring, row.compartment)
    renew_key(new.actor, row.compartment)


def grant_again(by: Actor, member: Membership, fingerprint: bytes) -> None:
    """A member whose public key changed: compare the words, pin them, hand over the keys.

    Raises:
        NotYours: the actor may not manage members here.
        MemberListChanged: the key isn't the compared one, or the list was tampered with.
    """
    compartment = member.compartment
    by.require(Right.MANAGE, compartment)
    if public_fingerprint(current_user_key(member.account)) != fingerprint:
        raise MemberListChanged("this isn't the key whose words were compared")
    with transaction.atomic():
        check_members(by.keyring, compartment)
        member.pinned = fingerprint
        member.save(update_fields=["pinned"])
        hand_over(by, compartment, member)
        write_mac(by.keyring, compartment)
        append(
            by, "vault.grant_again", compartment, about=[member.account], compartment=compartment
        )


def waiting_for_grant(compartment: Compartment) -> list[Membership]:
    """Members whose public key is no longer the pinned one."""
    return [
        row
        for row in current_members(compartment)
        if row.account.is_active
        and public_fingerprint(current_user_key(row.account)) != bytes(row.pinned)
    ]


def make_organisation_key(by: Actor | None = None) -> list[str]:
    """R, split 2 of 3: gives three shares of SLIP-39 words for three officers, and forgets R."""
    pair = BoxPair.new()
    shares = generate_mnemonics(1, [(NEEDED, SHARES)], pair.secret)[0]
    with transaction.atomic():
        OrganisationKey.objects.filter(retired_at=None).update(retired_at=timezone.now())
        marks = [mark_of_share(share) for share in shares]
        OrganisationKey.objects.create(public=pair.public, share_marks=marks)
        append(by or Actor(None), "vault.make_officers_key")
    return shares


def officers_key_made() -> bool:
    """Whether officers hold shares that count."""
    return OrganisationKey.objects.filter(retired_at=None).exists()


@sensitive_variables()
def recover_by_officers(by: Actor, shares: list[str]) -> list[Compartment]:
    """Two officers' shares give a member with new keys the compartments that allow it.

    Returns:
        The compartments opened: those where the account is still a member.

    Raises:
        WrongPassphrase: the shares don't fit together, or aren't this organisation's.
    """
    pair = _combine(shares)
    row = OrganisationKey.objects.filter(public=pair.public).first()
    if row is None:
        raise WrongPassphrase("shares of another organisation")
    opened = []
    with transaction.atomic():
        for member in by.memberships.values():
            if member.holds_key and _reopen(by, member, row, pair):
                opened.append(member.compartment)
    return opened


def _combine(shares: list[str]) -> BoxPair:
    try:
        return BoxPair(combine_mnemonics([" ".join(share.lower().split()) for share in shares]))
    except (MnemonicError, ValueError):
        raise WrongPassphrase("the shares don't fit together") from None


def _reopen(by: Actor, member: Membership, row: OrganisationKey, pair: BoxPair) -> bool:
    compartment = member.compartment
    grants = Grant.objects.filter(organisation_key=row, key__compartment=compartment)
    for key_id, sealed in grants.values_list("key_id", "sealed"):
        by.keyring.put(key_id, BoxPair(pair.open(bytes(sealed), grant_context(key_id))))
    if not by.keyring.holds(compartment.current_key_id):  # type: ignore[arg-type]
        return False
    check_members(by.keyring, compartment)
    member.pinned = public_fingerprint(current_user_key(by.person))
    member.save(update_fields=["pinned"])
    write_mac(by.keyring, compartment)
    hand_over(by, compartment, member)
    append(by, "vault.recover_by_officers", compartment, compartment=compartment)
    return True


def opt_out_of_recovery(by: Actor, compartment: Compartment) -> None:
    """Officers can no longer open it: say plainly that losing all members loses everything.

    Raises:
        LastMember: fewer than two members hold the key.
    """
    by.require(Right.MANAGE, compartment)
    keepers = [member for member in current_members(compartment) if member.holds_key]
    if len(keepers) < 2:
        raise LastMember("a second member must hold the key first")
    with transaction.atomic():
        check_members(by.keyring, compartment)
        compartment.organisation_recovery = False
        compartment.save(update_fields=["organisation_recovery"])
        Grant.objects.filter(key__compartment=compartment, organisation_key__isnull=False).delete()
        append(by, "vault.opt_out_of_recovery", compartment, compartment=compartment)
        renew_key(by, compartment)


def settle(by: Actor) -> list[Compartment]:
    """What a member's keys can put in order at sign-in.

    Members whose account was closed are removed (new key for the rest), and compartments
    that want it get their grant for the officers.

    Returns:
        Compartments that are blocked: their member list isn't the authenticated one, a public
        key changed, or nobody could be left. The person must look at them.
    """
    blocked = []
    for membership in list(by.memberships.values()):
        if not membership.holds_key:
            continue
        try:
            with housekeeping("vault.settle", membership.compartment_id):
                _settle_one(by, membership)
        except (VaultKeyError, LastMember):
            blocked.append(membership.compartment)
    return blocked


def _settle_one(by: Actor, membership: Membership) -> None:
    compartment = membership.compartment
    members = check_members(by.keyring, compartment)
    for leaver in members:
        if not leaver.account.is_active and membership.gives(Right.MANAGE):
            remove_member(by, leaver)
    organisation = OrganisationKey.objects.filter(retired_at=None).first()
    if organisation is None or not compartment.organisation_recovery:
        return
    have = set(organisation.grants.values_list("key_id", flat=True))
    for key in keys_in_use(Compartment.objects.get(pk=compartment.pk)):
        if key.pk not in have and by.keyring.holds(key.pk):
            grant_organisation(by, key)
