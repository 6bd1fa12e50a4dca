"""Invite, reset by two people, close accounts. None of it ever gives data back."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
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
from gongyou.vault.accounts.services.two_people import (
    WAIT,
    WAIT_ALONE,
    is_officers_share,
    require_two,
    someone_could,
)
from gongyou.vault.accounts.services.unsealing import give_slot, take_slot
from gongyou.vault.journal.chain import append
from gongyou.vault.keys import passphrase as phrase
from gongyou.vault.keys.errors import WrongPassphrase
from gongyou.vault.keys.keyring import Keyring
from gongyou.vault.keys.models import Grant
from gongyou.vault.keys.user_keys import make_user_key
from gongyou.vault.rights import Right

JOIN_DAYS = 7
RESET_DAYS = 3
KIND = Invitation.Kind


class InvitationEnded(ValueError):
    """Used, cancelled, expired, not yet usable, or never made: one answer for all."""


def invite(by: Actor, login: str = "", administrator: bool = False) -> tuple[Invitation, str]:
    """Leave to make an account within seven days, and the token to hand over.

    Leave for a new administrator counts only when a second person agreed (`confirm_reset`).
    """
    if not (by.is_administrator or (by.may_somewhere(Right.MANAGE) and not administrator)):
        raise NotYours
    now = timezone.now()
    invitation = Invitation(
        kind=KIND.JOIN,
        login=login,
        administrator=administrator,
        asked_by=by.account,
        confirmed_at=None if administrator else now,
        usable_from=None if administrator else now,
        expires_at=now + timedelta(days=JOIN_DAYS) + (WAIT_ALONE if administrator else timedelta()),
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
    if row is None or not usable or (kind and row.kind != kind):
        raise InvitationEnded
    return row


@sensitive_variables()
def accept_invitation(token: str, login: str, passphrase: str, language: str = "") -> NewAccount:
    """Make the account. A name that the invitation gives can't be changed."""
    row = find_invitation(token, KIND.JOIN)
    with transaction.atomic():
        _use(row)
        return create_account(
            None,
            row.login or login,
            passphrase,
            administrator=row.administrator,
            language=language,
            invited_by=row.asked_by,
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
    if by.person.pk == account.pk:
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
        row = Invitation.objects.create(kind=kind, account=account, asked_by=by.person)
        append(by, "vault.ask_reset", account, changes={"kind": kind})
    return row


def confirm_reset(by: Actor, row: Invitation) -> str:
    """Second, other person: confirm; gives the token to hand over ("" for a new administrator,
    whose address was handed over before).

    It counts only a day later; the person sees it at every sign-in until then and can stop it.

    Raises:
        NotYours: whoever agrees may not.
        NotTwoPeople: the two may be one person (see `confirm_alone`).
    """
    if not row.is_open or row.confirmed_at or not _may_agree(by, row):
        raise NotYours
    if row.asked_by_id == by.person.pk:
        raise NotYours
    require_two(row.asked_by, by.person, row.account)
    return _confirm(by, row, WAIT, by.account)


@sensitive_variables()
def confirm_alone(by: Actor, row: Invitation, share: str = "") -> str:
    """In a centre without two people who count: the one who asked goes on alone.

    With an officer's share as in `confirm_reset`; else seven days later.

    Raises:
        NotYours: there are two people who could, or this isn't the one who asked.
        WrongPassphrase: what was given is no share of this organisation.
    """
    if not row.is_open or row.confirmed_at or not _may_agree(by, row) or not may_go_alone(row):
        raise NotYours
    if row.asked_by_id != by.person.pk:
        raise NotYours
    if share.strip() and not is_officers_share(share):
        raise WrongPassphrase("no share of this organisation")
    return _confirm(by, row, WAIT if share.strip() else WAIT_ALONE, None)


def may_go_alone(row: Invitation) -> bool:
    """Whether the centre has nobody else who could agree to this."""
    return not someone_could(row.account, administrators=row.kind == KIND.JOIN)


def _may_agree(by: Actor, row: Invitation) -> bool:
    return by.is_administrator if row.kind == KIND.JOIN else may_reset(by, row.account)  # type: ignore[arg-type]


def _confirm(by: Actor, row: Invitation, wait: timedelta, second: Account | None) -> str:
    now = timezone.now()
    days = JOIN_DAYS if row.kind == KIND.JOIN else RESET_DAYS
    row.confirmed_by, row.confirmed_at, row.usable_from = second, now, now + wait
    row.expires_at = row.usable_from + timedelta(days=days)
    token = "" if row.kind == KIND.JOIN else row.new_token()
    with transaction.atomic():
        row.save()
        changes = {"kind": row.kind, "days": wait.days}
        append(by, "vault.confirm_reset", row.account, changes=changes)
    return token


def cancel_invitation(by: Actor, row: Invitation) -> None:
    """Stop an invitation or reset: whoever asked, confirmed, or is concerned."""
    concerned = {row.account_id, row.asked_by_id, row.confirmed_by_id}
    if by.person.pk not in concerned and not by.is_administrator:
        raise NotYours
    row.cancelled_at, row.token_hash = timezone.now(), ""
    with transaction.atomic():
        row.save(update_fields=["cancelled_at", "token_hash"])
        append(by, "vault.cancel_invitation", row.account)


def pending_resets(account: Account) -> list[Invitation]:
    """What the person must be told at sign-in: resets of the own account, and administrators to be.

    Of a new administrator every administrator is told.
    """
    mine = Q(account=account)
    if account.is_administrator:
        mine |= Q(kind=KIND.JOIN, administrator=True) & ~Q(asked_by=account)
    rows = Invitation.objects.filter(mine, used_at=None, cancelled_at=None)
    return [row for row in rows if row.is_open]


@sensitive_variables()
def accept_passphrase_reset(token: str, passphrase: str) -> NewAccount:
    """A new passphrase with new keys. It opens no data: members must grant again, or R."""
    row = find_invitation(token, KIND.PASSPHRASE)
    account = row.account
    phrase.check_strength(passphrase, account.login)  # type: ignore[union-attr]
    with transaction.atomic():
        _use(row)
        derived = set_passphrase(account, passphrase)  # type: ignore[arg-type]
        give_slot(account, passphrase)  # type: ignore[arg-type]
        account.save()  # type: ignore[union-attr]
        new = replace_user_key(account, derived.wrapping_key)  # type: ignore[arg-type]
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
    if not by.is_administrator or by.person.pk == account.pk:
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
