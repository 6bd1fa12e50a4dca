"""From a measured value to a membership: the direct method with three anchors (Ragin 2008)."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from gongyou.stats.errors import StatsError

NEARLY_IN = 0.95
LOG_ODDS = float(np.log(NEARLY_IN / (1 - NEARLY_IN)))


def calibrate(values: Sequence[Any], out: float, cross: float, full: float) -> np.ndarray:
    """Memberships by the logistic function through 0.05, 0.5 and 0.95.

    Args:
        values: what was measured, any unit.
        out: the value at which a case is nearly out (0.05).
        cross: the value at which it is neither in nor out (0.5).
        full: the value at which it is nearly in (0.95); may lie below `out`.
    """
    if not (out < cross < full or out > cross > full):
        raise StatsError("qca_anchors", out=out, cross=cross, full=full)
    x = np.asarray(values, dtype=float)
    above = (x - cross) / (full - cross)
    below = (x - cross) / (cross - out)
    scaled = np.where(above >= 0, above, below)
    return 1 / (1 + np.exp(-scaled * LOG_ODDS))
