"""Groups named as people name them: 包装车间2N，其余N; workers in the packing workshop 2N."""

from __future__ import annotations

import re
from collections.abc import Callable

_WORKSHOP = r"(?:车间|班组|流水线|生产线)"
_DEPARTMENT = r"(?:事业部|办公室|部门|部|科室|科)"
_PEOPLE = (
    r"(?:的)?(?:全体|所有)?(?:员工|工人|工友|职工|人员)?(?:的)?"
    r"(?:每人|一律|均|都|给|发|补偿|按)?[:,]?\s*"
)
_GIVES = r"(?=(?:\d|[¥]|n(?![a-z])|每年|每满|工龄))"


def _named(kind: str) -> re.Pattern[str]:
    """A name that ends in its kind, at the start of a clause, before what they get."""
    name = rf"(?P<name>(?:(?![为是])[一-鿿a-z\d]){{1,8}}?{kind})"
    return re.compile(rf"(?:^|(?<=[;,\n]))\s*(?!其[余他它]|所有|全部|各|每){name}{_PEOPLE}{_GIVES}")


def _column(column: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f" {column}为“{found['name']}”的 "


def _in_english(found: re.Match[str]) -> str:
    column = "department" if found["kind"].startswith("dep") else "workshop"
    return f" {column} is “{found['name']}” "


_EN_KIND = r"(?P<kind>workshop|shop|department|dept|line)"
GROUPS: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile(r",\s*and\s+(?=(?:\d+(?:\.\d+)?)?n\b|\d)"), "; "),
    (
        re.compile(r"(?:^|(?<=[;,]))\s*(?P<kind>workshop|department) (?P<name>[a-z\d]+)\s*:"),
        lambda found: f" {found['kind']} is “{found['name']}” ",
    ),
    (
        re.compile(
            r"(?P<edge>(?:以|之)?前(?:入职|入厂|进厂)[^;]*?[,;]\s*)(?:在?[此之以那]?(?:以|之)?后(?:才)?)(?:入职|入厂|进厂)的?(?:员工|工友|职工)?"
        ),
        r"\g<edge>其余",
    ),
    (
        re.compile(
            r"(?P<edge>(?:hired|joined|employed|started) before [^;]*?[,;]\s*)"
            r"(?:(?:those |people )?(?:hired |joined )?(?:later|afterwards|thereafter|after(?:"
            r" that)?))[,:]?(?=\s*(?:n\b|\d+(?:\.\d+)?n\b|\d[\d,]*\s*(?:$|yuan)))"
        ),
        r"\g<edge>others ",
    ),
    (re.compile(r"\ba year(?= (?:or more|and over|and more))"), "1 year"),
    (re.compile(r"\b(less than|under|below|over|more than|at least) a year\b"), r"\1 1 year"),
    # who says it
    (
        re.compile(
            r"^\s*(?:公司|厂方|厂里|工厂|老板|资方|企业|单位|甲方|工会|工人|员工|我们|大家)(?:方面)?"
            r"(?:现在?|只|目前)?(?:愿意|愿|同意|提出|提议|说|答应|承诺|表示|要求|希望|方案(?:是|为)?|拟|可以|将|会|要)+"
            r"(?:按(?=\d|n)|支付|给予|给)?[,:]?"
        ),
        "",
    ),
    (
        re.compile(
            r"^\s*(?:the )?(?:company|employer|boss|management|factory|firm|workers|union|we|they) "
            r"(?:now )?(?:(?:will|would|can|is|are|ready|willing|agrees?|wants?|offers?|"
            r"offered|proposes?|"
            r"proposed|says?|said|demands?|asks?|to|for|pay|give)\s+)+"
        ),
        "",
    ),
    (re.compile(r"(?<=\d|n)\s*(?:的标准)?(?:进行)?(?:补偿|赔偿|给付)\s*(?=$|[;,])"), ""),
    (re.compile(r"满(\d+)年(?:的)?(?=\s*(?:另加|再加|另外|外加|多给|再给|加))"), r"满\1年的"),
    (
        re.compile(
            r"(?P<w>月?工资|月薪)(?P<n>\d[\d,]*)(?P<y>元)?以下(?P<a>[^;]*?)[,;]\s*(?P=n)(?:元)?(?:及)?以上"
        ),
        r"\g<w>\g<n>元以下\g<a>;\g<w>\g<n>元以上",
    ),
    (
        _named(_WORKSHOP),
        _column("车间"),
    ),
    (
        _named(_DEPARTMENT),
        _column("部门"),
    ),
    (
        re.compile(
            r"(?:(?:for )?(?:the )?(?:workers?|people|those|staff|employees|everyone) (?:in|"
            r"of|from) |for )?(?:the )"
            rf"(?P<name>[a-z\d]+(?:[ -][a-z\d]+)? {_EN_KIND})(?: workers?| people| staff)?[:,]?"
        ),
        _in_english,
    ),
    (
        re.compile(
            rf"(?:^|(?<=[;,]))\s*(?P<name>[a-z\d]+(?:[ -][a-z\d]+)? {_EN_KIND})(?: workers?|"
            rf" people| staff)?[:,]?"
            r"\s*(?:gets? )?(?=(?:\d|n\b|¥))"
        ),
        _in_english,
    ),
    (
        re.compile(
            r"(?:老|资深|新|年轻)(?:员工|工人|工友|职工)\s*\((?P<who>[^()]*(?:以上|以下|以内|不[满足]\d+年|入职))\)"
        ),
        r" \g<who> ",
    ),
    (re.compile(r"\b(?:any(?:one|body)|everyone|those|all)(?= with \d)"), "those"),
    (re.compile(r"(?<=\d) ?\+(?=\s*(?:years?|yrs?)\b)"), " or more"),
]
"""Patterns and what stands instead, in their order."""
