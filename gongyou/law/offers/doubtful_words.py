"""Words that say two amounts at once: 15 days' wages, 8,000 to 10,000, hired after 2010, N or 2N.

None is chosen: each is asked back with what it can mean (`ambiguity.py` asks about clauses,
`doubtful_limits.py` about limits).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from gongyou.law.offers.everyday import in_figures
from gongyou.law.offers.model import Offer, OfferAmbiguousError, OfferError
from gongyou.law.offers.pieces import AT_LEAST, UP_TO
from gongyou.law.offers.said import MONEY

Found = re.Match[str]
Way = str | Callable[[Found], str]

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_WAGE = r"(?:的?(?:工资|薪水|薪资)|['’]?s?['’]? ?(?:of )?(?:wages?|salary|pay)(?![a-z]))"
_YUAN = r"(?:元|块钱|块|圆|yuan|rmb)"
_DAYS, _WEEK, _PAID_WEEK = Decimal(30), Decimal(7), Decimal(5)
"""Days of the calendar in a month and a week; days that are paid in a week."""
_SIGNS = Decimal("0.00000001")
_SUM = MONEY.replace(r"(\d{1,3}", r"(?P<sum>\d{1,3}")
_MONTH = (
    r"\d{1,2}月份?|(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december)(?: \d{4})?|\d{4}-\d{2}|\d{4}年\d{1,2}月份?|上个?月|last month|本月|this month"
)
_END = r"(?=\s*(?:$|[;,(]))"


@dataclass(frozen=True)
class Doubt:
    """Words that can mean several things: each way stands in their place."""

    pattern: re.Pattern[str]
    ways: tuple[Way, ...]
    en: str
    zh: str


def _months(days: str, a_month: Decimal) -> str:
    months = (Decimal(days.replace(",", "")) / a_month).quantize(_SIGNS)
    return f"{in_figures(months)}个月工资"


def _in_months(found: Found) -> int:
    return int(found["count"]) * (12 if found["unit"].startswith("year") else 1)


def _of_days(a_month: Decimal) -> Way:
    return lambda found: _months(found[1], a_month)


def _of_weeks(a_week: Decimal, a_month: Decimal) -> Way:
    return lambda found: _months(str(Decimal(found[1]) * a_week), a_month)


def _hired(next_year: bool) -> Way:
    def way(found: Found) -> str:
        year, month = int(found["year"]), int(found["month"] or 0)
        if next_year:
            year, month = (year, month + 1) if 0 < month < 12 else (year + 1, month and 1)
        return f" {year}年{month or 1}月1日及以后入职的 "

    return way


_DAY = r"(?:天|日|个?自然日|(?<=\d) ?days?)"
_PAID_DAY = r"(?:个?(?:工作日|计薪日)|\s*(?:working|paid) days?)"


@cache
def _days_and_weeks(paid: Decimal) -> tuple[Doubt, ...]:
    """A wage told by days or weeks; `paid`: the law's paid days of a month."""
    return (
        Doubt(
            re.compile(rf"({_NUMBER})\s*{_DAY}{_WAGE}"),
            (_of_days(_DAYS), _of_days(paid)),
            f"A day's wage can be a thirtieth of the month or one of its {paid} paid days.",
            f"一天工资可以是月工资的三十分之一，也可以按月计薪天数{paid}天折算。",
        ),
        Doubt(
            re.compile(rf"({_NUMBER})\s*(?:周|个?星期|(?<=\d) ?weeks?){_WAGE}"),
            (_of_weeks(_WEEK, _DAYS), _of_weeks(_PAID_WEEK, paid)),
            f"A week's wage can be seven thirtieths of the month or five of its {paid} paid days.",
            f"一周工资可以按7天（每月30天）算，也可以按5个计薪日（每月{paid}天）算。",
        ),
    )


def in_months(text: str, paid: Decimal) -> str:
    """15 working days' wages in months of wage, by the law's paid days of a month."""
    counted = rf"({_NUMBER}){_PAID_DAY}{_WAGE}"
    return re.sub(counted, lambda found: _months(found[1], paid), text)


