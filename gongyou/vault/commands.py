"""What the command line can do with the vault, as plain functions.

Each takes values and gives a report or raises a named error; printing, options and reading
passwords from a file or the environment is the command line's own work.
"""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.views.decorators.debug import sensitive_variables

from gongyou.vault.accounts.actor import Actor
from gongyou.vault.accounts.finding import find_account
from gongyou.vault.accounts.models import Account, Compartment
from gongyou.vault.accounts.services.accounts import (
    NewAccount,
    create_account,
    current_user_key,
    open_account,
)
from gongyou.vault.accounts.services.compartments import add_member, create_compartment
from gongyou.vault.accounts.services.recovery import make_organisation_key
from gongyou.vault.accounts.services.unsealing import (
    change_database_key,
    embedded,
    is_sealed,
    slot_file,
    unseal,
)
from gongyou.vault.backup.checking import Checked, check
from gongyou.vault.backup.making import Report, backup
from gongyou.vault.backup.rehearsing import rehearse, state_of_backups
from gongyou.vault.backup.restoring import NotEmpty, Restored, restore
from gongyou.vault.files import media
from gongyou.vault.files.models import StoredFile
from gongyou.vault.installation import data_folder
from gongyou.vault.journal.rebuild import rebuild
from gongyou.vault.keys import slots
from gongyou.vault.keys.errors import WrongPassphrase
from gongyou.vault.keys.user_keys import public_fingerprint
from gongyou.vault.memory import harden
from gongyou.vault.rights import Role
from gongyou.vault.schema import is_current, look_over, migrate
from gongyou.vault.sqlcipher.holder import KEY_BYTES, hold
from gongyou.vault.starting import put_in_order
from gongyou.vault.trouble import keep_reserve
from gongyou.vault.updating import NotUpdated, put_back, update

__all__ = [
    "AlreadyThere",
    "Checked",
    "NotEmpty",
    "NotUpdated",
    "Report",
    "Restored",
    "add_user",
    "backup",
    "change_database_key",
    "check",
    "initialise",
    "is_current",
    "is_sealed",
    "look_over",
    "make_officers_key",
    "migrate",
    "open_actor",
    "open_database",
    "put_back",
    "rebuild",
    "rehearse",
    "restore",
    "start",
    "state_of_backups",
    "sweep_files",
    "update",
]


class AlreadyThere(ValueError):
    """The folder, or the server's database, holds an installation."""


def initialise() -> None:
    """Make the key, the slots and the tables of a new installation in the data folder.

    Raises:
        AlreadyThere: there is one.
    """
    if embedded():
        if (data_folder() / "gongyou.db").exists() or slot_file().exists():
            raise AlreadyThere
        slots.create(slot_file())
        hold(secrets.token_bytes(KEY_BYTES))
    elif _has_accounts():
        raise AlreadyThere
    migrate()


def _has_accounts() -> bool:
    known = Account._meta.db_table in connection.introspection.table_names()
    return known and Account.objects.exists()


@sensitive_variables()
def open_database(passphrase: str) -> None:
    """Unseal the database for this process.

    Raises:
        WrongPassphrase: it opens no slot.
    """
    if not unseal(passphrase):
        raise WrongPassphrase("the passphrase opens no slot")


@sensitive_variables()
def open_actor(login: str, passphrase: str) -> Actor:
    """A person with unlocked keys, for commands that read or write records.

    Raises:
        WrongPassphrase: nobody has this name and passphrase.
    """
    account = find_account(login)
    if account is None:
        raise WrongPassphrase("wrong name or passphrase")
    return Actor(account, open_account(account, passphrase))


@dataclass(frozen=True)
class Added:
    """A new account, and the compartment it now stands in."""

    account: NewAccount
    compartment: Compartment | None = None

    @property
    def recovery_code(self) -> str:
        """Shown once."""
        return self.account.recovery_code


@sensitive_variables()
def add_user(
    login: str,
    passphrase: str,
    *,
    administrator: bool = False,
    language: str = "",
    by: Actor | None = None,
    compartment: Compartment | None = None,
    role: str = Role.CASEWORKER,
    new_compartment: str = "",
) -> Added:
    """An account; with `new_compartment` (a title) it becomes the coordinator of a new one.

    With `by` and `compartment`, `by` adds it as a member: the words need no comparing, since
    the key was made a moment ago in this process.
    """
    new = create_account(by, login, passphrase, administrator=administrator, language=language)
    if new_compartment:
        return Added(new, create_compartment(new.actor, new_compartment))
    if compartment is not None and by is not None:
        print_ = public_fingerprint(current_user_key(new.account))
        add_member(by, compartment, new.account, role, print_)
    return Added(new, compartment)


def make_officers_key(folder: Path | None = None, by: Actor | None = None) -> list[str]:
    """R: three shares, two of which open it; written to `folder` as officer-1.txt … if given.

    The files are the only copies: each officer takes one away and it is deleted here.
    """
    shares = make_organisation_key(by)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for number, share in enumerate(shares, 1):
            path = folder / f"officer-{number}.txt"
            path.touch(mode=0o600)
            path.write_text(share + "\n")
    return shares


def start() -> None:
    """What is put in order when the program has been unsealed, before it serves anyone."""
    harden()
    look_over()
    sweep_files()
    keep_reserve()
    put_in_order()


def sweep_files() -> int:
    """Delete what a crash left over; gives how many files."""
    return media.sweep(set(StoredFile.objects.values_list("location", flat=True)))
