"""Chronicles that rooms offer: what happened in a matter, for who counts events beside them.

Rooms side by side do not import each other: one offers a function here when it is ready, another
asks for what is offered. Each gives only what is theirs who ask.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Entry:
    """Something that happened between two days, as precisely as sources tell."""

    kind: str
    starts: date
    ends: date
    precision: str
    text: str
    figures: dict[str, Any]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Chronicle:
    """The chronicle of one matter; `origin` is the record that it belongs to.

    `headcounts`: every number of workers of the site that some source gives.
    """

    origin: UUID
    code: str
    title: str
    compartment: Any
    place: str
    employer: Any
    result: str
    entries: tuple[Entry, ...]
    headcounts: tuple[int, ...] = field(default=())


_offered: list[Callable[[Any], Iterable[Chronicle]]] = []


def offer_chronicles(give: Callable[[Any], Iterable[Chronicle]]) -> None:
    """Register a function from actor to chronicles (a room calls it when it is ready)."""
    _offered.append(give)


def offered_chronicles(actor) -> list[Chronicle]:
    """All that this person may see."""
    return [chronicle for give in _offered for chronicle in give(actor)]
