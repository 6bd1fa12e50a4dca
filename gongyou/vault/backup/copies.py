"""Consistent copies of the encrypted database: the data without its keys, and the keys.

Shredding destroys keys; an old backup would bring them back. So the keys have a line of
their own that every backup overwrites, while copies of the data, whose wraps of D are blank,
may be kept as long as anyone likes.
"""

from pathlib import Path

from django.db import connection
from sqlcipher3 import dbapi2

from gongyou.vault.sqlcipher.base import unlock_connection
from gongyou.vault.sqlcipher.holder import key_for

# Everything that decides which key opens what; restored as a whole from the newest line.
KEY_TABLES = (
    "vault_account",
    "vault_userkey",
    "vault_organisationkey",
    "vault_compartment",
    "vault_compartmentkey",
    "vault_grant",
    "vault_membership",
    "vault_datakey",
    "vault_installation",
)
# Not worth keeping, or not to be kept: sessions, tokens, the index of names.
EMPTIED = ("django_session", "vault_bearer", "vault_nameblock", "vault_namechange")

KEPT_FILES = (
    "SELECT location FROM vault_storedfile f JOIN vault_datakey k ON k.id = f.data_key_id "
    "WHERE k.how <> 3"
)


def current_key() -> bytes:
    """The raw key of the database in use."""
    return key_for(connection.settings_dict["OPTIONS"])


def open_copy(path: Path, key: bytes):
    """A plain connection to a copy."""
    opened = dbapi2.connect(str(path), isolation_level=None)
    unlock_connection(opened, key)
    opened.execute("PRAGMA secure_delete = ON")
    return opened


def copy_database(data: Path, keys: Path) -> dict:
    """Copy the database in one read; blank the keys in the one copy, keep only them in the other.

    Returns:
        Heads of the journal and counts, as they are in the copy.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(data)])
    copy = open_copy(data, current_key())
    try:
        _split_keys(copy, keys)
        about = _describe(copy)
        copy.execute("VACUUM")
    finally:
        copy.close()
    return about


def _split_keys(copy, keys: Path) -> None:
    copy.execute(f"ATTACH ? AS line KEY \"x'{current_key().hex()}'\"", [str(keys)])
    for table in KEY_TABLES:
        copy.execute(f"CREATE TABLE line.{table} AS SELECT * FROM main.{table}")  # noqa: S608
    copy.execute("DETACH line")
    copy.execute("UPDATE vault_datakey SET wrap = x''")
    present = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    for table in EMPTIED:
        if table in present:
            copy.execute(f"DELETE FROM {table}")  # noqa: S608


def _describe(copy) -> dict:
    devices = copy.execute("SELECT id, head_seq, hex(head_hash) FROM vault_device").fetchall()
    heads = [[_uuid(device), seq, hash_.lower()] for device, seq, hash_ in devices]
    locations = [row[0] for row in copy.execute(KEPT_FILES)]
    return {"heads": heads, "locations": locations}


def _uuid(text: str) -> str:
    import uuid

    return str(uuid.UUID(text))


def put_keys_back(data: Path, key: bytes, keys: Path, keys_key: bytes) -> int:
    """Take every key table from the line; what was destroyed since stays destroyed.

    Returns:
        How many data keys of the copy have no wrap in the line.
    """
    copy = open_copy(data, key)
    try:
        copy.execute("PRAGMA foreign_keys = OFF")
        copy.execute(f"ATTACH ? AS line KEY \"x'{keys_key.hex()}'\"", [str(keys)])
        copy.execute("BEGIN")
        copy.execute("CREATE TEMP TABLE had AS SELECT * FROM main.vault_datakey")
        for table in KEY_TABLES:
            names = [row[1] for row in copy.execute(f"PRAGMA line.table_info({table})")]
            listed = ", ".join(f'"{name}"' for name in names)
            copy.execute(f"DELETE FROM main.{table}")  # noqa: S608
            copy.execute(
                f"INSERT INTO main.{table} ({listed}) SELECT {listed} FROM line.{table}"  # noqa: S608
            )
        lost = copy.execute(
            "INSERT INTO main.vault_datakey SELECT * FROM had WHERE id NOT IN "
            "(SELECT id FROM main.vault_datakey)"
        ).rowcount
        copy.execute("UPDATE main.vault_datakey SET how = 3 WHERE wrap = x''")
        copy.execute("COMMIT")
        copy.execute("DETACH line")
        if keys_key != key:
            copy.execute(f"PRAGMA rekey = \"x'{keys_key.hex()}'\"")
    finally:
        copy.close()
    return lost
