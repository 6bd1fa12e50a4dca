"""The real server as a process of its own, on a data folder of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from tests.processes import Started, free_port

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "seven grey herons over the weir"


def environment(data: Path, **more) -> dict:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gongyou.web.settings",
        "GONGYOU_DATA": str(data),
        "GONGYOU_DATABASE_KEY": "5a" * 32,
        "GONGYOU_PASSPHRASE_COST": "light",
        "GONGYOU_SECRET_KEY": "only for tests, never anywhere else",
        "PYTHONPATH": str(ROOT),
        **more,
    }


def own_database() -> dict:
    """On PostgreSQL a database of its own, since several servers run beside one another."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return {}
    import psycopg

    name = f"survey_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return {"DATABASE_URL": f"{url.rpartition('/')[0]}/{name}"}


@dataclass
class Server:
    """Start, kill, start again: the data folder stays."""

    data: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="gongyou-survey-")))
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None
    told: dict = field(default_factory=dict)
    more: dict = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def seed(self) -> dict:
        """Make an organisation with a survey; `told` says its tokens."""
        self.more |= own_database()
        script = "from tests.surveys.seed import main; main()"
        seeding = Started(environment(self.data, **self.more), script)
        out, err = seeding.communicate(600)
        assert seeding.returncode == 0, err[-3000:]
        self.told = json.loads(out.splitlines()[-1])
        return self.told

    def start(self, threads: int = 6) -> "Server":
        log = (self.data / "server.log").open("ab")
        self.process = subprocess.Popen(
            [
                str(Path(sys.executable).parent / "granian"), "--interface", "wsgi",
                "--host", "127.0.0.1", "--port", str(self.port), "--workers", "1",
                "--blocking-threads", str(threads), "--no-access-log",
                "gongyou.web.wsgi:application",
            ],
            cwd=ROOT, env=environment(self.data, **self.more), stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        self._wait()
        return self

    def _wait(self) -> None:
        until = time.monotonic() + 600
        while time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1) as probe:
                    probe.sendall(
                        b"HEAD /openrosa/none/submission HTTP/1.1\r\nHost: localhost\r\n"
                        b"Connection: close\r\n\r\n"
                    )
                    probe.settimeout(5)
                    if probe.recv(12).startswith(b"HTTP/1.1"):
                        return
            except OSError:
                assert self.process.poll() is None, (self.data / "server.log").read_text()[-3000:]
                time.sleep(0.05)
        raise AssertionError((self.data / "server.log").read_text()[-3000:])

    def kill(self) -> None:
        """As the power does: nobody is asked."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.kill()

    def sql(self, query: str, *values) -> list:
        """Ask the database directly, beside the running server."""
        if "DATABASE_URL" in self.more:
            import psycopg

            with psycopg.connect(self.more["DATABASE_URL"]) as connection:
                return connection.execute(query.replace("?", "%s"), values).fetchall()
        from sqlcipher3 import dbapi2

        connection = dbapi2.connect(self.data / "gongyou.db", timeout=30)
        connection.execute(f"PRAGMA key = \"x'{'5a' * 32}'\"")
        found = connection.execute(query, values).fetchall()
        connection.close()
        return found

    def run(self, code: str) -> str:
        """Run code of the program in a process of its own."""
        script = f"import django; django.setup()\n{code}"
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False,
            env=environment(self.data, **self.more),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.strip()
