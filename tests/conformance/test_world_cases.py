"""Published cases of the United States, the United Kingdom, Hong Kong and France.

Requirements: (1) the computed amount, rounded half up to cents, lies within the case's tolerance;
(2) intermediate figures that the publisher prints come out at the precision printed;
(3) a case that cannot be computed is listed with its reason; (4) the shape in which facts are told
changes nothing, and odd facts never stop the reading.
Other cases of the same form: GONGYOU_WORLD_CASES=folders or files, joined by the path separator.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongyou.law import Facts, load_pack
from gongyou.law.engine import Pack
from gongyou.law.engine.claim import Assessor
from gongyou.law.engine.facts import read_rows
from gongyou.law.engine.meaning import Interpreter
from gongyou.law.engine.results import NOT_DUE, Result
from gongyou.law.schema.types import FactError

from .world_facts import nearest_names, not_understood, tables_of
from .world_values import as_fraction, unfolded

HERE = Path(__file__).parent / "world"
ON = date(2026, 6, 1)
PACKS = ("us", "uk", "hk", "fr")
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
        loaded = json.loads(file.read_text("utf-8"), parse_float=Decimal)
        yield from loaded["cases"] if isinstance(loaded, dict) else loaded


CASES = list(_cases())


def _code(case: dict[str, Any]) -> str:
    pounds = case["expected"].get("unit") == "GBP"
    return "uk.nmw.total_pay" if case["rule"] == "uk.nmw.pay_check" and pounds else case["rule"]


def _pack(case: dict[str, Any]) -> Pack:
    """The pack of the case, or the reason why it cannot be computed."""
    name = str(case.get("jurisdiction")).lower()
    if name not in PACKS:
        pytest.fail(f"{case.get('id')} cannot be computed: no pack for {name}")
    pack, code = load_pack(name), _code(case)
    if code not in pack.entitlements:
        near = get_close_matches(code, pack.entitlements, 3)
        pytest.fail(f"{case.get('id')} cannot be computed: no rule {code}; near: {near}")
    return pack


def _assess(case: dict[str, Any]) -> tuple[Pack, Facts, Result]:
    pack, told = _pack(case), unfolded(case["facts"])
    renamed: dict[str, str] = {}
    for _ in range(3):
        facts = tables_of(pack, told, renamed)
        try:
            result = Assessor(pack, facts, ON, {}).result(pack.entitlements[_code(case)])
        except FactError as refused:
            pytest.fail(f"{case.get('id')} cannot be computed: {refused}")
        given = {name: v for name, v in told.items() if name not in renamed}
        found = nearest_names(pack, _code(case), given, result.missing)
        if not found:
            break
        renamed |= found
    if strange := not_understood(pack, told, renamed):
        print(f"{case.get('id')}: facts that no rule reads: {', '.join(strange)}")
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
    value, amount = _value(result), as_fraction(case["expected"]["amount"])
    tolerance = as_fraction(case["expected"].get("tolerance")) or Fraction(0)
    assert amount is not None, "no amount is published"
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
    printed = _printed(expected)
    last_place = Fraction(1, 10 ** max(0, -int(printed.as_tuple().exponent)))
    slack = max(last_place, as_fraction(case["expected"].get("tolerance")) or Fraction(0))
    assert abs(Fraction(found) - Fraction(printed)) <= slack


def _printed(expected: Any) -> Decimal:
    """The figure at the precision printed."""
    exact = as_fraction(expected)
    assert exact is not None, f"no figure: {expected}"
    places = re.search(r"[.,](\d{1,2}|\d{4,})\s*\D*$", str(expected))
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    return value.quantize(Decimal(1).scaleb(-len(places[1]) if places else 0))


def _step(pack: Pack, facts: Facts, rule: str) -> Any:
    """The rule's value; of a finer table, that of its only row."""
    row, table = read_rows(pack, facts, ON), pack.rules[rule].table
    if row.table is not table:
        (row,) = row.below_named(table.name)
    return Interpreter(pack, {}).rule(rule, row)


def test_every_rule_of_the_cases_is_in_a_pack() -> None:
    missing = {c["rule"] for c in CASES} - {
        code for name in PACKS for code in load_pack(name).entitlements
    }
    assert not missing


# --- facts in other shapes ---------------------------------------------------------------------


HERE_TOO = [c for f in sorted(HERE.glob("*.json")) for c in json.loads(f.read_text("utf-8"))]
NUMBER = re.compile(r"-?\d+(\.\d+)?")
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
LABELS = ("month", "week", "worker")


def _each(value: Any, pattern: re.Pattern[str], write: Any, key: str = "") -> Any:
    """Facts with each text that matches written otherwise."""
    if isinstance(value, dict):
        return {k: _each(v, pattern, write, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_each(v, pattern, write, key) for v in value]
    found = pattern.fullmatch(value) if isinstance(value, str) and key not in LABELS else None
    return write(found) if found else value


SHAPES = {
    "numbers": lambda facts: _each(facts, NUMBER, lambda n: float(n[0])),
    "1,234.56": lambda facts: _each(facts, NUMBER, lambda n: f"{Decimal(n[0]):,}"),
    "£ and €": lambda facts: _each(facts, NUMBER, lambda n: f"£{n[0]} €"),
    "2021/3/5": lambda facts: _each(facts, DAY, lambda d: f"{d[1]}/{int(d[2])}/{int(d[3])}"),
    "in words": lambda facts: _each(facts, DAY, lambda d: f"{date.fromisoformat(d[0]):%d %B %Y}"),
    "nested": lambda facts: {"told": {"by_the_worker": facts}},
    "keys in words": lambda facts: {k.replace("_", " ").title(): v for k, v in facts.items()},
    "more than asked": lambda facts: facts | {"weather": "rain", "hearings": 3},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_shape_in_which_facts_are_told_changes_no_amount(shape: str) -> None:
    for case in HERE_TOO[::3]:
        *_, plain = _assess(case)
        *_, other = _assess(case | {"facts": SHAPES[shape](case["facts"])})
        assert (other.status, other.value) == (plain.status, plain.value), case["id"]


def test_what_cannot_be_computed_says_why() -> None:
    case = HERE_TOO[0]
    with pytest.raises(pytest.fail.Exception, match="no pack for de"):
        _assess(case | {"jurisdiction": "DE"})
    with pytest.raises(pytest.fail.Exception, match="no rule fr"):
        _assess(case | {"rule": "fr.precarity"})


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**6),
    st.sampled_from(["", "?", "12,5", "1/0", "2021-02-30", "31/12/2020", "½", "-3", "25:99", "NI"]),
    st.floats(allow_nan=True),
    st.lists(st.one_of(st.none(), st.just("x"), st.integers()), max_size=2),
    st.dictionaries(st.sampled_from(["rate", "month", "kind", "amount"]), st.just("?"), max_size=2),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_odd_facts_never_stop_the_reading(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(HERE_TOO))
    facts = dict(case["facts"])
    for key in data.draw(st.lists(st.sampled_from([*facts, "unheard_of"]), max_size=3)):
        facts[key] = data.draw(ODD)
    facts = data.draw(st.sampled_from([facts, facts, facts, None, [], {}]))
    try:
        *_, result = _assess(case | {"facts": facts})
    except pytest.fail.Exception as said:
        assert "cannot be computed" in str(said)
    else:
        assert result.status
