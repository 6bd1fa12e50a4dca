"""How a speaker may be described: the finest words that fit at least ten people of the roll.

Counted are the members of the case alone and together: what is said of one speaker in all papers,
earlier ones as well, must fit ten people at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

FEWEST = 10
KINDS = ("role", "workshop", "sex", "age", "service")
Attributes = Mapping[str, str]


def fits(population: Sequence[Attributes], wanted: Attributes) -> int:
    """How many people all of it is true of."""
    return sum(all(one.get(kind) == value for kind, value in wanted.items()) for one in population)


def finest(
    speaker: Attributes,
    population: Sequence[Attributes],
    before: Iterable[Attributes] = (),
    fewest: int = FEWEST,
) -> dict[str, str] | None:
    """The most telling description that still fits `fewest` people; None where none does.

    Args:
        speaker: what is known of the speaker; unknown kinds are left out.
        population: everybody on the roll, described in the same kinds.
        before: how the same speaker was described in earlier papers.
    """
    said: dict[str, str] = {}
    for earlier in before:
        said |= earlier
    known = [kind for kind in KINDS if speaker.get(kind)]
    for size in range(len(known), -1, -1):
        best: tuple[int, dict[str, str]] | None = None
        for kinds in combinations(known, size):
            words = {kind: speaker[kind] for kind in kinds}
            count = fits(population, said | words)
            if count >= fewest and (best is None or count > best[0]):
                best = (count, words)
        if best is not None:
            return best[1]
    return None
