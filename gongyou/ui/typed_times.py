"""A day with a time as people type it: 2026-11-30 14:30, 明天下午2点半, next Friday 9.30 am, 3pm.

A time alone is today's. A day without a time is not read: which hour, nobody can guess.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from gongyou.ui.rough_words import read_days
from gongyou.ui.typed_days import LONGEST, numerals

_CLOCK = re.compile(
    r"(?P<half>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚)?"
    r"(?P<h>\d{1,2})(?:(?:[:：.点时])(?P<m>\d{1,2}|半|一刻|三刻|整)?分?)(?::\d{2})?"
    r"(?: ?(?P<ampm>am|pm|a\.m\.|p\.m\.))?$"
    r"|(?P<h2>\d{1,2}) ?(?P<ampm2>am|pm|a\.m\.|p\.m\.)$"
    r"|(?P<noon>noon|midday|中午|正午)$"
)
PARTS = {"半": 30, "一刻": 15, "三刻": 45, "整": 0}
AFTERNOON = ("下午", "傍晚", "晚上", "晚")


def read_moment(text: str, today: date) -> datetime | None:
    """The moment that a text means, seen from `today`; None where it is not one."""
    if len(text) > LONGEST:
        return None
    plain = re.sub(r"(?<=\d)t(?=\d\d:)", " ", numerals(text))
    for found in _CLOCK.finditer(plain):
        said = re.sub(r"[ ,，]*(?:at|,|，|的)?[ ]*$", "", plain[: found.start()])
        clock, days = _time(found), read_days(said, today) if said else None
        if clock and not said:
            return datetime.combine(today, clock)
        if clock and days and days.exact:
            return datetime.combine(days.first, clock)
    return None


def _time(found: re.Match) -> time | None:
    if found["noon"]:
        return time(12)
    hour = int(found["h"] or found["h2"])
    said = found["m"] or "整"
    minute = PARTS[said] if said in PARTS else int(said)
    ampm = (found["ampm"] or found["ampm2"] or "").replace(".", "")
    late = ampm == "pm" or found["half"] in AFTERNOON or (found["half"] == "中午" and hour < 3)
    if (late and hour < 12) or (ampm == "am" and hour == 12):
        hour = (hour + 12) % 24
    return time(hour, minute) if hour < 24 and minute < 60 else None
