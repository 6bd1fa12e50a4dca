"""Takes the inputs of a rule from the published arithmetic of an item.

The arithmetic names what went in: `3892.94/21.75*75*2` a monthly wage, the paid days of a month, a
number of days, a multiple. Where the names of the facts are not understood, the numbers take
their roles by size and place. The rule of the pack must still give the amount: divisors, multiples
of the law and caps printed in the expression are set aside, never used. A published sum is taken
apart; each part must come out by the rule. Only what no article computes (the sum of parts told, a
price times a number) is added up as told, and is reported so.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import ceil, floor, prod


@dataclass(frozen=True)
class Term:
    """A product that is added (or, with sign -1, taken off)."""

    sign: int
    factors: tuple[Fraction, ...]
    divisors: tuple[Fraction, ...] = ()
    folded: bool = False  # a factor was a sum or difference in brackets

    @property
    def value(self) -> Fraction:
        return self.sign * prod(self.factors, start=Fraction(1)) / prod(self.divisors, start=1)

    @property
    def bare(self) -> bool:
        """A single number, told and not computed."""
        return len(self.factors) == 1 and not self.divisors


# --- reading the expression --------------------------------------------------------------------


FUNCTIONS = {"min": min, "max": max, "floor": floor, "ceil": ceil, "int": int, "round": round}


def tree_of(expression: str) -> ast.expr | None:
    """The expression read, or None if it is no plain arithmetic; units and words are left out."""
    text = str(expression).lower().translate(str.maketrans("×÷−－＋（）", "*/--+()")).split("=")[0]
    text = re.sub(r"(?<=\d)[,，](?=\d{3})", "", text)
    text = re.sub(r"(\d+(?:\.\d+)?)\s*%", lambda found: str(Decimal(found[1]) / 100), text)
    text = re.sub(r"[^\W\d]+|[¥￥$]", _sign_or_nothing, text)
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None
    usual = (ast.BinOp, ast.UnaryOp, ast.Constant, ast.operator, ast.unaryop)
    usual += (ast.Call, ast.Name, ast.Load)
    return tree if all(isinstance(node, usual) for node in ast.walk(tree)) else None


def _sign_or_nothing(found: re.Match[str]) -> str:
    """A word of an expression: a times sign, a function, or a unit to leave out."""
    word = found[0]
    return "*" if word == "x" else word if word in FUNCTIONS else ""


def evaluate(node: ast.expr) -> Fraction:
    """The exact value; ValueError for what is no arithmetic."""
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return Fraction(repr(value))
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -evaluate(inner)
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return evaluate(inner)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return evaluate(left) + evaluate(right)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return evaluate(left) - evaluate(right)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return evaluate(left) * evaluate(right)
        case ast.BinOp(left=left, op=ast.Div(), right=right) if evaluate(right):
            return evaluate(left) / evaluate(right)
        case ast.Call(func=ast.Name(id=name), args=[_, *_] as args) if name in FUNCTIONS:
            return Fraction(FUNCTIONS[name](*(_whole(evaluate(arg)) for arg in args)))
    raise ValueError("no plain arithmetic")


def _whole(value: Fraction) -> Fraction | int:
    """An int where it is whole, as functions that count places ask for."""
    return value.numerator if value.denominator == 1 else value


def terms_of(node: ast.expr, expand: bool) -> list[Term]:
    """The sum's terms; with `expand`, products of brackets multiplied out."""
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            sign = 1 if isinstance(op, ast.Add) else -1
            others = [replace(t, sign=sign * t.sign) for t in terms_of(right, expand)]
            return [*terms_of(left, expand), *others]
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return [replace(t, sign=-t.sign) for t in terms_of(inner, expand)]
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return [_times(a, b) for a, b in product(_part(left, expand), _part(right, expand))]
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            under = Term(1, (Fraction(1),), _divisors(right))
            return [_times(a, under) for a in _part(left, expand)]
    return [Term(1, (evaluate(node),))]


def _part(node: ast.expr, expand: bool) -> list[Term]:
    made = terms_of(node, expand)
    if expand or len(made) == 1:
        return made
    return [Term(1, (evaluate(node),), folded=True)]


def _divisors(node: ast.expr) -> tuple[Fraction, ...]:
    """A product under the line, number by number."""
    (inner,) = _part(node, expand=False)
    return inner.factors if not inner.divisors and inner.sign > 0 else (inner.value,)


def _times(one: Term, other: Term) -> Term:
    factors = tuple(f for f in (*one.factors, *other.factors) if f != 1) or (Fraction(1),)
    divisors = (*one.divisors, *other.divisors)
    return Term(one.sign * other.sign, factors, divisors, one.folded or other.folded)


def readings_of(expression: str) -> list[list[Term]]:
    """The terms as printed, then with brackets multiplied out; none if it can't be read."""
    node = tree_of(expression)
    if node is None:
        return []
    try:
        evaluate(node)
        made = [terms_of(node, expand=False), terms_of(node, expand=True)]
    except (ValueError, TypeError, OverflowError, RecursionError):
        return []
    return made if made[0] != made[1] else made[:1]
