"""The text of a rule in a reform: a small part of Python's expressions, and nothing else of it.

Names are facts, other rules and figures of the pack; functions are those that its rules are
written with. Nothing is evaluated as Python: the tree is walked, each node by its own line.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .. import engine
from ..engine.language.nodes import Expr, RuleError, all_of, any_of, lift
from ..engine.language.values import when
from ..engine.pack import Pack
from .problems import Problem, ReformError
from .reform import RuleChange

FUNCTIONS: Mapping[str, Callable] = {
    name: getattr(engine, name)
    for name in [
        "add_days",
        "add_months",
        "add_years",
        "day",
        "days_between",
        "days_in_month",
        "days_inclusive",
        "half_rounded_years",
        "make_date",
        "month",
        "month_end",
        "month_start",
        "months_between",
        "months_of_service",
        "year",
        "year_end",
        "year_start",
        "years_of_service",
        "ceil",
        "floor",
        "abs_of",
        "clamp",
        "max_of",
        "min_of",
        "any_row",
        "average",
        "count",
        "earliest",
        "largest",
        "latest",
        "smallest",
        "total",
        "first_known",
        "is_known",
        "when",
    ]
}
"""What a text may call, with the names that rules use."""
OTHER_NAMES = {
    "whole_years": engine.years_of_service,
    "min": engine.min_of,
    "max": engine.max_of,
    "abs": engine.abs_of,
    "sum": engine.total,
}
CALLED = {**FUNCTIONS, **OTHER_NAMES}
MOST_NODES, MOST_SIGNS = 500, 5000
BINARY: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.FloorDiv: lambda a, b: a // b,
    ast.BitAnd: all_of,
    ast.BitOr: any_of,
}
COMPARED: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
    ast.Eq: lambda a, b: lift(a) == b,
    ast.NotEq: lambda a, b: lift(a) != b,
}


def function_of(pack: Pack, change: RuleChange, at: str) -> Callable:
    """A rule's function that means the text, its arguments those that the text names.

    Raises:
        ReformError: for a text that is no expression or names what the pack has not.
    """
    try:
        tree = _tree(change.text)
        names = _named(tree)
        for name in names:
            if name not in pack.facts and name not in pack.rules and name not in pack.parameters:
                raise _Unread(f"{name} is no fact, rule or figure")
    except _Unread as error:
        values = {"text": change.text[:200], "why": str(error)}
        raise ReformError([Problem("not_text", f"{at}.text", values=values)]) from error

    def rule(*values: Any) -> Any:
        return _value(tree, dict(zip(names, values, strict=True)))

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    rule.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, kind) for name in names]
    )
    rule.__name__ = change.rule
    rule.__doc__ = change.text
    return rule


class _Unread(Exception):
    """What cannot be read, said in words."""


def _tree(text: str) -> ast.expr:
    if len(text) > MOST_SIGNS:
        raise _Unread("it is too long")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _Unread(getattr(error, "msg", None) or "it is no expression") from error
    nodes = list(ast.walk(tree))
    if len(nodes) > MOST_NODES:
        raise _Unread("it is too long")
    for one in nodes:
        if isinstance(one, ast.Call) and not isinstance(one.func, ast.Name | ast.Call):
            raise _Unread("only the named functions are called")
        if isinstance(one, ast.Attribute | ast.Subscript | ast.Lambda | ast.Starred):
            raise _Unread("only names, numbers, functions and signs are read")
    return tree


def _named(tree: ast.expr) -> list[str]:
    """The names that stand for values, in the order of the text."""
    called = {id(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    names = [n for n in ast.walk(tree) if isinstance(n, ast.Name)]
    kept = [n.id for n in names if not (id(n) in called and n.id in CALLED)]
    return list(dict.fromkeys(kept))


def _value(tree: ast.AST, names: Mapping[str, Any]) -> Any:
    read = READ.get(type(tree))
    if read is None:
        raise RuleError("only names, numbers, functions and signs are read")
    return read(tree, names)


def _binary(tree: ast.BinOp, names: Mapping[str, Any]) -> Any:
    if type(tree.op) not in BINARY:
        raise RuleError("numbers are joined by + - * / //")
    return BINARY[type(tree.op)](_value(tree.left, names), _value(tree.right, names))


def _both(tree: ast.BoolOp, names: Mapping[str, Any]) -> Expr:
    parts = [_value(part, names) for part in tree.values]
    return all_of(*parts) if isinstance(tree.op, ast.And) else any_of(*parts)


def _constant(value: Any) -> Any:
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return Fraction(Decimal(repr(value)))
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    raise RuleError(f"{value!r} is no number, day or text")


def _unary(tree: ast.UnaryOp, names: Mapping[str, Any]) -> Any:
    value = _value(tree.operand, names)
    if isinstance(tree.op, ast.USub):
        return -value
    if isinstance(tree.op, ast.Not | ast.Invert):
        return ~lift(value)
    return value


def _compared(tree: ast.Compare, names: Mapping[str, Any]) -> Expr:
    found, left = [], _value(tree.left, names)
    for sign, other in zip(tree.ops, tree.comparators, strict=True):
        if type(sign) not in COMPARED:
            raise RuleError("values are compared by < <= > >= == !=")
        right = _value(other, names)
        found.append(COMPARED[type(sign)](left, right))
        left = right
    return found[0] if len(found) == 1 else all_of(*found)


def _called(tree: ast.Call, names: Mapping[str, Any]) -> Any:
    name = tree.func.id if isinstance(tree.func, ast.Name) else ""
    function: Any = CALLED.get(name) or names.get(name)
    if not callable(function):
        raise RuleError(f"{name or 'this'} is no function here")
    given = {str(k.arg): _value(k.value, names) for k in tree.keywords if k.arg}
    try:
        return function(*(_value(part, names) for part in tree.args), **given)
    except TypeError as error:
        raise RuleError(f"{name}: {error}") from error


READ: Mapping[type, Callable[[Any, Mapping[str, Any]], Any]] = {
    ast.Constant: lambda tree, _: _constant(tree.value),
    ast.Name: lambda tree, names: names[tree.id],
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _both,
    ast.Compare: _compared,
    ast.IfExp: lambda tree, names: when(
        _value(tree.test, names), _value(tree.body, names), _value(tree.orelse, names)
    ),
    ast.Call: _called,
}
"""How each kind of node is read; any other is refused."""
