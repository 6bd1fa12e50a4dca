"""Running a helper program on a stranger's file: no network, no other files, bounded."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongyou.vault.public import private_folder


class TookTooLong(Exception):
    """The program was ended after its time."""


@dataclass
class Ended:
    """What the program left: exit code, output, errors."""

    code: int
    out: bytes
    err: bytes


def run_on_file(argv: list[str], name: str, content: bytes, seconds: float) -> Ended:
    """Run a program on one file, given to it as its last argument.

    The file lies in memory for the length of the run.
    Raises TookTooLong.
    """
    with private_folder() as made:
        folder = str(made)
        path = made / name
        path.write_bytes(content)
        command = [*_walls(folder), *argv, str(path)]
        try:
            # Fixed programs, own arguments; only the file's content is foreign.
            done = subprocess.run(  # noqa: S603
                command, capture_output=True, timeout=seconds, check=False, env=_environment(folder)
            )
        except subprocess.TimeoutExpired:
            raise TookTooLong(argv[0]) from None
    return Ended(done.returncode, done.stdout, done.stderr)


def _environment(folder: str) -> dict:
    """The least a program needs; what it writes beside its answer goes with the folder."""
    kept = {name: os.environ[name] for name in ("PATH", "JAVA_HOME") if name in os.environ}
    return {
        **kept,
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": "ignore",
        "TMPDIR": folder,
    }


@cache
def _bwrap() -> str | None:
    """Bubblewrap, where it is installed and the kernel lets it work."""
    found = shutil.which("bwrap")
    if found is None:
        return None
    probe = [found, "--ro-bind", "/", "/", "--unshare-all", "true"]
    works = subprocess.run(probe, capture_output=True, check=False).returncode == 0  # noqa: S603
    return found if works else None


def _walls(folder: str) -> list[str]:
    bwrap = _bwrap()
    if bwrap is None:
        return []
    hidden = [word for path in ("/home", "/root", "/tmp") for word in _hide(path)]  # noqa: S108
    return [
        bwrap, "--ro-bind", "/", "/", *hidden, "--dev", "/dev", "--proc", "/proc",
        "--bind", folder, folder, "--unshare-all", "--die-with-parent", "--new-session", "--",
    ]  # fmt: skip


def _hide(path: str) -> list[str]:
    """An empty folder over one that the program has no business with.

    Not where the program itself is installed below it.
    """
    import sys

    if not Path(path).is_dir() or sys.prefix.startswith(path) or sys.base_prefix.startswith(path):
        return []
    return ["--tmpfs", path]
