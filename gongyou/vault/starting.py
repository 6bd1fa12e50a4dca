"""What rooms put in order when the program starts, and when data came back from a backup."""

from collections.abc import Callable

_at_start: list[Callable[[], None]] = []
_after_restore: list[Callable[[], None]] = []


def on_start(work: Callable[[], object]) -> None:
    """Run `work` each time the database was opened, before anyone is served."""
    _at_start.append(work)


def on_restore(work: Callable[[], None]) -> None:
    """Run `work` in a centre that has just come back from a backup: its past is older."""
    _after_restore.append(work)


def put_in_order() -> None:
    """After opening the database."""
    for work in _at_start:
        work()


def settle_restored() -> None:
    """After restoring, when the tables are those of today."""
    for work in _after_restore:
        work()
