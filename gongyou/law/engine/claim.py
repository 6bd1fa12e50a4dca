"""One worker's claim: every entitlement evaluated in Python, every step kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .combine import best_of
from .facts import Facts, read_rows
from .generate import Gap, Taken
from .pack import Entitlement, Pack
from .parameters import FIRST_DAY, LAST_DAY, Figure
from .program import Frame, Traced
from .results import (
    AMOUNT,
    CERTAINTY,
    NOT_DUE,
    NOTHING_OWED,
    UNDETERMINED,
    Cite,
    Claim,
    Combination,
    FigureUsed,
    Limitation,
    NearestFigure,
    Result,
    Rows,
    Step,
    Unasked,
)
from .rounding import HALF_UP_4
from .rows import Row
from .silence import Silence

NOTHING = {"en": "nothing is outstanding", "zh-hans": "没有差额，无需支付"}


def compute(pack: Pack, facts: Facts, on: date, reading: dict[str, str] | None = None) -> Claim:
    """The claim of one worker: a result for each entitlement of the pack."""
    return Assessor(pack, facts, on, dict(reading or {})).claim()


class Used:
    """What a rule's marks say: facts, rules, facts assumed."""

    __slots__ = ("assumed", "facts", "rules")

    def __init__(self, marks: Iterable[int], taken: list[Taken]):
        self.facts: dict[str, None] = {}
        self.rules: dict[str, None] = {}
        self.assumed: dict[str, None] = {}
        for mark in marks:
            block = taken[mark]
            self.facts.update(block.facts)
            self.rules.update(block.rules)
            self.assumed.update(block.assumed)


