"""Fields for facts of the law."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongyou import law
from gongyou.centre.extra_facts import column_of, label_of
from gongyou.law import DEFAULT_LAW
from gongyou.law.schema import schema_of
from gongyou.ui.public import (
    FAR_AWAY,
    UNKNOWN_YES_NO,
    FlagField,
    MonthField,
    RoughDayField,
    law_language,
)


def fact_field(table: str, name: str, pack: str = DEFAULT_LAW, **more: Any) -> forms.Field:
    """A form field for a fact, labelled in the page's language."""
    column = column_of(pack, table, name)
    kwargs: dict[str, Any] = {"required": False, "label": LawLabel(column)} | more
    if column.family == "flag":
        return FlagField(**kwargs)  # its choices are all that can be sent
    kwargs["validators"] = [Readable(pack, table, name)]
    if column.codes:
        return LenientChoice(choices=CodeChoices(column), **kwargs)
    return FIELD_FOR.get(column.family, _text)(**kwargs)


def fact_groups(pack: str, form: str, table: str) -> list[tuple[object, list[str]]]:
    """(title, names) of the facts that the law's form asks for, in the page's language.

    A law that says nothing is asked for all that it knows of the table.
    """
    known = schema_of(pack).tables.get(table)
    columns = known.columns if known else {}
    groups = law.load_pack(pack).desk.forms.get(form)
    if groups is None:
        names = [n for n in (known.facts if known else ()) if n not in ("employer", "worksite")]
        return [(_("Facts"), names)] if names else []
    return [
        (LawTitle(group.title), [name for name in group.facts if name in columns])
        for group in groups
    ]


class LawTitle:
    """A text of a law in the language of the page being rendered."""

    def __init__(self, texts):
        self.texts = texts

    def __str__(self):
        return self.texts[law_language()]


class Readable:
    """The law must be able to read a fact: within its bounds, not finer than it counts."""

    def __init__(self, pack: str, table: str, name: str):
        self.pack, self.table, self.name = pack, table, name

    def __call__(self, value):
        """Refuse with the bounds in words."""
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


class _Number(forms.DecimalField):
    """Hours and days as people write them: 52, not 52.000."""

    def prepare_value(self, value):
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _number(**kwargs) -> forms.Field:
    return _Number(max_digits=9, decimal_places=3, **kwargs)


FIELD_FOR: dict[str, Callable[..., forms.Field]] = {
    "date": RoughDayField,
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
