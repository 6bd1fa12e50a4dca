"""Days and months out of cells: Excel serials, 2014年8月5日, 2014.8, 201408, 二〇一四年八月.

Each reader returns (value, code) like those for numbers. A day of which only the month
is known comes with the code "month_only".
"""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from gongyou.law.workbooks.cells.clean import plain, says_nothing
from gongyou.law.workbooks.cells.numbers import Parsed
from gongyou.law.workbooks.files.sheets import BadCell

_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 14_000, 73_051
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_FIRST_YEAR, _LAST_YEAR = 1940, 2099
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_ENGLISH.split(), 1)}
_TIME = r"(?:[t ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?"
_YMD = re.compile(r"^(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})[日号]?" + _TIME + "$")
_YM = re.compile(r"^(\d{4})(?:年度?|[-./])(\d{1,2})月?(?:份)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})?$")
_DMY = re.compile(r"^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$")
_SHORT = re.compile(r"^\d{2}(?:年|[-./])\d{1,2}(?:(?:月|[-./])\d{0,2}[日号]?)?$")
_NAMED = re.compile(r"^(?:(\d{1,2})[-. ]?)?([a-z]{3})[a-z]*[-., ]*(?:(\d{1,2}),\s*)?(\d{4})$")
_REPUBLIC = re.compile(r"^(?:民[国國])(\d{1,3}|元)(?=年|[-./])")
_LUNAR = re.compile(r"农历|農曆|阴历|陰曆|正月|腊月|臘月|冬月|初[1-9]|初10")
_WEEKDAY_BEHIND = re.compile(r"[\s(（]*(?:星期|周|礼拜)[0-9一二三四五六日天][)）]?$")
_MONTH_NO_YEAR = re.compile(r"^(\d{1,2})月(?:份)?$")
_RANGE = re.compile(r"\d\s*(?:至|到|~|—|--)\s*(?:\d|今)|\d年.*-.*\d年")
_STILL = (
    "至今 现在 在职 仍在职 在岗 在厂 未离职 还在职 还在上班 今 present now ongoing current"
    " stillworking stillemployed stillthere todate untilnow tillnow tonow uptonow"
)
STILL = frozenset(_STILL.split())
"""What stands where a last day is not yet; without spaces, in small letters."""


def read_date(
    raw: Any, *, last: bool = False, year: int | None = None, day_first: bool | None = None
) -> Parsed:
    """A day. Of a bare month the first day is taken, code "month_only".

    `last`: the last day is taken, code "month_only_last". `year`: for months without one.
    `day_first`: whether 05/03/2019 is in March, where the column proves it.
    """
    value, code, month_only = _read(raw, year)
    if code == "ambiguous_day_month" and day_first is not None:
        found = _DMY.match(plain(str(raw)))
        if found:
            one, two, of_year = map(int, found.groups())
            day, month = (one, two) if day_first else (two, one)
            value, code, month_only = _day(of_year, month, day)
    if value is None or not month_only:
        return value, code
    day = monthrange(value.year, value.month)[1] if last else 1
    return value.replace(day=day), "month_only_last" if last else "month_only"


def order_of_days(cells: Iterable[Any]) -> bool | None:
    """Whether these cells write the day first; None where none proves it, or two disagree.

    15/01/2021 can only be a day first, 01/15/2021 only a month first.
    """
    proofs = set()
    for cell in cells:
        found = _DMY.match(cell.strip()) if isinstance(cell, str) else None
        if found:
            one, two = int(found[1]), int(found[2])
            if one > 12 >= two:
                proofs.add(True)
            elif two > 12 >= one:
                proofs.add(False)
    return proofs.pop() if len(proofs) == 1 else None


_FROM_TO = re.compile(
    r"(?<!\d)(?:(?P<y1>(?:19|20)\d{2})\s*(?:年|[-./]))?\s*(?P<m1>\d{1,2})\s*(?:月|[-./])\s*"
    r"(?P<d1>\d{1,2})\s*[日号]?\s*(?:-+|—+|–|~|～|至|到|to|until)\s*"
    r"(?:(?P<y2>(?:19|20)\d{2})\s*(?:年|[-./]))?\s*(?P<m2>\d{1,2})\s*(?:月|[-./])\s*"
    r"(?P<d2>\d{1,2})\s*[日号]?(?!\d)"
)
_FROM_TO_NAMED = re.compile(
    r"(\d{1,2})\s*([a-z]{3})[a-z]*\.?\s*((?:19|20)\d{2})?\s*(?:-+|–|—|to|until)\s*"
    r"(\d{1,2})\s*([a-z]{3})[a-z]*\.?,?\s*((?:19|20)\d{2})?"
)
_LONGEST_CYCLE = 45


