"""Make a backup: two archives, sealed to the officers' public keys."""

import itertools
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

import gongyou
from gongyou.vault.accounts.actor import Actor, the_program
from gongyou.vault.accounts.services.unsealing import embedded
from gongyou.vault.backup import archive, copies, tables
from gongyou.vault.backup.parts import Parts
from gongyou.vault.files.media import path_of
from gongyou.vault.installation import secret_for
from gongyou.vault.journal.chain import append
from gongyou.vault.journal.device import this_device
from gongyou.vault.journal.witness import note
from gongyou.vault.keys.derive import fingerprint
from gongyou.vault.keys.words import fingerprint_words

FORMAT = 1
KEYS = "gongyou-keys.age"


@dataclass(frozen=True)
class Report:
    """What a backup wrote."""

    data: Path
    keys: Path
    files: int
    missing: list[str]
    maker: str = ""


def backup(to: Path, recipients: list[str], by: Actor | None = None) -> Report:
    """Write `gongyou-data-….age`, and overwrite `gongyou-keys.age`, in the folder `to`.

    The server may go on working. Keep data archives as long as you like; never keep copies of
    the keys archive older than 30 days, or destroyed identities come back with them.

    Raises:
        BadArchive: no recipient, or not a public age key.
    """
    sealed_to = archive.recipients_of(recipients)
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (copies if embedded() else tables).parts() as parts:
        report = _write(to, parts, sealed_to)
    with transaction.atomic():
        append(by or the_program(), "vault.backup", changes={"files": report.files})
    note()
    return report


def _write(to: Path, parts: Parts, sealed_to: list) -> Report:
    made_at = timezone.now()
    about = parts.about | {
        "format": FORMAT,
        "made_at": made_at.isoformat(),
        "version": getattr(gongyou, "__version__", ""),
        "embedded": embedded(),
        "secret": mark_of_secret(),
        "maker": bytes(this_device().key.verify_key).hex(),
    }
    # The keys first: a data archive without its keys would be of no use.
    line = to / KEYS
    archive.write(line, parts.keys, {**about, "part": "keys"}, sealed_to, _sign)
    name = to / f"gongyou-data-{made_at:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}.age"
    media = [(f"media/{location}", path_of(location)) for location in parts.media]
    entries = itertools.chain(parts.data, media)
    written = archive.write(name, entries, {**about, "part": "data"}, sealed_to, _sign)
    return Report(name, line, len(media), written["missing"], maker_words(about["maker"]))


def _sign(text: bytes) -> bytes:
    return this_device().key.sign(text).signature


def maker_words(public: str) -> str:
    """The laptop or server that made an archive, as words to write down and compare."""
    return " ".join(fingerprint_words(fingerprint(bytes.fromhex(public))))


def mark_of_secret() -> str:
    """Tells whether a restored centre has the secret that its second factors are sealed with."""
    return secret_for("gongyou-mark").hex()
