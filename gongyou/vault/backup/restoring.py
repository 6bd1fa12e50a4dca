"""Restore a backup into an empty folder, and prove what came back."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction
from django.views.decorators.debug import sensitive_variables

from gongyou.vault import installation
from gongyou.vault.accounts.actor import the_program
from gongyou.vault.backup import archive
from gongyou.vault.backup.checking import Checked, check
from gongyou.vault.backup.copies import put_keys_back
from gongyou.vault.backup.making import KEYS, note_heads
from gongyou.vault.durable import fsync_folder, settle
from gongyou.vault.installation import data_folder
from gongyou.vault.journal.chain import append
from gongyou.vault.journal.proof import Head
from gongyou.vault.keys import slots
from gongyou.vault.schema import migrate
from gongyou.vault.sqlcipher.holder import hold


class NotEmpty(ValueError):
    """The folder holds an installation already; restore never overwrites one."""


@dataclass(frozen=True)
class Restored:
    """What came back."""

    made_at: str
    files: int
    missing: list[str]
    destroyed_since: int
    checked: Checked = field(default_factory=Checked)


@sensitive_variables()
def restore(source: Path, identity: str, passphrase: str, keys: Path | None = None) -> Restored:
    """Restore into the (empty) data folder of this process.

    Args:
        source: a data archive.
        identity: an officer's secret age key, as text.
        passphrase: of anyone who could open the database.
        keys: the keys archive; by default `gongyou-keys.age` beside the source.

    Raises:
        NotEmpty: there is a database already.
        BadArchive: damaged, sealed to someone else, or keys older than the data.
    """
    folder = data_folder()
    if (folder / "gongyou.db").exists() or (folder / "media").exists():
        raise NotEmpty
    work = folder / "restoring"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    try:
        manifest, lost = _unpack(work, source, keys or source.with_name(KEYS), identity, passphrase)
        _move_in(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    installation.forget()
    migrate()
    known = [Head(*item) for item in manifest["heads"]]
    checked = check(known)
    with transaction.atomic():
        append(the_program(), "vault.restore")
    note_heads()
    media = [name for name in manifest["files"] if name.startswith("media/")]
    return Restored(manifest["made_at"], len(media), manifest["missing"], lost, checked)


def _unpack(work: Path, source: Path, keys: Path, identity: str, passphrase: str):
    identities = archive.identities_of(identity)
    line = archive.read(keys, identities, lambda name: work / "line" / name)
    manifest = archive.read(source, identities, lambda name: work / _place(name))
    if line.get("part") != "keys" or manifest.get("part") != "data":
        raise archive.BadArchive("give the data archive, and the keys archive beside it")
    if line["made_at"] < manifest["made_at"]:
        raise archive.BadArchive("the keys archive is older than the data; use the newest one")
    key = _open(work / "slots", passphrase)
    keys_key = _open(work / "line" / "slots", passphrase)
    lost = put_keys_back(work / "database.db", key, work / "line" / "keys.db", keys_key)
    (work / "line" / "slots").replace(work / "slots")
    hold(keys_key)
    return manifest, lost


def _place(name: str) -> str:
    if not name.startswith("media/"):
        return name
    location = name.removeprefix("media/")
    return f"media/{location[:2]}/{location}"


def _open(path: Path, passphrase: str) -> bytes:
    if not path.exists():
        raise archive.BadArchive("the archive holds no key slots")
    key = slots.open_slots(path, passphrase)
    if key is None:
        raise archive.BadArchive("the passphrase opens no slot of this backup")
    return key


def _move_in(work: Path, folder: Path) -> None:
    """Give everything its place; the database last, since its presence means "complete"."""
    if (work / "media").exists():
        (work / "media").rename(folder / "media")
    (work / "slots").rename(folder / "slots")
    connection.close()
    settle(work / "database.db", folder / "gongyou.db")
    fsync_folder(folder)
