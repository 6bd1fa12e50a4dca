"""Figures in force, calendars, and what is the law of a place."""

from __future__ import annotations

from typing import Any

from ..language.nodes import Expr
from ..rows import Row, Unknown
from .interpreter import Interpreter
from .way import MEANING


@MEANING.says("lookup")
def _lookup(run: Interpreter, expr: Expr, row: Row) -> Any:
    parameter = run.parameters.get(expr.data.name, expr.data)

    def find(*values: Any) -> Any:
        figure = parameter.find(values[:-1], values[-1])
        if figure is None:
            return Unknown([f"figure:{parameter.name}"])
        run.now.figures[figure] = None
        return figure.value

    return run.strict(expr, row, find)


@MEANING.says("daily")
def _daily(run: Interpreter, expr: Expr, row: Row) -> Any:
    calendar, column = expr.data

    def find(key: Any) -> Any:
        found = calendar.find(column, key)
        return Unknown([f"calendar:{calendar.name}"]) if found is None else found

    return run.strict(expr, row, find)


@MEANING.says("reading")
def _reading(run: Interpreter, expr: Expr, row: Row) -> Any:
    question, option = expr.data
    place: Any = run.value(expr.args[0], row) if expr.args else None
    chosen = run.readings.get(question.name)
    if chosen is None and type(place) is Unknown:
        return place
    if chosen is None and expr.args:
        chosen = run.graph.local_answer(question)(place)
    return (chosen or question.default) == option


@MEANING.says("in_place")
def _in_place(run: Interpreter, expr: Expr, row: Row) -> Any:
    code, above = expr.data
    return run.strict(expr, row, lambda p: p == code or bool(above and code in above(p)))
