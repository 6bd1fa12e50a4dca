"""From a recorded program to one query over the facts' tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongyou.law.schema.types import DATE_KIND, NUM

from ..claim import NOTHING_OWED
from ..language.nodes import Expr, Table, any_of
from ..pack import Entitlement, Question
from ..program import Program, Traced
from ..rounding import HALF_UP_4
from . import gaps
from .aggregates import Aggregates
from .assemble import assemble
from .dates import can_miss
from .dialects import DIALECTS, Dialect
from .grain import Grain, literal
from .lookups import Lookups, Relation
from .pieces import Number, Piece, make

AMOUNT_SCALE = 10_000
DUE, NOT, OPEN = range(3)


@dataclass(frozen=True)
class Options:
    """What the query may take for granted of the facts it will run over.

    `complete` names facts of which no row lacks a value; `places` and `months` are those that
    occur; `denominators` are those of exact fractions; `bounds` are facts' least and greatest
    number and their integers' bits; `reading` answers questions of law; `names` says whether
    missing names are wanted.
    """

    reading: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()
    months: tuple[date, ...] | None = None
    complete: frozenset[str] = frozenset()
    denominators: tuple[tuple[str, int], ...] = ()
    bounds: tuple[tuple[str, int, int, int], ...] = ()
    names: bool = True


@dataclass(frozen=True)
class Output:
    """The columns of one entitlement in the wide result."""

    entitlement: Entitlement
    kind: str
    value: str
    status: str
    reason: str | None
    missing: str | None
    limitation: str | None


@dataclass(frozen=True)
class Query:
    """A finished query: text, the relations it needs beside the facts, and what it gives."""

    sql: str
    relations: tuple[Relation, ...]
    outputs: tuple[Output, ...]
    key: tuple[str, ...]
    best: tuple[tuple[tuple[str, ...], str], ...]


class Compiler:
    """Writes a program for one dialect."""

    def __init__(self, program: Program, dialect: Dialect, options: Options):
        self.program, self.pack, self.dialect, self.options = (
            program,
            program.pack,
            dialect,
            options,
        )
        self.reading = dict(options.reading)
        self.places, self.months = options.places, options.months
        self.denominators = dict(options.denominators)
        self.bounds = {name: (lo, hi, bits) for name, lo, hi, bits in options.bounds}
        self.lookups = Lookups(self)
        self.aggregates = Aggregates(self)
        self.later: dict[tuple[Table, Table, int], int] = {}
        self._grains: dict[Table, Grain] = {}
        self._names = 0
        self._unknown: dict[int, bool] = {}
        self._uses = program.uses

    def fresh(self, prefix: str) -> str:
        """A new column name."""
        self._names += 1
        return f"{prefix}{self._names}"

    def grain(self, table: Table) -> Grain:
        """The columns of a table."""
        if table not in self._grains:
            parent = self.grain(table.parent) if table.parent else None
            self._grains[table] = Grain(self, table, parent)
        return self._grains[table]

    def grains(self) -> list[Grain]:
        """Every table's columns."""
        return list(self._grains.values())

    def is_shared(self, expr: Expr) -> bool:
        """Whether several nodes use this one."""
        return self._uses.get(id(expr), 0) > 1

    def local_option(self, question: Question, place: str) -> str:
        """What is the practice at a place."""
        above = self.pack.places
        line = [place, *(above(place) if above else ())]
        return next((question.local[p] for p in line if p in question.local), question.default)

    def may_be_unknown(self, expr: Expr) -> bool:
        """Whether a node can lack a value, given what the facts are known to hold."""
        found = self._unknown.get(id(expr))
        if found is None:
            found = self._unknown[id(expr)] = self._may_be_unknown(expr)
        return found

    def _may_be_unknown(self, expr: Expr) -> bool:  # noqa: PLR0911 - one return a kind of node
        op = expr.op
        if op in ("const", "known", "not_due"):
            return False
        if op == "fact":
            return expr.data.name not in self.options.complete
        if op == "rule":
            return self.may_be_unknown(self.program.traced[expr.data].expr)
        if op in ("said", "not"):
            return self.may_be_unknown(expr.args[0])
        if op == "reading" and self.reading.get(expr.data[0].name) is not None:
            return False
        if op == "lookup" and self.lookups.never_fails(expr):
            return any(map(self.may_be_unknown, expr.args))
        if op in ("first_known", "assumed"):
            return all(map(self.may_be_unknown, expr.args))
        if op in ("total", "count"):
            return expr.data.empty == "unknown" or any(map(self.may_be_unknown, expr.args))
        if op == "div":
            return not self.divides_safely(expr) or self.may_be_unknown(expr.args[0])
        if op in ("add_days", "add_months", "make_date") and not can_miss(self.home(expr), expr):
            return any(map(self.may_be_unknown, expr.args))
        if op in _TOTAL:
            return any(map(self.may_be_unknown, expr.args))
        return True

    def divides_safely(self, expr: Expr) -> bool:
        """Whether the divisor cannot be zero."""
        divisor = expr.args[1]
        return divisor.op == "const" and divisor.data != 0

    def home(self, expr: Expr) -> Grain:
        """The columns of the node's own table."""
        return self.grain(expr.table or self.pack.root)

    def upper_refs(self, child: Grain, refs: Iterable[str], grain: Grain) -> frozenset[str]:
        """The columns of `grain` that a finer table's columns need."""
        upper = {n for n in closure(child, refs) if child.columns[n].upper}
        if child.parent is grain:
            return frozenset(upper)
        assert child.parent is not None
        return self.upper_refs(child.parent, upper, grain)

    # --- the query -----------------------------------------------------------------------------

    def query(self, entitlements: Iterable[Entitlement]) -> Query:
        """One row a worker, with the columns of every entitlement."""
        root = self.grain(self.pack.root)
        outputs, goals = [], []
        for number, entitlement in enumerate(entitlements):
            output, columns = self._output(root, entitlement, number)
            outputs.append(output)
            goals.extend(columns)
        best = self._best(root, outputs)
        goals.extend(dict.fromkeys(column for _, column in best))
        sql = self.dialect.render(assemble(self, root, goals))
        relations = tuple(self.lookups.relations.values())
        return Query(sql, relations, tuple(outputs), self.pack.root.key, tuple(best))

    def _output(
        self, root: Grain, entitlement: Entitlement, number: int
    ) -> tuple[Output, list[str]]:
        traced = self.program.traced[entitlement.rule]
        amount = root.let(root.value(traced.amount))
        goals: list[str] = []

        def column(kind: str, piece: Piece) -> str:
            name = f"e{number}_{kind}"
            root.column(name, piece)
            goals.append(name)
            return name

        reason = self._reason(root, traced)
        status = column("status", self._status(root, entitlement, traced, amount))
        chosen = Piece(status, frozenset([status]))
        value = self._shown(amount)
        shown = make(f"CASE WHEN {{0}} = {DUE} THEN {{1}} END", chosen, value)
        value_name = column("value", shown)
        reason_name = column("reason", reason) if reason else None
        missing = self._missing(root, traced, chosen)
        missing_name = column("missing", missing) if missing else None
        limit_name = None
        if entitlement.limitation:
            limit = root.rule(entitlement.limitation)
            assert isinstance(limit, Piece)
            safe = make(f"CASE WHEN {{0}} <> {NOT} THEN {{1}} END", chosen, limit)
            limit_name = column("limit", safe)
        output = Output(
            entitlement,
            traced.amount.kind,
            value_name,
            status,
            reason_name,
            missing_name,
            limit_name,
        )
        return output, goals

    def _shown(self, amount: Any) -> Piece:
        """The amount as a whole number of ten-thousandths; other kinds as they are."""
        if not isinstance(amount, Number):
            return amount
        arithmetic = self.grain(self.pack.root).arithmetic
        rounded = arithmetic.round(amount, HALF_UP_4)
        scaled = arithmetic.scaled(rounded, AMOUNT_SCALE // rounded.d)  # type: ignore[operator]
        return Piece(self.dialect.narrow(scaled.n.sql), scaled.n.refs)

    def _reason(self, root: Grain, traced: Traced) -> Piece | None:
        if not traced.unless:
            return None
        pairs = [(code, gaps.head(root, c)) for code, c in traced.unless]
        branches = " ".join(
            f"WHEN {{{i}}} THEN {literal(code)}" for i, (code, _) in enumerate(pairs)
        )
        return make(f"CASE {branches} END", *(p for _, p in pairs))

    def _status(self, root: Grain, entitlement: Entitlement, traced: Traced, amount: Any) -> Piece:
        pieces: list[Piece] = []
        branches: list[str] = []

        def add(condition: Piece, status: int) -> None:
            branches.append(f"WHEN {{{len(pieces)}}} THEN {status}")
            pieces.append(condition)

        if traced.unless:
            one = any_of(*(c for _, c in traced.unless))
            held = root.let(root.value(one))
            assert isinstance(held, Piece)
            add(held, NOT)
            if self.may_be_unknown(one):
                add(make("{0} IS NULL", held), OPEN)
        if self.may_be_unknown(traced.amount):
            head = amount.n if isinstance(amount, Number) else amount
            add(make("{0} IS NULL", head), OPEN)
        if entitlement.zero == "not_due" and isinstance(amount, Number):
            add(make("{0} <= 0", amount.n), NOT)
        if not branches:
            return Piece(str(DUE))
        return make(f"CASE {' '.join(branches)} ELSE {DUE} END", *pieces)

    def _missing(self, root: Grain, traced: Traced, status: Piece) -> Piece | None:
        if not self.options.names:
            return None
        parts = [root.gap(c) for _, c in traced.unless] + [root.gap(traced.amount)]
        names = gaps.union(parts)
        if not names:
            return None
        text = gaps.text(root, names)
        return make(f"CASE WHEN {{0}} = {OPEN} THEN {{1}} END", status, text)

    def _best(self, root: Grain, outputs: list[Output]) -> list[tuple[tuple[str, ...], str]]:
        """For entitlements that exclude each other: the number of the best lawful set."""
        values = {o.entitlement.code: o.value for o in outputs if o.kind == NUM}
        found: list[tuple[tuple[str, ...], str]] = []
        for number, (_, sets) in enumerate(self.program.choices):
            if len(sets) > 1:
                name = f"best{number}"
                present = [[values[c] for c in s if c in values] for s in sets]
                self._choose_set(root, name, present)
                found.extend((s, name) for s in sets)
        return found

    def _choose_set(self, root: Grain, name: str, sets: list[list[str]]) -> None:
        totals = []
        for number, values in enumerate(sets):
            pieces = [Piece(v, frozenset([v])) for v in values]
            owed = "CASE WHEN {0} > 0 THEN {0} ELSE 0 END"
            text = " + ".join(["0", *(owed.replace("{0}", f"{{{i}}}") for i in range(len(pieces)))])
            totals.append(root.column(f"{name}_{number}", make(text, *pieces)))
        branches = []
        for number in range(len(totals)):
            others = [i for i in range(len(totals)) if i != number]
            best = " AND ".join(f"{{{number}}} >= {{{i}}}" for i in others)
            branches.append(f"WHEN {best} THEN {number}")
        root.column(name, make(f"CASE {' '.join(branches)} END", *totals))


_TOTAL = {
    "add", "sub", "mul", "min", "max", "lt", "le", "eq", "not", "and", "or", "in", "when", "round",
    "as_text", "reading", "in_place", "year", "month", "day", "weekday", "year_length",
    "days_between", "months_between", "months_same_day",
}  # fmt: skip


def closure(grain: Grain, refs: Iterable[str]) -> set[str]:
    """The columns of a table that these need, themselves included."""
    found: set[str] = set()
    todo = list(refs)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            column = grain.columns[name]
            todo.extend(column.join.refs if column.join else column.refs)
    return found


def one_scan(compiler: Compiler) -> dict[tuple[Table, Table, int], int]:
    """Aggregates of one table that can wait for later ones, to share their scan of its rows."""
    later: dict[tuple[Table, Table, int], int] = {}
    for grain in compiler.grains():
        groups = [j for k, j in grain.joins.items() if k[0] == "group"]
        for join in groups:
            waiting = [
                other.level
                for other in groups
                if other.child is join.child
                and other.level > join.level
                and not closure(grain, other.refs) & set(join.columns)
            ]
            if waiting:
                assert join.child is not None
                later[grain.table, join.child.table, join.level] = max(waiting)
    return later


def compile_query(
    program: Program,
    dialect: str = "duckdb",
    options: Options | None = None,
    codes: Iterable[str] | None = None,
) -> Query:
    """The query of a program's entitlements in a dialect."""
    wanted = program.pack.entitlements
    chosen = [wanted[c] for c in (wanted if codes is None else codes)]
    first = Compiler(program, DIALECTS[dialect](), options or Options())
    query = first.query(chosen)
    later = one_scan(first)
    if not later:
        return query
    second = Compiler(program, DIALECTS[dialect](), options or Options())
    second.later = later
    return second.query(chosen)


__all__ = ["DATE_KIND", "NOTHING_OWED", "Compiler", "Options", "Query", "compile_query"]
