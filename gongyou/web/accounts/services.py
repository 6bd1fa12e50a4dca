"""Inviting people, closing accounts, taking a lost second step away: each is journalled.

Taking away a second step needs two administrators and a day, in which the person is told at
every page and can object; one administrator alone, or an e-mail, never opens an account.
"""

import hashlib
import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.vault.public import Account, NewAccount, create_account, journal
from gongyou.web.accounts import visits
from gongyou.web.models import FactorReset, Invitation

INVITED_FOR = timedelta(days=3)
RESET_AFTER = timedelta(hours=24)

journal.sentence("web.invite", _("invited someone"))
journal.sentence("web.withdraw_invitation", _("withdrew an invitation"))
journal.sentence("web.close_account", _("closed the account %(subject)s"))
journal.sentence("web.open_account", _("opened the account %(subject)s again"))
journal.sentence("web.ask_reset", _("asked to take away the second step of %(subject)s"))
journal.sentence("web.agree_reset", _("agreed to take away the second step of %(subject)s"))
journal.sentence("web.stop_reset", _("stopped the taking away of the second step of %(subject)s"))
journal.sentence("web.reset", _("took away the second step of %(subject)s"))


class NotAllowed(Exception):
    """What was asked must not be done; the message is a code."""


def _hash(token: str) -> str:
    return hashlib.blake2b(token.encode(), digest_size=32, person=b"invitation").hexdigest()


@transaction.atomic
def invite(by, administrator: bool = False) -> tuple[Invitation, str]:
    """An invitation and the secret of its address, which is shown once."""
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        token_hash=_hash(token),
        administrator=administrator,
        made_by=by.account,
        until=timezone.now() + INVITED_FOR,
    )
    journal.append(by, "web.invite", subject=by.account)
    return invitation, token


def open_invitation(token: str) -> Invitation | None:
    """The invitation behind an address, unless it was used or is too old."""
    return Invitation.objects.filter(
        token_hash=_hash(token), used_at=None, until__gt=timezone.now()
    ).first()


def accept(token: str, login: str, passphrase: str, language: str = "") -> NewAccount:
    """Make the invited account; the invitation is used up.

    Raises:
        NotAllowed: the invitation is used or too old.
        LoginTaken, WeakPassphrase: from the vault.
    """
    with transaction.atomic():
        invitation = open_invitation(token)
        if invitation is None:
            raise NotAllowed("invitation")
        made = create_account(
            None, login, passphrase, administrator=invitation.administrator, language=language
        )
        invitation.used_at = timezone.now()
        invitation.save(update_fields=["used_at"])
    return made


@transaction.atomic
def withdraw(by, invitation: Invitation) -> None:
    """An invitation that nobody should use any more."""
    invitation.delete()
    journal.append(by, "web.withdraw_invitation", subject=by.account)


@transaction.atomic
def close(by, account: Account) -> None:
    """Nobody signs in with it any more; its sessions end at once."""
    if account.pk == by.account.pk:
        raise NotAllowed("yourself")
    account.is_active = False
    account.save(update_fields=["is_active"])
    visits.end_all(account)
    journal.append(by, "web.close_account", subject=account)


@transaction.atomic
def reopen(by, account: Account) -> None:
    """It may be used again."""
    account.is_active = True
    account.save(update_fields=["is_active"])
    journal.append(by, "web.open_account", subject=account)


@transaction.atomic
def ask_reset(by, account: Account) -> FactorReset:
    """One administrator asks; nothing happens yet."""
    if account.pk == by.account.pk:
        raise NotAllowed("yourself")
    reset, made = FactorReset.objects.get_or_create(
        account=account, closed_at=None, defaults={"asked_by": by.account}
    )
    if made:
        journal.append(by, "web.ask_reset", subject=account)
    return reset


@transaction.atomic
def agree_reset(by, reset: FactorReset) -> None:
    """A second administrator agrees; it takes effect after a day."""
    if by.account.pk in (reset.asked_by_id, reset.account_id):
        raise NotAllowed("second")
    reset.agreed_by = by.account
    reset.due_at = timezone.now() + RESET_AFTER
    reset.save(update_fields=["agreed_by", "due_at"])
    journal.append(by, "web.agree_reset", subject=reset.account)


@transaction.atomic
def stop_reset(by, reset: FactorReset) -> None:
    """The person, or an administrator, objects."""
    reset.closed_at = timezone.now()
    reset.save(update_fields=["closed_at"])
    journal.append(by, "web.stop_reset", subject=reset.account)


def open_reset(account: Account) -> FactorReset | None:
    """What is under way for an account."""
    return FactorReset.objects.filter(account=account, closed_at=None).first()


@transaction.atomic
def carry_out_reset(account: Account) -> bool:
    """After the passphrase was given and the day has passed, the second step is gone."""
    reset = open_reset(account)
    if reset is None or reset.due_at is None or reset.due_at > timezone.now():
        return False
    Authenticator.objects.filter(user=account).delete()
    reset.closed_at = timezone.now()
    reset.save(update_fields=["closed_at"])
    journal.append(_doer(reset), "web.reset", subject=account)
    return True


def _doer(reset: FactorReset):
    from gongyou.vault.public import keyless_actor

    return keyless_actor(reset.agreed_by)
