"""The graph with the caches of the ways that compute it."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gongyou.law.schema.types import NUM

from .generate import Generator
from .graph import Graph, Traced
from .language.nodes import walk
from .results import Cite
from .wording import LANGUAGES, formula

if TYPE_CHECKING:
    from .pack import Entitlement, Pack, Variant


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


class Program(Graph):
    """A graph and what is kept of it."""

    def __init__(self, pack: Pack):
        self.queries: dict[Any, Any] = {}
        self.series: dict[Any, Any] = {}
        self._generated: dict[tuple, Generator] = {}
        self._frames: dict[str, Frame] = {}
        self._words: dict[str, dict[str, str]] = {}
        self._fact_words: dict[str, dict[str, str]] = {}
        self._docs: dict[str, str] = {}
        self._formulas: dict[str, dict[str, str]] = {}
        self._cites: dict[Variant, list[tuple[str, Cite]]] = {}
        super().__init__(pack)

    def generated(self, reading: dict[str, str]) -> Generator:
        """The rules as Python functions, under a reading of the law."""
        key = tuple(sorted(reading.items()))
        if key not in self._generated:
            base = self.generated({}) if reading else None
            self._generated[key] = Generator(self, reading, base)
        return self._generated[key]

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
