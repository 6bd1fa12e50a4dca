"""Amounts, hours, days and counts out of cells, as exact decimals.

Each reader returns (value, code): a value, or None with the code of the problem, or
None and None for an empty cell.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from gongyou.law.workbooks.cells.clean import plain, says_nothing
from gongyou.law.workbooks.files.sheets import BadCell

Parsed = tuple[Any, str | None]

FEN, FOUR = Decimal("0.01"), Decimal("0.0001")
_NUMBER = re.compile(
    r"^(?P<minus>-|\()?(?P<money>¥|rmb|cny|人民币)?(?P<minus2>-)?"
    r"(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)"
    r"(?P<times>万|千|w|k)?(?P<unit>[^\d,.\-~()]*)(?:(?<=\.)-)?(?P<close>\))?$"
)
_YEARS_MONTHS = re.compile(r"^(?:(\d{1,2})年)?零?(?:(\d{1,3})个?月)?$")
_TWO = re.compile(r"\d\s*(?:-|~|至|到|/|—|–)\s*\d|\d\s*或\s*\d")
_ABOUT = re.compile(r"约|左右|大概|大约|多$|以上|以下|余|几|about|approx|ca\.?\s|[<>≈±]|\+$")
_NOT_EMPLOYED = re.compile(
    r"^(?:(?:尚?未|没)(?:入职|到岗|到职|进厂)|已?(?:离职|离厂|辞职|退休)|notyet|left)$"
)
_FOREIGN = re.compile(r"\$|€|£|usd|hkd|eur|港币|港元|美元|欧元|台币|日元")
_TIMES = {None: 1, "千": 1000, "k": 1000, "万": 10000, "w": 10000}
_CLOCK = re.compile(r"^(\d{1,3})(?:[:h]|个?小时|时)(\d{1,2})(?::00|分钟?|m(?:in)?)?$")
_UNITS = {
    "yuan": {
        "",
        "元",
        "块",
        "圆",
        "块钱",
        "元整",
        "元/月",
        "/月",
        "元每月",
        "元/人",
        "yuan",
        "rmb",
        "cny",
        "元/月/人",
    },
    "hours": {"", "小时", "时", "个小时", "h", "hr", "hrs", "hour", "hours", "工时"},
    "days": {"", "天", "日", "工作日", "个工作日", "day", "days", "d"},
    "months": {"", "个月", "月", "month", "months"},
    "years": {"", "年", "周年", "year", "years"},
    "count": {"", "次", "份", "个", "times"},
    "": {""},
}
_UNITS["yuan/month"] = _UNITS["yuan"]
_MONEY_UNITS = ("yuan", "yuan/month")
_MOST = {
    "yuan": 100_000_000,
    "yuan/month": 5_000_000,
    "hours": 744,
    "days": 400,
    "months": 720,
    "years": 80,
    "count": 100,
}


def read_number(raw: Any, unit: str | None = None, *, signed: bool = False) -> Parsed:
    """A Decimal in `unit` ("yuan", "hours", "days" …) or the code of the problem."""
    if isinstance(raw, BadCell):
        return None, raw.code
    if isinstance(raw, bool):
        return None, "not_a_number"
    if isinstance(raw, (int, float)):
        return _checked(_decimal(raw), unit, signed)
    if isinstance(raw, (time, timedelta)):
        return _hours(raw, unit)
    if isinstance(raw, (date, datetime)):
        return None, "date_in_number"
    return _from_text(plain(str(raw)), unit, signed)


def read_money(
    raw: Any, unit: str | None, factor: Decimal = Decimal(1), *, signed: bool = False
) -> Parsed:
    """Yuan and fen. More than two decimals are rounded half up, with the code "rounded"."""
    value, code = read_number(raw, unit or "yuan", signed=signed)
    if value is None:
        return value, code
    value *= factor
    rounded = value.quantize(FEN, ROUND_HALF_UP)
    return rounded, "rounded" if abs(rounded - value) > Decimal("0.00001") else None


def read_rounded(raw: Any, unit: str | None, *, signed: bool = False) -> Parsed:
    """A number of at most four decimals; more are rounded, with the code "rounded_number"."""
    value, code = read_number(raw, unit, signed=signed)
    if value is None:
        return value, code
    rounded = value.quantize(FOUR, ROUND_HALF_UP) if value != value.quantize(FOUR) else value
    return rounded, None if rounded == value else "rounded_number"


def read_integer(raw: Any, unit: str | None = None) -> Parsed:
    """An int, or the code of the problem."""
    value, code = read_number(raw, unit)
    if value is None:
        return value, code
    return (int(value), None) if value == int(value) else (None, "not_whole")


def _decimal(raw: int | float) -> Decimal | None:
    """The number as typed: binary noise beyond six decimals is cut off."""
    if isinstance(raw, int):
        return Decimal(raw)
    if not math.isfinite(raw):
        return None
    return Decimal(repr(round(raw, 6))).normalize() + 0


def _checked(value: Decimal | None, unit: str | None, signed: bool) -> Parsed:
    if value is None:
        return None, "not_a_number"
    if value < 0 and not signed:
        return None, "negative"
    if abs(value) > _MOST.get(unit or "", 10**12):
        return None, "implausible"
    return value, None


def _hours(raw: time | timedelta, unit: str | None) -> Parsed:
    if unit != "hours":
        return None, "date_in_number"
    if isinstance(raw, time):
        raw = timedelta(hours=raw.hour, minutes=raw.minute, seconds=raw.second)
    seconds = raw.days * 86400 + raw.seconds
    return _checked((Decimal(seconds) / 3600).quantize(Decimal("0.0001")), unit, False)


def _from_text(text: str, unit: str | None, signed: bool) -> Parsed:
    if says_nothing(text):
        return None, None
    low = "".join(text.lower().split()).rstrip("。;")
    if _NOT_EMPLOYED.match(low):
        return None, "not_employed"
    found = _NUMBER.match(low)
    if found is None:
        return _odd_text(low, unit)
    if (found["minus"] == "(") != bool(found["close"]):
        return None, "not_a_number"
    if found["money"] and unit not in _MONEY_UNITS:
        return None, "wrong_unit"
    value = Decimal(found["figure"].replace(",", "")) * _TIMES[found["times"]]
    if found["minus"] or found["minus2"]:
        value = -value
    return _with_unit(value, found["unit"], unit, signed, low)


def _with_unit(value: Decimal, said: str, unit: str | None, signed: bool, text: str) -> Parsed:
    if said == "%" and not unit:
        return _checked(value / 100, unit, signed)
    if said in _UNITS.get(unit or "", {""}):
        return _checked(value, unit, signed)
    if unit in ("years", "months") and _YEARS_MONTHS.match(text):
        return _years_and_months(text, unit)
    return None, _why_not(text, said)


def _odd_text(text: str, unit: str | None) -> Parsed:
    if unit in ("years", "months") and _YEARS_MONTHS.match(text):
        return _years_and_months(text, unit)
    if unit == "hours" and (found := _CLOCK.match(text)) and int(found[2]) < 60:
        minutes = timedelta(hours=int(found[1]), minutes=int(found[2]))
        return _hours(minutes, unit)
    if (number := chinese_number(text.removesuffix("整"))) is not None:
        return _with_unit(*number, unit, False, text)
    return None, _why_not(text, "")


_CHINESE = dict(
    zip("零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖", "001223456789123456789", strict=True)
)
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_WRITTEN = re.compile(rf"^([{''.join(_CHINESE)}{''.join(_PLACES)}万]+)(\D*)$")


def chinese_number(text: str) -> tuple[Decimal, str] | None:
    """A number in Chinese signs and the unit after it; None where a place is left unsaid.

    三千五百元 is 3,500; 三千五 says no place for its five and is left to people.
    """
    found = _WRITTEN.match(text)
    if not found or found[1][0] in "百佰千仟万":
        return None
    total, part, digit, last = 0, 0, None, 1
    for sign in found[1]:
        if sign in _CHINESE:
            if digit:
                return None
            digit, last = int(_CHINESE[sign]), 1 if sign in "零〇" else last
        elif sign == "万":
            total, part, digit, last = (total + part + (digit or 0)) * 10000, 0, None, 10000
        else:
            place = _PLACES[sign]
            part, digit, last = part + (1 if digit is None else digit) * place, None, place
    if digit and last > 10:
        return None
    return Decimal(total + part + (digit or 0)), found[2]


def _years_and_months(text: str, unit: str) -> Parsed:
    found = _YEARS_MONTHS.match(text)
    years, months = (int(part or 0) for part in found.groups()) if found else (0, 0)
    total = Decimal(years * 12 + months)
    if unit == "months":
        return _checked(total, unit, False)
    return _checked((total / 12).quantize(Decimal("0.0001")).normalize() + 0, unit, False)


def _why_not(text: str, said: str) -> str:
    for pattern, code in (
        (_FOREIGN, "other_currency"),
        (_ABOUT, "approximate"),
        (_TWO, "range_of_values"),
    ):
        if pattern.search(text):
            return code
    if re.fullmatch(r"-?[\d.,]+", text):
        return "ambiguous_separator"
    return "wrong_unit" if said and re.match(r"^-?[\d.,]+", text) else "not_a_number"
