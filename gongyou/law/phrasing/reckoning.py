"""How an amount comes about, written out so that a pocket calculator can follow it.

One file, because one walk through a rule writes lines, months and sums alike.

The rule's own expression is read with the worker's numbers in it: the branch that was taken, each
named value as a line, and what is counted by the month as a table. Figures are exact; one that is
not is written as the division it comes from, and what the law rounds is shown with what it becomes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from gongyou.law.engine.facts import Facts, read_rows
from gongyou.law.engine.graph import graph_of
from gongyou.law.engine.language.nodes import Expr
from gongyou.law.engine.meaning import Interpreter
from gongyou.law.engine.rows import Row, Unknown
from gongyou.law.engine.wording import SYMBOLS, WORDS, formula
from gongyou.law.phrasing.wording import say, unit
from gongyou.law.places import place_name
from gongyou.law.schema.types import NUM

SUM, PRODUCT, ATOM = 4, 5, 9
FEW = 4
MOST_LINES = 24


@dataclass(frozen=True)
class Line:
    """A named value: its formula in words, the same in numbers, what it comes to."""

    label: str
    words: str
    numbers: str
    value: str
    sign: str = "="


@dataclass(frozen=True)
class MonthRow:
    """One month (or one happening): its arithmetic and its amount."""

    when: str
    numbers: str
    amount: str


@dataclass(frozen=True)
class MonthGroup:
    """Months that are reckoned in the same way."""

    words: str
    rows: list[MonthRow]


@dataclass(frozen=True)
class Months:
    """What is added up month by month."""

    label: str
    groups: list[MonthGroup]
    total: str


@dataclass
class Reckoning:
    """One amount: lines from the result down to the facts, tables of months, the period."""

    lines: list[Line] = field(default_factory=list)
    months: list[Months] = field(default_factory=list)
    first: date | None = None
    last: date | None = None

    def plain(self) -> dict[str, Any]:
        """For JSON and templates."""
        return {
            "lines": [vars(line) for line in self.lines],
            "months": [
                {
                    "label": table.label,
                    "total": table.total,
                    "groups": [
                        {"words": group.words, "rows": [vars(row) for row in group.rows]}
                        for group in table.groups
                    ],
                }
                for table in self.months
            ],
        }


@dataclass(frozen=True)
class _Said:
    """An expression in words and in numbers.

    `bare`: a constant that stands for nothing told; `told`: what is no arithmetic, with its days;
    `plain`: one fact as it is.
    """

    words: str
    numbers: str
    value: Any
    strength: int = ATOM
    bare: bool = False
    told: str = ""
    plain: bool = False

    def inside(self, strength: int) -> tuple[str, str]:
        if self.strength >= strength:
            return self.words, self.numbers
        return f"({self.words})", f"({self.numbers})"


class Reckoner:
    """Writes out the amounts of one worker under one reading of the law."""

    def __init__(
        self,
        pack: Any,
        facts: Facts,
        on: date,
        answers: Mapping[str, str] | None = None,
        lang: str = "en",
    ):
        self.pack, self.lang, self.words = pack, lang, WORDS[lang]
        self.graph = graph_of(pack)
        self.run = Interpreter(pack, dict(answers or {}))
        self.root = read_rows(pack, facts, on)

    def reckon(self, code: str) -> Reckoning:
        """An entitlement that came to an amount, from the result down to the facts."""
        entitlement = self.pack.entitlements[code]
        traced = self.graph.traced[entitlement.rule]
        text = self.pack.wording.text
        return _Writer(self).write(
            traced.amount, text(f"entitlement.{code}", self.lang), entitlement.unit
        )

    def name(self, kind: str, name: str) -> str:
        """What a fact, a rule or a figure is called."""
        if kind == "fact":
            return _without_bracket(self.pack.wording.text(f"fact.{name}", self.lang))
        return _without_bracket(self.pack.wording.text(f"{kind}.{name}", self.lang))


class _Writer:
    """One reckoning under way: lines wait until the one that names them is written."""

    def __init__(self, reckoner: Reckoner):
        self.of = reckoner
        self.run, self.root, self.lang = reckoner.run, reckoner.root, reckoner.lang
        self.made = Reckoning()
        self.waiting: list[tuple[str, str, Expr, str | None]] = []
        self.named: set[str] = set()
        self.phrases: list[_Said] = []
        self.title = ""

    def write(self, expr: Expr, label: str, of_unit: str | None) -> Reckoning:
        self.title = label
        self._line(label, expr, of_unit)
        while self.waiting and len(self.made.lines) < MOST_LINES:
            _, name, inner, its_unit = self.waiting.pop(0)
            self._line(name, inner, its_unit)
        return self.made

    def _line(self, label: str, expr: Expr, of_unit: str | None, value: Any = None) -> None:
        first = not self.made.lines
        value = self._value(expr, self.root) if value is None else value
        expr = self._inner(expr, through_rules=first)
        if expr.op == "round":
            expr = expr.args[0]
        self.phrases = []
        said = self.say(expr, self.root)
        if said.plain and not first:
            return
        if first and self.waiting and said.words == self.waiting[-1][1]:
            self._line(label, self.waiting.pop()[2], of_unit, value)
            return
        text = f"{number(value)} {unit(of_unit, self.lang)}".strip()
        sign = "=" if said.value == value else "≈"
        self.made.lines.append(Line(label, said.words, said.told or said.numbers, text, sign))
        for phrase in self.phrases:
            if not said.told and phrase.words not in self.named:
                self.named.add(phrase.words)
                line = Line(phrase.words, phrase.words, phrase.told, number(phrase.value))
                self.made.lines.append(line)

    def _inner(self, expr: Expr, *, through_rules: bool) -> Expr:
        """The part of a root expression that was taken, where it only passes on another."""
        while True:
            if expr.op == "when":
                condition, then, otherwise = expr.args
                expr = then if self._value(condition, self.root) is True else otherwise
            elif expr.op in ("first_known", "assumed"):
                first, second = expr.args
                expr = second if type(self._value(first, self.root)) is Unknown else first
            elif through_rules and expr.op == "rule":
                traced = self.of.graph.traced[expr.data]
                if traced.table is not self.root.table:
                    return expr
                expr = traced.expr
            elif expr.op == "round" and self._unchanged(expr):
                expr = expr.args[0]
            else:
                return expr

    def _unchanged(self, expr: Expr) -> bool:
        return bool(self._value(expr, self.root) == self._value(expr.args[0], self.root))

    # --- one expression ------------------------------------------------------------------------

    def say(self, expr: Expr, row: Row) -> _Said:
        """An expression with the values of a row."""
        if expr.kind != NUM:
            return self._leaf(self._formula(expr), expr, row)
        speak: Callable[[Expr, Row], _Said] | None = getattr(self, f"_{expr.op}", None)
        if speak is not None:
            return speak(expr, row)
        return self._phrase(expr, row)

    def _value(self, expr: Expr, row: Row) -> Any:
        return self.run.value(expr, row)

    def _formula(self, expr: Expr) -> str:
        return formula(expr, self.lang, self.of.name)

    def _leaf(self, words: str, expr: Expr, row: Row) -> _Said:
        value = self._value(expr, row)
        if isinstance(value, Fraction) and not exact(value):
            return _Said(words, _quotient(value), value, PRODUCT)
        return _Said(words, shown(value, self.lang), value)

    def _const(self, expr: Expr, row: Row) -> _Said:
        if not exact(expr.data):
            text = _quotient(expr.data)
            return _Said(text, text, expr.data, PRODUCT, bare=True)
        text = number(expr.data)
        return _Said(text, text, expr.data, bare=True)

    def _fact(self, expr: Expr, row: Row) -> _Said:
        leaf = self._leaf(self.of.name("fact", expr.data.name), expr, row)
        return replace(leaf, plain=True)

    def _lookup(self, expr: Expr, row: Row) -> _Said:
        leaf = self._leaf(self.of.name("parameter", expr.data.name), expr, row)
        told = [shown(self._value(key, row), self.lang) for key in expr.args if key.op != "const"]
        places = [place_name(text) or text for text in told]
        if len(places) < 2:
            return replace(leaf, plain=True)  # the same in the whole country
        opening, closing = ("（", "）") if self.lang == "zh-hans" else (" (", ")")
        return replace(leaf, told=f"{leaf.numbers}{opening}{', '.join(places)}{closing}")

    def _rule(self, expr: Expr, row: Row) -> _Said:
        traced = self.of.graph.traced[expr.data]
        home, value = row.at(traced.table), self._value(expr, row)
        if home is not self.root:
            return self.say(traced.expr, home)
        if not exact(value):
            return self.say(traced.expr, self.root)
        label = self.of.name("rule", expr.data)
        if expr.data not in self.named:
            self.named.add(expr.data)
            self.waiting.append((expr.data, label, traced.expr, traced.rule.unit))
        return _Said(label, number(value), value)

    def _when(self, expr: Expr, row: Row) -> _Said:
        condition, then, otherwise = expr.args
        return self.say(then if self._value(condition, row) is True else otherwise, row)

    def _first_known(self, expr: Expr, row: Row) -> _Said:
        first, second = expr.args
        known = type(self._value(first, row)) is not Unknown
        return self.say(first if known else second, row)

    _assumed = _first_known

    def _complete(self, expr: Expr, row: Row) -> _Said:
        return self.say(expr.args[0], row)

    def _said(self, expr: Expr, row: Row) -> _Said:
        if expr.data == "average":
            return self.say(expr.args[0], row)
        return self._phrase(expr, row)

    def _round(self, expr: Expr, row: Row) -> _Said:
        inner, value = self.say(expr.args[0], row), self._value(expr, row)
        if inner.value == value:
            return inner
        return _Said(f"({inner.words})", f"({inner.numbers} ≈ {number(value)})", value)

    def _add(self, expr: Expr, row: Row) -> _Said:
        left, right = (self.say(a, row) for a in expr.args)
        if _nothing(left) or _nothing(right):
            return right if _nothing(left) else left
        return self._infix("add", left, right, self._value(expr, row), SUM, SUM)

    def _sub(self, expr: Expr, row: Row) -> _Said:
        left, right = (self.say(a, row) for a in expr.args)
        if _nothing(right):
            return left
        return self._infix("sub", left, right, self._value(expr, row), SUM, SUM + 1)

    def _mul(self, expr: Expr, row: Row) -> _Said:
        left, right = (self.say(a, row) for a in expr.args)
        for one, other in ((left, right), (right, left)):
            if _nothing(one):
                return one
            if one.bare and one.value == 1:
                return other
        return self._infix("mul", left, right, self._value(expr, row), PRODUCT, PRODUCT)

    def _div(self, expr: Expr, row: Row) -> _Said:
        left, right = (self.say(a, row) for a in expr.args)
        if right.bare and right.value == 1:
            return left
        return self._infix("div", left, right, self._value(expr, row), PRODUCT, PRODUCT + 1)

    def _infix(
        self, op: str, left: _Said, right: _Said, value: Any, strength: int, tight: int
    ) -> _Said:
        sign = f" {SYMBOLS[op]} "
        (lw, ln), (rw, rn) = left.inside(strength), right.inside(tight)
        return _Said(f"{lw}{sign}{rw}", f"{ln}{sign}{rn}", value, strength)

    def _min(self, expr: Expr, row: Row) -> _Said:
        left, right = (self.say(a, row) for a in expr.args)
        return self._of_two("min", left, right, self._value(expr, row))

    def _max(self, expr: Expr, row: Row) -> _Said:
        left, right = (self.say(a, row) for a in expr.args)
        value = self._value(expr, row)
        for one, other in ((left, right), (right, left)):
            if _nothing(one) and other.value >= 0:
                return other
        return self._of_two("max", left, right, value)

    def _of_two(self, op: str, left: _Said, right: _Said, value: Any) -> _Said:
        pattern = self.of.words[op]
        return _Said(
            pattern.format(left.words, right.words),
            pattern.format(left.numbers, right.numbers),
            value,
        )

    def _phrase(self, expr: Expr, row: Row) -> _Said:
        """What is no arithmetic: its value, and a line that says it with the worker's days."""
        value, words = self._value(expr, row), self._formula(expr)
        args = expr.args[1:] if expr.op == "said" else expr.args
        pattern = self.of.words.get(expr.data if expr.op == "said" else expr.op)
        said = _Said(words, number(value), value)
        if pattern and row is self.root and all(a.table in (None, row.table) for a in args):
            told = pattern.format(*(shown(self._value(a, row), self.lang) for a in args))
            said = replace(said, told=told)
            self.phrases.append(said)
        return said

    # --- rows ----------------------------------------------------------------------------------

    def _total(self, expr: Expr, row: Row) -> _Said:
        value, condition = expr.args[:2]
        rows = [
            child
            for child in row.at(expr.table).below_named(expr.data.name)
            if self._value(condition, child) is True
        ]
        total = self._value(expr, row)
        said = [(child, self.say(value, child)) for child in rows]
        said = [(child, one) for child, one in said if one.value]
        words = self.words_of_sum(value)
        if all(one.strength == ATOM for _, one in said) and (few := _grouped(said)):
            return _Said(words, few, total, ATOM if len(said) == 1 else SUM)
        self._table(self.title if not self.made.months else words, said, total)
        return _Said(words, number(total).removeprefix("≈ "), total)

    def _count(self, expr: Expr, row: Row) -> _Said:
        """How many months were counted; which ones the rule takes is told by its name."""
        value = self._value(expr, row)
        months = expr.data is not None and getattr(expr.data, "name", None) == "pay"
        words = say("months_counted", self.lang) if months else self.of.words["count"]
        return _Said(words, number(value), value)

    def words_of_sum(self, value: Expr) -> str:
        """“Sum of …”, by the name of what is added up."""
        return self.of.words["total"].format(self._formula(value))

    def _table(self, label: str, said: list[tuple[Row, _Said]], total: Any) -> None:
        groups: dict[str, list[MonthRow]] = {}
        for child, one in said:
            day = child.key.get("month") or child.key.get("date")
            self._note(day)
            made = MonthRow(
                _when(day, "month" in child.key), one.numbers, number(one.value).removeprefix("≈ ")
            )
            groups.setdefault(one.words, []).append(made)
        made_groups = [MonthGroup(words, rows) for words, rows in groups.items()]
        self.made.months.append(Months(label, made_groups, number(total).removeprefix("≈ ")))

    def _note(self, day: Any) -> None:
        if isinstance(day, date):
            self.made.first = min(self.made.first or day, day)
            self.made.last = max(self.made.last or day, day)


