"""Fields that forms of every room use: days, months, yes-no-unknown."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

UNKNOWN_YES_NO = [
    ("", pgettext_lazy("fact", "not known")),
    ("true", _("yes")),
    ("false", _("no")),
]


class DateInput(forms.DateInput):
    """The browser's own date picker, fed in ISO form."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
FAR_AWAY = _("Give a year between 1900 and 2199.")


def _day_of_the_law(value) -> None:
    """Days that neither the law nor a calendar reaches are slips of the pen."""
    day = value.date() if isinstance(value, datetime) else value
    if not FIRST_DAY <= day <= LAST_DAY:
        raise forms.ValidationError(FAR_AWAY)


class DayField(forms.DateField):
    """A day, picked with the browser's own picker."""

    default_validators = [_day_of_the_law]

    def __init__(self, **kwargs):
        super().__init__(**{"widget": DateInput()} | kwargs)


NOT_YET = _("This lies in the future; give the day on which it happened.")


def _has_happened(value) -> None:
    if value > timezone.localdate():
        raise forms.ValidationError(NOT_YET)


class HappenedField(DayField):
    """The day of something that has happened: never after today."""

    default_validators = [_day_of_the_law, _has_happened]


class DateTimeInput(forms.DateTimeInput):
    """The browser's own picker of day and time."""

    input_type = "datetime-local"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%dT%H:%M", **kwargs)


class DayTimeField(forms.DateTimeField):
    """A day and time."""

    default_validators = [_day_of_the_law]

    def __init__(self, **kwargs):
        super().__init__(widget=DateTimeInput(), **kwargs)

    def to_python(self, value):
        """The moment; years that no time zone reaches are refused like any other slip."""
        try:
            return super().to_python(value)
        except OverflowError:
            raise forms.ValidationError(FAR_AWAY) from None


class MonthField(DayField):
    """A month; its value is the first day."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m", attrs={"type": "month"})
        super().__init__(widget=widget, input_formats=["%Y-%m", "%Y-%m-%d"], **kwargs)

    def clean(self, value):
        """The first day of the month."""
        day = super().clean(value)
        return day.replace(day=1) if isinstance(day, date) else day


class FlagField(forms.TypedChoiceField):
    """Yes, no, or not known (None)."""

    def __init__(self, **kwargs):
        super().__init__(
            choices=UNKNOWN_YES_NO, coerce=lambda v: v == "true", empty_value=None, **kwargs
        )

    def prepare_value(self, value):
        """True and False as the words of the list."""
        return {True: "true", False: "false", None: ""}.get(value, value)


def set_choices(form: forms.BaseForm, name: str, choices: Any) -> None:
    """Give a field of a form the choices that are known only when it is shown."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
