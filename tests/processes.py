"""Python processes that are forked from one which has the program read already.

A program of this size takes seconds to read, and tests start it hundreds of times. One server for
each settings module, begun with the first process that a test asks for, reads the program and
forks. A child gets its environment, reads the settings anew from it and runs as any other would;
nothing was opened before the fork.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Started:
    """A process that was started, with the words of `subprocess.Popen` that tests use."""

    def __init__(self, environment: Mapping[str, str], script: str, arguments: Sequence[str] = ()):
        self._told, told = socket.socketpair()
        (out, out_end), (err, err_end) = os.pipe(), os.pipe()
        self.stdout, self.stderr = (os.fdopen(end, encoding="utf-8") for end in (out, err))
        work = [dict(environment), script, list(arguments)]
        _ask(environment["DJANGO_SETTINGS_MODULE"], work, [out_end, err_end, told.fileno()])
        for end in (out_end, err_end, told.detach()):
            os.close(end)
        self._reader = self._told.makefile()
        self.pid = int(self._reader.readline())
        self.returncode: int | None = None

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """What it wrote until its end; after `timeout` seconds it is killed, and that is told."""
        with ThreadPoolExecutor(2) as readers:
            both = [readers.submit(each.read) for each in (self.stdout, self.stderr)]
            if late := wait(both, timeout).not_done:
                self.kill()
            out, err = (each.result() for each in both)
        self.wait()
        for end in (self.stdout, self.stderr):
            end.close()
        if late:
            raise subprocess.TimeoutExpired("a process of a test", timeout or 0, out, err)
        return out, err

    def kill(self) -> None:
        """End it as SIGKILL does."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Its exit code; below zero the signal that ended it."""
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(int(self._reader.readline()))
            self._told.close()
        return self.returncode


@cache
def _server(settings: str) -> socket.socket:
    ours, theirs = socket.socketpair()
    asked = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    asked |= {"DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.processes", str(theirs.fileno())]
    subprocess.Popen(command, env=asked, cwd=ROOT, pass_fds=[theirs.fileno()])
    theirs.close()
    return ours


def _ask(settings: str, work: list, ends: list[int]) -> None:
    asked = json.dumps(work).encode()
    server = _server(settings)
    socket.send_fds(server, [len(asked).to_bytes(8, "big")], ends)
    server.sendall(asked)


def serve(asked: socket.socket) -> None:
    """Fork whatever is asked for, until nobody can ask any more."""
    import django

    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        length, ends, _, _ = socket.recv_fds(asked, 8, 3)
        if not length:
            return
        work = bytearray()
        while missing := int.from_bytes(length, "big") - len(work):
            work += asked.recv(missing)
        if os.fork() == 0:
            asked.close()
            _watch(work, *ends)
        for end in ends:
            os.close(end)


def _watch(work: bytes, out: int, err: int, told: int) -> None:
    """Start the process itself; tell its number, and how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        os.close(told)
        os.dup2(out, 1), os.dup2(err, 2)
        os.close(out), os.close(err)
        _exit(_work(*json.loads(work)))
    os.close(out), os.close(err)
    os.write(told, b"%d\n" % child)
    os.write(told, b"%d\n" % os.waitpid(child, 0)[1])
    os._exit(0)


def _exit(code: int) -> None:
    from django.db import connections

    connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _work(environment: dict, script: str, arguments: list[str]) -> int:
    """Move into an environment, and run."""
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
    sys.argv = ["-c", *arguments]
    os.environ.clear()
    os.environ.update(environment)
    try:
        _forget_settings()
        exec(compile(script, "<a script of a test>", "exec"), {"__name__": "__main__"})
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except BaseException:
        import traceback

        traceback.print_exc()
        return 1
    return 0


def _forget_settings() -> None:
    """They are read anew when they are asked for, as in a new process."""
    from django.conf import empty, settings
    from django.core.cache import caches
    from django.db import connections

    for name in ("gongyou.web.settings", settings.SETTINGS_MODULE):
        sys.modules.pop(name, None)
    for handler in (connections, caches):
        for alias in handler:
            if hasattr(handler._connections, alias):
                del handler[alias]
        handler.__dict__.pop("settings", None)
        handler._settings = None
    settings._wrapped = empty


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
