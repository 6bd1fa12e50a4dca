"""Times of the clock: 1:02:03.450, 00:02,5 and their like."""

from __future__ import annotations

import re

CLOCK = r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,:](\d{1,3}))?"
_WHOLE = re.compile(rf"^\s*{CLOCK}\s*$")


def clock(text: str) -> int | None:
    """Milliseconds of a time such as 1:02:03.450; None if it is none.

    After an hour some programs go on counting minutes (75:30): that is taken as it says.
    """
    found = _WHOLE.match(text)
    if found is None:
        return None
    hours, minutes, seconds, rest = found.groups()
    if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
        return None
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((rest or "0").ljust(3, "0"))
