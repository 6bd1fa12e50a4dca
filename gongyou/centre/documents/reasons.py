"""The computation of a claim in a sentence, and in all its steps."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import date_format, number_format

from gongyou.law.phrasing import together

MOST_STEPS = 6


def articles_of(result, language: str) -> str:
    """The articles that a claim itself rests on; those of all its steps are on the page."""
    own = result.steps[-1].cites if result.steps else []
    return together(own or result.articles, language)


def reason_of(result, language: str) -> str:
    """The last named steps of a result: what they are and what they come to."""
    parts = [_step(step, language) for step in result.steps if _says_something(step)]
    stop = "。" if language == "zh-hans" else "."
    joined = ("；" if language == "zh-hans" else "; ").join(parts[-MOST_STEPS:])
    return f"{joined}{stop}" if joined else ""


def _says_something(step) -> bool:
    """Whether a step gives a figure or a day; a yes or no is no part of a computation."""
    return step.value is not None and not isinstance(step.value, bool)


def steps_of(result, language: str) -> str:
    """Every step of a result with its formula."""
    parts = []
    for step in result.steps:
        if _says_something(step):
            formula = step.formula(language)
            parts.append(_step(step, language) + (f" ({formula})" if formula else ""))
    return ("；" if language == "zh-hans" else "; ").join(parts)


def _step(step, language: str) -> str:
    joiner = "为" if language == "zh-hans" else " is "
    return f"{step.label(language)}{joiner}{value_in_words(step.value)}{_unit(step, language)}"


UNITS = {
    "CNY": {"en": " yuan", "zh-hans": "元"},
    "days": {"en": " days", "zh-hans": "天"},
    "months": {"en": " months", "zh-hans": "个月"},
    "hours": {"en": " hours", "zh-hans": "小时"},
    "years": {"en": " years", "zh-hans": "年"},
}


def _unit(step, language: str) -> str:
    if not step.unit or isinstance(step.value, date):
        return ""
    return UNITS.get(step.unit, {}).get(language, f" {step.unit}")


def value_in_words(value) -> str:
    """A value of a step: exact where it is short, with four decimals where it is not."""
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    if isinstance(value, Decimal):
        short = value.quantize(Decimal("0.0001")).normalize()
        return number_format(short if short != short.to_integral() else int(short))
    return str(value)
