"""What one worker's computation came to, whichever way it went: values, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from gongyou.law.schema.types import NUM

from .facts import Facts, read_rows
from .graph import Graph, Traced
from .language.nodes import walk
from .meaning import Interpreter
from .parameters import Figure
from .results import NOT_DUE
from .rows import Row, Unknown


@dataclass(frozen=True)
class Used:
    """What was used on the way to a value, in the order in which the rule says it."""

    facts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Missing:
    """What an unknown value waits for."""

    names: tuple[str, ...]


class Account(Protocol):
    """What the claim of one worker is written from."""

    def entitlement(self, code: str) -> tuple[str | None, Any]:
        """A reason, or None and the value; `Missing` where it is unknown."""

    def value(self, name: str) -> Any:
        """A rule's value for the worker, or `Missing`."""

    def rows(self, name: str) -> tuple[list[dict[str, Any]], list[Any]]:
        """The keys of the finer rows for which a rule was asked, and its values."""

    def lacking(self, name: str) -> list[str]:
        """What a rule's value waits for in any of those rows."""

    def fact(self, name: str) -> Any:
        """What the worker's own row says; None where it says nothing."""

    def used(self, key: str) -> Used:
        """What a rule (in all its rows), or an entitlement ("!code"), used."""

    def figures(self, key: str) -> list[Figure]:
        """The figures that it found."""

    def version(self, name: str) -> int:
        """Which of its versions a rule took."""


class Mentions:
    """In which order each rule mentions facts and rules."""

    def __init__(self, graph: Graph):
        self.graph = graph
        self._places: dict[str, dict[str, int]] = {}

    def of(self, traced: Traced) -> dict[str, int]:
        """The place of each name."""
        found = self._places.get(traced.name)
        if found is None:
            names = (
                expr.data.name if expr.op == "fact" else expr.data
                for expr in walk(traced.roots)
                if expr.op in ("fact", "rule")
            )
            found = self._places[traced.name] = {n: i for i, n in enumerate(dict.fromkeys(names))}
        return found

    def used(
        self, traced: Traced, facts: Iterable[str], rules: Iterable[str], assumed: Iterable[str]
    ) -> Used:
        """What was used, in that order."""
        place = self.of(traced).__getitem__
        return Used(
            tuple(sorted(facts, key=place)), tuple(sorted(rules, key=place)), tuple(sorted(assumed))
        )


def in_order(figures: Iterable[Figure]) -> list[Figure]:
    """Figures by parameter, keys and day."""
    return sorted(figures, key=lambda f: (f.parameter, f.keys, f.valid_from))


def questions_beside(pack: Any) -> list[str]:
    """Rules that a claim shows beside its results: details, and what limitations rest on."""
    names: dict[str, None] = {}
    for e in pack.entitlements.values():
        for name in (e.limitation_starts, e.limitation_interrupted, *e.details):
            if name:
                names[name] = None
    return list(names)


class Meant:
    """An account by the meaning, node by node."""

    def __init__(self, pack: Any, facts: Facts, on: date, reading: Mapping[str, str]):
        self.pack, self.run = pack, Interpreter(pack, reading)
        self.graph = self.run.graph
        self.root = read_rows(pack, facts, on)
        self.mentions = self.graph.kept(Mentions)
        self._verdicts = {code: self._verdict(code) for code in pack.entitlements}
        for name in questions_beside(pack):
            self.run.rule(name, self.root)
        several = (t for t in self.graph.traced.values() if len(t.versions) > 1)
        self._versions = {t.name: self._version(t) for t in several}

    def _verdict(self, code: str) -> tuple[str | None, Any]:
        entitlement = self.pack.entitlements[code]
        reason, value = self.run.entitlement(code, self.root)
        due = type(value) is Unknown or not nothing_owed(self.graph, entitlement, value)
        if reason is None and due and entitlement.limitation:
            self.run.rule(entitlement.limitation, self.root)
        return reason, _told(value)

    def entitlement(self, code: str) -> tuple[str | None, Any]:
        """A reason, or None and the value."""
        return self._verdicts[code]

    def value(self, name: str) -> Any:
        """A rule's value for the worker."""
        return _told(self.run.rule(name, self.root))

    def lacking(self, name: str) -> list[str]:
        """What a rule's value waits for in any of its rows."""
        values = (row.meanings.get(name) for row in self._rows(name))
        return sorted({n for v in values if type(v) is Unknown for n in v.names})

    def rows(self, name: str) -> tuple[list[dict[str, Any]], list[Any]]:
        """The rows for which a rule was asked."""
        rows = [row for row in self._rows(name) if name in row.meanings]
        return [row.key for row in rows], [_told(row.meanings[name]) for row in rows]

    def _rows(self, name: str) -> list[Row]:
        table = self.graph.traced[name].table
        return [self.root] if table is self.pack.root else self.root.below_named(table.name)

    def fact(self, name: str) -> Any:
        """What the worker's own row says."""
        cell = self.root.cells.get(name)
        return None if cell is None else self.pack.facts[name].type.exact_value(cell)

    def used(self, key: str) -> Used:
        """What was noted."""
        noted = self.run.noted.get(key)
        if noted is None:
            return Used()
        traced = traced_of(self.graph, key)
        return self.mentions.used(traced, noted.facts, noted.rules, noted.assumed)

    def figures(self, key: str) -> list[Figure]:
        """The figures noted."""
        noted = self.run.noted.get(key)
        return in_order(noted.figures) if noted else []

    def version(self, name: str) -> int:
        """Which of its versions a rule took."""
        return self._versions[name]

    def _version(self, traced: Traced) -> int:
        """By the worker's first row."""
        rows = self._rows(traced.name)
        return self.run.version(traced.name, rows[0]) if rows else 0


def traced_of(graph: Graph, key: str) -> Traced:
    """The rule of a key."""
    return graph.traced[graph.pack.entitlements[key[1:]].rule if key[0] == "!" else key]


def nothing_owed(graph: Graph, entitlement: Any, value: Any) -> bool:
    """Whether a known amount is none."""
    if entitlement.zero != NOT_DUE or graph.traced[entitlement.rule].amount.kind != NUM:
        return False
    return value is not None and value <= 0


def _told(value: Any) -> Any:
    return Missing(tuple(sorted(value.names))) if type(value) is Unknown else value
