"""A backup that was never restored is a hope: rehearse it, and say when it was last done."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyrage
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from gongyou.vault.accounts.actor import Actor, the_program
from gongyou.vault.accounts.services.unsealing import embedded
from gongyou.vault.backup.archive import BadArchive
from gongyou.vault.backup.copies import current_key
from gongyou.vault.backup.making import Report, backup
from gongyou.vault.installation import data_folder
from gongyou.vault.journal.chain import append
from gongyou.vault.journal.models import Entry

NAG_DAYS = 90
SCHEMA = "gongyou_rehearsal"
MAY_NOT = _(
    "the role of DATABASE_URL may not make a schema to rehearse in: "
    "its owner says GRANT CREATE ON DATABASE"
)
_CHILD = """
import json, sys
import django
django.setup()
from pathlib import Path
from gongyou.vault import commands
given = json.load(sys.stdin)
raw = bytes.fromhex(given["raw_key"]) if given["raw_key"] else None
done = commands.restore(
    Path(given["source"]), given["identity"], given["passphrase"], raw_key=raw
)
print(json.dumps([done.files, done.missing, done.checked.problems]))
"""


@sensitive_variables()
def rehearse(
    source: Path,
    identity: str,
    passphrase: str,
    by: Actor | None = None,
    raw_key: bytes | None = None,
) -> list[str]:
    """Restore a backup into a place that is deleted afterwards; gives what went wrong.

    The place is a folder, and on PostgreSQL a schema of its own beside the centre's tables.

    Raises:
        BadArchive: it can't be restored.
    """
    given = {
        "source": str(source.resolve()),
        "identity": identity,
        "passphrase": passphrase,
        "raw_key": raw_key.hex() if raw_key else "",
    }
    with _place() as place:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", _CHILD],
            input=json.dumps(given),
            env={**os.environ, **place},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2]
        raise BadArchive(last.rpartition("BadArchive: ")[2] or f"exit {done.returncode}")
    _, missing, problems = json.loads(done.stdout.strip().splitlines()[-1])
    found = [f"file {name}: missing" for name in missing] + problems
    with transaction.atomic():
        append(by or the_program(), "vault.rehearse", changes={"problems": len(found)})
    return found


@sensitive_variables()
def backup_and_try(
    to: Path, recipients: list[str], by: Actor | None = None
) -> tuple[Report, list[str]]:
    """A backup, read from where it was written and brought back for a trial.

    For the trial it is sealed to one key more, which lives in this call alone: nobody's secret is
    needed, and the archive opens with the officers' keys only. Gives what went wrong.

    Raises:
        BadArchive: it could not be made, or not be brought back.
    """
    once = pyrage.x25519.Identity.generate()
    report = backup(to, [*recipients, str(once.to_public())], by)
    raw_key = current_key() if embedded() else None
    return report, rehearse(report.data, str(once), "", by, raw_key)


def new_backup_key() -> tuple[str, str]:
    """A secret key to keep on paper, and the public one that backups are sealed to."""
    made = pyrage.x25519.Identity.generate()
    return str(made), str(made.to_public())


@contextmanager
def _place() -> Iterator[dict[str, str]]:
    """What the child's environment must say so that it works elsewhere."""
    with tempfile.TemporaryDirectory(prefix="rehearsal-", dir=data_folder()) as folder:
        place = {"GONGYOU_DATA": folder, "GONGYOU_DATABASE_KEY": ""}
        if embedded():
            yield place
            return
        _drop_schema()  # what a power cut left
        try:
            _run(f"CREATE SCHEMA {SCHEMA}")
        except ProgrammingError:
            raise BadArchive(MAY_NOT) from None
        options = f"{os.environ.get('PGOPTIONS', '')} -c search_path={SCHEMA}"
        try:
            yield {**place, "PGOPTIONS": options}
        finally:
            _drop_schema()


def _drop_schema() -> None:
    _run(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@dataclass(frozen=True)
class State:
    """Days since the last backup and the last rehearsal; None: never."""

    backup_days: int | None
    rehearsal_days: int | None

    @property
    def nag(self) -> bool:
        """Whether someone should be told."""
        return self.rehearsal_days is None or self.rehearsal_days > NAG_DAYS


def state_of_backups() -> State:
    """For the page of administrators and for the command line."""
    return State(_days_since("vault.backup"), _days_since("vault.rehearse"))


def _days_since(act: str) -> int | None:
    entry = Entry.objects.filter(act=act).order_by("-at").first()
    return (timezone.now() - entry.at).days if entry else None
