"""Which names a node itself can add to what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from ..language.nodes import Expr
from ..language.operations import DIVISION_BY_ZERO, OUT_OF_RANGE
from ..meaning.rows import aggregate_name


def lacking_of(expr: Expr) -> Iterable[str]:
    """The names that a node itself can add to what is missing."""
    if expr.op == "fact":
        yield expr.data.name
    elif expr.op == "unknown":
        yield expr.data
    elif expr.op == "div":
        yield DIVISION_BY_ZERO
    elif expr.op in ("make_date", "add_days", "add_months"):
        yield OUT_OF_RANGE
    elif expr.op == "lookup":
        yield f"figure:{expr.data.name}"
    elif expr.op == "daily":
        yield f"calendar:{expr.data[0].name}"
    elif expr.op in ("total", "count", "complete"):
        yield expr.data.name
    elif expr.op == "restarted":
        yield expr.data[0].name
    elif expr.op in ("largest", "smallest", "latest", "earliest"):
        yield from (expr.data.name, aggregate_name(expr))
