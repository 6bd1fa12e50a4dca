"""What chance alone would give: how easily a truth table has no contradiction (Marx 2010)."""

from collections.abc import Sequence
from math import comb

import numpy as np


def free_of_contradictions(cases: int, combinations: int) -> float:
    """Probability that random crisp data contradict themselves nowhere; exact.

    Each case falls on each combination and on either outcome alike. With j combinations
    occupied, agreement within all of them has probability 2^-(cases - j).
    """
    occupied = np.zeros(cases + 1)
    occupied[0] = 1.0
    places = np.arange(cases + 1)
    for _ in range(cases):
        stay = occupied * places / combinations
        move = np.roll(occupied * np.maximum(1 - places / combinations, 0), 1)
        occupied = stay + move
    return float((occupied * 0.5 ** (cases - places)).sum())


def by_exchange(sizes: Sequence[int], with_outcome: int) -> float:
    """Probability that these cases, outcomes dealt out anew, contradict themselves nowhere.

    Args:
        sizes: how many cases each row of the truth table has.
        with_outcome: how many cases in all have the outcome.
    """
    ways = [1] + [0] * sum(sizes)
    for size in sizes:
        for total in range(len(ways) - 1, size - 1, -1):
            ways[total] += ways[total - size]
    return ways[with_outcome] / comb(sum(sizes), with_outcome)
