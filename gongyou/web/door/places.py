"""Where things lie on a machine: the centre's folder, sticks, backups on them."""

import os
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOUNTS = ("/media", "/run/media", "/Volumes", "/mnt")
DEEP = 2
PATTERN = "gongyou-data-*.age"
# What stands beside a system's own disk under the same folder.
NO_STICKS = {"Macintosh HD", "Recovery"}


def sticks() -> list[Path]:
    """Sticks and other disks that are plugged in and can be written to."""
    found = _drives() if sys.platform == "win32" else _mounted()
    return sorted(path for path in found if os.access(path, os.W_OK))


def _mounted() -> Iterator[Path]:
    """Mount points below the folders in which desktops show what is plugged in."""
    for root in map(Path, MOUNTS):
        yield from _below(root, DEEP)


def _below(folder: Path, deep: int) -> Iterator[Path]:
    try:
        inside = [one for one in folder.iterdir() if one.is_dir() and one.name not in NO_STICKS]
    except OSError:
        return
    for one in inside:
        if os.path.ismount(one):
            yield one
        elif deep > 1:
            yield from _below(one, deep - 1)


def _drives() -> Iterator[Path]:
    """The removable drives of Windows."""
    import ctypes

    removable = 2
    for letter in string.ascii_uppercase:
        if ctypes.windll.kernel32.GetDriveTypeW(f"{letter}:\\") == removable:  # type: ignore[attr-defined]
            yield Path(f"{letter}:\\")


@dataclass(frozen=True)
class Archive:
    """A data archive of a backup, newest first in lists."""

    path: Path
    made: str

    @property
    def label(self) -> str:
        """Day and folder, as a person tells them apart."""
        return f"{self.made} · {self.path.parent}"


def archives(folders: list[Path]) -> list[Archive]:
    """The backups in some folders and the folders just below them."""
    found: dict[Path, Archive] = {}
    for folder in folders:
        for pattern in (PATTERN, f"*/{PATTERN}"):
            try:
                paths = list(folder.glob(pattern))
            except OSError:
                continue
            found |= {path: Archive(path, day_of(path)) for path in paths}
    return sorted(found.values(), key=lambda one: one.path.name, reverse=True)


def day_of(path: Path) -> str:
    """2026-11-30 14:05 from the name of an archive (UTC)."""
    digits = path.name.removeprefix("gongyou-data-")
    if len(digits) < 15 or not (digits[:8] + digits[9:13]).isdigit():
        return path.name
    day, time = digits[:8], digits[9:13]
    return f"{day[:4]}-{day[4:6]}-{day[6:]} {time[:2]}:{time[2:]}"
