"""Comparisons, and what is true whatever is unknown."""

from __future__ import annotations

from gongyou.law.schema.types import NUM

from ..language.nodes import Expr
from .code import I32, I64, Code, c32, c64, constant_of, op, unless_zero
from .emitter import Emitter
from .exact import common, is_equal_32
from .parts import Value
from .way import COMPILED

SIGNS = {"lt": "lt_s", "le": "le_s", "eq": "eq"}


@COMPILED.says("lt", "le", "eq")
def _compare(run: Emitter, expr: Expr) -> Value:
    a, b = run.arguments(expr)
    if expr.args[0].kind == NUM:
        (x, *_), (y, *_), _, _ = common(run, a, b)
        holds = op(f"i64.{SIGNS[expr.op]}", x, y)
    else:
        holds = op(f"i32.{SIGNS[expr.op]}", a.x, b.x)
    return Value(run.new(I32, holds), I32, 1, run.union(a, b), 0, 1)


@COMPILED.says("not")
def _not(run: Emitter, expr: Expr) -> Value:
    a = run.emit(expr.args[0])
    return Value(run.new(I32, op("i32.eqz", a.x)), I32, 1, dict(a.words), 0, 1, 1, a.unknown)


@COMPILED.says("in")
def _in(run: Emitter, expr: Expr) -> Value:
    a = run.emit(expr.args[0])
    holds: Code = c32(0)
    for text in expr.data:
        holds = op("i32.or", holds, is_equal_32(a.x, run.layout.text(text)))
    return Value(run.new(I32, holds), I32, 1, dict(a.words), 0, 1, 1, a.unknown)


@COMPILED.says("and", "or")
def _decided(run: Emitter, expr: Expr) -> Value:
    """What one known part decides has no gap; else all the gaps of the parts."""
    parts = run.arguments(expr)
    deciding: Code | None = None
    for part in parts:
        unknown = run.unknown(part)
        if unknown is not None and constant_of(unknown) is not None:
            continue
        hit = part.x if expr.op == "or" else op("i32.eqz", part.x)
        hit = unless_zero(unknown, hit)
        deciding = hit if deciding is None else op("i32.or", deciding, hit)
    words = run.union(*parts)
    if deciding is None:
        return Value(c32(0), I32, 1, words, 0, 1)
    decided = run.new(I32, deciding)
    words = {n: run.new(I64, op("select", c64(0), w, decided)) for n, w in words.items()}
    x = decided if expr.op == "or" else run.new(I32, op("i32.eqz", decided))
    return Value(x, I32, 1, words, 0, 1)
