"""The graph: every rule of a pack run once over nodes. It knows no way of computing it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from gongyou.law.schema.types import DATE_KIND, NUM

from .combine import choices, conflicts
from .language.nodes import (
    Expr,
    RuleError,
    Table,
    all_of,
    any_of,
    lift,
    node,
    round_to,
    walk,
    wants,
)
from .language.recording import Recording, recording
from .language.values import as_owed, case, unknown

if TYPE_CHECKING:
    from .pack import Pack, Question, Rule, Variant

Kept = TypeVar("Kept")
_RECORDS = RLock()


@dataclass(frozen=True, eq=False)
class Traced:
    """A recorded rule: its value, its versions with their guards, its reasons for not due."""

    name: str
    rule: Rule
    table: Table
    expr: Expr
    versions: tuple[tuple[Expr | None, Expr, Variant], ...]
    amount: Expr
    unless: tuple[tuple[str, Expr], ...]
    needs: tuple[str, ...]

    @property
    def roots(self) -> list[Expr]:
        """What is computed of it: value, amount, reasons, what chooses a version."""
        guards = [guard for guard, _, _ in self.versions if guard is not None]
        return [self.expr, self.amount, *(c for _, c in self.unless), *guards]


class Graph:
    """Every rule of a pack, recorded; `order` lists them so that needs come first."""

    def __init__(self, pack: Pack):
        self.pack = pack
        self.traced: dict[str, Traced] = {}
        self.order: list[str] = []
        self._open: list[str] = []
        self._kept: dict[Any, Any] = {}
        for name in pack.rules:
            self.trace(name)
        _check_entitlements(self)

    def kept(self, make: Callable[[Any], Kept]) -> Kept:
        """What a way of computing keeps of this graph, made once."""
        if make not in self._kept:
            with _RECORDS:
                self._kept.setdefault(make, None)
                if self._kept[make] is None:
                    self._kept[make] = make(self)
        return self._kept[make]

    @property
    def roots(self) -> list[Expr]:
        """Every expression that is computed: values, amounts, reasons, what chooses a version."""
        found: list[Expr] = []
        for traced in self.traced.values():
            found += traced.roots
        return found

    def depending_on(self, questions: Iterable[str]) -> set[str]:
        """Rules whose value may change with the answers to these questions."""
        asked = set(questions)
        return {name for name, own in self._questions_of.items() if own & asked}

    @cached_property
    def _questions_of(self) -> dict[str, set[str]]:
        """The questions that a rule asks, itself or through the rules that it needs."""
        found: dict[str, set[str]] = {}
        for name in self.order:
            traced = self.traced[name]
            found[name] = set()
            for expr in walk(traced.roots):
                if expr.op == "reading":
                    found[name].add(expr.data[0].name)
                elif expr.op == "rule":
                    found[name] |= found[expr.data]
        return found

    def local_answer(self, question: Question) -> Callable[[str], str]:
        """What is the practice at a place."""
        above = self.pack.places

        @cache
        def answer(place: str) -> str:
            line = [place, *(above(place) if above else ())]
            return next((question.local[p] for p in line if p in question.local), question.default)

        return answer

    @cached_property
    def choices(self) -> list[tuple[list[str], list[tuple[str, ...]]]]:
        """Among which entitlements a worker must choose, and what can be had together."""
        return choices(self.pack)

    @cached_property
    def conflicts(self) -> dict[str, set[str]]:
        """For each entitlement those that cannot be had with it."""
        return conflicts(self.pack)

    def reference(self, name: str) -> Expr:
        """A node that stands for another rule's value."""
        traced = self.trace(name)
        return node("rule", (), name, traced.expr.kind, traced.table)

    def trace(self, name: str) -> Traced:
        """Record a rule and, first, those that it needs."""
        if name in self.traced:
            return self.traced[name]
        if name in self._open:
            raise RuleError(" needs ".join([*self._open[self._open.index(name) :], name]))
        self._open.append(name)
        grain = self.pack.rules[name].table
        recording.append(Recording(self.pack, grain, self.reference, self.traced.__contains__))
        try:
            made = self._trace(name)
        finally:
            recording.pop()
            self._open.pop()
        self.traced[name] = made
        self.order.append(name)
        return made

    def _trace(self, name: str) -> Traced:
        rule = self.pack.rules[name]
        versions, unless = [], []
        for variant in sorted(rule.variants, key=self._specificity, reverse=True):
            values = [self._argument(name, a) for a in arguments(variant.function)]
            owed = as_owed(variant.function(*values))
            amount = owed.amount
            if rule.rounding and amount.kind == NUM:
                amount = round_to(amount, rule.rounding)
            versions.append((self._guard(variant), amount, variant))
            unless.append(owed.unless)
        amount = self._choose(name, versions)
        reasons = _reasons(versions, unless)
        value = amount
        if reasons and amount.kind == NUM:
            value = case((any_of(*(c for _, c in reasons)), 0), otherwise=amount)
        self._check_grain(rule, [value])
        needs = tuple(dict.fromkeys(rules_in([value, *(c for _, c in reasons)])))
        return Traced(name, rule, rule.table, value, tuple(versions), amount, reasons, needs)

    def _argument(self, rule: str, name: str) -> Any:
        try:
            return self.pack.resolve(name)
        except RuleError as error:
            raise RuleError(f"{rule}: {error}") from error

    def _choose(self, name: str, versions: list[tuple[Expr | None, Expr, Variant]]) -> Expr:
        kinds = {amount.kind for _, amount, _ in versions}
        if len(kinds) > 1:
            raise RuleError(f"{name}: its versions give {' and '.join(sorted(kinds))}")
        result = unknown(f"law:{name}", kinds.pop())
        for guard, amount, _ in reversed(versions):
            result = amount if guard is None else case((guard, amount), otherwise=result)
        return result

    def _specificity(self, variant: Variant) -> tuple:
        places = self.pack.places
        depth = len(places(variant.place)) + 1 if variant.place and places else bool(variant.place)
        since = variant.since.toordinal() if variant.since else 0
        return (depth, variant.reading is not None, since)

    def _guard(self, variant: Variant) -> Expr | None:
        pack, conditions = self.pack, []
        if variant.since or variant.until:
            dated_by = variant.dated_by or pack.dated_by
            if dated_by is None:
                raise RuleError(f"{variant.function.__name__}: name the date that chooses the law")
            day = wants(pack.resolve(dated_by), DATE_KIND)
            if variant.since:
                conditions.append(day >= variant.since)
            if variant.until:
                conditions.append(day <= variant.until)
        if variant.place:
            conditions.append(pack.in_place(variant.place))
        if variant.reading:
            conditions.append(pack.reading(*variant.reading.split("=")))
        return all_of(*conditions) if conditions else None

    def _check_grain(self, rule: Rule, exprs: list[Expr]) -> None:
        for expr in exprs:
            if expr.table is not None and expr.table not in rule.table.line:
                raise RuleError(
                    f"{rule.name} has one value a {rule.table.name} row but uses "
                    f"{expr.table.name} rows: total, count or choose among them"
                )


