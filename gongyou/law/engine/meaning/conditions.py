"""Comparisons, and what is true whatever is unknown.

Every part of an `and` or `or` is looked at, also after the one that decides: the result rests on
what it says, and the explanation names it.
"""

from __future__ import annotations

from typing import Any

from ..language.nodes import Expr
from ..rows import Row, Unknown
from .interpreter import Interpreter
from .way import MEANING, joined, strict


@MEANING.says("and")
def _and(run: Interpreter, expr: Expr, row: Row) -> Any:
    return _decided(run, expr, row, decisive=False)


@MEANING.says("or")
def _or(run: Interpreter, expr: Expr, row: Row) -> Any:
    return _decided(run, expr, row, decisive=True)


def _decided(run: Interpreter, expr: Expr, row: Row, decisive: bool) -> Any:
    values = [run.value(arg, row) for arg in expr.args]
    if any(value is decisive for value in values):
        return decisive
    gaps = [value for value in values if type(value) is Unknown]
    return joined(gaps) if gaps else not decisive


@MEANING.says("in")
def _in(run: Interpreter, expr: Expr, row: Row) -> Any:
    return run.strict(expr, row, lambda text: text in expr.data)


MEANING.says("lt")(strict(lambda a, b: a < b))
MEANING.says("le")(strict(lambda a, b: a <= b))
MEANING.says("eq")(strict(lambda a, b: a == b))
MEANING.says("not")(strict(lambda a: not a))
