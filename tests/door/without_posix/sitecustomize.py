"""On the path of a process, this hides what only POSIX systems have.

A stand-in takes the place of `msvcrt`, which every Windows has: the same promise, kept by flock.
"""

import ctypes
import os
import subprocess  # noqa: F401 (it asks for msvcrt to know where it runs)
import sys
import types

for name in ("fcntl", "resource", "pwd", "grp"):
    sys.modules[name] = None  # type: ignore[assignment]
for name in ("fork", "forkpty", "getuid", "geteuid", "getgid", "O_DIRECTORY"):
    if hasattr(os, name):
        delattr(os, name)


def locking(handle: int, mode: int, length: int) -> None:
    """Refuse at once when somebody else holds the file."""
    exclusive_now = 2 | 4
    if ctypes.CDLL(None, use_errno=True).flock(handle, exclusive_now):
        raise OSError(ctypes.get_errno(), "held")


stand_in = types.ModuleType("msvcrt")
stand_in.LK_NBLCK, stand_in.locking = 2, locking  # type: ignore[attr-defined]
sys.modules["msvcrt"] = stand_in
