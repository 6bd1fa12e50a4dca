"""Figures in SQL: relations of intervals, joined by their keys and the date.

A place's rows are spread over the places that the facts name, so that inheritance costs nothing
when the query runs. A few rows without keys are written into the query instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from math import lcm
from typing import TYPE_CHECKING, Any

from gongyou.law.schema.types import MONTH, NUM

from ..language.nodes import Expr
from ..parameters import LAST_DAY, Figure, Parameter
from ..workdays import NEXT_WORKDAY, NTH_WORKDAY
from . import gaps
from .grain import Column, Grain, Join, Value, literal
from .pieces import FEW, Number, Piece, bits_for, make

if TYPE_CHECKING:
    from .compile import Compiler

INLINE_ROWS, MOST_VALUES, MOST_STRETCHES = 8, 64, 8


@dataclass(frozen=True)
class Relation:
    """An auxiliary table of the query: column names with their types, and rows."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple, ...]


class Lookups:
    """Writes look-ups and keeps the relations that they need."""

    def __init__(self, compiler: Compiler):
        self.compiler = compiler
        self.relations: dict[Any, Relation] = {}

    def figure(self, grain: Grain, expr: Expr) -> Value:
        """The figure for the keys on a day; NULL where there is none."""
        parameter = self.compiler.pack.parameters.get(expr.data.name, expr.data)
        *keys, at = expr.args
        fixed = tuple(k.data if k.op == "const" else None for k in keys)
        rows = self._rows(parameter, fixed)
        below = lcm(*(Fraction(f.value).denominator for _, f in rows)) if expr.kind == NUM else 1
        open_keys = [k for k in keys if k.op != "const"]
        bits = 64
        if not open_keys and len(rows) <= INLINE_ROWS:
            found = self._inline(grain, rows, at, below, expr.kind == NUM)
        elif self._by_stretches(grain, open_keys, at, rows):
            found = self._stretches(grain, open_keys[0], at, rows, below, expr.kind)
            bits = _bits(rows, below) if expr.kind == NUM else 64
        else:
            found = self._joined(grain, parameter, fixed, rows, expr, below)
        if expr.kind != NUM:
            return found
        values = [int(f.value * below) for _, f in rows] or [0, 1]  # type: ignore[arg-type]
        several = frozenset(values) if len(set(values)) <= FEW else None
        return Number(found, min(values), max(values), below, below, several, bits)

    def never_fails(self, expr: Expr) -> bool:
        """Whether there is a figure for every place and month that the facts name."""
        *keys, at = expr.args
        place, months = self.compiler.pack.place, self.compiler.months
        if len(keys) != 1 or keys[0].op != "fact" or keys[0].data.name != place:
            return False
        if at.op != "fact" or at.data.type is not MONTH or not months:
            return False
        parameter = self.compiler.pack.parameters.get(expr.data.name, expr.data)
        places = self.compiler.places
        return all(parameter.find((p,), m) is not None for p in places for m in months)

    def _rows(
        self, parameter: Parameter, fixed: tuple[str | None, ...]
    ) -> list[tuple[tuple[str, ...], Figure]]:
        """Figures under the keys that are not fixed, places spread over those in the facts."""
        wanted = set(parameter.index)
        if parameter.inherit is not None:
            at = parameter.keys.index(parameter.inherit)
            places = {*self.compiler.places, fixed[at] or ""}
            others = {(*k[:at], *k[at + 1 :]) for k in parameter.index}
            wanted |= {(*o[:at], p, *o[at:]) for o, p in product(others, places)}
            wanted = {k for k in wanted if k[at] in places}
        found: list[tuple[tuple[str, ...], Figure]] = []
        for keys in sorted(wanted):
            if all(f is None or f == k for f, k in zip(fixed, keys, strict=True)):
                free = tuple(k for f, k in zip(fixed, keys, strict=True) if f is None)
                found.extend((free, row) for row in parameter.index.get(parameter.home(keys), ()))
        return found

    def _inline(self, grain: Grain, rows: list, at: Expr, below: int, number: bool) -> Piece:
        day = grain.let(grain.value(at))
        assert isinstance(day, Piece)
        branches = "".join(
            f" WHEN {{0}} BETWEEN {literal(f.valid_from)} AND {literal(f.valid_to)} THEN "
            + (str(int(f.value * below)) if number else literal(f.value))
            for _, f in rows
        )
        nothing = "CAST(NULL AS BIGINT)" if number else "CAST(NULL AS VARCHAR)"
        return make(f"CASE{branches} ELSE {nothing} END", day) if branches else Piece(nothing)

    def _joined(
        self,
        grain: Grain,
        parameter: Parameter,
        fixed: tuple[str | None, ...],
        rows: list,
        expr: Expr,
        below: int,
    ) -> Piece:
        *keys, at = expr.args
        monthly = self._is_monthly(at)
        open_keys = [k for k in keys if k.op != "const"]
        relation = self._relation(parameter, fixed, rows, below, expr.kind, monthly)
        texts = [grain.value(k) for k in open_keys]
        day = grain.value(at)
        pieces: list[Any] = [*texts, day]
        if monthly:
            on = [f"{{alias}}.d1 = {{{len(texts)}}}"]
        else:
            on = [f"{{{len(texts)}}} BETWEEN {{alias}}.d1 AND {{alias}}.d2"]
        on = [f"{{alias}}.k{i} = {{{i}}}" for i in range(len(texts))] + on
        return self._join(grain, (relation.name, expr), relation, " AND ".join(on), pieces)

    def _is_monthly(self, at: Expr) -> bool:
        return at.op == "fact" and at.data.type is MONTH and self.compiler.months is not None

    def _by_stretches(self, grain: Grain, keys: list[Expr], at: Expr, rows: list) -> bool:
        """Whether finer rows look up by month and one key of a coarser row with few values."""
        values = {k[0] for k, _ in rows if k}
        return (
            self._is_monthly(at)
            and len(keys) == 1
            and grain.coarser(keys[0])
            and 0 < len(values) <= MOST_VALUES
            and len(self._changes(rows)) <= MOST_STRETCHES
        )

    def _changes(self, rows: list) -> list[date]:
        """The months in the facts in which some series changes, the first included."""
        months = self.compiler.months
        assert months is not None
        found = {months[0]}
        for _, f in rows:
            for day in (f.valid_from, _after(f.valid_to)):
                later = [m for m in months if m >= day]
                if later and day > months[0]:
                    found.add(later[0])
        return sorted(found)

    def _stretches(
        self, grain: Grain, key: Expr, at: Expr, rows: list, below: int, kind: str
    ) -> Piece:
        """The figures of each stretch of months, found once for a coarser row, chosen by month."""
        home = self.compiler.home(key)
        text = gaps.head(home, key)
        changes = self._changes(rows)
        found = [
            grain.bring(home, home.unnamed(self._at(text, rows, start, below, kind)))
            for start in changes
        ]
        if len(found) == 1:
            return found[0]
        month = gaps.head(grain, at)
        ends = " ".join(
            f"WHEN {{0}} < {literal(end)} THEN {{{n + 1}}}" for n, end in enumerate(changes[1:])
        )
        last = f"WHEN {{0}} IS NOT NULL THEN {{{len(found)}}}"
        return make(f"CASE {ends} {last} END", month, *found)

    def _at(self, text: Piece, rows: list, day: date, below: int, kind: str) -> Piece:
        """The figure on a day, by the key's value."""
        held = [(k[0], f) for k, f in rows if f.valid_from <= day <= f.valid_to]
        number = kind == NUM
        branches = " ".join(
            f"WHEN {literal(k)} THEN {int(f.value * below) if number else literal(f.value)}"
            for k, f in held
        )
        whole = "INTEGER" if number and _bits(rows, below) == 32 else "BIGINT"
        nothing = f"CAST(NULL AS {whole if number else 'VARCHAR'})"
        if not held:
            return make(f"CASE WHEN {{0}} IS NULL THEN {nothing} ELSE {nothing} END", text)
        return make(f"CASE {{0}} {branches} ELSE {nothing} END", text)

    def _relation(
        self,
        parameter: Parameter,
        fixed: tuple,
        rows: list,
        below: int,
        kind: str,
        monthly: bool,
    ) -> Relation:
        key = (parameter.name, fixed, monthly)
        if key not in self.relations:
            width = fixed.count(None)
            name = f"p{len(self.relations)}_{parameter.name}"
            columns = [(f"k{i}", "VARCHAR") for i in range(width)]
            columns += [("d1", "DATE"), ("d2", "DATE")]
            columns.append(("v", "BIGINT" if kind == NUM else "VARCHAR"))
            data: list[tuple] = []
            for keys, f in rows:
                value = int(f.value * below) if kind == NUM else f.value
                spans = self._months_of(f) if monthly else [(f.valid_from, f.valid_to)]
                data.extend((*keys, a, b, value) for a, b in spans)
            self.relations[key] = Relation(name, tuple(columns), tuple(data))
        return self.relations[key]

    def _months_of(self, figure: Figure) -> list[tuple[date, date]]:
        """The first days of the months in the facts on which the figure holds."""
        assert self.compiler.months is not None
        return [(m, m) for m in self.compiler.months if figure.valid_from <= m <= figure.valid_to]

    def daily(self, grain: Grain, expr: Expr) -> Value:
        """A tabulated value of a calendar."""
        calendar, column = expr.data
        is_date = column in (NEXT_WORKDAY, NTH_WORKDAY)
        key = ("daily", calendar.name, column)
        if key not in self.relations:
            key_type = "BIGINT" if column == NTH_WORKDAY else "DATE"
            columns = (("k", key_type), ("v", "DATE" if is_date else "BIGINT"))
            name = f"c_{calendar.name}_{column}"
            self.relations[key] = Relation(name, columns, tuple(calendar.table(column)))
        argument = expr.args[0]
        piece = grain.whole(argument).n if argument.kind == NUM else grain.piece(argument)
        found = self._join(grain, (key, expr), self.relations[key], "{alias}.k = {0}", [piece])
        return found if is_date else Number(found, 0, len(calendar.count_workdays))

    def _join(
        self, grain: Grain, key: Any, relation: Relation, on: str, pieces: list[Piece]
    ) -> Piece:
        refs = frozenset().union(*(p.refs for p in pieces))
        level = grain.level_of(refs) + 1
        if key not in grain.joins:
            alias = self.compiler.fresh("j")
            condition = on.replace("{alias}", alias).format(*(p.sql for p in pieces))
            sql = f"LEFT JOIN {relation.name} AS {alias} ON {condition}"
            join = Join(alias, level, refs, sql=sql)
            name = self.compiler.fresh("k")
            join.columns[name] = Piece(f"{alias}.v")
            grain.joins[key] = join
            grain.columns[name] = Column(name, level, refs, join=join)
        (name,) = grain.joins[key].columns
        return Piece(name, frozenset([name]))


def _bits(rows: list, below: int) -> int:
    """The integer type that holds every figure."""
    values = [int(f.value * below) for _, f in rows]
    return bits_for(min(values), max(values))


def _after(day: date) -> date:
    return day if day == LAST_DAY else day + timedelta(days=1)
