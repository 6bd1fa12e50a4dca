"""Numbers that are printed: given once, never given again, also while laptops work apart.

The first laptop of a centre counts 1, 2, 3. Every other one counts from a thousand of its own and
shows its letter: the third offer made on laptop B is 2003, and stands as B3.
"""

from django.db import models
from django.db.models import Max

from gongyou.vault.journal.device import this_index

SPAN = 1000


class Number(int):
    """A number that shows the letter of the laptop that gave it."""

    def __str__(self):
        letter, rest = divmod(int(self), SPAN)
        return f"{letter_of(letter)}{rest}" if letter else repr(int(self))

    def __format__(self, form):
        return format(int(self), form) if form else str(self)


def letter_of(index: int) -> str:
    """The letter of a laptop: none for the first, then B, C, …, Z, AA."""
    text, left = "", index + 1 if index else 0
    while left:
        left, rest = divmod(left - 1, 26)
        text = chr(65 + rest) + text
    return text


class NumberField(models.PositiveIntegerField):
    """A printed number; nothing changes in the table."""

    def deconstruct(self):
        """For migrations it is a positive number."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.PositiveIntegerField", args, options

    def from_db_value(self, value, expression, connection):
        """With its letter."""
        return None if value is None else Number(value)

    def to_python(self, value):
        """With its letter."""
        found = super().to_python(value)
        return None if found is None else Number(found)


class SmallNumberField(NumberField, models.PositiveSmallIntegerField):  # type: ignore[misc]
    """The same in a small column."""

    def deconstruct(self):
        """For migrations it is a small positive number."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.PositiveSmallIntegerField", args, options


def first_number() -> int:
    """The first number that this laptop gives."""
    return this_index() * SPAN + 1


def next_number(rows, name: str = "number") -> Number:
    """The next number among rows, out of this laptop's own.

    Args:
        rows: a queryset of those that are counted together, such as the offers of a case.
    """
    first = first_number()
    within = {f"{name}__gte": first, f"{name}__lt": first + SPAN - 1}
    last = rows.order_by().filter(**within).aggregate(last=Max(name))["last"]
    return Number(last + 1 if last else first)
