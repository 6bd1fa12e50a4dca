"""Processes that are killed at a counted moment: how fast the machine is decides nothing.

    child = os.fork()
    if child == 0:
        die_after(commits=1, statements=7)
        … work that commits more than once …
    assert killed(child)

The child sends SIGKILL to itself, before a statement, a commit or a call of the file system that
was chosen by a kept seed.
It must find its end in its work; a test asks `killed`, so that one that got away fails.
"""

import os
import signal
import sys
from collections.abc import Callable

FILES = ("posix", "fcntl", "_io")


def die_after(*, commits: int, statements: int | None = None, told: int | None = None) -> None:
    """Die when so many commits and then so many statements were made.

    None of them: at once after the last commit. Fewer than that, or without their number:
    before the next commit.
    `told`: where the number of statements since the last commit is written at death.
    """
    from django.db import connections

    connection = connections["default"]
    seen = {"commits": 0, "statements": 0}
    commit = connection._commit

    def end():
        if told is not None:
            os.write(told, f"{seen['statements']}\n".encode())
        os.kill(os.getpid(), signal.SIGKILL)

    def counted(execute, *about):
        if seen["commits"] == commits:
            if seen["statements"] == statements:
                end()
            seen["statements"] += 1
        return execute(*about)

    def counted_commit():
        if seen["commits"] == commits:
            end()
        commit()
        seen["commits"] += 1
        if (seen["commits"], statements) == (commits, 0):
            end()

    connection.execute_wrappers.append(counted)
    connection._commit = counted_commit


def die_before_call(calls: int | None) -> Callable[[], int]:
    """Die before a counted call that touches a file; without a number only count them.

    Gives a function that tells how many were made so far. What a database does inside one of its
    own calls isn't seen: for that there is `die_after`.
    """
    seen = 0

    def watch(_frame, event, called):
        nonlocal seen
        if event != "c_call":
            return
        owner = type(getattr(called, "__self__", None)).__module__
        if owner == "_io" or getattr(called, "__module__", None) in FILES:
            seen += 1
            if seen == calls:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    return lambda: seen


def killed(child: int) -> bool:
    """Wait for a child; whether it was killed rather than done."""
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
