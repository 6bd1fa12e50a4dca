"""What a value waits for, in SQL: names in a text at the root, bits of a mask in finer rows.

The twin of what the interpreter's `Unknown` carries. A node that is known contributes nothing,
whatever is unknown below it. A gap is a list of pieces that are concatenated, or or-ed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ..language.nodes import Expr
from ..language.operations import DIVISION_BY_ZERO, OUT_OF_RANGE
from .dates import can_miss
from .pieces import Number, Piece, make

if TYPE_CHECKING:
    from .grain import Grain

SEPARATOR = "|"
Gap = tuple[Piece, ...]
NONE: Gap = ()


def gap(grain: Grain, expr: Expr) -> Gap:
    """The gap of a node for a row; empty if it cannot be unknown."""
    if not grain.compiler.may_be_unknown(expr):
        return NONE
    if grain.coarser(expr):
        home = grain.compiler.home(expr)
        if home.parent is None:
            return leaf(grain, expr, unknown(grain, expr))
        return _translated(grain, home, expr)
    return _SPECIAL.get(expr.op, _strict)(grain, expr)


def _translated(grain: Grain, home: Grain, expr: Expr) -> Gap:
    """The gap of a node of a table between this one and the root, in this table's bits."""
    found = home.gap(expr)
    if not found:
        return NONE
    mask = grain.bring(home, home.unnamed(text(home, found)))
    parts = []
    for source in sources(home, expr):
        lacks = make(f"(({{0}} & {home.bit(source)}) <> 0)", mask)
        parts.append(leaf(grain, source, lacks))
    return union(parts)


def sources(grain: Grain, expr: Expr) -> dict[Any, None]:
    """What a node's gap can name: names, and coarser nodes with gaps of their own."""
    known = grain.gap_sources
    if id(expr) not in known:
        known[id(expr)] = {}
        known[id(expr)] = _sources(grain, expr)
    return known[id(expr)]


def _sources(grain: Grain, expr: Expr) -> dict[Any, None]:  # noqa: PLR0911 - a kind of node each
    compiler, op = grain.compiler, expr.op
    if not compiler.may_be_unknown(expr):
        return {}
    if grain.coarser(expr):
        home = compiler.home(expr)
        return {expr: None} if home.parent is None else sources(home, expr)
    if op == "fact":
        return {expr.data.name: None}
    if op == "unknown":
        return {expr.data: None}
    if op == "rule":
        return sources(grain, compiler.program.traced[expr.data].expr)
    if op in AGGREGATES:
        return compiler.aggregates.sources(grain, expr)
    args = expr.args[:1] if op == "said" else expr.args[1:] if op == "assumed" else expr.args
    found = {source: None for arg in args for source in sources(grain, arg)}
    own = _OWN_NAMES.get(op)
    return found | ({own(expr): None} if own else {})


AGGREGATES = ("total", "count", "largest", "smallest", "latest", "earliest", "restarted")
_OWN_NAMES: dict[str, Callable[[Expr], str]] = {
    "div": lambda expr: DIVISION_BY_ZERO,
    "add_days": lambda expr: OUT_OF_RANGE,
    "add_months": lambda expr: OUT_OF_RANGE,
    "make_date": lambda expr: OUT_OF_RANGE,
    "lookup": lambda expr: f"figure:{expr.data.name}",
    "daily": lambda expr: f"calendar:{expr.data[0].name}",
    "complete": lambda expr: expr.data.name,
}


def text(grain: Grain, parts: Gap) -> Piece:
    """The gap as one expression."""
    if not parts:
        return Piece("''" if grain.parent is None else "0")
    if len(parts) == 1:
        return parts[0]
    marks = [f"{{{i}}}" for i in range(len(parts))]
    if grain.parent is None:
        return make(f"concat_ws('', {', '.join(marks)})", *parts)
    return make(f"({' | '.join(marks)})", *parts)


def leaf(grain: Grain, source: Any, condition: Piece | None) -> Gap:
    """A name (or, in finer rows, a coarser node) where a condition holds."""
    if grain.parent is None:
        mark, nothing = "'" + str(source).replace("'", "''") + SEPARATOR + "'", "NULL"
    else:
        mark, nothing = str(grain.bit(source)), "0"
    if condition is None:
        return (Piece(mark),)
    if nothing == "NULL":
        return (make(f"CASE WHEN {{0}} THEN {mark} END", condition),)
    return (make(f"CASE WHEN {{0}} THEN {mark} ELSE {nothing} END", condition),)


def union(parts: Iterable[Gap]) -> Gap:
    """All that several gaps name, each once."""
    return tuple(dict.fromkeys(piece for part in parts for piece in part))


def choose(grain: Grain, condition: Piece, then: Gap, otherwise: Gap = NONE) -> Gap:
    """One gap or another."""
    if not then and not otherwise:
        return NONE
    if grain.parent is None and not otherwise:
        return (make("CASE WHEN {0} THEN {1} END", condition, text(grain, then)),)
    pieces = (condition, text(grain, then), text(grain, otherwise))
    return (make("CASE WHEN {0} THEN {1} ELSE {2} END", *pieces),)


