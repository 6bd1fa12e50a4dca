"""The demonstration, as a program of its own beside the one that asks for it."""

import atexit
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from gongyou.web.door import starting
from gongyou.web.serving import ENDS_WITH_INPUT

FOLDER = "demonstration"
WORKERS = "60"


@dataclass
class Beside:
    """The one demonstration of this process."""

    process: subprocess.Popen | None = None
    port: int = 0
    log: Path = field(default_factory=Path)

    def start(self) -> None:
        """Build it and serve it, unless that goes on already."""
        if self.running:
            return
        folder = Path(settings.GONGYOU_DATA) / FOLDER
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.port, self.log = starting.free_port(), folder.with_suffix(".log")
        ours = ("GONGYOU_", "DATABASE_URL", "DJANGO_")
        plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "gongyou", "demo", "--data", str(folder),
                 "--port", str(self.port), "--workers", WORKERS, "--here-only"],
                stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT,
                env={**plain, ENDS_WITH_INPUT: "yes", "PYTHONUNBUFFERED": "1"},
            )  # fmt: skip
        atexit.register(self.stop)

    @property
    def running(self) -> bool:
        """Whether its process lives."""
        return self.process is not None and self.process.poll() is None

    @property
    def failed(self) -> bool:
        """Whether it came to an end by itself."""
        return self.process is not None and self.process.poll() is not None

    @property
    def ready(self) -> bool:
        """Whether its pages answer."""
        return self.running and starting.answers(self.port)

    @property
    def address(self) -> str:
        """Another name of this machine than the centre's: cookies of the two stay apart."""
        return f"http://127.0.0.1:{self.port}/"

    def lines(self) -> list[str]:
        """What it said so far."""
        try:
            return self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:]
        except OSError:
            return []

    def stop(self) -> None:
        """It ends with this program."""
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()


demonstration = Beside()
