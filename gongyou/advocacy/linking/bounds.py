"""How many events there are at least and at most, as long as some pairs are not decided."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """A count with its ends: all open pairs one event, or none of them."""

    low: int
    high: int

    @property
    def open(self) -> bool:
        """Whether the two differ."""
        return self.low != self.high


def groups(items: Iterable[Hashable], pairs: Iterable[tuple]) -> dict:
    """item → one item that stands for its group, once all pairs are joined."""
    leader = {item: item for item in items}

    def find(item):
        while leader[item] != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    for first, second in pairs:
        if first in leader and second in leader:
            leader[find(second)] = find(first)
    return {item: find(item) for item in leader}


def bounds(items: Iterable[Hashable], pairs: Iterable[tuple]) -> Bounds:
    """The number of events among items, whose undecided pairs are given.

    >>> bounds("abc", [("a", "b")])
    Bounds(low=2, high=3)
    """
    held = list(items)
    return Bounds(len(set(groups(held, pairs).values())), len(held))
