"""Computes an item of a published case and says how it came about.

First by the facts as they are named; then with the inputs that the published arithmetic names;
last, where no article computes it, as the sum or product told. The amount is always a rule's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

from gongyou.law import Facts
from gongyou.law.engine import Pack
from gongyou.law.engine.claim import Assessor
from gongyou.law.schema.types import FactError

from . import court_insurance, court_wages  # noqa: F401 - they register their kinds of items
from .court_arithmetic import Term, readings_of
from .court_items import (
    AGREED,
    MONTHS_TOLD,
    PACK,
    Attempt,
    base,
    fen,
    handlers_of,
    limited,
    months_from,
    told_sums,
)
from .court_roles import KEPT, decimal_facts, inputs_for
from .court_told import Told, as_number

WITHIN = Decimal(1)
FOLLOWS = ("exact", "derived", "partial")
FACTS, COUNTED, ARITHMETIC, TOLD = "facts", "counted", "arithmetic", "told"


@dataclass
class Outcome:
    """What became of one item: reproduced, missed, or not to be computed and why."""

    case: str
    item: str
    published: Decimal
    computed: Decimal | None
    verdict: str
    how: str
    source: str = ""

    @property
    def departs(self) -> bool:
        """Whether the years counted are not those of the days told."""
        return "years as counted" in self.how


def reason_left_out(case: dict[str, Any], item: dict[str, Any]) -> str | None:
    """Why an item is no measure, or None."""
    if case.get("recomputable") == "mismatch":
        return "the published figures contradict each other or the statute"
    if as_number(item.get("amount")) is None:
        return "no amount is published"
    if not item.get("arithmetic"):
        comment = item.get("comment")
        return f"the facts told do not give it{': ' + comment if comment else ''}"
    if case.get("recomputable") not in FOLLOWS:
        return "the case tells too few facts"
    return None


def compute(attempt: Attempt, pack: Pack = PACK) -> tuple[Decimal | None, str]:
    """The amount by the pack's rules, and how it came about."""
    employment = dict(attempt.employment)
    on: date = employment.pop("on", None) or employment["end"]
    facts = Facts(employment=employment, pay=attempt.pay, events=attempt.events)
    try:
        assessor = Assessor(pack, facts, on, attempt.reading)
    except FactError as refused:
        return None, f"{attempt.code} refuses {refused}"
    also = [(sign, compute(other, pack)[0]) for sign, other in attempt.also]
    results = [assessor.result(pack.entitlements[code]) for code in attempt.code.split("+")]
    result = results[0]
    said = ", ".join(f"{k}={v}" for k, v in attempt.reading.items() if v not in ("fen", "split"))
    how = (
        f"{attempt.code} {result.status} {result.reason or ' '.join(result.missing)} {said}".strip()
    )
    how += f" [{attempt.note}]" if attempt.note else ""
    if attempt.step is None:
        known = [r.amount for r in results if r.amount is not None]
        known += [sign * amount for sign, amount in also if amount is not None]
        whole = sum(known, Decimal(0)) if len(known) == len(results) + len(also) else None
        return (None if whole is None else whole * attempt.times), how
    steps = {s.name: s for s in (*result.steps, *result.details)}
    step = steps.get(attempt.step)
    found = step.value if step else None
    if step and step.rows:
        found = step.rows[0]["value"]
    return (None if found is None else _decimal(found)), how


def _decimal(value: int | Fraction) -> Decimal:
    return Decimal(Fraction(value).numerator) / Decimal(Fraction(value).denominator)


def judge(case: dict[str, Any], item: dict[str, Any], pack: Pack = PACK) -> Outcome:
    """Compute an item in the ways that its facts allow; the likeliest way is reported."""
    left_out = reason_left_out(case, item)
    published = as_number(item.get("amount")) or Decimal(0)
    names = str(case.get("id")), str(item.get("item"))
    if left_out:
        return Outcome(*names, published, None, "left out", left_out)
    first: tuple[Decimal | None, str] | None = None
    for source, computed, how in _ways(Told(case, item), pack):
        if computed is not None and abs(computed - published) <= WITHIN:
            said = _with_source(source, how)
            return Outcome(*names, published, computed, "reproduced", said, source)
        if first is None or (first[0] is None and computed is not None):
            first = (computed, how)
    computed, how = first or (None, "no rule of the pack takes these facts")
    return Outcome(*names, published, computed, "missed", how)


def _with_source(source: str, how: str) -> str:
    said = {
        COUNTED: "months as somebody counted them: ",
        ARITHMETIC: "inputs taken from the published arithmetic: ",
        TOLD: "added up as told: ",
    }
    return said.get(source, "") + how


@dataclass
class Tried:
    """What became of the rules of the law that know an item."""

    statutory: bool = False  # an article computes items of this name
    undetermined: bool = False  # its rule was asked and lacks a figure
    gave: bool = False  # its rule gave an amount

    def note(self, handler: Any, computed: Decimal | None) -> None:
        if handler.__name__ not in AGREED:
            self.gave |= computed is not None
            self.undetermined |= computed is None

    @property
    def left_to_sums(self) -> bool:
        """Whether no article computes the item, or its rule has no figure for the place."""
        return not self.statutory or (self.undetermined and not self.gave)