def _reasons(
    versions: list[tuple[Expr | None, Expr, Variant]], unless: list[tuple]
) -> tuple[tuple[str, Expr], ...]:
    """The reasons of all versions, each holding only while its version is the one chosen."""
    found: list[tuple[str, Expr]] = []
    earlier = lift(False)
    for (guard, _, _), pairs in zip(versions, unless, strict=True):
        mine = None if guard is None else guard
        if earlier.op != "const":
            mine = ~earlier if mine is None else ~earlier & mine
        found.extend((code, c if mine is None else mine & c) for code, c in pairs)
        if guard is None:
            break
        earlier = guard if earlier.op == "const" else earlier | guard
    return tuple(found)


def rules_in(exprs: list[Expr]) -> list[str]:
    """Names of the rules that expressions use."""
    return [n.data for n in walk(exprs) if n.op == "rule"]


def _check_entitlements(graph: Graph) -> None:
    for entitlement in graph.pack.entitlements.values():
        for rule in (
            entitlement.limitation,
            entitlement.limitation_starts,
            entitlement.limitation_interrupted,
        ):
            if rule and (rule not in graph.traced or graph.traced[rule].expr.kind != DATE_KIND):
                raise RuleError(f"{entitlement.code}: {rule} is no rule that gives a date")
        for other in entitlement.excludes:
            if other not in graph.pack.entitlements:
                raise RuleError(f"{entitlement.code} excludes {other}, which is not declared")


def arguments(function: Callable) -> list[str]:
    """The names that a rule needs."""
    return list(inspect.signature(function).parameters)


def graph_of(pack: Pack) -> Graph:
    """The recorded graph of every rule of a pack, in order of need."""
    if pack.recorded is None:
        # Rules are recorded into one place: two first requests at once take turns.
        with _RECORDS:
            if pack.recorded is None:
                pack.recorded = Graph(pack)
    return pack.recorded


def same_rules(one: Graph, other: Graph) -> set[str]:
    """The rules that mean the same in both: the same nodes, down to the facts."""
    same: set[str] = set()
    for name in one.order:
        mine, theirs = one.traced[name], other.traced.get(name)
        needed = {e.data for e in walk(mine.roots) if e.op == "rule"}
        if theirs is not None and _said(mine) == _said(theirs) and needed <= same:
            same.add(name)
    return same


def _said(traced: Traced) -> tuple:
    """What a rule says; a node stands for all that it says."""
    reasons = tuple(reason for reason, _ in traced.unless)
    return traced.table.name, reasons, [id(root) for root in traced.roots]
