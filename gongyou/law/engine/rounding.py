"""The named ways of rounding; each is applied once, where the rule says so."""

from __future__ import annotations

from fractions import Fraction

from .language.nodes import DOWN, DOWN_TO_WHOLE, HALF_UP, TRUNC, UP, UP_TO_WHOLE, Rounding

__all__ = ["DOWN", "DOWN_TO_WHOLE", "HALF_UP", "TRUNC", "UP", "UP_TO_WHOLE", "Rounding"]

HALF_UP_FEN = Rounding("half_up_fen", HALF_UP, Fraction(1, 100))
HALF_UP_CENT = Rounding("half_up_cent", HALF_UP, Fraction(1, 100))
HALF_UP_TENTH = Rounding("half_up_tenth", HALF_UP, Fraction(1, 10))
HALF_UP_MILLI = Rounding("half_up_milli", HALF_UP, Fraction(1, 1000))
HALF_UP_4 = Rounding("half_up_4", HALF_UP, Fraction(1, 10000))
HALF_UP_YUAN = Rounding("half_up_yuan", HALF_UP, Fraction(1))
HALF_UP_WHOLE = Rounding("half_up_whole", HALF_UP, Fraction(1))
TRUNC_YUAN = Rounding("trunc_yuan", TRUNC, Fraction(1))
TRUNC_FEN = Rounding("trunc_fen", TRUNC, Fraction(1, 100))
UP_TO_HALF = Rounding("up_to_half", UP, Fraction(1, 2))
UP_TO_TENTH = Rounding("up_to_tenth", UP, Fraction(1, 10))
UP_TO_HUNDREDTH = Rounding("up_to_hundredth", UP, Fraction(1, 100))
HALF_UP_QUARTER = Rounding("half_up_quarter", HALF_UP, Fraction(1, 4))
