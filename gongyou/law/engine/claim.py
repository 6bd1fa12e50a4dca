"""One worker's claim: every entitlement evaluated in Python, every step kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from .combine import best_of
from .facts import Facts, read_rows
from .interpret import Interpreter, Row, Trace, Unknown
from .pack import Entitlement, Pack
from .parameters import FIRST_DAY, LAST_DAY, Figure
from .program import Traced
from .results import (
    AMOUNT,
    NOT_DUE,
    UNDETERMINED,
    Cite,
    Claim,
    Combination,
    FigureUsed,
    Limitation,
    Result,
    Step,
)
from .types import NUM
from .wording import LANGUAGES, formula

NOTHING_OWED = "nothing_owed"
FINEST = Decimal("0.0001")
CERTAINTY = ("low", "medium", "high")
NOTHING = {"en": "nothing is outstanding", "zh-hans": "没有差额，无需支付"}


def compute(pack: Pack, facts: Facts, on: date, reading: dict[str, str] | None = None) -> Claim:
    """The claim of one worker: a result for each entitlement of the pack."""
    return Assessor(pack, facts, on, dict(reading or {})).claim()


class Assessor:
    """Evaluates a pack for one worker."""

    def __init__(self, pack: Pack, facts: Facts, on: date, reading: dict[str, str]):
        self.pack, self.on, self.reading = pack, on, reading
        self.program = pack.program
        self.root = read_rows(pack, facts, on)
        self.run = Interpreter(self.program, reading)
        self.steps: dict[str, Step] = {}

    def claim(self, codes: Iterable[str] | None = None) -> Claim:
        """All results, and the best lawful combination of the due ones."""
        chosen = self.pack.entitlements if codes is None else codes
        results = [self.result(self.pack.entitlements[code]) for code in chosen]
        amounts = {
            r.code: r.amount
            for r in results
            if r.status == AMOUNT and r.money and r.in_total and r.amount is not None
        }
        best = Combination(*best_of(self.pack, amounts))
        currency = self.pack.currency
        return Claim(self.pack.name, self.on, self.reading, currency, results, best)

    def result(self, entitlement: Entitlement) -> Result:
        """One entitlement: amount, not due, or undetermined."""
        traced = self.program.traced[entitlement.rule]
        (status, reason, value, missing), trace = self._decide(entitlement, traced)
        steps = self._steps(traced, value, missing, trace)
        figures = list({id(f): f for step in steps for f in step.figures}.values())
        is_number = traced.amount.kind == NUM
        wording = self.pack.wording
        return Result(
            code=entitlement.code,
            labels=wording.both(f"entitlement.{entitlement.code}"),
            status=status,
            amount=decimal_of(value) if status == AMOUNT and is_number else None,
            value=value if status == AMOUNT else None,
            unit=entitlement.unit,
            reason=reason,
            reasons=self._reason_words(reason),
            missing=missing,
            missing_labels={name: self._fact_words(name) for name in missing},
            articles=_unique(c for step in reversed(steps) for c in step.cites),
            parameters=figures,
            steps=steps,
            limitation=self._limitation(entitlement) if status != NOT_DUE else None,
            forum=entitlement.forum,
            alternatives=sorted(self.program.conflicts[entitlement.code]),
            confidence=min((f.confidence for f in figures), key=_certainty, default="high"),
            rounding=traced.rule.rounding.name if traced.rule.rounding else None,
            in_total=entitlement.in_total,
            kind=entitlement.kind,
            money=entitlement.unit == self.pack.currency,
            assumed=self._assumed(trace),
            details=[self._detail(name) for name in entitlement.details],
        )

    def _detail(self, name: str) -> Step:
        self.run.rule(name, self.root)
        return self._step(name)

    def _assumed(self, trace: Trace) -> list[str]:
        order: dict[str, None] = {}
        self._collect(trace, order)
        found = dict(trace.assumed)
        for name in order:
            for row in self._rows_of(name):
                if name in row.traces:
                    found |= row.traces[name].assumed
        return list(found)

    def _decide(self, entitlement: Entitlement, traced: Traced) -> tuple[tuple, Trace]:
        outer, self.run.trace = self.run.trace, Trace()
        try:
            return self._verdict(entitlement, traced), self.run.trace
        finally:
            self.run.trace = outer

    def _verdict(
        self, entitlement: Entitlement, traced: Traced
    ) -> tuple[str, str | None, Any, list[str]]:
        gaps: set[str] = set()
        for code, condition in traced.unless:
            holds = self.run.value(condition, self.root)
            if holds is True:
                return NOT_DUE, code, None, []
            if type(holds) is Unknown:
                gaps |= holds.names
        value = self.run.value(traced.amount, self.root)
        if type(value) is Unknown:
            gaps |= value.names
        if gaps:
            return UNDETERMINED, None, None, sorted(gaps)
        if entitlement.zero == "not_due" and traced.amount.kind == NUM and value <= 0:
            return NOT_DUE, NOTHING_OWED, None, []
        return AMOUNT, None, value, []

    def _limitation(self, entitlement: Entitlement) -> Limitation | None:
        if entitlement.limitation is None:
            return None
        last, gaps = self._date(entitlement.limitation)
        rule = self.program.traced[entitlement.limitation]
        return Limitation(
            last_safe_filing_date=last,
            starts_on=self._date(entitlement.limitation_starts)[0],
            interrupted_on=self._date(entitlement.limitation_interrupted)[0],
            basis=self.pack.wording.both(f"rule.{entitlement.limitation}"),
            cites=self._cites(rule),
            days_left=(last - self.on).days if last else None,
            missing=gaps,
        )

    def _date(self, name: str | None) -> tuple[date | None, list[str]]:
        if name is None:
            return None, []
        value = self.run.rule(name, self.root)
        return (None, sorted(value.names)) if type(value) is Unknown else (value, [])

    # --- steps ---------------------------------------------------------------------------------

    def _steps(self, traced: Traced, value: Any, missing: list[str], trace: Trace) -> list[Step]:
        order: dict[str, None] = {}
        self._collect(trace, order)
        steps = [self._step(name) for name in order]
        gap = Unknown(missing) if missing else value
        return [*steps, self._make_step(traced, gap, trace, None)]

    def _collect(self, trace: Trace, order: dict[str, None]) -> None:
        for name in trace.rules:
            if name not in order:
                for row in self._rows_of(name):
                    if name in row.traces:
                        self._collect(row.traces[name], order)
                order[name] = None

    def _rows_of(self, name: str) -> list[Row]:
        table = self.program.traced[name].table
        return [self.root] if table is self.pack.root else self.root.below(table)

    def _step(self, name: str) -> Step:
        if name not in self.steps:
            traced = self.program.traced[name]
            if traced.table is self.pack.root:
                verdict = self.root.verdicts[name]
                made = self._make_step(traced, verdict, self.root.traces[name], None)
            else:
                made = self._rows_step(traced)
            self.steps[name] = made
        return self.steps[name]

    def _rows_step(self, traced: Traced) -> Step:
        together, rows, gaps = Trace(), [], set()
        for row in self._rows_of(traced.name):
            if traced.name in row.verdicts:
                value = row.verdicts[traced.name]
                if type(value) is Unknown:
                    gaps |= value.names
                together.figures |= row.traces[traced.name].figures
                key = {c: row.values.get(c) for c in traced.table.key if c in row.values}
                rows.append({**key, "value": None if type(value) is Unknown else value})
        return self._make_step(traced, Unknown(gaps) if gaps else None, together, rows)

    def _make_step(self, traced: Traced, value: Any, trace: Trace, rows: list[dict] | None) -> Step:
        verdicts = self.root.verdicts
        inputs = dict(trace.facts)
        for name in trace.rules:
            found = verdicts.get(name)
            inputs[name] = None if type(found) is Unknown else found
        unknown = type(value) is Unknown
        return Step(
            name=traced.name,
            labels=self.pack.wording.both(f"rule.{traced.name}"),
            value=None if unknown else value,
            unit=traced.rule.unit,
            formulas=self.program.formulas(traced.name),
            inputs=inputs,
            cites=self._cites(traced),
            figures=[self._figure(f) for f in trace.figures],
            missing=sorted(value.names) if unknown else [],
            rows=rows,
            doc=self.program.docs(traced.name),
        )

    def _cites(self, traced: Traced) -> list[Cite]:
        variant = traced.versions[0][2]
        if len(traced.versions) > 1:
            variant = next(
                (
                    v
                    for guard, _, v in traced.versions
                    if guard is None or self._holds(guard, traced)
                ),
                variant,
            )
        return self.program.cites(variant)

    def _holds(self, guard: Any, traced: Traced) -> bool:
        rows = self._rows_of(traced.name)
        outer, self.run.trace = self.run.trace, Trace()
        try:
            return bool(rows) and self.run.value(guard, rows[0]) is True
        finally:
            self.run.trace = outer

    def _figure(self, figure: Figure) -> FigureUsed:
        return FigureUsed(
            parameter=figure.parameter,
            label=self.pack.wording.both(f"parameter.{figure.parameter}"),
            keys=list(figure.keys),
            value=str(figure.value),
            unit=figure.unit,
            valid_from=None if figure.valid_from == FIRST_DAY else figure.valid_from,
            valid_to=None if figure.valid_to == LAST_DAY else figure.valid_to,
            source=figure.source,
            confidence=figure.confidence,
        )

    def _reason_words(self, reason: str | None) -> dict[str, str]:
        if reason is None:
            return {}
        found = self.pack.wording.texts.get(f"reason.{reason}")
        if found is None and reason == NOTHING_OWED:
            return NOTHING
        return self.pack.wording.both(f"reason.{reason}")

    def _fact_words(self, name: str) -> dict[str, str]:
        return {lang: self.pack.fact_label(name, lang) for lang in LANGUAGES}


def decimal_of(value: int | Fraction) -> Decimal:
    """The number as a decimal; what has no end is kept to four places, half up."""
    if type(value) is int:
        return Decimal(value)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact if Fraction(exact) == value else exact.quantize(FINEST, ROUND_HALF_UP)


def _certainty(confidence: str) -> int:
    return CERTAINTY.index(confidence) if confidence in CERTAINTY else 0


def _unique(cites: Iterable[Cite]) -> list[Cite]:
    return list({c.short: c for c in cites}.values())


def words(pack: Pack, name: str, lang: str) -> str:
    """A rule's formula in words."""
    traced = pack.program.traced[name]
    return formula(traced.amount, lang, lambda kind, n: pack.text(f"{kind}.{n}", lang))
