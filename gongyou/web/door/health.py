"""How this machine and this centre are, in words; and a report for whoever helps."""

import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import gongyou
from gongyou.surveys.public import has_validate
from gongyou.vault.public import (
    Account,
    has_memory_folders,
    last_entry_at,
    memory_root,
    uploads_sandboxed,
)
from gongyou.web import installing
from gongyou.web.door import plans

OK, WARN, BAD = "ok", "warn", "bad"
GIGABYTE = 1024**3
LITTLE = 2 * GIGABYTE
VERY_LITTLE = GIGABYTE // 4
LONG_AWAY = timedelta(days=90)


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, how it is, and what to do."""

    name: str
    topic: str
    tone: str
    text: str
    todo: str = ""


def findings() -> list[Finding]:
    """Everything that is looked at, in the order of what it can cost."""
    looks = (_backup, _disk, _encryption, _clock, _sandbox, _memory, _second_step, _away, _validate,
             _version)  # fmt: skip
    return [look() for look in looks]


def _version() -> Finding:
    return Finding("version", _("Version"), OK, f"gongyou {gongyou.__version__}")


def _disk() -> Finding:
    left = shutil.disk_usage(settings.GONGYOU_DATA).free
    tone = BAD if left < VERY_LITTLE else WARN if left < LITTLE else OK
    text = _("%(n)s GB are free.") % {"n": round(left / GIGABYTE, 1)}
    todo = "" if tone == OK else _("Make room: a full disk stops the program.")
    return Finding("disk", _("Disk"), tone, text, todo)


def _backup() -> Finding:
    plan = plans.plan()
    if plan is None:
        text, todo = _("No backups are made by themselves."), _("Say where they go: First steps.")
        return Finding("backup", _("Backup"), BAD, text, todo)
    if plan.good_at is None:
        text = plan.problem or _("The first one is being made.")
        return Finding("backup", _("Backup"), WARN, text, _("Look again in some minutes."))
    days = (timezone.now() - plan.good_at).days
    text = ngettext(
        "The last good one is %(n)s day old and was brought back for a trial.",
        "The last good one is %(n)s days old and was brought back for a trial.",
        days,
    ) % {"n": days}
    old = days > plans.OLD_DAYS
    todo = (plan.problem or _("Plug in the stick.")) if old or plan.problem else ""
    return Finding("backup", _("Backup"), WARN if todo else OK, text, todo)


def _clock() -> Finding:
    """Deadlines hang on it. The journal, and the program's own files, tell of later days."""
    newest = max(filter(None, (last_entry_at(), _built_at())), default=None)
    if newest is not None and newest > timezone.now() + timedelta(minutes=5):
        text = _("The clock is behind: the last entry was written %(moment)s.") % {
            "moment": timezone.localtime(newest).strftime("%Y-%m-%d %H:%M")
        }
        return Finding("clock", _("Clock"), BAD, text, _("Set day and time of this machine."))
    now = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    return Finding("clock", _("Clock"), OK, _("It says %(moment)s.") % {"moment": now})


def _built_at() -> datetime | None:
    """When the program's files were written; earlier than that it cannot be now."""
    try:
        written = Path(gongyou.__file__).stat().st_mtime
    except OSError:
        return None
    return datetime.fromtimestamp(written, UTC)


def _sandbox() -> Finding:
    if uploads_sandboxed():
        text = _("Uploaded files are looked into behind walls (bubblewrap), without a network.")
        return Finding("sandbox", _("Uploads"), OK, text)
    if sys.platform == "win32":
        text = _("Uploaded files are looked into in a process of their own with a time limit only.")
    else:
        text = _("Uploaded files are looked into in a process with limits, but without walls.")
    todo = _("On Debian, install bubblewrap. Elsewhere open files from strangers with care.")
    return Finding("sandbox", _("Uploads"), WARN, text, todo)


def _memory() -> Finding:
    if has_memory_folders() and memory_root() is not None:
        text = _("Papers are made in memory and never touch the disk.")
        return Finding("memory", _("Papers being made"), OK, text)
    text = _("Papers lie on the disk while they are made, and are overwritten afterwards.")
    todo = _("Encrypt the whole disk.")
    return Finding("memory", _("Papers being made"), WARN, text, todo)


