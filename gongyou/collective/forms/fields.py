"""Fields of this room's forms."""

from django import forms

from gongyou.ui.public import DayField, HappenedField

MOST_PEOPLE = 10_000_000


def day(label, **kwargs) -> DayField:
    """A day with the browser's own picker; days of a mistyped year are refused."""
    return DayField(label=label, **kwargs)


def happened(label, **kwargs) -> HappenedField:
    """The day of something that has happened; never after today."""
    return HappenedField(label=label, **kwargs)


def count(label, least: int = 0, **kwargs) -> forms.IntegerField:
    """How many people, or ballots."""
    return forms.IntegerField(label=label, min_value=least, max_value=MOST_PEOPLE, **kwargs)


def text(label, rows=3, **kwargs) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def money(label, **kwargs) -> forms.DecimalField:
    """An amount of money."""
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, min_value=0, **kwargs)
