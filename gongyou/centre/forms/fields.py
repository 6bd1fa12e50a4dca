"""Fields that several forms use: facts of the contract, yes-no-unknown, months."""

from datetime import date, datetime

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gongyou.centre.extra_facts import column_of, label_of

UNKNOWN_YES_NO = [
    ("", pgettext_lazy("fact", "not known")),
    ("true", _("yes")),
    ("false", _("no")),
]


def law_language() -> str:
    """The language of law texts that goes with the page's."""
    return "zh-hans" if (get_language() or "en").startswith("zh") else "en"


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


def fact_field(table: str, name: str, pack: str = "cn", **kwargs) -> forms.Field:
    """A form field for a fact, labelled in the page's language."""
    column = column_of(pack, table, name)
    kwargs = {"required": False, "label": LawLabel(column)} | kwargs
    if column.family == "flag":
        return FlagField(**kwargs)  # its choices are all that can be sent
    kwargs["validators"] = [Readable(pack, table, name)]
    if column.codes:
        return LenientChoice(choices=CodeChoices(column), **kwargs)
    return FIELD_FOR.get(column.family, _text)(**kwargs)


class Readable:
    """The law must be able to read a fact: within its bounds, not finer than it counts."""

    def __init__(self, pack: str, table: str, name: str):
        self.pack, self.table, self.name = pack, table, name

    def __call__(self, value):
        """Refuse with the bounds in words."""
        from gongyou import law

        if law.can_read(self.pack, self.table, self.name, value):
            return
        if isinstance(value, date):
            raise forms.ValidationError(FAR_AWAY)
        raise forms.ValidationError(
            _("The law cannot reckon with this number: negative, too large or too fine.")
        )


def _text(**kwargs) -> forms.Field:
    return forms.CharField(max_length=60, **kwargs)


def _money(**kwargs) -> forms.Field:
    return forms.DecimalField(max_digits=12, decimal_places=2, **kwargs)


def _number(**kwargs) -> forms.Field:
    return forms.DecimalField(max_digits=9, decimal_places=3, **kwargs)


FIELD_FOR = {
    "date": DayField,
    "month": MonthField,
    "money": _money,
    "number": _number,
    "integer": forms.IntegerField,
}


class LawLabel:
    """The label of a column, in the language of the page being rendered."""

    def __init__(self, column):
        self.column = column

    def __str__(self):
        return label_of(self.column, law_language())


class CodeChoices:
    """The codes of a column as choices, with "not known" first."""

    def __init__(self, column):
        self.column = column

    def __call__(self):
        """Called by the field whenever it is shown."""
        lang = law_language()
        return [UNKNOWN_YES_NO[0], *((code.name, code.label[lang]) for code in self.column.codes)]


class LenientChoice(forms.ChoiceField):
    """A choice whose empty value is None, for facts."""

    def clean(self, value):
        """None for nothing chosen."""
        return super().clean(value) or None
