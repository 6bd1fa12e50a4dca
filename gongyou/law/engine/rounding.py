"""Named ways of rounding; each is applied once, where the rule says so."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .expressions import Expr

HALF_UP, UP, DOWN, TRUNC = "half_up", "up", "down", "trunc"


@dataclass(frozen=True)
class Rounding:
    """Round to multiples of `step`.

    half_up: to the nearest, a half away from zero; up: never less; down: never more;
    trunc: towards zero. Call it with an expression to round an intermediate step.
    """

    name: str
    mode: str
    step: Fraction

    def __call__(self, x: Expr) -> Expr:
        """The expression rounded this way."""
        from .expressions import round_to

        return round_to(x, self)

    def apply(self, value: int | Fraction) -> int | Fraction:
        """Round an exact number."""
        n, d = (value / self.step).as_integer_ratio()
        units = _UNITS[self.mode](n, d) * self.step
        return units.numerator if units.denominator == 1 else units


def _half_up(n: int, d: int) -> int:
    return (2 * n + d) // (2 * d) if n >= 0 else -((-2 * n + d) // (2 * d))


_UNITS = {
    HALF_UP: _half_up,
    UP: lambda n, d: -(-n // d),
    DOWN: lambda n, d: n // d,
    TRUNC: lambda n, d: n // d if n >= 0 else -(-n // d),
}

HALF_UP_FEN = Rounding("half_up_fen", HALF_UP, Fraction(1, 100))
HALF_UP_CENT = Rounding("half_up_cent", HALF_UP, Fraction(1, 100))
HALF_UP_TENTH = Rounding("half_up_tenth", HALF_UP, Fraction(1, 10))
HALF_UP_MILLI = Rounding("half_up_milli", HALF_UP, Fraction(1, 1000))
HALF_UP_4 = Rounding("half_up_4", HALF_UP, Fraction(1, 10000))
HALF_UP_YUAN = Rounding("half_up_yuan", HALF_UP, Fraction(1))
HALF_UP_WHOLE = Rounding("half_up_whole", HALF_UP, Fraction(1))
TRUNC_YUAN = Rounding("trunc_yuan", TRUNC, Fraction(1))
TRUNC_FEN = Rounding("trunc_fen", TRUNC, Fraction(1, 100))
DOWN_TO_WHOLE = Rounding("down_to_whole", DOWN, Fraction(1))
UP_TO_WHOLE = Rounding("up_to_whole", UP, Fraction(1))
UP_TO_HALF = Rounding("up_to_half", UP, Fraction(1, 2))
UP_TO_TENTH = Rounding("up_to_tenth", UP, Fraction(1, 10))
UP_TO_HUNDREDTH = Rounding("up_to_hundredth", UP, Fraction(1, 100))
HALF_UP_QUARTER = Rounding("half_up_quarter", HALF_UP, Fraction(1, 4))
