"""Three parts and more, each with its share and day: 30% at signing, 30% after a month, 40% ..."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from gongyou.law.offers.model import Instalment, OfferError

_SHARE = r"(?P<share>\d+(?:\.\d+)?)%"
_SPAN_ZH = r"(?P<number>\d+)\s*(?P<unit>个?月|天|日|周|个?星期|年)(?:之|以)?[后内](?:再)?"
_DAY_ZH = r"(?P<y>\d{4})[年./-](?P<m>\d{1,2})[月./-](?P<d>\d{1,2})[日号]?(?:之|以)?前?"
_PART_ZH = re.compile(
    r"[,;:]?\s*(?:(?:第[一二三四五六\d]+[期次笔]|余款|其余|剩余|尾款)[,:]?)?(?:在|于)?"
    rf"(?:(?P<now>签(?:字|约|订)(?:协议)?(?:时|后|当天|当日|之日)?|首期|首付|先|当场|立即)|"
    rf"(?:签(?:字|约|订)(?:协议)?后)?{_SPAN_ZH}|{_DAY_ZH})\s*(?:支付|付清|付|给|发)*\s*{_SHARE}"
)
_SPAN_EN = r"(?:within|after|in) (?P<number>\d+) (?P<unit>months?|days?|weeks?|years?)"
_DAY_EN = r"(?:by|on|before) (?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"
_PART_EN = re.compile(
    rf"[,;:]?\s*(?:and |then )?(?:another |the (?:last|final|other|remaining) )?{_SHARE} "
    r"(?:paid )?(?:(?P<now>at once|now|(?:at|on|upon) (?:signing|signature)|up ?front|immediately)"
    rf"|{_SPAN_EN}|{_DAY_EN})"
)


def take_parts(text: str) -> tuple[str, tuple[Instalment, ...]]:
    """The text without three or more parts that follow each other, and those parts.

    Raises:
        OfferError: where the shares do not make the whole.
    """
    for pattern in (_PART_ZH, _PART_EN):
        for start in pattern.finditer(text):
            found = [start]
            while following := pattern.match(text, found[-1].end()):
                found.append(following)
            if len(found) > 2:
                parts = tuple(_part(one, text) for one in found)
                if sum(part.share for part in parts) != 1:
                    said = "+".join(f"{one['share']}%" for one in found)
                    raise OfferError(
                        f"{said} does not make the whole.", f"{said}加起来不是全部。", text
                    )
                return f"{text[: found[0].start()]};{text[found[-1].end() :]}", parts
    return text, ()


def _part(found: re.Match[str], text: str) -> Instalment:
    share = Decimal(found["share"]) / 100
    if found["now"]:
        return Instalment(share)
    if found["y"]:
        try:
            return Instalment(share, by=date(int(found["y"]), int(found["m"]), int(found["d"])))
        except ValueError as error:
            raise OfferError(
                f"“{found[0]}” names no day.", f"“{found[0]}”不是一个日期。", text, found.start()
            ) from error
    count, unit = int(found["number"]), found["unit"]
    if unit[0] in "天日d":
        return Instalment(share, days=count)
    if unit[0] in "周w" or "星期" in unit:
        return Instalment(share, days=7 * count)
    return Instalment(share, months=count * (12 if unit[0] in "年y" else 1))
