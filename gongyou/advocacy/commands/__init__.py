"""The room's commands: a file a topic, each with `register(root, centre)`.

`centre(data, login, passphrase file)` opens a centre and gives the actor; the command line hands
it in, since the room does not know the shell around it.
"""

from collections.abc import Callable
from typing import Any

import typer

Centre = Callable[..., Any]


def register(root: typer.Typer, centre: Centre) -> None:
    """Add the room's commands."""
    from gongyou.advocacy.commands import brief, events

    brief.register(root, centre)
    events.register(root, centre)
