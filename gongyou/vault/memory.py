"""Keep what is in memory out of the disk: no core dumps, temporary files in memory only."""

import contextlib
import ctypes
import os
import resource
import secrets
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

_PR_SET_DUMPABLE = 4


class NoPrivateFolder(OSError):
    """This machine has no folder in memory; nothing was written in clear."""


def harden() -> None:
    """No core dump of this process, and no other process of the account may look into it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """A folder in memory for programs that must write in clear (Typst, LibreOffice, DuckDB).

    Deleted at the end. It may be swapped out: use encrypted swap, or none.

    Raises:
        NoPrivateFolder: the machine has no tmpfs.
    """
    roots = [os.environ.get("XDG_RUNTIME_DIR"), "/dev/shm"]  # noqa: S108
    root = next((Path(path) for path in roots if path and os.access(path, os.W_OK)), None)
    if root is None:
        raise NoPrivateFolder
    folder = root / f"gongyou-{secrets.token_hex(8)}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
