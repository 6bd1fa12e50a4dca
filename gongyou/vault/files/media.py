"""Where encrypted files lie: DATA/media/ab/<random>, written so that a power cut harms nothing."""

import os
import secrets
import time
from collections.abc import Iterable
from hashlib import file_digest, sha256
from pathlib import Path

from gongyou.vault.durable import fsync_folder, round_times, settle
from gongyou.vault.installation import data_folder

INCOMING = "incoming"
LEFTOVER_SECONDS = 24 * 3600


def media_folder() -> Path:
    """The folder of all files."""
    folder = data_folder() / "media"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def incoming_folder() -> Path:
    """Where uploads wait, encrypted under a key that only the request knows."""
    folder = media_folder() / INCOMING
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def path_of(location: str) -> Path:
    """The path of a stored file."""
    if not location.isalnum():
        raise ValueError("no location")
    return media_folder() / location[:2] / location


def write(pieces: Iterable[bytes]) -> tuple[str, str]:
    """Write an encrypted file under a random name; it's on the disk when this returns.

    Returns:
        The name, and the SHA-256 of what lies on the disk.
    """
    location = secrets.token_hex(20)
    path = path_of(location)
    if not path.parent.exists():
        path.parent.mkdir(exist_ok=True, mode=0o700)
        fsync_folder(path.parent.parent)
    part = path.with_name(location + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    digest = sha256()
    try:
        with os.fdopen(handle, "wb") as out:
            for piece in pieces:
                digest.update(piece)
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        settle(part, path)
        round_times(path, path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return location, digest.hexdigest()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file on the disk."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def remove(location: str) -> None:
    """Delete a file; what it held is gone with its key anyway."""
    path_of(location).unlink(missing_ok=True)


def sweep(known: set[str], now: float | None = None) -> int:
    """Delete leftovers of a crash: `.part` files, waiting uploads, files without a row."""
    now, swept = now or time.time(), 0
    for path in media_folder().rglob("*"):
        old = path.is_file() and now - path.stat().st_mtime > LEFTOVER_SECONDS
        if old and path.name not in known:
            path.unlink(missing_ok=True)
            swept += 1
    return swept
