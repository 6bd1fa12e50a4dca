"""Published Chinese cases: the pack's rules give the amounts that courts and tribunals gave.

Requirements: (1) of the items whose amount follows from the facts told, at least 95 of a hundred
come out within one yuan by the rules of the pack; (2) every other item is listed with the reason;
(3) cases whose published figures contradict each other are never a measure.
Other cases of the same form: GONGYOU_CASES=files or folders, joined by the path separator.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from gongyou.law import Facts
from gongyou.law.engine.claim import Assessor

from . import court_insurance, court_wages  # noqa: F401 - they register their kinds of items
from .court_items import PACK, Attempt, attempts
from .court_told import Told

HERE = Path(__file__).parent / "cases_cn.json"
WITHIN = Decimal(1)
FOLLOWS = ("exact", "derived", "partial")


@dataclass
class Outcome:
    """What became of one item: reproduced, missed, or not to be computed and why."""

    case: str
    item: str
    published: Decimal
    computed: Decimal | None
    verdict: str
    how: str


def _files() -> list[Path]:
    named = os.environ.get("GONGYOU_CASES")
    places = [Path(p) for p in named.split(os.pathsep)] if named else [HERE]
    return [f for p in places for f in (sorted(p.glob("*.json")) if p.is_dir() else [p])]


def _cases() -> Iterator[dict[str, Any]]:
    for file in _files():
        loaded = json.loads(file.read_text("utf-8"), parse_float=Decimal)
        yield from loaded["cases"] if isinstance(loaded, dict) else loaded


def _reason_left_out(case: dict[str, Any], item: dict[str, Any]) -> str | None:
    """Why an item is no measure, or None."""
    if case.get("recomputable") == "mismatch":
        return "the published figures contradict each other or the statute"
    if "arithmetic" not in item:
        comment = item.get("comment")
        return f"the facts told do not give it{': ' + comment if comment else ''}"
    if case.get("recomputable") not in FOLLOWS:
        return "the case tells too few facts"
    return None


def compute(attempt: Attempt) -> tuple[Decimal | None, str]:
    """The amount by the pack's rules, and how it came about."""
    employment = dict(attempt.employment)
    on: date = employment.pop("on", None) or employment["end"]
    facts = Facts(employment=employment, pay=attempt.pay, events=attempt.events)
    assessor = Assessor(PACK, facts, on, attempt.reading)
    results = [assessor.result(PACK.entitlements[code]) for code in attempt.code.split("+")]
    result = results[0]
    said = ", ".join(f"{k}={v}" for k, v in attempt.reading.items() if v not in ("fen", "split"))
    how = (
        f"{attempt.code} {result.status} {result.reason or ' '.join(result.missing)} {said}".strip()
    )
    how += f" [{attempt.note}]" if attempt.note else ""
    if attempt.step is None:
        known = [r.amount for r in results if r.amount is not None]
        return (sum(known, Decimal(0)) if len(known) == len(results) else None), how
    steps = {s.name: s for s in (*result.steps, *result.details)}
    step = steps.get(attempt.step)
    found = step.value if step else None
    if step and step.rows:
        found = step.rows[0]["value"]
    return (None if found is None else _decimal(found)), how


def _decimal(value: int | Fraction) -> Decimal:
    return Decimal(Fraction(value).numerator) / Decimal(Fraction(value).denominator)


def judge(case: dict[str, Any], item: dict[str, Any]) -> Outcome:
    """Compute an item in the ways that its facts allow; the likeliest way is reported."""
    published = Decimal(str(item["amount"]))
    left_out = _reason_left_out(case, item)
    if left_out:
        return Outcome(case["id"], item["item"], published, None, "left out", left_out)
    first: tuple[Decimal | None, str] | None = None
    for attempt in attempts(Told(case, item)):
        computed, how = compute(attempt)
        if computed is not None and abs(computed - published) <= WITHIN:
            return Outcome(case["id"], item["item"], published, computed, "reproduced", how)
        if first is None or (first[0] is None and computed is not None):
            first = (computed, how)
    computed, how = first or (None, "no rule of the pack takes these facts")
    return Outcome(case["id"], item["item"], published, computed, "missed", how)


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    """Every item of every case."""
    return [judge(case, item) for case in _cases() for item in case["items"]]


def test_at_least_95_of_100_items_come_out_within_a_yuan(outcomes, capsys):
    measured = [o for o in outcomes if o.verdict != "left out"]
    reproduced = [o for o in measured if o.verdict == "reproduced"]
    with capsys.disabled():
        print(f"\nChinese cases: {len(reproduced)} of {len(measured)} items reproduced")
        for o in sorted(outcomes, key=lambda o: (o.verdict, o.case)):
            computed = "-" if o.computed is None else o.computed
            print(f"  {o.verdict:10} {o.case} {o.item}: {o.published} / {computed} ({o.how})")
    assert len(reproduced) >= 0.95 * len(measured), [o for o in measured if o not in reproduced]


def test_every_case_item_is_accounted_for(outcomes):
    items = [(case["id"], item["item"]) for case in _cases() for item in case["items"]]
    assert [(o.case, o.item) for o in outcomes] == items
    assert all(o.how for o in outcomes)
