"""How a piece of an offer is written: ways to say it, numbers, money, lengths of service."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from gongyou.law.offers.clause import Clause

Found = re.Match[str]
Act = Callable[[Clause, Found], None]
Piece = tuple[re.Pattern[str], Act]


def any_of(*ways: str) -> str:
    """One of several ways to write it, as a pattern."""
    return "(?:" + "|".join(ways) + ")"


NUMBER = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d|[,.]\d)|\d+(?:\.\d+)?)"
YUAN = r"(?:(?:元|块钱|块|圆|yuan|rmb|cny)(?:整|人民币)?)"
NOT_N = r"(?![\d.]*\s*(?:倍|\*|×)?\s*n(?![a-z]))"
"""The number of 2N is no money: “at least 2N” is no floor of two yuan."""
MONEY = r"(?:(?:¥|rmb|cny|人民币)\s*)?" + NUMBER + r"\s*" + YUAN + "?" + NOT_N
LENGTH = (
    NUMBER
    + r"\s*"
    + any_of(r"(?P<unit{}>个?月|months?)", r"(?:full |complete )?years?", "周?年")
    + r"(?:工龄|的工龄)?(?: of service)?"
)


def number(text: str) -> Decimal:
    """1,200 as a decimal."""
    return Decimal(text.replace(",", ""))


def piece(ways: str | tuple[str, ...], act: Act) -> Piece:
    """A piece: how it is written and what it says of its clause."""
    return re.compile(any_of(*ways) if isinstance(ways, tuple) else ways), act


def setting(name: str, value: object) -> Act:
    """The act of a piece that says one thing."""
    return lambda clause, found: clause.set(name, value)
