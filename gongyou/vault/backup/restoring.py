"""Restore a backup into an empty place, and prove what came back."""

import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from gongyou.vault import installation
from gongyou.vault.accounts.actor import the_program
from gongyou.vault.accounts.services.unsealing import embedded
from gongyou.vault.backup import archive, tables
from gongyou.vault.backup.checking import Checked, check
from gongyou.vault.backup.copies import put_keys_back
from gongyou.vault.backup.making import KEYS, maker_words, mark_of_secret
from gongyou.vault.backup.parts import KEY_TABLES
from gongyou.vault.durable import fsync_folder, settle
from gongyou.vault.installation import data_folder
from gongyou.vault.journal import device, genesis, plan, witness
from gongyou.vault.journal.chain import append
from gongyou.vault.journal.models import Device
from gongyou.vault.journal.proof import Head
from gongyou.vault.keys import slots
from gongyou.vault.schema import NewerTables, migrate, reach
from gongyou.vault.sqlcipher.holder import hold
from gongyou.vault.starting import settle_restored

NOT_TOGETHER = _("give the data archive, and the keys archive beside it")
OTHER_DATABASE = _("it is of the other kind of database; set or unset DATABASE_URL as it was then")
NEWER = _("it was made by a newer version of the program")
OLD_KEYS = _("the keys archive is older than the data; use the newest one")
UNFIT = _("its tables don't fit together")
NO_SLOTS = _("the archive holds no key slots")
NO_SLOT_OPENS = _("the passphrase opens no slot of this backup")
NOT_SIGNED = _("nobody signed this archive: it may have been made or changed by somebody else")
NOT_OURS = _("it was made by a device that this centre does not know: %(words)s")
MARK_DIFFERS = _("GONGYOU_SECRET_KEY isn't that of the backup: second factors must be set up anew")


class NotEmpty(ValueError):
    """The folder or the database holds an installation already; restore overwrites none."""


@dataclass(frozen=True)
class Restored:
    """What came back."""

    made_at: str
    files: int
    missing: list[str]
    destroyed_since: int
    checked: Checked = field(default_factory=Checked)
    maker: str = ""


@sensitive_variables()
def restore(
    source: Path,
    identity: str,
    passphrase: str = "",
    keys: Path | None = None,
    raw_key: bytes | None = None,
) -> Restored:
    """Restore into the empty data folder of this process, and its empty PostgreSQL database.

    Args:
        source: a data archive.
        identity: an officer's secret age key, as text.
        passphrase: of anyone who could open the embedded database.
        keys: the keys archive; by default `gongyou-keys.age` beside the source.
        raw_key: the key of the embedded database, for a trial by a program that holds it.

    Raises:
        NotEmpty: there is something already.
        BadArchive: damaged, sealed to someone else, or keys older than the data.
    """
    folder = data_folder()
    _require_empty(folder)
    keys, identities = keys or source.with_name(KEYS), archive.identities_of(identity)
    if not (source.exists() and keys.exists()):
        raise archive.BadArchive(NOT_TOGETHER)
    try:
        with _work(folder) as work:
            if embedded():
                manifest, line = _unpack(work, source, keys, identities, raw_key or passphrase)
                _move_in(work, folder)
            else:
                manifest, line = _fill(work, folder, source, keys, identities)
    except NewerTables:
        raise archive.BadArchive(NEWER) from None
    installation.forget()
    migrate()
    with device.becoming_another():
        return _proved(manifest, line)


def _proved(manifest: dict, line: dict) -> Restored:
    """Look at what came, and note in the journal that it did."""
    genesis.begin()
    with transaction.atomic():
        genesis.tell("vault.restore_keys", [name for name in KEY_TABLES if name in plan.tables()])
        settle_restored()
        append(the_program(), "vault.restore")
    checked = check([Head(*item) for item in manifest["heads"]])
    if manifest.get("secret", mark_of_secret()) != mark_of_secret():
        checked.problems.append(str(MARK_DIFFERS))
    for one in (manifest, line):
        if not _made_by(one):
            checked.problems.append(str(NOT_SIGNED))
        elif not Device.objects.filter(public=bytes.fromhex(one["maker"])).exists():
            checked.problems.append(str(NOT_OURS) % {"words": maker_words(one["maker"])})
    witness.note()
    media = [name for name in manifest["files"] if name.startswith("media/")]
    destroyed = line.get("destroyed", 0) - manifest.get("destroyed", 0)
    made_at, maker = manifest["made_at"], manifest.get("maker")
    words = maker_words(maker) if maker else ""
    return Restored(made_at, len(media), manifest["missing"], destroyed, checked, words)


