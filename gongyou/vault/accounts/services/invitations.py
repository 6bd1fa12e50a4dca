"""Invite, reset by two people, close accounts. None of it ever gives data back."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from gongyou.vault.accounts.actor import Actor, NotYours
from gongyou.vault.accounts.doors import shut_all
from gongyou.vault.accounts.invitations import Invitation, hash_of
from gongyou.vault.accounts.models import Account, Membership
from gongyou.vault.accounts.services.accounts import (
    NewAccount,
    create_account,
    current_user_key,
    set_passphrase,
)
from gongyou.vault.accounts.services.unsealing import give_slot, take_slot
from gongyou.vault.journal.chain import append
from gongyou.vault.keys import passphrase as phrase
from gongyou.vault.keys.keyring import Keyring
from gongyou.vault.keys.models import Grant
from gongyou.vault.keys.user_keys import make_user_key
from gongyou.vault.rights import Right

JOIN_DAYS = 7
RESET_DAYS = 3
SECOND_FACTOR_DELAY = timedelta(hours=24)
KIND = Invitation.Kind


class InvitationEnded(ValueError):
    """Used, cancelled, expired, not yet usable, or never made: one answer for all."""


def invite(by: Actor, login: str = "", administrator: bool = False) -> tuple[Invitation, str]:
    """Leave to make an account within seven days, and the token to hand over."""
    if not (by.is_administrator or (by.may_somewhere(Right.MANAGE) and not administrator)):
        raise NotYours
    now = timezone.now()
    invitation = Invitation(
        kind=KIND.JOIN,
        login=login,
        administrator=administrator,
        asked_by=by.account,
        confirmed_at=now,
        usable_from=now,
        expires_at=now + timedelta(days=JOIN_DAYS),
    )
    token = invitation.new_token()
    with transaction.atomic():
        invitation.save()
        append(by, "vault.invite", invitation)
    return invitation, token


def find_invitation(token: str, kind: str | None = None) -> Invitation:
    """The usable invitation behind a token.

    Raises:
        InvitationEnded: there is none.
    """
    row = Invitation.objects.filter(token_hash=hash_of(token)).select_related("account").first()
    usable = row and row.is_open and row.usable_from and row.usable_from <= timezone.now()
    if not usable or (kind and row.kind != kind):
        raise InvitationEnded
    return row


@sensitive_variables()
def accept_invitation(token: str, login: str, passphrase: str, language: str = "") -> NewAccount:
    """Make the account. A name that the invitation gives can't be changed."""
    row = find_invitation(token, KIND.JOIN)
    with transaction.atomic():
        _use(row)
        return create_account(
            None, row.login or login, passphrase, administrator=row.administrator, language=language
        )


def _use(row: Invitation) -> None:
    """Use it up, first of all: of many who come at once one goes on.

    Raises:
        InvitationEnded: somebody was quicker.
    """
    now = timezone.now()
    mine = Invitation.objects.filter(pk=row.pk, used_at=None, cancelled_at=None)
    if mine.update(used_at=now, token_hash="") != 1:
        raise InvitationEnded
    row.used_at, row.token_hash = now, ""


def may_reset(by: Actor, account: Account) -> bool:
    """Administrators, and coordinators of a compartment in which the account is a member."""
    if by.account.pk == account.pk:
        return False
    shared = Membership.objects.filter(
        account=account,
        removed_at=None,
        compartment__in=by.compartment_ids(Right.MANAGE),
    )
    return by.is_administrator or shared.exists()


def ask_reset(by: Actor, account: Account, kind: str) -> Invitation:
    """First of two people: ask that someone may set a new passphrase or second factor."""
    if kind not in {KIND.PASSPHRASE, KIND.SECOND_FACTOR} or not may_reset(by, account):
        raise NotYours
    with transaction.atomic():
        row = Invitation.objects.create(kind=kind, account=account, asked_by=by.account)
        append(by, "vault.ask_reset", account, changes={"kind": kind})
    return row


