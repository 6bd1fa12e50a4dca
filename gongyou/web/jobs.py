"""Work behind the pages: queued jobs and repeated ones, in a thread beside the server.

Jobs get ids and hold no keys. A room queues with `django_tasks.task`; what repeats stands in
`AppConfig.periodic` as (name, function, seconds). A failed job is tried again twice.
"""

import logging
import secrets
import threading
import time
from datetime import timedelta
from itertools import count

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from gongyou.vault.public import is_sealed
from gongyou.web.models import Draft, Due

log = logging.getLogger("gongyou.jobs")
ROUNDS_A_TICK = 20
TRIES = 3
PAUSES = (60, 600)
KEEP_RESULTS = timedelta(days=14)
KEEP_DRAFTS = timedelta(days=90)


def start() -> threading.Thread:
    """Begin working in a thread of this process."""
    thread = threading.Thread(target=forever, name="jobs", daemon=True)
    thread.start()
    return thread


def forever(pause: float = 1.0) -> None:
    """Work as soon as the database is open; one failure never ends it."""
    for round_ in count():
        try:
            if not is_sealed():
                if round_ % ROUNDS_A_TICK == 0:
                    tick()
                work_off()
        except Exception as error:  # whatever happens, the next round comes
            log.error("a round of jobs failed: %s", type(error).__name__)
        finally:
            close_old_connections()
        time.sleep(pause)


def work_off() -> None:
    """Run what is queued until nothing is left."""
    # The worker asks for the write lock, so it is not called for nothing every second.
    if not DBTaskResult.objects.ready().exists():
        return
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=secrets.token_hex(16),
        excluded_queue_names=[],
    ).run()


def again(sender, task_result, **_kwargs) -> None:
    """Queue a failed job once more, a little later; a receiver of task_finished."""
    row = DBTaskResult.objects.filter(pk=task_result.id).first()
    if row is None or row.status != TaskResultStatus.FAILED:
        return
    same = DBTaskResult.objects.failed().filter(
        task_path=row.task_path, args_kwargs=row.args_kwargs
    )
    failures = same.filter(finished_at__gt=timezone.now() - timedelta(days=1)).count()
    if failures < TRIES:
        later = timezone.now() + timedelta(seconds=PAUSES[failures - 1])
        row.task.using(run_after=later).enqueue(*task_result.args, **task_result.kwargs)


def periodic() -> dict[str, tuple]:
    """What repeats in every room: name → (function, seconds)."""
    found = {}
    for config in apps.get_app_configs():
        for name, function, seconds in getattr(config, "periodic", ()):
            found[name] = (function, seconds)
    return found


def tick() -> list[str]:
    """Run what is due; returns the names that ran."""
    now, ran = timezone.now(), []
    for name, (function, seconds) in periodic().items():
        due, made = Due.objects.get_or_create(name=name, defaults={"at": now})
        if not made and due.at > now:
            continue
        due.failures = 0 if _runs(name, function) else min(due.failures + 1, 100)
        due.at = timezone.now() + timedelta(seconds=seconds)
        due.save()
        ran.append(name)
    return ran


def _runs(name: str, function: str) -> bool:
    try:
        import_string(function)()
    except Exception as error:  # the other jobs must go on
        log.error("%s failed: %s", name, type(error).__name__)
        return False
    return True


def prune() -> None:
    """Forget what has served: old results, ended sessions, drafts nobody came back to."""
    now = timezone.now()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_RESULTS).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    Draft.objects.filter(saved_at__lt=now - KEEP_DRAFTS).delete()


task_finished.connect(again, dispatch_uid="web-again")
