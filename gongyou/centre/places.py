"""Places by their administrative code: names for people, codes from what people type."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gongyou.centre.names import simplify
from gongyou.law import DEFAULT_LAW
from gongyou.law.places import (
    find_place,
    offered_places,
    place_hint,
    place_title,
    titles_called,
)
from gongyou.ui.public import law_language


def in_chinese() -> bool:
    """Whether the page is Chinese."""
    return (get_language() or "en").startswith("zh")


def title(code: str | None) -> str:
    """The place as people say it, in the language of the page; as it stands if no law knows it."""
    return place_title(code, law_language()) if code else ""


def code_of(text: str) -> str | None:
    """The code for a code or a name as the laws know it; None when no place is called so."""
    return find_place(simplify(text).strip())[0]


class PlaceField(forms.CharField):
    """A place typed by name, pinyin or code; its value is the code."""

    def clean(self, value):
        """The code, or a message that no such place is known."""
        text = super().clean(value)
        if not text:
            return None
        code = code_of(text)
        if code is None and (several := titles_called(simplify(text).strip(), law_language())):
            raise forms.ValidationError(
                _("Several places of that name: %(places)s. Write the city or province with it.")
                % {"places": several}
            )
        if code is None:
            raise forms.ValidationError(
                _("No place of that name. %(hint)s")
                % {"hint": place_hint(DEFAULT_LAW, law_language())}
            )
        return code

    def prepare_value(self, value):
        """The name for a stored code."""
        return title(value) if value and str(value).isdigit() else value


class PlaceInput(forms.TextInput):
    """A text field with a list of the places that come up most."""

    template_name = "centre/place_input.html"

    def get_context(self, name, value, attrs):
        """Add the offered places."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"places-{name}"
        context["places"] = [(code, title(code)) for code in offered_places()]
        return context


def field(**kwargs: Any) -> PlaceField:
    """The field for the place of work."""
    given: dict[str, Any] = {"label": _("Place of work"), "required": False} | kwargs
    return PlaceField(
        widget=PlaceInput(), help_text=_("City or district; the law goes by it."), **given
    )
