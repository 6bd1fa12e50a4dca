"""A roster's results by columns, in the same long form as the query's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from gongyou.law.schema.types import BOOL_KIND, DATE_KIND, NUM

from ..claim import NOTHING_OWED
from ..language.nodes import Expr
from ..long_table import AMOUNT_TYPE, amounts, coded, constant
from ..pack import Entitlement
from ..prepare import Prepared
from ..program import Program
from ..results import STATUSES
from ..rounding import HALF_UP_4
from .evaluate import Evaluator
from .sheets import Sheets
from .uses import count_uses
from .vectors import Column, full, union


def run_columns(
    prepared: Prepared,
    readings: Iterable[tuple[str, Mapping[str, str]]],
    codes: Iterable[str] | None = None,
) -> pa.Table:
    """Results of all readings, one row a worker, entitlement and reading."""
    sheets = Sheets(prepared)
    wanted = prepared.pack.entitlements
    chosen = [wanted[c] for c in (wanted if codes is None else codes)]
    program, parts = prepared.pack.program, list[pa.Table]()
    uses = count_uses(program, prepared.pack.root, asked_for(program, chosen))
    for name, answers in readings:
        evaluator = Evaluator(program, sheets, dict(answers), uses)
        answers_ = [Answer(evaluator, entitlement) for entitlement in chosen]
        _mark_best(prepared, answers_)
        parts.extend(answer.table(name) for answer in answers_)
    return pa.concat_tables(parts)


def asked_for(program: Program, entitlements: Iterable[Entitlement]) -> Iterator[Expr]:
    """The nodes that answers ask the evaluator for."""
    for entitlement in entitlements:
        traced = program.traced[entitlement.rule]
        yield from (condition for _, condition in traced.unless)
        yield traced.amount
        if entitlement.limitation is not None:
            yield program.traced[entitlement.limitation].expr


class Answer:
    """One entitlement's columns."""

    def __init__(self, evaluator: Evaluator, entitlement: Entitlement):
        self.evaluator, self.entitlement = evaluator, entitlement
        traced = evaluator.program.traced[entitlement.rule]
        sheet = evaluator.sheets.root
        self.kind, self.size = traced.amount.kind, sheet.size
        self.reason = np.full(self.size, -1, np.int64)
        self.reasons = [code for code, _ in traced.unless]
        gaps = []
        for number, (_, condition) in enumerate(traced.unless):
            held = evaluator.value(sheet, condition)
            gaps.append(held.gap)
            self.reason = np.where((self.reason < 0) & held.values, number, self.reason)
        amount = evaluator.value(sheet, traced.amount)
        self.gap = union(*gaps, amount.gap)
        self.amount = amount
        self.status = self._status()
        self.units: Any = self._units() if self.kind == NUM else None
        self.best = np.zeros(self.size, bool)

    def _status(self) -> Any:
        status = np.zeros(self.size, np.int64)
        if self.kind == NUM and self.entitlement.zero == "not_due":
            status += np.asarray(self.amount.values <= 0, bool)
        if self.gap is not None:
            status = np.where(self.gap.unknown, 2, status)
        return np.where(self.reason >= 0, 1, status)

    def _units(self) -> Any:
        """Ten-thousandths of the amount."""
        rounded = self.evaluator.rounded(self.amount, HALF_UP_4)
        assert isinstance(rounded.d, int)
        units = (np.asarray(rounded.values, object) * (10_000 // rounded.d)).astype(np.int64)
        return full(units, self.size)

    @property
    def due(self) -> Any:
        """Rows with an amount."""
        return self.status == 0

    def table(self, reading: str) -> pa.Table:
        """The long form's rows."""
        sheet = self.evaluator.sheets.root
        due, not_due = self.due, self.status == 1
        return pa.table(
            {
                **sheet.keys,
                "entitlement": constant(self.entitlement.code, self.size),
                "reading": constant(reading, self.size),
                "status": coded(self.status, list(STATUSES)),
                "amount": self._amounts(due),
                "value": self._values(due),
                "reason": self._reasons(not_due),
                "missing": self._missing(),
                "limitation_date": self._limitation(~not_due),
                "in_best": pa.array(self.best),
            }
        )

    def _amounts(self, due: Any) -> Any:
        if self.units is None:
            return pa.nulls(self.size, AMOUNT_TYPE)
        return amounts(self.units, due)

    def _values(self, due: Any) -> Any:
        if self.kind == NUM:
            return pa.nulls(self.size, pa.string())
        return _as_arrow(self.evaluator, self.amount, self.kind, due).cast(pa.string())

    def _reasons(self, not_due: Any) -> Any:
        names = [*self.reasons, NOTHING_OWED]
        numbers = np.where(self.reason < 0, len(self.reasons), self.reason)
        return coded(numbers, names, ~not_due)

    def _missing(self) -> Any:
        kind = pa.list_(pa.string())
        undetermined = self.status == 2
        if self.gap is None or not undetermined.any():
            return pa.nulls(self.size, kind)
        gap = self.gap.where(undetermined)
        assert gap is not None
        lists, numbers = self.evaluator.names.lists(gap, self.size)
        return pa.array(lists, kind).take(pa.array(numbers))

    def _limitation(self, wanted: Any) -> Any:
        name = self.entitlement.limitation
        if name is None:
            return pa.nulls(self.size, pa.date32())
        evaluator = self.evaluator
        column = evaluator.value(evaluator.sheets.root, evaluator.program.traced[name].expr)
        return _as_arrow(self.evaluator, column, DATE_KIND, wanted)


def _as_arrow(evaluator: Evaluator, column: Column, kind: str, wanted: Any) -> Any:
    """Dates, texts or yes and no, where wanted and known."""
    known = wanted if column.known is None else wanted & column.known
    values = full(column.values, len(known))
    if kind == DATE_KIND:
        return pa.array(values.astype(np.int32), pa.int32(), mask=~known).cast(pa.date32())
    if kind == BOOL_KIND:
        return pa.array(values.astype(bool), mask=~known)
    texts = np.array([*evaluator.sheets.texts.known, ""], object)
    return pa.array(texts[values], pa.string(), mask=~known)


def _mark_best(prepared: Prepared, answers: list[Answer]) -> None:
    """Which amounts the best lawful combination of each worker counts."""
    by_code = {a.entitlement.code: a for a in answers if a.kind == NUM}
    for group, sets in prepared.pack.program.choices:
        present = {c: by_code[c] for c in group if c in by_code}
        if not present:
            continue
        owed = {c: np.where(a.due & (a.units > 0), a.units, 0) for c, a in present.items()}
        none = np.zeros(len(next(iter(owed.values()))), np.int64)
        totals = np.stack([sum((owed[c] for c in s if c in owed), none) for s in sets])
        chosen = np.argmax(totals, axis=0)
        for code, answer in present.items():
            inside = [number for number, s in enumerate(sets) if code in s]
            answer.best = (owed[code] > 0) & np.isin(chosen, inside)
