"""Days as people type them: 2026-11-30, 2026.11, 30.11.2026, 去年3月, 上周三, 3 days ago.

    read_exactly("去年3月", today)   # Days(date(2025, 3, 1), date(2025, 3, 31))

A month or a year is a span, never silently its first day. What could be two days (03/04/2026) is
not read. None: nothing that is understood. Words such as "about", 年底, 月初 are read in
`rough_words`, and `read_days` reads both.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

CHINESE = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
WEEKDAYS = {c: n for n, c in enumerate("一二三四五六")} | {"日": 6, "天": 6}
ENGLISH_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
LONGEST = 60  # signs; a longer text is no day, and reading it could take long
RELATIVE_DAYS = {
    "今天": 0, "今日": 0, "today": 0, "昨天": -1, "昨日": -1, "yesterday": -1, "前天": -2,
    "大前天": -3, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "大前年": -3, "明年": 1,
         "this year": 0, "last year": -1, "next year": 1}  # fmt: skip


@dataclass(frozen=True)
class Days:
    """From one day to another, both included; one day where they are the same."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    @property
    def precision(self) -> str:
        """day, month, year, or span for anything else."""
        if self.exact:
            return "day"
        if (self.first, self.last) == _bounds(self.first.year, self.first.month):
            return "month"
        whole = date(self.first.year, 1, 1), date(self.first.year, 12, 31)
        return "year" if (self.first, self.last) == whole else "span"


def read_exactly(plain: str, today: date) -> Days | None:
    """A day, month or year without a word that widens or cuts it."""
    for pattern, make in FORMS:
        found = pattern.fullmatch(plain)
        if found:
            try:
                return make(found, today)
            except (ValueError, OverflowError):
                return None
    return None


