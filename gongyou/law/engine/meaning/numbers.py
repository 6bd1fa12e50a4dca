"""Exact numbers: ints, and Fractions where they are not whole."""

from __future__ import annotations

from fractions import Fraction

from ..language.nodes import Expr
from ..language.operations import DIVISION_BY_ZERO
from ..rows import Row, Unknown
from .interpreter import Interpreter
from .way import MEANING, strict, whole


@MEANING.says("div")
@strict
def _div(a: int | Fraction, b: int | Fraction) -> int | Fraction | Unknown:
    return whole(Fraction(a) / b) if b else Unknown([DIVISION_BY_ZERO])


@MEANING.says("round")
def _round(run: Interpreter, expr: Expr, row: Row) -> int | Fraction | Unknown:
    return run.strict(expr, row, expr.data.apply)


MEANING.says("add")(strict(lambda a, b: whole(a + b)))
MEANING.says("sub")(strict(lambda a, b: whole(a - b)))
MEANING.says("mul")(strict(lambda a, b: whole(a * b)))
MEANING.says("min")(strict(min))
MEANING.says("max")(strict(max))
