"""What rooms put in order at the start and after a restore, and what they look at in a check."""

from collections.abc import Callable, Iterable

_at_start: list[Callable[[], object]] = []
_after_restore: list[Callable[[], None]] = []
_in_check: list[Callable[[], Iterable[str]]] = []


def on_start(work: Callable[[], object]) -> None:
    """Run `work` each time the database was opened, before anyone is served."""
    _at_start.append(work)


def on_restore(work: Callable[[], None]) -> None:
    """Run `work` in a centre that has just come back from a backup: its past is older."""
    _after_restore.append(work)


def on_check(work: Callable[[], Iterable[str]]) -> None:
    """Let `gongyou check` ask a room too: `work` gives a sentence for each thing that is wrong."""
    _in_check.append(work)


def found_by_rooms() -> list[str]:
    """What rooms find wrong, without keys."""
    return [harm for work in _in_check for harm in work()]


def put_in_order() -> None:
    """After opening the database."""
    for work in _at_start:
        work()


def settle_restored() -> None:
    """After restoring, when the tables are those of today."""
    for work in _after_restore:
        work()
