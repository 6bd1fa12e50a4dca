"""What people say, in the words that the grammar knows: 两倍的(N+1), N+1或3万取高者.

Only what means one thing is put otherwise; what can mean two is asked back (`ambiguity.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from gongyou.law.offers.everyday_groups import GROUPS
from gongyou.law.offers.everyday_shares import SHARES
from gongyou.law.offers.everyday_years import YEARS

Found = re.Match[str]

_NUMBER = r"(\d+(?:,\d{3})*(?:\.\d+)?)"
_N = r"n(?:\s*\+\s*(\d+(?:\.\d+)?)\s*(元|yuan)?(?:个月(?:工资)?)?)?"
_YUAN = r"(?:元|块钱|块|yuan|rmb)?"
_TIMES = r"\s*(?:\*|×|乘以?|x(?=\s*\d))\s*"
_FACTOR = r"(?:0?\.\d+|[1-9](?:\.\d+)?)"
"""Ten and more behind N may be yuan: asked (`doubtful_words.py`)."""
_BASE = (
    r"(?:(?:月?工资|基数|(?:with )?(?:the )?(?:monthly )?wage(?: is| taken)*)\s*"
    r"(?:统一)?(?:按|以|为|as|of|at)?"
    r"\s*(?P<base>\d{1,3}(?:,\d{3})+|\d{3,6})\s*(?:元|yuan)?(?:/月|每月|一个月)?(?:算|计算?|为基数)?)"
)
_WHICHEVER = (
    r"(?:whichever is (?:the )?|the |if (?:that|it)(?: is|['’]s) |"
    r"(?:取|就|孰|从|按|以|哪个|谁)(?:其)?(?:较)?)"
    r"(?P<which>higher|lower|greater|more|less|高|低|多|少|大|小)(?:者)?(?:的)?(?:为准|原则|[就给按算](?:哪个|谁))?"
)
_HIGHER = frozenset(["higher", "greater", "larger", "more", "高", "多", "大"])
_SERVICE = "(?:(?:本人|实际|工作|服务)?(?:工龄|年限)(?:年数)?|years? of service|years? worked)"
ROUNDED_UP, ROUNDED_AS_N, BY_PARTS = "~up~", "~asn~", "~parts~"
"""Marks in the clause before: how a year that isn't full counts."""


def in_known_words(text: str) -> str:
    """The same said so that each piece stands in one clause; `text` as `figures.plain` gives it."""
    for pattern, put in _KNOWN:
        text = pattern.sub(put, text)
    return text


def _times(factor: Decimal, found: Found, plus: int) -> str:
    """A multiple of N or of N+1 as one figure before each; a hundred and more are yuan."""
    if factor >= 100:
        return _with_base(None, found[plus], in_figures(factor))
    if not found[plus]:
        return f"{in_figures(factor)}n"
    more = in_figures(factor * Decimal(found[plus]))
    unit = "元" if found[plus + 1] or Decimal(found[plus]) >= 100 else "个月"
    return f"{in_figures(factor)}n+{more}{unit}"


def _factor(number: str, sign: str | None) -> Decimal:
    return Decimal(number.replace(",", "")) / (100 if sign == "%" else 1)


def in_figures(number: Decimal) -> str:
    """As it is typed: without an exponent, without noughts at its end."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _with_base(times: str | None, plus: str | None, base: str) -> str:
    """N or 2N+1 with one wage for everybody: yuan for each of the law's years."""
    wage = Decimal(base.replace(",", ""))
    more = f";另加{in_figures(Decimal(plus) * wage)}元" if plus else ""
    return f"补偿年限每年{in_figures(Decimal(times or 1) * wage)}元{more}"


def _end_of(which: str) -> str:
    """“or 30,000, whichever is higher” is a floor of the whole, “lower” a ceiling."""
    return "最低" if which in _HIGHER else "最高"


def _higher(other: str, amount: str, which: str) -> str:
    return f"{other};每人{_end_of(which)}{amount}元"


