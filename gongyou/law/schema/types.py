"""Kinds of values that facts and rules can have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

NUM, BOOL_KIND, DATE_KIND, TEXT_KIND = "num", "bool", "date", "text"


FIRST_YEAR, LAST_YEAR = 1900, 2199


FAMILIES = ("text", "code", "date", "month", "money", "number", "integer", "flag")
"""Python's values: str, str out of a list, date, first day of a month as date, Decimal of two
places, Decimal, int, bool. None in every type means unknown."""


class FactError(ValueError):
    """A fact has a value that its declaration does not allow."""


@dataclass(frozen=True)
class Type:
    """What a column may hold: kind, decimals kept, bounds, codes.

    `scale` is the number of decimals a number may have; `least` and `most` bound it. The bounds
    are what lets a batch compute in 64-bit integers without overflow, so they are enforced.
    """

    name: str
    kind: str
    scale: int = 0
    least: int = 0
    most: int = 0
    codes: tuple[str, ...] = ()
    exact: bool = False
    unit: str | None = None

    @property
    def family(self) -> str:
        """The type among those that forms, models and readers of cells tell apart: FAMILIES."""
        return self.name if self.name in FAMILIES else "number"

    def signed(self) -> Type:
        """The same type with negative values allowed."""
        return replace(self, least=-self.most)

    def reader(self) -> Callable[[Any, str], Any]:
        """What turns a value into the engine's cell: a number into whole smallest units."""
        if self.exact:
            return self._ratio
        if self.kind == NUM:
            return self._units()
        if self.kind == DATE_KIND:
            return self._month if self is MONTH else self._date
        if self.kind == TEXT_KIND and not self.codes:
            return self._plain_text
        return self.read

    def _ratio(self, value: Any, name: str) -> Any:
        number = self.read(value, name)
        return None if number is None else number.as_integer_ratio()

    def _date(self, value: Any, name: str) -> Any:
        if value.__class__ is date and FIRST_YEAR <= value.year <= LAST_YEAR:
            return value
        return self.read(value, name)

    def _month(self, value: Any, name: str) -> Any:
        day = self._date(value, name)
        return day if day is None or day.day == 1 else day.replace(day=1)

    def _plain_text(self, value: Any, name: str) -> Any:
        return value or None if value.__class__ is str else self.read(value, name)

    def _units(self) -> Callable[[Any, str], Any]:
        """A reader of numbers, the usual kinds of them without a Fraction."""
        scale, read = 10**self.scale, self.read
        least, most = self.least * scale, self.most * scale

        def units(value: Any, name: str) -> Any:
            if value.__class__ is Decimal:
                try:
                    scaled = value * scale
                    whole = int(scaled)
                except (ValueError, ArithmeticError):  # no number, or none that ends
                    return read(value, name)
                if whole != scaled:
                    raise FactError(f"{name}: {value} has more than {self.scale} decimals")
            elif value.__class__ is int:
                whole = value * scale
            else:
                number = read(value, name)
                return None if number is None else int(number * scale)
            if least <= whole <= most:
                return whole
            raise FactError(f"{name}: {value} is outside {self.least} to {self.most}")

        return units

    def exact_value(self, cell: Any) -> Any:
        """The value that a cell holds, numbers as ints or Fractions."""
        if self.kind != NUM:
            return cell
        n, d = cell if self.exact else (cell, 10**self.scale)
        return Fraction(n, d) if n % d else n // d

    def read(self, value: Any, name: str = "value") -> Any:
        """Turn a Python value into the engine's: int, Fraction, bool, date, str, or None."""
        if value is None or value == "":
            return None
        return _READERS[self.kind](self, value, name)


MONEY = Type("money", NUM, scale=2, most=10**9)
NUMBER = Type("number", NUM, scale=4, most=10**9)
INTEGER = Type("integer", NUM, most=10**9)
HOURS = Type("hours", NUM, scale=2, most=10**4, unit="hours")
DAYS = Type("days", NUM, scale=2, most=10**5, unit="days")
RATE = Type("rate", NUM, scale=6, most=10**3)
FRACTION = Type("fraction", NUM, most=10**9, least=-(10**9), exact=True)
FLAG = BOOL = Type("flag", BOOL_KIND)
DATE = Type("date", DATE_KIND)
MONTH = Type("month", DATE_KIND)
TEXT = Type("text", TEXT_KIND)


NAMED = {
    t.name: t
    for t in (MONEY, NUMBER, INTEGER, HOURS, DAYS, RATE, FRACTION, FLAG, DATE, MONTH, TEXT)
}
"""The types by name, as columns are declared."""


def Code(*codes: str) -> Type:
    """A text that is one of the codes given."""
    return Type("code", TEXT_KIND, codes=codes)


def exact_number(value: Any, name: str = "value") -> int | Fraction:
    """An int where the value is whole, else a Fraction; binary floats are refused."""
    if isinstance(value, bool | float):
        raise FactError(f"{name}: give a Decimal, an int or a string, not {value!r}")
    try:
        fraction = Fraction(value)
    except (ValueError, TypeError, ZeroDivisionError, OverflowError) as error:
        raise FactError(f"{name}: {value!r} is not a number") from error
    return fraction.numerator if fraction.denominator == 1 else fraction


def _read_number(type_: Type, value: Any, name: str) -> int | Fraction:
    if type(value) is Decimal and not value.is_finite():
        raise FactError(f"{name}: {value!r} is not a number")
    number = exact_number(value, name)
    if not type_.exact and type(number) is Fraction and 10**type_.scale % number.denominator:
        raise FactError(f"{name}: {value} has more than {type_.scale} decimals")
    if not type_.least <= number <= type_.most:
        raise FactError(f"{name}: {value} is outside {type_.least} to {type_.most}")
    return number


def _read_bool(_type: Type, value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return value
    if value in (0, 1):
        return bool(value)
    raise FactError(f"{name}: {value!r} is not yes or no")


def _read_date(type_: Type, value: Any, name: str) -> date:
    if hasattr(value, "date") and callable(value.date):  # datetimes, pandas timestamps
        value = value.date()
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value if len(value) > 7 else value + "-01")
        except ValueError as error:
            raise FactError(f"{name}: {value!r} is not a date like 2024-03-31") from error
    if not isinstance(value, date):
        raise FactError(f"{name}: {value!r} is not a date")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise FactError(f"{name}: {value} is outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return value.replace(day=1) if type_ is MONTH else value


def _read_text(type_: Type, value: Any, name: str) -> str:
    text = str(value)
    if type_.codes and text not in type_.codes:
        raise FactError(f"{name}: {text!r} is not one of {', '.join(type_.codes)}")
    return text


_READERS = {
    NUM: _read_number,
    BOOL_KIND: _read_bool,
    DATE_KIND: _read_date,
    TEXT_KIND: _read_text,
}
