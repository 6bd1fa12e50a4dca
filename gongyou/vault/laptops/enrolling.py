"""Enrol a laptop: it asks with its public keys, an administrator compares words, it gets a copy."""

import json
import secrets
import shutil
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.vault.accounts.actor import Actor, NotYours
from gongyou.vault.accounts.models import Account
from gongyou.vault.accounts.services.unsealing import slot_file, unseal
from gongyou.vault.backup import archive
from gongyou.vault.backup.copies import current_key, open_copy
from gongyou.vault.backup.parts import KEPT_FILES, emptied
from gongyou.vault.durable import settle
from gongyou.vault.files.media import path_of
from gongyou.vault.installation import data_folder, forget
from gongyou.vault.journal.chain import append
from gongyou.vault.journal.device import MOST, next_index
from gongyou.vault.journal.models import Device
from gongyou.vault.journal.triggers import silence
from gongyou.vault.keys import slots
from gongyou.vault.keys.errors import WrongPassphrase
from gongyou.vault.laptops import keys
from gongyou.vault.laptops.keys import NotEnrolled
from gongyou.vault.laptops.models import Peer
from gongyou.vault.laptops.vectors import vector
from gongyou.vault.merge_kinds import LOCAL, merge_kind_of
from gongyou.vault.printed_numbers import letter_of
from gongyou.vault.schema import is_newer, leaves, migrate
from gongyou.vault.sqlcipher.holder import KEY_BYTES

KEPT_LOCAL = {"vault_installation", "django_content_type", "auth_permission", "django_migrations"}


def ask(passphrase: str) -> dict:
    """On the new laptop, in an empty folder: make its keys; gives what it asks with."""
    if (data_folder() / "gongyou.db").exists():
        raise NotEnrolled(_("there is a centre in this folder already"))
    return keys.make_pending(passphrase).request


def enrol(by: Actor, request: dict, to: Path, holder: Account, words: str) -> Device:
    """On a laptop of the centre: let another one belong to it, and write its first copy.

    Args:
        words: as the new laptop shows them, compared by voice or eye.

    Raises:
        NotYours: only administrators enrol laptops.
        NotEnrolled: the words differ, or it belongs already.
    """
    if not by.is_administrator:
        raise NotYours
    if " ".join(words.lower().split()) != keys.words_of(request):
        raise NotEnrolled(_("the words differ: this is not the laptop that asked"))
    if Device.objects.filter(pk=request["device"]).exists():
        raise NotEnrolled(_("this laptop belongs to the centre already"))
    with transaction.atomic():
        keys.own_row()
        number = next_index()
        if number > MOST:
            raise NotEnrolled(_("a centre has at most 32 laptops"))
        row = Device.objects.create(
            pk=request["device"],
            name=f"laptop {letter_of(number)}",
            public=bytes.fromhex(request["public"]),
            transport=request["transport"],
            number=number,
            holder=holder,
        )
        append(by, "vault.enrol_device", changes={"letter": letter_of(number)}, about=[row, holder])
    _write_copy(to, request)
    Peer.objects.update_or_create(device=row, defaults={"knows": vector()})
    return row


def revoke(by: Actor, row: Device) -> None:
    """A laptop was lost or leaves: nothing it writes from now on is taken in.

    Raises:
        NotYours: only administrators revoke laptops.
    """
    if not by.is_administrator:
        raise NotYours
    with transaction.atomic():
        row.revoked_at = timezone.now()
        heads = row.streams.filter(version=2).values_list("pk", "head_seq")
        row.accepted = {str(pk): seq for pk, seq in heads}
        row.save(update_fields=["revoked_at", "accepted"])
        changes = {"letter": letter_of(row.number)}
        append(by, "vault.revoke_device", changes=changes, about=[row])


def _write_copy(to: Path, request: dict) -> None:
    """The whole centre under a database key of the new laptop's own, sealed to it alone."""
    work = data_folder() / f"enrol-{secrets.token_hex(6)}"
    work.mkdir(mode=0o700)
    key = secrets.token_bytes(KEY_BYTES)
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(work / "database.db")])
        media = _empty_what_is_ours(work / "database.db", key)
        rows = Account.objects.exclude(slot=None).values_list("slot", "slot_public")
        publics = {index: bytes(public) for index, public in rows}  # type: ignore[arg-type]
        (work / "slots").write_bytes(slots.renewed(slot_file(), publics, key))  # type: ignore[arg-type]
        entries = [
            ("database.db", work / "database.db"),
            ("slots", work / "slots"),
            *((f"media/{location}", path_of(location)) for location in media),
        ]
        about = {"part": "laptop", "device": request["device"], "knows": vector()}
        about["program"] = leaves()
        archive.write(to, entries, about, archive.recipients_of([request["transport"]]))
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _empty_what_is_ours(path: Path, key: bytes) -> list[str]:
    """Take out of a copy what belongs to this machine; gives the places of the files."""
    copy = open_copy(path, current_key())
    try:
        silence(copy)
        present = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
        local = {
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if merge_kind_of(model) is LOCAL
        }
        for table in sorted(({*local, *emptied()} - KEPT_LOCAL) & present):
            copy.execute(f"DELETE FROM {table}")  # noqa: S608
        found = [row[0] for row in copy.execute(KEPT_FILES)]
        copy.execute("VACUUM")
        copy.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"")
    finally:
        copy.close()
    return found


def join(source: Path, passphrase: str) -> None:
    """On the new laptop: unpack the copy that was made for it, and be that laptop from now on.

    Raises:
        WrongPassphrase: not the one that it asked with.
        BadArchive: damaged, or made for another laptop.
    """
    pending, folder = keys.read_pending(passphrase), data_folder()
    if (folder / "gongyou.db").exists():
        raise NotEnrolled(_("there is a centre in this folder already"))
    work = folder / "joining"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    try:
        manifest = archive.read(
            source,
            archive.identities_of(pending.transport),
            lambda name, content: archive.unpack(content, work / _place(name)),
        )
        if manifest.get("device") != str(pending.id):
            raise archive.BadArchive(archive.DAMAGED)
        if is_newer(manifest.get("program", ())):
            raise NotEnrolled(
                _("the centre has a newer version of the program: update this laptop")
            )
        if (work / "media").exists():
            (work / "media").rename(folder / "media")
        (work / "slots").rename(slot_file())
        connection.close()
        settle(work / "database.db", folder / "gongyou.db")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if not unseal(passphrase):
        raise WrongPassphrase("the passphrase opens no slot")
    forget()
    keys.settle_in(pending)
    migrate()
    for row in Device.objects.exclude(pk=pending.id).exclude(transport=""):
        Peer.objects.update_or_create(device=row, defaults={"knows": manifest["knows"]})


def _place(name: str) -> str:
    location = name.removeprefix("media/")
    return name if location == name else f"media/{location[:2]}/{location}"


def read_request(text: str) -> dict:
    """What a laptop asks with.

    Raises:
        NotEnrolled: it is nothing of the kind.
    """
    try:
        request = json.loads(text)
        keys.words_of(request)
        archive.recipients_of([request["transport"]])
        return {name: str(request[name]) for name in ("device", "public", "transport")}
    except (ValueError, KeyError, TypeError):
        raise NotEnrolled(_("this is no request of a laptop")) from None
