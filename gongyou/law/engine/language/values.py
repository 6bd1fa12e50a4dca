"""Choices, what is unknown, what is assumed, what is owed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gongyou.law.schema.types import BOOL_KIND, DATE_KIND, NUM, TEXT_KIND

from .nodes import Expr, RuleError, lift, node, walk, wants
from .recording import recording


def when(condition: Any, then: Any, otherwise: Any) -> Expr:
    """One of two values; only the chosen one needs to be known."""
    left, right = lift(then), lift(otherwise)
    if left.kind == DATE_KIND:
        right = wants(otherwise, DATE_KIND)
    elif left.kind != right.kind:
        raise RuleError(f"when() chooses between a {left.kind} and a {right.kind}")
    return node("when", (wants(condition, BOOL_KIND), left, right), None, left.kind)


def case(*pairs: tuple[Any, Any], otherwise: Any) -> Expr:
    """The value of the first pair whose condition is true."""
    result = otherwise
    for condition, value in reversed(pairs):
        result = when(condition, value, result)
    return lift(result)


def choose(text: Expr, values: dict[str, Any], otherwise: Any) -> Expr:
    """The value that belongs to a text."""
    return case(*((text == key, value) for key, value in values.items()), otherwise=otherwise)


def band(x: Any, bounds: Iterable[tuple[Any, Any]], otherwise: Any) -> Expr:
    """The value of the first bound that x lies below: band(years, [(10, 5), (20, 10)], 15)."""
    return case(*((lift(x) < bound, value) for bound, value in bounds), otherwise=otherwise)


def unknown(name: str, like: Expr | str = NUM) -> Expr:
    """A value that is always unknown, under this name (a judgment a person must make)."""
    return node("unknown", (), name, like if isinstance(like, str) else like.kind, None)


def is_known(x: Expr) -> Expr:
    """True where x is known; never unknown itself."""
    return node("known", (lift(x),), None, BOOL_KIND)


def first_known(*values: Any) -> Expr:
    """The first value that is known; a constant last makes it a default."""
    result = lift(values[-1])
    for value in reversed(values[:-1]):
        left = lift(value)
        result = node("first_known", (left, wants(result, left.kind)), None, left.kind)
    return result


def as_text(x: Any) -> Expr:
    """A whole number as text, to look it up by."""
    expr = lift(x)
    return expr if expr.kind == TEXT_KIND else node("as_text", (wants(x, NUM),), None, TEXT_KIND)


def assumed(fact: Expr, value: Any) -> Expr:
    """The fact, or where it is unknown the value, with the assumption listed in the result.

    Under a law that assumes nothing (`Pack.certain`) the fact alone.
    """
    if recording and not recording[-1].pack.assumes:
        return lift(fact)
    return node("assumed", (fact, wants(value, fact.kind)), None, fact.kind)


def not_due(code: str) -> Expr:
    """In a branch of an entitlement's when(): nothing is due, for this reason."""
    return node("not_due", (), code, NUM, None)


@dataclass(frozen=True)
class Owed:
    """An amount with the reasons for which it is not due."""

    amount: Expr
    unless: tuple[tuple[str, Expr], ...]


def owed(amount: Any, unless: dict[str, Expr] | None = None) -> Owed:
    """What an entitlement rule returns: the amount, and reason codes that exclude it.

    Reasons are asked in order; the first that is true is the answer. While none is true and one
    is unknown the result is undetermined.
    """
    pairs = tuple((code, wants(c, BOOL_KIND)) for code, c in (unless or {}).items())
    return Owed(lift(amount), pairs)


def said(phrase: str, meaning: Any, *shown: Any) -> Expr:
    """An expression that is said with a phrase of its own in the explanation."""
    value = lift(meaning)
    return node("said", (value, *map(lift, shown)), phrase, value.kind)


def as_owed(value: Any) -> Owed:
    """An entitlement's return value with its reasons, if any."""
    if isinstance(value, Owed):
        return value
    amount = lift(value)
    reasons: list[tuple[str, Expr]] = []
    return Owed(_without_reasons(amount, lift(True), reasons), tuple(reasons))


def _without_reasons(expr: Expr, path: Expr, found: list[tuple[str, Expr]]) -> Expr:
    """The amount without its not_due() branches, which are collected with their conditions."""
    if expr.op == "not_due":
        found.append((expr.data, path))
        return lift(0)
    if expr.op != "when" or not any(n.op == "not_due" for n in walk([expr])):
        return expr
    condition, then, otherwise = expr.args
    here = (condition, ~condition) if path.op == "const" else (path & condition, path & ~condition)
    left = _without_reasons(then, here[0], found)
    return when(condition, left, _without_reasons(otherwise, here[1], found))
