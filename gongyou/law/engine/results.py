"""What the engine answers: results with their steps, articles, figures and deadlines.

Everything here goes to JSON and back unchanged, so that a claim can be stored and shown again
without computing it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import orjson

from .cited import CERTAINTY, Cite, FigureUsed, NearestFigure, Text, in_language

STATUSES = AMOUNT, NOT_DUE, UNDETERMINED = "amount", "not_due", "undetermined"
NOTHING_OWED = "nothing_owed"


class Rows(Sequence):
    """A part of an explanation that is written out when it is first read.

    What it is written from (values, branches taken, figures found) was kept when it was computed.
    """

    __slots__ = ("_made", "_write")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, write: Callable[[], list[Any]]):
        self._write: Callable[[], list[Any]] | None = write
        self._made: list[Any] | None = None

    def _rows(self) -> list[Any]:
        if self._made is None:
            assert self._write is not None
            self._made, self._write = self._write(), None
        return self._made

    def __reduce__(self) -> tuple[type, tuple[list[Any]]]:
        return list, (self._rows(),)

    def __getitem__(self, index: Any) -> Any:
        return self._rows()[index]

    def __len__(self) -> int:
        return len(self._rows())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._rows() == list(other)

    def __repr__(self) -> str:
        return repr(self._rows())


@dataclass
class Step:
    """A named value on the way to a result.

    `rows` has one value a row where the step belongs to a finer table; `inputs` are the names
    and values of the facts and steps that it used; `formula` says how, in words.
    """

    name: str
    labels: Text
    value: Any
    unit: str | None
    formulas: Text
    inputs: dict[str, Any]
    cites: list[Cite]
    figures: list[FigureUsed]
    missing: list[str]
    rows: Sequence[dict[str, Any]] | None = None
    doc: str = ""
    assumed: list[str] = field(default_factory=list)

    def label(self, lang: str) -> str:
        """The step's name in a language."""
        return in_language(self.labels, lang)

    def formula(self, lang: str) -> str:
        """What was computed, in words."""
        return in_language(self.formulas, lang)


@dataclass
class Limitation:
    """By when to file: the last safe day, from what day it runs, what restarted it."""

    last_safe_filing_date: date | None
    starts_on: date | None
    interrupted_on: date | None
    basis: Text
    cites: list[Cite]
    days_left: int | None
    missing: list[str]

    def label(self, lang: str) -> str:
        """On what the deadline rests."""
        return in_language(self.basis, lang)


@dataclass
class Unasked:
    """A question that nobody answered and a result went on without."""

    name: str
    labels: Text

    def label(self, lang: str) -> str:
        """What was not asked, in a language."""
        return in_language(self.labels, lang)


def _certainty(confidence: str) -> int:
    return CERTAINTY.index(confidence) if confidence in CERTAINTY else 0


@dataclass
class Result:
    """One entitlement of one worker under one reading."""

    code: str
    labels: Text
    status: str
    amount: Decimal | None
    value: Any
    unit: str
    reason: str | None
    reasons: Text
    missing: list[str]
    missing_labels: dict[str, Text]
    steps: Sequence[Step]
    limitation: Limitation | None
    forum: str
    alternatives: list[str]
    rounding: str | None
    in_total: bool
    kind: str
    money: bool
    details: Sequence[Step] = field(default_factory=list)
    silent: Sequence[Unasked] = field(default_factory=list)

    @classmethod
    def of(cls, same: dict[str, Any], **own: Any) -> Result:
        """A result from what all results of its entitlement share, and what is its own.

        A claim has eighty: this is a third of the time that the usual way takes.
        """
        made = cls.__new__(cls)
        made.__dict__ = same | own
        return made

    @property
    def not_asked(self) -> bool:
        """Whether it is not due only as long as nobody answers what was not asked."""
        return self.status == NOT_DUE and bool(self.silent)

    @property
    def articles(self) -> list[Cite]:
        """Every article cited, the entitlement's own first."""
        return list({c.short: c for step in reversed(self.steps) for c in step.cites}.values())

    @property
    def parameters(self) -> list[FigureUsed]:
        """Every figure used, once."""
        return list({id(f): f for step in self.steps for f in step.figures}.values())

    @property
    def not_confirmed(self) -> list[FigureUsed]:
        """Figures used that are only recalled: the amount needs checking."""
        return [figure for figure in self.parameters if not figure.confirmed]

    @property
    def least(self) -> Decimal | None:
        """For an undetermined amount the least it can be, where the pack can tell."""
        return self._bound("_at_least")

    @property
    def most(self) -> Decimal | None:
        """For an undetermined amount the most it can be, where the pack can tell."""
        return self._bound("_at_most")

    def _bound(self, ending: str) -> Decimal | None:
        if self.status != UNDETERMINED:
            return None
        found = (step.value for step in self.details if step.name.endswith(ending))
        value = next(found, None)
        if value is None or isinstance(value, Decimal):
            return value
        exact = Fraction(value)
        return Decimal(exact.numerator) / Decimal(exact.denominator)

    @property
    def confidence(self) -> str:
        """The least confidence of the figures used."""
        found = [f.confidence for step in self.steps for f in step.figures]
        return min(found, key=_certainty, default="high")

    @property
    def assumed(self) -> list[str]:
        """Facts that were unknown and assumed."""
        return list({name: None for step in self.steps for name in step.assumed})

    def label(self, lang: str) -> str:
        """The entitlement's name in a language."""
        return in_language(self.labels, lang)

    def reason_text(self, lang: str) -> str:
        """Why it is not due."""
        return in_language(self.reasons, lang)

    def missing_text(self, lang: str) -> list[str]:
        """What is missing, in words."""
        return [in_language(self.missing_labels[name], lang) for name in self.missing]

    def silent_text(self, lang: str) -> list[str]:
        """What was not asked, in words."""
        return [each.label(lang) for each in self.silent]

    def to_json(self) -> str:
        """As JSON text."""
        return as_json(self)

    @classmethod
    def from_json(cls, text: str | dict) -> Result:
        """Back from JSON."""
        return load(cls, orjson.loads(text) if isinstance(text, str) else text)

    def explain(self, lang: str = "en") -> str:
        """Every step as text, with articles and sources, to print."""
        from gongyou.law.display import explanation

        return explanation(self, lang)

    def __repr__(self) -> str:
        from gongyou.law.display import result_line

        return result_line(self)

    def _repr_html_(self) -> str:
        from gongyou.law.display import result_html

        return result_html(self)


