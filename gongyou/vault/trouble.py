"""What is wrong with the disk: full, damaged; and fifty megabytes kept for the day it is full."""

import errno
import os
import shutil
from pathlib import Path

from gongyou.vault.installation import data_folder

RESERVE = "reserve"
RESERVED = 50 * 1024 * 1024
# A small disk is not made smaller.
ENOUGH = 20 * RESERVED
SPARE = 1024 * 1024
FULL = ("disk is full", "disk full", "no space left")
DAMAGED = (
    "malformed", "not a database", "hmac check failed", "disk i/o error", "invalid page",
    "could not read block",
)  # fmt: skip


def _chain(error: BaseException | None):
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def disk_is_full(error: BaseException | None) -> bool:
    """Whether an error means that nothing more can be written."""
    return any(
        getattr(one, "errno", None) in {errno.ENOSPC, errno.EDQUOT}
        or any(words in str(one).lower() for words in FULL)
        for one in _chain(error)
    )


def database_is_damaged(error: BaseException | None) -> bool:
    """Whether an error means that the database cannot be read."""
    return any(
        type(one).__module__.split(".")[0] in {"django", "sqlcipher3", "psycopg"}
        and any(words in str(one).lower() for words in DAMAGED)
        for one in _chain(error)
    )


def require_room(path: Path) -> None:
    """Before a file is written anew as a whole: is there room for a second one of its size?

    Raises:
        OSError: there is none; said before anything was begun.
    """
    if shutil.disk_usage(path.parent).free < path.stat().st_size + SPARE:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def keep_reserve() -> None:
    """Hold some space back, where there is plenty."""
    path = data_folder() / RESERVE
    if path.exists() or shutil.disk_usage(path.parent).free < ENOUGH:
        return
    with path.open("wb") as file:
        try:
            os.posix_fallocate(file.fileno(), 0, RESERVED)
        except OSError:
            path.unlink(missing_ok=True)


def release_reserve() -> bool:
    """Give the space back, so that people can sign in and see what is going on."""
    path = data_folder() / RESERVE
    freed = path.exists()
    path.unlink(missing_ok=True)
    return freed
