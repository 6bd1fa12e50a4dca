"""The fewest terms that cover every row, and every way of choosing so many."""

from itertools import product

MOST_MODELS = 2000


def fewest(patterns: list[int], full: int) -> int | None:
    """How many patterns are needed; None where even all of them do not cover."""
    kept = _undominated(patterns)
    whole = 0
    for pattern in kept:
        whole |= pattern
    if whole != full:
        return None
    size = 0
    while not _possible(kept, full, size):
        size += 1
    return size


def _undominated(patterns: list[int]) -> list[int]:
    """Without those that cover nothing beyond what another covers."""
    kept: list[int] = []
    for pattern in sorted(set(patterns), key=int.bit_count, reverse=True):
        if not any(pattern | other == other for other in kept):
            kept.append(pattern)
    return kept


def _rarest(patterns: list[int], left: int) -> list[int]:
    """The patterns that cover the uncovered row which fewest cover."""
    best: list[int] | None = None
    while left:
        bit = left & -left
        left ^= bit
        having = [p for p in patterns if p & bit]
        if best is None or len(having) < len(best):
            best = having
            if len(best) <= 1:
                break
    return best or []


def _possible(patterns: list[int], left: int, size: int) -> bool:
    if not left:
        return True
    if size == 0:
        return False
    useful = [p for p in patterns if p & left]
    if not useful or max((p & left).bit_count() for p in useful) * size < left.bit_count():
        return False
    branches = sorted(_rarest(useful, left), key=lambda p: -(p & left).bit_count())
    return any(_possible(useful, left & ~p, size - 1) for p in branches)


def all_fewest(patterns: list[int], full: int, most: int = MOST_MODELS) -> list[tuple[int, ...]]:
    """Every choice of the fewest patterns that covers all, as places; at most `most` of them."""
    size = fewest(patterns, full)
    if size is None:
        return []
    alike: dict[int, list[int]] = {}
    for place, pattern in enumerate(patterns):
        alike.setdefault(pattern, []).append(place)
    found: list[tuple[int, ...]] = []
    _gather(list(alike), full, size, [], alike, found, most)
    return sorted(found)


def _gather(patterns, left, size, chosen, alike, found, most) -> None:
    """Each set of patterns once: a branch never uses what an earlier sibling branch used."""
    if len(found) >= most:
        return
    if not left:
        for places in product(*(alike[p] for p in chosen)):
            if len(found) < most:
                found.append(tuple(sorted(places)))
        return
    useful = [p for p in patterns if p & left]
    if size == 0 or not useful:
        return
    if max((p & left).bit_count() for p in useful) * size < left.bit_count():
        return
    allowed = list(useful)
    for pattern in _rarest(useful, left):
        allowed.remove(pattern)
        _gather(allowed, left & ~pattern, size - 1, [*chosen, pattern], alike, found, most)