def head(grain: Grain, expr: Expr) -> Piece:
    """The text that is NULL where a node is unknown, short enough to repeat."""
    value = grain.let(grain.value(expr))
    return value.n if isinstance(value, Number) else value


def unknown(grain: Grain, expr: Expr) -> Piece:
    """The condition that a node is unknown."""
    return make("({0} IS NULL)", head(grain, expr))


def _all_known(grain: Grain, exprs: Iterable[Expr]) -> list[Piece]:
    known = (e for e in exprs if grain.compiler.may_be_unknown(e))
    return [make("{0} IS NOT NULL", head(grain, e)) for e in known]


def both(parts: list[Piece]) -> Piece:
    """All conditions."""
    return make(" AND ".join(f"{{{i}}}" for i in range(len(parts))), *parts)


def _strict(grain: Grain, expr: Expr) -> Gap:
    return union(grain.gap(a) for a in expr.args)


def _beyond(grain: Grain, expr: Expr, name: str) -> Gap:
    """Strict, and a name of its own where all arguments are known and the value is not."""
    known = [*_all_known(grain, expr.args), unknown(grain, expr)]
    return union([_strict(grain, expr), leaf(grain, name, both(known))])


def _div(grain: Grain, expr: Expr) -> Gap:
    if grain.compiler.divides_safely(expr):
        return _strict(grain, expr)
    return _beyond(grain, expr, DIVISION_BY_ZERO)


def _date(grain: Grain, expr: Expr) -> Gap:
    if not can_miss(grain, expr):
        return _strict(grain, expr)
    return _beyond(grain, expr, OUT_OF_RANGE)


def _fact(grain: Grain, expr: Expr) -> Gap:
    """A fact's gap is a column too: many rules wait for the same facts."""
    (found,) = leaf(grain, expr.data.name, unknown(grain, expr))
    return (grain.column(f"g_{expr.data.name}", found),)


def _rule(grain: Grain, expr: Expr) -> Gap:
    """A rule's gap is a column of its own, computed only where the rule is unknown."""
    name = expr.data
    column = f"m_{name}"
    if column not in grain.columns:
        inner = grain.gap(grain.compiler.program.traced[name].expr)
        found = choose(grain, unknown(grain, expr), inner)
        if not found:
            return NONE
        grain.column(column, found[0])
    return (Piece(column, frozenset([column])),)


def _kleene(grain: Grain, expr: Expr) -> Gap:
    return choose(grain, unknown(grain, expr), union(grain.gap(a) for a in expr.args))


def _when(grain: Grain, expr: Expr) -> Gap:
    condition, then, otherwise = expr.args
    value = grain.let(grain.value(condition))
    assert isinstance(value, Piece)
    if value.sql in ("TRUE", "FALSE"):
        return grain.gap(then if value.sql == "TRUE" else otherwise)
    if not grain.compiler.may_be_unknown(condition):
        return choose(grain, value, grain.gap(then), grain.gap(otherwise))
    gaps = [text(grain, grain.gap(e)) for e in (then, otherwise, condition)]
    if len({g.sql for g in gaps}) == 1:
        return (gaps[0],)
    written = "CASE WHEN {0} THEN {1} WHEN NOT {0} THEN {2} ELSE {3} END"
    return (make(written, value, *gaps),)


def _assumed(grain: Grain, expr: Expr) -> Gap:
    return choose(grain, unknown(grain, expr), grain.gap(expr.args[1]))


def _aggregate(grain: Grain, expr: Expr) -> Gap:
    return grain.compiler.aggregates.gap(grain, expr)


def _complete(grain: Grain, expr: Expr) -> Gap:
    _, rows, expected = expr.args
    short = grain.arithmetic.compare("<", grain.number(rows), grain.number(expected))
    lacking = leaf(grain, expr.data.name, both([*_all_known(grain, expr.args), short]))
    return union([_strict(grain, expr), lacking])


_SPECIAL: dict[str, Callable[[Grain, Expr], Gap]] = {
    "fact": _fact,
    "rule": _rule,
    "said": lambda grain, expr: grain.gap(expr.args[0]),
    "unknown": lambda grain, expr: leaf(grain, expr.data, None),
    "and": _kleene,
    "or": _kleene,
    "when": _when,
    "first_known": _kleene,
    "assumed": _assumed,
    "div": _div,
    "add_days": _date,
    "add_months": _date,
    "make_date": _date,
    "lookup": lambda grain, expr: _beyond(grain, expr, f"figure:{expr.data.name}"),
    "daily": lambda grain, expr: _beyond(grain, expr, f"calendar:{expr.data[0].name}"),
    "complete": _complete,
    **dict.fromkeys(AGGREGATES, _aggregate),
}
