"""Numbers as people type them in offers: 2,000, 1.2万元, 两千, 七成, 打七五折, 2k, six."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from gongyou.law import chinese_numbers

_COUNTED = (
    r"\s*(?:[至到~-]\s*[\d一二三四五六七八九十]+)?"
    r"(?:周?年|个?月|元|块|圆|人民币|倍|成|%|折|个百分点|天|日|周|期|次付)"
)
_NOT_NUMBERS = "车间班组号线厂楼性次旦定般样起切"
_CHINESE = re.compile(chinese_numbers.NUMBER.pattern)
_HALF = re.compile(r"半(?=(?:周?年|个?月|数))")
_OFF = re.compile(rf"打?([{chinese_numbers.SIGNS}\d.]+)折")
_ENGLISH_WORDS = "zero one two three four five six seven eight nine ten eleven twelve"
_ENGLISH = {word: str(number) for number, word in enumerate(_ENGLISH_WORDS.split())}
_ENGLISH |= {"half": "0.5", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40"}
_ENGLISH |= {"fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90"}
_PARTS = {"third": 3, "quarter": 4, "fifth": 5}
_WORDS = _ENGLISH_WORDS.replace(" ", "|")
_QUOTED = re.compile(r"([“\"「][^”\"」]*[”\"」])")
_ENGLISH_WORD = re.compile(r"\b(" + "|".join(_ENGLISH) + r")\b(?!\s+of\b)")
_TIMES = {"hundred": 100, "thousand": 1000, "grand": 1000, "k": 1000, "w": 10000, "million": 10**6}
_SCALED = re.compile(
    r"(?<![a-z\d.])(\d[\d,]*(?:\.\d+)?)(?:\s*(hundred|thousand|grand|million|k)|(w))(?![a-z\d])"
)
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?: 000)+(?![\d,])")
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_ENGLISH_DAY = re.compile(
    r"\b(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?)?"
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|"
    r"apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
    r"\.? ?(?:(?P<day2>\d{1,2})(?:st|nd|rd|th)?(?:, ?| ))?,? ?(?P<year>(?:19|20)\d\d)\b"
)
_PERCENT = re.compile(rf"百分之([{chinese_numbers.SIGNS}]+|\d+(?:\.\d+)?)")


def plain(text: str) -> str:
    """Half-width signs, small letters, numbers in figures; what is quoted stays as it is."""
    parts = _QUOTED.split(text)
    return "".join(part if number % 2 else _plain(part) for number, part in enumerate(parts))


def _plain(text: str) -> str:
    # A Chinese comma separates; it groups figures only before three noughts (10，000).
    text = re.sub(r"(?<=\d)，(?=\d)(?!000(?!\d))", ", ", text)
    text = re.sub(r"/人[·*/.](?=年|月)", "/", text)
    text = re.sub(r"(?<=[\d十百千万])，(?=[一二两三四五六七八九十半])", ", ", text)
    text = re.sub(r"\s[—–-]+\s(?=[^\d\s])|\s[—–]+\s", ", ", text)
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"(?<=\d),0000(?!\d)", "0000", text)
    text = _SPACED.sub(lambda found: found[0].replace(" ", ""), text)
    text = re.sub(r"(\d+(?:\.\d+)?|[一两二三四五六七八九十]+)个半月", _and_a_half, text)
    text = re.sub(
        r"([零一二两三四五六七八九])点([零一二三四五六七八九])(?!半|钟)", _with_point, text
    )
    text = re.sub(rf"\b({_WORDS}|\d+) and an? half\b", _english_half, text)
    text = _ENGLISH_DAY.sub(_iso_day, text)
    text = text.replace("；", ";").replace("、", ",").replace("。", ".")
    text = re.sub(rf"n加(?=[{chinese_numbers.SIGNS}\d])", "n+", text)
    text = re.sub(
        rf"(?<=n\+)([{chinese_numbers.SIGNS}]+)",
        lambda f: chinese_numbers.plain(chinese_numbers.value(f[1]) or Decimal(0)),
        text,
    )
    text = re.sub(r"[二两三四](?=n(?![a-z]))", lambda f: str(chinese_numbers.value(f[0])), text)
    text = _OFF.sub(_share_left, text)
    text = _PERCENT.sub(_percent, text)
    text = re.sub(
        r"([一二两三四五六七八九十]|\d+)分之([一二两三四五六七八九]|\d+)", _fraction, text
    )
    text = re.sub(r"\b(an?|one|two|three) (third|quarter|fifth)s?\b", _english_fraction, text)
    text = re.sub(r"(?<=[\d百千万元块])一年(?![以之]?内|以)", "/年", text)
    text = re.sub(r"(?<!另)一半", "50%", text)
    text = re.sub(
        r"\bhalf (?:of )?(?=the (?:claim|legal|statutory)|what |overtime|unpaid|severance|back)",
        "50% of ",
        text,
    )
    text = _CHINESE.sub(_in_figures, text)
    text = _HALF.sub("0.5", text)
    text = re.sub(r"(\d)\s*成([一二三四五六七八九])(?![十百千万])", _tenths, text)
    text = re.sub(r"(\d+(?:\.\d+)?)\s*成(?!年)", lambda f: f"{_times_ten(f[1])}%", text)
    text = re.sub(r"(\d)\s*(?:percent|per cent)\b", r"\1%", text)
    text = _ENGLISH_WORD.sub(lambda found: _ENGLISH[found[1]], text)
    text = re.sub(r"(\d)\s*(?:percent|per cent)\b", r"\1%", text)
    text = _SCALED.sub(_scaled, text)
    return re.sub(
        r"(?<![\d,.])(\d{1,3}000)(?: and)? ([1-9]\d\d)(?![\d,.])",
        lambda found: str(int(found[1]) + int(found[2])),
        text,
    )


def _in_figures(found: re.Match[str]) -> str:
    """A number in figures; a sign that counts nothing (一次性, 一车间, 统一) stays a word."""
    said, rest = found[0], found.string[found.end() :]
    counts = bool(re.match(_COUNTED, rest))
    number = chinese_numbers.value(said)
    if number is None or (rest[:1] and rest[0] in _NOT_NUMBERS and not counts):
        return said
    if not counts and not any(sign in chinese_numbers.UNITS for sign in said):
        return said
    return chinese_numbers.plain(number)


def _and_a_half(found: re.Match[str]) -> str:
    number = Decimal(found[1]) if found[1][0].isascii() else chinese_numbers.value(found[1])
    return found[0] if number is None else f"{number + Decimal('0.5')}个月"


def _english_half(found: re.Match[str]) -> str:
    """one and a half is 1.5."""
    return f"{_ENGLISH.get(found[1], found[1])}.5"


def _iso_day(found: re.Match[str]) -> str:
    """31 December 2026 and June 2027 in figures, largest first."""
    month = f"{found['year']}-{_MONTHS.index(found['month'][:3]) // 3 + 1:02d}"
    day = found["day"] or found["day2"]
    return f"{month}-{int(day):02d}" if day else month


def _with_point(found: re.Match[str]) -> str:
    """一点五 is 1.5."""
    return f"{chinese_numbers.value(found[1])}.{chinese_numbers.value(found[2])}"


def _share_left(found: re.Match[str]) -> str:
    """打七折 leaves 70 %, 七五折 75 %."""
    digits = "".join(
        sign if sign.isascii() else str(chinese_numbers.value(sign)) for sign in found[1]
    ).replace(".", "")
    return f"打{Decimal(digits) * 10 if len(digits) == 1 else digits}%"


def _scaled(found: re.Match[str]) -> str:
    return chinese_numbers.plain(Decimal(found[1].replace(",", "")) * _TIMES[found[2] or found[3]])


def _percent(found: re.Match[str]) -> str:
    number = Decimal(found[1]) if found[1][0].isascii() else chinese_numbers.value(found[1])
    return found[0] if number is None else f"{chinese_numbers.plain(number)}%"


def _fraction(found: re.Match[str]) -> str:
    """三分之二 is 66.66666667 %, exact to the fen for any claim below a million."""
    below, above = (
        Decimal(said) if said.isascii() else chinese_numbers.value(said) for said in found.groups()
    )
    return _as_share(above, below) if above and below and above < below else found[0]


def _english_fraction(found: re.Match[str]) -> str:
    above = Decimal(_ENGLISH.get(found[1], "1"))
    below = Decimal(_PARTS[found[2]])
    return _as_share(above, below) if above < below else found[0]


def _as_share(above: Decimal, below: Decimal) -> str:
    share = (100 * above / below).quantize(Decimal("0.00000001"))
    return f"{chinese_numbers.plain(share.normalize() + 0)}%"


def _tenths(found: re.Match[str]) -> str:
    """六成五 is 65 %."""
    return f"{found[1]}{chinese_numbers.value(found[2])}%"


def _times_ten(text: str) -> str:
    return chinese_numbers.plain(Decimal(text) * 10)