def confirm_reset(by: Actor, row: Invitation) -> str:
    """Second, other person: confirm; gives the token to hand over.

    A second factor can be reset only a day later; the person sees it at every sign-in until
    then and can stop it.
    """
    if not row.is_open or row.confirmed_at or row.asked_by_id == by.account.pk:
        raise NotYours
    if not may_reset(by, row.account):
        raise NotYours
    now = timezone.now()
    delay = SECOND_FACTOR_DELAY if row.kind == KIND.SECOND_FACTOR else timedelta(0)
    row.confirmed_by, row.confirmed_at, row.usable_from = by.account, now, now + delay
    row.expires_at = row.usable_from + timedelta(days=RESET_DAYS)
    token = row.new_token()
    with transaction.atomic():
        row.save()
        append(by, "vault.confirm_reset", row.account, changes={"kind": row.kind})
    return token


def cancel_invitation(by: Actor, row: Invitation) -> None:
    """Stop an invitation or reset: whoever asked, confirmed, or is concerned."""
    concerned = {row.account_id, row.asked_by_id, row.confirmed_by_id}
    if by.account.pk not in concerned and not by.is_administrator:
        raise NotYours
    row.cancelled_at, row.token_hash = timezone.now(), ""
    with transaction.atomic():
        row.save(update_fields=["cancelled_at", "token_hash"])
        append(by, "vault.cancel_invitation", row.account)


def pending_resets(account: Account) -> list[Invitation]:
    """What the person must be told at sign-in."""
    rows = account.invitations.filter(used_at=None, cancelled_at=None)
    return [row for row in rows if row.is_open]


@sensitive_variables()
def accept_passphrase_reset(token: str, passphrase: str) -> NewAccount:
    """A new passphrase with new keys. It opens no data: members must grant again, or R."""
    row = find_invitation(token, KIND.PASSPHRASE)
    account = row.account
    phrase.check_strength(passphrase, account.login)
    with transaction.atomic():
        _use(row)
        derived = set_passphrase(account, passphrase)
        give_slot(account, passphrase)
        account.save()
        new = replace_user_key(account, derived.wrapping_key)
        append(Actor(account), "vault.reset_account", account)
    return new


def replace_user_key(account: Account, wrapping_key: bytes) -> NewAccount:
    """Retire U and make another; part of a transaction."""
    old = current_user_key(account)
    old.retired_at, old.by_code, old.wrapped = timezone.now(), None, b""
    old.save(update_fields=["retired_at", "by_code", "wrapped"])
    Grant.objects.filter(user_key=old).delete()
    shut_all(account)
    row, pair, code = make_user_key(account, wrapping_key)
    row.save(force_insert=True)
    return NewAccount(account, Keyring(pair, row.pk), code)


def accept_second_factor_reset(token: str, account: Account) -> None:
    """Use up the leave to set a new second factor; the web deletes the old one.

    Raises:
        InvitationEnded: not this person's, or not yet usable.
    """
    row = find_invitation(token, KIND.SECOND_FACTOR)
    if row.account_id != account.pk:
        raise InvitationEnded
    with transaction.atomic():
        _use(row)
        append(Actor(account), "vault.reset_second_factor", account)


def close_account(by: Actor, account: Account) -> None:
    """Someone leaves: no sign-in, no slot, no wraps. Members make new keys when they sign in."""
    if not by.is_administrator or by.account.pk == account.pk:
        raise NotYours
    with transaction.atomic():
        account.is_active = False
        take_slot(account)
        account.save(update_fields=["is_active", "slot", "slot_public"])
        Grant.objects.filter(user_key__account=account).delete()
        shut_all(account)
        append(by, "vault.deactivate_account", account)


def open_account_again(by: Actor, account: Account) -> None:
    """Someone comes back; what they may read, members grant anew."""
    if not by.is_administrator:
        raise NotYours
    with transaction.atomic():
        account.is_active = True
        account.save(update_fields=["is_active"])
        append(by, "vault.reactivate_account", account)