def _require_empty(folder: Path) -> None:
    if any((folder / name).exists() for name in ("gongyou.db", "media", device.FILE)):
        raise NotEmpty
    if not embedded() and connection.introspection.table_names():
        raise NotEmpty


@contextmanager
def _work(folder: Path) -> Iterator[Path]:
    work = folder / "restoring"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _unpack(work: Path, source: Path, keys: Path, identities: list, opens: str | bytes):
    """The embedded database: the data's file with the tables of the line put into it."""
    line = archive.read(
        keys, identities, lambda name, content: archive.unpack(content, work / "line" / name)
    )
    manifest = archive.read(
        source, identities, lambda name, content: archive.unpack(content, work / _place(name))
    )
    _require_pair(manifest, line)
    key = _open(work / "slots", opens)
    keys_key = _open(work / "line" / "slots", opens)
    _reach(work / "database.db", key, line)
    put_keys_back(work / "database.db", key, work / "line" / "keys.db", keys_key)
    (work / "line" / "slots").replace(work / "slots")
    hold(keys_key)
    return manifest, line


def _older(line: dict, manifest: dict) -> bool:
    """Whether the keys are of a time before the data: by the journal, for clocks may be wrong."""
    known = {head[0]: head[1] for head in line["heads"]}
    return any(known.get(head[0], -1) < head[1] for head in manifest["heads"])


def _made_by(manifest: dict) -> bool:
    """Whether the manifest is signed by the device that it names."""
    try:
        key = VerifyKey(bytes.fromhex(manifest["maker"]))
        key.verify(archive.signed_text(manifest), bytes.fromhex(manifest["signature"]))
    except (KeyError, ValueError, BadSignatureError):
        return False
    return True


def _require_pair(manifest: dict, line: dict) -> None:
    if line.get("part") != "keys" or manifest.get("part") != "data":
        raise archive.BadArchive(NOT_TOGETHER)
    if _older(line, manifest):
        raise archive.BadArchive(OLD_KEYS)
    if not embedded() == manifest.get("embedded", True) == line.get("embedded", True):
        raise archive.BadArchive(OTHER_DATABASE)


def _reach(database: Path, key: bytes, line: dict) -> None:
    """Bring the data's tables to where they were when the line was made, which may be later."""
    hold(key)
    named, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], str(database)
    connection.close()
    try:
        reach(line.get("migrations", ()))
    finally:
        connection.close()
        connection.settings_dict["NAME"] = named


def _fill(work: Path, folder: Path, source: Path, keys: Path, identities: list):
    """The PostgreSQL database: nothing in it counts before both archives have proved whole."""
    try:
        with transaction.atomic():
            with tables.filling() as filling:
                manifest = archive.read(source, identities, _taking(work, filling))
            with tables.filling(keys=True) as filling:
                line = archive.read(keys, identities, _taking(work, filling))
            tables.finish()
            _require_pair(manifest, line)
            _move_media(work, folder)
    except (DatabaseError, LookupError, zlib.error):
        raise archive.BadArchive(UNFIT) from None
    return manifest, line


def _taking(work: Path, filling: tables.Filling):
    def take(name: str, content) -> None:
        if name.startswith("media/"):
            archive.unpack(content, work / _place(name))
        elif name.startswith("tables"):
            filling.take(name, content)
        else:
            raise archive.BadArchive(OTHER_DATABASE)

    return take


def _place(name: str) -> str:
    if not name.startswith("media/"):
        return name
    location = name.removeprefix("media/")
    return f"media/{location[:2]}/{location}"


def _open(path: Path, passphrase: str | bytes) -> bytes:
    if not path.exists():
        raise archive.BadArchive(NO_SLOTS)
    if isinstance(passphrase, bytes):
        return passphrase
    key = slots.open_slots(path, passphrase)
    if key is None:
        raise archive.BadArchive(NO_SLOT_OPENS)
    return key


def _move_media(work: Path, folder: Path) -> None:
    if (work / "media").exists():
        (work / "media").rename(folder / "media")
        fsync_folder(folder)


def _move_in(work: Path, folder: Path) -> None:
    """Give everything its place; the database last, since its presence means "complete"."""
    _move_media(work, folder)
    (work / "slots").rename(folder / "slots")
    connection.close()
    settle(work / "database.db", folder / "gongyou.db")
    fsync_folder(folder)
