"""Two people change one record: neither overwrites unseen what the other wrote."""

import json
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

SEEN = "seen"
CHANGED = _(
    "By now the record says “%(theirs)s” here. Save again to put yours in its place; the history "
    "keeps both."
)
EMPTIED = _(
    "By now the record is empty here. Save again to put yours in its place; the history keeps both."
)


class _Seen(forms.CharField):
    """What the record said when the page was made; always as it is now, whatever was sent."""

    widget = forms.HiddenInput(attrs={"autocomplete": "off"})

    def bound_data(self, data, initial):
        """Not what was sent."""
        return initial


class ConflictAwareForm(forms.Form):
    """A form that changes a record, its `initial` being what the record says now.

    The page carries what its sender saw. Of a field that the sender left alone, what somebody
    else wrote meanwhile is kept. A field that both changed is refused once, saying what the other
    wrote; the sender's own stays in the field, and can be sent again.
    """

    # Fields that say which record is meant; another choice there means that nothing was seen.
    named_by: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[SEEN] = _Seen(required=False)

    def get_initial_for_field(self, field, field_name):
        """The record's own value; for the hidden field, all that is not empty."""
        if field_name != SEEN:
            return super().get_initial_for_field(field, field_name)
        return json.dumps({name: text for name, text in self._said().items() if text})

    def clean(self):
        """Compare what was seen, what is sent, and what the record says now."""
        super().clean()
        data = self.cleaned_data
        seen = self._seen(data.pop(SEEN, ""))
        if seen is None:
            return data
        for name, now in self._said().items():
            before = seen.get(name, "")
            if now == before or name not in data or name in self.named_by:
                continue
            mine = _text(self.fields[name], data[name])
            if mine == before:
                self._take_theirs(name)
            elif mine != now:
                self.add_error(name, self._clash(name))
        return self.cleaned_data

    def _said(self) -> dict[str, str]:
        """What the record says now, field by field, as text to compare."""
        return {
            name: _text(field, self.get_initial_for_field(field, name))
            for name, field in self.fields.items()
            if name != SEEN
        }

    def _seen(self, sent: str) -> dict[str, str] | None:
        """What the sender saw; None from a program that does not say."""
        try:
            seen = json.loads(sent)
        except (ValueError, RecursionError):
            return None
        if not isinstance(seen, dict):
            return None
        data = self.cleaned_data
        same = all(
            _text(self.fields[name], data.get(name)) == seen.get(name, "") for name in self.named_by
        )
        return seen if same else {}

    def _take_theirs(self, name: str) -> None:
        field = self.fields[name]
        value = self.get_initial_for_field(field, name)
        data = cast(QueryDict, self.data).copy()
        data.setlist(self.add_prefix(name), _as_sent(field, value))
        self.data = data
        try:
            self.cleaned_data[name] = field.clean(self[name].data)
        except ValidationError:
            self.cleaned_data[name] = value
        if hook := getattr(self, f"clean_{name}", None):
            self.cleaned_data[name] = hook()

    def _clash(self, name: str) -> ValidationError:
        field = self.fields[name]
        theirs = _shown(field, self.get_initial_for_field(field, name))
        return ValidationError(CHANGED if theirs else EMPTIED, "changed", {"theirs": theirs})


def _text(field: forms.Field, value) -> str:
    """A value as text, the same whether it comes from the record or from the form."""
    with suppress(ValidationError):
        value = field.to_python(value)
    if value in field.empty_values:
        return ""
    if isinstance(value, list | tuple | set):
        return "\n".join(sorted(map(str, value)))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value).replace("\r\n", "\n").strip()


def _as_sent(field: forms.Field, value) -> list[str]:
    """A value as a browser would send it."""
    if isinstance(field.widget, forms.CheckboxInput):
        return ["on"] if value else []
    sent = field.widget.format_value(field.prepare_value(value))
    return list(sent) if isinstance(sent, list | tuple) else [] if sent is None else [sent]


def _shown(field: forms.Field, value) -> str:
    """A value as people read it: the words of a choice, a date of their language."""
    value = field.prepare_value(value)
    values = value if isinstance(value, list | tuple | set) else [value]
    words = {str(code): word for code, word in getattr(field, "choices", [])}
    return ", ".join(_word(v, words) for v in values if v not in field.empty_values)


def _word(value, words: dict) -> str:
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(words.get(str(value), value))
