"""Facts, rules, choices, what is unknown or assumed."""

from __future__ import annotations

from typing import Any

from ..language.nodes import Expr
from ..rows import Row, Unknown
from .interpreter import Interpreter
from .way import MEANING, joined, strict


@MEANING.says("const")
def _const(run: Interpreter, expr: Expr, row: Row) -> Any:
    return expr.data


@MEANING.says("fact")
def _fact(run: Interpreter, expr: Expr, row: Row) -> Any:
    fact = expr.data
    run.now.facts[fact.name] = None
    cell = row.at(expr.table).cells.get(fact.name)
    return Unknown([fact.name]) if cell is None else fact.type.exact_value(cell)


@MEANING.says("rule")
def _rule(run: Interpreter, expr: Expr, row: Row) -> Any:
    run.now.rules[expr.data] = None
    return run.rule(expr.data, row)


@MEANING.says("unknown")
def _unknown(run: Interpreter, expr: Expr, row: Row) -> Any:
    return Unknown([expr.data])


@MEANING.says("said")
def _said(run: Interpreter, expr: Expr, row: Row) -> Any:
    return run.value(expr.args[0], row)


@MEANING.says("when")
def _when(run: Interpreter, expr: Expr, row: Row) -> Any:
    condition, then, otherwise = expr.args
    chosen = run.value(condition, row)
    if type(chosen) is Unknown:
        return chosen
    return run.value(then if chosen else otherwise, row)


@MEANING.says("known")
def _known(run: Interpreter, expr: Expr, row: Row) -> Any:
    return type(run.value(expr.args[0], row)) is not Unknown


@MEANING.says("first_known")
def _first_known(run: Interpreter, expr: Expr, row: Row) -> Any:
    first = run.value(expr.args[0], row)
    if type(first) is not Unknown:
        return first
    second = run.value(expr.args[1], row)
    return joined([first, second]) if type(second) is Unknown else second


@MEANING.says("assumed")
def _assumed(run: Interpreter, expr: Expr, row: Row) -> Any:
    found = run.value(expr.args[0], row)
    if type(found) is not Unknown:
        return found
    run.now.assumed[assumed_name(expr)] = None
    return run.value(expr.args[1], row)


def assumed_name(expr: Expr) -> str:
    """What the result says was assumed."""
    fact = expr.args[0]
    return fact.data.name if fact.op == "fact" else str(fact.data)


MEANING.says("as_text")(strict(str))
