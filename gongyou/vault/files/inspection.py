"""Have a file looked into by a child process: bubblewrap, no network, little memory and time."""

import json
import logging
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from gongyou.vault.files.refusals import Refused

log = logging.getLogger(__name__)

SCRIPT = Path(__file__).with_name("parser.py")
LIMITS = {
    "memory_megabytes": 1500,
    "seconds": 20,
    "pixels": 80_000_000,
    "side": 4000,
    "pages": 2000,
    "entries": 5000,
    "unpacked_megabytes": 400,
    "ratio": 150,
}
WAIT = 30
# Each may take more than a gigabyte for a hostile file.
_turns = threading.BoundedSemaphore(2)
# Of sound and film only the beginning is looked at; everything else is read whole.
BEGINNING = 64 * 1024 * 1024


@dataclass(frozen=True)
class Inspected:
    """What was found."""

    media_type: str
    derivative_type: str | None = None
    derivative: bytes = field(default=b"", repr=False)
    left_out: dict[str, str] = field(default_factory=dict)


def inspect(content: bytes, whole: bool = True, folder: bool = False) -> Inspected:
    """Look into a file, given its content or at least the BEGINNING of it.

    Args:
        folder: it is a zip of tables; `left_out` names those that may not be opened, with the code.

    Raises:
        Refused: with the reason.
    """
    if not content:
        raise Refused("empty")
    request = json.dumps(LIMITS | {"folder": folder}).encode() + b"\n" + content
    try:
        with _turns:
            done = subprocess.run(  # noqa: S603
                command(), input=request, capture_output=True, timeout=WAIT, check=False, env={}
            )
    except subprocess.TimeoutExpired:
        raise Refused("slow") from None
    except OSError:
        raise Refused("inspection") from None
    return _read(done, whole)


def _read(done, whole: bool) -> Inspected:
    line, _, derivative = done.stdout.partition(b"\n")
    if done.returncode < 0 or not line:
        # Killed for memory or time, or it never ran at all.
        raise Refused("slow" if done.returncode < 0 else "inspection")
    answer = json.loads(line)
    if "refused" in answer:
        raise Refused(answer["refused"])
    if not whole and not answer["media_type"].startswith(("audio/", "video/")):
        raise Refused("too_large")
    left_out = answer.get("left_out", {})
    return Inspected(answer["media_type"], answer.get("derivative"), derivative, left_out)


def command(script: Path = SCRIPT) -> list[str]:
    """The command line of a child that runs a script, in bubblewrap wherever that runs."""
    python = [sys.executable, "-I", "-B", str(script)]
    return [*sandbox(script), *python] if sandboxed() else python


def sandbox(script: Path = SCRIPT) -> list[str]:
    """No network, no other process, no writable place, nothing of the data folder."""
    shown = {"/usr", sys.prefix, sys.base_prefix, str(Path(sys.executable).resolve().parent.parent)}
    binds = [part for path in sorted(shown) for part in ("--ro-bind", path, path)]
    for path in ("/lib", "/lib64", "/bin", "/sbin", "/etc/magic", "/etc/ld.so.cache"):
        binds += ["--ro-bind-try", path, path]
    return [
        shutil.which("bwrap") or "bwrap",
        *("--unshare-all", "--die-with-parent", "--new-session", "--clearenv"),
        *("--cap-drop", "ALL", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"),  # noqa: S108
        *binds,
        *("--ro-bind", str(script), str(script), "--chdir", "/tmp"),  # noqa: S108
    ]


@lru_cache(maxsize=1)
def sandboxed() -> bool:
    """Whether bubblewrap can run here; said once in the log if it can't."""
    probe = [*sandbox(), sys.executable, "-I", "-c", "import zipfile"]
    try:
        done = subprocess.run(probe, capture_output=True, timeout=20, check=False, env={})  # noqa: S603
        works = done.returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        works = False
    if not works:
        log.warning(
            "bubblewrap cannot run here: uploads are inspected in a child process with limits "
            "on memory and time, but without a sandbox"
        )
    return works