def read_period(text: str, year: int | None = None) -> tuple[date, date] | None:
    """First and last day of a pay period: 2023.6.1至2023.6.30, 3月26日-4月25日.

    None where no period of at most a month and a half is said, or no year is known.
    """
    low = plain(text).lower()
    if found := _FROM_TO.search(low):
        y1, m1, d1, y2, m2, d2 = (
            int(part) if part else None
            for part in (found[n] for n in ("y1", "m1", "d1", "y2", "m2", "d2"))
        )
    elif (found := _FROM_TO_NAMED.search(low)) and found[2] in _MONTHS and found[5] in _MONTHS:
        d1, d2 = int(found[1]), int(found[4])
        m1, m2 = _MONTHS[found[2]], _MONTHS[found[5]]
        y1, y2 = (int(part) if part else None for part in (found[3], found[6]))
    else:
        return None
    assert m1 and d1 and m2 and d2
    y2 = y2 or (y1 + (m2 < m1) if y1 else year)
    y1 = y1 or (y2 - (m2 < m1) if y2 else None)
    if y1 is None or y2 is None:
        return None
    first, last = _day(y1, m1, d1)[0], _day(y2, m2, d2)[0]
    if first is None or last is None or not 0 < (last - first).days <= _LONGEST_CYCLE:
        return None
    return first, last


def names_period(text: str) -> bool:
    """Whether a text says from which day to which, however long that is."""
    return bool(_FROM_TO.search(plain(text).lower()))


def month_of_period(first: date, last: date) -> date:
    """The month in which most days of a pay cycle lie; of equal ones the later."""
    middle = first + (last - first) / 2
    ends = last.replace(day=1)
    if first.replace(day=1) == ends or (last - ends).days + 1 >= (ends - first).days:
        return ends
    return middle.replace(day=1)


def is_whole_month(first: date, last: date) -> bool:
    """Whether a period is a month of the calendar."""
    whole = monthrange(first.year, first.month)[1]
    return (first.day, last) == (1, first.replace(day=whole))


def read_month(raw: Any, *, year: int | None = None) -> Parsed:
    """The first day of a month; a full date gives its month."""
    value, code, _ = _read(raw, year)
    return (value.replace(day=1) if value else None), code


def _read(raw: Any, year: int | None) -> tuple[date | None, str | None, bool]:
    if isinstance(raw, BadCell):
        return None, raw.code, False
    if isinstance(raw, bool):
        return None, "not_a_date", False
    if isinstance(raw, datetime):
        return _in_range(raw.date())
    if isinstance(raw, date):
        return _in_range(raw)
    if isinstance(raw, (int, float)):
        return _from_number(raw) if math.isfinite(raw) else (None, "not_a_date", False)
    return _from_text(plain(str(raw)), year)


def _in_range(value: date) -> tuple[date | None, str | None, bool]:
    if _FIRST_YEAR <= value.year <= _LAST_YEAR:
        return value, None, False
    return None, "date_out_of_range", False


def _from_number(raw: int | float) -> tuple[date | None, str | None, bool]:
    """Serial days, 20140805, 201408, or 2014.8; the last is doubtful in month 1 or 10."""
    if _FIRST_SERIAL < raw < _LAST_SERIAL:
        return _in_range(_EPOCH + timedelta(days=int(raw)))
    if raw == int(raw):
        if _FIRST_YEAR <= raw <= _LAST_YEAR:
            return None, "only_year", False
        return _from_text(str(int(raw)), None) if raw > 0 else (None, "not_a_date", False)
    text = repr(round(raw, 4))
    if not _FIRST_YEAR <= raw < _LAST_YEAR + 1:
        return None, "not_a_date", False
    return (
        (None, "ambiguous_month_number", False) if text.endswith(".1") else _from_text(text, None)
    )


