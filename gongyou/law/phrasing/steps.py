"""The few steps of a result that a worker needs to see, as label and value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from gongyou.law.engine.results import Result, Step
from gongyou.law.phrasing.wording import say, shown

MOST_STEPS = 6
_UNIT = re.compile(r"years|months|weeks|days|hours|date|[A-Z]{3}( .+)?$")


def key_steps(result: Result, lang: str) -> list[dict[str, str]]:
    """The values that the amount rests on, at most six: the nearest ones, figures before dates."""
    if not result.steps:
        return []
    by_name = {step.name: step for step in result.steps}
    order = [*_nearest(result.steps[-1], by_name), *reversed(result.steps[:-1])]
    shown_steps: list[tuple[bool, Step, str]] = []
    for step in {step.name: step for step in order}.values():
        value = _value(step, lang)
        if value is not None and len(shown_steps) < MOST_STEPS:
            shown_steps.append((step.unit == "date", step, value))
    shown_steps.sort(key=lambda held: held[0])
    return [{"label": step.label(lang), "value": value} for _, step, value in shown_steps]


def step_shown(step: Step, lang: str) -> str:
    """Any step's value: the months' values in short, what is unknown as such."""
    if step.rows is not None:
        return _monthly(step, lang) or str(len(step.rows))
    if step.value is None:
        return say("nothing_said", lang)
    return shown(step.value, step.unit, lang)


def _nearest(last: Step, by_name: dict[str, Step]) -> Iterable[Step]:
    """The steps below the last one, level by level."""
    seen, level = {last.name}, [last]
    while level:
        below = [
            by_name[name]
            for step in level
            for name in step.inputs
            if name in by_name and name not in seen
        ]
        below = list({step.name: step for step in below}.values())
        seen.update(step.name for step in below)
        yield from below
        level = below


def _value(step: Step, lang: str) -> str | None:
    if not step.unit or not _UNIT.match(step.unit):
        return None
    if step.rows is not None:
        return _monthly(step, lang)
    if isinstance(step.value, (bool, str)) or step.value is None:
        return None
    return shown(step.value, step.unit, lang)


def _monthly(step: Step, lang: str) -> str | None:
    """A value for each month, as the lowest and the highest."""
    held = [_number(row["value"]) for row in step.rows or () if _is_number(row["value"])]
    if not held:
        return None
    low, high = (shown(bound, step.unit, lang) for bound in (min(held), max(held)))
    key = "same_month" if low == high else "each_month"
    return say(key, lang, low=low, high=high, count=len(held))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, Decimal, Fraction)) and not isinstance(value, bool)


def _number(value: Any) -> Fraction:
    return Fraction(value)
