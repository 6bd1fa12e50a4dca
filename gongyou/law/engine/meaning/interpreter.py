"""Evaluates rules and entitlements over a worker's rows, and notes what they used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..graph import graph_of
from ..language.nodes import Expr, Table
from ..parameters import Figure
from ..rows import Row, Unknown
from .way import MEANING, joined


class Noted:
    """What was used on the way to a value: facts, rules, facts assumed, figures."""

    __slots__ = ("assumed", "facts", "figures", "rules")

    def __init__(self) -> None:
        self.facts: dict[str, None] = {}
        self.rules: dict[str, None] = {}
        self.assumed: dict[str, None] = {}
        self.figures: dict[Figure, None] = {}


class Interpreter:
    """Evaluates rules over rows; `readings` answers the pack's questions.

    `noted` has, for each rule (of all rows together) and each entitlement ("!code"), what it used:
    the branch that was taken, every part of a condition, what was evaluated for a row.
    """

    def __init__(self, pack: Any, readings: Mapping[str, str]):
        self.pack, self.readings = pack, readings
        self.graph = graph_of(pack)
        self.parameters = pack.parameters
        self.noted: dict[str, Noted] = {}
        self.now = Noted()

    def rule(self, name: str, row: Row) -> Any:
        """A rule's value for a row."""
        traced = self.graph.traced[name]
        home = row.at(traced.table)
        if name not in home.meanings:
            home.meanings[name] = self.noting(name, lambda: self.value(traced.expr, home))
        return home.meanings[name]

    def noting(self, key: str, evaluate: Callable[[], Any]) -> Any:
        """Evaluate, and note under this key what was used."""
        outer, self.now = self.now, self.noted.setdefault(key, Noted())
        try:
            return evaluate()
        finally:
            self.now = outer

    def entitlement(self, code: str, root: Row) -> tuple[str | None, Any]:
        """The reason for which it is not due, or None and its value (Unknown, if it is)."""
        return self.noting(f"!{code}", lambda: self._entitlement(code, root))

    def _entitlement(self, code: str, root: Row) -> tuple[str | None, Any]:
        traced = self.graph.traced[self.pack.entitlements[code].rule]
        gaps = []
        for reason, condition in traced.unless:
            held = self.value(condition, root)
            if held is True:
                return reason, None
            if type(held) is Unknown:
                gaps.append(held)
        amount = self.value(traced.amount, root)
        if not gaps:
            return None, amount
        return None, joined([*gaps, amount] if type(amount) is Unknown else gaps)

    def version(self, name: str, row: Row) -> int:
        """Which of its versions a rule takes for a row."""
        traced = self.graph.traced[name]
        home = row.at(traced.table)
        for number, (guard, _, _) in enumerate(traced.versions):
            if guard is None or self._held(name, guard, home):
                return number
        return 0

    def _held(self, name: str, guard: Expr, row: Row) -> bool:
        return self.noting(f"?{name}", lambda: self.value(guard, row)) is True

    def value(self, expr: Expr, row: Row) -> Any:
        """A node's value for a row."""
        return MEANING.does[expr.op](self, expr, row)

    def untold(self, table: Table, _condition: Expr, below: list[Row]) -> Unknown | None:
        """What is missing where a finer table has no row and that says nothing."""
        return Unknown([table.name]) if not below and table.empty == "unknown" else None

    def strict(self, expr: Expr, row: Row, meaning: Callable) -> Any:
        """Apply a function to known values; unknown if one argument is."""
        values = [self.value(a, row) for a in expr.args]
        gaps = [v for v in values if type(v) is Unknown]
        return joined(gaps) if gaps else meaning(*values)
