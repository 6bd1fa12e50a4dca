"""Fields that forms of every room use: days, months, yes-no-unknown."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongyou.ui.rough_days import RoughDay, last_of
from gongyou.ui.rough_words import read_days
from gongyou.ui.typed_days import Days
from gongyou.ui.typed_times import read_moment

UNKNOWN_YES_NO = [
    ("", pgettext_lazy("fact", "not known")),
    ("true", _("yes")),
    ("false", _("no")),
]


class DateInput(forms.DateInput):
    """A day as it is typed; the page's script puts the browser's own picker beside it."""

    picker, shape = "date", "%Y-%m-%d"
    example: Any = "yyyy-mm-dd"

    def __init__(self, attrs=None):
        typed = {"data-day": self.picker, "placeholder": self.example, "autocomplete": "off"}
        super().__init__(format=self.shape, attrs=typed | (attrs or {}))

    def get_context(self, name, value, attrs):
        """With the address of the picker's icon."""
        context = super().get_context(name, value, attrs)
        icons = static("vendor/icons/icons.svg")
        context["widget"]["attrs"]["data-icon"] = f"{icons}#calendar3"
        return context


class MonthInput(DateInput):
    """A month as it is typed."""

    picker, shape, example = "month", "%Y-%m", "yyyy-mm"


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
FAR_AWAY = _("Give a year between 1900 and 2199.")


def _day_of_the_law(value) -> None:
    """Days that neither the law nor a calendar reaches are slips of the pen."""
    day = value.date() if isinstance(value, datetime) else value
    if not (day >= FIRST_DAY and last_of(day) <= LAST_DAY):
        raise forms.ValidationError(FAR_AWAY)


NOT_READ = _("Type a day such as 2026-11-30, 2026.11.30, 30 Nov 2026 or yesterday.")
NO_MOMENT = _("Type a day and a time such as 2026-11-30 14:30 or tomorrow 2 pm.")
WHICH_DAY = _("This is more than one day: which one? Such as 2026-11-30.")
WHICH_MONTH = _("Type a month such as 2026-11, Nov 2026 or last month.")


class DayField(forms.DateField):
    """A day, typed as people say it; a month alone is asked back."""

    default_validators = [_day_of_the_law]
    default_error_messages = {"invalid": NOT_READ}

    def __init__(self, **kwargs):
        super().__init__(**{"widget": DateInput()} | kwargs)

    def to_python(self, value):
        """The day.

        Raises:
            ValidationError: it is none, or more than one.
        """
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        found = read_days(str(value), timezone.localdate())
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        return self.day_of(found)

    def day_of(self, found: Days) -> date:
        """The one day; what is longer is asked back."""
        if not found.exact:
            raise forms.ValidationError(WHICH_DAY, "which")
        return found.first


NOT_YET = _("This lies in the future; give the day on which it happened.")


def _has_happened(value) -> None:
    if value > timezone.localdate():
        raise forms.ValidationError(NOT_YET)


class HappenedField(DayField):
    """The day of something that has happened: never after today."""

    default_validators = [_day_of_the_law, _has_happened]


ROUGH_HELP = _("A month, a year or “about March 2024” will do; it is kept as you say it.")


class RoughDayInput(DateInput):
    """A day or about when."""

    example = _("yyyy-mm-dd, yyyy-mm, about …")


class RoughDayField(DayField):
    """A day, or about when it was: a `RoughDay` where that is more than one day."""

    widget = RoughDayInput

    def __init__(self, **kwargs):
        super().__init__(**{"widget": RoughDayInput(), "help_text": ROUGH_HELP} | kwargs)

    def to_python(self, value):
        """The day, exact or rough."""
        return value if isinstance(value, RoughDay) else super().to_python(value)

    def day_of(self, found: Days) -> date:
        """One day as it is, what is longer as a rough one."""
        return found.first if found.exact else RoughDay.between(found.first, found.last)

    def prepare_value(self, value):
        """As one would type it."""
        return value.typed if isinstance(value, RoughDay) else value


class DateTimeInput(DateInput):
    """A day and time as it is typed."""

    picker, shape, example = "datetime-local", "%Y-%m-%d %H:%M", "yyyy-mm-dd hh:mm"


class DayTimeField(forms.DateTimeField):
    """A day and time, typed as people say it: 2026-11-30 14:30, 明天下午2点半, tomorrow 2 pm."""

    default_validators = [_day_of_the_law]

    def __init__(self, **kwargs):
        super().__init__(**{"widget": DateTimeInput()} | kwargs)

    def to_python(self, value):
        """The moment; years that no time zone reaches are refused like any other slip."""
        if value in self.empty_values:
            return None
        if isinstance(value, str):
            found = read_moment(value, timezone.localdate())
            if found is None:
                raise forms.ValidationError(NO_MOMENT, "invalid")
            value = found
        try:
            return super().to_python(value)
        except OverflowError:
            raise forms.ValidationError(FAR_AWAY) from None


class MonthField(DayField):
    """A month; its value is the first day."""

    default_error_messages = {"invalid": WHICH_MONTH}

    def __init__(self, **kwargs):
        super().__init__(widget=MonthInput(), **kwargs)

    def day_of(self, found: Days) -> date:
        """The first day of the month; a year or another span is asked back."""
        if found.precision not in ("day", "month"):
            raise forms.ValidationError(WHICH_MONTH, "which")
        return found.first

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
