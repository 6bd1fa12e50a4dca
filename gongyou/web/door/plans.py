"""Backups by themselves: written to a stick or folder, brought back for a trial, and told of."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongyou.vault.public import (
    Actor,
    BadArchive,
    backup_and_try,
    journal,
    state_of_backups,
)
from gongyou.web.models import BackupPlan, Due

log = logging.getLogger(__name__)
JOB = "web.backup"
# How often the plan is looked at, in seconds; how old the last good backup may grow, in days.
LOOK_SECONDS = 600
OLD_DAYS = 3
KEEP = 30
PLUGGED_OUT = _("The folder is not there. Is the stick plugged in?")
FULL = _("The disk of the backup is full, or may not be written to.")
FAILED = _("The backup could not be brought back: {why}")

journal.sentence("web.plan_backups", _("said where backups go by themselves"))


def plan() -> BackupPlan | None:
    """The plan of this machine, if there is one."""
    return BackupPlan.objects.first()


@transaction.atomic
def set_plan(by: Actor, folder: Path, recipients: list[str]) -> BackupPlan:
    """Backups go to a folder from now on, and open with these keys."""
    made, _new = BackupPlan.objects.update_or_create(
        pk=1,
        defaults={"folder": str(folder), "recipients": recipients, "tried_at": None, "problem": ""},
    )
    journal.append(by, "web.plan_backups")
    return made


def soon() -> None:
    """Look at the plan in the next round of jobs."""
    Due.objects.filter(name=JOB).update(at=timezone.now())


def run_if_due() -> None:
    """The job: when the last good one is old enough, and somebody said where to."""
    found = plan()
    if found is not None and _due(found):
        run(found)


def _due(found: BackupPlan) -> bool:
    now = timezone.now()
    if found.problem or found.good_at is None:
        # Again and again until the stick is there, but a disk that fails is not worn out.
        return found.tried_at is None or found.tried_at < now - timedelta(seconds=LOOK_SECONDS)
    return found.good_at < now - timedelta(hours=found.every_hours)


def run(found: BackupPlan) -> bool:
    """One backup, brought back for a trial; notes how it went. True when all is well."""
    problem = _problem_of(found)
    now = timezone.now()
    found.tried_at, found.problem = now, problem[:500]
    if not problem:
        found.good_at = now
    found.save(update_fields=["tried_at", "problem", "good_at"])
    return not problem


def _problem_of(found: BackupPlan) -> str:
    folder = Path(found.folder)
    if not folder.is_dir():
        return str(PLUGGED_OUT)
    try:
        report, problems = backup_and_try(folder, list(found.recipients))
    except OSError:
        return str(FULL)
    except BadArchive as bad:
        return str(FAILED).format(why=bad)
    if problems:
        return str(FAILED).format(why=problems[0])
    _thin_out(folder, report.data)
    return ""


def _thin_out(folder: Path, newest: Path) -> None:
    """Thirty archives stay; older ones make room. Never what was written by hand elsewhere."""
    written = sorted(folder.glob("gongyou-data-*.age"))
    for path in written[:-KEEP]:
        if path != newest:
            path.unlink(missing_ok=True)


@dataclass(frozen=True)
class Told:
    """What the home page says of backups."""

    days: int | None
    """Age of the last good one that was made by itself; None: never."""
    plan: BackupPlan | None

    @property
    def old(self) -> bool:
        """Whether somebody should be told."""
        return self.days is None or self.days > OLD_DAYS


def panel(actor: Actor) -> dict | None:
    """For the home page of administrators."""
    if not actor.is_administrator:
        return None
    found = plan()
    good = found.good_at if found else None
    days = (timezone.now() - good).days if good else None
    return {"backups": state_of_backups(), "told": Told(days, found)}
