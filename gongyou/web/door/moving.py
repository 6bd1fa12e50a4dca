"""Move a centre to a new laptop: everything onto a stick, and this one says that it has moved."""

import json
import shutil
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.vault.public import (
    Actor,
    BadArchive,
    backup_and_try,
    journal,
    new_backup_key,
    write_durably,
)
from gongyou.web import installing

FOLDER = "gongyou-move"
KEY = "gongyou-move-key.txt"
MARK = "moved.json"
FULL = _("The stick is full, or may not be written to.")

journal.sentence("web.move", _("moved the centre to another laptop"))


def move(by: Actor, stick: Path) -> Path:
    """Write the whole centre, try it, and put this laptop to rest; gives the folder on the stick.

    The key lies beside the copy: like the laptop itself, the stick opens with a passphrase of
    somebody who has an account, and with nothing less.

    Raises:
        installing.Refused: it could not be written or not be brought back; nothing has moved.
    """
    folder = stick / FOLDER
    secret, public = new_backup_key()
    with transaction.atomic():
        journal.append(by, "web.move")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _report, problems = backup_and_try(folder, [public], by)
        write_durably(folder / KEY, f"{secret}\n".encode())
    except (OSError, BadArchive) as error:
        said = FULL if isinstance(error, OSError) else error
        raise installing.Refused(str(said)) from None
    if problems:
        raise installing.Refused(problems[0])
    write_durably(_mark(), json.dumps({"at": timezone.now().isoformat()}).encode())
    return folder


def _mark() -> Path:
    return Path(settings.GONGYOU_DATA) / MARK


def moved_on() -> str:
    """The day on which the centre moved away from here; "" when it did not."""
    try:
        return str(json.loads(_mark().read_text(encoding="utf-8"))["at"])[:10]
    except (OSError, ValueError, KeyError):
        return ""


def stay() -> None:
    """It did not arrive: go on here."""
    _mark().unlink(missing_ok=True)


def key_beside(archive: Path) -> str:
    """The key that lies beside a copy made for moving, or ""."""
    try:
        return (archive.parent / KEY).read_text(encoding="utf-8").strip()
    except OSError:
        return ""
