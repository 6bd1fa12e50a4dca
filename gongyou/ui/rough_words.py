"""Days of which people know about when: about March 2024, 年底, 三月初, end of 2024.

    read_rough("about march 2024", today)   # Days(date(2024, 2, 15), date(2024, 4, 15))

"About" widens by half of what is named on each side: a month by a fortnight, a year by six
months, a day by a week. Parts: early, middle and late are ten days of a month and four months of
a year; beginning and end of a year are three months, 上旬, 中旬, 下旬 and 月初, 月底 ten days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from gongyou.ui.typed_days import CHINESE, LONGEST, Days, plain_of, read_exactly

WIDER = {"day": timedelta(7), "month": timedelta(15), "year": timedelta(182)}
_ABOUT = re.compile(
    r"(?:about|around|approximately|approx\.?|roughly|circa|ca?\.|some ?time in|~"
    r"|大约|大概|约|差不多|好像是?)"
    r" ?(?P<what>.+)|(?P<after>.+?) ?(?:左右|前后|上下|or so|approximately|roughly|\?|？)"
)
_RANGE = re.compile(
    r"(?:between |from |从)?(?P<one>.+?) ?"
    r"(?:\.\.| to | and | or | until | – | - |–|—|至|到|或者?|、|和)+ ?(?P<two>.+?)(?:之间)?"
)
PARTS = {
    "early": 0, "the beginning of": 0, "beginning of": 0, "start of": 0, "the start of": 0,
    "mid": 1, "mid-": 1, "the middle of": 1, "middle of": 1,
    "late": 2, "the end of": 2, "end of": 2,
}  # fmt: skip
HALVES = {
    "first half of": 0, "the first half of": 0, "second half of": 1, "the second half of": 1,
}  # fmt: skip
SEASONS = {"spring": 3, "春": 3, "summer": 6, "夏": 6, "autumn": 9, "fall": 9, "秋": 9,
           "winter": 12, "冬": 12}  # fmt: skip
_ENGLISH = re.compile(
    rf"(?P<part>{'|'.join(sorted(PARTS | HALVES, key=len, reverse=True))}) ?(?:in )?(?P<what>.+)"
)
_MONTH_PART = re.compile(r"(?P<what>.+月)(?:份)?的?(?P<part>初|上旬|头|中旬|中|下旬|底|末|尾)")
_YEAR_PART = re.compile(
    r"(?P<what>.+?年)的?(?P<part>年?初|年?头|年?中|年?底|年?末|年?尾|上半年|下半年)"
)
_BARE = re.compile(
    r"(?P<what>今年|本年|去年|上年|前年|大前年|明年|\d{4}年?)(?P<part>初|头|中|底|末|尾)"
)
_SEASON = re.compile(rf"(?P<s>{'|'.join(SEASONS)}) (?:of )?(?P<what>.+)")
_CHINESE_SEASON = re.compile(r"(?P<what>.+年)的?(?P<s>[春夏秋冬])(?:天|季)?")
_QUARTER = re.compile(r"(?:q(?P<q>[1-4]) (?P<y>\d{4})|(?P<y2>.+年)第?(?P<q2>[1-4一二三四])季度?)")


_YEAR = re.compile(r"(?P<y>(?:19|20|21)\d{2})")
COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
          "eight": 8, "nine": 9, "ten": 10} | {c: n for c, n in CHINESE.items() if n}  # fmt: skip
_AGO = re.compile(
    rf"(?P<n>\d{{1,2}}|{'|'.join(COUNTS)}) ?(?P<unit>years?|months?|年|个?月)(?: ago|以?前|之前)"
)


def read_days(text: str, today: date) -> Days | None:
    """The day or span that a text means, seen from `today`."""
    if len(text) > LONGEST:
        return None
    plain = plain_of(text)
    return read_exactly(plain, today) or read_rough(plain, today)


def read_rough(plain: str, today: date) -> Days | None:
    """The span that a widened, cut or double date means; None where it is none."""
    for read in (_ago, _about, _cut, _season, _quarter, _between):
        try:
            found = read(plain, today)
        except (ValueError, OverflowError):
            return None
        if found:
            return found
    return None


def _about(plain: str, today: date) -> Days | None:
    found = _ABOUT.fullmatch(plain)
    if not found:
        return None
    said = (found["what"] or found["after"]).strip()
    named = read_exactly(said, today) or _cut(said, today)
    if named is None:
        return None
    wider = WIDER.get(named.precision, timedelta(7))
    return Days(named.first - wider, named.last + wider)


def _cut(plain: str, today: date) -> Days | None:
    """A part of a month or of a year."""
    if found := _ENGLISH.fullmatch(plain):
        what = read_exactly(found["what"].strip(), today)
        if found["part"] in HALVES:
            return _half(what, HALVES[found["part"]])
        return _third(what, PARTS[found["part"]], found["part"] in ENDS)
    for pattern in (_MONTH_PART, _YEAR_PART, _BARE):
        if found := pattern.fullmatch(plain):
            said = found["part"]
            what = read_exactly(found["what"], today)
            if "半" in said:
                return _half(what, 0 if "上" in said else 1)
            part = 0 if said[-1] in "初头" or said == "上旬" else 2
            return _third(what, 1 if "中" in said else part, True)
    return None


ENDS = {name for name in PARTS if "of" in name and "middle" not in name}


def _third(what: Days | None, part: int, ends: bool) -> Days | None:
    """Early, middle or late in a month or a year; the ends of a year are a quarter."""
    if what is None or what.precision not in ("month", "year"):
        return None
    if what.precision == "month":
        first = what.first.replace(day=(1, 11, 21)[part])
        return Days(first, what.last if part == 2 else first.replace(day=(10, 20)[part]))
    months = [(1, 3), (5, 8), (10, 12)] if ends else [(1, 4), (5, 8), (9, 12)]
    return _months(what.first.year, *months[part])


def _half(what: Days | None, half: int) -> Days | None:
    if what is None or what.precision != "year":
        return None
    return _months(what.first.year, 1 + 6 * half, 6 + 6 * half)


def _months(year: int, first: int, last: int) -> Days:
    ends = year + (last > 12), (last - 1) % 12 + 1
    return Days(date(year, first, 1), date(*ends, monthrange(*ends)[1]))


def _season(plain: str, today: date) -> Days | None:
    found = _SEASON.fullmatch(plain) or _CHINESE_SEASON.fullmatch(plain)
    year = found and read_exactly(found["what"].strip(), today)
    if not found or not year or year.precision != "year":
        return None
    first = SEASONS[found["s"]]
    return _months(year.first.year, first, first + 2)


def _quarter(plain: str, today: date) -> Days | None:
    found = _QUARTER.fullmatch(plain)
    if not found:
        return None
    said = found["q"] or found["q2"]
    number = int(said) if said.isdigit() else "一二三四".index(said) + 1
    year = read_exactly(found["y"] or found["y2"], today)
    return _months(year.first.year, 3 * number - 2, 3 * number) if year else None


def _between(plain: str, today: date) -> Days | None:
    """From one day, month or year to another."""
    found = _RANGE.fullmatch(plain)
    if not found:
        return None
    said, other = found["one"].strip(), found["two"].strip()
    if re.fullmatch(r"(.+年)?\d{1,2}", said) and "月" in other:
        said += "月"
    if not (year := _YEAR.search(other)) and (year := _YEAR.search(said)):
        other = f"{year['y']}年{other}" if "月" in other else f"{other} {year['y']}"
    elif year and not _YEAR.search(said):
        said = f"{year['y']}年{said}" if "月" in said else f"{said} {year['y']}"
    one, two = read_exactly(said, today), read_exactly(other, today)
    if one is None or two is None or two.last < one.first:
        return None
    return Days(one.first, two.last)


def _ago(plain: str, today: date) -> Days | None:
    """Some years or months ago: nobody means the day."""
    found = _AGO.fullmatch(plain)
    if not found:
        return None
    count = COUNTS.get(found["n"]) or int(found["n"])
    if found["unit"].startswith(("year", "年")):
        middle, wider = today - timedelta(round(365.25 * count)), WIDER["year"]
    else:
        middle, wider = today - timedelta(round(30.44 * count)), WIDER["month"]
    return Days(middle - wider, middle + wider)
