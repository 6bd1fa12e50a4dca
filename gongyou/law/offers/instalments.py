"""When an offer is paid: 先付50%，三个月内付清余款; half at signing, the rest within 30 days.

What each person gets is not changed by it; a part without its share is an equal part.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from gongyou.law.offers.model import Instalment, OfferError
from gongyou.law.offers.rest_by_day import FIRST_AND_DAY_EN, FIRST_AND_DAY_ZH, day_of_rest

_SPAN = r"(?:(\d+)\s*(个?月|months?|天|日|days?|周|weeks?|年|years?))"
_NAMED = r"(?:(?P<number>\d+)\s*(?P<unit>个?月|months?|天|日|days?|周|weeks?|年|years?))"
_PAID = "(?:付清|支付|结清|发放|付|给)?"
_REST = _PAID + "(?:余款|余额|剩余(?:部分|款项|的)?|其余(?:部分|款项|的)?|尾款)?" + _PAID
_FIRST_ZH = re.compile(
    r"(?:首期|首付|先行?付|先给|先支付|先发|签(?:字|约|订)(?:时|后)?(?:先)?(?:付|支付)|当场(?:付|支付))"
    r"\s*(\d+(?:\.\d+)?%|半数|0\.5数)[,;]?\s*"
    r"(?:其余|余款|余额|剩余(?:部分|款项)?|尾款|另一半)?(?:在|于)?\s*(?:签(?:字|约|订)?后)?"
    + _NAMED
    + r"(?:之)?(?:以)?[内后]\s*(?:再)?"
    + _REST
    + r"(?P<rest>\d+(?:\.\d+)?%)?"
)
_FIRST_EN = re.compile(
    r"(?:pay(?:able|ing)?\s*|paid\s*)?(\d+(?:\.\d+)?%|0\.5)\s*"
    r"(?:at once|now|at signing|on signing|up front|immediately|first),?\s*"
    r"(?:and\s*)?(?:the\s*)?(?:rest|remainder|balance|other half|0\.5|(?P<rest>\d+(?:\.\d+)?%))\s*"
    r"(?:paid\s*)?(?:within|in|after)\s*" + _NAMED
)
_EQUAL = re.compile(
    r"(?:(?:按月|每月)(?:付清|支付|发放|付)?[,;]?\s*)?(?:(?:每月|按月)?分\s*(\d+|两|一|二|三|四|五|六|七|八|九|十|十二)\s*(?:期|次|个月)(?:付清|支付|付|发放|结清)?"
    r"|(?:paid )?(?:in|over)\s*(\d+)\s*(?:equal )?(?:monthly )?(?:instal+ments|payments)"
    r"|(?:paid )?monthly (?:over|for|in)\s*(\d+)\s*months)"
    r"(?:,?\s*(?:每月1?[期次]|monthly|一个月一[期次]|每[期次](?:相等|均等)|平均))?"
    r"(?:,?\s*(?:各|每[期次]|each)\s*(?:付|支付|of )?(?P<each>\d+(?:\.\d+)?%|0\.5数?))?"
)
_WITHIN = re.compile(
    r"(?:(?:在|于)?(?:签(?:字|约|订)(?:协议)?后)?\s*" + _SPAN + r"(?:之)?(?:以)?内\s*"
    r"(?:全部|一次性|1次性)?(?:付清|支付完毕|支付|结清|发放完毕|到账|打到?卡)"
    r"|(?:\(?(?:payable|paid|to be paid)\s*(?:within|in)|(?<=[\s,;(])within)\s*"
    + _SPAN
    + r"(?: (?:of|after|from) (?:signing|signature|leaving|the last day))?\)?)"
)
_MONTHS = "january february march april may june july august september october november december"
_MONTH_ZH = re.compile(
    r"(?:在|于|到)?(?P<iso>\d{4}年\d{1,2}月)(?:份)?(?:底|末|内)(?:之|以)?前?\s*"
    r"(?:1次性?|一次性)?(?:全部|足额)?(?:付清|支付完毕|支付|付|结清|发放完毕|发放)"
)
_DAY_ZH = re.compile(
    r"(?:在|于|到)?(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})[日号]?(?:之|以)?前\s*"
    r"(?:1次性?|一次性)?(?:全部|足额)?(?:付清|支付完毕|支付|付|结清|发放完毕|发放)"
)
_DAY_EN = re.compile(
    r"(?:(?:to be |all )?(?:payable|paid) (?:in full )?(?:by|before|on or before|no later than|on)"
    r"|(?<!hired )(?<!joined )(?<!employed )\b(?:by|no later than)) (?:the )?(?P<end>end of )?"
    r"(?:(?P<iso>\d{4}-\d{1,2}(?:-\d{1,2}|(?<=-\d\d)(?!\d)))"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTHS.replace(' ', '|')}) (?P<year>\d{{4}})"
    rf"|(?P<month2>{_MONTHS.replace(' ', '|')}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?"
    r" (?P<year2>\d{4}))"
)
_CHINESE = {sign: n for n, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "十二": 12}


_AT_ONCE = re.compile(
    r"[,;]?\s*(?:(?:签(?:字|约|订)|离职|解除|办完手续)(?:的)?)?(?:当[天日场时]|之日|时)(?:全部|1次性|一次性)*"
    r"(?:付清|结清|支付|到账|兑现)|[,;]?\s*(?:全部)?(?:1次性?|一次性?)(?:付清|结清|到账)"
    r"|[,;]?\s*\b(?:all )?paid (?:at once|in cash|on the (?:last|same) day|on signing|at signing)"
)


def take_instalments(text: str) -> tuple[str, tuple[Instalment, ...]]:
    """The text without what it says of when it is paid, and the parts in their order."""
    text = re.sub(r"0\.5年(?=(?:之|以)?[内后])", "6个月", text)
    for pattern in (_FIRST_ZH, _FIRST_EN):
        if found := pattern.search(text):
            first = _first_share(found, text)
            rest = _after(1 - first, found["number"], found["unit"])
            return _without(text, found), (Instalment(first), rest)
    for pattern in (FIRST_AND_DAY_ZH, FIRST_AND_DAY_EN):
        if found := pattern.search(text):
            first = _first_share(found, text)
            rest = Instalment(1 - first, by=day_of_rest(found, text))
            return _without(text, found), (Instalment(first), rest)
    if found := _EQUAL.search(text):
        count = _count(found[1] or found[2] or found[3])
        if not 2 <= count <= 60:
            raise OfferError(
                "Instalments are 2 to 60.", "分期次数应为2至60次。", text, found.start()
            )
        if found["each"] and abs(_share(found["each"]) * count - 1) > Decimal("0.02"):
            raise OfferError(
                f"{count} parts of {found['each']} do not make the whole.",
                f"{count}期各{found['each']}加起来不是全部。",
                text,
            )
        each = (Decimal(1) / count).quantize(Decimal("0.0001"))
        last = 1 - each * (count - 1)
        parts = tuple(
            Instalment(last if n == count - 1 else each, months=n or None) for n in range(count)
        )
        return _without(text, found), parts
    return _whole_at(text)


def _whole_at(text: str) -> tuple[str, tuple[Instalment, ...]]:
    """The whole by one day, within a span, or at once."""
    for pattern in (_MONTH_ZH, _DAY_ZH, _DAY_EN):
        if found := pattern.search(text):
            return _without(text, found), (Instalment(Decimal(1), by=_day_of(found, text)),)
    if found := _WITHIN.search(text):
        number, unit = (found[1], found[2]) if found[1] else (found[3], found[4])
        return _without(text, found), (_after(Decimal(1), number, unit),)
    if found := _AT_ONCE.search(text):
        return _without(text, found), ()
    return text, ()


def _first_share(found: re.Match[str], text: str) -> Decimal:
    """The share of the first part; the second must be the rest."""
    first = _share(found[1])
    if found["rest"] and _share(found["rest"]) != 1 - first:
        raise OfferError(
            f"{found[1]} and {found['rest']} do not make the whole.",
            f"{found[1]}和{found['rest']}加起来不是全部。",
            text,
        )
    return first


def _day_of(found: re.Match[str], text: str) -> date:
    said = found.groupdict()
    if not said:
        figures: Sequence[str] = found.groups()
    elif said["iso"]:
        figures = re.findall(r"\d+", said["iso"])
        if len(figures) == 2:
            figures = [*figures, str(calendar.monthrange(int(figures[0]), int(figures[1]))[1])]
    else:
        month = _MONTHS.split().index(said["month"] or said["month2"]) + 1
        figures = (said["year"] or said["year2"], str(month), said["day"] or said["day2"])
    try:
        return date(*map(int, figures))
    except ValueError as error:
        raise OfferError(
            f"“{found[0]}” names no day.", f"“{found[0]}”不是一个日期。", text, found.start()
        ) from error


def _share(text: str) -> Decimal:
    if text.endswith("%"):
        share = Decimal(text[:-1]) / 100
        if not 0 < share < 1:
            raise OfferError(
                f"A first part of {text} leaves no second one.", f"首期{text}，没有余款。", text
            )
        return share
    return Decimal("0.5")


def _after(share: Decimal, number: str, unit: str) -> Instalment:
    count = int(number)
    if unit[0] in "天日d":
        return Instalment(share, days=count)
    if unit[0] in "周w":
        return Instalment(share, days=7 * count)
    return Instalment(share, months=count * (12 if unit[0] in "年y" else 1))


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _CHINESE[text]


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()].rstrip(' ,;')};{text[found.end() :].lstrip(' ,;')}"
