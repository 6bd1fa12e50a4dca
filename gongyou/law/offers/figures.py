"""Numbers as people type them in offers: 2,000, 1.2万, 两千, 七成, six."""

from __future__ import annotations

import re
import unicodedata

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_STEP = {"十": 10, "百": 100, "千": 1000}
_CHINESE = re.compile(
    r"(半|[零〇一二两三四五六七八九十百千万]+)(?=\s*(?:年|周年|个?月|元|块|倍|成|%|个百分点))"
)
_ENGLISH_WORDS = "zero one two three four five six seven eight nine ten eleven twelve"
_ENGLISH = {word: str(number) for number, word in enumerate(_ENGLISH_WORDS.split())}
_ENGLISH |= {"half": "0.5", "fifteen": "15", "twenty": "20"}
_QUOTED = re.compile(r"([“\"「][^”\"」]*[”\"」])")
_ENGLISH_WORD = re.compile(r"\b(" + "|".join(_ENGLISH) + r")\b(?!\s+of)")


def plain(text: str) -> str:
    """Half-width signs, small letters, numbers in figures; what is quoted stays as it is."""
    parts = _QUOTED.split(text)
    return "".join(part if number % 2 else _plain(part) for number, part in enumerate(parts))


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower().replace("个半月", ".5个月")
    text = text.replace("；", ";").replace("，", ",").replace("、", ",").replace("。", ".")
    text = _CHINESE.sub(lambda found: figure(found[1]), text)
    text = re.sub(r"(\d+(?:\.\d+)?)\s*成", lambda f: f"{_times_ten(f[1])}%", text)
    text = re.sub(r"(\d)\s*(?:percent|per cent)\b", r"\1%", text)
    return _ENGLISH_WORD.sub(lambda found: _ENGLISH[found[1]], text)


def figure(chinese: str) -> str:
    """A number in Chinese signs as figures: 两千五百 → 2500, 半 → 0.5."""
    if chinese == "半":
        return "0.5"
    whole, part, last = 0, 0, 0
    for sign in chinese:
        if sign == "万":
            whole, part, last = (whole + part + last) * 10_000, 0, 0
        elif sign in _STEP:
            part, last = part + (last or 1) * _STEP[sign], 0
        else:
            last = last * 10 + _DIGIT[sign] if last else _DIGIT[sign]
    return str(whole + part + last)


def _times_ten(text: str) -> str:
    return format(float(text) * 10, "g")
