"""Numbers and number words that stand in a text without a figure.

Digits of any script count. Words count where they can only be a number: "two thirds", "twelve",
"三分之二", "一半", "三千". An "one of them" or "一个" is an article, and not counted.
"""

import re
from collections.abc import Iterator

_DIGITS = re.compile(r"[0-9０-９٠-٩][0-9０-９,.%％:/\-]*")
_EN = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|"
    r"eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|"
    r"millions?|billions?|dozens?|half|halves|thirds?|quarters?|fifths?|sixths?|tenths?|percent|"
    r"per cent|twice|thrice|double[ds]?|triple[ds]?|tripled|one (?:in|out of|third|quarter|fifth|"
    r"half|percent|per cent|hundred|thousand|million))\b",
    re.IGNORECASE,
)
_HAN = "零〇一二两兩三四五六七八九十百千万萬亿億"
_UNITS = "成|倍|人|名|位|元|个月|個月|年|天|日|家|次|起|件|岁|歲|小时|小時|周|宗|户|戶|％|%"
_ZH = re.compile(
    rf"[{_HAN}]+分之[{_HAN}]*|百分之|(?:一|过|過|近|大|超过|超過)半|半数|半數|翻番|翻了?[一两三四]番|"
    rf"[一](?:成|倍)|[二两兩三四五六七八九十百千万萬亿億](?:{_UNITS})|"
    rf"[{_HAN}](?:[{_HAN}])+(?!一)|数[百千万亿]|[百千万亿]余"
)
_NO_NUMBERS = (
    "一一",
    "万一",
    "千万不",
    "千万别",
    "三三两两",
    "七七八八",
    "四五六",
    "十分",
    "百万庄",
)


def unmarked(plain: tuple[tuple[int, str], ...], language: str) -> Iterator[tuple[int, str]]:
    """(line, what stands there) for each number without a mark.

    Words are looked for in both languages: a quotation may be in the other one.
    """
    for line, text in plain:
        covered: list[tuple[int, int]] = []
        for pattern in (_DIGITS, _EN, _ZH):
            for found in pattern.finditer(text):
                if any(start < found.end() and found.start() < end for start, end in covered):
                    continue
                around = text[found.start() : found.end() + 1]
                if pattern is _ZH and any(around.startswith(word) for word in _NO_NUMBERS):
                    continue
                covered.append(found.span())
                yield line, found[0]
