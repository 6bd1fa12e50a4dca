"""Open the database with a passphrase, and give each account its slot."""

import secrets
from pathlib import Path

from django.db import connection, transaction
from django.views.decorators.debug import sensitive_variables

from gongyou.vault.accounts.models import Account
from gongyou.vault.installation import data_folder
from gongyou.vault.keys import slots
from gongyou.vault.sqlcipher.holder import held, hold


def embedded() -> bool:
    """Whether the database is the encrypted file of this machine."""
    return "sqlcipher" in connection.settings_dict["ENGINE"]


def slot_file() -> Path:
    """Beside the database."""
    return data_folder() / slots.FILE


def is_sealed() -> bool:
    """Whether a passphrase must open the database first."""
    named = connection.settings_dict.get("OPTIONS", {}).get("raw_key")
    return embedded() and not named and held() is None


@sensitive_variables()
def unseal(passphrase: str) -> bool:
    """Open the database for this process; False if the passphrase opens no slot."""
    if not is_sealed():
        return True
    if not slot_file().exists():
        return False
    key = slots.open_slots(slot_file(), passphrase)
    if key is None:
        return False
    hold(key)
    return True


@sensitive_variables()
def give_slot(account: Account, passphrase: str) -> None:
    """Let the account's new passphrase open the database; part of a transaction.

    The new slot is written before the commit and the old one cleared after it, so that a
    power cut between leaves the old passphrase working everywhere.
    """
    key = held()
    if not embedded() or key is None or not slot_file().exists():
        return
    free = _free_slot()
    index = account.slot if free is None else free
    if index is None:
        return  # more than 32 people: this one signs in once another has opened the program
    slots.put(slot_file(), index, passphrase, key)
    old, account.slot = account.slot, index
    if old is not None and old != index:
        transaction.on_commit(lambda: slots.clear(slot_file(), old))


def take_slot(account: Account) -> None:
    """The account no longer opens the database."""
    if account.slot is not None and slot_file().exists():
        index, account.slot = account.slot, None
        transaction.on_commit(lambda: slots.clear(slot_file(), index))


def _free_slot() -> int | None:
    used = set(Account.objects.exclude(slot=None).values_list("slot", flat=True))
    free = [index for index in range(slots.COUNT) if index not in used]
    return secrets.choice(free) if free else None
