"""A throw-away PostgreSQL server for tests, from Debian's packages.

Use the fixture `postgres_url` (session) by importing it, with `postgres_directory`, into a
conftest or a test module. The server listens on a Unix socket in a temporary directory only.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

VERSIONS = Path("/usr/lib/postgresql")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


class NoServer(RuntimeError):
    """PostgreSQL's server programs are not installed."""


def programs() -> Path:
    """The folder of initdb and pg_ctl of the newest version installed."""
    found = sorted(VERSIONS.glob("*/bin/initdb"), key=lambda p: float(p.parent.parent.name))
    if not found:
        raise NoServer("install the Debian package postgresql")
    return found[-1].parent


def _as_user(directory: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as its own system user."""
    if os.geteuid() != 0:
        return []
    shutil.chown(directory, "postgres", "postgres")
    return ["runuser", "-u", "postgres", "--"]


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give the URL of an empty database; stop and remove it afterwards."""
    directory = Path(tempfile.mkdtemp(prefix="gongyou-pg-", dir="/tmp"))
    user, tools, data = _as_user(directory), programs(), directory / "data"
    options = " ".join(f"-c {setting}" for setting in FAST) + f" -k {directory}"
    try:
        create = [tools / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8"]
        _run([*user, *create, "--no-sync", "--locale=C.UTF-8"])
        _run(
            [*user, tools / "pg_ctl", "-D", data, "-o", options, "-w", "-l", data / "log", "start"]
        )
        yield f"postgresql://tests@/postgres?host={directory}"
    finally:
        if (data / "postmaster.pid").exists():
            _run([*user, tools / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
        shutil.rmtree(directory, ignore_errors=True)


def _run(command: list) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        cwd="/tmp",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NoServer(done.stderr)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of an empty database on a server of its own."""
    with server() as url:
        yield url
