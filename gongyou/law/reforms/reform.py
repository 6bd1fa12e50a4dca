"""A reform: named changes of figures, rules and answers, as they stand in its file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

SET, SCALE, ADD, AS = "set", "scale", "add", "as"
OPERATIONS = (SET, SCALE, ADD, AS)
ASSUMED = "assumed"
"""The confidence of a figure that a reform sets."""


@dataclass(frozen=True)
class FigureChange:
    """Days of a figure's series; `where` names keys, places below are meant unless `only`."""

    figure: str
    operation: str
    first: date
    last: date
    where: dict[str, str] = field(default_factory=dict)
    value: Fraction | str | None = None
    like: dict[str, str] = field(default_factory=dict)
    only: bool = False


@dataclass(frozen=True)
class RuleChange:
    """Another text of a rule: an expression, or the dotted name of a function."""

    rule: str
    text: str = ""
    python: str = ""
    cites: str = ""


@dataclass(frozen=True)
class AnswerChange:
    """A reading made law: an answer to a point on which courts differ."""

    answers: dict[str, str]


Change = FigureChange | RuleChange | AnswerChange


@dataclass(frozen=True)
class Reform:
    """What a file says; `digest` names the version: the same content has the same."""

    name: str
    pack: str
    title: dict[str, str]
    source: str
    changes: tuple[Change, ...]
    digest: str
    text: str = ""
    take_up: Decimal | None = None
    paid_ratio: Decimal | None = None
    """Shares of the people who claim, and of what is due that is paid; only for money received."""

    @property
    def answers(self) -> dict[str, str]:
        """All answers that the reform makes law."""
        found: dict[str, str] = {}
        for change in self.changes:
            if isinstance(change, AnswerChange):
                found |= change.answers
        return found

    def said(self, lang: str) -> str:
        """The title in a language, or in the other, or the name."""
        return self.title.get(lang) or next(iter(self.title.values()), self.name)
