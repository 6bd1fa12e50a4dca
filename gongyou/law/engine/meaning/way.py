"""The table of what each operation means, and the two shapes that most meanings have."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from ..language.nodes import Expr
from ..language.operations import Way
from ..rows import Row, Unknown

MEANING = Way("the meaning")
Meaning = Callable[[Any, Expr, Row], Any]
"""Of an interpreter, a node and a row, the value."""


def joined(gaps: Iterable[Unknown]) -> Unknown:
    """All that several unknown values wait for."""
    return Unknown(frozenset().union(*(gap.names for gap in gaps)))


def strict(meaning: Callable[..., Any]) -> Meaning:
    """A function of known values; unknown, with all their names, if one argument is."""

    def mean(run: Any, expr: Expr, row: Row) -> Any:
        return run.strict(expr, row, meaning)

    return mean


def whole(value: int | Fraction) -> int | Fraction:
    """An int where a fraction is whole."""
    return value.numerator if value.denominator == 1 else value
