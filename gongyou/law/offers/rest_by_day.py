"""The second of two parts by a day: half now, half by 30 June 2027; 余款2026年12月底前付清."""

from __future__ import annotations

import calendar
import re
from datetime import date

from gongyou.law.offers.model import OfferError

MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_SHARE = r"(\d+(?:\.\d+)?%|0\.5数|半数|0\.5)"
_REST_ZH = r"(?:其余|余款|余额|剩余(?:部分|款项|的)?|尾款|另一半|另外|剩下的?)?"
_PAID_ZH = r"(?:再)?(?:全部)?(?:付清|支付完毕|支付|结清|发放|补齐|付|给|发)?"

FIRST_AND_DAY_ZH = re.compile(
    r"(?:首期|首付|先行?付|先给|先支付|先发|(?:现在|目前|立即|马上)(?:先)?(?:付|支付|给|发)?|"
    r"签(?:字|约|订)(?:协议)?(?:当天|当日|之日|时|后)?(?:先)?(?:付|支付|给)|当场(?:付|支付|给))\s*"
    + _SHARE
    + r"[,;]?\s*"
    + _REST_ZH
    + r"[,;]?\s*(?:在|于|到|等)?"
    r"(?:(?P<year>\d{4})[年./-](?P<month>\d{1,2})(?:[月./-](?P<day>\d{1,2})?[日号]?)?(?:份)?"
    r"|(?P<undated>(?:今|明|本|次)?年(?:年?底|末|中)|年底|年末|"
    r"\d{1,2}月(?:\d{1,2}[日号])?(?:份)?|月底|春节|过年|节))"
    r"(?P<edge>底|末|内)?(?P<before>(?:之|以)?前)?\s*"
    + _PAID_ZH
    + _REST_ZH
    + r"(?P<rest>\d+(?:\.\d+)?%|半数)?"
)
FIRST_AND_DAY_EN = re.compile(
    r"(?:pay(?:able|ing)?\s*|paid\s*)?(\d+(?:\.\d+)?%|0\.5)\s*"
    r"(?:at once|now|today|(?:at|on|upon) (?:signing|signature)|up ?front|immediately|first),?\s*"
    r"(?:and\s*)?(?:the\s*)?(?:rest|remainder|remaining (?:0\.5|half)|balance|other (?:0\.5|half)|"
    r"(?P<rest>\d+(?:\.\d+)?%)|0\.5|half)\s*"
    r"(?:(?:to be )?paid\s*)?(?:by|in|on|before|at|until)\s*(?:the )?(?P<edge>end of )?"
    r"(?:(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?"
    rf"|(?P<undated>(?:\d{{1,2}} )?(?:{MONTHS})(?: \d{{1,2}})?|year[- ]?end|"
    r"end of the year|new year|spring festival|christmas|next (?:month|year)))"
)


def day_of_rest(found: re.Match[str], text: str) -> date:
    """The last day for the rest; a month without a day ends on its last.

    Raises:
        OfferError: where the year or the day is not told, or there is no such day.
    """
    said = found.groupdict()
    year, month, day = said["year"], said["month"], said["day"]
    if not year or not month or (said.get("before") and not day and not said["edge"]):
        raise OfferError(
            f"“{found[0].strip()}”: write the day with its year by which the rest is paid, such as "
            "50% at once, the rest by 30 June 2027.",
            f"“{found[0].strip()}”：请写明余款在哪年哪月哪日前付清，例如：先付50%，2027年6月30日前付清余款。",
            text,
            found.start(),
        )
    try:
        last = calendar.monthrange(int(year), int(month))[1]
        return date(int(year), int(month), int(day) if day else last)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise OfferError(
            f"“{found[0].strip()}” names no day.",
            f"“{found[0].strip()}”不是一个日期。",
            text,
            found.start(),
        ) from error