_WORD_BEHIND = re.compile(
    r"(?<=[\d月日号])\s*[(（]?(?:(?:被)?(?:公司|厂里)?(?:辞退|解雇|开除|裁员|裁)|(?:自己|主动)?(?:离职|辞职|离厂|自离|走人|走)|"
    r"(?:合同)?到期|入职|入厂|进厂|底|末)(?:的|了)?[)）]?$"
)
"""What happened on the day, behind it: 2024.11.30辞退; a month's end is the month."""


def _from_text(text: str, year: int | None) -> tuple[date | None, str | None, bool]:
    text = _WORD_BEHIND.sub("", text)
    if says_nothing(text) or "".join(text.lower().split()) in STILL:
        return None, None, False
    if _SERIAL.fullmatch(text) and _FIRST_SERIAL < float(text) < _LAST_SERIAL:
        return _from_number(float(text))
    low = _WEEKDAY_BEHIND.sub("", chinese_figures(text.lower()))
    low = re.sub(r"(?<=\d)、(?=\d)", ".", low)
    for pattern, build in _FORMS:
        if found := pattern.match(low):
            return build(found, year)
    return None, _why_not(low), False


def chinese_figures(text: str) -> str:
    """Chinese digits to figures, 十 included, spaces around the signs taken out."""
    if re.search("[〇零○一二三四五六七八九十]", text):
        text = text.translate(_DIGITS)
        text = re.sub(r"(?<=\d)十(?=\d)", "", text)
        text = re.sub(r"(?<!\d)十(?=\d)", "1", text)
        text = re.sub(r"(?<=\d)十", "0", text).replace("十", "10")
    text = re.sub(r"\s*([年月日号./-])\s*", r"\1", text).strip()
    return _REPUBLIC.sub(_common_year, text)


def _common_year(found: re.Match[str]) -> str:
    """民国108年 is 2019年."""
    return str(1911 + (1 if found[1] == "元" else int(found[1])))


def _day(year: int, month: int, day: int) -> tuple[date | None, str | None, bool]:
    try:
        return _in_range(date(year, month, day))
    except ValueError:
        return None, "impossible_date", False


def _month(year: int, month: int) -> tuple[date | None, str | None, bool]:
    value, code, _ = _day(year, month, 1)
    return value, code, value is not None


def _compact(found: re.Match[str], _: int | None) -> tuple[date | None, str | None, bool]:
    year, month, day = found.groups()
    return _day(int(year), int(month), int(day)) if day else _month(int(year), int(month))


def _european(found: re.Match[str], _: int | None) -> tuple[date | None, str | None, bool]:
    one, two, year = map(int, found.groups())
    if one <= 12 and two <= 12 and one != two:
        return None, "ambiguous_day_month", False
    return _day(year, two, one) if two <= 12 else _day(year, one, two)


def _named(found: re.Match[str], _: int | None) -> tuple[date | None, str | None, bool]:
    before, name, after, year = found.groups()
    if name not in _MONTHS:
        return None, "not_a_date", False
    day = before or after
    return _day(int(year), _MONTHS[name], int(day)) if day else _month(int(year), _MONTHS[name])


def _yearless(found: re.Match[str], year: int | None) -> tuple[date | None, str | None, bool]:
    return _month(year, int(found[1])) if year else (None, "no_year", False)


_FORMS: tuple[tuple[re.Pattern[str], Any], ...] = (
    (_YMD, lambda found, _: _day(*map(int, found.groups()))),
    (_YM, lambda found, _: _month(*map(int, found.groups()))),
    (_COMPACT, _compact),
    (_DMY, _european),
    (_NAMED, _named),
    (_MONTH_NO_YEAR, _yearless),
)


def _why_not(text: str) -> str:
    if _LUNAR.search(text):
        return "lunar_date"
    if _RANGE.search(text):
        return "range_of_dates"
    if _SHORT.match(text) or re.match(r"^\d{1,2}[-./]\d{1,2}[-./]\d{2}$", text):
        return "two_digit_year"
    if re.fullmatch(r"(19|20)\d{2}年?", text):
        return "only_year"
    return "not_a_date"
