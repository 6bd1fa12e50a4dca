"""What must be written in clear is written to memory only."""

import os
import subprocess
import sys
from pathlib import Path

from gongyou.vault import memory
from gongyou.vault.public import private_folder


def test_a_private_folder_is_in_memory_and_gone_afterwards():
    with private_folder() as folder:
        (folder / "letter.typ").write_text("Canary")
        assert folder.stat().st_mode & 0o077 == 0
        mounts = Path("/proc/mounts").read_text().splitlines()
        points = [line.split()[1] for line in mounts if line.split()[2] == "tmpfs"]
        assert any(str(folder).startswith(point) for point in points)
    assert not folder.exists()


def test_a_folder_on_a_disk_is_not_taken_for_memory_whatever_it_is_called(monkeypatch):
    """Some systems name a folder on a disk as the one for what runs."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(Path(__file__).parent))
    assert not memory.lies_in_memory(Path(__file__).parent)
    assert memory.memory_root() == Path("/dev/shm")
    memory.hold_in_memory("a-key", b"sealed")
    assert not list(Path(__file__).parent.glob("gongyou-*"))
    assert memory.held_in_memory("a-key") == b"sealed"
    memory.forget_in_memory("a-key")
    assert memory.held_in_memory("a-key") is None


def test_a_file_in_memory_has_no_name_on_any_disk():
    with memory.file_in_memory() as file:
        file.write(b"Canary")
        assert os.readlink(f"/proc/self/fd/{file.fileno()}").startswith("/memfd:")


def test_a_hardened_process_dumps_no_core():
    script = (
        "import resource; from gongyou.vault.memory import harden; harden(); "
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "(0, 0)"
