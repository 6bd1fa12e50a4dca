"""One worker's claim, written from an account of what was computed: results, steps, articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, partial
from itertools import count
from typing import Any

from .account import Account, Meant, Missing, Used
from .combine import best_of
from .facts import Facts, read_rows
from .graph import Graph, Traced, graph_of
from .pack import Entitlement, Pack
from .parameters import FIRST_DAY, LAST_DAY, Figure
from .phrases import Frame, phrases_of
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
from .silence import Silence


def compute(pack: Pack, facts: Facts, on: date, reading: Mapping[str, str] | None = None) -> Claim:
    """The claim of one worker: a result for each entitlement of the pack."""
    return Assessor(pack, facts, on, reading or {}).claim()


def meant(pack: Pack, facts: Facts, on: date, reading: Mapping[str, str] | None = None) -> Claim:
    """The same by the meaning alone."""
    answers = dict(reading or {})
    return Assessor(pack, facts, on, answers, Meant(pack, facts, on, answers)).claim()


class Assessor:
    """Writes a worker's claim; explanations when they are read."""

    def __init__(
        self,
        pack: Pack,
        facts: Facts,
        on: date,
        reading: Mapping[str, str],
        account: Account | None = None,
    ):
        self.pack, self.facts, self.on, self.reading = pack, facts, on, dict(reading)
        self.graph, self.phrases = graph_of(pack), phrases_of(pack)
        self.account = account or account_of(pack, facts, on, self.reading)
        self.steps: dict[str, Step] = {}
        self.figures: dict[Figure, FigureUsed] = {}
        self.orders: dict[str, dict[str, None]] = {}

    @cached_property
    def silence(self) -> Silence:
        """What the results go on without; evaluated when it is asked."""
        root = read_rows(self.pack, self.facts, self.on)
        return Silence(self.pack, self.reading, root, self.facts.asked)

    def claim(self, codes: Iterable[str] | None = None) -> Claim:
        """All results, and the best lawful combination of the due ones."""
        chosen = self.pack.entitlements if codes is None else codes
        results = [self.result(self.pack.entitlements[code]) for code in chosen]
        amounts = {
            r.code: r.amount
            for r in results
            if r.status == AMOUNT and r.money and r.in_total and r.amount is not None
        }
        best = Combination(*best_of(self.graph, amounts))
        currency = self.pack.currency
        return Claim(self.pack.name, self.on, self.reading, currency, results, best)

    def result(self, entitlement: Entitlement) -> Result:
        """One entitlement: amount, not due, or undetermined."""
        frame = self.phrases.frame(entitlement)
        status, reason, value, missing = self._status(entitlement, frame)
        silent: Sequence[Unasked] = []
        if status != UNDETERMINED:
            silent = Rows(partial(self._unasked, entitlement, status, reason))
        return Result.of(
            frame.same,
            status=status,
            amount=decimal_of(value) if status == AMOUNT and frame.number else None,
            value=value,
            reason=reason,
            reasons=self.phrases.reason(reason) if reason else {},
            missing=missing,
            missing_labels=self.phrases.missing(missing) if missing else {},
            steps=Rows(partial(self._steps, frame, value, missing)),
            limitation=self._limitation(entitlement) if status != NOT_DUE else None,
            alternatives=frame.rivals.copy(),
            details=self._details(entitlement) if entitlement.details else [],
            silent=silent,
        )

    def _status(
        self, entitlement: Entitlement, frame: Frame
    ) -> tuple[str, str | None, Any, list[str]]:
        reason, value = self.account.entitlement(entitlement.code)
        if reason is not None:
            return NOT_DUE, reason, None, []
        if value.__class__ is Missing:
            return UNDETERMINED, None, None, list(value.names)
        if frame.none_at_zero and value <= 0:
            return NOT_DUE, NOTHING_OWED, None, []
        return AMOUNT, None, value, []

    def _unasked(self, entitlement: Entitlement, status: str, reason: str | None) -> list[Unasked]:
        words = self.phrases.fact_words
        return [Unasked(n, words(n)) for n in self.silence.of(entitlement, status, reason)]

    def _limitation(self, entitlement: Entitlement) -> Limitation | None:
        name = entitlement.limitation
        if name is None:
            return None
        last = self.account.value(name)
        missing = list(last.names) if isinstance(last, Missing) else []
        day = None if missing else last
        return Limitation(
            last_safe_filing_date=day,
            starts_on=self._day(entitlement.limitation_starts),
            interrupted_on=self._day(entitlement.limitation_interrupted),
            basis=self.phrases.words(f"rule.{name}"),
            cites=self._cites(self.graph.traced[name]),
            days_left=(day - self.on).days if day else None,
            missing=missing,
        )

    def _day(self, name: str | None) -> date | None:
        found = None if name is None else self.account.value(name)
        return None if isinstance(found, Missing) else found

    # --- steps ---------------------------------------------------------------------------------

    def _steps(self, frame: Frame, value: Any, missing: list[str]) -> list[Step]:
        """Everything on the way to a result, in order, the result itself last."""
        steps = [self._step(name) for name in self._order(frame.key)]
        return [*steps, self._make_step(frame.traced, frame.key, value, missing)]

    def _order(self, key: str) -> dict[str, None]:
        """The rules used on the way to a value, those first that others need."""
        found = self.orders.get(key)
        if found is None:
            found = self.orders[key] = {}
            for name in self.account.used(key).rules:
                found.update(self._order(name))
                found[name] = None
        return found

    def _step(self, name: str) -> Step:
        found = self.steps.get(name)
        if found is None:
            traced = self.graph.traced[name]
            if traced.table is self.pack.root:
                value = self.account.value(name)
                missing = list(value.names) if isinstance(value, Missing) else []
                found = self._make_step(traced, name, None if missing else value, missing)
            else:
                found = self._rows_step(traced)
            self.steps[name] = found
        return found

    def _rows_step(self, traced: Traced) -> Step:
        def rows() -> list[dict[str, Any]]:
            keys, values = self.account.rows(traced.name)
            shown = (None if v.__class__ is Missing else v for v in values)
            return [{**key, "value": value} for key, value in zip(keys, shown, strict=True)]

        lacking = self.account.lacking(traced.name)
        return self._make_step(traced, traced.name, None, lacking, Rows(rows))

    def _make_step(
        self,
        traced: Traced,
        key: str,
        value: Any,
        missing: list[str],
        rows: Rows | None = None,
    ) -> Step:
        used = self.account.used(key)
        return Step(
            name=traced.name,
            labels=self.phrases.words(f"rule.{traced.name}"),
            value=value,
            unit=traced.rule.unit,
            formulas=self.phrases.formulas(traced.name),
            inputs=self._inputs(used) if rows is None else {},
            cites=self._cites(traced),
            figures=[self._figure(f) for f in self.account.figures(key)],
            missing=missing,
            rows=rows,
            doc=self.phrases.docs(traced.name),
            assumed=list(used.assumed),
        )

    def _inputs(self, used: Used) -> dict[str, Any]:
        """Facts and rules at the root with their values; None where unknown or a finer row's."""
        inputs: dict[str, Any] = {}
        facts, root = self.pack.facts, self.pack.root
        for name in used.facts:
            inputs[name] = self.account.fact(name) if facts[name].table is root else None
        for name in used.rules:
            value = None
            if self.graph.traced[name].table is root:
                value = self.account.value(name)
            inputs[name] = None if isinstance(value, Missing) else value
        return inputs

    def _details(self, entitlement: Entitlement) -> Rows:
        return Rows(lambda: [self._step(name) for name in entitlement.details])

    def _cites(self, traced: Traced) -> list[Cite]:
        versions = traced.versions
        number = 0 if len(versions) == 1 else self.account.version(traced.name)
        return self.phrases.cites(versions[number][2], self.on)

    def _figure(self, figure: Figure) -> FigureUsed:
        found = self.figures.get(figure)
        if found is None:
            found = self.figures[figure] = self._shown(figure)
        return found

    def _shown(self, figure: Figure) -> FigureUsed:
        return FigureUsed(
            parameter=figure.parameter,
            label=self.phrases.words(f"parameter.{figure.parameter}"),
            keys=list(figure.keys),
            value=plain(figure.value),
            unit=figure.unit,
            valid_from=None if figure.valid_from == FIRST_DAY else figure.valid_from,
            valid_to=None if figure.valid_to == LAST_DAY else figure.valid_to,
            source=figure.source,
            confidence=figure.confidence,
            sources=self.phrases.source_words(figure.source),
            nearest=self._nearest(figure) if figure.confidence == CERTAINTY[0] else None,
        )

    def _nearest(self, figure: Figure) -> NearestFigure | None:
        found = self.pack.parameters[figure.parameter].nearest_confirmed(figure)
        if found is None:
            return None
        start = None if found.valid_from == FIRST_DAY else found.valid_from
        return NearestFigure(plain(found.value), start, found.source)