def numerals(text: str) -> str:
    """A text in small letters, plain signs and figures: 下午两点半 → 下午2点半."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    return re.sub(r"[零〇一二三四五六七八九十两]+(?=点|时)", _figures, plain_of(plain))


def plain_of(text: str) -> str:
    """A text in small letters, its numbers before 年, 月, 日 in figures."""
    words = unicodedata.normalize("NFKC", text).strip().casefold()
    words = re.sub(r"[零〇一二三四五六七八九十两]+(?=[年月日号天周个])", _figures, words)
    words = re.sub(r"\s*([年月日号])\s*", r"\1", words)
    return re.sub(r"\s+", " ", words)


def _figures(found: re.Match) -> str:
    """十一 → 11, 二〇二六 → 2026, 二十 → 20."""
    said = found.group()
    if "十" not in said:
        return "".join(str(CHINESE[c]) for c in said)
    tens, ones = said.split("十", 1)
    return str((CHINESE[tens] if tens else 1) * 10 + (CHINESE[ones] if ones else 0))


def _bounds(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _one(day: date) -> Days:
    return Days(day, day)


def _day(found: re.Match, today: date) -> Days:
    return _one(date(_year(found["y"]), int(found["m"]), int(found["d"])))


def _year(said: str) -> int:
    return 2000 + int(said) if len(said) == 2 else int(said)


def _month(found: re.Match, today: date) -> Days:
    return Days(*_bounds(_year(found["y"]), int(found["m"])))


def _whole_year(found: re.Match, today: date) -> Days:
    return Days(date(int(found["y"]), 1, 1), date(int(found["y"]), 12, 31))


def _yearless(found: re.Match, today: date) -> Days:
    """11月30日 and 11.30: of this year, or the last where that is nearer."""
    return _one(_nearest(today, int(found["m"]), int(found["d"])))


def _nearest(today: date, month: int, day: int) -> date:
    near = [_made(today.year + n, month, day) for n in (-1, 0, 1)]
    return min((d for d in near if d), key=lambda d: abs(d - today))


def _made(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def _yearless_month(found: re.Match, today: date) -> Days:
    """3月: the last March that has begun."""
    month = int(found["m"])
    year = today.year if (month, 1) <= (today.month, today.day) else today.year - 1
    return Days(*_bounds(year, month))


def _relative_year(found: re.Match, today: date) -> Days:
    year = today.year + YEARS[found["rel"]]
    if found["m"] and found["d"]:
        return _one(date(year, int(found["m"]), int(found["d"])))
    if found["m"]:
        return Days(*_bounds(year, int(found["m"])))
    return Days(date(year, 1, 1), date(year, 12, 31))


def _relative_month(found: re.Match, today: date) -> Days:
    back = {"上个": -1, "上": -1, "last ": -1, "本": 0, "这个": 0, "这": 0, "this ": 0,
            "下个": 1, "下": 1, "next ": 1}[found["rel"]]  # fmt: skip
    number = today.year * 12 + today.month - 1 + back
    first, last = _bounds(number // 12, number % 12 + 1)
    if found["d"]:
        return _one(first.replace(day=int(found["d"])))
    return Days(first, last)


def _relative_day(found: re.Match, today: date) -> Days:
    return _one(today + timedelta(days=RELATIVE_DAYS[found["rel"]]))


def _ago(found: re.Match, today: date) -> Days:
    unit = found["unit"]
    count = int(found["n"]) * (7 if unit in ("周", "个星期", "星期", "week", "weeks") else 1)
    ahead = found["way"] in ("后", "以后", "之后")
    return _one(today + timedelta(days=count if ahead else -count))


def _in(found: re.Match, today: date) -> Days:
    return _one(today + timedelta(days=int(found["n"]) * (7 if "week" in found["unit"] else 1)))


def _weekday(found: re.Match, today: date) -> Days:
    weeks = {"上": -1, "上个": -1, "本": 0, "这": 0, "这个": 0, "下": 1, "下个": 1}[found["rel"]]
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * weeks)
    return _one(monday + timedelta(days=WEEKDAYS[found["w"]]))


def _english_weekday(found: re.Match, today: date) -> Days:
    wanted = ENGLISH_DAYS.index(found["w"])
    if found["rel"] == "last ":
        return _one(today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1))
    return _one(today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1))


def _european(found: re.Match, today: date) -> Days:
    """30.11.2026 with points is day first; with strokes only where the first can be no month."""
    one, two = int(found["d"]), int(found["m"])
    if found["sep"] == "." or one > 12:
        return _one(date(int(found["y"]), two, one))
    if two > 12 or one == two:
        return _one(date(int(found["y"]), one, two))
    raise ValueError("two days could be meant")


def _named(found: re.Match, today: date) -> Days:
    month = MONTHS.index(found["name"][:3]) + 1
    if not found["y"]:
        if found["d"]:
            return _one(_nearest(today, month, int(found["d"])))
        year = today.year if month <= today.month else today.year - 1
        return Days(*_bounds(year, month))
    if found["d"]:
        return _one(date(int(found["y"]), month, int(found["d"])))
    return Days(*_bounds(int(found["y"]), month))


_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_REL_YEAR = "|".join(sorted((y for y in YEARS if not y.isascii()), key=len, reverse=True))
FORMS: list[tuple[re.Pattern, Callable[[re.Match, date], Days]]] = [
    (re.compile(pattern), make)
    for pattern, make in [
        (r"(?P<y>\d{4})[-./年](?P<m>\d{1,2})[-./月](?P<d>\d{1,2})[日号]?", _day),
        (r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", _day),
        (r"(?P<y>\d{2})年(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?", _day),
        (r"(?P<y>\d{4})[-./年](?P<m>\d{1,2})月?(?:份)?", _month),
        (r"(?P<y>\d{4})(?P<m>0[1-9]|1[0-2])", _month),
        (r"(?P<y>\d{2})年(?P<m>\d{1,2})月(?:份)?", _month),
        (r"(?P<m>\d{1,2})/(?P<y>\d{4})", _month),
        (r"(?P<y>(?:19|20|21)\d{2})年?", _whole_year),
        (r"(?P<d>\d{1,2})(?P<sep>[./])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4})", _european),
        (r"(?P<m>\d{1,2})(?:月|[-.])(?P<d>\d{1,2})[日号]?", _yearless),
        (r"(?P<m>\d{1,2})月(?:份)?", _yearless_month),
        (
            rf"(?P<rel>{_REL_YEAR})(?:(?P<m>\d{{1,2}})月(?:份)?(?:(?P<d>\d{{1,2}})[日号]?)?)?",
            _relative_year,
        ),
        (r"(?P<rel>this year|last year|next year)(?P<m>)(?P<d>)", _relative_year),
        (r"(?P<rel>上个|上|本|这个|这|下个|下)月(?:(?P<d>\d{1,2})[日号]?)?", _relative_month),
        (r"(?P<rel>last |this |next )month(?P<d>)", _relative_month),
        (rf"(?P<rel>{'|'.join(sorted(RELATIVE_DAYS, key=len, reverse=True))})", _relative_day),
        (r"(?P<n>\d{1,4}) ?(?P<unit>天|日|周|个星期|星期)(?P<way>前|以前|之前|后|以后|之后)", _ago),
        (r"(?P<n>\d{1,4}) (?P<unit>days?|weeks?) (?P<way>ago)", _ago),
        (r"in (?P<n>\d{1,4}) (?P<unit>days?|weeks?)", _in),
        (r"(?P<rel>上个|上|本|这个|这|下个|下)(?:周|星期|礼拜)(?P<w>[一二三四五六日天])", _weekday),
        (rf"(?P<rel>last |next |)(?P<w>{'|'.join(ENGLISH_DAYS)})", _english_weekday),
        (rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)? )?{_NAME}(?:,? (?P<y>\d{{4}}))?", _named),
        (rf"{_NAME} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y>\d{{4}}))?", _named),
    ]
]