@dataclass
class Combination:
    """The lawful choice among alternatives that gives most."""

    total: Decimal
    members: list[str]
    excluded: list[str]


@dataclass
class Claim:
    """All results for one worker under one reading of the law, on one day."""

    pack: str
    on: date
    reading: dict[str, str]
    currency: str
    results: list[Result]
    best: Combination
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """What the best lawful combination adds up to."""
        return self.best.total

    def __getitem__(self, code: str) -> Result:
        """The result of an entitlement: claim[code]."""
        for result in self.results:
            if result.code == code:
                return result
        raise KeyError(code)

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    @property
    def due(self) -> list[Result]:
        """Results with an amount."""
        return [r for r in self.results if r.status == AMOUNT]

    @property
    def missing(self) -> list[str]:
        """Every name that some undetermined result waits for."""
        return sorted({name for r in self.results for name in r.missing})

    def to_json(self) -> str:
        """As JSON text."""
        return as_json(self)

    @classmethod
    def from_json(cls, text: str | dict) -> Claim:
        """Back from JSON."""
        return load(cls, orjson.loads(text) if isinstance(text, str) else text)

    def __repr__(self) -> str:
        from gongyou.law.display import claim_line

        return claim_line(self)

    def _repr_html_(self) -> str:
        from gongyou.law.display import claim_html

        return claim_html(self)


# --- JSON: plain types stay, the others say what they are ------------------------------------

_TAGS = {Decimal: "decimal", date: "date", Fraction: "fraction"}


def as_json(value: Any) -> str:
    """JSON text; decimals, dates and fractions as {"decimal": "1.50"}."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_PASSTHROUGH_DATETIME).decode()


def _plain(value: Any) -> Any:
    """What JSON does not know: parts not yet written out, exact numbers, dates."""
    return list(value) if type(value) is Rows else {_TAGS[type(value)]: str(value)}


_UNTAG: dict[str, Callable[[str], Any]] = {
    "decimal": Decimal,
    "date": date.fromisoformat,
    "fraction": Fraction,
}
_NESTED: dict[str, Any] = {
    "cites": Cite,
    "figures": FigureUsed,
    "steps": Step,
    "details": Step,
    "limitation": Limitation,
    "nearest": NearestFigure,
    "results": Result,
    "best": Combination,
    "silent": Unasked,
}


def undump(value: Any) -> Any:
    """The Python value again."""
    if isinstance(value, list):
        return [undump(v) for v in value]
    if isinstance(value, dict):
        if len(value) == 1:
            ((tag, text),) = value.items()
            if tag in _UNTAG and isinstance(text, str):
                return _UNTAG[tag](text)
        return {k: undump(v) for k, v in value.items()}
    return value


def load(cls: Any, data: dict) -> Any:
    """A dataclass from what its JSON text says."""
    values = {}
    for f in fields(cls):
        if f.name not in data and f.default_factory is not MISSING:
            continue  # kept before there was such a field
        value = data[f.name]
        nested = _NESTED.get(f.name)
        if nested and isinstance(value, list):
            values[f.name] = [load(nested, v) for v in value]
        elif nested and isinstance(value, dict):
            values[f.name] = load(nested, value)
        else:
            values[f.name] = undump(value)
    return cls(**values)
