"""Shares put otherwise: N+20%, N上浮二成; and what is paid besides: 2N，另付加班费."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from gongyou.law.offers.pieces import AT_LEAST, UP_TO
from gongyou.law.offers.said import NUMBER

_SHARE = r"(\d+(?:\.\d+)?)\s*%"
_UP = r"(?:再|各|统一|整体)?(?:上浮|上调|上涨|增加|提高|多)"
_N = r"(?<![a-z\d.])((?:\d+(?:\.\d+)?)?)\s*n"
_OWED = (
    r"(?:拖欠|欠付|所欠|未付|欠发)的?(?:工资|薪水|薪资|工钱)|欠薪|加班费|加班工资"
    r"|(?:the )?(?:unpaid|owed|outstanding|back) wages|(?:the )?wage arrears"
    r"|(?:the )?(?:unpaid )?overtime(?: pay)?"
)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _raised(found: re.Match[str]) -> str:
    """N raised by a share of itself."""
    return f"{_plain(Decimal(found[1] or 1) * (1 + Decimal(found[2]) / 100))}n"


def _raised_whole(found: re.Match[str]) -> str:
    """N+1 raised: both parts."""
    times = 1 + Decimal(found[3]) / 100
    return f"{_plain(Decimal(found[1] or 1) * times)}n+{_plain(Decimal(found[2]) * times)}个月"


def _raised_claim(found: re.Match[str]) -> str:
    return f"{_plain(100 + Decimal(found['share']))}% of {found['what']}"


SHARES: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile(rf"\(\s*((?:其中)?(?:{UP_TO}|{AT_LEAST})\s*[\d¥][^()]*)\)"), r",\1"),
    (
        re.compile(
            rf"\bbetween ({NUMBER[1:-1]}) and ({NUMBER[1:-1]})\s*(?:yuan|rmb)?(?:\s*[,:]\s*(?="
            rf"\S)|(?<=[,;] between))"
        ),
        r"每人最低\1元,每人最高\2元;",
    ),
    # severance in the law's own measure
    (re.compile(r"\b(?:legal|statutory) (?=severance)"), ""),
    (re.compile(r"(?<=severance)(?: pay)? (?:per|by|under|according to) (?:the )?law"), ""),
    (
        re.compile(
            r"(?:依法|依照法律规定|按照?(?:法律|劳动合同法|劳动法|法定)(?:规定)?(?:的)?(?:标准)?)"
            r"(?:足额|全额)?(?:支付|给予|发放|给|付)*(?=(?:法定)?经济补偿)"
        ),
        "",
    ),
    (
        re.compile(r"^\s*(?:支付|给|付)*经济补偿金?(?=\s*[,;]\s*(?:另|外加|再加))"),
        "100% of severance",
    ),
    (
        re.compile(r"^\s*(?:full )?severance(?: pay)?(?=,?\s*plus\s*\d[\d,]*\s*(?:yuan)?\s*$)"),
        "100% of severance",
    ),
    (
        re.compile(rf"(?<![\d.]){_SHARE}\s*(?:of|的)\s*(\d+(?:\.\d+)?)n(?![a-z])(?!\s*\+)"),
        lambda found: f"{_plain(Decimal(found[1]) * Decimal(found[2]) / 100)}n",
    ),
    # N in other words
    (re.compile(r"(\d+(?:\.\d+)?)倍(?:的)?(?:法定)?经济补偿金?(?!\d)"), r"\1n"),
    (re.compile(r"一个n(?![a-z])"), "n"),
    (re.compile(r"(?<![a-z])n个月(?:的)?(?:本人)?(?:月?平均)?(?:工资|薪水)?"), "n"),
    (re.compile(r"(?:双|2)倍(?:的)?\s*n(?![a-z])"), "2n"),
    (re.compile(r"(?<![a-z\d])(\d+)n半"), r"\1.5n"),
    (re.compile(r"(?:0\.5|半|half)\s*(?:个|of)?\s*n(?![a-z])|(?<![a-z\d])n的(?:50%|0\.5)"), "0.5n"),
    (
        re.compile(rf"(?<![\d.])(\d+(?:\.\d+)?)n\s*(?:的|打)+\s*{_SHARE}"),
        lambda found: f"{_plain(Decimal(found[1]) * Decimal(found[2]) / 100)}n",
    ),
    (
        re.compile(rf"{_N}\s*[,;]?\s*(?:-|减|minus|less)\s*{_SHARE}(?!\s*(?:of|的|on))"),
        lambda found: f"{_plain(Decimal(found[1] or 1) * (1 - Decimal(found[2]) / 100))}n",
    ),
    (
        re.compile(
            rf"(?P<clause>(?:^|(?<=;))[^;]*?(?:工资|wage|(?<![a-z])n(?![a-z])|\d个月|0\.5 a mon"
            rf"th|\bmonths? )[^;]*?)"
            rf"(?P<least>{AT_LEAST})\s*(?P<count>\d+(?:\.\d+)?)\s*(?:个月|months?)(?=\s*(?:$|[;,]))"
        ),
        r"\g<clause>最低\g<count>个月工资",
    ),
    (
        re.compile(
            rf"在?\(?\s*{_N}\s*\+\s*(\d(?:\.\d+)?)(?![\d%,])(?:个月)?\s*\)?(?:的)?(?:基础上)?[,;]?\s*{_UP}\s*{_SHARE}"
        ),
        _raised_whole,
    ),
    (
        re.compile(
            rf"在?{_N}(?:的)?(?:基础上)?[,;]?\s*(?:{_UP}|\+|plus|increased by|raised by)"
            rf"\s*{_SHARE}(?!\s*(?:of|的|on))"
        ),
        _raised,
    ),
    (
        re.compile(
            rf"(?:在)?(?P<what>请求总额|应得(?:金额|总额)?|经济补偿金?|the claim|severance)"
            rf"(?:的)?(?:基础上)?[,;]?\s*(?:{_UP}|\+|plus|increased by|raised by)\s*(?P<share>"
            rf"\d+(?:\.\d+)?)\s*%(?!\s*(?:of|的|on))"
        ),
        _raised_claim,
    ),
    (
        re.compile(r"(?P<what>请求总额|经济补偿金?)\s*(?:的|\*|×)?\s*(?P<times>\d+(?:\.\d+)?)倍"),
        lambda found: f"{_plain(Decimal(found['times']) * 100)}% of {found['what']}",
    ),
    (
        re.compile(r"(\d+(?:\.\d+)?)个月(?:工资)?1年(?=\s*(?:$|[;,]))"),
        r"每年\1个月工资",
    ),
    (
        re.compile(
            r"(?:per|for each|for every|each|every|a) year or part (?:of (?:a|1) year|of it|"
            r"thereof)"
        ),
        "per year begun",
    ),
    (
        re.compile(
            rf"[,;]?\s*(?:不[足到]|低于)({NUMBER[1:-1]})元?的?,?(?:一律|均|都)?(?:补足(?:到|至)?|补[到至]|按|给)\1元?(?:算|计算?)?[,;]?"
            rf"|[,;]?\s*(?:and )?(?:topped up|made up|rounded up) to ({NUMBER[1:-1]})"
        ),
        lambda found: f";每人最低{found[1] or found[2]}元;",
    ),
    # what the sum includes, what is paid of what is owed
    (
        re.compile(
            rf"[,;(]?\s*(?:已?含|包括|包含|\bincluding|\binclusive of)\s*(?:{_OWED})\)?(?=\s*(?"
            rf":$|[;,]))"
        ),
        "",
    ),
    (
        re.compile(
            rf"(?:{_OWED})\s*(?:补|给|付|按|为|:)*\s*({NUMBER[1:-1]})(?![\d,.]*\s*%)\s*(?:元|yuan)?"
        ),
        r"\1元",
    ),
    (
        re.compile(
            rf"(?:(?:补发|支付|付清|结清|补齐)(?:全部|所有|全额|的)*(?P<a>{_OWED})|"
            rf"(?P<b>{_OWED})(?:全额|足额|全部|1次性|一次性)*(?:支付|结清|付清|发放|补发|补齐))"
            r"[,;]\s*(?:(?:另外?|并|再|同时)(?:加|付|补偿?|给|支付)?)?(?=\s*\S)"
        ),
        lambda found: f"100% of {found['a'] or found['b']};另加",
    ),
    (re.compile(r"\s+and\s+(?=\d+(?:\.\d+)?%\s*of)"), ";另加"),
    (re.compile(rf"(?P<what>{_OWED})(?:给|付|补|按)\s*{_SHARE}"), r"\2% of \g<what>"),
    # what is owed anyway, paid besides
    (
        re.compile(
            rf"(?:[,;]?\s*(?:并|另外?|同时|且)+(?:支付|付清|付|补发|补|结清|发放)|[,;]?\s*(?:和|及|以及|与)"
            rf"|[,;]?\s*\band\b|[,;]?\s*\b(?:plus|as well as)\b|\+|[,;]?\s*(?:另加|外加|"
            rf"再加|加上|加))\s*"
            rf"(?:(?:all|the|full|全部|所有|全额)(?:of )?(?:的)?\s*)*(?P<what>{_OWED})(?=\s*(?:"
            rf"$|[;,.]))"
        ),
        lambda found: f";另加100% of {found['what']}",
    ),
]
"""Patterns and what stands instead, in their order."""
