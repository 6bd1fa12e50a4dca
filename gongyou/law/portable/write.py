"""A pack's graph as plain data: nodes, rules, entitlements, figures. See format.md.

Only what the chosen entitlements need is written. Data and not code, so that a page's own policy
can forbid code it does not know, and the same text can be read by another engine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from gongyou.law.engine import Pack, adcode_parents
from gongyou.law.engine.graph import graph_of
from gongyou.law.engine.language.nodes import Expr
from gongyou.law.engine.language.operations import Way
from gongyou.law.engine.parameters import FIRST_DAY, LAST_DAY, Figure, Parameter
from gongyou.law.engine.silence import kinds_asked
from gongyou.law.engine.workdays import STATUTORY, WORK, Calendar
from gongyou.law.schema.types import MONTH, NUM

FORMAT = 3
RECALLED, ENDS_BEFORE_NEXT = 0, 0
EPOCH = date(1970, 1, 1).toordinal()
SAFE = 2**53 - 1
PLACES = {None: None, adcode_parents: "adcode"}
"""Hierarchies of places that the engine on the phone knows by name."""


class CannotCarry(Exception):
    """A pack says something that its data cannot."""


def _key(keys: tuple[str, ...]) -> str:
    if any({*each} & {*",;"} for each in keys):
        raise CannotCarry(f"a key of a figure has a comma or semicolon: {keys}")
    return ",".join(keys)


@dataclass(frozen=True)
class Carried:
    """The data of some entitlements of a pack, and its digest."""

    pack: str
    data: dict[str, Any]

    @property
    def text(self) -> str:
        """The data as JSON."""
        return dumps(self.data)

    @property
    def digest(self) -> str:
        """What names these data: sixteen hexadecimal digits of their SHA-256."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def carry(
    pack: Pack,
    codes: Iterable[str] | None = None,
    *,
    since: date | None = None,
    sources: bool = True,
) -> Carried:
    """The data of a pack: all entitlements, or those of these codes.

    `since` leaves out figures that ended before a day: what needs them is undetermined and says
    so. Without `sources` a figure does not say where it is from.
    """
    chosen = list(pack.entitlements) if codes is None else list(codes)
    return Carried(pack.name, Writer(pack, chosen, since, sources).written())


