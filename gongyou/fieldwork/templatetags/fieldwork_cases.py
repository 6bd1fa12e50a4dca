"""Words of routes and ends for templates."""

from math import isinf

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gongyou.fieldwork.views.comparing import WORDS
from gongyou.vault.public import journal

register = template.Library()


@register.filter
def act_words(act: str) -> str:
    """What a kind of act is called: its sentence, with nobody and nothing in it."""
    return journal.say(act, "…", {})


@register.filter
def route_word(code: str) -> str:
    """What a route or an end is called."""
    return WORDS[code]()


@register.simple_tag
def ended(column, end: str) -> str:
    """How many ended so, or that it is withheld."""
    if not column.shown:
        return "—"
    value = column.ends.get(end)
    return pgettext("fieldwork", "withheld") if value is None else str(value)


@register.filter
def apart(value) -> str:
    """A standardised difference in figures and words."""
    if value is None:
        return _("not known")
    if isinf(value):
        return _("entirely different")
    word = _("differ") if abs(value) > 0.1 else _("alike")
    return f"{value:.2f} ({word})"


@register.filter
def points(value) -> str:
    """A share as points in a hundred."""
    return f"{100 * value:+.0f}"