def _product(found: Found) -> str:
    share = Decimal(found[1].replace(",", "")) * (1 if found[2] else 100)
    return f"{in_figures(share)}% of claim"


def _mark(mark: str) -> Callable[[Found], str]:
    return lambda found: f" {mark} "


_SHORT = r"[,;]?\s*(?:但|且)?不[足满]1(?:周)?年的?(?:部分)?,?(?:也|均|都)?(?:的)?"
_KNOWN: list[tuple[re.Pattern[str], str | Callable[[Found], str]]] = [
    *GROUPS,
    *SHARES,
    # a year that isn't full
    (
        re.compile(
            r"[,;]?\s*(?:其中)?不[足满](?:0\.5年|6个月)的?,?按0\.5年(?:计算?|算)?[,;]?"
            r"\s*(?:满?(?:0\.5年|6个月)(?:以上)?)(?:以上)?(?:,?不[足满]1年)?的?,?按1年(?:计算?|算)?"
            r"|[,;]?\s*满?(?:0\.5年|6个月)(?:以上)?,?(?:不[足满]1年)?的?,?按1年(?:计算?|算)?[,;]?"
            r"\s*不[足满](?:0\.5年|6个月)的?,?按0\.5年(?:计算?|算)?"
        ),
        _mark(ROUNDED_AS_N),
    ),
    (re.compile(r"[,;]?\s*不[足满]1个?月的?,?按1个?月(?:计算?|算)?"), _mark(ROUNDED_UP)),
    (re.compile(_SHORT + r"(?:按|算作?|计作?|当)1(?:周)?年(?:计算?|算)?"), _mark(ROUNDED_UP)),
    (
        re.compile(
            r"[,;]?\s*(?:and )?(?:part|partial|incomplete|broken|begun) years? (?:to )?"
            r"(?:counts?|counted|counting) (?:as )?(?:a )?(?:full|whole|1)(?: years?| ones?)?"
        ),
        _mark(ROUNDED_UP),
    ),
    (
        re.compile(
            rf"(?:{_SHORT})(?:按(?:月|比例|实际月数)(?:折算|计算?|算)?|折算)"
            r"|[,;]?\s*(?:零头|余数|零数)(?:部分)?按月(?:折算|计算?|算)"
            r"|[,;]?\s*按(?:月|比例)折算"
            r"|[,;]?\s*(?:and )?(?:(?:part|partial|incomplete) years? )?pro[ -]?rata"
        ),
        _mark(BY_PARTS),
    ),
    # multiples of N and N+1
    (
        re.compile(
            r"(?:法定)?(?:经济)?(?:补偿|赔偿)金?(?:为|是|按|:)?\s*(?=(?:\d+(?:\.\d+)?倍?)?n(?![a-z]))"
        ),
        "",
    ),
    (
        re.compile(rf"(?<![\d.]){_NUMBER}\s*(%)?(?:倍)?\s*(?:of|的|\*|×)?\s*\(\s*{_N}\s*\)"),
        lambda f: _times(_factor(f[1], f[2]), f, 3),
    ),
    (
        re.compile(rf"\(\s*{_N}\s*\)\s*(?:的|打|\*|×)?\s*{_NUMBER}\s*(%|倍)?"),
        lambda f: _times(_factor(f[3], f[4]), f, 1),
    ),
    (
        re.compile(rf"(?<![a-z\d]){_N}\s*(?:的|打)\s*{_NUMBER}\s*(%|倍)"),
        lambda f: _times(_factor(f[3], f[4]), f, 1),
    ),
    (
        re.compile(rf"打?{_NUMBER}\s*%\s*(?:of|的)?\s*n(?![a-z])(?!\s*\+)"),
        lambda f: f"{in_figures(_factor(f[1], '%'))}n",
    ),
    (
        re.compile(rf"(?<![a-z\d])n{_TIMES}{_NUMBER}\s*%"),
        lambda f: f"{in_figures(_factor(f[1], '%'))}n",
    ),
    (
        re.compile(rf"(?<![a-z\d])n{_TIMES}({_FACTOR})(?![\d,.%]|\s*(?:元|yuan|块))"),
        lambda f: f"{f[1]}n",
    ),
    (re.compile(rf"(?<![\d.,])({_FACTOR}){_TIMES}n(?![a-z])"), lambda f: f"{f[1]}n"),
    (
        re.compile(r"(?<![a-z\d])n\s*(?:/|除以)\s*([2-9])(?![\d,.])"),
        lambda f: f"{in_figures((1 / Decimal(f[1])).quantize(Decimal('0.0001')))}n",
    ),
    # severance in words, with the month of notice
    (
        re.compile(
            r"(?:2倍|双倍)(?:的)?(?:法定)?(?:经济)?(?:补偿|赔偿)金?(?!\d)"
            r"|\b(?:double|twice|2 times) (?:the )?(?:statutory |legal )?severance(?: pay)?"
        ),
        "2n",
    ),
    (
        re.compile(
            r"\d+(?:个月)?的?代通知金|代通知金(?:1个月(?:工资)?)?|1 month(?:['’]s)? notice(?: pay)?"
            r"|(?:pay|payment) in lieu of notice"
        ),
        "1个月工资",
    ),
    (
        re.compile(
            r"(?<![的%\d])(?:法定)?(?:经济)?补偿金?\s*(?:\+|加上?|和|另加)\s*1个月(?:的)?(?:工资)?"
            r"|(?<![%f] )\bseverance(?: pay)?\s*(?:\+|plus|and)\s*(?:1|a) ?month(?:['’]s)?"
            r"(?: (?:of )?(?:wages?|salary|pay))?"
        ),
        "n+1",
    ),
    (
        re.compile(
            r"^\s*(?:(?:支付|给|按|付|全额|足额|依法)*)(?P<c>(?:法定)?经济补偿金?)(?:全额|足额)?(?:支付|发放)?\s*$"
            r"|^\s*(?:full |statutory |the )*(?P<e>severance(?: pay)?)(?: in full)?\s*$"
        ),
        "100% of severance",
    ),
    (re.compile(r"(?<=[资费金])\s*(?:全额|足额|全部)(?:支付|发放|付清)?"), "100%"),
    (re.compile(r"(?:全额|足额)(?:支付|发放|补发)?(?=拖欠|欠|加班|经济)"), "100%"),
    (
        re.compile(r"(?<![满每\d.])(\d+(?:\.\d+)?)年(?:的)?(?:工资|薪水|薪资)"),
        lambda f: f"{in_figures(Decimal(f[1]) * 12)}个月工资",
    ),
    (
        re.compile(
            r"(?<![\d.])(a|\d+(?:\.\d+)?) ?years?['’]?s?['’]? (?:of )?(?:wages?|salary|pay)\b"
        ),
        lambda f: f"{in_figures(Decimal(1 if f[1] == 'a' else f[1]) * 12)}个月工资",
    ),
    # N counted with another wage
    (
        re.compile(
            rf"(?<![a-z\d])(?P<k>\d+(?:\.\d+)?)?n(?:\s*\+\s*(?P<p>\d))?\s*[,;(]+\s*{_BASE}\)?\s*$"
        ),
        lambda f: _with_base(f["k"], f["p"], f["base"]),
    ),
    (
        re.compile(rf"^\s*{_BASE}[,;:]?\s*(?P<k>\d+(?:\.\d+)?)?n(?:\s*\+\s*(?P<p>\d))?\s*$"),
        lambda f: _with_base(f["k"], f["p"], f["base"]),
    ),
    # a sum that everybody gets, and so much a year
    (re.compile(rf"{_NUMBER}\s*{_YUAN}\s*(?:底数|基数|打底|基础)"), r"\1元"),
    (re.compile(rf"{_NUMBER}\s*{_YUAN}\s*(?:as a )?base(?=\s*(?:plus|and|[,;+]))"), r"\1元"),
    (
        re.compile(
            rf"(?:底数|基数|打底|基础)(?:补偿金?|部分|费)?(?:为|是|:)?\s*{_NUMBER}\s*{_YUAN}"
        ),
        r"\1元",
    ),
    (
        re.compile(
            r"(?<=[元\d])\s*[,;]\s*(?:工龄)?每(?:工作|干|做)?满?1?年(?:工龄)?(?:再|另外?)?(?:加|增加|多给|多补)(?:给|发)?\s*(?=\d)"
        ),
        ";另加每年",
    ),
    (
        re.compile(
            rf"(?<![n\d.,+*])(?<![n+*] ){_NUMBER}\s*{_YUAN}\s*\+\s*{_NUMBER}\s*{_YUAN}"
            r"(?=\s*(?:per|for each|a|each)\s+year|\s*/\s*(?:年|year)|每年)"
        ),
        r"\1元;另加\2元",
    ),
    (re.compile(r"(\d+(?:\.\d+)?)倍(?:的)?(?:本人)?月(?:平均)?(?:工资|薪)"), r"\1个月工资"),
    (re.compile(r"(?:本人)?月(?:平均)?(?:工资|薪)(?:的)?(\d+(?:\.\d+)?)倍"), r"\1个月工资"),
    (re.compile(rf"(?:the )?monthly (?:wage|salary|pay){_TIMES}(\d+(?:\.\d+)?)"), r"\1个月工资"),
    (re.compile(rf"(\d+(?:\.\d+)?){_TIMES}(?:the )?monthly (?:wage|salary|pay)"), r"\1个月工资"),
    (re.compile(r"\b(?:double|twice) (?:the |a )?monthly (?:wage|salary|pay)"), "2个月工资"),
    # amounts times N or times the years of service
    (re.compile(rf"(?<![a-z\d])n{_TIMES}{_NUMBER}\s*{_YUAN}"), r" per severance year \1元"),
    (re.compile(rf"{_NUMBER}\s*{_YUAN}{_TIMES}n(?![a-z])(?:\s*元)?"), r" per severance year \1元"),
    (
        re.compile(rf"(?:the )?monthly (?:wage|salary|pay)\s*(?:\*|×|x|times)\s*{_SERVICE}"),
        " 每年1个月工资 ",
    ),
    (re.compile(rf"(?:月?工资){_TIMES}{_SERVICE}{_TIMES}{_NUMBER}"), r"每年\1个月工资"),
    (re.compile(rf"{_SERVICE}{_TIMES}(?:月?工资)(?!\s*(?:\*|×|乘))"), "每年1个月工资"),
    (re.compile(rf"(?<![\d.月个])月工资{_TIMES}{_SERVICE}"), "每年1个月工资"),
    (re.compile(rf"{_SERVICE}{_TIMES}(?=\d)"), "每年"),
    (re.compile(rf"{_TIMES}{_SERVICE}"), " 每年 "),
    *YEARS,
    (
        re.compile(r"(?<![\w+])((?:\d+(?:\.\d+)?)?\s*n)\s+plus\s+(?=\d)(?!\d+(?:\.\d+)?\s*%)"),
        r"\1+",
    ),
    (
        re.compile(rf"(^|;)\s*(?:¥|rmb|人民币)?\s*{_NUMBER}\s*{_YUAN}\s*(?:\+|plus)\s*n(?![a-z+])"),
        r"\1n+\2元",
    ),
    # N+1 and more; shares written as products
    (re.compile(rf"\+\s*(?:¥|rmb|人民币)\s*{_NUMBER}"), r"+\1元"),
    (
        re.compile(rf"(?<![a-z\d])(n\s*\+\s*\d{{1,2}})\s*\+\s*(?=[\d,]{{3}}){_NUMBER}\s*{_YUAN}"),
        r"\1;另加\2元",
    ),
    (re.compile(rf"(?:^|[;,]\s*)再(?:给|补|发)(?:每人)?\s*{_NUMBER}"), r";另加\1"),
    (re.compile(rf"((?:the )?(?:legal )?claim)\s*(?:\*|×)\s*{_NUMBER}(\s*%)"), r"\2\3 of \1"),
    (re.compile(rf"{_NUMBER}(\s*%)?\s*(?:\*|×)\s*((?:the )?(?:legal )?claim)"), _product),
    # whichever is higher
    (
        re.compile(
            rf"[,;]?\s*(?:or|或者?|与|和)\s*(?:¥|rmb|人民币)?\s*{_NUMBER}\s*{_YUAN}(?:之间)?[,;]?\s*"
            rf"{_WHICHEVER}"
        ),
        lambda f: _higher("", f[1], f["which"]),
    ),
    (
        re.compile(
            rf"(?<![\d.,+])(?:¥|rmb|人民币)?\s*{_NUMBER}\s*{_YUAN}\s*(?:or|或者?|与|和)\s*"
            rf"(?P<other>[^,;]*(?:n(?:\s*\+\s*\d+)?|工资|wages?|salary|pay))[,;]?\s*{_WHICHEVER}"
        ),
        lambda f: _higher(f["other"], f[1], f["which"]),
    ),
    (
        re.compile(
            rf"(?P<one>(?:\d+(?:\.\d+)?)?n(?:\s*\+\s*\d+)?)\s*(?:or|或者?|与|和)\s*{_NUMBER}\s*"
            rf"(?:个月工资|months?['’]? (?:of )?(?:wages?|salary|pay))[,;]?\s*{_WHICHEVER}"
        ),
        lambda f: f"{f['one']},{_end_of(f['which'])}{f[2]}个月工资",
    ),
    (
        re.compile(
            rf"(?:the )?(?P<which>higher|greater|larger|lower|lesser|smaller) of (?P<one>[^,;]+?) "
            rf"(?:and|or) (?:¥|rmb)?\s*{_NUMBER}\s*{_YUAN}(?=\s*(?:$|[;,.]))"
        ),
        lambda f: _higher(f["one"], f[3], f["which"]),
    ),
    (
        re.compile(
            rf"whichever is (?:the )?(?P<which>higher|greater|more|lower|less|smaller)\s*[:,]?\s*"
            rf"(?P<one>[^,;]+?) or (?:¥|rmb)?\s*{_NUMBER}\s*{_YUAN}(?=\s*(?:$|[;,.]))"
        ),
        lambda f: _higher(f["one"], f[3], f["which"]),
    ),
    (re.compile(r"[,;]\s*(?=~later~)"), "; "),
    (re.compile(r"(?<=\d)\+\s*(?=years?\b)"), " or more "),
    (re.compile(r"(?<![\d.])(\d+) or more years?"), r"\1 years or more"),
    (re.compile(r"\(?(?:税前|\bbefore[- ]tax\b|\bgross\b(?! wage))\)?"), ""),
    # months of wage, where the word wage is left out
    (re.compile(r"(\d+(?:\.\d+)?)个?月/年"), r"每年\1个月工资"),
    (
        re.compile(
            r"((?:每(?:工作|干|做)?满?1?个?年|/年|(?<![\d.])(?:工作|干|做)?满?(?<![\d.])1年)(?:工龄)?(?:支付|补偿|赔偿|补|赔|给|发|算)?)"
            r"\s*(\d+(?:\.\d+)?)个?月(?=$|[;,]|\s*(?:封顶|最多|最高))"
        ),
        lambda f: f"{f[1] if f[1][0] in '每/' else '每年'}{f[2]}个月工资",
    ),
    (
        re.compile(
            r"(?<!0\.5 )\ban? months?(?=\s*(?:per|for (?:each|every|a)|an?|/)\s*(?:full )?year)"
        ),
        "1 month",
    ),
    (
        re.compile(
            r"(plus|\+|另加|再加|外加|加上)\s*(\d+(?:\.\d+)?)\s*(?:个月|months?)(?=\s*(?:$|[;,]))"
        ),
        r"\1 \2个月工资",
    ),
]