class Assessor:
    """Evaluates a pack for one worker by the generated code, and explains what it did."""

    def __init__(self, pack: Pack, facts: Facts, on: date, reading: dict[str, str]):
        self.pack, self.on, self.reading = pack, on, reading
        self.program = pack.program
        self.generated = self.program.generated(reading)
        self.root = read_rows(pack, facts, on)
        self.asked = facts.asked
        self._silence: Silence | None = None
        self.steps: dict[str, Step] = {}
        self.figures: dict[Figure, FigureUsed] = {}
        self.orders: dict[str, dict[str, None]] = {}
        self.used: dict[str, tuple[Used, list[Figure]]] = {}
        self.values: dict[str, Any] = {}
        self.root_table = pack.root

    def claim(self, codes: Iterable[str] | None = None) -> Claim:
        """All results, and the best lawful combination of the due ones."""
        chosen = self.pack.entitlements if codes is None else codes
        results = [self.result(self.pack.entitlements[code]) for code in chosen]
        amounts = {
            r.code: r.amount
            for r in results
            if r.status == AMOUNT and r.money and r.in_total and r.amount is not None
        }
        best = Combination(*best_of(self.program, amounts))
        currency = self.pack.currency
        return Claim(self.pack.name, self.on, self.reading, currency, results, best)

    def result(self, entitlement: Entitlement) -> Result:
        """One entitlement: amount, not due, or undetermined."""
        frame = self.program.frame(entitlement)
        code = entitlement.code
        status, reason, value, missing = self._status(
            entitlement, frame, *self.generated.entitlement(code)(self.root)
        )
        return Result(
            code=code,
            labels=frame.labels,
            status=status,
            amount=decimal_of(value) if status == AMOUNT and frame.number else None,
            value=value,
            unit=entitlement.unit,
            reason=reason,
            reasons=self._reason_words(reason) if reason else {},
            missing=missing,
            missing_labels=self._missing_words(missing) if missing else {},
            steps=Rows(lambda: self._steps(frame.traced, frame.key, value, missing)),
            limitation=self._limitation(entitlement) if status != NOT_DUE else None,
            forum=entitlement.forum,
            alternatives=frame.rivals.copy(),
            rounding=frame.rounding,
            in_total=entitlement.in_total,
            kind=entitlement.kind,
            money=frame.money,
            details=self._details(entitlement) if entitlement.details else [],
            silent=Rows(lambda: self._unasked(entitlement, status, reason))
            if status != UNDETERMINED
            else [],
        )

    def _status(
        self, entitlement: Entitlement, frame: Frame, reason: str | None, found: Any
    ) -> tuple[str, str | None, Any, list[str]]:
        if reason is not None:
            return NOT_DUE, reason, None, []
        if found.__class__ is Gap:
            return UNDETERMINED, None, None, self.generated.gaps.names(found)
        value = self.generated.exact(frame.key, found)
        if frame.number and value <= 0 and entitlement.zero == "not_due":
            return NOT_DUE, NOTHING_OWED, None, []
        return AMOUNT, None, value, []

    def _unasked(self, entitlement: Entitlement, status: str, reason: str | None) -> list[Unasked]:
        if self._silence is None:
            self._silence = Silence(self.pack, self.reading, self.root, self.asked)
        words = self.program.fact_words
        return [Unasked(n, words(n)) for n in self._silence.of(entitlement, status, reason)]

    def _value(self, name: str, row: Row) -> Any:
        """A rule's value for a row, or None."""
        return self.generated.exact(name, self._verdict(name, row))

    def _verdict(self, name: str, row: Row) -> Any:
        found = row.verdicts.get(name, row)
        return self.generated.rule(name)(row) if found is row else found

    def _limitation(self, entitlement: Entitlement) -> Limitation | None:
        name = entitlement.limitation
        if name is None:
            return None
        last = self._value(name, self.root)
        rule = self.program.traced[name]
        return Limitation(
            last_safe_filing_date=last,
            starts_on=self._date(entitlement.limitation_starts),
            interrupted_on=self._date(entitlement.limitation_interrupted),
            basis=self.program.words(f"rule.{name}"),
            cites=self._cites(rule),
            days_left=(last - self.on).days if last else None,
            missing=[] if last else self._names_of(name, [self.root]),
        )

    def _date(self, name: str | None) -> date | None:
        return None if name is None else self._value(name, self.root)

    # --- steps ---------------------------------------------------------------------------------

    def _steps(self, traced: Traced, key: str, value: Any, missing: list[str]) -> list[Step]:
        """Everything on the way to a result, in order, the result itself last."""
        steps = [self._step(name) for name in self._order(key)]
        return [*steps, self._make_step(traced, key, value, missing)]

    def _used(self, key: str) -> tuple[Used, list[Figure]]:
        """What was used on the way to a value, in all its rows."""
        found = self.used.get(key)
        if found is None:
            found = self.used[key] = self._collect(key)
        return found

    def _collect(self, key: str) -> tuple[Used, list[Figure]]:
        marks: dict[Any, None] = {}
        last: list | None = None
        for row in self._rows_of(key):
            trace = row.traces.get(key)
            if trace is not None and trace != last:
                marks.update(dict.fromkeys(trace))
                last = trace
        blocks = tuple([mark for mark in marks if type(mark) is int])
        known = self.generated.used
        if blocks not in known:
            known[blocks] = Used(blocks, self.generated.taken)
        if len(blocks) == len(marks):
            return known[blocks], []
        return known[blocks], [mark for mark in marks if type(mark) is not int]

    def _order(self, key: str) -> dict[str, None]:
        """The rules used on the way to a value, those first that others need."""
        found = self.orders.get(key)
        if found is None:
            found = self.orders[key] = {}
            for name in self._used(key)[0].rules:
                found.update(self._order(name))
                found[name] = None
        return found

    def _rows_of(self, key: str) -> list[Row]:
        table = self.root_table if key[0] == "!" else self.program.traced[key].table
        return [self.root] if table is self.root_table else self.root.below_named(table.name)

    def _step(self, name: str) -> Step:
        found = self.steps.get(name)
        if found is None:
            traced = self.program.traced[name]
            if traced.table is self.root_table:
                value = self.values[name] if name in self.values else self._input(name)
                missing = [] if value is not None else self._names_of(name, [self.root])
                found = self._make_step(traced, name, value, missing)
            else:
                found = self._rows_step(traced)
            self.steps[name] = found
        return found

    def _names_of(self, name: str, rows: list[Row]) -> list[str]:
        gaps = self.generated.gaps
        return gaps.names(gaps.join(*(self._verdict(name, row) for row in rows)))

    def _rows_step(self, traced: Traced) -> Step:
        name, values, keys = traced.name, [], []
        lacking: dict[Gap, None] = {}
        for row in self._rows_of(name):
            found = row.verdicts.get(name, row)
            if found is not row:
                if found.__class__ is Gap:
                    lacking[found] = None
                values.append(found)
                keys.append(row.key)
        exact = self.generated.exact
        rows = Rows(
            lambda: [{**k, "value": exact(name, v)} for k, v in zip(keys, values, strict=True)]
        )
        gaps = self.generated.gaps
        missing = gaps.names(gaps.join(*lacking)) if lacking else []
        return self._make_step(traced, name, None, missing, rows)

    def _make_step(
        self, traced: Traced, key: str, value: Any, missing: list[str], rows: Any = None
    ) -> Step:
        used, figures = self._used(key)
        inputs: dict[str, Any] = {}
        if rows is None:
            values = self.values
            for name in (*used.facts, *used.rules):
                inputs[name] = values[name] if name in values else self._input(name)
        return Step(
            name=traced.name,
            labels=self.program.words(f"rule.{traced.name}"),
            value=value,
            unit=traced.rule.unit,
            formulas=self.program.formulas(traced.name),
            inputs=inputs,
            cites=self._cites(traced),
            figures=[self._figure(f) for f in figures] if figures else [],
            missing=missing,
            rows=rows,
            doc=self.program.docs(traced.name),
            assumed=list(used.assumed) if used.assumed else [],
        )

    def _input(self, name: str) -> Any:
        """A fact's or a rule's value at the root; None where it is unknown or a finer row's."""
        fact = self.pack.facts.get(name)
        if fact is not None:
            cell = self.root.cells.get(name) if fact.table is self.root_table else None
            value = None if cell is None else fact.type.exact_value(cell)
        else:
            at_root = self.program.traced[name].table is self.root_table
            value = self._value(name, self.root) if at_root else None
        self.values[name] = value
        return value

    def _details(self, entitlement: Entitlement) -> Rows:
        return Rows(lambda: [self._detail(name) for name in entitlement.details])

    def _detail(self, name: str) -> Step:
        self._value(name, self.root)
        return self._step(name)

    def _cites(self, traced: Traced) -> list[Cite]:
        versions = traced.versions
        if len(versions) == 1:
            return self.program.cites(versions[0][2], self.on)
        rows = self._rows_of(traced.name)
        choose = self.generated.version(traced.name)
        number = choose(rows[0]) if rows else 0
        return self.program.cites(versions[number][2], self.on)

    def _figure(self, figure: Figure) -> FigureUsed:
        found = self.figures.get(figure)
        if found is None:
            found = self.figures[figure] = self._shown(figure)
        return found

    def _shown(self, figure: Figure) -> FigureUsed:
        return FigureUsed(
            parameter=figure.parameter,
            label=self.program.words(f"parameter.{figure.parameter}"),
            keys=list(figure.keys),
            value=str(figure.value),
            unit=figure.unit,
            valid_from=None if figure.valid_from == FIRST_DAY else figure.valid_from,
            valid_to=None if figure.valid_to == LAST_DAY else figure.valid_to,
            source=figure.source,
            confidence=figure.confidence,
            sources=self.program.source_words(figure.source),
            nearest=self._nearest(figure) if figure.confidence == CERTAINTY[0] else None,
        )

    def _nearest(self, figure: Figure) -> NearestFigure | None:
        found = self.pack.parameters[figure.parameter].nearest_confirmed(figure)
        if found is None:
            return None
        start = None if found.valid_from == FIRST_DAY else found.valid_from
        return NearestFigure(str(found.value), start, found.source)

    def _missing_words(self, missing: list[str]) -> dict[str, dict[str, str]]:
        words = self.program.fact_words
        return {name: words(name) for name in missing}

    def _reason_words(self, reason: str) -> dict[str, str]:
        found = self.pack.wording.texts.get(f"reason.{reason}")
        if found is None and reason == NOTHING_OWED:
            return NOTHING
        return self.program.words(f"reason.{reason}")


def decimal_of(value: int | Fraction) -> Decimal:
    """The number as a decimal of at most four places, half up."""
    if type(value) is int:
        return Decimal(value)
    n, d = value.as_integer_ratio()
    for places, scale in ((2, 100), (4, 10_000)):
        if scale % d == 0:
            return Decimal(n * (scale // d)).scaleb(-places)
    return Decimal(int(HALF_UP_4.apply(value) * 10_000)).scaleb(-4)
