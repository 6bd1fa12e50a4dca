"""What other parts of gongyou, and notebooks, use of the law."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa

from .default import DEFAULT_LAW
from .engine.claim import compute
from .engine.facts import Facts
from .engine.graph import graph_of
from .engine.pack import Entitlement, Pack
from .engine.results import NOT_DUE, Claim, Result
from .engine.run.rosters import claims_table
from .schema.types import FactError


class UnknownPack(LookupError):
    """There is no pack of this name."""


def pack_names() -> list[str]:
    """The packs installed: folders of gongyou/law/packs."""
    from . import packs

    return sorted(m.name for m in pkgutil.iter_modules(packs.__path__) if m.ispkg)


@cache
def load_pack(name: str) -> Pack:
    """The pack of a jurisdiction, its rules recorded."""
    if name not in pack_names():
        raise UnknownPack(f"no law pack called {name!r}; there are {', '.join(pack_names())}")
    module = importlib.import_module(f"gongyou.law.packs.{name}")
    found: Pack = module.pack
    graph_of(found)
    return found


def as_pack(pack: Pack | str) -> Pack:
    """A pack, by itself or by its name."""
    return load_pack(pack) if isinstance(pack, str) else pack


@dataclass(frozen=True)
class LawReading:
    """A named set of answers to the questions on which courts differ."""

    name: str
    answers: dict[str, str]


DEFAULT_READING = LawReading("default", {})


def can_read(pack: Pack | str, table: str, column: str, value: Any) -> bool:
    """Whether the pack can reckon with a value of a column: its type, bounds and decimals."""
    try:
        for name, read in as_pack(pack).readers.get(table, {}).get(column, ()):
            read(value, name)
    except FactError:
        return False
    return True


def as_reading(reading: LawReading | dict[str, str] | str | None) -> LawReading:
    """A reading; "default", None: the practice of the place, else the majority's."""
    if isinstance(reading, LawReading):
        return reading
    if isinstance(reading, dict):
        name = ", ".join(f"{k}={v}" for k, v in sorted(reading.items())) or "default"
        return LawReading(name, reading)
    if reading in (None, "default"):
        return DEFAULT_READING
    pairs = dict(part.strip().split("=", 1) for part in str(reading).split(","))
    return LawReading(str(reading), pairs)


def claim(
    facts: Facts,
    pack: Pack | str = DEFAULT_LAW,
    on: date | None = None,
    reading: LawReading | dict[str, str] | str | None = None,
) -> Claim:
    """One worker's claim on a day: every entitlement with its steps."""
    answers = as_reading(reading).answers
    return compute(as_pack(pack), facts, on or date.today(), answers)  # noqa: DTZ011


def claims(
    tables: Mapping[str, Any],
    pack: Pack | str = DEFAULT_LAW,
    on: date | None = None,
    readings: Iterable[LawReading | dict[str, str] | str] = ("default",),
    *,
    codes: Iterable[str] | None = None,
) -> pa.Table:
    """A roster's results: one row a worker, entitlement and reading, in Arrow.

    `tables` maps the pack's table names to Arrow, pandas or Polars tables, DuckDB relations or
    lists of rows, each with its key column (the pseudonym). Columns: the key, entitlement,
    reading, status, amount (decimal), value (dates, codes), reason, missing (list),
    limitation_date, in_best.
    """
    law = as_pack(pack)
    _check_columns(law, tables)
    named = [as_reading(r) for r in readings]
    day = on or date.today()  # noqa: DTZ011
    return claims_table(law, tables, day, [(r.name, r.answers) for r in named], codes)


def _check_columns(pack: Pack, tables: Mapping[str, Any]) -> None:
    """A table without columns cannot say whose its rows are: better a sentence than a guess."""
    for name, table in tables.items():
        columns = getattr(table, "column_names", None)
        columns = getattr(table, "columns", None) if columns is None else columns
        if columns is not None and len(columns) == 0 and name in pack.tables:
            key = ", ".join(pack.tables[name].key)
            raise FactError(
                f"{name}: the table has no columns; give its key ({key}) or leave it out"
            )


@dataclass(frozen=True)
class Range:
    """What an entitlement comes to under the readings of the law: least, most, and why."""

    code: str
    low: Decimal | None
    high: Decimal | None
    results: dict[str, Result]
    questions: list[str]

    @property
    def differs(self) -> bool:
        """Whether the readings give different answers."""
        return len({(r.status, r.amount, str(r.value)) for r in self.results.values()}) > 1


@dataclass(frozen=True)
class ReadingRange:
    """A claim under every reading: the default, and for each entitlement its range."""

    default: Claim
    ranges: dict[str, Range]
    low: Decimal
    high: Decimal

    def __getitem__(self, code: str) -> Range:
        return self.ranges[code]


def claims_by_reading(
    facts: Facts,
    pack: Pack | str = DEFAULT_LAW,
    on: date | None = None,
    *,
    questions: Iterable[str] | None = None,
) -> ReadingRange:
    """The claim under the default reading, and each question's other answers one by one.

    A result that changes with a question names it in its range's `questions`.
    """
    law = as_pack(pack)
    default = claim(facts, law, on)
    asked = list(law.questions if questions is None else questions)
    others = [
        (f"{name}={option}", name, claim(facts, law, on, {name: option}))
        for name in asked
        for option in law.questions[name].options
    ]
    ranges = {r.code: _range(r, others) for r in default}
    totals = [default.total, *(c.total for _, _, c in others)]
    return ReadingRange(default, ranges, min(totals), max(totals))


def _range(default: Result, others: list[tuple[str, str, Claim]]) -> Range:
    found = {"default": default}
    questions: dict[str, None] = {}
    for reading, question, other in others:
        result = other[default.code]
        if (result.status, result.value) != (default.status, default.value):
            found[reading] = result
            questions[question] = None
    amounts = [
        r.amount if r.amount is not None else Decimal(0)
        for r in found.values()
        if r.status == NOT_DUE or r.amount is not None
    ]
    low, high = (min(amounts), max(amounts)) if amounts else (None, None)
    return Range(default.code, low, high, found, list(questions))


def law_of(code: str) -> str:
    """The law that an entitlement is of: codes begin with its name."""
    return code.split(".", 1)[0]


def role(name: str, pack: Pack | str = DEFAULT_LAW) -> tuple[str, ...]:
    """The entitlements that stand for a role (`desk.ROLES`) in a law; none where it has none."""
    return as_pack(pack).desk.roles.get(name, ())


def fact_label(pack: Pack | str, name: str, lang: str = "en") -> str:
    """How a fact is called in a language."""
    return as_pack(pack).fact_label(name, lang)


def entitlement(pack: Pack | str, code: str) -> Entitlement:
    """An entitlement's declaration."""
    return as_pack(pack).entitlements[code]


def what_if(
    facts: Facts,
    pack: Pack | str = DEFAULT_LAW,
    on: date | None = None,
    *,
    parameters: dict[str, Iterable[dict[str, Any]]] | None = None,
    rules: dict[str, Callable] | None = None,
    reading: LawReading | dict[str, str] | str | None = None,
) -> tuple[Claim, Claim]:
    """The claim as the law is, and as it would be with other figures or rules."""
    now = as_pack(pack)
    changed = now.changed(parameters, rules)
    return claim(facts, now, on, reading), claim(facts, changed, on, reading)
