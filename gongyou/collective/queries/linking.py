"""Which spellings of employers are one firm: joined by hand, equal keys, or nearly equal names.

Nearly equal is only looked at among names that share their first signs or their initials, so that
a hundred thousand names take seconds. Digits must agree: No. 2 plant is not No. 3 plant.
"""

import re
from collections import defaultdict

from rapidfuzz import fuzz

from gongyou.centre.public import Employer

NEAR = 92
LARGEST_BLOCK = 400
DIGITS = re.compile(r"\d+")


def roots(actor) -> dict:
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
    for n, (one, first) in enumerate(held):
        for other, second in held[n + 1 :]:
            longer, shorter = max(len(one), len(other)), min(len(one), len(other))
            if shorter * 100 < longer * 85 or DIGITS.findall(one) != DIGITS.findall(other):
                continue
            if fuzz.ratio(one, other) >= NEAR:
                union.join(first, second)


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
