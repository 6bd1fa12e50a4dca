"""The files of an earlier commit, in a folder of their own, to measure beside ours."""

import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent


def checked_out(commit: str) -> Path:
    """The commit's files, there once."""
    folder = Path(tempfile.gettempdir()) / f"gongyou-bench-{commit}"
    if not (folder / "gongyou").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["git", "archive", commit]
        archive = subprocess.run(command, cwd=HERE, stdout=subprocess.PIPE, check=True)
        subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)
    return folder
