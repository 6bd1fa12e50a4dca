"""Which spellings of employers are one firm: joined by hand, equal keys, or nearly equal names.

Nearly equal is only looked at among names that share their first signs or their initials, so that
a hundred thousand names take seconds. Digits must agree: No. 2 plant is not No. 3 plant.
"""

import re
from collections import defaultdict

import numpy as np
from rapidfuzz import fuzz, process

from gongyou.centre.public import Employer
from gongyou.vault.public import Actor

NEAR = 92
LARGEST_BLOCK = 400
DIGITS = re.compile(r"\d+")


def roots(actor: Actor) -> dict:
    """Employer → the employer that stands for it, over all that somebody may see."""
    rows = Employer.objects.visible_to(actor).values_list(
        "pk", "same_as_id", "name_key", "initials"
    )
    return linked([(pk, same, key, start) for pk, same, key, start in rows.iterator(5000)])


def linked(rows: list[tuple]) -> dict:
    """The same for rows of (id, same as, key, initials)."""
    union = _Union()
    by_key: dict[str, object] = {}
    blocks = defaultdict(list)
    for pk, same, key, initials in rows:
        union.add(pk)
        if same:
            union.join(same, pk)
        if not key:
            continue
        if key in by_key:
            union.join(by_key[key], pk)
            continue
        by_key[key] = pk
        blocks["k", key[:3]].append((key, pk))
        if len(initials or "") >= 4:
            blocks["i", initials[:6]].append((key, pk))
    for held in blocks.values():
        _near(held[:LARGEST_BLOCK], union)
    return {pk: union.root(pk) for pk in union.parent}


def _near(held: list[tuple[str, object]], union: "_Union") -> None:
    keys = [key for key, _pk in held]
    alike = process.cdist(keys, keys, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.uint8)
    for first, second in np.argwhere(np.triu(alike, 1)):
        if _comparable(keys[first], keys[second]):
            union.join(held[first][1], held[second][1])


def _comparable(one: str, other: str) -> bool:
    """About as long, and the same numbers in it."""
    shorter, longer = sorted((len(one), len(other)))
    return shorter * 100 >= longer * 85 and DIGITS.findall(one) == DIGITS.findall(other)


class _Union:
    """Sets that are joined; the first that came stands for the set."""

    def __init__(self) -> None:
        self.parent: dict = {}

    def add(self, item) -> None:
        self.parent.setdefault(item, item)

    def root(self, item):
        self.add(item)
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, one, other) -> None:
        first, second = self.root(one), self.root(other)
        if first != second:
            self.parent[second] = first
