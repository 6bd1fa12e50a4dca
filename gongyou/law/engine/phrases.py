"""The words of a graph: labels, formulas, articles, sources, in every language."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from gongyou.law.schema.types import NUM

from .graph import Graph, Traced, graph_of
from .results import NOT_DUE, NOTHING_OWED, Cite
from .wording import LANGUAGES, formula

if TYPE_CHECKING:
    from .pack import Entitlement, Pack, Variant
    from .wording import Wording

NOTHING = {"en": "nothing is outstanding", "zh-hans": "没有差额，无需支付"}


@dataclass(frozen=True, eq=False)
class Frame:
    """What is the same in every result of an entitlement."""

    traced: Traced
    key: str
    number: bool
    none_at_zero: bool
    rivals: list[str]
    same: dict[str, Any]


class Phrases:
    """The words for a pack's rules and entitlements, each put together once."""

    def __init__(self, graph: Graph, pack: Pack | None = None):
        self.graph, self.pack = graph, pack or graph.pack
        self._frames: dict[str, Frame] = {}
        self._words: dict[str, dict[str, str]] = {}
        self._missing: dict[tuple[str, ...], dict[str, dict[str, str]]] = {}
        self._reasons: dict[str, dict[str, str]] = {}
        self._fact_words: dict[str, dict[str, str]] = {}
        self._docs: dict[str, str] = {}
        self._formulas: dict[str, dict[str, str]] = {}
        self._cites: dict[Variant, list[tuple[str, Cite]]] = {}

    def frame(self, entitlement: Entitlement) -> Frame:
        """What is the same in an entitlement's every result."""
        found = self._frames.get(entitlement.code)
        if found is None:
            found = self._frames[entitlement.code] = self._frame(entitlement)
        return found

    def _frame(self, entitlement: Entitlement) -> Frame:
        code, traced = entitlement.code, self.graph.traced[entitlement.rule]
        return Frame(
            traced=traced,
            key=f"!{code}",
            number=traced.amount.kind == NUM,
            none_at_zero=traced.amount.kind == NUM and entitlement.zero == NOT_DUE,
            rivals=sorted(self.graph.conflicts[code]),
            same={
                "code": code,
                "labels": self.words(f"entitlement.{code}"),
                "unit": entitlement.unit,
                "forum": entitlement.forum,
                "rounding": traced.rule.rounding.name if traced.rule.rounding else None,
                "in_total": entitlement.in_total,
                "kind": entitlement.kind,
                "money": entitlement.unit == self.pack.currency,
            },
        )

    def words(self, key: str) -> dict[str, str]:
        """A wording in every language."""
        if key not in self._words:
            self._words[key] = self.pack.wording.both(key)
        return self._words[key]

    def reason(self, code: str) -> dict[str, str]:
        """Why something is not due, in every language."""
        found = self._reasons.get(code)
        if found is None:
            none = code == NOTHING_OWED and f"reason.{code}" not in self.pack.wording.texts
            found = self._reasons[code] = NOTHING if none else self.words(f"reason.{code}")
        return found

    def fact_words(self, name: str) -> dict[str, str]:
        """How what is missing is called in every language."""
        found = self._fact_words.get(name)
        if found is None:
            found = {lang: self.pack.fact_label(name, lang) for lang in LANGUAGES}
            self._fact_words[name] = found
        return found

    def missing(self, names: list[str]) -> dict[str, dict[str, str]]:
        """How all that is missing is called; the same few sets of names come again and again."""
        key = tuple(names)
        found = self._missing.get(key)
        if found is None:
            found = self._missing[key] = {name: self.fact_words(name) for name in names}
        return dict(found)

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
        expr = self.graph.traced[name].versions[0][1]
        return formula(expr, lang, lambda kind, n: text(f"{kind}.{n}", lang))

    def docs(self, name: str) -> str:
        """What the rule's author says about it."""
        if name not in self._docs:
            function = self.graph.traced[name].versions[0][2].function
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


class _OtherWords:
    """Phrases of packs that share a graph and call things otherwise."""

    def __init__(self, graph: Graph):
        self.graph = graph
        self.made: WeakKeyDictionary[Wording, Phrases] = WeakKeyDictionary()

    def of(self, pack: Pack) -> Phrases:
        """The phrases in a pack's own words."""
        if pack.wording not in self.made:
            self.made[pack.wording] = Phrases(self.graph, pack)
        return self.made[pack.wording]


def phrases_of(pack: Any) -> Phrases:
    """The words of a pack's graph."""
    graph = graph_of(pack)
    if pack.wording is graph.pack.wording:
        return graph.kept(Phrases)
    return graph.kept(_OtherWords).of(pack)
