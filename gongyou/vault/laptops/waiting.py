"""Bundles of a newer program: they wait here, sealed as they came, until this one is updated.

One of each laptop: a later one holds all that an earlier one held, since nothing of it was taken.
"""

import os
import shutil
from pathlib import Path

from gongyou.vault.durable import settle
from gongyou.vault.installation import data_folder

FOLDER = "waiting-bundles"


def kept() -> list[Path]:
    """Those that wait."""
    return sorted(path for path in (data_folder() / FOLDER).glob("*") if path.suffix != ".part")


def keep(path: Path, sender: str, made_at: str) -> None:
    """Keep a bundle, unless a later one of the same laptop waits already."""
    folder = data_folder() / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    moment = made_at.replace(":", "").replace("+", "Z")
    earlier = [old for old in kept() if old.name.startswith(sender)]
    target = folder / f"{sender}_{moment}"
    if path in earlier or any(old.name >= target.name for old in earlier):
        return
    part = folder / f"{sender}.part"
    with path.open("rb") as found, part.open("wb") as copy:
        shutil.copyfileobj(found, copy)
        copy.flush()
        os.fsync(copy.fileno())
    settle(part, target)
    for old in earlier:
        old.unlink(missing_ok=True)
