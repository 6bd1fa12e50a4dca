"""Which rules need a function of their own, and which are written where they are used."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.nodes import Expr, Table, walk
from .layout import Layout

Written = tuple[list[Expr], Table]
"""Expressions that are written, and the table of the rule that they belong to."""


def called_and_inlined(layout: Layout) -> tuple[frozenset[str], frozenset[str]]:
    """The rules that are named anywhere, and of them those that need no function and no memo.

    The latter are named at one place only, for rows not finer than their own. (A worker's rule
    that a month's rule names would be computed for every month.)
    """
    limitations = {layout.pack.entitlements[code].limitation for code in layout.codes}
    asked_for = frozenset(name for name in limitations if name)
    uses: dict[str, int] = {}
    apart: set[str] = set()
    for roots, table in _written(layout, asked_for):
        for expr in _named(roots):
            uses[expr.data] = uses.get(expr.data, 0) + 1
            assert expr.table is not None
            if table not in expr.table.line:
                apart.add(expr.data)
    once = {name for name, count in uses.items() if count == 1}
    return frozenset(uses) | asked_for, frozenset(once - apart - asked_for)


def _named(roots: list[Expr]) -> list[Expr]:
    """Where expressions name rules: each place in which a value is used."""
    found = [e for e in roots if e.op == "rule"]
    for expr in walk(roots):
        arguments = expr.args[:1] if expr.op == "said" else expr.args
        found += [arg for arg in arguments if arg.op == "rule"]
    return found


def _written(layout: Layout, asked_for: frozenset[str]) -> Iterator[Written]:
    """An entitlement is its reasons and its amount; its rule only where another rule names it."""
    todo, traced_of = list(asked_for), layout.graph.traced
    for code in layout.codes:
        traced = traced_of[layout.pack.entitlements[code].rule]
        roots = [traced.amount, *(c for _, c in traced.unless)]
        todo += [e.data for e in _named(roots)]
        yield roots, traced.table
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            traced = traced_of[name]
            todo += [e.data for e in _named([traced.expr])]
            yield [traced.expr], traced.table