_HIRED_AFTER = (
    (_hired(False), _hired(True)),
    "It isn't clear whether those hired in that very year or month are meant.",
    "不清楚是否包括当年（当月）入职的人。",
)
_DOUBTS = (
    Doubt(
        re.compile(
            r"(?:(?:those |people |workers |staff )?(?:who )?(?:were |was )?"
            r"(?:hired|employed|joined|started) (?:after|later than) (?P<year>(?:19|20)\d\d)"
            r"(?:[-./](?P<month>\d{1,2}))?)(?![-./]?\d)"
        ),
        *_HIRED_AFTER,
    ),
    Doubt(
        re.compile(
            r"(?:在)?(?P<year>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月)?之?后(?:才)?"
            r"(?:入职|入厂|进厂|参加工作)的?(?:员工|工友|职工)?"
        ),
        *_HIRED_AFTER,
    ),
    Doubt(
        re.compile(
            rf"(?<![\d.,年+-])(?<!\+ )({_NUMBER})\s*{_YUAN}?\s*(?:至|到|~|-|–|—| to )\s*({_NUMBER})"
            rf"(?P<unit>\s*{_YUAN}|\s*个?月(?:的)?工资|\s*months?['’]? (?:of )?(?:wages?|pay)"
            rf"|\s*%|{_END}|\s+(?:each|per))(?!\s*(?:周?年|years?))"
        ),
        (lambda f: f"{f[1]}{f['unit']}", lambda f: f"{f[2]}{f['unit']}"),
        "Two amounts are named; write one, or who gets which: under 5 years: 5000; over 5 years: "
        "8000.",
        "写了两个数额；不同的人得不同数额的，请写明谁得多少，例如：5年以下5000元；5年以上8000元。",
    ),
    Doubt(
        re.compile(
            r"(?<![a-z\d])n\s*(?:\*|×|乘以?|x(?=\s*\d))\s*([1-9]\d)(?![\d,.%]|\s*(?:元|yuan))"
        ),
        (r"\1n", r"补偿年限每年\1元"),
        "It isn't clear whether N is taken so many times or each of its years gets so many yuan.",
        "不清楚是多少倍的N，还是每年多少元。",
    ),
    Doubt(
        re.compile(
            r"(?<![a-z\d])((?:\d+(?:\.\d+)?)?n(?:\s*\+\s*\d+)?)\s*(?:或者?|还是|\bor\b|/)\s*"
            rf"((?:\d+(?:\.\d+)?)?n(?:\s*\+\s*\d+)?){_END}"
        ),
        (r"\1", r"\2"),
        "Two amounts are named.",
        "写了两个数额。",
    ),
    Doubt(
        re.compile(rf"^\s*(?:按|付|给|支付|pay\s*)?({_NUMBER})%\s*[.。]?\s*$"),
        (r"\1% of the claim", r"\1% of severance"),
        "A percentage needs what it is of.",
        "请写明是什么的百分之几。",
    ),
    Doubt(
        re.compile(
            rf"(?:每个?月)\s*({_NUMBER})\s*{_YUAN}?[,;]?\s*"
            r"(?:共|发|给|补|支付|为期|持续)?(\d{1,2})个月"
            rf"|({_NUMBER})\s*{_YUAN}?\s*(?:(?:a|per|each|every) month|/月)[,;]?\s*"
            r"(?:for|共|发)?\s*(\d{1,2})\s*(?:months|个月)"
        ),
        (
            lambda f: f"{Decimal((f[1] or f[3]).replace(',', '')) * int(f[2] or f[4])}元",
            lambda f: f"每月{f[1] or f[3]}元,最多{f[2] or f[4]}个月",
        ),
        "It isn't clear whether it is paid for so many months or counts months of service.",
        "不清楚是发几个月，还是按在职月数算。",
    ),
    Doubt(
        re.compile(
            r"^\s*(?:全额|足额|全部)(?:支付|发放|付清)?\s*$|^\s*(?:all of it|(?:paid )?in full)\s*$"
        ),
        ("100% of the claim", "100% of severance"),
        "A percentage needs what it is of.",
        "请写明是什么的全额。",
    ),
    Doubt(
        re.compile(
            rf"^\s*(?:每人|each|补偿?|赔|给|发)*\s*({_NUMBER})\s*(?:个月|months?)\s*[.。]?\s*$"
        ),
        (r"\1个月工资", r"每年\1个月工资"),
        "It isn't clear whether these are months of wage once or for each year.",
        "不清楚是一共几个月工资，还是每年几个月工资。",
    ),
)
_MORE_DOUBTS = (
    Doubt(
        re.compile(
            r"(?P<before>each|yuan|\d)\s+over (?P<count>\d{1,2}) (?P<unit>months?|years?)\s*$"
        ),
        (
            lambda f: f"{f['before']}; in {_in_months(f)} monthly instalments",
            lambda f: f"{f['before']} if service at least {_in_months(f)} months",
        ),
        "It isn't clear whether it is paid over these months or to those with more service.",
        "不清楚是分这几个月付，还是只给工龄超过这几个月的人。",
    ),
    Doubt(
        re.compile(
            r"(?<![\d.])(?P<share>\d+(?:\.\d+)?)%\s*(?:of|的)\s*(?P<n>(?:\d+(?:\.\d+)?)?n)\s*\+\s*(?P<plus>\d)(?![\d%])"
        ),
        (
            lambda f: f"({f['n']}+{f['plus']})*{f['share']}%",
            lambda f: f"({f['n']})*{f['share']}%;另加{f['plus']}个月工资",
        ),
        "It isn't clear whether the share is of both parts or of the first.",
        "不清楚是合计的百分之几，还是只算前一项。",
    ),
    Doubt(
        re.compile(r"^\s*(?:每人|给|付|支付)?(?P<times>[2-9])倍(?:的)?(?:工资|薪水)\s*$"),
        (lambda f: f"{f['times']}个月工资", lambda f: f"{f['times']}n"),
        "It isn't clear whether these are months of wage once or for each year.",
        "不清楚是一共几个月工资，还是每年几个月工资。",
    ),
    Doubt(
        re.compile(
            r"(?:[,;]?\s*\b(?:plus|and)\b|\+|[,;]?\s*(?:另加|外加|再加|加上|加|和|及))\s*(?:the )?"
            rf"(?:拖欠的?|欠的?|unpaid )*(?:{_MONTH})(?:的|['’]s?)?\s*"
            r"(?:工资|薪水|薪资|wages?|salary|pay)(?![a-z])"
        ),
        (";另加100% of unpaid wages", ";另加1个月工资"),
        "The wages of a month can be what is still unpaid, or one month of wage.",
        "某个月的工资，可以是还拖欠的部分，也可以是一个月工资。",
    ),
    Doubt(
        re.compile(
            rf"^\s*(?:每人|人均|each|everyone)?\s*(?P<limit>{AT_LEAST}|{UP_TO})\s*{_SUM}\s*$"
        ),
        (
            lambda f: f"每人{f['sum']}元",
            lambda f: f"100% of the claim;每人{f['limit']}{f['sum']}元",
        ),
        "A limit alone does not say what is given.",
        "只写了限额，没有写给多少。",
    ),
    Doubt(
        re.compile(
            r"(?:(?:按照?|依照?)\s*)?(?:法定|劳动法|劳动合同法|法律|国家)(?:所?规定)?的?"
            r"(?:补偿|赔偿)?金?(?:标准|补偿金?|赔偿金?)(?=\s*(?:$|[;,\d的打再上+]))"
            r"|(?:the )?(?:statutory|legal) (?:amount|compensation|minimum|standard|rate)s?"
        ),
        (" 请求总额 ", " 经济补偿金 "),
        "What the law gives can be the whole claim, or severance alone.",
        "法律规定的，可以是全部请求，也可以只是经济补偿。",
    ),
    Doubt(
        re.compile(
            r"[,;(]?\s*(?:不含|不包括|不包含|未含|excluding|not including|without|exclusive of)\s*"
            r"(?:the )?(?P<what>加班费|加班工资|拖欠工资|欠薪|(?:unpaid )?overtime(?: pay)"
            r"?|unpaid wages)\)?"
        ),
        ("", lambda f: f";另加100% of {f['what']}"),
        "What is not in the sum may be given up, or be paid besides.",
        "不含的部分，可以是不给，也可以是另外付。",
    ),
    Doubt(
        re.compile(
            r"(?<![a-z(\d])(?P<n>(?:\d+(?:\.\d+)?)?n)\s*\+\s*(?P<plus>\d)\s*(?:times|乘以?|\*|×|x)\s*"
            r"(?P<by>\d+(?:\.\d+)?)(?![\d,]|\s*(?:元|yuan))"
        ),
        (
            lambda f: f"({f['n']}+{f['plus']})*{f['by']}",
            lambda f: f"{f['n']}+{in_figures(Decimal(f['plus']) * Decimal(f['by']))}个月",
        ),
        "It isn't clear whether both parts are multiplied or the last one.",
        "不清楚是合计后再乘，还是只乘后一项。",
    ),
)
_CAPPED = re.compile(
    r"[,;(]?\s*(?:其中)?(?:月?工资|基数|(?:with )?(?:the )?(?:monthly )?wages?(?: is)?)?\s*"
    r"(?:(?:按|以|不超过|最高(?:为|不超过)?|上限(?:为|是)?|"
    r"capped at|at most|limited to|not above|up to)\s*)*"
    r"3?\s*(?:times|倍)?\s*(?:the )?(?:当地|本市|本地区|所在地|上年度?|local|city|social)*\s*"
    r"(?:社平(?:工资)?|(?:职工)?(?:社会)?(?:月)?平均工资|average(?: wages?)?)"
    r"(?:的)?3?倍?(?:为?封顶|为上限|为限|封顶计算)?\)?"
)
_IS_CAP = re.compile(
    r"封顶|上限|为限|不超过|最高|capped|at most|limited|not above|up to|[3三]\s*(?:倍|times)"
)


