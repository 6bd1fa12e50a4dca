"""A newer program on older data: a copy first, then the tables, then a look; back if it fails.

The copy lies beside the database, encrypted as it is, until the newer tables have proved whole. A
power cut at any moment leaves the data as they were, or as they shall be: the mark `updating` says
that the copy counts, and whoever opens the database next puts it back before anything else.
"""

import logging
import os
import shutil
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext_lazy as _

from gongyou.vault.accounts.services.unsealing import embedded
from gongyou.vault.durable import settle, write_durably
from gongyou.vault.installation import data_folder, forget
from gongyou.vault.schema import migrate
from gongyou.vault.trouble import disk_is_full

log = logging.getLogger(__name__)
COPY = "before-update.db"
MARK = "updating"
KEPT = "last-version.db"
FAILED = _(
    "This version could not take over the data of the one before ({why}). Nothing was changed. "
    "Install the earlier version again, and tell whoever helps you."
)


class NotUpdated(RuntimeError):
    """The newer program could not take the data over; they are as they were."""

    def __init__(self, why: str):
        super().__init__(str(FAILED).format(why=why))


def put_back() -> bool:
    """An update was cut short: the copy takes the database's place. True where that was so."""
    if not (embedded() and _beside(MARK).exists()):
        return False
    connection.close()
    if _beside(COPY).exists():
        for end in ("-wal", "-shm"):
            _beside(f"gongyou.db{end}").unlink(missing_ok=True)
        # A copy of the copy, so that a cut in the middle of this finds it again.
        part = _beside("gongyou.db.part")
        shutil.copyfile(_beside(COPY), part)
        _flush(part)
        settle(part, _database())
    _beside(MARK).unlink()
    _beside(COPY).unlink(missing_ok=True)
    forget()
    return True


def update() -> None:
    """Bring the tables up to date, or leave everything as it was.

    Raises:
        NotUpdated: with the reason, after the data were put back.
    """
    if not embedded():
        migrate()
        return
    try:
        before = _make_copy()
        migrate()
        wrong = _wrong(before)
    except Exception as error:  # whatever went wrong, the data go back
        log.error("the update failed: %s", type(error).__name__)
        put_back()
        if disk_is_full(error):
            raise
        raise NotUpdated(type(error).__name__) from error
    if wrong:
        put_back()
        raise NotUpdated(wrong)
    connection.close()
    settle(_beside(COPY), _beside(KEPT))
    _beside(MARK).unlink()


def _make_copy() -> dict[str, int]:
    """The whole database under the same key; only then the mark. Gives the rows of each table."""
    _beside(COPY).unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(_beside(COPY))])
    _flush(_beside(COPY))
    before = _rows()
    write_durably(_beside(MARK), b"")
    return before


def _wrong(before: dict[str, int]) -> str:
    """What the newer tables lost or broke; "" for nothing."""
    after = _rows()
    lost = [name for name, count in before.items() if name in after and after[name] < count]
    if lost:
        return f"{lost[0]} lost rows"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        said = cursor.fetchone()[0]
        cursor.execute("PRAGMA foreign_key_check")
        loose = cursor.fetchone()
    if said != "ok":
        return str(said)
    return f"{loose[0]} refers to nothing" if loose else ""


def _rows() -> dict[str, int]:
    """How many rows each table of the centre's own has; what only serves a day is left out."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        counted = {}
        for name in names:
            if name.startswith(("django_", "auth_", "sqlite_")) or name == "vault_staged":
                continue
            cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608
            counted[name] = cursor.fetchone()[0]
    return counted


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _database() -> Path:
    return Path(connection.settings_dict["NAME"])


def _beside(name: str) -> Path:
    return data_folder() / name
