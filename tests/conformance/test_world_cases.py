"""Published cases of the United States, the United Kingdom, Hong Kong and France.

Requirements: (1) the computed amount, rounded half up to cents, lies within the case's tolerance;
(2) intermediate figures that the publisher prints come out at the precision printed;
(3) a case that cannot be computed is listed with its reason.
Other cases of the same form: GONGYOU_WORLD_CASES=folders or files, joined by the path separator.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from gongyou.law import Facts, load_pack
from gongyou.law.engine import Pack
from gongyou.law.engine.claim import Assessor
from gongyou.law.engine.facts import read_rows
from gongyou.law.engine.interpret import Interpreter
from gongyou.law.engine.results import NOT_DUE, Result

from .world_facts import nearest_names, tables_of

HERE = Path(__file__).parent / "world"
ON = date(2026, 6, 1)
STEPS = {
    "daily_average_wage": "daily_average_wage",
    "fully_reckonable_years": "years_in_full",
    "unrounded": "unrounded_days",
    "regular_rate": "regular_rate",
    "increase_in_regular_rate": "increase_in_regular_rate",
}
BY_RULE = {
    ("us.flsa.overtime.deferred_bonus", "weekly_equivalent"): "bonus_a_week",
    ("uk.nmw.pay_check_hmrc", "at_or_above_minimum"): "at_or_above_minimum_hmrc",
    ("uk.holiday.weeks", "unrounded"): "unrounded_weeks",
}
NOT_FIGURES = {"amount", "unit", "tolerance", "explanation", "note"}


def _files() -> list[Path]:
    named = os.environ.get("GONGYOU_WORLD_CASES")
    places = [Path(p) for p in named.split(os.pathsep)] if named else [HERE]
    return [f for p in places for f in (sorted(p.glob("*.json")) if p.is_dir() else [p])]


def _cases() -> Iterator[dict[str, Any]]:
    for file in _files():
        loaded = json.loads(file.read_text("utf-8"))
        yield from loaded["cases"] if isinstance(loaded, dict) else loaded


CASES = list(_cases())


def _code(case: dict[str, Any]) -> str:
    pounds = case["expected"].get("unit") == "GBP"
    return "uk.nmw.total_pay" if case["rule"] == "uk.nmw.pay_check" and pounds else case["rule"]


def _assess(case: dict[str, Any]) -> tuple[Pack, Facts, Result]:
    pack = load_pack(case["jurisdiction"].lower())
    renamed: dict[str, str] = {}
    for _ in range(3):
        facts = tables_of(pack, case["facts"], renamed)
        result = Assessor(pack, facts, ON, {}).result(pack.entitlements[_code(case)])
        given = {name: v for name, v in case["facts"].items() if name not in renamed}
        found = nearest_names(pack, _code(case), given, result.missing)
        if not found:
            break
        renamed |= found
    return pack, facts, result


def _cents(value: Fraction) -> Fraction:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return Fraction(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _value(result: Result) -> Fraction:
    assert result.status == NOT_DUE or result.value is not None, f"needs {result.missing}"
    return Fraction(0) if result.status == NOT_DUE else Fraction(result.value)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_a_published_case_comes_out_as_published(case: dict[str, Any]) -> None:
    *_, result = _assess(case)
    value, amount = _value(result), Fraction(case["expected"]["amount"])
    tolerance = Fraction(case["expected"].get("tolerance") or 0)
    assert min(abs(value - amount), abs(_cents(value) - amount)) <= tolerance, float(value)
    assert result.articles


def _figures() -> Iterator[tuple[dict[str, Any], str]]:
    for case in CASES:
        for name in case["expected"]:
            if name not in NOT_FIGURES and not name.startswith("meets_minimum_wage"):
                yield case, name


@pytest.mark.parametrize(
    ("case", "name"), list(_figures()), ids=lambda v: v if isinstance(v, str) else v["id"]
)
def test_printed_intermediate_figures_come_out(case: dict[str, Any], name: str) -> None:
    pack, facts, result = _assess(case)
    expected = case["expected"][name]
    if name == "eligible":
        assert (result.status != NOT_DUE) is expected
        return
    rule = BY_RULE.get((case["rule"], name)) or STEPS.get(name, name)
    if rule not in pack.rules:
        pytest.fail(f"no step is called {name}")
    found = _step(pack, facts, rule)
    if isinstance(expected, bool):
        assert found is expected
        return
    printed = Decimal(str(expected))
    last_place = Fraction(1, 10 ** max(0, -int(printed.as_tuple().exponent)))
    slack = max(last_place, Fraction(case["expected"].get("tolerance") or 0))
    assert abs(Fraction(found) - Fraction(printed)) <= slack


def _step(pack: Pack, facts: Facts, rule: str) -> Any:
    """The rule's value; of a finer table, that of its only row."""
    row, table = read_rows(pack, facts, ON), pack.rules[rule].table
    if row.table is not table:
        (row,) = row.below_named(table.name)
    return Interpreter(pack.program, {}).rule(rule, row)


def test_every_rule_of_the_cases_is_in_a_pack() -> None:
    missing = {c["rule"] for c in CASES} - {
        code for name in ("us", "uk", "hk", "fr") for code in load_pack(name).entitlements
    }
    assert not missing
