"""The words of the claim sheet in both languages, and figures as people read them."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

_MONEY = re.compile(r"^[A-Z]{3}(?: |$)")
LANGUAGES = ("en", "zh-hans")


@cache
def _held() -> dict[str, dict[str, dict[str, str]]]:
    return json.loads(resources.files(__package__).joinpath("wording.json").read_text("utf-8"))


def words(lang: str) -> dict[str, str]:
    """All words of the sheet in `lang`."""
    return {key: text[lang] for key, text in _held()["words"].items()}


def say(key: str, lang: str, **values: Any) -> str:
    """One phrase with its blanks filled."""
    text = _held()["words"][key][lang]
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def papers(fact: str, lang: str) -> str:
    """Which papers usually show a fact."""
    known = _held()["papers"].get(fact)
    return known[lang] if known else say("papers_default", lang)


def unit(name: str | None, lang: str) -> str:
    """A unit in words; one that has none as it is."""
    known = _held()["words"].get(name or "")
    return known[lang] if known else (name or "")


def money(amount: Decimal | int | Fraction) -> str:
    """1234.5 → 1,234.50, half up."""
    return f"{_decimal(amount).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def shown(value: Any, unit_name: str | None, lang: str) -> str:
    """A value of a step with its unit: money with two decimals, dates, yes and no.

    What is rounded only to be shown says so: who multiplies ≈ 2,749.72 by hand is off by some fen.
    """
    if isinstance(value, bool):
        return say("yes" if value else "no", lang)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, Decimal, Fraction)):
        if unit_name and _MONEY.match(unit_name):
            about = "" if _decimal(value) == round(_decimal(value), 2) else "≈ "
            return f"{about}{money(value)} {unit(unit_name, lang)}"
        return f"{_number(value)} {unit(unit_name, lang)}".strip()
    return str(value)


def _number(value: int | Decimal | Fraction) -> str:
    exact = _decimal(value)
    rounded = exact.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    text = f"{rounded:,f}".rstrip("0").rstrip(".") if rounded % 1 else f"{int(rounded):,}"
    return text if rounded == exact else f"≈ {text}"


def _decimal(value: int | Decimal | Fraction) -> Decimal:
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(value)
