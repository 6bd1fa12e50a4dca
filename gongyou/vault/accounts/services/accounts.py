"""Make accounts, change passphrases, make keys anew."""

from dataclasses import dataclass

from django.db import transaction

from gongyou.vault.accounts.actor import Actor
from gongyou.vault.accounts.doors import shut_all
from gongyou.vault.accounts.models import Account
from gongyou.vault.accounts.services.unsealing import give_slot
from gongyou.vault.journal.chain import append
from gongyou.vault.keys import passphrase as phrase
from gongyou.vault.keys.errors import WrongPassphrase
from gongyou.vault.keys.keyring import Keyring
from gongyou.vault.keys.models import UserKey
from gongyou.vault.keys.user_keys import (
    make_user_key,
    open_by_passphrase,
    wrap_by_code,
    wrap_by_passphrase,
)


@dataclass(frozen=True)
class NewAccount:
    """An account, its keyring and the recovery code that is shown once."""

    account: Account
    keyring: Keyring
    recovery_code: str

    def __repr__(self):
        return f"NewAccount({self.account.pk})"

    @property
    def actor(self) -> Actor:
        """The new person, unlocked."""
        return Actor(self.account, self.keyring)


class LoginTaken(ValueError):
    """Somebody has this sign-in name."""


def create_account(
    by: Actor | None,
    login: str,
    passphrase: str,
    administrator: bool = False,
    language: str = "",
    invited_by: Account | None = None,
) -> NewAccount:
    """A new account with its keys.

    Raises:
        LoginTaken: the name is in use.
        WeakPassphrase: it can be guessed.
    """
    login = Account.normalize_username(login).casefold().strip()
    phrase.check_strength(passphrase, login)
    if not login or Account.objects.filter(login=login).exists():
        raise LoginTaken(login)
    account = Account(login=login, is_administrator=administrator, language=language)
    account.invited_by = invited_by or (by.account if by else None)
    derived = set_passphrase(account, passphrase)
    row, pair, code = make_user_key(account, derived.wrapping_key)
    with transaction.atomic():
        give_slot(account, passphrase)
        account.save(force_insert=True)
        row.save(force_insert=True)
        append(by or Actor(account), "vault.create_account", subject=account)
    return NewAccount(account, Keyring(pair, row.pk), code)


def set_passphrase(account: Account, passphrase: str) -> phrase.Derived:
    """Salt, cost and verifier of a new passphrase (save the account afterwards)."""
    account.salt = phrase.new_salt()
    account.cost = ",".join(map(str, phrase.cost()))
    derived = phrase.derive_both(passphrase, account.salt, account.argon2, known=True)
    account.password = phrase.verifier(derived.login_secret)
    return derived


def current_user_key(account: Account) -> UserKey:
    """The U in use."""
    return account.user_keys.get(retired_at=None)


def open_account(account: Account, passphrase: str, known: bool = False) -> Keyring:
    """The keyring of an account, with one run of Argon2id; `known`: somebody signed in asks.

    Raises:
        WrongPassphrase: it isn't the passphrase, or the account is closed.
    """
    derived = phrase.derive_both(passphrase, bytes(account.salt), account.argon2, known)
    return open_derived(account, derived)


def open_derived(account: Account, derived: phrase.Derived) -> Keyring:
    """The keyring, from secrets that were derived already."""
    if not account.is_active or not phrase.verifies(derived.login_secret, account.password):
        raise WrongPassphrase("wrong passphrase")
    return open_by_passphrase(current_user_key(account), derived.wrapping_key)


def change_passphrase(by: Actor, old: str, new: str) -> None:
    """A new passphrase: only U is wrapped anew.

    Raises:
        WrongPassphrase: the old one is wrong.
        WeakPassphrase: the new one can be guessed.
    """
    account = by.person
    phrase.check_strength(new, account.login)
    keyring = open_account(account, old, known=True)
    with transaction.atomic():
        rewrap_for(account, keyring, new)
        append(by, "vault.change_passphrase", subject=account)


def rewrap_for(account: Account, keyring: Keyring, passphrase: str) -> None:
    """Put U under a new passphrase with a new salt; part of a transaction. Every door shuts."""
    shut_all(account)
    derived = set_passphrase(account, passphrase)
    row = current_user_key(account)
    wrap_by_passphrase(row, keyring.user, derived.wrapping_key)
    row.save(update_fields=["wrapped"])
    give_slot(account, passphrase)
    account.save(update_fields=["salt", "cost", "password", "slot", "slot_public"])


def new_recovery_code(by: Actor) -> str:
    """A new code; the old one opens nothing any more."""
    row = current_user_key(by.person)
    code = wrap_by_code(row, by.keyring.user)
    with transaction.atomic():
        row.save(update_fields=["by_code"])
        append(by, "vault.new_recovery_code", subject=by.account)
    return code
