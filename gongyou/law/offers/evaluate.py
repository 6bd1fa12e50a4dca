"""What an offer gives one person: exact decimals, one rounding to the fen at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

from gongyou.law.offers.model import Condition, Offer, Term, group_key

_FEN, _ZERO, _YEAR = Decimal("0.01"), Decimal(0), Decimal(12)


@dataclass(frozen=True)
class Given:
    """What an offer gives: an amount in yuan, or None and the names of what is unknown."""

    amount: Decimal | None
    missing: tuple[str, ...] = ()


def evaluate(offer: Offer, person: Mapping[str, Any]) -> Given:
    """What `offer` gives to a person.

    `person`: service_months (full months of service), service_begun (months begun), wage (yuan a
    month), claim and entitlement codes (yuan), and columns of the employment table.
    """
    missing: dict[str, None] = {}
    total, chosen, uncertain = _ZERO, False, False
    for term in offer.terms:
        applies = not chosen if term.otherwise else _applies(term.when, person, missing)
        if term.otherwise and uncertain:
            applies = None
        if applies is None:
            uncertain = True
        elif applies:
            chosen = chosen or bool(term.when)
            total += _value(term, person, missing)
    if missing or uncertain:
        return Given(None, tuple(missing))
    if offer.less is not None:
        total = max(total - offer.less, _ZERO)
    if offer.least is not None:
        total = max(total, offer.least)
    if offer.most is not None:
        total = min(total, offer.most)
    return Given(total.quantize(_FEN, ROUND_HALF_UP))


def needs(offer: Offer) -> frozenset[str]:
    """The names that `evaluate` looks up in a person for this offer."""
    names: set[str] = set()
    for term in offer.terms:
        names.update(condition.fact for condition in term.when)
        if term.unit:
            names.add("service_begun" if term.unit.endswith("_begun") else "service_months")
        bounds = (term.plus_wage, term.least_wage, term.most_wage)
        if term.kind == "wage" or any(bound is not None for bound in bounds):
            names.add("wage")
        if term.of:
            names.add(term.of)
    return frozenset(names)


def _applies(
    conditions: tuple[Condition, ...], person: Mapping[str, Any], missing: dict[str, None]
) -> bool | None:
    """True, False, or None when it depends on something unknown; a false one decides."""
    unknown = []
    for condition in conditions:
        value = person.get(condition.fact)
        if value is None:
            unknown.append(condition.fact)
        elif not _holds(condition, value):
            return False
    if unknown:
        missing.update(dict.fromkeys(unknown))
    return None if unknown else True


def _holds(condition: Condition, value: Any) -> bool:
    if condition.values:
        return group_key(value) in map(group_key, condition.values)
    if condition.low is not None and value < condition.low:
        return False
    return condition.high is None or value < condition.high


def _value(term: Term, person: Mapping[str, Any], missing: dict[str, None]) -> Decimal:
    amount = term.rate
    if term.kind != "yuan":
        name = term.of or "wage"
        base = person.get(name)
        if base is None:
            missing[name] = None
            return _ZERO
        amount *= base
    if term.unit:
        count = _units(term, person, missing)
        if term.most_units is not None:
            count = min(count, term.most_units)
        amount *= count
    if term.plus_wage is not None:
        amount += term.plus_wage * (person.get("wage") or _ZERO)
    amount += term.plus_yuan or _ZERO
    return _bounded(term, amount, person, missing)


def _bounded(
    term: Term, amount: Decimal, person: Mapping[str, Any], missing: dict[str, None]
) -> Decimal:
    """The amount within the term's floor and ceiling, in yuan or in months of wage."""
    wage = person.get("wage")
    if wage is None and (term.least_wage is not None or term.most_wage is not None):
        missing["wage"] = None
        return _ZERO
    if term.least is not None:
        amount = max(amount, term.least)
    if term.least_wage is not None and wage is not None:
        amount = max(amount, term.least_wage * wage)
    if term.most_wage is not None and wage is not None:
        amount = min(amount, term.most_wage * wage)
    return amount if term.most is None else min(amount, term.most)


def _units(term: Term, person: Mapping[str, Any], missing: dict[str, None]) -> Decimal:
    name = "service_begun" if str(term.unit).endswith("_begun") else "service_months"
    months = person.get(name)
    if months is None:
        missing[name] = None
        return _ZERO
    return _COUNT[str(term.unit)](Decimal(months), term, person)


def _years(months: Decimal, term: Term, person: Mapping[str, Any]) -> Decimal:
    return months // _YEAR


def _further(months: Decimal, term: Term, person: Mapping[str, Any]) -> Decimal:
    return max(months // _YEAR - (term.after or 1), _ZERO)


def _severance_years(months: Decimal, term: Term, person: Mapping[str, Any]) -> Decimal:
    """Full years; a rest of six months and more is one, a shorter one (even days) a half."""
    rest = months % _YEAR
    begun = Decimal(person.get("service_begun") or months)
    part = Decimal(1) if rest >= 6 else Decimal("0.5") if begun % _YEAR or rest else _ZERO
    return months // _YEAR + part


def _begun(units: Decimal) -> Decimal:
    """A unit that has begun counts as one."""
    return units.to_integral_value(ROUND_CEILING)


_COUNT = {
    "year": _years,
    "year_begun": lambda months, term, person: _begun(months / _YEAR),
    "year_part": lambda months, term, person: months // 1 / _YEAR,
    "half_year": lambda months, term, person: months // 6,
    "month": lambda months, term, person: months // 1,
    "month_begun": lambda months, term, person: _begun(months),
    "further_year": _further,
    "n": _severance_years,
}