def _quotient(value: Fraction) -> str:
    """2/3 as the division that it is: no decimals write it in full."""
    return f"{value.numerator:,} ÷ {value.denominator:,}"


def _nothing(said: _Said) -> bool:
    return said.bare and said.value == 0


def _grouped(said: list[tuple[Row, _Said]]) -> str:
    """5,200 × 7 + 5,300 × 3: equal values of several rows together; empty if they are many."""
    counted: dict[str, int] = {}
    for _, one in said:
        counted[one.numbers] = counted.get(one.numbers, 0) + 1
    if not counted or len(counted) > FEW:
        return ""
    return " + ".join(
        text if times == 1 else f"{text} × {times}" for text, times in counted.items()
    )


def _when(day: Any, month: bool) -> str:
    if not isinstance(day, date):
        return str(day or "")
    return f"{day:%Y-%m}" if month else day.isoformat()


def _without_bracket(text: str) -> str:
    for opening, closing in ("（）", "()"):
        if text.endswith(closing) and opening in text:
            return text[: text.rindex(opening)].strip()
    return text


def exact(value: Any) -> bool:
    """Whether four decimals write a number in full."""
    return not isinstance(value, Fraction) or 10_000 % value.denominator == 0


def number(value: Any) -> str:
    """1234.5 → 1,234.50; four decimals where two do not do, ≈ where four do not."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        return str(value)
    held = Fraction(value)
    if held.denominator == 1:
        return f"{int(held):,}"
    decimal = Decimal(held.numerator) / Decimal(held.denominator)
    places = "0.01" if 100 % held.denominator == 0 else "0.0001"
    text = f"{decimal.quantize(Decimal(places), ROUND_HALF_UP):,}"
    return text if exact(held) else f"≈ {text}"


def shown(value: Any, lang: str) -> str:
    """A value of any kind; what is unknown as such."""
    if type(value) is Unknown:
        return say("nothing_said", lang)
    if isinstance(value, bool):
        return say("yes" if value else "no", lang)
    return value.isoformat() if isinstance(value, date) else number(value)


def reckonings(
    pack: Any,
    facts: Facts,
    on: date,
    codes: Iterable[str],
    lang: str,
    answers: Mapping[str, str] | None = None,
) -> dict[str, Reckoning]:
    """The reckoning of several entitlements of one worker."""
    reckoner = Reckoner(pack, facts, on, answers, lang)
    return {code: reckoner.reckon(code) for code in codes}