FEW = 20
"""So many claims are computed by the meaning in the time that it takes to compile a law."""


class _Asked:
    """How often a law was asked for one worker's claim."""

    def __init__(self, _: Graph):
        self.times = count(1)


def account_of(pack: Pack, facts: Facts, on: date, reading: Mapping[str, str]) -> Account:
    """By the compiled law; by the meaning while it is not worth compiling, or doesn't fit.

    A rule that somebody tries out, or a command, is answered at once.
    """
    found: Account | None = None
    if next(graph_of(pack).kept(_Asked).times) > FEW:
        from .run.one import compiled

        found = compiled(pack, facts, on, reading)
    return found or Meant(pack, facts, on, reading)


def plain(value: int | Fraction | str) -> str:
    """A figure as people write it: 21.75, not 87/4; one without an end stays a fraction."""
    if type(value) is not Fraction:
        return str(value)
    shown = decimal_of(value)
    return str(shown) if Fraction(shown) == value else str(value)


def decimal_of(value: int | Fraction) -> Decimal:
    """The number as a decimal of at most four places, half up."""
    if type(value) is int:
        return Decimal(value)
    n, d = value.as_integer_ratio()
    for places, scale in ((2, 100), (4, 10_000)):
        if scale % d == 0:
            return Decimal(n * (scale // d)).scaleb(-places)
    return Decimal(int(HALF_UP_4.apply(value) * 10_000)).scaleb(-4)
