"""Locks on open files: `fcntl` where there is one, else the twin that Windows has.

Both end with the process that holds them, also when it is killed.
"""

import time

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

PAUSE = 0.02


def wait(handle: int) -> None:
    """Hold a file alone, as soon as nobody else does; closing it lets go."""
    if fcntl is not None:
        fcntl.flock(handle, fcntl.LOCK_EX)
        return
    while not _taken(handle):
        time.sleep(PAUSE)


def try_at_once(handle: int) -> None:
    """Hold a file alone for as long as this process lives; children don't inherit it.

    Raises:
        OSError: somebody has it.
    """
    if fcntl is not None:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    elif not _taken(handle):
        raise OSError("the file is held by another process")


def _taken(handle: int) -> bool:
    """Whether the first byte of the file could be locked, the Windows way."""
    try:
        import msvcrt
    except ImportError:
        raise NoLocks from None
    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True


class NoLocks(RuntimeError):
    """This system has neither kind of lock; two programs at once would not see each other."""
