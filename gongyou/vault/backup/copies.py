"""The embedded database as encrypted copies: the data without its keys, and the keys."""

import secrets
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from sqlcipher3 import dbapi2

from gongyou.vault.accounts.services.unsealing import slot_file
from gongyou.vault.backup.parts import (
    DESTROYED,
    KEPT_FILES,
    KEY_TABLES,
    MIGRATIONS,
    Parts,
    emptied,
)
from gongyou.vault.installation import data_folder
from gongyou.vault.journal.triggers import silence
from gongyou.vault.sqlcipher.base import unlock_connection
from gongyou.vault.sqlcipher.holder import key_for


@contextmanager
def parts() -> Iterator[Parts]:
    """Copies of the database, for as long as the block lasts."""
    work = data_folder() / f"backup-{secrets.token_hex(6)}"
    work.mkdir(mode=0o700)
    data, keys = work / "database.db", work / "keys.db"
    try:
        about = copy_database(data, keys)
        slots = [("slots", slot_file())] if slot_file().exists() else []
        yield Parts(
            media=about.pop("media"),
            about=about,
            data=[("database.db", data), *slots],
            keys=[("keys.db", keys), *slots],
        )
    finally:
        shutil.rmtree(work, ignore_errors=True)


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
        What `Parts.about` holds, and the places of the files under "media".
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
    silence(copy)
    copy.execute("BEGIN")
    copy.execute("UPDATE vault_datakey SET wrap = x''")
    copy.execute("UPDATE vault_keyleaf SET line = NULL WHERE \"table\" = 'vault_datakey'")
    present = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    for table in emptied():
        if table in present:
            copy.execute(f"DELETE FROM {table}")  # noqa: S608
    copy.execute("COMMIT")


def _describe(copy) -> dict:
    chains = copy.execute("SELECT id, head_seq, hex(head_hash) FROM vault_stream").fetchall()
    return {
        "heads": [[str(uuid.UUID(chain)), seq, hash_.lower()] for chain, seq, hash_ in chains],
        "migrations": [list(row) for row in copy.execute(MIGRATIONS)],
        "destroyed": copy.execute(DESTROYED).fetchone()[0],
        "media": [row[0] for row in copy.execute(KEPT_FILES)],
    }


def put_keys_back(data: Path, key: bytes, keys: Path, keys_key: bytes) -> None:
    """Take every key table from the line; what was destroyed since stays destroyed."""
    copy = open_copy(data, key)
    try:
        copy.execute("PRAGMA foreign_keys = OFF")
        silence(copy)
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
        copy.execute(
            "INSERT INTO main.vault_datakey SELECT * FROM had WHERE id NOT IN "
            "(SELECT id FROM main.vault_datakey)"
        )
        copy.execute("UPDATE main.vault_datakey SET how = 3 WHERE wrap = x''")
        copy.execute("COMMIT")
        copy.execute("DETACH line")
        if keys_key != key:
            copy.execute(f"PRAGMA rekey = \"x'{keys_key.hex()}'\"")
    finally:
        copy.close()
