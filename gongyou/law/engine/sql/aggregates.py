"""From finer rows to one value, with a mask of what the rows that count lack."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gongyou.law.schema.types import NUM

from ..language.nodes import Expr, RuleError, Table
from ..meaning.rows import aggregate_name
from . import gaps
from .grain import KEY, Column, Grain, Join, Value
from .pieces import Number, Piece, bits_for, make

if TYPE_CHECKING:
    from .compile import Compiler

MOST_ROWS = 100_000
ROWS = "n_rows"


@dataclass(frozen=True)
class Raw:
    """An aggregate's columns as they come from the join."""

    value: Value
    mask: Piece | None
    rows: Piece
    empty_unknown: bool
    child: Grain


class Aggregates:
    """Writes aggregates; those of one table that can be computed at one level share a scan."""

    def __init__(self, compiler: Compiler):
        self.compiler = compiler
        self._raw: dict[tuple[int, int], Raw] = {}

    def value(self, grain: Grain, expr: Expr) -> Value:
        """NULL where a row that counts lacks something, or where no row was told."""
        raw = self.raw(grain, expr)
        zero = expr.op in ("total", "count")
        ready = self._ready(raw)
        if isinstance(raw.value, Piece):
            return make("CASE WHEN {0} THEN {1} END", ready, raw.value) if ready else raw.value
        n = raw.value.n
        if zero and not raw.empty_unknown:
            n = make("COALESCE({0}, 0)", n)
        if ready:
            n = make("CASE WHEN {0} THEN {1} END", ready, n)
        return replace(raw.value, n=n)

    def _ready(self, raw: Raw) -> Piece | None:
        if raw.mask is None:
            return None
        if raw.empty_unknown:
            return make("{0} = 0", raw.mask)
        return make("COALESCE({0}, 0) = 0", raw.mask)

    def gap(self, grain: Grain, expr: Expr) -> gaps.Gap:
        """What the rows that count lack, decoded from the mask; or the table itself."""
        raw = self.raw(grain, expr)
        parts: list[gaps.Gap] = []
        if raw.mask is not None:
            for source in self._row_sources(raw.child, expr):
                bit = raw.child.gap_bits.get(source)
                if bit is None:
                    continue
                lacks = make(f"(({{0}} & {bit}) <> 0)", raw.mask)
                if isinstance(source, Expr):
                    parts.append(gaps.choose(grain, lacks, grain.gap(source)))
                else:
                    parts.append(gaps.leaf(grain, source, lacks))
        if raw.empty_unknown:
            none = make("({0} IS NULL)", raw.rows)
            parts.append(gaps.leaf(grain, raw.child.table.name, none))
        if expr.op not in ("total", "count", "restarted"):
            head = raw.value.n if isinstance(raw.value, Number) else raw.value
            conditions = [make("{0} IS NULL", head)]
            if raw.empty_unknown:
                conditions.append(make("{0} IS NOT NULL", raw.rows))
            if raw.mask is not None:
                conditions.append(make("COALESCE({0}, 0) = 0", raw.mask))
            parts.append(gaps.leaf(grain, aggregate_name(expr), gaps.both(conditions)))
        if expr.op == "restarted":
            parts.append(grain.gap(expr.args[2]))
        return gaps.union(parts)

    def _row_sources(self, child: Grain, expr: Expr) -> dict[Any, None]:
        """What the rows of an aggregate can lack."""
        args = expr.args[:2] if expr.op == "restarted" else expr.args
        return {source: None for arg in args for source in gaps.sources(child, arg)}

    def sources(self, grain: Grain, expr: Expr) -> dict[Any, None]:
        """The same as seen from the coarser table."""
        table = expr.data[0] if expr.op == "restarted" else expr.data
        found: dict[Any, None] = {table.name: None}
        for source in self._row_sources(self.compiler.grain(table), expr):
            inner = gaps.sources(grain, source) if isinstance(source, Expr) else {source: None}
            found.update(inner)
        if expr.op == "restarted":
            return found | gaps.sources(grain, expr.args[2])
        return found | {aggregate_name(expr): None}

    def raw(self, grain: Grain, expr: Expr) -> Raw:
        """The columns that the join brings for an aggregate."""
        key = (id(grain), id(expr))
        if key not in self._raw:
            make_raw = self._restarted if expr.op == "restarted" else self._grouped
            self._raw[key] = make_raw(grain, expr)
        return self._raw[key]

    def _grouped(self, grain: Grain, expr: Expr) -> Raw:
        table: Table = expr.data
        child = self.compiler.grain(table)
        x, condition, *by = expr.args
        value = child.value(x)
        if isinstance(value, Number) and not isinstance(value.d, int):
            raise RuleError(
                f"{expr.op} of a quotient by a variable: round it first, or divide after: {x!r}"
            )
        held = child.piece(condition)
        piece = self._reduce(expr.op, value, held, [child.value(b) for b in by])
        mask = self._mask(child, condition, [x, *by])
        join = self._shared_join(grain, child, piece.refs | (mask.refs if mask else frozenset()))
        name = self._take(grain, join, piece)
        lo, hi = self._bounds(expr.op, value)
        made: Value = name
        if expr.kind == NUM:
            d = 1 if expr.op == "count" else value.d  # type: ignore[union-attr]
            bits = self._bits(expr.op, lo, hi, value)
            made = Number(name, lo, hi, d, d if isinstance(d, int) else 1, bits=bits)
        return Raw(
            made,
            self._take(grain, join, make("bit_or({0})", mask)) if mask else None,
            self._presence(grain, join),
            table.empty == "unknown",
            child,
        )

    def _reduce(self, op: str, value: Value, held: Piece, by: list[Value]) -> Piece:
        x = value.n if isinstance(value, Number) else value
        where = "" if held.sql == "TRUE" else " FILTER (WHERE {1})"
        if op == "count":
            return make("count(*)" + where, x, held)
        if op == "total":
            assert isinstance(value, Number)
            return self._sum(value, where, held)
        if op in ("largest", "smallest"):
            return make(("max" if op == "largest" else "min") + "({0})" + where, x, held)
        return self._latest(op, x, held, by[0])

    def _sum(self, value: Number, where: str, held: Piece) -> Piece:
        lo, hi = self._bounds("total", value)
        wide = bits_for(lo, hi) > 64
        dialect = self.compiler.dialect
        term = Piece(dialect.summand(value.n.sql, wide), value.n.refs)
        made = make("COALESCE(sum({0})" + where + ", 0)", term, held)
        return made if wide else Piece(dialect.narrow(made.sql), made.refs)

    def _latest(self, op: str, x: Piece, held: Piece, by: Value) -> Piece:
        order = by.n if isinstance(by, Number) else by
        dialect = self.compiler.dialect
        text = order.sql
        if op == "earliest":
            last = "DATE '9999-12-31'"
            text = f"(-{text})" if isinstance(by, Number) else dialect.days_between(text, last)
        return Piece(dialect.latest(x.sql, text, held.sql), x.refs | order.refs | held.refs)

    def _bits(self, op: str, lo: int, hi: int, value: Value) -> int:
        if op == "count" or not isinstance(value, Number):
            return 64
        return max(64, bits_for(lo, hi)) if op == "total" else value.bits

    def _bounds(self, op: str, value: Value) -> tuple[int, int]:
        if op == "count":
            return 0, MOST_ROWS
        if not isinstance(value, Number):
            return 0, 0
        if op == "total":
            return min(0, value.lo * MOST_ROWS), max(0, value.hi * MOST_ROWS)
        return value.lo, value.hi

    def _mask(self, child: Grain, condition: Expr, values: list[Expr]) -> Piece | None:
        inner = gaps.union(child.gap(v) for v in values)
        if condition.op == "const":
            inner = inner if condition.data else gaps.NONE
        elif inner:
            inner = gaps.choose(child, gaps.head(child, condition), inner)
        found = gaps.union([child.gap(condition), inner])
        return gaps.text(child, found) if found else None

    def _shared_join(self, grain: Grain, child: Grain, refs: frozenset[str]) -> Join:
        upper = self.compiler.upper_refs(child, refs, grain)
        level = grain.level_of(upper) + 1
        level = self.compiler.later.get((grain.table, child.table, level), level)
        key = ("group", child.table, level)
        if key not in grain.joins:
            grain.joins[key] = Join(self.compiler.fresh("g"), level, upper, child=child)
        join = grain.joins[key]
        join.refs |= upper
        return join

    def _presence(self, grain: Grain, join: Join) -> Piece:
        """A column that is NULL where a coarser row has no finer one: the join's own key."""
        name = f"{join.alias}_key"
        if name not in grain.columns:
            join.columns[name] = Piece(KEY + grain.table.key[0])
            grain.columns[name] = Column(name, join.level, join.refs, join=join)
        return Piece(name, frozenset([name]))

    def _take(self, grain: Grain, join: Join, piece: Piece) -> Piece:
        for name, known in join.columns.items():
            if known == piece:
                return Piece(name, frozenset([name]))
        name = self.compiler.fresh("a")
        join.columns[name] = piece
        grain.columns[name] = Column(name, join.level, join.refs, join=join)
        return Piece(name, frozenset([name]))

    # --- periods begun anew --------------------------------------------------------------------

    def _restarted(self, grain: Grain, expr: Expr) -> Raw:
        table, months = expr.data
        when, condition, start = expr.args
        child = self.compiler.grain(table)
        day, held, begun = child.piece(when), child.piece(condition), child.piece(start)
        mask = self._mask(child, condition, [when])
        refs = day.refs | held.refs | begun.refs
        plain = self._shared_join(grain, child, refs | (mask.refs if mask else frozenset()))
        rows = self._presence(grain, plain)
        mask_column = self._take(grain, plain, make("bit_or({0})", mask)) if mask else None
        upper = self.compiler.upper_refs(child, refs, grain)
        level = grain.level_of(upper) + 1
        name = self.compiler.fresh("a")
        chain = (day, held, begun, months, name)
        join = Join(self.compiler.fresh("g"), level, upper, child=child, chain=chain)
        grain.joins[("chain", name)] = join
        join.columns[name] = Piece(name, refs)
        grain.columns[name] = Column(name, level, upper, join=join)
        first = grain.piece(start)
        found = Piece(name, frozenset([name]))
        told = make("{0} IS NOT NULL", rows) if table.empty == "unknown" else None
        value = make("CASE WHEN {0} IS NOT NULL THEN COALESCE({1}, {0}) END", first, found)
        if told:
            value = make("CASE WHEN {0} THEN {1} END", told, value)
        return Raw(value, mask_column, rows, table.empty == "unknown", child)
