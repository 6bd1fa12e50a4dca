"""Write files so that a power cut leaves the old one or the new one, never a half."""

import os
from contextlib import contextmanager
from pathlib import Path

from django.utils import timezone

from gongyou.vault import locks


def fsync_folder(folder: Path) -> None:
    """Make names in a folder last, where the system lets a folder be opened (Windows does not)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Replace a file: `.part`, fsync, rename, fsync of the folder."""
    part = path.with_name(path.name + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    settle(part, path)


def settle(part: Path, path: Path) -> None:
    """Give a finished `.part` its name."""
    part.replace(path)
    fsync_folder(path.parent)


@contextmanager
def alone(path: Path):
    """Hold a lock file while changing what it guards."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        locks.wait(handle)
        yield
    finally:
        os.close(handle)


def round_times(*paths: Path) -> None:
    """Date files and folders by the day: when exactly something was done is nobody's business."""
    day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
    for path in paths:
        os.utime(path, (day, day))


class HeldByAnother(OSError):
    """Another process of this program works on the folder."""


_held: dict[Path, int] = {}


def hold_folder(path: Path) -> None:
    """Hold a lock file for as long as this process lives; its children don't inherit it.

    Raises:
        HeldByAnother: somebody has it.
    """
    if path in _held:
        return
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        locks.try_at_once(handle)
    except OSError:
        os.close(handle)
        raise HeldByAnother from None
    _held[path] = handle
