"""The first years and the later ones: 前3年每年1000，第4年起每年1500; 3000 the first year."""

from __future__ import annotations

import re
from collections.abc import Callable

_NUMBER = r"(\d+(?:,\d{3})*(?:\.\d+)?)"
_YUAN = r"(?:元|块钱|块|yuan|rmb)?"
_A_YEAR = r"(?:per|a|for each|for every|each|every|/)\s*"


def _next_year(found: re.Match[str]) -> str:
    """第4年起每年 behind the first three is what comes later; behind others it stays unread."""
    return (
        f"~first {found[1]}~{found[2]}; ~later~ "
        if int(found[3]) == int(found[1]) + 1
        else found[0]
    )


def _nth_year(found: re.Match[str]) -> str:
    """From the sixth year, behind the first five."""
    nth = _ORDINALS.index(found[3]) + 1 if found[3] in _ORDINALS else int(found[3][:-2])
    later = f"~first {found[1]}~{found[2]}; ~later~ "
    return later if nth == int(found[1]) + 1 else found[0]


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


YEARS: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (
        re.compile(
            r"(?:工龄)?第1(?:年)?\s*(?:-|~|至|到)\s*第?(\d+)年(?:内|期间)?(?:的)?[,:]?(?:每满?1?年)"
        ),
        r" ~first \1~ ",
    ),
    (
        re.compile(
            r"(?:^|(?<=[;,满]))(?:工龄)?第1(?:个)?年(?:的|内)?(?:支付|补偿|补|给|发|为|是)*[,:]?"
        ),
        " ~first 1~ ",
    ),
    (
        re.compile(rf"{_NUMBER}\s*{_YUAN}\s*(?:for|in) (?:the )?first year(?: of service)?"),
        r" ~first 1~ \1元",
    ),
    (
        re.compile(
            rf"(?:for )?(?:the )?first year(?: of service)?[,:]?\s*(?:is|pays|gets)?\s*{_NUMBER}"
        ),
        r" ~first 1~ \1",
    ),
    (
        re.compile(
            rf"[,;]\s*(?:and )?{_A_YEAR}(?:further|additional|extra|later|following|subsequent)"
            rf" year[,:]?\s*(?=\d)"
        ),
        "; ~later~ ",
    ),
    (
        re.compile(
            rf"(?:工龄)?(\d+)年(?:以[内下])(?:的)?(?:每人)?,?\s*{_NUMBER}\s*{_YUAN}\s*[,;]\s*"
            rf"(?:工龄)?\1年以上(?:的)?,?\s*每(?:多|增加|超过)?1?年(?:再|另外?)?加\s*{_NUMBER}\s*{_YUAN}"
        ),
        r"\2元;另加满\1年后每满1年\3元",
    ),
    (
        re.compile(
            r"(\d[\d,.]*\s*(?:yuan|rmb)?)\s*(?:per|a|for each|each|/)\s*(?:year|yr)\s*"
            r"(?:for|in|during) (?:the )?first (\d+) years?"
        ),
        r" ~first \2~ \1 ",
    ),
    (re.compile(r"(?:the )?first (\d+) years?(?: of service)?[,:]?"), r" ~first \1~ "),
    (re.compile(r"(?:工龄)?(?:头|前)(\d+)年(?:的|内)?[,:]?(?:每满?1?年)?"), r" ~first \1~ "),
    (
        re.compile(
            r"(?:,|;|\s)*(?:and )?"
            r"(?:then|thereafter|after that|afterwards|beyond that|later(?: years)?),?\s*"
            r"(\d[\d,.]*\s*(?:yuan|rmb)?)\s*(?:per|a|for each|for every|each|/)\s*(?:year|yr)"
            r"(?: after that| thereafter)?"
        ),
        r"; ~later~ \1",
    ),
    (
        re.compile(
            r"(\d[\d,.]*\s*(?:yuan|rmb)?)\s*(?:per|a|for each|for every|each|/)\s*(?:further )?year"
            r"(?: of service)? (?:after(?: that)?|thereafter|beyond that)(?=\s*(?:$|[;,.]))"
        ),
        r" ~later~ \1",
    ),
    (
        re.compile(r"[,;]?\s*(?:(?:此|之|以)后|往后|其后)(?:的)?每(?:多|增加)?满?1?年"),
        "; ~later~ ",
    ),
    (re.compile(r"(^|[;,]\s*|给|补)1年(?=\s*\d)"), r"\1每年"),
    (
        re.compile(
            r"~first (\d+)~((?:(?!~first)[^;])*?)[,;]\s*(?:从|自)?第(\d+)年(?:起|开始|以后|"
            r"往后)[,:]?(?:每满?1?年)"
        ),
        _next_year,
    ),
    (re.compile(r"(?<=~later~)\s*(?:再|另外?)?(?:加|增加|补|给)\s*(?=\d)"), " "),
    (
        re.compile(r"(~(?:first \d+|later)~\s*)(\d+(?:\.\d+)?)个月(?=\s*(?:$|[;,]))"),
        r"\1\2个月工资",
    ),
    (
        re.compile(
            r"~first (\d+)~((?:(?!~first)[^;])*?)[,;]\s*(?:and )?(?:from|after|starting (?:wit"
            r"h|from)) (?:the )?"
            rf"({'|'.join(_ORDINALS)}|\d+(?:st|nd|rd|th)) year(?: on(?:wards?)?)?[,:]?"
        ),
        _nth_year,
    ),
    (
        re.compile(
            r"~first (\d+)~((?:(?!~first)[^;])*?)[,;]\s*(?:满|超过)?\1年"
            r"(?:;\s*~later~|(?:以后|之后|以上|后)(?:的)?(?:部分)?[,:]?每满?1?年)"
        ),
        r"~first \1~\2; ~later~ ",
    ),
    (re.compile(r"[,;]?\s*\band\s+(?=~later~)"), "; "),
]
"""Patterns and what stands instead, in their order."""
