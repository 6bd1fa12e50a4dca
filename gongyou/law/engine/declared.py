"""What a pack declares: facts, questions, rules with their versions, entitlements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongyou.law.schema.types import Type

from .citations import Art
from .language.nodes import Table
from .rounding import Rounding


@dataclass(frozen=True, eq=False)
class Fact:
    """A column of a table, under the name by which rules ask for it."""

    name: str
    table: Table
    type: Type
    column: str
    unit: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Question:
    """A point on which courts differ, with its answers; some places have their own."""

    name: str
    options: tuple[str, ...]
    default: str
    local: dict[str, str]
    cites: tuple[Art, ...] = ()


@dataclass(frozen=True, eq=False)
class Variant:
    """One version of a rule: in time, in a place, under a reading."""

    function: Callable
    cites: tuple[Art, ...]
    since: date | None = None
    until: date | None = None
    dated_by: str | None = None
    place: str | None = None
    reading: str | None = None
    confidence: str = "high"


@dataclass(eq=False)
class Rule:
    """A named value: one or more variants of the same meaning."""

    name: str
    table: Table
    unit: str | None
    rounding: Rounding | None
    variants: list[Variant] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Entitlement:
    """What a worker can claim (or a date, a number of days, a test), with its forum and limits."""

    code: str
    rule: str
    unit: str
    forum: str
    excludes: tuple[str, ...] = ()
    limitation: str | None = None
    limitation_starts: str | None = None
    limitation_interrupted: str | None = None
    in_total: bool = True
    zero: str = "not_due"
    kind: str = "claim"
    details: tuple[str, ...] = ()


def dated(version: dict[str, Any]) -> dict[str, Any]:
    """What chooses a version, its days as days."""
    made = dict(version)
    for key in ("since", "until"):
        if isinstance(made.get(key), str):
            made[key] = date.fromisoformat(made[key])
    return made


def same_version(a: Variant, b: Variant) -> bool:
    """Whether nothing tells which of two versions is meant."""
    fields = ("since", "until", "place", "reading", "dated_by")
    return all(getattr(a, f) == getattr(b, f) for f in fields)
