"""Words for names and formulas, in English and Chinese."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("en", "zh-hans")
# The parser in C is ten times quicker, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Wording:
    """Texts by key and language; filled by declarations and by wording/<language>/*.yaml."""

    def __init__(self, folder: Path | None = None):
        self.texts: dict[str, dict[str, str]] = {}
        if folder and folder.is_dir():
            for lang in LANGUAGES:
                for path in sorted((folder / lang).glob("*.yaml")):
                    said = yaml.load(path.read_text("utf-8"), Loader=_LOADER) or {}  # noqa: S506 - a safe one
                    for key, text in said.items():
                        self.add(str(key), {lang: str(text)})

    def add(self, key: str, text: dict[str, str] | None) -> None:
        """Give a key its texts."""
        if text:
            self.texts.setdefault(key, {}).update(text)

    def text(self, key: str, lang: str) -> str:
        """The text, the English one if the language lacks it, else the name itself."""
        found = self.texts.get(key, {})
        return found.get(lang) or found.get("en") or key.rsplit(".", 1)[-1].replace("_", " ")

    def both(self, key: str) -> dict[str, str]:
        """The text in every language."""
        return {lang: self.text(key, lang) for lang in LANGUAGES}

    def lacking(self, key: str) -> list[str]:
        """Languages that a key has no text in."""
        return [lang for lang in LANGUAGES if not self.texts.get(key, {}).get(lang)]


SYMBOLS = {"add": "+", "sub": "−", "mul": "×", "div": "÷", "lt": "<", "le": "≤", "eq": "="}
STRENGTH = {"or": 1, "and": 2, "lt": 3, "le": 3, "eq": 3, "in": 3, "add": 4, "sub": 4, "mul": 5}
STRENGTH |= {"div": 5}

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "or": " or ",
        "and": " and ",
        "not": "not {0}",
        "min": "lower of ({0}, {1})",
        "max": "higher of ({0}, {1})",
        "when": "if {0}: {1}, otherwise {2}",
        "round": "{0} rounded ({1})",
        "floor": "whole part of ({0})",
        "year": "year of {0}",
        "month": "month of {0}",
        "day": "day of {0}",
        "weekday": "weekday of {0}",
        "year_length": "days in the year of {0}",
        "make_date": "date {0}-{1}-{2}",
        "add_days": "{0} plus {1} days",
        "add_months": "{0} plus {1} months",
        "days_between": "days from {0} to {1}",
        "months_between": "full months from {0} to {1}",
        "months_same_day": "full months from {0} to {1}",
        "known": "{0} is known",
        "first_known": "{0}, or if unknown {1}",
        "complete": "{0}, if there are {2} rows",
        "total": "sum of {0}",
        "count": "number of rows",
        "largest": "greatest {0}",
        "smallest": "least {0}",
        "latest": "latest {0}",
        "earliest": "earliest {0}",
        "where": "{0} where {1}",
        "at": " on ",
        "in": "{0} is {1}",
        "reading": "reading {0}",
        "in_place": "place in {0}",
        "unknown": "{0} (to be judged)",
        "days_inclusive": "days from {0} to {1}, both counted",
        "months_of_service": "full months from {0} to {1}, both days counted",
        "years_of_service": "full years from {0} to {1}, both days counted",
        "half_rounded_years": "years from {0} to {1} (six months count as one, less as half)",
        "month_start": "first day of the month of {0}",
        "month_end": "last day of the month of {0}",
        "year_start": "1 January of the year of {0}",
        "year_end": "31 December of the year of {0}",
        "days_in_month": "days in the month of {0}",
        "in_last_months": "{0} in the {2} months before {1}",
        "add_years": "{0} plus {1} years",
        "average": "average of {0}",
        "workdays": "working days from {0} to {1}",
        "holidays": "public holidays from {0} to {1}",
        "add_workdays": "{0} plus {1} working days",
        "next_workday": "{0}, or the next working day",
        "assumed": "{0}, assumed {1} if unknown",
        "restarted": "{2}, begun anew by {0}",
        "not_due": "not due",
        "yes": "yes",
        "no": "no",
    },
    "zh-hans": {
        "or": " 或 ",
        "and": " 且 ",
        "not": "非（{0}）",
        "min": "较低者（{0}，{1}）",
        "max": "较高者（{0}，{1}）",
        "when": "若{0}则{1}，否则{2}",
        "round": "{0} 取整（{1}）",
        "floor": "（{0}）的整数部分",
        "year": "{0}的年份",
        "month": "{0}的月份",
        "day": "{0}的日",
        "weekday": "{0}是星期几",
        "year_length": "{0}当年天数",
        "make_date": "日期 {0}-{1}-{2}",
        "add_days": "{0}加{1}天",
        "add_months": "{0}加{1}个月",
        "days_between": "{0}至{1}的天数",
        "months_between": "{0}至{1}的整月数",
        "months_same_day": "{0}至{1}的整月数",
        "known": "已知{0}",
        "first_known": "{0}，未知时取{1}",
        "complete": "{0}（须有{2}行记录）",
        "total": "{0}合计",
        "count": "行数",
        "largest": "最大的{0}",
        "smallest": "最小的{0}",
        "latest": "最近的{0}",
        "earliest": "最早的{0}",
        "where": "{0}（条件：{1}）",
        "at": "，日期：",
        "in": "{0}为{1}",
        "reading": "口径 {0}",
        "in_place": "地点在{0}",
        "unknown": "{0}（须由人判断）",
        "days_inclusive": "{0}至{1}的天数（含首尾）",
        "months_of_service": "{0}至{1}的整月数（含首尾）",
        "years_of_service": "{0}至{1}的整年数（含首尾）",
        "half_rounded_years": "{0}至{1}的工作年限（六个月以上按一年，不满六个月按半年）",
        "month_start": "{0}当月第一天",
        "month_end": "{0}当月最后一天",
        "year_start": "{0}当年1月1日",
        "year_end": "{0}当年12月31日",
        "days_in_month": "{0}当月天数",
        "in_last_months": "{0}在{1}之前{2}个月内",
        "add_years": "{0}加{1}年",
        "average": "{0}的平均值",
        "workdays": "{0}至{1}的工作日数",
        "holidays": "{0}至{1}的法定节假日数",
        "add_workdays": "{0}加{1}个工作日",
        "next_workday": "{0}（遇休息日顺延至下一工作日）",
        "assumed": "{0}，未知时假定为{1}",
        "restarted": "{2}，因{0}重新起算",
        "not_due": "无需支付",
        "yes": "是",
        "no": "否",
    },
}
LACKING = {
    "figure": ("parameter", {"en": "no figure for: {}", "zh-hans": "系统暂无该标准：{}"}),
    "calendar": ("calendar", {"en": "no calendar for: {}", "zh-hans": "缺少日历：{}"}),
    "law": ("rule", {"en": "no rule in force for: {}", "zh-hans": "没有适用的规定：{}"}),
}
"""What a name with a colon says is lacking, and where its words are."""
ROUNDING_WORDS = {
    "en": {
        "half_up": "half up to {0}",
        "up": "up to {0}",
        "down": "down to {0}",
        "trunc": "to {0}",
    },
    "zh-hans": {
        "half_up": "四舍五入到{0}",
        "up": "向上取到{0}",
        "down": "向下取到{0}",
        "trunc": "舍去{0}以下",
    },
}
Namer = Callable[[str, str], str]


def formula(expr: Any, lang: str = "en", name: Namer = lambda _kind, name: name) -> str:
    """What an expression says, in words and signs; `name` words facts, rules and parameters."""
    return _Speaker(lang, name).say(expr)


def plain(value: Any, lang: str = "en") -> str:
    """A value as a person writes it."""
    if isinstance(value, bool):
        return WORDS[lang]["yes" if value else "no"]
    if isinstance(value, Fraction):
        return _decimal(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _decimal(value: Fraction) -> str:
    scaled = value * 10**6
    if scaled.denominator == 1:
        text = f"{int(scaled):07d}" if scaled >= 0 else f"-{int(-scaled):07d}"
        return f"{text[:-6]}.{text[-6:]}".rstrip("0").rstrip(".")
    return f"{value.numerator}/{value.denominator}"


class _Speaker:
    def __init__(self, lang: str, name: Namer):
        self.lang, self.name, self.words = lang, name, WORDS[lang]

    def say(self, expr: Any, within: int = 0) -> str:
        strength = STRENGTH.get(expr.op, 9)
        text = self._plain(expr)
        return f"({text})" if strength < within else text

    def _plain(self, expr: Any) -> str:
        special = getattr(self, f"_{expr.op}", None)
        if special:
            return special(expr)
        if expr.op in SYMBOLS:
            return self._infix(expr, f" {SYMBOLS[expr.op]} ")
        if expr.op in ("and", "or"):
            return self._infix(expr, self.words[expr.op])
        return self.words[expr.op].format(*(self.say(a) for a in expr.args))

    def _infix(self, expr: Any, sign: str) -> str:
        own = STRENGTH[expr.op]
        tight = own + 1 if expr.op in ("sub", "div") else own
        first, *rest = expr.args
        return sign.join([self.say(first, own), *(self.say(a, tight) for a in rest)])

    def _const(self, expr: Any) -> str:
        return plain(expr.data, self.lang)

    def _fact(self, expr: Any) -> str:
        return self.name("fact", expr.data.name)

    def _rule(self, expr: Any) -> str:
        return self.name("rule", expr.data)

    def _lookup(self, expr: Any) -> str:
        *keys, at = (self.say(a) for a in expr.args)
        inner = ", ".join(keys) + (self.words["at"] if keys else "") + at
        return f"{self.name('parameter', expr.data.name)} [{inner}]"

    def _daily(self, expr: Any) -> str:
        return f"{self.name('calendar', expr.data[1])} [{self.say(expr.args[0])}]"

    def _said(self, expr: Any) -> str:
        shown = [self.say(a) for a in expr.args[1:]]
        text = self.words[expr.data].format(*shown)
        if expr.data == "average" and len(shown) > 1:
            return self.words["where"].format(text, shown[1])
        return text

    def _shown(self, expr: Any) -> str:
        return self.say(expr.data)

    def _as_text(self, expr: Any) -> str:
        return self.say(expr.args[0])

    def _round(self, expr: Any) -> str:
        inner = self.say(expr.args[0])
        rounding = expr.data
        if rounding.name == "down_to_whole":
            return self.words["floor"].format(inner)
        return f"{inner} [{rounding_words(rounding, self.lang)}]"

    def _in(self, expr: Any) -> str:
        return self.words["in"].format(self.say(expr.args[0]), " / ".join(expr.data))

    def _reading(self, expr: Any) -> str:
        return self.words["reading"].format(f"{expr.data[0].name} = {expr.data[1]}")

    def _in_place(self, expr: Any) -> str:
        return self.words["in_place"].format(expr.data[0])

    def _unknown(self, expr: Any) -> str:
        return self.words["unknown"].format(self.name("fact", expr.data))

    def _aggregate(self, expr: Any) -> str:
        inner = self.words[expr.op].format(self.say(expr.args[0]))
        condition = expr.args[1]
        if condition.op == "const":
            return inner
        return self.words["where"].format(inner, self.say(condition))

    _total = _count = _largest = _smallest = _latest = _earliest = _aggregate


def rounding_words(rounding: Any, lang: str) -> str:
    """How a rounding is said: half up to 0.01."""
    return ROUNDING_WORDS[lang][rounding.mode].format(plain(rounding.step, lang))