def asked_without_facts(case: dict[str, Any], item: dict[str, Any]) -> Decimal | None:
    """What the rules of the law give for an item whose facts are said to be too few, or None."""
    told = Told(case, item)
    for handler in handlers_of(told):
        if handler.__name__ in AGREED:
            continue
        for attempt in limited(handler, told)[:1]:
            computed, _ = compute(attempt)
            if computed is not None:
                return computed
    return None


def _ways(told: Told, pack: Pack) -> Iterator[tuple[str, Decimal | None, str]]:
    """Amounts by rule, from the facts and then from the arithmetic; last the sums told."""
    if (whole := _sum_of_items(told, pack)) is not None:
        yield FACTS, whole, "the sum of the other items, each by its facts"
    handlers = handlers_of(told)
    tried = Tried(statutory=any(h.__name__ not in AGREED for h in handlers))
    for handler in handlers:
        for attempt in limited(handler, told):
            computed, how = compute(attempt, pack)
            tried.note(handler, computed)
            yield (COUNTED if MONTHS_TOLD in how else FACTS), computed, how
    readings = readings_of(told.item["arithmetic"])
    for terms in readings:
        computed, how = _by_terms(told, terms, tried, pack)
        if how:
            yield ARITHMETIC, computed, how
    terms = readings[0] if readings else []
    only_told = len(terms) > 1 and all(term.bare for term in terms)
    if only_told or tried.left_to_sums:
        for attempt in _sums_as_told(told, terms):
            yield TOLD, *compute(attempt, pack)


def _sum_of_items(told: Told, pack: Pack) -> Decimal | None:
    """What a total comes to by the rules, where each of its parts is an item known by its facts."""
    readings = readings_of(told.item["arithmetic"]) if "total" in told.item_words else []
    terms = readings[0] if readings else []
    others = [i for i in told.case.get("items") or [] if i is not told.item]
    parts = [
        next((i for i in others if as_number(i.get("amount")) == _decimal(term.value)), None)
        for term in terms
        if term.bare and term.sign > 0
    ]
    if len(terms) < 2 or len(parts) < len(terms) or None in parts:
        return None
    outcomes = [judge(told.case, part, pack) for part in parts if part]
    if any(o.source != FACTS or o.computed is None for o in outcomes):
        return None
    return sum((o.computed for o in outcomes if o.computed is not None), Decimal(0))


# --- the published arithmetic ------------------------------------------------------------------


def _by_terms(
    told: Told, terms: list[Term], tried: Tried, pack: Pack
) -> tuple[Decimal | None, str]:
    """The sum of terms, each that multiplies by the rule; numbers told alone stand as they are."""
    total, ways = Decimal(0), []
    for term in terms:
        if (term.bare and len(terms) > 1) or term.sign < 0:
            total += _decimal(term.value)
            continue
        computed, how = _by_rule(told, term, tried, pack)
        if computed is None:
            return None, ""
        total += computed
        ways.append(how)
    if told.item.get("rounding") == "trunc_0":
        total = total.quantize(Decimal(1), ROUND_DOWN)
    return total, "; ".join(dict.fromkeys(ways))


def _by_rule(told: Told, term: Term, tried: Tried, pack: Pack) -> tuple[Decimal | None, str]:
    """The amount that a rule gives for one term, if it is the term's."""
    for handler in handlers_of(told):
        for facts, times in inputs_for(handler.__name__, told, term):
            for attempt in limited(handler, _seen_through(told, facts), trunc=False):
                computed, how = compute(replace(attempt, times=_decimal(times)), pack)
                tried.note(handler, computed)
                if computed is not None and abs(computed - _decimal(term.value)) <= WITHIN:
                    return computed, how
    return None, ""


def _seen_through(told: Told, facts: dict[str, Any]) -> Told:
    """The case with the term's inputs in place of its numbers; days, words and grades remain."""
    other = {
        key: value
        for key, value in told.facts.items()
        if as_number(value) is None and not isinstance(value, list)
    }
    kept = {key: told.facts[key] for key in told.facts if any(k in key for k in KEPT)}
    return Told(told.case | {"facts": {**decimal_facts(facts), **kept, **other}}, told.item)


def _sums_as_told(told: Told, terms: list[Term]) -> Iterator[Attempt]:
    """What no article computes: parts, prices times numbers, what is left after payments."""
    yield from told_sums(told)
    if not terms or (len(terms) == 1 and terms[0].bare):
        return
    plus = sum((_decimal(t.value) for t in terms if t.sign > 0), Decimal(0))
    minus = -sum((_decimal(t.value) for t in terms if t.sign < 0), Decimal(0))
    facts = base(told, date(2000, 1, 1), told.usual_day, Decimal(9999))
    trunc = "yuan" if told.item.get("rounding") == "trunc_0" else "fen"
    rows = months_from(told.usual_day, 1, due=fen(plus), paid=fen(minus))
    yield Attempt("cn.wages.unpaid", facts, rows, reading={"amounts": trunc})
