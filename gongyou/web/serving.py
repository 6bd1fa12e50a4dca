"""Run the program for people: collect the static files, then serve pages and jobs."""

import _thread
import hashlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

STAMP = "collected.txt"
# Up to seven may wait for their passphrase to be tried; the others serve pages meanwhile.
THREADS = 12
# Set by whoever starts this program beside itself: it ends when its input does.
ENDS_WITH_INPUT = "GONGYOU_ENDS_WITH_INPUT"


def collect() -> None:
    """Copy, hash and compress the static files unless that was done for these very files."""
    root = Path(settings.STATIC_ROOT)
    now = fingerprint()
    stamp = root / STAMP
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)


def fingerprint() -> str:
    """Changes whenever a static file changes."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name}\t{stat.st_size}\t{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def serve(host: str, port: int, workers: int = 1) -> None:
    """Serve until the process is told to stop. The embedded database needs one worker."""
    os.environ["GONGYOU_JOBS"] = "yes"
    if os.environ.pop(ENDS_WITH_INPUT, ""):
        threading.Thread(target=_end_with_input, daemon=True).start()
    # Whatever cannot be imported stops the start here, not the first visitor.
    get_resolver().url_patterns  # noqa: B018
    connections.close_all()
    Granian(
        "gongyou.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_level=LogLevels.error,
        log_access=False,
        websockets=False,
        respawn_failed_workers=True,
    ).serve()


def serve_anew(port: int) -> None:
    """Serve the data folder in use by a process of its own, until that or this is told to stop.

    For a process that has worked already: workers are forks, and no fork has the threads that the
    work left behind, so that whatever hands them something would wait without end.
    """
    connections.close_all()
    command = [sys.executable, "-m", "gongyou", "serve", "--port", str(port)]
    with subprocess.Popen(command) as serving:  # noqa: S603
        signal.signal(signal.SIGTERM, lambda *_: serving.terminate())
        # Ctrl+C reaches both; the one that serves ends in its own time.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    if serving.returncode > 0:  # it said why; below nought it was told to stop
        raise SystemExit(serving.returncode)


def _end_with_input() -> None:
    """Wait until whoever started this program is gone, then stop as Ctrl+C does."""
    # Past the buffer: a fork would find its lock taken, and wait for it without end.
    while os.read(sys.stdin.fileno(), 1 << 16):
        pass
    if hasattr(signal, "pthread_kill"):  # wakes the main thread where it waits
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()