def doubtful_words(text: str, parse: Callable[[str], Offer], paid: Decimal | None) -> None:
    """Refuse words that can mean two things; `text` as `figures.plain` gives it.

    `paid`: the law's paid days of a month, None where it has no such number.

    Raises:
        OfferAmbiguousError: with what they can mean, where an offer can say it.
    """
    for doubt in (*(_days_and_weeks(paid) if paid else ()), *_DOUBTS, *_MORE_DOUBTS):
        for found in doubt.pattern.finditer(text):
            ways = (f"{text[: found.start()]}{_put(found, way)}{text[found.end() :]}"
                    for way in doubt.ways)  # fmt: skip
            meanings = tuple(dict.fromkeys(_read_all(parse, ways)))
            if len(meanings) > 1:
                said = found[0].strip()
                raise OfferAmbiguousError(
                    f"“{said}” can mean two things. {doubt.en}",
                    f"“{said}”可以有两种意思。{doubt.zh}",
                    text,
                    meanings,
                )
    _capped_by_the_average(text, parse)


def _capped_by_the_average(text: str, parse: Callable[[str], Offer]) -> None:
    """N capped at three times the local average: of the wage that counts, or of the sum."""
    found = _CAPPED.search(text)
    if not found or not _IS_CAP.search(found[0]):
        return
    rest = (text[: found.start()] + text[found.end() :]).strip(" ,;")
    said = [offer.terms[0] for offer in _read_all(parse, [rest]) if len(offer.terms) == 1]
    ways = [
        f"{in_figures(term.rate * 100)}% of severance"
        + (f"; plus {term.plus_wage} months of wage" if term.plus_wage else "")
        for term in said
        if term.kind == "wage" and term.unit in ("n", "year")
    ]
    cap = (
        "A cap by the local average wage holds for the wage that counts, as the law's own cap "
        "does, or for the whole sum: then write it in yuan.",
        "按当地平均工资封顶，可以是法律规定的计算基数封顶，也可以是总额封顶；总额封顶请写明多少元。",
        text,
    )
    meanings = tuple(_read_all(parse, ways))
    raise OfferAmbiguousError(*cap, meanings) if meanings else OfferError(*cap)


def _put(found: Found, way: Way) -> str:
    return found.expand(way) if isinstance(way, str) else way(found)


def _read_all(parse: Callable[[str], Offer], texts: Iterator[str] | list[str]) -> Iterator[Offer]:
    for text in texts:
        try:
            yield parse(text)
        except OfferError:
            continue
