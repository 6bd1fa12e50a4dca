"""Reading values of figures by what a brief writes: `p1`, `p1.mean`, `p1["East"].n >= 30`.

Nothing but names of figures, numbers, comparisons, arithmetic and and/or/not is understood.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from gongyou.advocacy.indicators import Figure, Value

NUMBERS = ("value", "low", "high", "floor", "ceiling", "n", "missing")
_COMPARE: dict[type, Callable[[Any, Any], bool]] = {
    ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip
_REACH: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}  # fmt: skip


class NoValue(ValueError):
    """What is asked for is not there, withheld or unknown; `args`: why, what."""


class NotUnderstood(ValueError):
    """No expression of this small language."""


def value_of(text: str, figures: Mapping[str, Figure]) -> tuple[Figure, Value, str]:
    """The figure, the value and the name of the number that a reference means.

    Raises:
        NoValue: the figure has no such part or group.
        NotUnderstood: it is no reference.
    """
    return _reference(_parse(text), figures, text)


def number_of(text: str, figures: Mapping[str, Figure]) -> float:
    """The number that a reference means.

    Raises:
        NoValue: as above, or it is withheld or unknown.
    """
    _, value, name = value_of(text, figures)
    if value.withheld:
        raise NoValue(value.withheld, text)
    number = getattr(value, name)
    if number is None:
        raise NoValue("unknown", text)
    return float(number)


def holds(text: str, figures: Mapping[str, Figure]) -> bool:
    """Whether a statement's test is true.

    Raises:
        NoValue: it asks for what is not there.
        NotUnderstood: it is no test.
    """
    found = _evaluate(_parse(text), figures, text)
    if not isinstance(found, bool):
        raise NotUnderstood(text)
    return found


def _parse(text: str) -> ast.expr:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise NotUnderstood(text) from None


def _evaluate(node: ast.expr, figures: Mapping[str, Figure], text: str) -> Any:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node.value
    if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)):
        _, value, name = _reference(node, figures, text)
        if value.withheld or getattr(value, name) is None:
            raise NoValue(value.withheld or "unknown", ast.unparse(node))
        return float(getattr(value, name))
    return _reckoned(node, lambda each: _evaluate(each, figures, text), text)


def _reckoned(node: ast.expr, inner: Callable[[ast.expr], Any], text: str) -> Any:
    """What is made of other values: and, or, not, comparisons, arithmetic."""
    found: Any = None
    if isinstance(node, ast.BoolOp):
        parts = [inner(value) for value in node.values]
        found = all(parts) if isinstance(node.op, ast.And) else any(parts)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        found = not inner(node.operand)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        found = -inner(node.operand)
    elif isinstance(node, ast.Compare):
        sides = [inner(each) for each in (node.left, *node.comparators)]
        pairs = zip(node.ops, sides, sides[1:], strict=False)
        found = all(_compare(op)(left, right) for op, left, right in pairs)
    elif isinstance(node, ast.BinOp) and type(node.op) in _REACH:
        try:
            found = _REACH[type(node.op)](inner(node.left), inner(node.right))
        except ZeroDivisionError:
            raise NoValue("unknown", ast.unparse(node)) from None
    if found is None:
        raise NotUnderstood(text)
    return found


def _compare(op: ast.cmpop) -> Callable[[Any, Any], bool]:
    if type(op) not in _COMPARE:
        raise NotUnderstood(type(op).__name__)
    return _COMPARE[type(op)]


def _reference(
    node: ast.expr, figures: Mapping[str, Figure], text: str
) -> tuple[Figure, Value, str]:
    part, group, name = "", "", "value"
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute) and node.attr in NUMBERS:
            name, node = node.attr, node.value
        elif isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            raise NotUnderstood(text)
        elif isinstance(node, ast.Attribute):
            part, node = ("" if node.attr == "total_of_all" else node.attr), node.value
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            group, node = str(node.slice.value), node.value
        else:
            raise NotUnderstood(text)
    if node.id not in figures:
        raise NoValue("no_figure", node.id)
    figure = figures[node.id]
    value = figure.get(part, group)
    if value is None and part == "total":  # of all, whatever the measure calls it
        value = figure.get("", group)
    if value is None:
        raise NoValue("no_part", text)
    return figure, value, name
