"""Times of coming and going on attendance sheets: 08:00-20:00, or one under the other.

They tell that a day was worked and how long somebody was there; how long the breaks were they do
not tell, so the hours beyond the normal ones stay unknown and are asked for.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_BETWEEN = re.compile(r"[\s\-~～—–至到/,，;；|次()日]*")
_A_DAY = 24 * 60
LEAST_MINUTES = 6 * 60
"""A shorter stay may be half a day: it is asked."""


def minutes_there(text: str) -> int | None:
    """From the first to the last time that a cell names, over midnight if need be.

    None where the cell is anything else, or names one time only.
    """
    times, rest = [], ""
    position = 0
    for found in re.finditer(r"(2[0-4]|[01]?\d)[:：]([0-5]\d)(?:[:：]([0-5]\d))?", text):
        rest += text[position : found.start()]
        times.append(int(found[1]) * 60 + int(found[2]))
        position = found.end()
    rest += text[position:]
    if len(times) < 2 or not _BETWEEN.fullmatch(rest):
        return None
    there = times[-1] - times[0]
    return there if there > 0 else there + _A_DAY


def in_hours(minutes: int) -> Decimal:
    """Minutes as hours with one decimal."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)
