"""Numbers as they are written and said in Chinese: 三千五, 1.2万, 1万2, 二〇一四, 叁仟.

One reader for offers and rosters. Exact: whatever is read becomes a decimal.
"""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_DIGITS |= {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"〇": 0, "○": 0, "两": 2, "貳": 2, "參": 3, "陸": 6}
_STEPS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
SIGNS = "".join((*_DIGITS, *_STEPS, *_BIG))
UNITS = "".join((*_STEPS, *_BIG))
_TOKEN = re.compile(rf"\d+(?:,\d{{3}})*(?:\.\d+)?|[{SIGNS}]")
NUMBER = re.compile(rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?)?[{SIGNS}]+(?:[\d{SIGNS}])*")
"""A run that holds at least one Chinese sign; figures may stand before and between."""


def value(text: str) -> Decimal | None:
    """The number that `text` writes, or None if it writes none.

    三千五 is 3,500 and 三千零五 3,005; 一万二 and 1万2 are 12,000; 二〇一四 is 2014; 半 is a half.
    """
    if text == "半":
        return Decimal("0.5")
    if not text or "".join(_TOKEN.findall(text)) != text:
        return None
    tokens = _TOKEN.findall(text)
    if tokens[0] in _BIG:
        return None
    if len(tokens) > 1 and all(token in _DIGITS for token in tokens):
        return Decimal("".join(str(_DIGITS[token]) for token in tokens))
    return _sum(tokens)


def _sum(tokens: list[str]) -> Decimal | None:
    whole, part = Decimal(0), Decimal(0)  # what stands before the last 万; what follows it
    last: Decimal | None = None  # a figure that still waits for its step
    step, zero = Decimal(1), False  # the step just passed, and whether 零 came after it
    for token in tokens:
        if token in _STEPS:
            step, zero = Decimal(_STEPS[token]), False
            part, last = part + (Decimal(1) if last is None else last) * step, None
        elif token in _BIG:
            big = Decimal(_BIG[token])
            whole, part, last = (whole + part + (last or 0)) * big, Decimal(0), None
            step, zero = big, False
        elif last is not None and last != 0:
            return None  # two figures without a step between them
        else:
            last = Decimal(_DIGITS[token]) if token in _DIGITS else Decimal(token.replace(",", ""))
            zero = zero or last == 0
    if last is not None and step > 1 and not zero and last < 10 and last == int(last):
        last *= step / 10  # 三千五: five of the next step down
    return whole + part + (last or 0)


def plain(number: Decimal) -> str:
    """A decimal in figures, without an exponent or needless noughts."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
