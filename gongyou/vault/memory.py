"""Keep what is in memory out of the disk: no core dumps, temporary files in memory only."""

import contextlib
import ctypes
import hashlib
import io
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_PR_SET_DUMPABLE = 4
_held: dict[str, bytes] = {}


class NoPrivateFolder(OSError):
    """This machine has no folder in memory; nothing was written in clear."""


def harden() -> None:
    """No core dump of this process, and no other process of the account may look into it."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """A folder in memory for programs that must write in clear (Typst, LibreOffice, DuckDB).

    Deleted at the end. It may be swapped out: use encrypted swap, or none. Windows and macOS have
    no such folder: there it lies in the data folder, is overwritten before it is deleted, and the
    health page says that only encryption of the whole disk protects it.

    Raises:
        NoPrivateFolder: the machine should have a tmpfs and has none.
    """
    root = memory_root()
    if root is None and has_memory_folders():
        raise NoPrivateFolder
    folder = (root or Path(settings.GONGYOU["DATA"])) / f"gongyou-{secrets.token_hex(8)}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        if root is None:
            _overwrite(folder)
        shutil.rmtree(folder, ignore_errors=True)


def file_in_memory() -> IO[bytes]:
    """An open file without a name that never touches a disk; whoever asked closes it."""
    if sys.platform == "linux":
        return open(os.memfd_create("gongyou"), "w+b")
    return io.BytesIO()


def has_memory_folders() -> bool:
    """Whether systems of this kind have folders that lie in memory."""
    return sys.platform == "linux"


def memory_root() -> Path | None:
    """The folder in memory that may be written to, or None."""
    return next((path for path in _roots() if os.access(path, os.W_OK)), None)


def _roots() -> list[Path]:
    """The folders that are meant to lie in memory and do: a name alone says nothing."""
    named = [os.environ.get("XDG_RUNTIME_DIR"), "/dev/shm"]  # noqa: S108
    return [Path(path) for path in named if path and lies_in_memory(Path(path))]


def lies_in_memory(folder: Path) -> bool:
    """Whether a folder stands on a file system that is never written to a disk."""
    at, kind = Path("/"), ""
    with contextlib.suppress(OSError):
        real = folder.resolve()
        for line in Path("/proc/self/mounts").read_text().splitlines():
            _, mounted, found, *_ = line.split(" ")
            # Blanks in a path are written as \040; of two mounts on one place the later counts.
            place = Path(mounted.encode().decode("unicode_escape"))
            if real.is_relative_to(place) and len(place.parts) >= len(at.parts):
                at, kind = place, found
    return kind in {"tmpfs", "ramfs"}


def _overwrite(folder: Path) -> None:
    """Zeros over every file, so that undeleting brings nothing back from a plain disk."""
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            if path.is_file() and not path.is_symlink():
                with path.open("r+b") as file:
                    file.write(bytes(path.stat().st_size))
                    file.flush()
                    os.fsync(file.fileno())


def _places(name: str) -> list[Path]:
    """Where something may lie in memory; another data folder has another place."""
    folder = hashlib.blake2b(str(Path(settings.GONGYOU["DATA"]).resolve()).encode(), digest_size=8)
    return [root / f"gongyou-{folder.hexdigest()}-{name}" for root in _roots()]


def hold_in_memory(name: str, data: bytes) -> None:
    """Keep a sealed value in memory until the machine is switched off, and never on a disk.

    Where the machine has no tmpfs, it lasts as long as this process.
    """
    forget_in_memory(name)
    _held[name] = data
    for path in _places(name):
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError:
            continue
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        return


def held_in_memory(name: str) -> bytes | None:
    """What was kept so, or None."""
    for path in _places(name):
        with contextlib.suppress(OSError):
            return path.read_bytes()
    return _held.get(name)


def forget_in_memory(name: str) -> None:
    """It is no more."""
    _held.pop(name, None)
    for path in _places(name):
        with contextlib.suppress(OSError):
            path.unlink()
