"""Sealed answers that wait: files in a folder, few and small, never opened here."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

LARGEST, MOST = 64 * 1024, 200
SHAPE = re.compile(rb"GY1:[0-9A-Z $%*+\-./:]{60,65000}:END")


class SpoolFull(Exception):
    """Nothing more is taken in until the centre has emptied it."""


class Spool:
    """A folder of waiting bundles; the same bundle stands there once."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)

    def waiting(self) -> list[Path]:
        """The bundles, the oldest first."""
        return sorted(self.folder.glob("*.gy"))

    def add(self, data: bytes) -> None:
        """Take one in.

        Raises:
            ValueError: this is no sealed bundle.
            SpoolFull: too many wait.
        """
        if len(data) > LARGEST or not SHAPE.fullmatch(data.strip()):
            raise ValueError("no sealed answers")
        path = self.folder / f"{hashlib.sha256(data).hexdigest()}.gy"
        if path.exists():
            return
        if len(self.waiting()) >= MOST:
            raise SpoolFull
        part = path.with_suffix(".part")
        with open(part, "wb", opener=lambda p, flags: os.open(p, flags, 0o640)) as file:
            file.write(data.strip())
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)

    def set_aside(self, path: Path) -> None:
        """A bundle of a box that is not known to who empties: another may know it.

        The oldest of too many go, so that a flood of them fills nothing.
        """
        path.rename(path.with_suffix(".unknown"))
        for old in sorted(self.folder.glob("*.unknown"), key=lambda p: p.stat().st_mtime)[:-MOST]:
            old.unlink()

    def bring_back(self) -> None:
        """What was set aside waits again."""
        for path in self.folder.glob("*.unknown"):
            path.rename(path.with_suffix(".gy"))

    def take(self) -> list[tuple[Path, str]]:
        """All that wait, to be received by the centre and then removed."""
        return [(path, path.read_text("ascii")) for path in self.waiting()]
