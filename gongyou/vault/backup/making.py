"""Make a backup: two archives, sealed to the officers' public keys."""

import json
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

import gongyou
from gongyou.vault.accounts.actor import Actor, the_program
from gongyou.vault.accounts.services.unsealing import embedded, slot_file
from gongyou.vault.backup import archive
from gongyou.vault.backup.copies import copy_database
from gongyou.vault.durable import write_durably
from gongyou.vault.files.media import path_of
from gongyou.vault.installation import data_folder
from gongyou.vault.journal.chain import append
from gongyou.vault.journal.proof import Head, heads

FORMAT = 1
KEYS = "gongyou-keys.age"
NOTED = "heads.jsonl"


class NotEmbedded(RuntimeError):
    """PostgreSQL has its own tools: pg_dump for the database, any copy for DATA/media."""


@dataclass(frozen=True)
class Report:
    """What a backup wrote."""

    data: Path
    keys: Path
    files: int
    missing: list[str]


def backup(to: Path, recipients: list[str], by: Actor | None = None) -> Report:
    """Write `gongyou-data-….age`, and overwrite `gongyou-keys.age`, in the folder `to`.

    The server may go on working. Keep data archives as long as you like; never keep copies of
    the keys archive older than 30 days, or destroyed identities come back with them.

    Raises:
        BadArchive: no recipient, or not a public age key.
        NotEmbedded: on PostgreSQL.
    """
    if not embedded():
        raise NotEmbedded
    sealed_to = archive.recipients_of(recipients)
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    work = data_folder() / f"backup-{secrets.token_hex(6)}"
    work.mkdir(mode=0o700)
    try:
        return _make(to, work, sealed_to, by or the_program())
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _make(to: Path, work: Path, sealed_to: list, by: Actor) -> Report:
    made_at = timezone.now()
    data, keys = work / "database.db", work / "keys.db"
    about = copy_database(data, keys)
    locations = about.pop("locations")
    about |= {
        "format": FORMAT,
        "made_at": made_at.isoformat(),
        "version": getattr(gongyou, "__version__", ""),
    }
    slots = [("slots", slot_file())] if slot_file().exists() else []
    media = [(f"media/{location}", path_of(location)) for location in locations]
    # The keys first: a data archive without its keys would be of no use.
    line = to / KEYS
    archive.write(line, [("keys.db", keys), *slots], {**about, "part": "keys"}, sealed_to)
    name = to / f"gongyou-data-{made_at:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}.age"
    written = archive.write(
        name, [("database.db", data), *slots, *media], {**about, "part": "data"}, sealed_to
    )
    with transaction.atomic():
        append(by, "vault.backup", changes={"files": len(media)})
    note_heads()
    return Report(name, line, len(media), written["missing"])


def note_heads() -> list[Head]:
    """Keep the heads in a file beside the database, so that a cut tail shows at the next check."""
    now = heads()
    path = data_folder() / NOTED
    known = path.read_text().splitlines() if path.exists() else []
    line = json.dumps([[head.device, head.seq, head.hash] for head in now])
    write_durably(path, "\n".join([*known[-200:], line]).encode())
    return now


def noted_heads() -> list[Head]:
    """The heads that were noted so far."""
    path = data_folder() / NOTED
    lines = path.read_text().splitlines() if path.exists() else []
    return [Head(*item) for line in lines if line.strip() for item in json.loads(line)]
