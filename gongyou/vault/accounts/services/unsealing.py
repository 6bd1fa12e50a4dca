"""Open the database with a passphrase, give each account its slot, change the key."""

import secrets
from pathlib import Path

from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.views.decorators.debug import sensitive_variables

from gongyou.vault.accounts.models import Account
from gongyou.vault.durable import settle, write_durably
from gongyou.vault.installation import data_folder
from gongyou.vault.keys import slots
from gongyou.vault.sqlcipher.holder import KEY_BYTES, held, hold, let_go
from gongyou.vault.trouble import require_room

RENEWED = "slots.new"


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
    """Open the database for this process; False if the passphrase opens no slot.

    Raises:
        DatabaseError: the passphrase is right, and the database is damaged or the disk is full.
    """
    if not is_sealed():
        return True
    renewed, harm = slot_file().with_name(RENEWED), None
    for path in (slot_file(), renewed):
        key = slots.open_slots(path, passphrase) if path.exists() else None
        if key is None:
            continue
        harm = _harm_with(key)
        if harm is None:
            # A change of the key was cut short: the file that fits is the one to keep.
            if path == renewed:
                settle(renewed, slot_file())
            renewed.unlink(missing_ok=True)
            return True
    if harm is not None:
        raise harm
    return False


def seal_again() -> None:
    """Close the database; a passphrase must open it anew."""
    connection.close()
    let_go()


def _harm_with(key: bytes) -> DatabaseError | None:
    """Why the database does not open with a key; with None it is open and the key is held."""
    hold(key)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master")
    except DatabaseError as harm:
        connection.close()
        let_go()
        return harm
    return None


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
    account.slot_public = slots.public_for(slot_file(), passphrase)
    slots.put(slot_file(), index, account.slot_public, key)
    old, account.slot = account.slot, index
    if old is not None and old != index:
        transaction.on_commit(lambda: slots.clear(slot_file(), old))


def open_slots(accounts) -> None:
    """Let accounts that came from another laptop open this one with their passphrase.

    Slots of all laptops of a centre share one salt, so the public half that another laptop
    made fits here. Part of a transaction.
    """
    key = held()
    if not embedded() or key is None or not slot_file().exists():
        return
    for account in Account.objects.filter(pk__in=list(accounts)):
        index = account.slot if account.slot is not None else _free_slot()
        if account.slot_public is None or index is None:
            if account.slot is not None:
                take_slot(account)
                account.save(update_fields=["slot"])
            continue
        slots.put(slot_file(), index, bytes(account.slot_public), key)
        if account.slot != index:
            account.slot = index
            account.save(update_fields=["slot"])


def take_slot(account: Account) -> None:
    """The account no longer opens the database (save it afterwards)."""
    if account.slot is not None and slot_file().exists():
        index = account.slot
        transaction.on_commit(lambda: slots.clear(slot_file(), index))
    account.slot = account.slot_public = None


def _free_slot() -> int | None:
    used = set(Account.objects.exclude(slot=None).values_list("slot", flat=True))
    free = [index for index in range(slots.COUNT) if index not in used]
    return secrets.choice(free) if free else None


def change_database_key() -> None:
    """Encrypt the whole database under a new key, when staff leave. Nothing else may run.

    The slots for the new key lie beside the old ones until the database is re-encrypted, so
    a power cut at any moment leaves one of the two files fitting.

    Raises:
        OSError: the disk is too full for it; nothing was changed.
    """
    # SQLCipher keeps all pages as they were until the end, and a failure names no reason.
    require_room(Path(connection.settings_dict["NAME"]))
    key = secrets.token_bytes(KEY_BYTES)
    rows = Account.objects.exclude(slot=None).values_list("slot", "slot_public")
    publics = {index: bytes(public) for index, public in rows}  # type: ignore[arg-type]
    renewed = slot_file().with_name(RENEWED)
    write_durably(renewed, slots.renewed(slot_file(), publics, key))  # type: ignore[arg-type]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA journal_mode = DELETE")
        cursor.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"")
        cursor.execute("PRAGMA journal_mode = WAL")
    settle(renewed, slot_file())
    connection.close()
    hold(key)
