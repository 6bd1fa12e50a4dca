"""How often each node's column is asked for, so that it is let go after the last time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..language.nodes import Expr, Table
from ..program import Program

AGGREGATES = ("total", "count", "largest", "smallest", "latest", "earliest")
Key = tuple[str, int]


def count_uses(program: Program, root: Table, wanted: Iterable[Expr]) -> Counter[Key]:
    """For each node by table and identity the number of askers, those `wanted` included.

    Some may never ask, since another branch is taken; a column is then kept to the end.
    """
    found: Counter[Key] = Counter()
    todo = [(root, expr) for expr in wanted]
    while todo:
        table, expr = todo.pop()
        key = (table.name, id(expr))
        if key not in found:
            todo.extend(_needs(program, table, expr))
        found[key] += 1
    return found


def _needs(program: Program, table: Table, expr: Expr) -> list[tuple[Table, Expr]]:
    """What is asked for, and in which table, to compute a node in a table."""
    if expr.table is not None and expr.table is not table:
        return [(expr.table, expr)]
    if expr.op == "rule":
        return [(table, program.traced[expr.data].expr)]
    if expr.op == "said":
        return [(table, expr.args[0])]
    if expr.op in AGGREGATES:
        return [(expr.data, arg) for arg in expr.args]
    if expr.op == "restarted":
        *finer, start = expr.args
        return [*((expr.data[0], arg) for arg in finer), (table, start)]
    return [(table, arg) for arg in expr.args]
