"""Long work over many people, part by part: a thread with keys, progress, resumed after a kill.

A run is any record with `parts`, `done`, `status` and `touched_at`. Its work needs names, so it is
done in a thread that got the keys in memory, never in a queue.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from gongyou.vault.public import Actor


def start(work: Callable, actor: Actor, run) -> None:
    """Do `work(actor, run)` in a thread that holds the keys in memory until it is done."""
    target = (work, actor, type(run), run.pk)
    threading.Thread(target=_in_thread, args=target, daemon=True).start()


def _in_thread(work, actor: Actor, model, run_id) -> None:
    try:
        work(actor, model.objects.get(pk=run_id))
    finally:
        connection.close()


def note(run, **values) -> None:
    """Write down how the run stands, and that it lives."""
    type(run).objects.filter(pk=run.pk).update(touched_at=timezone.now(), **values)


def note_progress(run) -> None:
    """Write down how many are done; call it in the transaction that keeps a part."""
    note(run, done=sum(run.parts.values_list("count", flat=True)))


@contextmanager
def under_way(run) -> Iterator[None]:
    """The run counts as running meanwhile, and as failed if something is raised."""
    note(run, status="running")
    try:
        yield
    except Exception:
        note(run, status="failed")
        raise


def waiting(run, everyone: list, at_once: int) -> Iterator[tuple[int, list]]:
    """The numbers and members of the parts that are not kept yet."""
    done = set(run.parts.values_list("number", flat=True))
    for number, begin in enumerate(range(0, len(everyone), at_once), 1):
        if number not in done:
            yield number, everyone[begin : begin + at_once]


def mark_silent(run, after: timedelta):
    """A run of which nothing was heard for so long stopped with its process."""
    if run.status == "running" and run.touched_at < timezone.now() - after:
        run.status = "stopped"
        run.save(update_fields=["status"])
    return run