def dumps(value: Any) -> str:
    """JSON without spaces; Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def day_number(day: date) -> int:
    """Days since 1 January 1970."""
    return day.toordinal() - EPOCH


def number(value: Any) -> Any:
    """A whole number, or its numerator and denominator."""
    n, d = Fraction(value).as_integer_ratio()
    if max(abs(n), d) > SAFE:
        raise CannotCarry(f"{value} has more digits than JSON keeps")
    return n if d == 1 else [n, d]


def plain(value: Any, kind: str) -> Any:
    """A value of the graph as JSON has it."""
    if kind == NUM:
        return number(value)
    return day_number(value) if isinstance(value, date) else value


class Writer:
    """Writes what the entitlements chosen need, and nothing else."""

    def __init__(
        self, pack: Pack, codes: list[str], since: date | None = None, sourced: bool = True
    ):
        self.pack, self.graph, self.codes = pack, graph_of(pack), codes
        self.since, self.sourced = since or FIRST_DAY, sourced
        self.operations: dict[str, int] = {}
        self.nodes: list[list[Any]] = []
        self.at: dict[int, int] = {}
        self.rules: dict[str, int] = {}
        self.made_rules: list[list[Any]] = []
        self.types: dict[tuple[Any, ...], int] = {}
        self.facts: dict[str, int] = {}
        self.parameters: dict[str, int] = {}
        self.articles: dict[tuple[str, str], int] = {}
        self.sources: dict[str, int] = {}
        self.calendars: dict[str, Calendar] = {}
        self.questions: dict[str, Any] = {}
        self.kinds: dict[int, list[Any]] = {}
        self.tables = list(pack.tables)
        self.fact("on")

    def put(self, expr: Expr) -> int:
        """The number of a node, written after those that it needs."""
        found = self.at.get(id(expr))
        if found is None:
            # on "said" only words hang
            found = self.put(expr.args[0]) if expr.op == "said" else self._put(expr)
            self.at[id(expr)] = found
        return found

    def _put(self, expr: Expr) -> int:
        if expr.op not in PHONE.does:
            raise CannotCarry(f"no phone computes {expr.op}")
        args = [self.put(a) for a in expr.args]
        data = PHONE.does[expr.op](self, expr, args)
        operation = self.operations.setdefault(expr.op, len(self.operations))
        self.nodes.append([operation, *args, *data])
        return len(self.nodes) - 1

    def fact(self, name: str) -> int:
        """The number of a fact."""
        return self.facts.setdefault(name, len(self.facts))

    def parameter(self, name: str) -> int:
        """The number of a parameter."""
        return self.parameters.setdefault(name, len(self.parameters))

    def table(self, name: str) -> int:
        """The number of a table."""
        return self.tables.index(name)

    def gather(self, table: Any, expr: Expr, condition: Expr, at: int) -> list[int]:
        """The finer table and the grain of an aggregate; notes which kinds of rows it asks for."""
        named = kinds_asked(table, condition)
        if named is not None and table.empty != "unknown":
            self.kinds[at] = [self.fact(named[0]), list(named[1])]
        assert expr.table is not None
        return [self.table(table.name), self.table(expr.table.name)]

    def rule(self, name: str) -> int:
        """The number of a rule; writes it when it is first named."""
        found = self.rules.get(name)
        if found is None:
            found = self.rules[name] = len(self.made_rules)
            self.made_rules.append([])
            traced = self.graph.traced[name]
            versions = [
                [-1 if guard is None else self.put(guard), self._articles(variant)]
                for guard, _, variant in traced.versions
            ]
            table, unit = self.table(traced.table.name), traced.rule.unit
            self.made_rules[found] = [name, table, self.put(traced.expr), unit, versions]
        return found

    def _articles(self, variant: Any) -> list[int]:
        found = []
        for art in variant.cites:
            key = (art.short, self.pack.sources[art.source].in_force)
            found.append(self.articles.setdefault(key, len(self.articles)))
        return found

    def _entitlement(self, code: str) -> dict[str, Any]:
        declared = self.pack.entitlements[code]
        traced = self.graph.traced[declared.rule]
        limitation = declared.limitation
        return {
            "code": code,
            "rule": self.rule(declared.rule),
            "amount": self.put(traced.amount),
            "number": traced.amount.kind == NUM,
            "unless": [[reason, self.put(held)] for reason, held in traced.unless],
            "zero": declared.zero,
            "unit": declared.unit,
            "kind": declared.kind,
            "forum": declared.forum,
            "in_total": declared.in_total,
            "excludes": sorted(self.graph.conflicts[code] & set(self.codes)),
            "limitation": None if limitation is None else self.rule(limitation),
        }

    def written(self) -> dict[str, Any]:
        """Everything, in the order of format.md."""
        if self.pack.places not in PLACES:
            raise CannotCarry("the phone does not know how these places lie in each other")
        entitlements = [self._entitlement(code) for code in self.codes]
        until = self.pack.verified_until
        return {
            "format": FORMAT,
            "pack": self.pack.name,
            "currency": self.pack.currency,
            "places": PLACES[self.pack.places],
            "verified_until": None if until is None else day_number(until),
            "tables": [
                [t.name, self.table(t.parent.name) if t.parent else -1, t.empty, list(t.key)]
                for t in self.pack.tables.values()
            ],
            "facts": [_fact(self, name) for name in self.facts],
            "types": [list(kind) for kind in self.types],
            "operations": list(self.operations),
            "nodes": self.nodes,
            "rules": self.made_rules,
            "articles": [list(key) for key in self.articles],
            "entitlements": entitlements,
            "sets": list(self._sets()),
            "parameters": [self._parameter(self.pack.parameters[n]) for n in self.parameters],
            "sources": list(self.sources),
            "calendars": {n: _calendar(c, self.since) for n, c in self.calendars.items()},
            "questions": {n: [q.default, q.local] for n, q in self.questions.items()},
            "kinds": self.kinds,
            "stand_ins": sorted(self.pack.stand_ins & set(self.facts)),
        }

    def _sets(self) -> Iterable[list[Any]]:
        """Which entitlements can be had together: only those of the codes chosen."""
        mine = set(self.codes)
        for members, sets in self.graph.choices:
            held = [code for code in members if code in mine]
            together = [tuple(code for code in some if code in mine) for some in sets]
            if held:
                yield [held, [list(some) for some in dict.fromkeys(together) if some]]

    def _parameter(self, parameter: Parameter) -> list[Any]:
        series: dict[str, tuple[list[Any], list[str]]] = {}
        for keys, rows in parameter.index.items():
            kept = [self._figure(r, parameter.kind) for r in rows if r.valid_to >= self.since]
            for row, following in pairwise(kept):
                if row[1] is not None and following[0] == row[1] + 1:
                    row[1] = ENDS_BEFORE_NEXT
            if kept:
                series.setdefault(dumps(kept), (kept, []))[1].append(_key(keys))
        inherits = parameter.inherit is not None and parameter.parents is not None
        at = parameter.keys.index(str(parameter.inherit)) if inherits else -1
        grouped = [[kept, ";".join(keys)] for kept, keys in series.values()]
        return [parameter.name, at, parameter.kind, grouped]

    def _figure(self, row: Figure, kind: str) -> list[Any]:
        made = [
            None if row.valid_from == FIRST_DAY else day_number(row.valid_from),
            None if row.valid_to == LAST_DAY else day_number(row.valid_to),
            plain(row.value, kind),
        ]
        if self.sourced:
            made.append(self.sources.setdefault(row.source, len(self.sources)))
        if not row.confirmed:
            made += [*([] if self.sourced else [None]), RECALLED]
        return made


def _fact(writer: Writer, name: str) -> list[Any]:
    fact = writer.pack.facts[name]
    kind = fact.type
    special = "exact" if kind.exact else "month" if kind is MONTH else ""
    table = writer.table(fact.table.name)
    column = 0 if fact.column == name else fact.column
    what = (kind.kind, kind.scale, kind.least, kind.most, special)
    made = [name, table, column, writer.types.setdefault(what, len(writer.types))]
    return [*made, list(kind.codes)] if kind.codes else made


def _calendar(calendar: Calendar, since: date) -> list[Any]:
    """Its first and last day, and the days that differ from the plain week."""
    different = []
    begin = max(0, (min(since, calendar.last) - calendar.first).days)
    for offset in range(begin, len(calendar.count_workdays) - 1):
        day = date.fromordinal(calendar.first.toordinal() + offset)
        works = calendar.count_workdays[offset + 1] > calendar.count_workdays[offset]
        holiday = calendar.count_holidays[offset + 1] > calendar.count_holidays[offset]
        if holiday or works != (day.isoweekday() < 6):
            kind = STATUTORY if holiday else WORK if works else ""
            different.append([day_number(day), {STATUTORY: 2, WORK: 1}.get(kind, 0)])
    return [day_number(calendar.first) + begin, day_number(calendar.last), different]


# --- what stands behind the arguments of each operation -----------------------------------------

PHONE = Way("the phone")


@PHONE.says("const")
def _const(writer: Writer, expr: Expr, args: list[int]) -> list[Any]:
    return [expr.kind, plain(expr.data, expr.kind)]


@PHONE.says("fact")
def _fact_node(writer: Writer, expr: Expr, args: list[int]) -> list[Any]:
    return [writer.fact(expr.data.name)]


@PHONE.says("rule")
def _rule_node(writer: Writer, expr: Expr, args: list[int]) -> list[Any]:
    return [writer.rule(expr.data)]


@PHONE.says("unknown")
def _unknown(writer: Writer, expr: Expr, args: list[int]) -> list[Any]:
    return [expr.data]


@PHONE.says(
    "when", "known", "first_known", "assumed", "as_text", "add", "sub", "mul", "div", "min", "max",
    "lt", "le", "eq", "not", "and", "or", "year", "month", "day", "weekday", "year_length",
    "make_date", "add_days", "add_months", "days_between", "months_between", "months_same_day",
)  # fmt: skip
def _nothing(writer: Writer, expr: Expr, args: list[int]) -> list[Any]:
    return []


@PHONE.says("said")
def _said(writer: Writer, expr: Expr, args: list[int]) -> list[Any]:
    raise CannotCarry("what is said otherwise is written as what it means")


@PHONE.says("in")
def _in(writer: Writer, expr: Expr, args: list[int]) -> list[Any]:
    return [list(expr.data)]


@PHONE.says("round")
def _round(writer: Writer, expr: Expr, args: list[int]) -> list[Any]:
    return [expr.data.mode, number(expr.data.step)]


@PHONE.says("lookup")
def _lookup(writer: Writer, expr: Expr, args: list[int]) -> list[Any]:
    return [writer.parameter(expr.data.name)]


@PHONE.says("daily")
def _daily(writer: Writer, expr: Expr, args: list[int]) -> list[Any]:
    calendar, column = expr.data
    writer.calendars[calendar.name] = calendar
    return [calendar.name, column]


@PHONE.says("reading")
def _reading(writer: Writer, expr: Expr, args: list[int]) -> list[Any]:
    question, option = expr.data
    writer.questions[question.name] = question
    return [question.name, option]


@PHONE.says("in_place")
def _in_place(writer: Writer, expr: Expr, args: list[int]) -> list[Any]:
    return [expr.data[0]]


@PHONE.says("total", "count", "largest", "smallest", "latest", "earliest")
def _aggregate(writer: Writer, expr: Expr, args: list[int]) -> list[Any]:
    value = expr.args[0]
    lacks = value.data.name if value.op == "fact" else expr.data.name
    return [*writer.gather(expr.data, expr, expr.args[1], args[1]), lacks]


@PHONE.says("complete")
def _complete(writer: Writer, expr: Expr, args: list[int]) -> list[Any]:
    return [expr.data.name]


@PHONE.says("restarted")
def _restarted(writer: Writer, expr: Expr, args: list[int]) -> list[Any]:
    table, months = expr.data
    return [*writer.gather(table, expr, expr.args[1], args[1]), months]


PHONE.check()
