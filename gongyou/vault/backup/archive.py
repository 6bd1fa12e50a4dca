"""An archive: tar under age, with a manifest of SHA-256 as its last entry.

Unpacked by hand, entry by entry, never by extractall: only known names are accepted.
"""

import hashlib
import io
import json
import os
import re
import tarfile
import threading
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from pathlib import Path

import pyrage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongyou.vault.durable import settle
from gongyou.vault.trouble import disk_is_full

MANIFEST = "manifest.json"
ALLOWED = re.compile(
    r"(database\.db|keys\.db|slots|tables\.json|tables/[a-z0-9_]+/\d{6,}|entries/\d{6}|media/[0-9a-z]{40})\Z"
)
PIECE = 1024 * 1024
DAMAGED = gettext_lazy("the archive is damaged, or sealed to someone else")


class BadArchive(ValueError):
    """It can't be opened with this identity, is damaged, or isn't what it claims to be."""


def recipients_of(texts: Iterable[str]) -> list:
    """Public age keys of officers.

    Raises:
        BadArchive: one isn't a public age key.
    """
    try:
        found = [pyrage.x25519.Recipient.from_str(text.strip()) for text in texts if text.strip()]
    except pyrage.RecipientError:
        raise BadArchive(_("a recipient is not a public age key (age1…)")) from None
    if not found:
        raise BadArchive(_("no officer's public key was given"))
    return found


def identities_of(text: str) -> list:
    """Secret age keys, as age-keygen writes them (comments allowed)."""
    lines = [line.strip() for line in text.splitlines()]
    try:
        return [
            pyrage.x25519.Identity.from_str(line)
            for line in lines
            if line and not line.startswith("#")
        ]
    except pyrage.IdentityError:
        raise BadArchive(_("the identity is not a secret age key (AGE-SECRET-KEY-…)")) from None


def write(
    path: Path,
    entries: Iterable[tuple[str, Path | bytes]],
    about: dict,
    recipients: list,
    sign: Callable[[bytes], bytes] | None = None,
) -> dict:
    """Write an archive durably; gives its manifest.

    Args:
        entries: (name in the archive, file or content) pairs; a file that is gone meanwhile is
            listed as missing.
        about: what else the manifest shall say.
        sign: signs the finished manifest, so that its maker is known at a restore.
    """
    read_end, write_end = os.pipe()
    outcome: dict = {}

    def produce() -> None:
        try:
            with os.fdopen(write_end, "wb") as pipe:
                outcome["manifest"] = _tar(pipe, entries, about, sign)
        except BaseException as error:  # told to the writing thread, which raises it
            outcome["error"] = error

    part = path.with_name(path.name + ".part")
    thread = threading.Thread(target=produce)
    thread.start()
    try:
        with os.fdopen(read_end, "rb") as pipe, part.open("wb") as out:
            pyrage.encrypt_io(pipe, out, recipients)
            out.flush()
            os.fsync(out.fileno())
        thread.join()
        if "error" in outcome:
            raise outcome["error"]
        settle(part, path)
    finally:
        thread.join()
        part.unlink(missing_ok=True)
    return outcome["manifest"]


def signed_text(manifest: dict) -> bytes:
    """What the signature of a manifest is over."""
    said = {name: value for name, value in manifest.items() if name != "signature"}
    return b"gongyou-archive\0" + json.dumps(said, sort_keys=True).encode()


def _tar(pipe, entries, about: dict, sign=None) -> dict:
    manifest = {**about, "files": {}, "missing": []}
    with tarfile.open(fileobj=pipe, mode="w|") as tar:
        for name, content in entries:
            try:
                with _opened(content) as (file, size):
                    manifest["files"][name] = _add(tar, name, file, size)
            except FileNotFoundError:
                manifest["missing"].append(name)
        if sign is not None:
            manifest["signature"] = sign(signed_text(manifest)).hex()
        content = json.dumps(manifest, sort_keys=True).encode()
        _add(tar, MANIFEST, io.BytesIO(content), len(content))
    return manifest


@contextmanager
def _opened(content: Path | bytes):
    if isinstance(content, bytes):
        yield io.BytesIO(content), len(content)
        return
    with content.open("rb") as file:
        yield file, os.fstat(file.fileno()).st_size


class Hashing:
    """A reader that remembers the digest of what was read."""

    def __init__(self, file):
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self.file.read(size)
        self.digest.update(data)
        return data


def _add(tar, name: str, file, size: int) -> dict:
    info = tarfile.TarInfo(name)
    info.size = size
    reader = Hashing(file)
    tar.addfile(info, reader)
    return {"sha256": reader.digest.hexdigest(), "size": size}


def read(path: Path, identities: list, take: Callable[[str, Hashing], None]) -> dict:
    """Read an archive and check everything against its manifest, which comes last.

    Args:
        take: is given every entry, by its name, and reads it (see `unpack`). Nothing it does
            may count before this function has returned.

    Raises:
        BadArchive: see there.
    """
    read_end, write_end = os.pipe()
    failed: list = []

    def produce() -> None:
        try:
            with os.fdopen(write_end, "wb") as pipe, path.open("rb") as sealed:
                pyrage.decrypt_io(sealed, pipe, identities)
        except Exception as error:  # the reader sees a cut stream and asks here why
            failed.append(error)

    thread = threading.Thread(target=produce)
    thread.start()
    try:
        with os.fdopen(read_end, "rb") as pipe:
            found, manifest = _untar(pipe, take)
            while pipe.read(PIECE):
                pass
    except BadArchive:
        raise
    except (tarfile.TarError, ValueError, OSError) as error:
        if disk_is_full(error):
            raise  # nothing is wrong with the archive
        raise BadArchive(DAMAGED) from error
    finally:
        thread.join()
    if failed or manifest is None or manifest["files"] != found:
        raise BadArchive(DAMAGED)
    return manifest


def _untar(pipe, take) -> tuple[dict, dict | None]:
    found, manifest = {}, None
    with tarfile.open(fileobj=pipe, mode="r|") as tar:
        for info in tar:
            source = tar.extractfile(info) if info.isreg() else None
            if source is None or manifest is not None:
                raise BadArchive(_("it holds what doesn't belong there"))
            if info.name == MANIFEST:
                manifest = json.loads(source.read())
                continue
            if not ALLOWED.match(info.name):
                raise BadArchive(_("it holds what doesn't belong there"))
            reader = Hashing(source)
            take(info.name, reader)
            found[info.name] = {"sha256": reader.digest.hexdigest(), "size": info.size}
    return found, manifest


def unpack(source, target: Path) -> None:
    """Write an entry durably into a new file."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        while piece := source.read(PIECE):
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
