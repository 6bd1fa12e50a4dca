"""A limit that does not say of what: half a month a year, at most 12; N+1, at most 12 months."""

from __future__ import annotations

import re
from collections.abc import Callable

from gongyou.law.offers.model import Offer, OfferAmbiguousError, OfferError
from gongyou.law.offers.pieces import AT_LEAST, UP_TO

_END = r"(?=\s*(?:$|[;)]|,(?!\d)|封顶|保底|为限))"
_BARE_MOST = re.compile(rf"(?:{UP_TO})\s*(?P<count>\d{{1,2}}(?:\.\d+)?)倍?{_END}")
_BARE_LEAST = re.compile(rf"(?:{AT_LEAST})\s*(?P<count>\d{{1,2}}(?:\.\d+)?){_END}")
_AFTER_MOST = re.compile(rf"(?<![\d.,+])(?P<count>\d{{1,2}}(?:\.\d+)?)\s*(?:封顶|为限){_END}")
_MONTHS_MOST = re.compile(
    rf"(?<!合计)(?:{UP_TO})\s*(?P<count>\d+(?:\.\d+)?)\s*"
    rf"(?:个?月(?:的?工资)?|months?(?: of (?:wages?|pay))?){_END}"
)
_PLUS = re.compile(r"(?<![a-z])n\s*\+\s*\d")
_BY_WAGE = re.compile(r"(?<![a-z])n(?![a-z])|工资|months?['’]? |wage|salary|薪")
_BY_YEAR = re.compile(r"年|year|annum")
_N_LIMIT = re.compile(rf"[,(\s]n\s*(?:is )?(?:{UP_TO})")


def doubtful_limits(said: str, text: str, parse: Callable[[str], Offer]) -> Offer | None:
    """The offer, if its bare limit can mean only one thing; None where there is no bare limit.

    Raises:
        OfferAmbiguousError: with what the limit can be of: years, months of wage, yuan.
    """
    for pattern in (_BARE_MOST, _AFTER_MOST, _BARE_LEAST, _MONTHS_MOST):
        found = pattern.search(said)
        if found is None:
            continue
        clause = _clause_around(said, found.start())
        plus = bool(_PLUS.search(clause))
        if (pattern is _MONTHS_MOST and not plus) or _N_LIMIT.search(clause):
            continue
        ways = _ways(found["count"], clause, plus, least=pattern is _BARE_LEAST)
        read = (_read(parse, said[: found.start()] + way + said[found.end() :]) for way in ways)
        meanings = tuple(dict.fromkeys(meaning for meaning in read if meaning))
        if len(meanings) == 1 and len(ways) > 1:
            return meanings[0]
        raise OfferAmbiguousError(
            f"“{found[0].strip()}” does not say of what: years, months of wage or yuan.",
            f"“{found[0].strip()}”没有写明是几年、几个月工资还是多少元。",
            text,
            meanings,
        )
    return None


_FOR_ALL = re.compile(
    r"(?:总共|总额|总计|共计|合计|一共)(?:拿出|出)?(?:为|是|给|付)?\s*\d[\d,.]*(?![\d,.]|\s*%)|大家分|平分|全厂|所有人共"
    r"|\bin total\b|\btotal of\b|for everyone together|to be shared"
)
_EACH_LIMIT = re.compile(rf"(?:{UP_TO}|{AT_LEAST})\s*[^;,]*in total")


def sum_for_all(said: str, text: str) -> None:
    """Refuse one sum for everybody: an offer says what each person gets.

    Raises:
        OfferError: says how it can be said.
    """
    if _FOR_ALL.search(said) and not _EACH_LIMIT.search(said):
        raise OfferError(
            "This names one sum for everybody. Write what each person gets.",
            "这里写的是给大家的总数。请写每人得多少。",
            text,
        )


def _clause_around(text: str, position: int) -> str:
    start = text.rfind(";", 0, position) + 1
    end = text.find(";", position)
    return text[start : end if end >= 0 else len(text)]


def _ways(count: str, clause: str, plus: bool, *, least: bool) -> list[str]:
    """What the limit can be of, in words that are read one way."""
    if least:
        return (
            [f"最低{count}个月工资", f"最低{count}元"]
            if _BY_WAGE.search(clause)
            else [f"最低{count}元"]
        )
    if plus:
        return [f",n最多{count}年", f",合计最高{count}个月工资"]
    if _BY_WAGE.search(clause):
        return [f",最多{count}年", f",最高{count}个月工资"]
    yuan = f",最高{count}元"
    return [f",最多{count}年", yuan] if _BY_YEAR.search(clause) else [yuan]


def _read(parse: Callable[[str], Offer], text: str) -> Offer | None:
    try:
        return parse(text)
    except OfferError:
        return None
