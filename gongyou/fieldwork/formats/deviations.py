"""What in a file is not as its format says: listed before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Deviation:
    """One thing that differs; `where` names the element, line or cue."""

    code: str
    where: str = ""
    values: dict = field(default_factory=dict)


class Unreadable(Exception):
    """A file from which nothing can be taken; `code` and `values` say why."""

    def __init__(self, code: str, **values):
        self.code, self.values = code, values
        super().__init__(code)
