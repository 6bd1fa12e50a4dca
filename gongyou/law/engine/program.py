"""Running every rule once over nodes: what the pack's functions say, as one graph."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from gongyou.law.schema.types import DATE_KIND, NUM

from .combine import choices, conflicts
from .expressions import (
    Expr,
    RuleError,
    Table,
    all_of,
    any_of,
    case,
    current_grain,
    lift,
    node,
    round_to,
    unknown,
    walk,
    wants,
)
from .generate import Generator
from .results import Cite
from .wording import LANGUAGES, formula

if TYPE_CHECKING:
    from .pack import Entitlement, Pack, Question, Rule, Variant

_building: list[Program] = []


def current_program(pack: Pack) -> Program:
    """The program being recorded for this pack."""
    if not _building or _building[-1].pack is not pack:
        raise RuleError("rules can be named only inside rules")
    return _building[-1]


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


@dataclass(frozen=True, eq=False)
class Frame:
    """What is the same in every result of an entitlement."""

    traced: Traced
    key: str
    number: bool
    labels: dict[str, str]
    rivals: list[str]
    rounding: str | None
    money: bool


class Program:
    """Every rule of a pack, recorded; `order` lists them so that needs come first."""

    def __init__(self, pack: Pack):
        self.pack = pack
        self.traced: dict[str, Traced] = {}
        self.order: list[str] = []
        self.queries: dict[Any, Any] = {}
        self.series: dict[Any, Any] = {}
        self._generated: dict[tuple, Generator] = {}
        self._frames: dict[str, Frame] = {}
        self._open: list[str] = []
        self._words: dict[str, dict[str, str]] = {}
        self._fact_words: dict[str, dict[str, str]] = {}
        self._docs: dict[str, str] = {}
        self._formulas: dict[str, dict[str, str]] = {}
        self._cites: dict[Variant, list[tuple[str, Cite]]] = {}
        for name in pack.rules:
            self.trace(name)
        for entitlement in pack.entitlements.values():
            for rule in (
                entitlement.limitation,
                entitlement.limitation_starts,
                entitlement.limitation_interrupted,
            ):
                if rule and (rule not in self.traced or self.traced[rule].expr.kind != DATE_KIND):
                    raise RuleError(f"{entitlement.code}: {rule} is no rule that gives a date")
            for other in entitlement.excludes:
                if other not in pack.entitlements:
                    raise RuleError(f"{entitlement.code} excludes {other}, which is not declared")

    def generated(self, reading: dict[str, str]) -> Generator:
        """The rules as Python functions, under a reading of the law."""
        key = tuple(sorted(reading.items()))
        if key not in self._generated:
            base = self.generated({}) if reading else None
            self._generated[key] = Generator(self, reading, base)
        return self._generated[key]

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
            exprs = [traced.expr, traced.amount, *(c for _, c in traced.unless)]
            exprs += [guard for guard, _, _ in traced.versions if guard is not None]
            found[name] = set()
            for expr in walk(exprs):
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
    def uses(self) -> dict[int, int]:
        """How many nodes use each node."""
        counted: dict[int, int] = {}
        roots = [e for t in self.traced.values() for e in (t.expr, t.amount)]
        roots += [c for t in self.traced.values() for _, c in t.unless]
        for expr in walk(roots):
            for arg in expr.args[:1] if expr.op == "said" else expr.args:
                counted[id(arg)] = counted.get(id(arg), 0) + 1
        return counted

    @cached_property
    def choices(self) -> list[tuple[list[str], list[tuple[str, ...]]]]:
        """Among which entitlements a worker must choose, and what can be had together."""
        return choices(self.pack)

    @cached_property
    def conflicts(self) -> dict[str, set[str]]:
        """For each entitlement those that cannot be had with it."""
        return conflicts(self.pack)

    def frame(self, entitlement: Entitlement) -> Frame:
        """What is the same in an entitlement's every result."""
        found = self._frames.get(entitlement.code)
        if found is None:
            found = self._frames[entitlement.code] = self._frame(entitlement)
        return found

    def _frame(self, entitlement: Entitlement) -> Frame:
        code, traced = entitlement.code, self.traced[entitlement.rule]
        return Frame(
            traced=traced,
            key=f"!{code}",
            number=traced.amount.kind == NUM,
            labels=self.words(f"entitlement.{code}"),
            rivals=sorted(self.conflicts[code]),
            rounding=traced.rule.rounding.name if traced.rule.rounding else None,
            money=entitlement.unit == self.pack.currency,
        )

    def words(self, key: str) -> dict[str, str]:
        """A wording in every language."""
        if key not in self._words:
            self._words[key] = self.pack.wording.both(key)
        return self._words[key]

    def fact_words(self, name: str) -> dict[str, str]:
        """How what is missing is called in every language."""
        found = self._fact_words.get(name)
        if found is None:
            found = {lang: self.pack.fact_label(name, lang) for lang in LANGUAGES}
            self._fact_words[name] = found
        return found

    def source_words(self, source: str) -> dict[str, str]:
        """Where a figure is from, in every language; as it is written where there are no words."""
        said = self.pack.wording.texts.get(f"figure_source.{source}", {})
        return {lang: said.get(lang) or source for lang in LANGUAGES}

    def formulas(self, name: str) -> dict[str, str]:
        """A rule's formula in every language."""
        if name not in self._formulas:
            self._formulas[name] = {lang: self._formula(name, lang) for lang in LANGUAGES}
        return self._formulas[name]

    def _formula(self, name: str, lang: str) -> str:
        """The pack's own words for it; else put together from the expression."""
        own = self.pack.wording.texts.get(f"formula.{name}", {}).get(lang)
        if own:
            return own
        text = self.pack.text
        return formula(
            self.traced[name].versions[0][1], lang, lambda kind, n: text(f"{kind}.{n}", lang)
        )

    def docs(self, name: str) -> str:
        """What the rule's author says about it."""
        if name not in self._docs:
            function = self.traced[name].versions[0][2].function
            self._docs[name] = inspect.getdoc(function) or ""
        return self._docs[name]

    def cites(self, variant: Variant, on: date | None = None) -> list[Cite]:
        """The articles of one version of a rule, in full; on a day those in force by then."""
        if variant not in self._cites:
            sources = self.pack.sources
            self._cites[variant] = [
                (
                    sources[a.source].in_force,
                    Cite(a.short, {lang: a.text(sources[a.source], lang) for lang in LANGUAGES}),
                )
                for a in variant.cites
            ]
        day = on.isoformat() if on else ""
        return [cite for since, cite in self._cites[variant] if not day or since <= day]

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
        _building.append(self)
        current_grain.append(self.pack.rules[name].table)
        try:
            made = self._trace(name)
        finally:
            current_grain.pop()
            _building.pop()
            self._open.pop()
        self.traced[name] = made
        self.order.append(name)
        return made

    def _trace(self, name: str) -> Traced:
        from .pack import arguments, as_owed

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
