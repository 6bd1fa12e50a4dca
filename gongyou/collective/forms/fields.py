"""Fields of this room's forms."""

from django import forms

from gongyou.centre.public import DateInput


def day(label, **kwargs) -> forms.DateField:
    """A day with the browser's own picker."""
    return forms.DateField(label=label, widget=DateInput(), **kwargs)


def text(label, rows=3, **kwargs) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def money(label, **kwargs) -> forms.DecimalField:
    """An amount of money."""
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, min_value=0, **kwargs)