def _encryption() -> Finding:
    said = disk_is_encrypted(Path(settings.GONGYOU_DATA))
    topic = _("Encryption of the disk")
    if said:
        return Finding("encryption", topic, OK, _("The disk is encrypted."))
    text = _("The disk is not encrypted.") if said is False else _("Nobody could say.")
    todo = _(
        "The centre's own files are encrypted anyway. Swap, browser and printer files are not: "
        "switch on encryption of the whole disk."
    )
    return Finding("encryption", topic, WARN, text, todo)


def disk_is_encrypted(folder: Path) -> bool | None:
    """Whether the disk of a folder is encrypted as a whole; None: it can't be told."""
    commands = {
        "linux": ["findmnt", "--noheadings", "--output", "SOURCE", "--target", str(folder)],
        "darwin": ["fdesetup", "status"],
        "win32": ["manage-bde", "-status", folder.anchor.rstrip("\\")],
    }
    said = _said(commands.get(sys.platform, []))
    if said is None:
        return None
    if sys.platform == "darwin":
        return "FileVault is On" in said
    if sys.platform == "win32":
        return "Protection On" in said or None
    device = said.strip().split("[")[0]
    kinds = _said(["lsblk", "--inverse", "--noheadings", "--output", "TYPE", device])
    return None if kinds is None else "crypt" in kinds.split()


def _said(command: list[str]) -> str | None:
    """What a program of the system answers, or None."""
    found = shutil.which(command[0]) if command else None
    if found is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603
            [found, *command[1:]], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _second_step() -> Finding:
    people = Account.objects.filter(is_active=True)
    without = people.exclude(pk__in=Authenticator.objects.values("user_id")).count()
    topic = _("Second step at sign-in")
    if not without:
        return Finding("second_step", topic, OK, _("Everyone has one."))
    text = ngettext("%(n)s account has none.", "%(n)s accounts have none.", without) % {
        "n": without
    }
    return Finding("second_step", topic, WARN, text, _("Under Accounts you see which."))


def _away() -> Finding:
    before = timezone.now() - LONG_AWAY
    people = Account.objects.filter(is_active=True)
    away = sum((one.last_login or one.created_at) < before for one in people)
    topic = _("Accounts nobody uses")
    if not away:
        return Finding("away", topic, OK, _("Everyone signed in within three months."))
    text = ngettext(
        "%(n)s account was not used for three months.",
        "%(n)s accounts were not used for three months.",
        away,
    ) % {"n": away}
    return Finding("away", topic, WARN, text, _("Close those whose people have left."))


def _validate() -> Finding:
    topic = _("Questionnaires")
    if has_validate():
        return Finding("validate", topic, OK, _("ODK Validate looks at them."))
    text = _("ODK Validate does not look at them, since Java is missing; the program itself does.")
    todo = _("Open each form in the browser and in ODK Collect before a survey begins.")
    return Finding("validate", topic, WARN, text, todo)


def report() -> str:
    """For whoever helps: versions, sizes, findings by their names; no person, no title, no path."""
    data = Path(settings.GONGYOU_DATA)
    database = installing.database() if installing.embedded() else None
    size = database.stat().st_size if database and database.exists() else 0
    lines = [
        f"gongyou {gongyou.__version__}",
        f"python {platform.python_version()} · {platform.system()} {platform.release()}",
        f"processors {os.cpu_count()} · {platform.machine()}",
        f"database {'embedded' if installing.embedded() else 'postgresql'} · {_rounded(size)}",
        f"disk free {_rounded(shutil.disk_usage(data).free)}",
        *(f"{one.name}: {one.tone}" for one in findings()),
        *(f"{name} {version}" for name, version in _parts()),
    ]
    return "\n".join(lines) + "\n"


def _rounded(size: int) -> str:
    """A size that tells little: the next power of two of megabytes."""
    megabytes = max(1, size // 1024**2)
    return f"≤ {1 << (megabytes - 1).bit_length()} MB"


def _parts() -> list[tuple[str, str]]:
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in ("django", "sqlcipher3", "granian", "duckdb", "typst", "pyrage", "wasmtime"):
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            found.append((name, "?"))
    return found
