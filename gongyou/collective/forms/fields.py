"""Fields of this room's forms."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from gongyou.centre.public import DateInput

MOST_PEOPLE = 10_000_000
NO_DAY = _("This day can't be meant: its year is too far away.")
DAYS = [MinValueValidator(date(1900, 1, 1), NO_DAY), MaxValueValidator(date(2199, 12, 31), NO_DAY)]


def day(label, **kwargs) -> forms.DateField:
    """A day with the browser's own picker; days of a mistyped year are refused."""
    return forms.DateField(label=label, widget=DateInput(), validators=DAYS, **kwargs)


def count(label, least: int = 0, **kwargs) -> forms.IntegerField:
    """How many people, or ballots."""
    return forms.IntegerField(label=label, min_value=least, max_value=MOST_PEOPLE, **kwargs)


def text(label, rows=3, **kwargs) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def money(label, **kwargs) -> forms.DecimalField:
    """An amount of money."""
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, min_value=0, **kwargs)
