"""Stands in for what the vault does not export yet."""

import os

from gongyou.vault import public
from gongyou.vault.accounts.services.unsealing import slot_file
from gongyou.vault.backends import find_account
from gongyou.vault.keys import slots
from gongyou.vault.sqlcipher.holder import hold


def new_database_key() -> None:
    """A new raw key, an empty slot file, and the key in this process."""
    slots.create(slot_file())
    hold(os.urandom(32))


def open_account(login: str, passphrase: str):
    """The actor behind a sign-in name and passphrase."""
    account = find_account(login)
    if account is None:
        raise public.WrongPassphrase("unknown")
    return public.Actor(account, public.open_account(account, passphrase))


def recover(login: str, code: str, passphrase: str):
    """Set a new passphrase with the recovery code; the account."""
    from django.db import transaction

    from gongyou.vault.accounts.services.accounts import rewrap_for
    from gongyou.vault.keys.passphrase import check_strength
    from gongyou.vault.keys.user_keys import open_by_code

    account = find_account(login)
    if account is None or not account.is_active:
        raise public.WrongPassphrase("unknown")
    keyring = open_by_code(public.current_user_key(account), code)
    check_strength(passphrase, account.login)
    with transaction.atomic():
        rewrap_for(account, keyring, passphrase)
    return account
